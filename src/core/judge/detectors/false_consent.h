// SPDX-License-Identifier: Apache-2.0
// Acts that are no choice, taken for one: waiting, Escape and the banner's X (UI-13), scrolling
// (UI-14). They are tried one after another on a page where a banner stands; what is claimed or
// starts to track after one of them, and did not before, speaks against it.
#pragma once

#include "core/judge/detectors/detector.h"

namespace consentry {

Finding closing_as_consent(const Question& question);
Finding scrolling_as_consent(const Question& question);

}  // namespace consentry
