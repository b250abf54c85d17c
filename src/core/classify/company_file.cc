// SPDX-License-Identifier: Apache-2.0
#include "core/classify/company_file.h"

#include <array>
#include <toml++/toml.h>
#include <utility>

#include "core/classify/company.h"

namespace consentry {
namespace {

Error at_line(const DataFile& file, std::size_t line, std::string_view what) {
  return invalid_input(file.name + ": line " + std::to_string(line) + ": " + std::string(what));
}

std::size_t line_of(const toml::node& node) { return node.source().begin.line; }

bool is_host(std::string_view text) {
  if (text.empty() || text.front() == '.' || text.back() == '.') return false;
  return text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-_") ==
         std::string_view::npos;
}

struct CompanyReader {
  const DataFile& file;
  CompanyFile& out;
  std::string company;

  Status add_hosts(const toml::node& node, std::optional<Function> function) {
    const toml::array* hosts = node.as_array();
    if (hosts == nullptr) return at_line(file, line_of(node), "a list of hosts is expected");
    for (const toml::node& host : *hosts) {
      const auto text = host.value<std::string>();
      if (!text || !is_host(*text))
        return at_line(file, line_of(host), "not a lower-case host name");
      std::string cited = *text + ": " + company;
      if (function) cited += ", " + std::string(name_of(*function));
      out.rows.push_back({*text, false, company, function, static_cast<int>(line_of(host)), cited});
    }
    return {};
  }

  Status add_functions(const toml::node& node) {
    const toml::table* functions = node.as_table();
    if (functions == nullptr) return at_line(file, line_of(node), "functions is a table");
    for (const auto& [key, hosts] : *functions) {
      const auto function = function_named(key.str());
      if (!function) {
        return at_line(file, line_of(hosts), "unknown function " + std::string(key.str()));
      }
      if (Status added = add_hosts(hosts, function); !added) return added;
    }
    return {};
  }

  Status add_aliases(const toml::node& node) {
    const toml::array* names = node.as_array();
    if (names == nullptr) return at_line(file, line_of(node), "aliases is a list");
    for (const toml::node& name : *names) {
      const auto text = name.value<std::string>();
      if (!text) return at_line(file, line_of(name), "an alias is a string");
      out.aliases.push_back({*text, company});
    }
    return {};
  }

  Status add_field(std::string_view key, const toml::node& node) {
    if (key == "domains") return add_hosts(node, std::nullopt);
    if (key == "functions") return add_functions(node);
    if (key == "aliases") return add_aliases(node);
    if (key == "name" || key == "source") return {};
    return at_line(file, line_of(node), "unknown key " + std::string(key));
  }

  Status add_company(const toml::node& node) {
    const toml::table* table = node.as_table();
    if (table == nullptr) return at_line(file, line_of(node), "[[company]] is a table");
    company = (*table)["name"].value_or(std::string());
    if (company.empty()) return at_line(file, line_of(node), "a company needs a name");
    if (!(*table)["source"].is_string())
      return at_line(file, line_of(node), "a company needs a source");
    for (const auto& [key, value] : *table) {
      if (Status added = add_field(key.str(), value); !added) return added;
    }
    return {};
  }
};

std::string_view take_until(std::string_view& rest, char end) {
  const std::size_t cut = rest.find(end);
  const std::string_view taken = rest.substr(0, cut);
  rest = cut == std::string_view::npos ? std::string_view() : rest.substr(cut + 1);
  return taken;
}

void add_entity(std::string_view row, int line, CompanyFile& out) {
  std::string_view rest = row;
  const std::string_view entity = take_until(rest, '\t');
  const std::string_view owner = take_until(rest, '\t');
  const std::string_view category = take_until(rest, '\t');
  const std::string company(owner.empty() ? entity : owner);
  const std::string cited = std::string(entity) + ": " + std::string(category);
  while (!rest.empty()) {
    std::string_view domain = take_until(rest, ' ');
    const bool below = domain.substr(0, 2) == "*.";
    if (below) domain.remove_prefix(2);
    if (!is_host(domain)) continue;
    out.rows.push_back(
        {std::string(domain), !below, company, function_of_category(category), line, cited});
  }
}

Status check_size(const DataFile& file) {
  if (file.text.size() <= kMaxCompanyFileBytes) return {};
  return Error{ErrorKind::exhausted, file.name + ": larger than 16 MiB"};
}

}  // namespace

std::optional<Function> function_of_category(std::string_view category) {
  static constexpr std::array<std::pair<std::string_view, Function>, 10> kTable{{
      {"ad", Function::advertising},
      {"analytics", Function::analytics},
      {"social", Function::social},
      {"tag-manager", Function::tag_manager},
      {"consent-provider", Function::consent_manager},
      {"cdn", Function::cdn},
      {"hosting", Function::hosting},
      {"video", Function::video},
      {"customer-success", Function::support_chat},
      {"content", Function::content},
  }};
  for (const auto& [name, function] : kTable) {
    if (name == category) return function;
  }
  return std::nullopt;
}

Result<CompanyFile> parse_company_toml(const DataFile& file) {
  if (Status size = check_size(file); !size) return size.error();
  CompanyFile out;
  try {
    const toml::table table = toml::parse(file.text);
    out.version = table["version"].value_or(digest_version(file.text));
    CompanyReader reader{file, out, {}};
    for (const auto& [key, value] : table) {
      if (key == "version") continue;
      if (key != "company" || value.as_array() == nullptr) {
        return at_line(file, line_of(value), "only version and [[company]] are known");
      }
      for (const toml::node& company : *value.as_array()) {
        if (Status added = reader.add_company(company); !added) return added.error();
      }
    }
  } catch (const toml::parse_error& error) {
    return at_line(file, error.source().begin.line, error.description());
  }
  return out;
}

Result<CompanyFile> parse_company_tsv(const DataFile& file) {
  if (Status size = check_size(file); !size) return size.error();
  CompanyFile out;
  out.version = digest_version(file.text);
  std::string_view rest = file.text;
  int line = 0;
  while (!rest.empty()) {
    std::string_view row = take_until(rest, '\n');
    ++line;
    if (row.empty()) continue;
    if (row.front() == '#') {
      std::string_view words = row.substr(1);
      if (words.substr(0, 1) == " ") words.remove_prefix(1);
      take_until(words, ' ');
      if (line == 1 && !words.empty()) out.version = std::string(take_until(words, ' '));
      continue;
    }
    add_entity(row, line, out);
  }
  return out;
}

}  // namespace consentry
