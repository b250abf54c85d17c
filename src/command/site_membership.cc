// SPDX-License-Identifier: Apache-2.0
#include "command/site_membership.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "command/file_bytes.h"
#include "core/consent/notice.h"
#include "core/consent/tag_config.h"

namespace consentry {
namespace {

// A group whose texts differ everywhere is told in one line all the same.
constexpr std::size_t kMostNamed = 8;

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < std::min(names.size(), kMostNamed); ++i)
    text += (i == 0 ? "" : ", ") + names[i];
  if (names.size() > kMostNamed)
    text += " and " + std::to_string(names.size() - kMostNamed) + " more";
  return text;
}

Result<std::vector<std::string>> members_of(const SqliteSiteStore& store, const std::string& id) {
  const auto sites = store.list();
  if (!sites) return sites.error();
  std::vector<std::string> members;
  for (const ConsentSite& site : *sites) {
    if (group_of(site.config) == id) members.push_back(site.id);
  }
  return members;
}

}  // namespace

Result<NamedGroup> find_group(const SqliteSiteStore& store, const std::string& word) {
  std::error_code error;
  const bool is_file = std::filesystem::exists(word, error);
  auto text =
      is_file || !is_consent_id(word) ? read_file(word, kMaxTagConfigBytes) : store.group(word);
  if (!text) return text.error().in("--group");
  auto group = SiteGroup::parse(*text);
  if (!group) return group.error().in(word);
  return NamedGroup{*std::move(group), *std::move(text)};
}

Result<std::vector<std::string>> sites_of(const SqliteSiteStore& store, const SiteGroup& group) {
  std::vector<std::string> sites = group.sites();
  if (!group.id().empty()) {
    const auto members = members_of(store, group.id());
    if (!members) return members.error();
    for (const std::string& each : *members) {
      if (std::ranges::find(sites, each) == sites.end()) sites.push_back(each);
    }
  }
  if (sites.empty()) return invalid_input("no site is in the group '" + group.id() + "'");
  return sites;
}

std::string group_of(const std::string& site_config) {
  const auto config = parse_tag_config(site_config);
  return config ? config->group.value_or("") : std::string();
}

std::string membership_of(const SqliteSiteStore& store, const ConsentSite& site) {
  const std::string id = group_of(site.config);
  if (id.empty()) return {};
  auto members = members_of(store, id);
  if (!members) return "in group " + id;
  std::erase(*members, site.id);
  return "in group " + id + (members->empty() ? ", alone" : " with " + listed(*members));
}

std::string difference_from_group(const SqliteSiteStore& store, const ConsentSite& site) {
  const std::string id = group_of(site.config);
  if (id.empty()) return {};
  const auto text = store.group(id);
  if (!text) return "its group " + id + " was not published yet";
  const auto group = SiteGroup::parse(*text);
  if (!group) return "its group " + id + " cannot be read: " + group.error().text();
  const auto differing = group->differences(site.config);
  if (!differing) return "its group " + id + " cannot be compared: " + differing.error().text();
  if (differing->empty()) return {};
  return "its group " + id + " says otherwise: " + listed(*differing);
}

}  // namespace consentry
