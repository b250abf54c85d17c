// SPDX-License-Identifier: Apache-2.0
// UI-15 to UI-20, UI-29: what the first layer says, and what it leaves out.
#pragma once

#include "core/judge/detectors/detector.h"

namespace consentry {

Finding cookie_wall(const Question& question);
Finding consent_or_pay(const Question& question);
Finding banner_language(const Question& question);
Finding missing_content(const Question& question);
Finding vague_purposes(const Question& question);
Finding steering_words(const Question& question);
Finding complexity(const Question& question);

}  // namespace consentry
