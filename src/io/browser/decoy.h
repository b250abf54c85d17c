// SPDX-License-Identifier: Apache-2.0
// Types a made-up e-mail address and text into the page's fields, key by key, and leaves them
// without submitting anything: whoever then sends it on has listened in. The address is at a domain
// that is reserved for examples (RFC 2606) and new in every visit, so that nobody else can know it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "io/browser/deadline.h"

namespace consentry {

class EventLog;
class Tab;

// The page's fields that a visitor would type an address or a name into: visible, and neither for
// searching (what is typed there has to be sent) nor for postal addresses nor secrets. They are kept
// in the page for type_decoys; at most two. Nothing: the page did not answer.
std::optional<std::vector<std::string>> fields_for_decoys(Tab& tab, Deadline end);

// `kinds`: from fields_for_decoys. Logs a `typed` line for each, or a note when none
// took any text.
void type_decoys(Tab& tab, EventLog& log, const std::vector<std::string>& kinds, Deadline end);

}  // namespace consentry
