// SPDX-License-Identifier: Apache-2.0
// Configuration + prebuilt scripts + texts -> the files of one site, byte for byte what
// web/tag/publish.mjs makes: a JSON value in front of unchanged scripts.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/consent/notice.h"
#include "core/consent/tag_config.h"

namespace consentry {

// Texts of build/assets/tag; must outlive the call.
struct TagBundles {
  std::string_view core;
  std::string_view panel;
  std::string_view autoblock;
  std::string_view consent_mode;
  std::string_view erase;
  std::string_view withdrawal;
  std::string_view scripts;
  std::string_view delivery;
  std::string_view placeholder;
  std::string_view sisters;
  std::string_view shown;
  std::string_view other_names;
  // JSON: by language what a placeholder says, "loads", "always"; data/placeholder-texts.json.
  std::string_view placeholder_texts;
  // In the order of tag_interfaces() and of tag_adapters().
  std::array<std::string_view, 5> interfaces{};
  std::array<std::string_view, 4> adapters{};
};

struct PublishedTag {
  std::vector<std::pair<std::string, std::string>> files;  // name and text
  Notice notice;                                           // without `sha256`
};

// For a configuration without faults, as the next one.
Notice notice_of(const TagConfig& config);
PublishedTag publish_tag(const TagConfig& config, const TagBundles& bundles,
                         const TagTranslations& translations);

// What a visitor was shown and what was asked, to be archived: configuration, texts and the digests
// of the files and of `pictures` (name and SHA-256), as JSON. Its SHA-256 is the notice's.
std::string notice_artefact(std::string_view config_json, const TagConfig& config,
                            const TagTranslations& translations, const PublishedTag& published,
                            const TextPairs& pictures = {});

}  // namespace consentry
