// SPDX-License-Identifier: Apache-2.0
// The sites to scan, from arguments and list files.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"

namespace consentry {

// A list larger than this is a mistake (a video given by its wrong name), not a list of sites.
inline constexpr std::size_t kMaxListBytes = 64UL << 20U;

struct SiteList {
  std::vector<std::string> urls;      // whole addresses, in the order asked for, each once
  std::vector<std::string> problems;  // one line each: "list.txt:7: 'foo bar' is not a site; …"
};

// Adds an address that a person gave; a bad one becomes a problem that begins with `where`.
void add_site(std::string_view text, std::string_view where, SiteList& list);

// Adds one site a line. Empty lines and lines that begin with '#' are skipped; a second column
// after a comma or white space is ignored ("1,shop.example" of a ranking is understood too).
void add_site_lines(std::string_view text, std::string_view name, SiteList& list);

// Reads a list file. not_found or exhausted (larger than kMaxListBytes) when it cannot be read.
Status add_site_file(const std::string& path, SiteList& list);

}  // namespace consentry
