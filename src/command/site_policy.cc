// SPDX-License-Identifier: Apache-2.0
#include "command/site_policy.h"

#include <boost/json.hpp>
#include <vector>

#include "core/consent/tag_policy.h"

namespace consentry {
namespace {

namespace json = boost::json;

constexpr const char* kHeader = "Content-Security-Policy: ";

// A granted id stands in the cookie's last part; docs/tag.md.
constexpr const char* kHow =
    "How to use them: send the first with every page whose request has no cookie 'consentry', or "
    "one\n"
    "that grants nothing after its last '~', and the hosts of what stands there with the others. "
    "A\n"
    "server that cannot tell sends the second with all: the tag then holds back until the choice,\n"
    "and the header what the site never declared, also after it. Where several policies apply, "
    "only\n"
    "what all of them allow passes, so widen a header that you have already by the same hosts.\n";

std::vector<std::string> all_categories(const TagConfig& config) {
  std::vector<std::string> ids;
  for (const TagCategory& category : config.categories) ids.push_back(category.id);
  return ids;
}

}  // namespace

std::string policy_text(const TagConfig& config) {
  std::string text = "Before a choice, and after a refusal:\n  " + std::string(kHeader) +
                     tag_policy(config, {}) + "\nAfter everything is accepted:\n  " + kHeader +
                     tag_policy(config, all_categories(config)) + "\nWhat each category adds:\n";
  for (std::size_t i = 1; i < config.categories.size(); ++i) {
    const std::string& id = config.categories[i].id;
    text += "  " + id + ":";
    const auto hosts = hosts_of(config, id);
    for (const std::string& host : hosts) text += " " + host;
    text += hosts.empty() ? " nothing\n" : "\n";
  }
  return text + kHow;
}

std::string policy_json(const TagConfig& config) {
  json::object categories;
  for (std::size_t i = 1; i < config.categories.size(); ++i) {
    json::array hosts;
    for (const std::string& host : hosts_of(config, config.categories[i].id))
      hosts.emplace_back(host);
    categories[config.categories[i].id] = std::move(hosts);
  }
  return json::serialize(json::object{{"site", config.site},
                                      {"before", tag_policy(config, {})},
                                      {"after", tag_policy(config, all_categories(config))},
                                      {"categories", std::move(categories)}}) +
         "\n";
}

}  // namespace consentry
