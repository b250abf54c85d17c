// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/consent/tag_config.h"

namespace consentry {

// Names of languages with which no text of ours begins, in lower case, and which of a site's
// languages serves each: "zh-tw" and "zh-Hant". Nothing where no language has another name; with one
// language nothing is chosen.
TextPairs other_language_names(const std::vector<std::string>& languages);

// The one of `languages` that serves what a page calls its language: one that it begins with, in any
// case, or that goes by such a name. "de-AT" gives "de", "zh-TW" gives "zh-Hant". Empty: none.
std::string serving_language(std::string_view tag, const std::vector<std::string>& languages);

}  // namespace consentry
