// SPDX-License-Identifier: Apache-2.0
// The state of Google Consent Mode on the last page of a stretch of a run, from its commands.
// Semantics: developers.google.com/tag-platform/security/guides/consent (defaults per region, the
// more specific one wins; an update replaces the default).
#pragma once

#include <map>
#include <optional>
#include <string>

#include "core/judge/consent_claim.h"

namespace consentry {

struct ConsentModeState {
  std::map<std::string, bool> granted;  // "ad_storage" -> granted
  EventRef last;                        // the last command that took part
};

// Defaults for regions outside Europe are left out; among the others a denial wins. Nothing when
// the window holds no command.
std::optional<ConsentModeState> consent_mode_at_end(const RunView& run, const Window& window);

}  // namespace consentry
