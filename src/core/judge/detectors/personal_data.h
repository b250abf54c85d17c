// SPDX-License-Identifier: Apache-2.0
// PRE-13: e-mail addresses, what is hashed from them, and search words in what third parties receive.
#pragma once

#include "core/judge/detectors/detector.h"

namespace consentry {

// To a tracker: likely_breach; an address or hash to anyone else: risk. A fresh visitor has given no
// address, so it stays open whose it is: never a breach. The site's own and role addresses ("info@")
// and words of credentials in addresses ("https://key@host") are none.
Finding personal_data_sent(const Question& question);

}  // namespace consentry
