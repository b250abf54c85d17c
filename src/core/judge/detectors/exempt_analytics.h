// SPDX-License-Identifier: Apache-2.0
// PRE-16: a program that counts visits for the publisher alone may need no consent in some countries;
// what a browser shows of the conditions for that.
#pragma once

#include "core/judge/detectors/detector.h"

namespace consentry {

// Threshold "days". Programs that can be set up so: Matomo, Piano Analytics.
Finding exempt_analytics(const Question& question);

// Under this profile the item belongs to a program that may be exempt, so that its cookie by itself
// does not weigh as one that surely needs consent.
bool may_be_exempt(const Question& question, const ItemFacts& item);

}  // namespace consentry
