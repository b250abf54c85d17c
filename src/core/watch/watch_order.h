// SPDX-License-Identifier: Apache-2.0
// Whether an order to watch can be carried out; the same for command line and HTTP.
#pragma once

#include "core/watch/watch_book.h"

namespace consentry {

// invalid_input: the schedule; a webhook that is not https (http only to this machine itself), or longer
// than 2,000 bytes; a mail address that is none (RFC 5321 section 4.1.2, without quotes); a profile or language
// that cannot be one, more pages than kMostWatchedPages. Whether there is such a profile is not known here.
inline constexpr unsigned kMostWatchedPages = 100;

Status check_order(const WatchOrder& order);

}  // namespace consentry
