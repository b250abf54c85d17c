// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/judge/banner_looks.h"
#include "core/judge/detectors/banner_wording.h"
#include "core/judge/detectors/control_pair.h"
#include "core/judge/detectors/first_layer_text.h"

namespace consentry {
namespace {

// Someone tried to refuse and found no way, and none was seen.
bool cannot_be_refused(const SiteView& site) {
  bool tried = false;
  for (const RunView& run : site.runs()) {
    const ChoiceOutcome* outcome = run.timeline.outcome(Phase::refuse);
    if (outcome != nullptr && outcome->result == ChoiceResult::done) return false;
    tried = tried || (outcome != nullptr && outcome->result == ChoiceResult::no_control);
    for (const BannerView* layer : untouched_layers(run)) {
      for (const Intent way : {Intent::refuse_all, Intent::save, Intent::close}) {
        if (visible_control(*layer, way) != nullptr) return false;
      }
    }
  }
  return tried;
}

bool is_told(const FirstLayerText& text) {
  return text.language != nullptr && !text.language->implied.empty() &&
         text.layer->blocks_page.has_value();
}

}  // namespace

Finding cookie_wall(const Question& question) {
  const Speakers speakers = runs_with_banner(question.site);
  if (speakers.runs.empty()) return without_verdict(speakers.otherwise, speakers.reason);
  const std::vector<FirstLayerText> texts = first_layer_texts(question);
  const bool closed = cannot_be_refused(question.site);
  std::vector<const RunView*> runs;
  std::ranges::transform(texts, std::back_inserter(runs), &FirstLayerText::run);
  Tally tally(question.phase, runs);
  for (const FirstLayerText& text : texts) {
    if (closed && text.layer->blocks_page.value_or(false)) {
      tally.add(*text.run, text_sign(text, Verdict::breach, "a wall without a way to refuse",
                                     "The page cannot be used, and no way to refuse was found"));
    }
    const std::string phrase =
        text.language == nullptr ? std::string() : first_phrase(text.words, text.language->implied);
    if (phrase.empty()) continue;
    tally.add(*text.run, text_sign(text, Verdict::likely_breach, "'" + phrase + "'",
                                   "The first layer says '" + phrase + "'"));
  }
  if (tally.empty() && std::ranges::none_of(texts, is_told)) {
    return without_verdict(Verdict::not_measured,
                           "the banner's words, or what it does to the page, could not be told");
  }
  return tally.conclude("Using the site is made to depend on consent",
                        "The site can be used without consent, as far as the banner shows.");
}

Finding consent_or_pay(const Question& question) {
  Speakers speakers = runs_with_banner(question.site);
  if (speakers.runs.empty()) return without_verdict(speakers.otherwise, speakers.reason);
  std::erase_if(speakers.runs, [](const RunView* run) {
    return visible_control(*first_layer(*run), Intent::accept_all) == nullptr;
  });
  if (speakers.runs.empty()) {
    return without_verdict(Verdict::not_applicable, "the first layer does not ask to accept");
  }
  Tally tally(question.phase, speakers.runs);
  for (const RunView* run : speakers.runs) {
    const BannerView& layer = *first_layer(*run);
    const BannerControl* pay = visible_control(layer, Intent::subscribe);
    if (pay == nullptr || visible_control(layer, Intent::refuse_all) != nullptr) continue;
    Sign sign;
    sign.weight = Verdict::risk;
    sign.subject = quoted(*pay);
    sign.evidence.at = layer.at;
    sign.evidence.text = "Beside accepting, the first layer offers " + quoted(*pay);
    tally.add(*run, std::move(sign));
  }
  return tally.conclude("Who does not consent is asked to pay", "Nobody is asked to pay instead.");
}

Finding complexity(const Question& question) {
  const Speakers speakers = runs_with_banner(question.site);
  if (speakers.runs.empty()) return without_verdict(speakers.otherwise, speakers.reason);
  const std::vector<FirstLayerText> texts = first_layer_texts(question);
  if (texts.empty()) return without_verdict(Verdict::not_measured, "the banner's text is unknown");
  std::vector<const RunView*> runs;
  std::ranges::transform(texts, std::back_inserter(runs), &FirstLayerText::run);
  Tally tally(question.phase, runs);
  const double most = question.threshold("most_words");
  for (const FirstLayerText& text : texts) {
    if (static_cast<double>(text.words.size()) <= most) continue;
    const std::string count = std::to_string(text.words.size()) + " words";
    tally.add(*text.run, text_sign(text, Verdict::risk, count, "The first layer has " + count));
  }
  return tally.conclude("The banner's first layer is long", "The banner's first layer is short.");
}

}  // namespace consentry
