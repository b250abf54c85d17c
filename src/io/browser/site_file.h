// SPDX-License-Identifier: Apache-2.0
// A file of the visited site that no page asked for: robots.txt, a sitemap.
#pragma once

#include <string>

#include "io/browser/tab.h"

namespace consentry {

struct SiteFile {
  int status = 0;     // of HTTP, after redirects
  std::string bytes;  // decoded from the transfer, cut at what was asked for
};

// Loads through the browser, so with its resolver, certificates and --connect-to. The tab is one of
// its own that stands on no site: in a site's own tab, the browser would send and keep its cookies.
// Errors:
// unavailable when nothing answered; timeout; otherwise as Tab::call.
Result<SiteFile> load_site_file(Tab& tab, const std::string& url, std::size_t most_bytes,
                                Deadline deadline);

}  // namespace consentry
