// SPDX-License-Identifier: Apache-2.0
// Members of a report.json that somebody else may have written: what is missing or of another type is
// empty.
#pragma once

#include <boost/json/fwd.hpp>
#include <string>
#include <string_view>

namespace consentry {

std::string text_in(const boost::json::value& object, std::string_view key);
// Null when it is not there.
const boost::json::array* array_in(const boost::json::value& object, std::string_view key);

}  // namespace consentry
