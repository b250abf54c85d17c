// SPDX-License-Identifier: Apache-2.0
#include "command/site_group.h"

#include <algorithm>
#include <boost/json.hpp>
#include <utility>

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

}  // namespace

struct SiteGroup::State {
  std::vector<std::string> sites;
  json::object shared;
};

SiteGroup::SiteGroup(std::unique_ptr<State> state) : state_(std::move(state)) {}
SiteGroup::SiteGroup(SiteGroup&&) noexcept = default;
SiteGroup& SiteGroup::operator=(SiteGroup&&) noexcept = default;
SiteGroup::~SiteGroup() = default;

const std::vector<std::string>& SiteGroup::sites() const { return state_->sites; }

Result<SiteGroup> SiteGroup::parse(std::string_view json) {
  auto group = object_in(json);
  if (!group) return group.error();
  auto sites = sites_in(*group);
  if (!sites) return sites.error();
  group->erase("sites");
  for (const char* key : {"site", "cookieDomain"}) {
    if (group->contains(key)) return invalid_input(std::string(key) + " is of one site only");
  }
  if (group->empty()) return invalid_input("the file shares nothing");
  return SiteGroup(std::make_unique<State>(State{*std::move(sites), *std::move(group)}));
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

}  // namespace consentry
