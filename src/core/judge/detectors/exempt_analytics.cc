// SPDX-License-Identifier: Apache-2.0
#include "core/judge/detectors/exempt_analytics.h"

#include <algorithm>
#include <array>
#include <map>

#include "core/judge/evidence_text.h"

namespace consentry {
namespace {

constexpr std::string_view kDetector = "exempt-analytics";
// As the cookie catalogue names them. Both are counted among exempt programs when set up for it.
constexpr std::array<std::string_view, 2> kPrograms{"Matomo", "Piano Analytics (AT Internet)"};
constexpr double kSecondsPerDay = 86'400;
// Expiry is told in whole seconds: a move below that is none.
constexpr double kShortestMove = 2;
// Of a value that goes elsewhere; shorter ones occur by chance.
constexpr std::size_t kShortestValue = 12;

bool is_program(std::string_view vendor) {
  return std::ranges::find(kPrograms, vendor) != kPrograms.end();
}

using Fault = std::string (*)(const Question&, const RunView&, const StoredItem&);

std::string on_another_domain(const Question& /*question*/, const RunView& /*run*/,
                              const StoredItem& item) {
  return item.facts->third_party ? "it lies on a domain that is not the site's" : "";
}

std::string lasts_too_long(const Question& question, const RunView& /*run*/,
                           const StoredItem& item) {
  const double limit = question.threshold("days") * kSecondsPerDay;
  return item.lifetime_s.value_or(0) > limit ? "it lasts longer than thirteen months" : "";
}

// A later write of the same value whose end lies later as well.
std::string is_renewed(const Question& /*question*/, const RunView& run, const StoredItem& item) {
  for (const StoredItem& later : run.stored) {
    if (later.key != item.key || !later.written || later.value != item.value) continue;
    if (!item.lifetime_s || !later.lifetime_s || later.at <= item.at) continue;
    const double passed = (later.when.ms - item.when.ms) / 1'000;
    const double moved = *later.lifetime_s + passed - *item.lifetime_s;
    if (passed >= kShortestMove && moved > passed / 2) return "each visit makes it last longer";
  }
  return {};
}

std::string goes_elsewhere(const Question& /*question*/, const RunView& run,
                           const StoredItem& item) {
  const std::string value = item.value.substr(0, item.value.find('.'));
  if (value.size() < kShortestValue) return {};
  for (const SentRequest& sent : run.requests) {
    const bool other =
        sent.request->third_party && sent.facts->tracker && !is_program(sent.facts->party.company);
    if (other && sent.request->url.find(value) != std::string::npos)
      return "its value goes to " + sent.facts->party.domain;
  }
  return {};
}

constexpr std::array<Fault, 4> kFaults{on_another_domain, lasts_too_long, is_renewed,
                                       goes_elsewhere};

void add_faults(const Question& question, const RunView& run, const StoredItem& item,
                Tally& tally) {
  for (const Fault fault : kFaults) {
    const std::string why = fault(question, run, item);
    if (why.empty()) continue;
    tally.add(run, {Verdict::likely_breach, shortened(item.key.name, 40),
                    evidence_of(question.site, item, why)});
  }
}

}  // namespace

bool may_be_exempt(const Question& question, const ItemFacts& item) {
  if (!is_program(item.vendor) || item.third_party) return false;
  return std::ranges::any_of(question.book.rules(), [&](const Rule& rule) {
    return rule.detector == kDetector &&
           question.book.ceiling(rule, question.profile) != Verdict::not_applicable;
  });
}

Finding exempt_analytics(const Question& question) {
  const Speakers speakers = speakers_for(question.site, question.phase);
  if (speakers.runs.empty()) return without_verdict(speakers.otherwise, speakers.reason);
  Tally tally(question.phase, speakers.runs);
  bool found = false;
  for (const RunView* run : speakers.runs) {
    std::map<ItemKey, const StoredItem*> first;
    for (const StoredItem& item : run->stored) {
      const bool counts = item.stage == stage_of(question.phase) && item.key.kind == "cookie";
      if (counts && is_program(item.facts->vendor)) first.try_emplace(item.key, &item);
    }
    found = found || !first.empty();
    for (const auto& [key, item] : first) add_faults(question, *run, *item, tally);
  }
  if (!found) {
    return without_verdict(Verdict::not_applicable,
                           "no program that may count without consent stored anything");
  }
  return tally.conclude(
      "Visits are counted without consent in a way that the exemption does not cover",
      "Of the conditions for counting without consent, those that a browser shows are met.");
}

}  // namespace consentry
