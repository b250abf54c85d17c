// SPDX-License-Identifier: Apache-2.0
// Lists of cookies as managers export them, CSV or JSON; and what the script elements of hosted
// managers tell. Columns are known by their usual names.
#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "core/consent/rival_formats.h"
#include "core/consent/rival_words.h"

namespace consentry {
namespace {

// A site's list has some hundred rows.
constexpr std::size_t kMaxRows = 20'000;
constexpr std::size_t kMaxColumns = 64;

using Row = std::vector<std::string>;

std::vector<Row> csv_rows(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const std::string_view head = text.substr(0, text.find('\n'));
  char part = ',';
  for (const char each : {';', '\t'}) {
    if (std::count(head.begin(), head.end(), each) > std::count(head.begin(), head.end(), part))
      part = each;
  }
  std::vector<Row> rows(1, Row(1));
  bool quoted = false;
  for (std::size_t at = 0; at < text.size() && rows.size() <= kMaxRows; ++at) {
    const char c = text[at];
    std::string& cell = rows.back().back();
    if (c == '"' && quoted && text.substr(at + 1).starts_with('"')) {
      cell += text[at++];
    } else if (c == '"') {
      quoted = !quoted;
    } else if (c == part && !quoted && rows.back().size() < kMaxColumns) {
      rows.back().emplace_back();
    } else if (c == '\n' && !quoted) {
      rows.emplace_back(1);
    } else if (c != '\r') {
      cell += c;
    }
  }
  return rows;
}

struct ListedCookie {
  std::string name;
  std::string category;
  std::string provider;
  std::string domain;
};

std::string& member_of(ListedCookie& cookie, int column) {
  return column == 0   ? cookie.name
         : column == 1 ? cookie.category
         : column == 2 ? cookie.provider
                       : cookie.domain;
}

// Which member a column is, by its title; -1: none of them.
int column_of(const std::string& title) {
  static const std::array<std::vector<std::string_view>, 4> titles{{
      {"name", "cookie", "cookie-name", "cookiename", "key", "cookie-data-key-name"},
      {"category", "purpose", "type", "cookie-category", "categoryname", "group",
       "consent-category"},
      {"provider", "service", "vendor", "platform", "service-name", "data-controller", "company"},
      {"domain", "host", "cookie-domain", "url"},
  }};
  const std::string id = rival_id(title);
  for (int i = 0; i < 4; ++i) {
    const auto& names = titles.at(static_cast<std::size_t>(i));
    if (std::find(names.begin(), names.end(), id) != names.end()) return i;
  }
  return -1;
}

std::vector<ListedCookie> cookies_of_rows(const std::vector<Row>& rows) {
  std::vector<ListedCookie> cookies;
  if (rows.empty()) return cookies;
  for (std::size_t row = 1; row < rows.size(); ++row) {
    ListedCookie cookie;
    for (std::size_t i = 0; i < std::min(rows[row].size(), rows.front().size()); ++i) {
      const int column = column_of(rows.front()[i]);
      // "Purpose" is a text in lists that have a category as well.
      if (column >= 0 && member_of(cookie, column).empty())
        member_of(cookie, column) = rows[row][i];
    }
    if (!cookie.name.empty() && rows[row].size() > 1) cookies.push_back(std::move(cookie));
  }
  return cookies;
}

void cookies_of_value(const ScriptValue& value, const std::string& category,
                      std::vector<ListedCookie>& cookies, int depth = 0) {
  constexpr int kDeepest = 6;
  if (depth > kDeepest || cookies.size() > kMaxRows) return;
  ListedCookie cookie;
  for (const auto& [key, member] : value.members) {
    const int column = column_of(key);
    if (column >= 0 && member.is(ScriptKind::text) && member_of(cookie, column).empty())
      member_of(cookie, column) = member.text;
    // {"marketing": [{…}]}
    if (member.is(ScriptKind::list) || member.is(ScriptKind::object))
      cookies_of_value(member, ready_category(key).empty() ? category : key, cookies, depth + 1);
  }
  if (cookie.category.empty()) cookie.category = category;
  if (!cookie.name.empty() && !cookie.category.empty()) cookies.push_back(std::move(cookie));
  for (const ScriptValue& each : value.items) cookies_of_value(each, category, cookies, depth + 1);
}

// The one service of the registry that stores the name; nullptr: none, or several.
const KnownService* service_storing(const ListedCookie& cookie, const ServiceRegistry& registry) {
  const auto known = registry.storing(cookie.name);
  return known.size() == 1 ? known.front() : nullptr;
}

void draft_cookies(const std::vector<ListedCookie>& cookies, ImportDraft& draft) {
  for (const ListedCookie& each : cookies) {
    const std::string category =
        draft.category(each.category.empty() ? "unclassified" : each.category);
    const KnownService* known = service_storing(each, draft.sources().registry);
    const std::string provider = text_of_markup(each.provider);
    const std::string name = known != nullptr       ? known->name
                             : !provider.empty()    ? provider
                             : !each.domain.empty() ? each.domain
                                                    : each.name;
    const std::string key = name + " / " + category;
    TagService* service = draft.find_service(key);
    if (service == nullptr) {
      service = &draft.service(key, category);
      service->name = name;
      if (known != nullptr) service->hosts = known->hosts;
    }
    ScriptValue names{
        ScriptKind::list, {}, false, {{ScriptKind::text, each.name, false, {}, {}}}, {}};
    draft.store(*service, names);
  }
}

std::vector<ListedCookie> listed_cookies(const RivalMaterial& from) {
  std::vector<ListedCookie> cookies;
  for (const RivalFile& file : from.tables) {
    auto rows = cookies_of_rows(csv_rows(file.text));
    cookies.insert(cookies.end(), rows.begin(), rows.end());
  }
  for (const ScriptFinding& each : from.findings) {
    if (each.name.empty()) cookies_of_value(each.values.front(), "", cookies);
  }
  return cookies;
}

const PageScript* element_from(const RivalMaterial& from, std::string_view host) {
  for (const PageScript& each : from.elements) {
    if (each.attribute("src").find(host) != std::string::npos) return &each;
  }
  return nullptr;
}

// Rows of its cc.js: name, provider, purpose, duration, kind and more.
void read_cookiebot_tables(const RivalMaterial& from, ImportDraft& draft) {
  static const std::array<std::pair<std::string_view, const char*>, 5> tables{{
      {"CookieConsentDialog.cookieTableNecessary", "necessary"},
      {"CookieConsentDialog.cookieTablePreference", "preferences"},
      {"CookieConsentDialog.cookieTableStatistics", "statistics"},
      {"CookieConsentDialog.cookieTableAdvertising", "marketing"},
      {"CookieConsentDialog.cookieTableUnclassified", "marketing"},
  }};
  std::vector<ListedCookie> cookies;
  for (const auto& [name, category] : tables) {
    const ScriptValue* rows = from.object_of(name);
    if (rows == nullptr) continue;
    for (const ScriptValue& row : rows->items) {
      if (!row.is(ScriptKind::list) || row.items.size() < 2) continue;
      cookies.push_back({row.items[0].text, category, row.items[1].text, ""});
    }
    if (name.ends_with("Unclassified") && !rows->items.empty())
      draft.leave("unclassified cookies",
                  "they stand with marketing until somebody knows what they are for");
  }
  draft_cookies(cookies, draft);
}

}  // namespace

bool draft_cookiebot(const RivalMaterial& from, ImportDraft& draft) {
  const PageScript* element = element_from(from, "cookiebot.com/uc.js");
  const bool tables = std::any_of(from.findings.begin(), from.findings.end(), [](const auto& each) {
    return each.name.starts_with("CookieConsentDialog.cookieTable");
  });
  const auto cookies = listed_cookies(from);
  if (element == nullptr && !tables && cookies.empty()) return false;
  if (element != nullptr && element->has("data-culture"))
    draft.language(element->attribute("data-culture"));
  for (const char* each : {"necessary", "preferences", "statistics", "marketing"})
    draft.category(each);
  draft.call_necessary("necessary");
  read_cookiebot_tables(from, draft);
  draft_cookies(cookies, draft);
  draft.config().adapters = {"cookiebot"};
  draft.leave("texts and looks", "they are kept in the vendor's account, not in the page");
  if (element == nullptr) return true;
  if (element->attribute("data-blockingmode") == "auto") draft.config().autoblock = "strict";
  if (element->attribute("data-consentmode") != "disabled") draft.consent_mode();
  for (const auto& [name, why] :
       {std::pair{"data-cbid", "the vendor's account; here the site is your own"},
        std::pair{"data-georegions", "one banner for all regions"},
        std::pair{"data-framework", "see consent-strings.md for TCF"},
        std::pair{"data-widget-enabled", "the small button is always there"}}) {
    if (element->has(name)) draft.leave(name, why);
  }
  return true;
}

bool draft_cookiefirst(const RivalMaterial& from, ImportDraft& draft) {
  const PageScript* element = element_from(from, "cookiefirst.com/");
  const auto cookies = listed_cookies(from);
  if (element == nullptr && cookies.empty()) return false;
  if (element != nullptr && element->has("data-language"))
    draft.language(element->attribute("data-language"));
  for (const char* each : {"necessary", "performance", "functional", "advertising"})
    draft.category(each);
  draft.call_necessary("necessary");
  draft_cookies(cookies, draft);
  draft.config().adapters = {"cookiefirst"};
  draft.leave("texts and looks", "they are kept in the vendor's account, not in the page");
  if (element == nullptr) return true;
  draft.leave(element->attribute("src"), "the vendor's account; here the site is your own");
  for (const char* name : {"data-silent-mode", "data-stealth-mode"}) {
    if (element->has(name)) draft.leave(name, "the banner is always shown");
  }
  return true;
}

bool draft_cookie_list(const RivalMaterial& from, ImportDraft& draft) {
  const auto cookies = listed_cookies(from);
  draft_cookies(cookies, draft);
  return !cookies.empty();
}

}  // namespace consentry
