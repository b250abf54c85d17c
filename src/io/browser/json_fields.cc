// SPDX-License-Identifier: Apache-2.0
#include "io/browser/json_fields.h"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

namespace consentry {
inline namespace devtools_json {
namespace json = boost::json;

std::string_view text_at(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains(key);
  const json::string* text = value == nullptr ? nullptr : value->if_string();
  return text == nullptr ? std::string_view{} : std::string_view{text->data(), text->size()};
}

double number_at(const json::object& object, std::string_view key, double fallback) {
  const json::value* value = object.if_contains(key);
  if (value == nullptr) return fallback;
  boost::json::error_code error;
  const double number = value->to_number<double>(error);
  return error ? fallback : number;
}

bool flag_at(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains(key);
  const bool* flag = value == nullptr ? nullptr : value->if_bool();
  return flag != nullptr && *flag;
}

const json::object& object_at(const json::object& object, std::string_view key) {
  static const json::object kNone;
  const json::value* value = object.if_contains(key);
  const json::object* found = value == nullptr ? nullptr : value->if_object();
  return found == nullptr ? kNone : *found;
}

const json::array& array_at(const json::object& object, std::string_view key) {
  static const json::array kNone;
  const json::value* value = object.if_contains(key);
  const json::array* found = value == nullptr ? nullptr : value->if_array();
  return found == nullptr ? kNone : *found;
}

}  // namespace devtools_json
}  // namespace consentry
