// SPDX-License-Identifier: Apache-2.0
// What a choice, its withdrawal or a signal leads to, beyond tracking: how it is remembered
// (REJ-05 to REJ-08), how it is taken back (WDR-02 to WDR-07), and what consent strings and Google's
// tags say of it (TCF-01, TCF-02, GCM-01). Each in a file of its own name.
#pragma once

#include "core/judge/detectors/detector.h"

namespace consentry {

Finding legitimate_interest_after_refusal(const Question& question);
Finding banner_returns(const Question& question);
Finding turned_away_after_refusal(const Question& question);
Finding choice_memory(const Question& question);
Finding unnamed_vendors(const Question& question);
Finding withdrawal_effort(const Question& question);
Finding storage_by_withdrawal(const Question& question);
Finding cookies_left(const Question& question);
Finding reopened_panel(const Question& question);
Finding tcf_interface(const Question& question);
Finding disclosed_vendors(const Question& question);
Finding consent_mode_hits(const Question& question);

}  // namespace consentry
