// SPDX-License-Identifier: Apache-2.0
// The TC strings that a page gave out or stored, read vendor by vendor.
#pragma once

#include <string>
#include <vector>

#include "core/consent/tc_string.h"
#include "core/judge/consent_claim.h"

namespace consentry {

struct SeenTcString {
  TcString tc;
  std::string where;  // "__tcfapi", "__gpp", "euconsent-v2"
  EventRef at;
};

// Those that stood when the window ended: of the page's interfaces, else of the cookies. Empty too
// when the consent manager says that the GDPR does not apply.
std::vector<SeenTcString> tc_strings_at_end(const RunView& run, const Window& window);

// The answers of the TCF interface in the window, in order.
std::vector<const ConsentSignals*> tcf_answers(const RunView& run, const Window& window);

}  // namespace consentry
