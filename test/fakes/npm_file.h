// SPDX-License-Identifier: Apache-2.0
// Files of the npm packages that tests check against (package.json). They are there after
// ./dev build; a tree that was built without Node.js has none, and its test says so by skipping.
#pragma once

#include <filesystem>
#include <string>

namespace consentry {

inline constexpr const char* kSarifSchemaFile =
    "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json";
inline constexpr const char* kHarSchemaFile = "har-schema/lib/har.json";

// Empty when the package is not installed.
inline std::string npm_file(const std::string& name) {
  const std::string path = std::string(CONSENTRY_SOURCE_DIR) + "/node_modules/" + name;
  return std::filesystem::exists(path) ? path : std::string();
}

}  // namespace consentry
