// SPDX-License-Identifier: Apache-2.0
#include "command/report_members.h"

#include <boost/json.hpp>

namespace consentry {

namespace json = boost::json;

std::string text_in(const json::value& object, std::string_view key) {
  const json::value* member = object.is_object() ? object.get_object().if_contains(key) : nullptr;
  return member != nullptr && member->is_string() ? std::string(member->get_string())
                                                  : std::string();
}

const json::array* array_in(const json::value& object, std::string_view key) {
  const json::value* member = object.is_object() ? object.get_object().if_contains(key) : nullptr;
  return member == nullptr ? nullptr : member->if_array();
}

}  // namespace consentry
