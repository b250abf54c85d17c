// SPDX-License-Identifier: Apache-2.0
// Prints a page that lies on disk (stored_page.h).
#pragma once

#include <string>

#include "io/browser/stored_page.h"

namespace consentry {

// A tagged A4 PDF of the page `name` with everything unfolded. Blocks; one caller at a time.
// unavailable: the browser is gone; timeout: not printed within a minute; otherwise the browser's
// words.
Result<std::string> print_to_pdf(Browser& browser, const std::string& name,
                                 const AssetReader& read);

}  // namespace consentry
