// SPDX-License-Identifier: Apache-2.0
#include "io/browser/site_documents.h"

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <boost/json/value_to.hpp>
#include <string>
#include <vector>

#include "core/observe/control_label.h"
#include "io/browser/event_log.h"
#include "io/browser/json_fields.h"
#include "io/browser/run_tools.h"
#include "io/browser/tab.h"

namespace consentry {
namespace json = boost::json;
namespace {

constexpr std::chrono::milliseconds kFetchTime{2'500};
// Two seconds for the fetch, the rest for reading.
constexpr std::chrono::milliseconds kReadTime{3'500};

// A list stands in one frame; what else is framed on such a page is a film or a map.
constexpr std::size_t kMaxFramesRead = 4;
// A document's text in the log is read up to 128 KiB (core/observe/json_members.h); web/document
// keeps one page below, and this two.
constexpr std::size_t kMaxBlockBytes = 120'000;

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

// Of those, the ones that name who owns the site: what stands there tells nothing about cookies, and
// pages link to it first.
constexpr std::array<std::string_view, 5> kOwnerRoots{"impressum", "imprint", "legal",
                                                      "voorwaarden", "mentions"};

// "Cookie" in these languages, in letters that a lower-case of ASCII reaches.
constexpr std::array<std::string_view, 18> kCookieRoots{
    "cookie", "koekje",    "kakor",   "evaste",           "evästeet", "süti",
    "piškot", "piskot",    "kolačić", "kolacic",          "slapuk",   "sīkda",
    "küpsis", "ciasteczk", "бисквит", "informasjonskaps", "vafrakök", "fianán"};

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

bool holds(const Link& link, const auto& roots) {
  const std::string words = lower(link.label) + " " + lower(link.url);
  return std::ranges::any_of(
      roots, [&](std::string_view root) { return words.find(root) != std::string::npos; });
}

// A label without any meaning to the lexicon may still name the place ("Cookies").
bool may_be_about_cookies(const Link& link, const ControlLexicon& lexicon) {
  const Intent intent = lexicon.read(link.label, "link");
  return (intent == Intent::policy || intent == Intent::unknown) && holds(link, kCookieRoots);
}

bool leads_to_policy(const Link& link, const ControlLexicon& lexicon) {
  return lexicon.read(link.label, "link") == Intent::policy && holds(link, kRoots);
}

bool is_owners_notice(const Link& link) {
  return holds(link, kOwnerRoots) && std::ranges::none_of(kRoots, [&](std::string_view root) {
           return std::ranges::find(kOwnerRoots, root) == kOwnerRoots.end() &&
                  holds(link, std::array{root});
         });
}

bool leads_to_policy_itself(const Link& link, const ControlLexicon& lexicon) {
  return leads_to_policy(link, lexicon) && !is_owners_notice(link);
}

std::vector<Link> links_of(Tab& tab, Deadline end) {
  std::vector<Link> found;
  const auto links = tab.evaluate(tab.main_frame(), kLinks, std::min(in(kFetchTime), end));
  if (!links || !links->is_array()) return found;
  for (const json::value& item : links->get_array()) {
    if (!item.is_object()) continue;
    found.push_back({std::string(text_at(item.get_object(), "label")),
                     std::string(text_at(item.get_object(), "url"))});
  }
  return found;
}

// Null when none does.
const Link* first_that(const std::vector<Link>& links, const ControlLexicon& lexicon,
                       bool (*fits)(const Link&, const ControlLexicon&)) {
  const auto found =
      std::ranges::find_if(links, [&](const Link& link) { return fits(link, lexicon); });
  return found == links.end() ? nullptr : &*found;
}

struct ReadPage {
  std::vector<Link> further;  // links of it that are about cookies
  bool scripted = false;      // a script writes into it what the fetch does not show
};

// What the page's reader (web/document) answers in a frame about `address`; "": its own document.
json::object ask_reader(Tab& tab, const RunTools& tools, std::string_view frame,
                        const std::string& address, Deadline end) {
  auto answer =
      tab.call_function(frame, tools.document, json::array{json::object{{"value", address}}},
                        std::min(in(kReadTime), end));
  return answer && answer->is_object() ? std::move(answer->get_object()) : json::object();
}

ReadPage log_page(const json::object& got, EventLog& log, std::string_view about,
                  const Link& link) {
  ReadPage read;
  std::string page;
  if (const json::value* found = got.if_contains("page"); found != nullptr && found->is_object()) {
    page = json::serialize(*found);
    read.scripted = !text_at(found->get_object(), "written").empty();
    for (const json::value& pair : array_at(found->get_object(), "links")) {
      if (!pair.is_array() || pair.get_array().size() != 2) continue;
      const json::array& parts = pair.get_array();
      if (!parts[0].is_string() || !parts[1].is_string()) continue;
      read.further.push_back(
          {json::value_to<std::string>(parts[0]), json::value_to<std::string>(parts[1])});
    }
  }
  log.document(about, link.label, link.url, static_cast<int>(number_at(got, "status")), page);
  return read;
}

ReadPage read(Tab& tab, const RunTools& tools, EventLog& log, std::string_view about,
              const Link& link, const std::string& address, Deadline end) {
  return log_page(ask_reader(tab, tools, tab.main_frame(), address, end), log, about, link);
}

// The blocks of a page that was read; null when it was not.
json::array* blocks_in(json::object& got) {
  json::value* page = got.if_contains("page");
  json::value* blocks =
      page == nullptr || !page->is_object() ? nullptr : page->get_object().if_contains("blocks");
  return blocks == nullptr ? nullptr : blocks->if_array();
}

// What a page shows in frames is part of it to whoever reads it, also where another site serves it.
void add_frames(Tab& tab, const RunTools& tools, json::object& page, Deadline end) {
  json::array* blocks = blocks_in(page);
  std::size_t left = kMaxFramesRead;
  for (const Frame& frame : tab.frames().all()) {
    if (blocks == nullptr || left == 0) return;
    if (frame.parent != tab.main_frame() || !frame.url.starts_with("http")) continue;
    --left;
    json::object shown = ask_reader(tab, tools, frame.id, "", end);
    const json::array* more = blocks_in(shown);
    if (more == nullptr ||
        json::serialize(*blocks).size() + json::serialize(*more).size() > kMaxBlockBytes) {
      continue;
    }
    blocks->insert(blocks->end(), more->begin(), more->end());
  }
}

// The policy, and the page about cookies if that is another: one that the page links to, or else
// one that the policy links to.
std::optional<ScriptedDocument> read_policies(Tab& tab, const RunTools& tools, EventLog& log,
                                              Deadline end) {
  const std::vector<Link> links = links_of(tab, end);
  const Link* policy = first_that(links, *tools.lexicon, leads_to_policy_itself);
  if (policy == nullptr) policy = first_that(links, *tools.lexicon, leads_to_policy);
  const Link* cookies = first_that(links, *tools.lexicon, may_be_about_cookies);
  std::vector<Link> further;
  std::optional<ScriptedDocument> scripted;
  const auto take = [&](std::string_view about, const Link& link) {
    ReadPage told = read(tab, tools, log, about, link, link.url, end);
    if (told.scripted) scripted = {std::string(about), link.label, link.url};
    return std::move(told.further);
  };
  if (policy != nullptr) further = take("policy", *policy);
  if (cookies == nullptr) cookies = first_that(further, *tools.lexicon, may_be_about_cookies);
  if (cookies == nullptr || (policy != nullptr && cookies->url == policy->url)) return scripted;
  (void)take("cookies", *cookies);
  return scripted;
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

std::optional<ScriptedDocument> fetch_site_documents(Tab& tab, const RunTools& tools, EventLog& log,
                                                     Deadline end) {
  constexpr int kLongestWord = 2'000;  // the file holds two members
  if (tools.lexicon == nullptr) return std::nullopt;
  auto scripted = read_policies(tab, tools, log, end);
  fetch(tab, log, "gpc", {"", "/.well-known/gpc.json"}, kLongestWord, end);
  return scripted;
}

void read_shown_document(Tab& tab, const RunTools& tools, EventLog& log,
                         const ScriptedDocument& document, Deadline end) {
  json::object page = ask_reader(tab, tools, tab.main_frame(), "", end);
  add_frames(tab, tools, page, end);
  (void)log_page(page, log, document.about, {document.label, document.url});
}

}  // namespace consentry
