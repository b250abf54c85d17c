// SPDX-License-Identifier: Apache-2.0
#include "core/consent/published_site.h"

#include <algorithm>
#include <utility>

#include "core/base/origin.h"

namespace consentry {
namespace {

constexpr std::string_view kPanel = ".panel.js";

bool is_panel(std::string_view name) { return name.ends_with(kPanel); }

// The name of the script that opens this panel.
std::string script_of(std::string_view panel) {
  return std::string(panel.substr(0, panel.size() - kPanel.size())) + ".js";
}

}  // namespace

const Notice* PublishedSite::notice(std::string_view version) const {
  const auto found = std::find_if(notices.rbegin(), notices.rend(),
                                  [&](const Notice& notice) { return notice.version == version; });
  return found == notices.rend() ? nullptr : &*found;
}

bool PublishedSite::may_post(std::string_view origin) const {
  return std::find(origins.begin(), origins.end(), origin) != origins.end();
}

std::string immutable_name(const TagFile& file, std::string_view digest) {
  const std::string_view ending = is_panel(file.name) ? kPanel : std::string_view(".js");
  std::string name = file.name.substr(0, file.name.size() - ending.size());
  return name + "." + std::string(digest) + std::string(ending);
}

SiteDirectory::SiteDirectory(std::vector<PublishedSite> sites) : sites_(std::move(sites)) {
  for (const PublishedSite& site : sites_) {
    by_id_[site.id] = &site;
    origins_.insert(site.origins.begin(), site.origins.end());
    for (const auto& files : site.earlier_files) add_immutable(files);
    add_immutable(site.files);
    for (const TagFile& file : site.files) files_[file.name] = &file;
  }
}

void SiteDirectory::add_immutable(const std::vector<TagFile>& files) {
  for (const TagFile& file : files) {
    if (!file.name.ends_with(".js")) continue;  // pages are linked by their own name
    // A panel goes by the digest of its script, whose name the tag puts ".panel" into.
    const std::string script = is_panel(file.name) ? script_of(file.name) : file.name;
    const auto found = std::find_if(files.begin(), files.end(),
                                    [&](const TagFile& each) { return each.name == script; });
    if (found != files.end()) files_[immutable_name(file, found->digest)] = &file;
  }
}

const PublishedSite* SiteDirectory::find(std::string_view id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : found->second;
}

const PublishedSite* SiteDirectory::find_as_written(std::string_view text) const {
  if (const PublishedSite* site = find(text)) return site;
  const auto address = parse_site_url(text);
  if (!address) return nullptr;
  const PublishedSite* found = nullptr;
  for (const PublishedSite& site : sites_) {
    const bool here = std::ranges::any_of(site.origins, [&](const std::string& origin) {
      const auto url = parse_url(origin);
      return url && url->host == address->host;
    });
    if (here && found != nullptr) return nullptr;
    if (here) found = &site;
  }
  return found;
}

const TagFile* SiteDirectory::file(std::string_view name) const {
  const auto found = files_.find(name);
  return found == files_.end() ? nullptr : found->second;
}

bool SiteDirectory::is_immutable(std::string_view name) const {
  const TagFile* found = file(name);
  return found != nullptr && found->name != name;
}

bool SiteDirectory::knows_origin(std::string_view origin) const {
  return origins_.contains(origin);
}

}  // namespace consentry
