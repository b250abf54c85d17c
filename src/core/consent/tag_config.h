// SPDX-License-Identifier: Apache-2.0
// A site's configuration as its owner writes it (docs/tag.md), read into values; and what is wrong
// with it. web/tag does the same for those who publish with Node.js; both give the same files and
// the same faults (test/data/wire/tag-*.json).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/error.h"

namespace consentry {

inline constexpr std::size_t kMaxTagConfigBytes = std::size_t{512} * 1024;

using Texts = std::map<std::string, std::string, std::less<>>;
// In the order in which they stand.
using TextPairs = std::vector<std::pair<std::string, std::string>>;

struct TagCategory {
  std::string id;
  Texts name;         // by language; empty: the ready-made one
  Texts description;  // the same
};

struct TagService {
  std::string id;
  std::optional<std::string> name;
  Texts label;        // its name by language, where that differs from `name`
  Texts description;  // what it does, by language; shown in the panel
  std::string category;
  std::vector<std::string> hosts;
  std::vector<std::string> stores;
  std::optional<std::vector<TextPairs>> scripts;  // attributes of each
  bool placeholder = false;                       // stands in for its frames until they may load
  std::optional<std::string> opt_out;             // address of the vendor's own opt-out
};

struct TagRegion {
  std::vector<std::string> region;
  bool is_list = true;  // written as a list, else as one text
  std::vector<std::string> granted;
};

struct TagConsentMode {
  TextPairs signals;  // signal to category
  std::vector<TagRegion> regions;
  std::int64_t wait_ms = 500;
};

struct TagConfig {
  std::string site;
  std::string owner;
  std::string privacy;
  std::optional<std::string> group;  // id of the owner's sites that share texts or more
  std::vector<TagCategory> categories;
  std::vector<TagService> services;
  bool has_services = false;
  std::vector<std::string> languages;
  std::map<std::string, Texts, std::less<>> texts;  // own wording by language
  std::optional<std::string> layout;
  double months = 6;
  std::optional<std::string> gpc;
  std::optional<std::string> autoblock;
  std::vector<std::string> own_hosts;
  std::vector<std::string> sisters;  // host names of the same owner that share a choice
  std::map<std::string, std::vector<std::string>> theme;  // token to one value, or light and dark
  std::optional<TagConsentMode> consent_mode;
  std::string server;
  std::string cookie_domain;
  // Path on the site itself that expires cookies which no script reaches (withdrawn_cookies.h), and
  // what more it has browsers clear: "cache", "storage".
  std::optional<std::string> withdrawal;
  std::vector<std::string> clear_site_data;
  bool button = true;
  bool statistics = true;  // the tag tells the server that its banner was shown
  // Managers whose calls and markup the pages still use: tag_adapters().
  std::vector<std::string> adapters;
  // Other programs' own switches for consent, by name: tag_interfaces(); signal to category or service.
  std::vector<std::pair<std::string, TextPairs>> interfaces;
};

// By name, the signals that an interface has and the categories that grant them unless its owner
// says otherwise.
struct TagInterface {
  std::string_view name;
  std::vector<std::pair<std::string_view, std::string_view>> signals;
};
const std::vector<TagInterface>& tag_interfaces();
// Which category grants which signal of Google Consent Mode v2, unless the owner says otherwise.
const TextPairs& usual_consent_signals();
const std::vector<std::string>& tag_adapters();

// invalid_input names the key that has a wrong type or is not known.
Result<TagConfig> parse_tag_config(std::string_view json);

// One language's ready-made texts (data/translations/tag).
struct TagTexts {
  Texts texts;
  std::map<std::string, std::pair<std::string, std::string>> categories;  // name and description
};
using TagTranslations = std::map<std::string, TagTexts, std::less<>>;
Result<TagTexts> parse_tag_texts(std::string_view json);

// Everything that would make the banner unfair, unreadable or broken, each with the key it is
// about; empty: it can be published.
std::vector<std::string> tag_faults(const TagConfig& config, const TagTranslations& translations);

}  // namespace consentry
