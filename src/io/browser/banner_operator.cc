// SPDX-License-Identifier: Apache-2.0
#include "io/browser/banner_operator.h"

#include "io/browser/event_log.h"
#include "io/browser/tab.h"

namespace consentry {

void look_at_banner(Tab&, const RunTools&, EventLog&) {}

ChoiceAttempt make_choice(Tab&, Phase, const RunTools&, EventLog&) {
  return {ChoiceResult::no_banner, "generic", 0, 0, {}};
}

void look_for_reopen(Tab&, const RunTools&, EventLog&) {}

}  // namespace consentry
