// SPDX-License-Identifier: Apache-2.0
// Which scripts stood on the stack, innermost first, each once. Internal to core/observe.
#pragma once

#include <boost/json/fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace consentry {

// Of a protocol Runtime.StackTrace, through its asynchronous parents.
std::vector<std::string> scripts_of_trace(const boost::json::object& trace);

// Of the probe's `s` member: a list of "url:line:column".
std::vector<std::string> scripts_of_probe(const boost::json::object& message);

// "https://a.example/x.js:10:2" without its line and column.
std::string_view without_position(std::string_view frame);

}  // namespace consentry
