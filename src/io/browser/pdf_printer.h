// SPDX-License-Identifier: Apache-2.0
// Prints a page that lies on disk. The browser runs as a user who may not read the caller's files and
// must not reach the network for a report, so every request of the page is answered here: from
// `read`, or not at all.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/error.h"

namespace consentry {

class Browser;

struct PrintedAsset {
  std::string bytes;
  std::string mime_type;
};

// What lies under a path relative to the page's folder ("report.html", "refuse/1.jpg"); empty when
// nothing does. The path is as the page wrote it, with escapes undone, and may point anywhere.
using AssetReader = std::function<std::optional<PrintedAsset>(std::string_view path)>;

// A tagged A4 PDF of the page `name` with everything unfolded. Blocks; one caller at a time.
// unavailable: the browser is gone; timeout: not printed within a minute; otherwise the browser's
// words.
Result<std::string> print_to_pdf(Browser& browser, const std::string& name,
                                 const AssetReader& read);

}  // namespace consentry
