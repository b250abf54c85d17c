// SPDX-License-Identifier: Apache-2.0
// PRE-12: videos, maps, social plugins, captchas, fonts and libraries of others, loaded with the page.
#pragma once

#include "core/judge/detectors/detector.h"

namespace consentry {

// Which content is whose, and how it weighs, stands in the rule book ([[embed]]).
Finding embedded_content(const Question& question);

}  // namespace consentry
