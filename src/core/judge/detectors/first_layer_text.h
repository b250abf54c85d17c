// SPDX-License-Identifier: Apache-2.0
// What the first layer says, in which language, for the rules that read it.
#pragma once

#include <vector>

#include "core/judge/banner_words.h"
#include "core/judge/detectors/detector.h"

namespace consentry {

struct FirstLayerText {
  const RunView* run = nullptr;
  const BannerView* layer = nullptr;
  std::vector<FoldedWord> words;
  const BannerWords* language = nullptr;  // null: it could not be told
};

// Of every run that saw a first layer with text, as it was last before anything was touched.
std::vector<FirstLayerText> first_layer_texts(const Question& question);

// What one text shows, none when there is nothing to say against it.
using Reading = std::vector<Sign> (*)(const Question&, const FirstLayerText&);
// Whether the words of a language suffice for the question.
using Knows = bool (*)(const BannerWords&);

// Reads every text whose language is known and has the words. Without one: not measured.
Finding read_texts(const Question& question, Knows knows, Reading reading, std::string_view head,
                   std::string_view clear);

Sign text_sign(const FirstLayerText& text, Verdict weight, std::string subject, std::string what);

}  // namespace consentry
