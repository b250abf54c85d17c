// SPDX-License-Identifier: Apache-2.0
// Reads single fields from JSON that the browser sent. A peer is never trusted: an absent field or
// one of another type reads as the neutral value, it is no error. Views live as long as the object.
#pragma once

#include <boost/json/fwd.hpp>
#include <string_view>

namespace consentry {
// A namespace of its own: other rooms read JSON with other fallbacks under the same names.
inline namespace devtools_json {

// "" when absent or no string.
std::string_view text_at(const boost::json::object& object, std::string_view key);
// fallback when absent or no number.
double number_at(const boost::json::object& object, std::string_view key, double fallback = 0);
// false when absent or no bool.
bool flag_at(const boost::json::object& object, std::string_view key);
// An empty object when absent or no object; never null.
const boost::json::object& object_at(const boost::json::object& object, std::string_view key);
// An empty array when absent or no array.
const boost::json::array& array_at(const boost::json::object& object, std::string_view key);

}  // namespace devtools_json
}  // namespace consentry
