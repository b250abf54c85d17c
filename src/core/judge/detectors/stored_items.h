// SPDX-License-Identifier: Apache-2.0
// PRE-02, PRE-03, PRE-04: what was stored before any choice.
#pragma once

#include "core/judge/detectors/detector.h"

namespace consentry {

Finding consent_required_cookies(const Question& question);
Finding unknown_identifier_cookies(const Question& question);
Finding web_storage_items(const Question& question);

}  // namespace consentry
