// SPDX-License-Identifier: Apache-2.0
#include <toml++/toml.h>
#include <utility>

#include "core/classify/cookie_catalogue.h"

namespace consentry {
namespace {

// Ours are below 200 KiB; a larger one is not a cookie catalogue.
constexpr std::size_t kMaxCookieFileBytes = 4U << 20U;

struct CookieReader {
  const DataFile& file;
  std::string version;
  std::vector<CookieEntry> entries;
  // Of the vendor being read.
  std::string vendor;
  std::vector<std::string> vendor_domains;

  [[nodiscard]] Error at(const toml::node& node, std::string_view what) const {
    return invalid_input(file.name + ": line " + std::to_string(node.source().begin.line) + ": " +
                         std::string(what));
  }

  static std::vector<std::string> strings(const toml::node* node) {
    if (node == nullptr) return {};
    if (const auto one = node->value<std::string>()) return {*one};
    std::vector<std::string> all;
    if (const toml::array* list = node->as_array()) {
      for (const toml::node& item : *list) all.push_back(item.value_or(std::string()));
    }
    return all;
  }

  [[nodiscard]] Status check_keys(const toml::table& row) const {
    for (const auto& [key, value] : row) {
      const std::string_view name = key.str();
      if (name != "name" && name != "domain" && name != "kind" && name != "purpose" &&
          name != "lasts" && name != "about") {
        return at(value, "unknown key " + std::string(name));
      }
    }
    return {};
  }

  static std::optional<EntryKind> kind_named(std::string_view name) {
    if (name == "any") return EntryKind::any;
    if (name == "cookie") return EntryKind::cookie;
    if (name == "storage") return EntryKind::storage;
    return std::nullopt;
  }

  Status add_row(const toml::node& node) {
    const toml::table* row = node.as_table();
    if (row == nullptr) return at(node, "an item is a table");
    if (Status keys = check_keys(*row); !keys) return keys;
    const auto purpose = purpose_named((*row)["purpose"].value_or(std::string()));
    if (!purpose)
      return at(node, "purpose is necessary, preferences, statistics, marketing or consent-record");
    const auto kind = kind_named((*row)["kind"].value_or(std::string("any")));
    if (!kind) return at(node, "kind is any, cookie or storage");
    CookieEntry entry;
    entry.kind = *kind;
    entry.purpose = *purpose;
    entry.vendor = vendor;
    entry.about = (*row)["about"].value_or(std::string());
    entry.lasts = (*row)["lasts"].value_or(std::string());
    std::vector<std::string> domains = strings(row->get("domain"));
    if (domains.empty()) domains = vendor_domains;
    if (domains.empty()) domains.emplace_back();
    const std::vector<std::string> names = strings(row->get("name"));
    if (names.empty()) return at(node, "an item needs a name");
    for (const std::string& name : names) {
      if (name.empty()) return at(node, "an item needs a name");
      for (const std::string& domain : domains) add_entry(entry, name, domain, node);
    }
    return {};
  }

  void add_entry(CookieEntry entry, const std::string& name, const std::string& domain,
                 const toml::node& node) {
    entry.name = name;
    entry.domain = domain;
    std::string text = name + (domain.empty() ? "" : " on " + domain) + ": ";
    text += std::string(name_of(entry.purpose)) + ", " + vendor;
    if (!entry.about.empty()) text += ". " + entry.about;
    entry.source = {file.name, version, static_cast<int>(node.source().begin.line),
                    std::move(text)};
    entries.push_back(std::move(entry));
  }

  Status add_vendor(const toml::node& node) {
    const toml::table* table = node.as_table();
    if (table == nullptr) return at(node, "[[vendor]] is a table");
    vendor = (*table)["name"].value_or(std::string());
    if (vendor.empty()) return at(node, "a vendor needs a name");
    if (!(*table)["source"].is_string()) return at(node, "a vendor needs a source");
    vendor_domains = strings(table->get("domain"));
    const toml::array* items = (*table)["items"].as_array();
    if (items == nullptr) return at(node, "a vendor needs items");
    for (const auto& [key, value] : *table) {
      const std::string_view name = key.str();
      if (name != "name" && name != "source" && name != "domain" && name != "items") {
        return at(value, "unknown key " + std::string(name));
      }
    }
    for (const toml::node& item : *items) {
      if (Status added = add_row(item); !added) return added;
    }
    return {};
  }
};

}  // namespace

Result<std::vector<CookieEntry>> parse_cookie_toml(const DataFile& file) {
  if (file.text.size() > kMaxCookieFileBytes) {
    return Error{ErrorKind::exhausted, file.name + ": larger than 4 MiB"};
  }
  try {
    const toml::table table = toml::parse(file.text);
    CookieReader reader{file, table["version"].value_or(digest_version(file.text)), {}, {}, {}};
    for (const auto& [key, value] : table) {
      if (key == "version") continue;
      if (key != "vendor" || value.as_array() == nullptr) {
        return reader.at(value, "only version and [[vendor]] are known");
      }
      for (const toml::node& vendor : *value.as_array()) {
        if (Status added = reader.add_vendor(vendor); !added) return added.error();
      }
    }
    return std::move(reader.entries);
  } catch (const toml::parse_error& error) {
    return invalid_input(file.name + ": line " + std::to_string(error.source().begin.line) + ": " +
                         std::string(error.description()));
  }
}

}  // namespace consentry
