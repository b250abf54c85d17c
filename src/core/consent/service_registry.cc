// SPDX-License-Identifier: Apache-2.0
#include "core/consent/service_registry.h"

#include <algorithm>
#include <array>
#include <set>
#include <toml++/toml.h>
#include <utility>

#include "core/consent/notice.h"

namespace consentry {
namespace {

constexpr std::array<std::string_view, 5> kPurposes{"necessary", "functional", "statistics",
                                                    "marketing", "media"};
constexpr std::array<std::pair<std::string_view, StoredKind>, 3> kStoredKinds{
    {{"local-storage", StoredKind::local_storage},
     {"session-storage", StoredKind::session_storage},
     {"database", StoredKind::database}}};

// One table; the first thing that is wrong with it is kept, keys nobody asked for among it.
class Row {
 public:
  Row(const toml::table& table, std::string where, std::string& wrong)
      : table_(table), where_(std::move(where)), wrong_(wrong) {}

  void complain(std::string_view key, std::string_view what) {
    if (wrong_.empty()) wrong_ = where_ + ": " + std::string(key) + ": " + std::string(what);
  }

  std::string text(std::string_view key, bool required = false) {
    const toml::node* node = take(key);
    if (node == nullptr && required) complain(key, "is missing");
    if (node == nullptr) return {};
    const auto value = node->value_exact<std::string>();
    if (!value || value->empty()) complain(key, "a text is needed");
    return value.value_or("");
  }

  std::vector<std::string> texts(std::string_view key, bool required = false) {
    std::vector<std::string> all;
    for (const toml::node* each : elements(key, required)) {
      const auto value = each->value_exact<std::string>();
      if (!value || value->empty()) complain(key, "a list of texts is needed");
      all.push_back(value.value_or(""));
    }
    return all;
  }

  std::vector<const toml::table*> tables(std::string_view key) {
    std::vector<const toml::table*> all;
    for (const toml::node* each : elements(key, false)) {
      if (!each->is_table()) complain(key, "a list of tables is needed");
      if (each->is_table()) all.push_back(each->as_table());
    }
    return all;
  }

  const toml::table* table(std::string_view key) {
    const toml::node* node = take(key);
    if (node != nullptr && !node->is_table()) complain(key, "a table is needed");
    return node == nullptr ? nullptr : node->as_table();
  }

  void finish() {
    for (const auto& [key, node] : table_) {
      if (!asked_.contains(key.str())) complain(key.str(), "is not a known key");
    }
  }

 private:
  const toml::node* take(std::string_view key) {
    asked_.emplace(key);
    return table_.get(key);
  }

  std::vector<const toml::node*> elements(std::string_view key, bool required) {
    std::vector<const toml::node*> all;
    const toml::node* node = take(key);
    const toml::array* list = node == nullptr ? nullptr : node->as_array();
    if (node != nullptr && list == nullptr) complain(key, "a list is needed");
    if (list != nullptr) {
      for (const toml::node& each : *list) all.push_back(&each);
    }
    if (required && all.empty()) complain(key, "at least one is needed");
    return all;
  }

  const toml::table& table_;
  std::string where_;
  std::string& wrong_;
  std::set<std::string, std::less<>> asked_;
};

void check_purpose(Row& row, std::string_view key, const std::string& purpose) {
  if (std::find(kPurposes.begin(), kPurposes.end(), purpose) == kPurposes.end())
    row.complain(key, "'" + purpose + "' is no category of the tag");
}

StoredPattern stored_in(const toml::table& table, const std::string& where, std::string& wrong) {
  Row row(table, where + ": stores", wrong);
  StoredPattern item;
  item.names = row.texts("name", true);
  item.purpose = row.text("purpose", true);
  check_purpose(row, "purpose", item.purpose);
  item.domain = row.text("domain");
  item.lasts = row.text("lasts");
  if (const std::string kind = row.text("kind"); !kind.empty()) {
    const auto* const found = std::find_if(kStoredKinds.begin(), kStoredKinds.end(),
                                           [&](const auto& each) { return each.first == kind; });
    if (found == kStoredKinds.end()) row.complain("kind", "'" + kind + "' is not known");
    if (found != kStoredKinds.end()) item.kind = found->second;
  }
  row.finish();
  return item;
}

TextPairs script_in(const toml::table& table, const std::string& where, std::string& wrong) {
  Row row(table, where + ": scripts", wrong);
  if (row.text("src", true).empty()) return {};
  TextPairs attributes;
  for (const auto& [key, node] : table) {
    // An attribute without a value is one with an empty one: async.
    const auto value = node.value_exact<std::string>();
    if (!value) row.complain(key.str(), "a text is needed");
    attributes.emplace_back(std::string(key.str()), value.value_or(""));
  }
  return attributes;
}

EmbedLook embed_in(const toml::table& table, const std::string& where, std::string& wrong) {
  Row row(table, where + ": embed", wrong);
  EmbedLook embed;
  embed.preview = row.text("preview", true);
  embed.ratio = row.text("ratio");
  embed.element = row.text("element");
  embed.urls = row.texts("urls");
  row.finish();
  return embed;
}

void check_service(Row& row, const KnownService& service) {
  if (!is_consent_id(service.id)) row.complain("id", "'" + service.id + "' is no id");
  for (const std::string& purpose : service.purposes) check_purpose(row, "purposes", purpose);
  const bool necessary = std::find(service.purposes.begin(), service.purposes.end(), "necessary") !=
                         service.purposes.end();
  if (necessary && service.reason.empty()) row.complain("reason", "what is necessary needs one");
  if (!necessary && !service.reason.empty())
    row.complain("reason", "only what is necessary has one");
  if (!service.opt_out.empty() && !service.opt_out.starts_with("https://"))
    row.complain("opt_out", "an https address is needed");
  for (const std::string& host : service.shared) {
    if (std::find(service.hosts.begin(), service.hosts.end(), host) == service.hosts.end())
      row.complain("shared", "'" + host + "' is none of its hosts");
  }
}

KnownService service_in(const toml::table& table, const std::string& file, std::string& wrong) {
  const std::string where = file + ": " + table["id"].value_or(std::string("a service without id"));
  Row row(table, where, wrong);
  KnownService service;
  service.id = row.text("id", true);
  service.name = row.text("name", true);
  service.vendor = row.text("vendor", true);
  service.country = row.text("country");
  service.purposes = row.texts("purposes", true);
  service.reason = row.text("reason");
  service.hosts = row.texts("hosts");
  service.shared = row.texts("shared");
  for (const toml::table* each : row.tables("stores"))
    service.stores.push_back(stored_in(*each, where, wrong));
  for (const toml::table* each : row.tables("scripts"))
    service.scripts.push_back(script_in(*each, where, wrong));
  if (const toml::table* embed = row.table("embed"); embed != nullptr)
    service.embed = embed_in(*embed, where, wrong);
  service.policy = row.text("policy");
  service.opt_out = row.text("opt_out");
  row.finish();
  check_service(row, service);
  return service;
}

Result<std::vector<KnownService>> services_in(const ServiceFile& file) {
  if (file.text.size() > kMaxServiceFileBytes)
    return Error{ErrorKind::exhausted, file.name + ": a file of services has at most 1 MiB"};
  toml::table root;
  try {
    root = toml::parse(file.text);
  } catch (const toml::parse_error& error) {
    return invalid_input(file.name + ": line " + std::to_string(error.source().begin.line) + ": " +
                         std::string(error.description()));
  }
  std::string wrong;
  Row row(root, file.name, wrong);
  row.text("version", true);
  const std::string kind = row.text("kind", true);
  std::vector<KnownService> services;
  for (const toml::table* each : row.tables("service")) {
    services.push_back(service_in(*each, file.name, wrong));
    services.back().kind = kind;
  }
  row.finish();
  if (!wrong.empty()) return invalid_input(wrong);
  return services;
}

}  // namespace

bool is_stored_under(std::string_view pattern, std::string_view name) {
  if (!pattern.ends_with('*')) return pattern == name;
  return name.starts_with(pattern.substr(0, pattern.size() - 1));
}

Result<ServiceRegistry> ServiceRegistry::parse(const std::vector<ServiceFile>& files) {
  ServiceRegistry registry;
  for (const ServiceFile& file : files) {
    auto services = services_in(file);
    if (!services) return services.error();
    for (KnownService& service : *services) {
      const std::size_t at = registry.services_.size();
      if (!registry.by_id_.emplace(service.id, at).second)
        return invalid_input(file.name + ": " + service.id + ": stands twice");
      for (const std::string& host : service.hosts) registry.by_host_.emplace(host, at);
      registry.services_.push_back(std::move(service));
    }
  }
  return registry;
}

const KnownService* ServiceRegistry::find(std::string_view id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : &services_[found->second];
}

std::vector<const KnownService*> ServiceRegistry::at_host(std::string_view host) const {
  std::set<std::size_t> found;
  const auto take = [&](std::string_view pattern) {
    const auto [first, last] = by_host_.equal_range(pattern);
    for (auto each = first; each != last; ++each) found.insert(each->second);
  };
  take(host);
  for (std::size_t dot = host.find('.'); dot != std::string_view::npos;
       dot = host.find('.', dot + 1))
    take("*" + std::string(host.substr(dot)));
  std::vector<const KnownService*> services;
  for (const std::size_t at : found) services.push_back(&services_[at]);
  return services;
}

std::vector<const KnownService*> ServiceRegistry::storing(std::string_view name) const {
  std::vector<const KnownService*> found;
  for (const KnownService& service : services_) {
    const bool stores =
        std::any_of(service.stores.begin(), service.stores.end(), [&](const StoredPattern& item) {
          return item.domain.empty() &&
                 std::any_of(item.names.begin(), item.names.end(),
                             [&](const std::string& each) { return is_stored_under(each, name); });
        });
    if (stores) found.push_back(&service);
  }
  return found;
}

}  // namespace consentry
