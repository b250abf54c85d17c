// SPDX-License-Identifier: Apache-2.0
#include "structure/file_rules.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <set>

namespace consentry::structure {
namespace {

constexpr std::array kSourceEndings{".cc",  ".h",     ".ts",   ".mjs",
                                    ".css", ".cmake", ".toml", "CMakeLists.txt"};

bool is_source(const SourceFile& file) {
  return std::ranges::any_of(kSourceEndings,
                             [&](std::string_view ending) { return file.ends_with(ending); }) ||
         file.text.starts_with("#!");
}

std::string lower(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return result;
}

std::string_view name_of(const SourceFile& file) {
  const std::string_view path = file.path;
  return path.substr(path.rfind('/') + 1);
}

// "x.example" stands in comments everywhere and says nothing.
constexpr std::size_t kShortestLabel = 4;
// A label of this length was made up for the lab; a shorter one may be an ordinary word.
constexpr std::size_t kShortestCoinedWord = 7;

bool is_host_char(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '.';
}

// The host that ends where `ending` (a reserved top-level domain) stands at `at`; empty when none
// does.
std::string host_before(std::string_view text, std::size_t at, std::string_view ending) {
  const auto end = at + ending.size();
  const bool goes_on = end < text.size() && is_host_char(text[end]) && text[end] != '.';
  const bool has_more_labels =
      end + 1 < text.size() && text[end] == '.' && is_host_char(text[end + 1]);
  if (goes_on || has_more_labels) return {};
  auto begin = at;
  while (begin > 0 && is_host_char(text[begin - 1])) --begin;
  const auto host = text.substr(begin, end - begin);
  return begin == at || host.front() == '.' ? std::string() : lower(host);
}

// "cdn.adnet.test" gives "adnet".
std::string last_label(std::string_view host, std::string_view ending) {
  if (host.size() <= ending.size()) return {};
  host.remove_suffix(ending.size());
  return std::string(host.substr(host.rfind('.') + 1));
}

}  // namespace

Complaints missing_licence_line(const SourceTree& tree) {
  Complaints complaints;
  for (const SourceFile& file : tree) {
    if (!is_source(file)) continue;
    const auto lines = lines_of(file.text);
    const std::size_t expected = file.text.starts_with("#!") ? 1 : 0;
    if (lines.size() <= expected ||
        lines[expected].find("SPDX-License-Identifier: Apache-2.0") == std::string_view::npos) {
      complaints.push_back(file.path + ": does not begin with the SPDX line");
    }
  }
  return complaints;
}

Complaints too_long(const SourceTree& tree) {
  Complaints complaints;
  for (const SourceFile& file : tree) {
    if (!is_source(file) || file.in("data")) continue;
    const auto count = lines_of(file.text).size();
    const auto limit = file.in("test") ? kMaxTestLines : kMaxLines;
    if (count > limit)
      complaints.push_back(file.path + ": " + std::to_string(count) + " lines; split it");
  }
  return complaints;
}

Complaints drawer_names(const SourceTree& tree) {
  Complaints complaints;
  for (const SourceFile& file : tree) {
    std::string name = lower(name_of(file).substr(0, name_of(file).find('.')));
    std::ranges::replace(name, '-', '_');
    const std::string words = "_" + name + "_";
    for (const char* drawer : {"util", "utils", "utility", "helper", "helpers", "common", "misc"}) {
      if (words.find("_" + std::string(drawer) + "_") != std::string::npos) {
        complaints.push_back(file.path + ": a name that does not say what is inside");
      }
    }
  }
  return complaints;
}

Complaints poor_fuzzers(const SourceTree& tree) {
  Complaints complaints;
  for (const SourceFile& file : tree) {
    if (!file.in("test/fuzz") || !file.ends_with("_fuzz.cc")) continue;
    const auto name =
        name_of(file).substr(0, name_of(file).size() - std::string_view("_fuzz.cc").size());
    const std::string corpus = "test/fuzz/corpus/" + std::string(name);
    if (std::ranges::none_of(tree, [&](const SourceFile& other) { return other.in(corpus); })) {
      complaints.push_back(file.path + ": has no seed in " + corpus);
    }
    if (lines_of(file.text).size() > kMaxFuzzerLines)
      complaints.push_back(file.path + ": more than 20 lines");
  }
  return complaints;
}

Complaints unexplained_nolint(const SourceTree& tree) {
  Complaints complaints;
  for (const SourceFile& file : tree) {
    if (!file.is_cxx() || file.in("test/structure")) continue;
    for (const auto line : lines_of(file.text)) {
      const auto at = line.find("NOLINT");
      if (at != std::string_view::npos && line.find("NOLINTEND") == std::string_view::npos &&
          line.find(':', at) == std::string_view::npos) {
        complaints.push_back(file.path + ": NOLINT without ': reason'");
      }
    }
  }
  return complaints;
}

std::vector<std::string> lab_names(const SourceTree& tree) {
  std::set<std::string> names;
  for (const SourceFile& file : tree) {
    if (!file.in("src/lab") && !file.in("data/lab")) continue;
    for (const std::string_view ending : {".example", ".test"}) {
      for (auto at = file.text.find(ending); at != std::string::npos;
           at = file.text.find(ending, at + 1)) {
        const std::string host = host_before(file.text, at, ending);
        const std::string label = last_label(host, ending);
        if (label.size() < kShortestLabel) continue;
        names.insert(host);
        if (label.size() >= kShortestCoinedWord) names.insert(label);
      }
    }
  }
  return {names.begin(), names.end()};
}

Complaints lab_names_outside(const SourceTree& tree) {
  const auto names = lab_names(tree);
  Complaints complaints;
  for (const SourceFile& file : tree) {
    if (file.in("src/lab") || file.in("data/lab") ||
        (!file.in("src") && !file.in("data") && !file.in("web")))
      continue;
    const std::string text = lower(file.text);
    for (const std::string& name : names) {
      if (has_word(text, name)) complaints.push_back(file.path + ": names " + name + " of the lab");
    }
  }
  return complaints;
}

Complaints verdict_of_a_court(const SourceTree& tree) {
  Complaints complaints;
  for (const SourceFile& file : tree) {
    if (!file.in("src") && !file.in("data") && !file.in("web")) continue;
    if (lower(file.text).find("illegal") != std::string::npos) {
      complaints.push_back(
          file.path + ": says 'illegal'; say what was observed, and which authority treats it how");
    }
  }
  return complaints;
}

}  // namespace consentry::structure
