// SPDX-License-Identifier: Apache-2.0
#include "structure/room_rules.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <ranges>
#include <regex>
#include <set>

namespace consentry::structure {
namespace {

struct Room {
  std::string_view folder;
  std::vector<std::string_view> may_include;  // folders; its own needs no mention
};

const std::vector<Room>& rooms() {
  static const std::vector<Room> table{
      {"core/base", {}},
      {"core/observe", {"core/base"}},
      {"core/proof", {"core/base"}},
      {"core/classify", {"core/observe", "core/base"}},
      {"core/judge", {"core/classify", "core/observe", "core/consent", "core/base"}},
      {"core/report", {"core/judge", "core/classify", "core/observe", "core/proof", "core/base"}},
      {"core/consent", {"core/proof", "core/base"}},
      {"core/dossier", {"core/report", "core/judge", "core/proof", "core/base"}},
      {"core/mandate", {"core/dossier", "core/report", "core/judge", "core/proof", "core/base"}},
      {"core/watch", {"core/observe", "core/base"}},
      {"io/browser", {"core/observe", "core/base"}},
      {"io/store",
       {"core/consent", "core/mandate", "core/dossier", "core/watch", "core/observe", "core/proof",
        "core/base"}},
      {"io/http", {"core"}},
      {"io/fetch", {"core/base"}},
      {"io/dns", {"core/observe", "core/base"}},
      {"io/notify", {"core"}},
      {"io/seal", {"core/mandate", "core/dossier", "core/base"}},
      {"io/worker", {"core/base"}},
      {"io/proxy", {"core/base"}},
      {"lab", {"io/http", "core/base"}},
      // The composition root knows everything, of the lab only its door.
      {"command", {"core", "io", "lab/lab.h"}},
      {"main.cc", {"command", "core"}},
  };
  return table;
}

bool lies_in(std::string_view path, std::string_view folder) {
  return path == folder ||
         (path.size() > folder.size() && path.starts_with(folder) && path[folder.size()] == '/');
}

const Room* room_of(std::string_view path_in_src) {
  const auto found = std::ranges::find_if(
      rooms(), [&](const Room& room) { return lies_in(path_in_src, room.folder); });
  return found == rooms().end() ? nullptr : &*found;
}

struct Include {
  std::string_view path;
  bool quoted = false;
};

std::optional<Include> include_in(std::string_view line) {
  const auto start = line.find_first_not_of(" \t");
  if (start == std::string_view::npos || !line.substr(start).starts_with("#")) return std::nullopt;
  const auto keyword = line.find("include", start);
  const auto open = line.find_first_of("\"<", start);
  if (keyword == std::string_view::npos || open == std::string_view::npos) return std::nullopt;
  const bool quoted = line[open] == '"';
  const auto close = line.find(quoted ? '"' : '>', open + 1);
  if (close == std::string_view::npos) return std::nullopt;
  return Include{line.substr(open + 1, close - open - 1), quoted};
}

bool allowed(const Room& room, std::string_view included) {
  return lies_in(included, room.folder) ||
         std::ranges::any_of(room.may_include,
                             [&](std::string_view folder) { return lies_in(included, folder); });
}

struct Ban {
  std::string_view what;  // beginning of an included path, or a word of code
  std::string_view why;
};

constexpr std::string_view kNoIo =
    "core knows no input, output, clock, thread or log: pass the value in";
constexpr std::array kCoreHeaders{
    Ban{"fstream", kNoIo},    Ban{"iostream", kNoIo},    Ban{"filesystem", kNoIo},
    Ban{"thread", kNoIo},     Ban{"mutex", kNoIo},       Ban{"shared_mutex", kNoIo},
    Ban{"future", kNoIo},     Ban{"random", kNoIo},      Ban{"condition_variable", kNoIo},
    Ban{"ctime", kNoIo},      Ban{"time.h", kNoIo},      Ban{"unistd.h", kNoIo},
    Ban{"sys/", kNoIo},       Ban{"netinet/", kNoIo},    Ban{"netdb.h", kNoIo},
    Ban{"poll.h", kNoIo},     Ban{"spdlog/", kNoIo},     Ban{"CLI/", kNoIo},
    Ban{"boost/asio", kNoIo}, Ban{"boost/beast", kNoIo}, Ban{"sqlite3.h", kNoIo},
    Ban{"libpq-fe.h", kNoIo},
};
constexpr std::array kCoreWords{
    Ban{"system_clock", kNoIo},
    Ban{"steady_clock", kNoIo},
    Ban{"high_resolution_clock", kNoIo},
    Ban{"random_device", kNoIo},
    Ban{"getenv", kNoIo},
    Ban{"fopen", kNoIo},
    Ban{"printf", kNoIo},
    Ban{"fprintf", kNoIo},
    Ban{"shared_ptr", "ownership in core is visible: values, unique_ptr, references"},
};
constexpr std::string_view kHeavy =
    "too heavy for a header: forward-declare, include it in the .cc";
constexpr std::array kHeaderBans{
    Ban{"boost/json.hpp", kHeavy},
    Ban{"boost/json/value.hpp", kHeavy},
    Ban{"boost/json/src.hpp", kHeavy},
    Ban{"spdlog/", kHeavy},
    Ban{"CLI/", kHeavy},
    Ban{"boost/asio.hpp", kHeavy},
    Ban{"boost/beast", kHeavy},
    Ban{"toml++/", kHeavy},
};
constexpr std::string_view kRequestReader = "src/io/http/request_reader.cc";

template <std::size_t N>
void check_includes(const SourceFile& file, const std::array<Ban, N>& bans,
                    Complaints& complaints) {
  for (const auto line : code_lines_of(file.text)) {
    const auto include = include_in(line);
    if (!include) continue;
    for (const Ban& ban : bans) {
      const bool whole = !ban.what.ends_with('/') && ban.what.find('/') == std::string_view::npos;
      if (whole ? include->path == ban.what : include->path.starts_with(ban.what)) {
        complaints.push_back(file.path + ": includes " + std::string(include->path) + " (" +
                             std::string(ban.why) + ")");
      }
    }
  }
}

template <std::size_t N>
void check_words(const SourceFile& file, const std::array<Ban, N>& bans, Complaints& complaints) {
  const auto lines = code_lines_of(file.text);
  for (const Ban& ban : bans) {
    if (std::ranges::any_of(lines,
                            [&](std::string_view line) { return has_word(line, ban.what); })) {
      complaints.push_back(file.path + ": uses " + std::string(ban.what) + " (" +
                           std::string(ban.why) + ")");
    }
  }
}

void check_project_includes(const SourceFile& file, const std::set<std::string_view>& known,
                            Complaints& complaints) {
  const auto here = std::string_view(file.path).substr(4);
  const Room* room = room_of(here);
  if (room == nullptr) {
    complaints.push_back(file.path + ": lies in no room of the table");
    return;
  }
  for (const auto line : lines_of(file.text)) {
    const auto include = include_in(line);
    if (!include || !include->quoted) continue;
    if (!known.contains(include->path)) {
      complaints.push_back(file.path + ": includes \"" + std::string(include->path) +
                           "\", which is no path from src/");
    } else if (!allowed(*room, include->path)) {
      complaints.push_back(file.path + ": must not include " + std::string(include->path));
    }
  }
}

// The name that a definition at the left margin gives: "class Url {", "enum class Phase {".
std::string defined_type(std::string_view line) {
  static const std::regex pattern(R"(^(?:class|struct|enum class|enum)\s+([\w:]*\w)[^;]*$)");
  std::match_results<std::string_view::const_iterator> match;
  return std::regex_match(line.begin(), line.end(), match, pattern) ? match[1].str()
                                                                    : std::string();
}

// Full names of the types that a file defines for others to link with: those in a namespace without
// a name are its own. Relies on clang-format's margins and its comments at the ends of namespaces.
std::vector<std::string> types_in(const SourceFile& file) {
  constexpr std::string_view kOpening = "namespace ";
  std::vector<std::string> names;
  std::vector<std::string> spaces;  // an empty one has no name
  for (const auto line : lines_of(file.text)) {
    if (line.starts_with(kOpening) && line.ends_with("{")) {
      const auto name = line.substr(kOpening.size());
      spaces.emplace_back(name.substr(0, name.find_first_of(" {")));
    } else if (line.starts_with("}  // namespace") && !spaces.empty()) {
      spaces.pop_back();
    } else if (auto name = defined_type(line); !name.empty()) {
      bool own = false;
      for (const std::string& space : spaces | std::views::reverse) {
        own = own || space.empty();
        name.insert(0, space + "::");
      }
      if (!own) names.push_back(std::move(name));
    }
  }
  return names;
}

}  // namespace

Complaints wrong_includes(const SourceTree& tree) {
  std::set<std::string_view> known;
  for (const SourceFile& file : tree) {
    if (file.in("src")) known.insert(std::string_view(file.path).substr(4));
  }
  Complaints complaints;
  for (const SourceFile& file : tree) {
    if (file.in("src") && file.is_cxx()) check_project_includes(file, known, complaints);
  }
  return complaints;
}

Complaints misplaced_libraries(const SourceTree& tree) {
  static constexpr std::array kOnlyReaderHeaders{
      Ban{"boost/beast", "only the request reader knows Boost.Beast"}};
  static constexpr std::array kNoCoroutines{Ban{"co_await", "g++ 12 miscompiles coroutines"},
                                            Ban{"co_return", "g++ 12 miscompiles coroutines"},
                                            Ban{"co_yield", "g++ 12 miscompiles coroutines"}};
  Complaints complaints;
  for (const SourceFile& file : tree) {
    if (!file.in("src") || !file.is_cxx()) continue;
    if (file.in("src/core")) {
      check_includes(file, kCoreHeaders, complaints);
      check_words(file, kCoreWords, complaints);
    }
    if (file.is_header()) check_includes(file, kHeaderBans, complaints);
    if (file.path != kRequestReader) check_includes(file, kOnlyReaderHeaders, complaints);
    check_words(file, kNoCoroutines, complaints);
  }
  return complaints;
}

Complaints types_defined_twice(const SourceTree& tree) {
  std::map<std::string, std::string> first_file;
  Complaints complaints;
  for (const SourceFile& file : tree) {
    if (!file.in("src") || !file.is_cxx()) continue;
    for (std::string& name : types_in(file)) {
      const auto [found, added] = first_file.emplace(name, file.path);
      if (!added)
        complaints.push_back(file.path + ": defines " + name + " again, after " + found->second);
    }
  }
  return complaints;
}

}  // namespace consentry::structure
