// SPDX-License-Identifier: Apache-2.0
// The files of the project as values, so that the rules about them can be tested on made-up trees.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace consentry::structure {

struct SourceFile {
  std::string path;  // from the root, with '/'
  std::string text;

  [[nodiscard]] bool in(std::string_view folder) const;  // "src/core": anywhere below it
  [[nodiscard]] bool ends_with(std::string_view ending) const;
  [[nodiscard]] bool is_header() const { return ends_with(".h"); }
  [[nodiscard]] bool is_cxx() const { return is_header() || ends_with(".cc"); }
};

// Ordered by path.
using SourceTree = std::vector<SourceFile>;

// What was found wrong, one line each: "path: what, and what to do".
using Complaints = std::vector<std::string>;

// Reads what is in the project's own folders; links, built files and packages are left out.
SourceTree read_source_tree(const std::filesystem::path& root);

// The lines of a text, without their ends.
std::vector<std::string_view> lines_of(std::string_view text);
// The same for C++, without what follows "//": prose may name what code must not use.
std::vector<std::string_view> code_lines_of(std::string_view text);
// True when the word stands in the text with no letter, digit or '_' on either side.
bool has_word(std::string_view text, std::string_view word);

}  // namespace consentry::structure
