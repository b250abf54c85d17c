// SPDX-License-Identifier: Apache-2.0
// A sink that keeps a run in memory, and questions to ask of it.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/observe/run_sink.h"

namespace consentry::testing {

class RecordedRun final : public RunSink {
 public:
  Status line(std::string_view bytes) override {
    lines.emplace_back(bytes);
    return {};
  }
  Status picture(std::string_view name, std::string_view bytes) override {
    pictures[std::string(name)] = bytes;
    return {};
  }
  // How many lines contain every one of the parts.
  [[nodiscard]] std::size_t count(const std::vector<std::string>& parts) const {
    std::size_t found = 0;
    for (const std::string& text : lines) {
      bool all = true;
      for (const std::string& part : parts) all = all && text.find(part) != std::string::npos;
      found += all ? 1 : 0;
    }
    return found;
  }
  [[nodiscard]] bool has(const std::vector<std::string>& parts) const { return count(parts) > 0; }
  [[nodiscard]] std::string all() const {
    std::string text;
    for (const std::string& one : lines) text += one;
    return text;
  }

  std::vector<std::string> lines;
  std::map<std::string, std::string> pictures;
};

}  // namespace consentry::testing
