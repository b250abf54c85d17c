// SPDX-License-Identifier: Apache-2.0
// `consentry site services`: the registry of known services, those that a site's configuration has,
// and those that a scan suggests, each with its reason.
#pragma once

#include <string>

#include "core/base/error.h"
#include "core/consent/service_registry.h"
#include "core/consent/service_suggestions.h"
#include "core/consent/tag_config.h"

namespace consentry {

enum class ListFormat { table, json };

std::string registry_listing(const ServiceRegistry& registry, ListFormat format);
// What a site has, and which of it the registry knows.
std::string site_listing(const TagConfig& config, const ServiceRegistry& registry,
                         ListFormat format);
// `config`: of the site that they are meant for, to tell what it has already; null: no site.
std::string suggestion_listing(const ServiceSuggestions& suggestions, const TagConfig* config,
                               ListFormat format);

}  // namespace consentry
