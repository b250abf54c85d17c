// SPDX-License-Identifier: Apache-2.0
// Makes DNS answers (RFC 1035 section 4.1) for tests.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace consentry::testing {

inline void put16(std::vector<unsigned char>& out, unsigned value) {
  out.push_back(static_cast<unsigned char>(value >> 8U));
  out.push_back(static_cast<unsigned char>(value & 0xFFU));
}

inline void put_name(std::vector<unsigned char>& out, std::string name) {
  while (!name.empty()) {
    const std::size_t end = std::min(name.find('.'), name.size());
    out.push_back(static_cast<unsigned char>(end));
    out.insert(out.end(), name.begin(), name.begin() + static_cast<std::ptrdiff_t>(end));
    name.erase(0, std::min(end + 1, name.size()));
  }
  out.push_back(0);
}

// An answer with a CNAME record for each pair of name and target.
inline std::vector<unsigned char> dns_answer(
    const std::vector<std::pair<std::string, std::string>>& aliases) {
  std::vector<unsigned char> out;
  put16(out, 0x1234);  // id
  put16(out, 0x8180);  // an answer, recursion done, no error
  put16(out, 0);       // questions
  put16(out, static_cast<unsigned>(aliases.size()));
  put16(out, 0);
  put16(out, 0);
  for (const auto& [name, target] : aliases) {
    put_name(out, name);
    put16(out, 5);  // CNAME
    put16(out, 1);  // IN
    put16(out, 0);
    put16(out, 300);  // time to live
    std::vector<unsigned char> data;
    put_name(data, target);
    put16(out, static_cast<unsigned>(data.size()));
    out.insert(out.end(), data.begin(), data.end());
  }
  return out;
}

}  // namespace consentry::testing
