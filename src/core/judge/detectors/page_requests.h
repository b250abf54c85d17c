// SPDX-License-Identifier: Apache-2.0
// The requests of a phase one by one, for the rules that each such request answers alone.
#pragma once

#include <optional>
#include <string_view>

#include "core/judge/detectors/detector.h"

namespace consentry {

// What one request speaks for; empty: nothing.
using RequestReading = std::optional<Sign> (*)(const Question&, const RunView&, const SentRequest&);

// Reads every request that the page itself sent in the question's phase, in every run that can
// speak of it, and concludes as Tally does.
Finding judge_requests(const Question& question, RequestReading read, std::string_view head,
                       std::string_view clear);

}  // namespace consentry
