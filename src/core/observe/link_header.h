// SPDX-License-Identifier: Apache-2.0
// The Link header of an answer (RFC 8288 section 3), read for what a browser does on its account.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace consentry {

// Links of one header; pages that mean well send a handful.
inline constexpr std::size_t kMaxLinksPerHeader = 64;

struct HeaderLink {
  std::string target;              // between < and >, as sent
  std::vector<std::string> kinds;  // of its first rel, lower-case
};

// Never fails: a link that does not follow the grammar is left out, and what comes after the next
// comma outside of quotes is read.
std::vector<HeaderLink> parse_link_header(std::string_view header);

}  // namespace consentry
