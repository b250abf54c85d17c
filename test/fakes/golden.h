// SPDX-License-Identifier: Apache-2.0
// Compares a writer's whole output with a stored file under test/data/goldens. To accept a change,
// run the tests once with CONSENTRY_UPDATE_GOLDENS=1 in the environment and read the diff.
#pragma once

#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <string>

namespace consentry {

inline void expect_golden(const std::string& name, const std::string& actual) {
  const std::string path = std::string(CONSENTRY_SOURCE_DIR) + "/test/data/goldens/" + name;
  if (std::getenv("CONSENTRY_UPDATE_GOLDENS") != nullptr) {
    std::ofstream(path, std::ios::binary) << actual;
    return;
  }
  std::ifstream file(path, std::ios::binary);
  ASSERT_TRUE(file.is_open()) << path << " is missing";
  const std::string expected{std::istreambuf_iterator<char>(file), {}};
  EXPECT_TRUE(expected == actual) << path << " differs: run with CONSENTRY_UPDATE_GOLDENS=1 and "
                                  << "read the diff";
}

}  // namespace consentry
