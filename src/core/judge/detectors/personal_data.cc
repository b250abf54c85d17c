// SPDX-License-Identifier: Apache-2.0
#include "core/judge/detectors/personal_data.h"

#include <algorithm>
#include <array>

#include "core/base/origin.h"
#include "core/judge/evidence_text.h"
#include "core/judge/item_need.h"
#include "core/judge/mail_address.h"
#include "core/judge/sent_text.h"

namespace consentry {
namespace {

constexpr std::array<std::string_view, 12> kSearchNames{
    "q",     "s",           "query",    "search", "searchterm", "search_query",
    "suche", "suchbegriff", "zoekterm", "zoek",   "recherche",  "buscar"};
constexpr std::size_t kMinWords = 3;

std::vector<std::string> search_words(const std::string& page_url) {
  std::vector<std::string> words;
  for (auto& [name, value] : query_of(page_url)) {
    const bool asks = std::ranges::find(kSearchNames, name) != kSearchNames.end();
    if (asks && value.size() >= kMinWords) words.push_back(std::move(value));
  }
  return words;
}

bool is_own(const std::string& address, const std::string& page_url) {
  const auto page = parse_url(page_url);
  return page && same_site(address.substr(address.find('@') + 1), page->host);
}

struct Told {
  std::string what;
  Verdict weight = Verdict::pass;
};

std::vector<Told> told_by(const RunView& run, const SentRequest& sent) {
  const std::string text = sent_text(run, sent);
  const bool tracker = grade_of(sent) == TrackerGrade::tracking;
  const Verdict weight = tracker ? Verdict::likely_breach : Verdict::risk;
  std::vector<Told> told;
  for (const std::string& address : mail_addresses_in(text)) {
    if (!is_own(address, sent.request->page_url)) told.push_back({"an e-mail address", weight});
  }
  if (!mail_hashes_in(text).empty()) told.push_back({"the hash of an e-mail address", weight});
  if (!tracker) return told;
  const std::string words = sent_words(run, sent);
  for (const std::string& asked : search_words(sent.request->page_url)) {
    if (words.find(asked) != std::string::npos) told.push_back({"the words searched for", weight});
  }
  return told;
}

}  // namespace

Finding personal_data_sent(const Question& question) {
  const Speakers speakers = speakers_for(question.site, question.phase);
  if (speakers.runs.empty()) return without_verdict(speakers.otherwise, speakers.reason);
  Tally tally(question.phase, speakers.runs);
  for (const RunView* run : speakers.runs) {
    for (const SentRequest& sent : run->requests) {
      if (sent.stage != stage_of(question.phase) || !sent.of_this_page) continue;
      if (!reaches_stranger(sent)) continue;
      for (const Told& told : told_by(*run, sent)) {
        tally.add(*run,
                  {told.weight, told.what + " to " + name_of_party(*sent.facts, sent.request->url),
                   evidence_of(sent, "carries " + told.what)});
      }
    }
  }
  return tally.conclude("Personal data went to third parties before any choice",
                        "No e-mail address, hash of one or search word was seen going to a third "
                        "party before a choice.");
}

}  // namespace consentry
