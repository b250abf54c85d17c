// SPDX-License-Identifier: Apache-2.0
// Finding further pages of a site as its robots.txt (RFC 9309) allows: by the landing page's links
// and, when those are too few, by the sitemaps that robots.txt names (else /sitemap.xml).
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "io/browser/deadline.h"

namespace consentry {

class Browser;

struct FurtherPages {
  std::vector<std::string> urls;
  std::chrono::seconds apart{0};  // the pause that robots.txt asks for between pages
  // What a reader of the capture should know: pages left out, files that did not answer. One line.
  std::string remark;
};

// At most `count` pages, chosen as choose_pages() does. `links` are the landing page's, `here` its
// address. The look-ups have a clean profile of their own, so that the visit's is not touched. Nothing
// is loaded but robots.txt and, when needed, at most kMaxSitemapsRead sitemaps.
// Never fails: a site whose robots.txt could not be had (no answer, 5xx) is not searched at all.
FurtherPages search_pages(Browser& browser, const std::vector<std::string>& links,
                          const std::string& here, std::size_t count, Deadline deadline);

inline constexpr std::size_t kMaxSitemapsRead = 3;  // of an index: enough for some of each kind

}  // namespace consentry
