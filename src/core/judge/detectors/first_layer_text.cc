// SPDX-License-Identifier: Apache-2.0
#include "core/judge/detectors/first_layer_text.h"

#include <algorithm>

#include "core/judge/banner_looks.h"

namespace consentry {

std::vector<FirstLayerText> first_layer_texts(const Question& question) {
  std::vector<FirstLayerText> texts;
  for (const RunView* run : runs_with_banner(question.site).runs) {
    FirstLayerText text{run, nullptr, {}, nullptr};
    for (const BannerView* layer : untouched_layers(*run)) {
      if (layer->layer == 1 && !layer->text.empty()) text.layer = layer;
    }
    if (text.layer == nullptr) continue;
    text.words = fold_words(text.layer->text);
    text.language = language_of(question.book.banner_words(), text.words);
    texts.push_back(std::move(text));
  }
  return texts;
}

Finding read_texts(const Question& question, Knows knows, Reading reading, std::string_view head,
                   std::string_view clear) {
  const Speakers speakers = runs_with_banner(question.site);
  if (speakers.runs.empty()) return without_verdict(speakers.otherwise, speakers.reason);
  std::vector<FirstLayerText> texts = first_layer_texts(question);
  std::erase_if(texts, [knows](const FirstLayerText& text) {
    return text.language == nullptr || !knows(*text.language);
  });
  if (texts.empty()) {
    return without_verdict(Verdict::not_measured,
                           "the banner's language could not be told, or lacks words for this rule");
  }
  std::vector<const RunView*> runs;
  std::ranges::transform(texts, std::back_inserter(runs), &FirstLayerText::run);
  Tally tally(question.phase, runs);
  for (const FirstLayerText& text : texts) {
    for (Sign& sign : reading(question, text)) tally.add(*text.run, std::move(sign));
  }
  return tally.conclude(head, clear);
}

Sign text_sign(const FirstLayerText& text, Verdict weight, std::string subject, std::string what) {
  Sign sign;
  sign.weight = weight;
  sign.subject = std::move(subject);
  sign.evidence.at = text.layer->at;
  sign.evidence.text = std::move(what);
  return sign;
}

}  // namespace consentry
