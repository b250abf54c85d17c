// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>

#include "core/judge/banner_looks.h"
#include "core/judge/detectors/banner_wording.h"
#include "core/judge/detectors/first_layer_text.h"

namespace consentry {
namespace {

std::string_view primary(std::string_view tag) { return tag.substr(0, tag.find_first_of("-_")); }

// A page in a language without words is told as a neighbour's, and its banner as another's.
bool declares_what_is_not_told(const Question& question, std::string_view declared) {
  const auto& known = question.book.banner_words();
  return !declared.empty() &&
         std::ranges::find(known, declared, &BannerWords::language) == known.end();
}

// Whether the banner speaks as the page does; empty when that cannot be told. The page's own
// declaration is often left over from a template, so that it cannot convict by itself.
std::optional<bool> speaks_alike(const Question& question, const FirstLayerText& text) {
  if (text.language == nullptr) return std::nullopt;
  const std::string_view declared = primary(text.layer->page_language);
  if (declared == text.language->language) return true;
  if (declares_what_is_not_told(question, declared)) return std::nullopt;
  const auto page =
      likely_languages(question.book.banner_words(), fold_words(text.layer->page_sample));
  if (page.empty()) return std::nullopt;
  if (std::ranges::find(page, text.language) == page.end()) return false;
  return page.size() == 1 ? std::optional(true) : std::nullopt;
}

}  // namespace

Finding banner_language(const Question& question) {
  const Speakers speakers = runs_with_banner(question.site);
  if (speakers.runs.empty()) return without_verdict(speakers.otherwise, speakers.reason);
  std::vector<FirstLayerText> texts = first_layer_texts(question);
  std::erase_if(texts, [&](const FirstLayerText& text) { return !speaks_alike(question, text); });
  if (texts.empty()) {
    return without_verdict(Verdict::not_measured,
                           "the language of the banner or of the page could not be told");
  }
  std::vector<const RunView*> runs;
  std::ranges::transform(texts, std::back_inserter(runs), &FirstLayerText::run);
  Tally tally(question.phase, runs);
  for (const FirstLayerText& text : texts) {
    if (speaks_alike(question, text) != false) continue;
    tally.add(*text.run,
              text_sign(text, Verdict::likely_breach, "'" + text.language->language + "'",
                        "The banner speaks '" + text.language->language +
                            "', the page another language"));
  }
  return tally.conclude("The banner speaks another language than the page",
                        "The banner speaks the language of the page.");
}

}  // namespace consentry
