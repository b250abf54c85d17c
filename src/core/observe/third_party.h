// SPDX-License-Identifier: Apache-2.0
// Tells first from third party by registrable domain, remembering hosts: a log names few of them
// thousands of times. Internal to core/observe.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace consentry {

// Not thread-safe.
class ThirdParty {
 public:
  // site_url: what the run was asked for; stands in while no top document is known.
  explicit ThirdParty(std::string_view site_url);

  // Both absolute URLs. False when either has no host (data:, about:): nothing crosses a border.
  bool url(std::string_view url, std::string_view page_url);
  // domain: a host or a cookie's domain, leading dot allowed.
  bool domain(std::string_view domain, std::string_view page_url);

 private:
  const std::string& site_of_host(std::string_view host);
  const std::string& site_of_url(std::string_view url);

  std::map<std::string, std::string, std::less<>> by_host_;
  std::map<std::string, std::string, std::less<>> by_origin_;
  std::string site_url_;
};

}  // namespace consentry
