// SPDX-License-Identifier: Apache-2.0
// The words of the fictional web, one file a language (data/lab/text/<code>.json).
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"

namespace consentry::lab {

enum class Kind { shop, news, clinic, blog };
inline constexpr std::array<Kind, 4> kKinds{Kind::shop, Kind::news, Kind::clinic, Kind::blog};
std::string_view name_of(Kind kind);

// What a site of one kind says.
struct KindText {
  std::vector<std::string> seconds;  // second words of site names
  std::string tagline;
  std::vector<std::string> nav;
  std::string topic;  // what an advertising network would note about a reader
  std::vector<std::string> items;
  std::vector<std::string> body;
};

struct PageText {
  std::string privacy, privacy_text, contact, about, more, cookie_settings, rights, sponsored, buy;
  // The list of cookies: its heading, the heads of its columns, durations; a wrong legal basis; and
  // that data leaves the EU.
  std::string declaration, item_name, provider, purpose, expiry, two_years, one_month, session,
      by_interest, transfers;
};

// One way to ask.
struct Wording {
  std::string title, text, accept, refuse, settings;
};

struct BannerText {
  std::vector<Wording> wordings;
  std::string save, necessary, necessary_text, statistics, statistics_text, marketing,
      marketing_text;
  std::string partners, partners_text, refuse_deep, close;
  // What an honest text ends with, and what flawed banners say.
  std::string complete, implied, pay, vague, steering, sure, sure_refuse, interest;
};

// Immutable after parse.
struct Language {
  std::string code;    // "nl"
  std::string locale;  // "nl-NL"
  std::string currency;
  std::vector<std::string> firsts;  // first words of site names
  std::array<KindText, 4> kinds;    // in the order of kKinds
  PageText page;
  BannerText banner;

  [[nodiscard]] const KindText& kind(Kind which) const {
    return kinds.at(static_cast<std::size_t>(which));
  }
};

// invalid_input names the member that is missing or of the wrong type. Lists are never empty.
Result<Language> parse_language(std::string_view json);

}  // namespace consentry::lab
