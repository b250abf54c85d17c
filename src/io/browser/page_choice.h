// SPDX-License-Identifier: Apache-2.0
// Which further pages of a site are worth a visit, from the addresses its page links to.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace consentry {

// At most `count` of `links`, in this order: first one of each kind of page (its first path
// segment), then the others as they stand. Left out: the page itself, other sites (by registrable
// domain), what is no page (mailto:, files), and what would change something for a visitor (log in,
// log out, unsubscribe, add to a basket). Fragments do not tell pages apart.
std::vector<std::string> choose_pages(const std::vector<std::string>& links, std::string_view here,
                                      std::size_t count);

}  // namespace consentry
