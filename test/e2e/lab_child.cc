// SPDX-License-Identifier: Apache-2.0
#include "e2e/lab_child.h"

#include <regex>
#include <stdexcept>

namespace consentry::e2e {
namespace {

constexpr std::chrono::seconds kStart{60};

std::string address_in(const std::string& text) {
  static const std::regex pattern(R"(127\.0\.0\.1:[1-9][0-9]*)");
  std::smatch match;
  return std::regex_search(text, match, pattern) ? match.str() : std::string();
}

}  // namespace

LabChild::LabChild(int sites, int seed, int hostile)
    : program_({"lab", "--sites", std::to_string(sites), "--seed", std::to_string(seed),
                "--hostile", std::to_string(hostile), "--listen", "127.0.0.1:0", "--dir",
                folder_.path().string()}) {
  if (!program_.wait_for_output("127.0.0.1:", kStart) || !program_.wait_for_output("\n", kStart)) {
    throw std::runtime_error("the lab did not start: " + program_.wait(kStart).err);
  }
  address_ = address_in(program_.output());
}

std::vector<std::string> LabChild::way_here() const {
  return {"--connect-to", address_, "--ca", file("ca.pem"), "--dns-answers", file("names.txt")};
}

}  // namespace consentry::e2e
