// SPDX-License-Identifier: Apache-2.0
// What a visitor was asked: one published version of a site's banner, as far as choices are held
// against it. The whole of it (texts, configuration, files) is archived under `sha256`.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace consentry {

struct NoticeService {
  std::string id;
  std::size_t category = 0;  // index in Notice::categories
};

// Immutable once published.
struct Notice {
  std::string site;
  std::string version;  // 8 hexadecimal digits; changes when visitors must be asked again
  std::string sha256;   // of the archived artefact, in hexadecimal
  std::string owner;    // who asks
  std::string privacy;  // address of the privacy statement; empty: none
  std::vector<std::string> categories;  // the first needs no consent
  std::vector<NoticeService> services;
  std::vector<std::string> languages;
  std::string layout;
  int days = 0;  // a choice holds so long
};

// Ids of sites, categories and services: a-z, 0-9 and '-', at most 40 characters, none of them '-'
// at the beginning.
bool is_consent_id(std::string_view text);

}  // namespace consentry
