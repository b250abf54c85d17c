// SPDX-License-Identifier: Apache-2.0
#include "core/judge/detectors/necessary_label.h"

#include <algorithm>
#include <set>

#include "core/judge/banner_looks.h"
#include "core/judge/category_text.h"
#include "core/judge/evidence_text.h"
#include "core/judge/item_need.h"
#include "core/judge/necessary_sections.h"

namespace consentry {
namespace {

// Shorter names occur in running text by chance.
constexpr std::size_t kMinName = 3;

struct Declared {
  const BannerView* view;
  std::vector<std::string> sections;  // what stands under "necessary"
};

std::vector<Declared> declarations(const Question& question) {
  std::vector<Declared> declared;
  for (const RunView& run : question.site.runs()) {
    for (const BannerView& view : run.run->banner_views) {
      if (!view.found) continue;
      auto sections = necessary_sections(question.book, view);
      if (!sections.empty()) declared.push_back({&view, std::move(sections)});
    }
  }
  return declared;
}

bool every_layer_was_seen(const SiteView& site) {
  return std::ranges::any_of(site.runs(), [](const RunView& run) {
    return first_layer(run) != nullptr && !has_unopened_settings(run);
  });
}

// The word by which a section names the item: its name, or the vendor or company behind it.
std::string named_in(const std::string& section, const ItemFacts& item) {
  for (const std::string& word : {item.key.name, item.vendor, item.setter_company}) {
    if (word.size() >= kMinName && names(section, word)) return word;
  }
  return {};
}

std::string name_in(const Declared& declared, const ItemFacts& item) {
  for (const std::string& section : declared.sections) {
    if (std::string word = named_in(section, item); !word.empty()) return word;
  }
  return {};
}

// Stored after a refusal it shows that the label has its effect; after accepting, only the label.
Verdict weight_after(Phase phase, Verdict item) {
  return phase == Phase::refuse ? item : std::min(item, Verdict::likely_breach);
}

void add_items(const Question& question, const RunView& run, const std::vector<Declared>& declared,
               Tally& tally) {
  std::set<ItemKey> seen;
  for (const StoredItem& item : run.stored) {
    if (item.stage != stage_of(question.phase)) continue;
    const Weight weight = weight_of_item(question.site, *item.facts);
    const bool known = needs_consent(item.facts->purpose);
    if (!known || weight.verdict < Verdict::likely_breach || !seen.insert(item.key).second)
      continue;
    for (const Declared& look : declared) {
      const std::string word = name_in(look, *item.facts);
      if (word.empty()) continue;
      Sign sign{weight_after(question.phase, weight.verdict), shortened(item.key.name, 40),
                evidence_of(question.site, item, weight.why)};
      sign.evidence.text += "; the banner names '" + shortened(word, 60) + "' as necessary (line " +
                            std::to_string(look.view->at.line) + " of run " + look.view->at.run +
                            ")";
      tally.add(run, std::move(sign));
      break;
    }
  }
}

}  // namespace

Finding tracker_called_necessary(const Question& question) {
  const Speakers speakers = speakers_for(question.site, question.phase);
  if (speakers.runs.empty()) return without_verdict(speakers.otherwise, speakers.reason);
  const std::vector<Declared> declared = declarations(question);
  if (declared.empty() && !every_layer_was_seen(question.site)) {
    return without_verdict(Verdict::not_measured,
                           "no part of the banner that was seen says what is necessary");
  }
  if (declared.empty()) {
    return without_verdict(Verdict::not_applicable, "the banner does not say what is necessary");
  }
  Tally tally(question.phase, speakers.runs);
  for (const RunView* run : speakers.runs) add_items(question, *run, declared, tally);
  return tally.conclude("The banner calls necessary what is used for tracking",
                        "Nothing that the banner calls necessary is known to track.");
}

}  // namespace consentry
