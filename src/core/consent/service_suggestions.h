// SPDX-License-Identifier: Apache-2.0
// Which known services a site uses, told from what was seen there, with the reason for each. What no
// service explains is listed as unknown and never guessed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/consent/service_registry.h"

namespace consentry {

struct SeenParts {
  std::vector<std::string> hosts;  // of third parties; lower case, no port
  std::vector<std::string> names;  // of cookies and storage under the site's own domain
};

// The reason is what was seen of it.
struct ServiceSuggestion {
  const KnownService* service;  // of the registry, which must outlive it
  std::vector<std::string> hosts;
  std::vector<std::string> names;
};

struct ServiceSuggestions {
  std::vector<ServiceSuggestion> services;  // in the registry's order
  std::vector<std::string> unknown_hosts;
  std::vector<std::string> unknown_names;
};

// A host that several services share proves none of them, nor does a name that several of them, or
// too many other programs, may use; both count for a service that is proved otherwise.
ServiceSuggestions suggest_services(const ServiceRegistry& registry, const SeenParts& seen);

}  // namespace consentry
