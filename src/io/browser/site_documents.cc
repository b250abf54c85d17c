// SPDX-License-Identifier: Apache-2.0
#include "io/browser/site_documents.h"

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <optional>
#include <string>

#include "core/observe/control_label.h"
#include "io/browser/event_log.h"
#include "io/browser/json_fields.h"
#include "io/browser/run_tools.h"
#include "io/browser/tab.h"

namespace consentry {
namespace json = boost::json;
namespace {

constexpr std::chrono::milliseconds kFetchTime{2'500};

// The last links of a page: a footer's stand at its end.
constexpr std::string_view kLinks = R"([...document.links]
  .filter((a) => a.origin === location.origin && a.pathname !== location.pathname)
  .slice(-80)
  .map((a) => ({label: a.textContent.trim().slice(0, 80), url: a.href.split("#")[0]})))";

// The page's own fetch may have been replaced; that of our isolated world has not.
constexpr std::string_view kFetch = R"(async (url, most) => {
  try {
    const answer = await fetch(url, {signal: AbortSignal.timeout(2000)});
    const text = most > 0 ? (await answer.text()).slice(0, most) : "";
    return {status: answer.status, text};
  } catch {
    return {status: 0, text: ""};
  }
})";

// What labels and addresses of policies hold, in Europe's languages. A label alone may say no more
// than "read on".
constexpr std::array<std::string_view, 26> kRoots{
    "privac",     "cookie",     "policy",      "datenschutz",  "impressum", "imprint",
    "legal",      "beleid",     "voorwaarden", "confidential", "mentions",  "integritet",
    "tietosuoja", "personvern", "persond",     "prywatno",     "soukromi",  "sukrom",
    "adatvedel",  "zasebnost",  "privatnost",  "confiden",     "gdpr",      "dsgvo",
    "rgpd",       "protecao-de"};

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return out;
}

struct Link {
  std::string label, url;
};

bool leads_to_policy(const Link& link, const ControlLexicon& lexicon) {
  if (lexicon.read(link.label, "link") != Intent::policy) return false;
  const std::string words = lower(link.label) + " " + lower(link.url);
  return std::ranges::any_of(
      kRoots, [&](std::string_view root) { return words.find(root) != std::string::npos; });
}

std::optional<Link> policy_link(Tab& tab, const ControlLexicon& lexicon, Deadline end) {
  const auto links = tab.evaluate(tab.main_frame(), kLinks, std::min(in(kFetchTime), end));
  if (!links || !links->is_array()) return std::nullopt;
  for (const json::value& item : links->get_array()) {
    if (!item.is_object()) continue;
    Link link{std::string(text_at(item.get_object(), "label")),
              std::string(text_at(item.get_object(), "url"))};
    if (leads_to_policy(link, lexicon)) return link;
  }
  return std::nullopt;
}

void fetch(Tab& tab, EventLog& log, std::string_view about, const Link& link, int most,
           Deadline end) {
  const auto answer = tab.call_function(
      tab.main_frame(), kFetch,
      json::array{json::object{{"value", link.url}}, json::object{{"value", most}}},
      std::min(in(kFetchTime), end));
  static const json::object kNone;
  const json::object& got = answer && answer->is_object() ? answer->get_object() : kNone;
  log.document(about, link.label, link.url, static_cast<int>(number_at(got, "status")),
               text_at(got, "text"));
}

}  // namespace

void fetch_site_documents(Tab& tab, const RunTools& tools, EventLog& log, Deadline end) {
  constexpr int kLongestWord = 2'000;  // the file holds two members
  if (tools.lexicon == nullptr) return;
  if (const auto link = policy_link(tab, *tools.lexicon, end)) {
    fetch(tab, log, "policy", *link, 0, end);
  }
  fetch(tab, log, "gpc", {"", "/.well-known/gpc.json"}, kLongestWord, end);
}

}  // namespace consentry
