// SPDX-License-Identifier: Apache-2.0
#include "core/observe/json_members.h"

#include <algorithm>
#include <boost/json.hpp>
#include <cmath>
#include <limits>

namespace consentry {
namespace {

namespace json = boost::json;

const json::value* member(const json::object& object, std::string_view key) {
  return object.if_contains({key.data(), key.size()});
}

std::string_view view_of(const json::value& value) {
  const json::string* text = value.if_string();
  return text == nullptr ? std::string_view{} : std::string_view{text->data(), text->size()};
}

std::optional<double> number_of(const json::value& value) {
  double number = 0;
  if (const double* real = value.if_double()) {
    number = *real;
  } else if (const std::int64_t* whole = value.if_int64()) {
    number = static_cast<double>(*whole);
  } else if (const std::uint64_t* large = value.if_uint64()) {
    number = static_cast<double>(*large);
  } else {
    return std::nullopt;
  }
  return std::isfinite(number) ? std::optional(number) : std::nullopt;
}

}  // namespace

std::string cut_text(std::string_view text) {
  if (text.size() <= kMaxTextBytes) return std::string(text);
  std::size_t end = kMaxTextBytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return std::string(text.substr(0, end));
}

const json::object* object_at(const json::object& object, std::string_view key) {
  const json::value* value = member(object, key);
  return value == nullptr ? nullptr : value->if_object();
}

const json::array* array_at(const json::object& object, std::string_view key) {
  const json::value* value = member(object, key);
  return value == nullptr ? nullptr : value->if_array();
}

std::string_view view_at(const json::object& object, std::string_view key) {
  const json::value* value = member(object, key);
  return value == nullptr ? std::string_view{} : view_of(*value);
}

std::string text_at(const json::object& object, std::string_view key) {
  return cut_text(view_at(object, key));
}

std::optional<double> number_at(const json::object& object, std::string_view key) {
  const json::value* value = member(object, key);
  return value == nullptr ? std::nullopt : number_of(*value);
}

int count_at(const json::object& object, std::string_view key) {
  constexpr double kLowest = std::numeric_limits<int>::min();
  constexpr double kHighest = std::numeric_limits<int>::max();
  return static_cast<int>(std::clamp(number_at(object, key).value_or(0), kLowest, kHighest));
}

std::optional<bool> flag_at(const json::object& object, std::string_view key) {
  const json::value* value = member(object, key);
  const bool* flag = value == nullptr ? nullptr : value->if_bool();
  return flag == nullptr ? std::nullopt : std::optional(*flag);
}

std::vector<std::string> texts_at(const json::object& object, std::string_view key) {
  std::vector<std::string> texts;
  const json::array* array = array_at(object, key);
  if (array == nullptr) return texts;
  for (const json::value& value : *array) {
    if (texts.size() == kMaxListEntries) break;
    if (value.is_string()) texts.push_back(cut_text(view_of(value)));
  }
  return texts;
}

std::string shown(const json::value& value) {
  if (value.is_string()) return cut_text(view_of(value));
  if (value.is_null()) return {};
  return cut_text(json::serialize(value));
}

std::map<std::string, std::string> shown_members(const json::object& object) {
  std::map<std::string, std::string> members;
  for (const auto& [key, value] : object) {
    if (members.size() == kMaxListEntries) break;
    members.emplace(cut_text({key.data(), key.size()}), shown(value));
  }
  return members;
}

}  // namespace consentry
