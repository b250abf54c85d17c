// SPDX-License-Identifier: Apache-2.0
#include "command/site_group.h"

#include <algorithm>
#include <boost/json.hpp>
#include <utility>

#include "core/consent/notice.h"
#include "core/consent/tag_config.h"

namespace consentry {
namespace {

namespace json = boost::json;

Result<json::object> object_in(std::string_view text) {
  if (text.size() > kMaxTagConfigBytes)
    return Error{ErrorKind::exhausted, "a configuration has at most 512 KiB"};
  json::error_code error;
  json::value value = json::parse(text, error);
  if (error) return invalid_input("this is not JSON: " + error.message());
  if (!value.is_object()) return invalid_input("a JSON object is needed");
  return std::move(value.get_object());
}

Result<std::vector<std::string>> sites_in(const json::object& group) {
  const json::value* list = group.if_contains("sites");
  if (list == nullptr && group.contains("group")) return std::vector<std::string>();
  if (list == nullptr || !list->is_array() || list->get_array().empty())
    return invalid_input("sites: a list of sites is needed");
  std::vector<std::string> sites;
  for (const json::value& each : list->get_array()) {
    if (!each.is_string()) return invalid_input("sites: each is the id of a site");
    std::string id(each.get_string());
    if (std::ranges::find(sites, id) != sites.end())
      return invalid_input("sites: '" + id + "' stands there twice");
    sites.push_back(std::move(id));
  }
  return sites;
}

Result<std::string> id_in(const json::object& group) {
  const json::value* id = group.if_contains("group");
  if (id == nullptr) return std::string();
  if (!id->is_string() || !is_consent_id(id->get_string()))
    return invalid_input("group: an id of a-z, 0-9 and - is needed");
  return std::string(id->get_string());
}

// Each language's wordings take the place of those alone that have the same key.
void share_texts(json::object& config, const json::value& shared) {
  json::value& own = config["texts"];
  if (!own.is_object() || !shared.is_object()) {
    own = shared;
    return;
  }
  for (const auto& [language, texts] : shared.get_object()) {
    json::value& here = own.get_object()[language];
    if (!here.is_object() || !texts.is_object()) {
      here = texts;
      continue;
    }
    for (const auto& [key, text] : texts.get_object()) here.get_object()[key] = text;
  }
}

// As it was written, a faulty value too: publishing is what names faults.
std::string line_by_line(const json::object& config) {
  std::string text;
  for (const auto& [key, value] : config)
    text += (text.empty() ? "{\n  " : ",\n  ") + json::serialize(json::value(key)) + ": " +
            json::serialize(value);
  return text + "\n}\n";
}

// Adds the names of what is another in `config` than in `shared`; texts are compared one by one.
void compare(const json::object& shared, const json::object* config, const std::string& where,
             int deeper, std::vector<std::string>& differing) {
  for (const auto& [key, value] : shared) {
    const std::string name = where + std::string(key);
    const json::value* own = config == nullptr ? nullptr : config->if_contains(key);
    if (value.is_object() && (deeper > 0 || key == "texts")) {
      const json::object* below = own != nullptr && own->is_object() ? &own->get_object() : nullptr;
      compare(value.get_object(), below, name + ".", deeper > 0 ? deeper - 1 : 1, differing);
    } else if (own == nullptr || *own != value) {
      differing.push_back(name);
    }
  }
}

}  // namespace

struct SiteGroup::State {
  std::string id;
  std::vector<std::string> sites;
  json::object shared;
};

SiteGroup::SiteGroup(std::unique_ptr<State> state) : state_(std::move(state)) {}
SiteGroup::SiteGroup(SiteGroup&&) noexcept = default;
SiteGroup& SiteGroup::operator=(SiteGroup&&) noexcept = default;
SiteGroup::~SiteGroup() = default;

const std::string& SiteGroup::id() const { return state_->id; }
const std::vector<std::string>& SiteGroup::sites() const { return state_->sites; }

Result<SiteGroup> SiteGroup::parse(std::string_view json) {
  auto group = object_in(json);
  if (!group) return group.error();
  auto sites = sites_in(*group);
  if (!sites) return sites.error();
  auto id = id_in(*group);
  if (!id) return id.error();
  group->erase("sites");
  for (const char* key : {"site", "cookieDomain"}) {
    if (group->contains(key)) return invalid_input(std::string(key) + " is of one site only");
  }
  // Its sites say that they are in it; which is nothing that it shares.
  if (group->size() == (id->empty() ? 0U : 1U)) return invalid_input("the file shares nothing");
  return SiteGroup(
      std::make_unique<State>(State{*std::move(id), *std::move(sites), *std::move(group)}));
}

Result<std::string> SiteGroup::config_of(std::string_view site_config) const {
  auto config = object_in(site_config);
  if (!config) return config.error();
  for (const auto& [key, value] : state_->shared) {
    if (key == "texts") {
      share_texts(*config, value);
    } else {
      (*config)[key] = value;
    }
  }
  std::string text = line_by_line(*config);
  if (const auto parsed = parse_tag_config(text); !parsed) return parsed.error();
  return text;
}

Result<std::vector<std::string>> SiteGroup::differences(std::string_view site_config) const {
  const auto config = object_in(site_config);
  if (!config) return config.error();
  std::vector<std::string> differing;
  compare(state_->shared, &*config, "", 0, differing);
  return differing;
}

}  // namespace consentry
