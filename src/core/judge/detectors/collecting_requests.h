// SPDX-License-Identifier: Apache-2.0
// Requests known by what they carry, not by where they go. Parameters as their makers document them
// (Google: developers.google.com/tag-platform, measurement protocol and consent mode; Microsoft:
// learn.microsoft.com/advertising, UET consent mode; Meta: developers.facebook.com, pixel).
#pragma once

#include "core/judge/detectors/detector.h"

namespace consentry {

// PRE-11: a measurement was sent that says of itself that consent is denied. likely_breach.
Finding cookieless_pings(const Question& question);

// PRE-15: the site's own domain receives what is shaped for a measuring company. risk; with an
// identifier in it that lies on the device likely_breach.
Finding own_domain_collection(const Question& question);

}  // namespace consentry
