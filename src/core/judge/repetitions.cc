// SPDX-License-Identifier: Apache-2.0
#include "core/judge/repetitions.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "core/judge/judgement_order.h"

namespace consentry {
namespace {

// The same rule twice about one phase of one judgement is told apart by its turn.
using FindingKey = std::tuple<Phase, std::string, int>;
// A finding of each repetition, null where the repetition has none.
using Repeated = std::vector<Finding*>;

std::map<FindingKey, Repeated> by_key(std::vector<SiteJudgement>& judgements) {
  std::map<FindingKey, Repeated> all;
  for (std::size_t i = 0; i < judgements.size(); ++i) {
    std::map<std::pair<Phase, std::string>, int> turns;
    for (Finding& finding : judgements[i].findings) {
      const int turn = turns[{finding.phase, finding.rule}]++;
      Repeated& repeated = all[{finding.phase, finding.rule, turn}];
      repeated.resize(judgements.size());
      repeated[i] = &finding;
    }
  }
  return all;
}

Verdict verdict_of(const Finding* finding) {
  return finding != nullptr ? finding->verdict : Verdict::not_measured;
}

// Whether the repetition speaks for what is told, so that its evidence belongs to it.
bool speaks_for(const Finding* finding, Verdict told) {
  return finding != nullptr && (finding->verdict == told || finding->verdict >= Verdict::risk);
}

bool is_cut(const Finding& finding) {
  return finding.evidence_total > static_cast<int>(finding.evidence.size());
}

// How many repetitions show evidence of each likeness. Empty when one of them had more evidence
// than it told: what it does not tell may have been there.
std::map<std::string, int> counts_of(const Repeated& repeated, Verdict told) {
  std::map<std::string, int> counts;
  for (const Finding* finding : repeated) {
    if (!speaks_for(finding, told)) continue;
    if (is_cut(*finding)) return {};
    std::set<std::string> shown;
    for (const Evidence& evidence : finding->evidence) shown.insert(likeness_of(evidence));
    for (const std::string& likeness : shown) ++counts[likeness];
  }
  return counts;
}

void take_in_evidence(Finding& told, const Repeated& repeated) {
  std::set<std::string> known;
  for (const Evidence& evidence : told.evidence) known.insert(likeness_of(evidence));
  std::size_t added = 0;
  for (const Finding* finding : repeated) {
    if (!speaks_for(finding, told.verdict)) continue;
    for (const Evidence& evidence : finding->evidence) {
      if (!known.insert(likeness_of(evidence)).second) continue;
      ++told.evidence_total;
      if (added++ < kMaxEvidenceAdded) told.evidence.push_back(evidence);
    }
  }
}

Finding told_once(const Repeated& repeated) {
  const auto heaviest = std::ranges::max_element(repeated, {}, [](const Finding* finding) {
    return finding != nullptr ? static_cast<int>(finding->verdict) : -1;
  });
  Finding told = **heaviest;
  for (const Finding* finding : repeated) told.repeats.push_back(verdict_of(finding));
  const auto counts = counts_of(repeated, told.verdict);
  take_in_evidence(told, repeated);
  for (Evidence& evidence : told.evidence) {
    const auto count = counts.find(likeness_of(evidence));
    evidence.repeats = count != counts.end() ? count->second : 0;
  }
  return told;
}

// A word without what varies: an address becomes its scheme and host, a word with a digit "#".
std::string_view masked(std::string_view word) {
  if (const auto scheme = word.find("://"); scheme != std::string_view::npos) {
    return word.substr(0, word.find_first_of("/?#", scheme + 3));
  }
  const bool counted = std::ranges::any_of(word, [](char c) { return c >= '0' && c <= '9'; });
  return counted ? "#" : word;
}

// Words that end a value in evidence_text.h: "name=a value for shop.example set by …".
bool ends_value(std::string_view word) { return word == "for" || word == "in" || word == "set"; }

// Takes the first word off `text`.
std::string_view next_word(std::string_view& text) {
  const auto end = std::min(text.find(' '), text.size());
  const std::string_view word = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return word;
}

}  // namespace

SiteJudgement merge_repetitions(std::vector<SiteJudgement> judgements) {
  if (judgements.empty()) return {};
  if (judgements.size() == 1) return std::move(judgements.front());
  SiteJudgement merged;
  merged.url = judgements.front().url;
  for (const auto& [key, repeated] : by_key(judgements)) {
    merged.findings.push_back(told_once(repeated));
  }
  settle(merged);
  return merged;
}

int repeats_agreeing(const Finding& finding) {
  return static_cast<int>(std::ranges::count(finding.repeats, finding.verdict));
}

bool differs_between_repeats(const Finding& finding) {
  return std::ranges::any_of(finding.repeats,
                             [&](Verdict verdict) { return verdict != finding.verdict; });
}

std::string likeness_of(const Evidence& evidence) {
  std::string likeness = evidence.company + "\n" + evidence.host + "\n";
  bool in_value = false;
  for (std::string_view rest = evidence.text; !rest.empty();) {
    const std::string_view word = next_word(rest);
    // Behind the first clause stand the setter, the lifetime and reasons.
    if (word == "set") break;
    if (in_value && !ends_value(word)) continue;
    const auto equals = word.find('=');
    in_value = equals != std::string_view::npos && word.find("://") == std::string_view::npos;
    likeness += in_value ? word.substr(0, equals + 1) : masked(word);
    if (!in_value && !word.empty() && (word.back() == ',' || word.back() == ';')) break;
    likeness += ' ';
  }
  return likeness;
}

}  // namespace consentry
