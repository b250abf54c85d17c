// SPDX-License-Identifier: Apache-2.0
// Parses JSON that a browser or a page has written. JavaScript strings may hold lone surrogates
// and a strict parser refuses them, so a page could hide a message from us by adding one: such
// text is mended (U+FFFD in place of what is no character) and read. Internal to core/observe.
#pragma once

#include <boost/json/fwd.hpp>
#include <boost/json/storage_ptr.hpp>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace consentry {

// A JSON object, or nothing. Never throws for what stands in `text`.
std::optional<boost::json::object> parse_json_object(std::string_view text, std::size_t max_depth,
                                                     const boost::json::storage_ptr& memory = {});

// The text with U+FFFD in place of every \u escape that is half a surrogate pair, and of every
// byte that is not UTF-8.
std::string mended_json(std::string_view text);

}  // namespace consentry
