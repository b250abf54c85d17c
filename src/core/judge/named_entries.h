// SPDX-License-Identifier: Apache-2.0
// When more is claimed of a declaration than that it leaves something out: what must be sure first.
#pragma once

#include <string_view>
#include <vector>

#include "core/judge/declaration.h"

namespace consentry {

// The entries that name the item itself, not what it goes on from ("uid" is not "uid_key").
std::vector<const DeclaredItem*> entries_naming(const Declaration& declaration,
                                                std::string_view name);

// Another party's item of the same name was seen, so that an entry may mean either.
bool name_is_shared(const Declaration& declaration, const ItemKey& key);

// A heading of the page says what the link to it says, so that it is the page that was meant: some
// sites answer every address with their first page.
bool bears_its_name(const DeclaredPage& page);

// A banner was seen, and some of what its layers may list was not: settings that nobody opened, or
// more text than is kept of a look.
bool banner_may_list_more(const SiteView& site);

}  // namespace consentry
