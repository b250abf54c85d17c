// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace consentry {

// Words of a host or a name as an id of a configuration, at most 40 characters:
// "www.shop.example:8080" gives "shop-example-8080". Empty when there is no letter or digit in it.
std::string id_from(std::string_view text);

}  // namespace consentry
