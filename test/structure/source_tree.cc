// SPDX-License-Identifier: Apache-2.0
#include "structure/source_tree.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>
#include <iterator>

namespace consentry::structure {
namespace {

namespace fs = std::filesystem;

constexpr std::array kFolders{"src",   "test",      "web",  "data", "bench",
                              "cmake", "packaging", "docs", ".ci"};
constexpr std::array kRootFiles{"CMakeLists.txt", "dev", "README.md", "ARCHITECTURE.md",
                                "CONTRIBUTING.md"};

SourceFile read_file(const fs::path& root, const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {fs::relative(path, root).generic_string(),
          std::string(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>())};
}

bool is_word_part(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

}  // namespace

bool SourceFile::in(std::string_view folder) const {
  return path.size() > folder.size() && path.starts_with(folder) && path[folder.size()] == '/';
}

bool SourceFile::ends_with(std::string_view ending) const { return path.ends_with(ending); }

SourceTree read_source_tree(const fs::path& root) {
  SourceTree tree;
  for (const char* folder : kFolders) {
    if (!fs::is_directory(root / folder)) continue;
    for (auto it = fs::recursive_directory_iterator(root / folder); it != fs::end(it); ++it) {
      if (it->path().filename() == "node_modules") it.disable_recursion_pending();
      if (it->is_regular_file() && !it->is_symlink()) tree.push_back(read_file(root, it->path()));
    }
  }
  for (const char* file : kRootFiles) {
    if (fs::is_regular_file(root / file)) tree.push_back(read_file(root, root / file));
  }
  std::ranges::sort(tree, {}, &SourceFile::path);
  return tree;
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = text.find('\n');
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

std::vector<std::string_view> code_lines_of(std::string_view text) {
  auto lines = lines_of(text);
  for (auto& line : lines) {
    const auto comment = line.find("//");
    // "https://" in a string is no comment.
    if (comment != std::string_view::npos && (comment == 0 || line[comment - 1] != ':')) {
      line = line.substr(0, comment);
    }
  }
  return lines;
}

bool has_word(std::string_view text, std::string_view word) {
  for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const auto end = at + word.size();
    if ((at == 0 || !is_word_part(text[at - 1])) &&
        (end == text.size() || !is_word_part(text[end])))
      return true;
  }
  return false;
}

}  // namespace consentry::structure
