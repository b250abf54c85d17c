// SPDX-License-Identifier: Apache-2.0
// Page addresses out of a sitemap (sitemaps.org protocol 0.9): XML, an index of further sitemaps, or
// plain text with one address a line; also gzip-compressed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace consentry {

struct Sitemap {
  std::vector<std::string> pages;     // at most kMaxPages, in the file's order
  std::vector<std::string> sitemaps;  // of an index, at most kMaxSitemaps
};

inline constexpr std::size_t kMaxSitemapPages = 1'000;  // enough to choose some pages of each kind
inline constexpr std::size_t kMaxSitemaps = 50;
// Unpacked. The protocol allows 50 MB; what stands behind the first megabytes is left unread.
inline constexpr std::size_t kMaxSitemapBytes = std::size_t{4} << 20U;

// Never fails: what can be read up to the first mistake, or to a cut, is returned. A document type
// declaration ends the reading, as no sitemap has one and entities are a known way to exhaust
// readers.
Sitemap read_sitemap(std::string_view bytes);

}  // namespace consentry
