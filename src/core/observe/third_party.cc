// SPDX-License-Identifier: Apache-2.0
#include "core/observe/third_party.h"

#include "core/base/origin.h"

namespace consentry {

ThirdParty::ThirdParty(std::string_view site_url) : site_url_(site_url) {}

const std::string& ThirdParty::site_of_host(std::string_view host) {
  if (host.starts_with('.')) host.remove_prefix(1);
  const auto known = by_host_.find(host);
  if (known != by_host_.end()) return known->second;
  return by_host_.emplace(host, registrable_domain(host)).first->second;
}

const std::string& ThirdParty::site_of_url(std::string_view url) {
  const std::size_t authority = url.find("//");
  const std::size_t end =
      authority == std::string_view::npos ? url.size() : url.find_first_of("/?#", authority + 2);
  const std::string_view origin = url.substr(0, end);
  const auto known = by_origin_.find(origin);
  if (known != by_origin_.end()) return known->second;
  const Result<Url> parsed = parse_url(origin);
  const std::string site = parsed && !parsed->host.empty() ? site_of_host(parsed->host) : "";
  return by_origin_.emplace(origin, site).first->second;
}

bool ThirdParty::url(std::string_view url, std::string_view page_url) {
  const std::string& page = site_of_url(page_url.empty() ? site_url_ : page_url);
  const std::string& other = site_of_url(url);
  return !page.empty() && !other.empty() && page != other;
}

bool ThirdParty::domain(std::string_view domain, std::string_view page_url) {
  const std::string& page = site_of_url(page_url.empty() ? site_url_ : page_url);
  const std::string& other = site_of_host(domain);
  return !page.empty() && !other.empty() && page != other;
}

}  // namespace consentry
