// SPDX-License-Identifier: Apache-2.0
// The grammar of button labels: what a sequence of word kinds asks for. The same for all languages;
// it decides between "accept only necessary" and "accept all, necessary included".
#pragma once

#include <vector>

#include "core/observe/lexicon_language.h"
#include "core/observe/observation.h"

namespace consentry {

// unknown when the words say nothing about a choice, or say two things at once: a label that is not
// clearly a refusal is never read as one.
Intent read_sensed(const std::vector<SensedWord>& words);

// The words name what needs no consent, and nothing that does.
bool names_only_necessary(const std::vector<SensedWord>& words);

}  // namespace consentry
