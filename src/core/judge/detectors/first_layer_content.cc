// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/judge/detectors/banner_wording.h"
#include "core/judge/detectors/first_layer_text.h"

namespace consentry {
namespace {

bool others_take_part(const SiteView& site) {
  return std::ranges::any_of(site.runs(), [](const RunView& run) {
    return std::ranges::any_of(run.requests, [](const SentRequest& sent) {
      return sent.request->third_party && sent.facts->tracker;
    });
  });
}

std::vector<Sign> missing(const Question& question, const FirstLayerText& text) {
  std::vector<Sign> signs;
  const auto want = [&](const std::vector<Phrase>& phrases, const char* what) {
    if (!first_phrase(text.words, phrases).empty()) return;
    signs.push_back(text_sign(text, Verdict::likely_breach, what,
                              "The first layer's text does not tell " + std::string(what)));
  };
  want(text.language->purposes, "for what purposes");
  want(text.language->withdrawal, "that consent can be withdrawn");
  if (others_take_part(question.site)) want(text.language->partners, "that others take part");
  return signs;
}

// A phrase in the text that makes the finding, as the rule weighs it.
std::vector<Sign> said(const FirstLayerText& text, const std::vector<Phrase>& phrases) {
  const std::string phrase = first_phrase(text.words, phrases);
  if (phrase.empty()) return {};
  return {
      text_sign(text, Verdict::risk, "'" + phrase + "'", "The first layer says '" + phrase + "'")};
}

std::vector<Sign> only_vague(const Question& /*question*/, const FirstLayerText& text) {
  if (!first_phrase(text.words, text.language->purposes).empty()) return {};
  return said(text, text.language->vague);
}

std::vector<Sign> steering(const Question& /*question*/, const FirstLayerText& text) {
  return said(text, text.language->steering);
}

}  // namespace

Finding missing_content(const Question& question) {
  return read_texts(
      question,
      [](const BannerWords& words) {
        return !words.purposes.empty() && !words.withdrawal.empty() && !words.partners.empty();
      },
      missing, "The banner's first layer leaves out what a visitor has to know",
      "The banner's first layer tells purposes, others that take part, and how to withdraw.");
}

Finding vague_purposes(const Question& question) {
  return read_texts(
      question,
      [](const BannerWords& words) { return !words.vague.empty() && !words.purposes.empty(); },
      only_vague, "The banner names no purpose but a vague one",
      "The banner's text does not hide its purposes behind vague words.");
}

Finding steering_words(const Question& question) {
  return read_texts(
      question, [](const BannerWords& words) { return !words.steering.empty(); }, steering,
      "The banner appeals to feelings or offers a reward",
      "No appeal to feelings and no reward was found in the banner's text.");
}

}  // namespace consentry
