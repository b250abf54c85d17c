// SPDX-License-Identifier: Apache-2.0
// The services that a new site's configuration begins with: those named by their ids, and those that
// a scan has found, taken from the registry where that knows them and from the scan where it does
// not.
#pragma once

#include <string>
#include <vector>

#include "command/scan_parties.h"
#include "core/consent/service_registry.h"
#include "core/consent/tag_config.h"

namespace consentry {

struct ServiceEntries {
  std::vector<TagService> services;  // known ones in the registry's order, then the others by id
  std::vector<std::string> notes;    // for the owner: what is not known, what is to be filled in
};

// A service with the registry's facts. `with_scripts`: the tag is to load it; else the pages do.
TagService entry_of(const KnownService& service, bool with_scripts);

// invalid_input when an id is not in the registry, and which may have been meant. What a scan found
// and nobody knows is never taken for necessary.
Result<ServiceEntries> choose_services(const ServiceRegistry& registry,
                                       const std::vector<std::string>& ids,
                                       const ScannedParts& scan);

// What stands in "{}" in the scripts of a configuration, which its owner has to fill in; one text a
// place.
std::vector<std::string> unfilled_places(const std::vector<TagService>& services);

}  // namespace consentry
