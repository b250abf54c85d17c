// SPDX-License-Identifier: Apache-2.0
// Reads members of JSON that a web page may have shaped. Every reader takes a wrong type for a
// missing member: hostile input yields empty facts, never a failure. Internal to core/observe.
#pragma once

#include <boost/json/fwd.hpp>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace consentry {

// Longest text that becomes part of a fact. The browser's own limits (4 KiB a cookie, 64 KiB of a
// request body) are below it; a longer value is one made to exhaust us, and is cut.
inline constexpr std::size_t kMaxTextBytes = 128UL * 1024;
// Most entries that a fact takes from one list or map (stack frames, controls, purposes).
inline constexpr std::size_t kMaxListEntries = 1000;

const boost::json::object* object_at(const boost::json::object& object, std::string_view key);
const boost::json::array* array_at(const boost::json::object& object, std::string_view key);
// A view into the JSON, uncut; empty when it is no text.
std::string_view view_at(const boost::json::object& object, std::string_view key);
// A copy, cut at a character boundary after kMaxTextBytes.
std::string text_at(const boost::json::object& object, std::string_view key);
// Finite numbers only.
std::optional<double> number_at(const boost::json::object& object, std::string_view key);
// A number without its decimals, held to the range of int; 0 when there is none.
int count_at(const boost::json::object& object, std::string_view key);
std::optional<bool> flag_at(const boost::json::object& object, std::string_view key);
std::vector<std::string> texts_at(const boost::json::object& object, std::string_view key);
// Any scalar as text ("true", "300"), a list or an object as its JSON, cut as text_at does.
std::string shown(const boost::json::value& value);
std::map<std::string, std::string> shown_members(const boost::json::object& object);

std::string cut_text(std::string_view text);

}  // namespace consentry
