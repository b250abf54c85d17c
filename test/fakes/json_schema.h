// SPDX-License-Identifier: Apache-2.0
// Checks JSON against the part of JSON Schema (2020-12, and draft 4 and 6 where they agree) that our
// published schemas and those of the formats we export use: type, enum, const, properties,
// required, additionalProperties, items, minItems, uniqueItems, pattern, minimum, maximum, anyOf,
// oneOf, $ref within the file and to a file beside it. A keyword that it does not know is a fault
// of the schema, so that nothing goes unchecked; format, default and notes are read over.
#pragma once

#include <algorithm>
#include <boost/json.hpp>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace consentry {

class JsonSchema {
 public:
  explicit JsonSchema(boost::json::value schema) : schema_(std::move(schema)) {}

  // Throws when the file is missing or no JSON: a test then fails by itself.
  static JsonSchema from_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    JsonSchema schema(boost::json::parse(text));
    schema.folder_ = path.substr(0, path.rfind('/') + 1);
    return schema;
  }

  [[nodiscard]] std::vector<std::string> faults_of(const boost::json::value& value) const {
    std::vector<std::string> faults;
    check(value, schema_, "$", faults);
    return faults;
  }

 private:
  using Value = boost::json::value;
  using Faults = std::vector<std::string>;

  static bool has_type(const Value& value, const Value& type) {
    if (type.is_array()) {
      return std::any_of(type.get_array().begin(), type.get_array().end(),
                         [&](const Value& one) { return has_type(value, one); });
    }
    const std::string name(type.as_string());
    if (name == "object") return value.is_object();
    if (name == "array") return value.is_array();
    if (name == "string") return value.is_string();
    if (name == "boolean") return value.is_bool();
    if (name == "null") return value.is_null();
    if (name == "integer") return value.is_int64() || value.is_uint64();
    return name == "number" && value.is_number();
  }

  void check(const Value& value, const Value& schema, const std::string& at, Faults& faults) const {
    for (const auto& [keyword, wanted] : schema.as_object()) {
      if (!check_keyword(keyword, wanted, value, schema, at, faults)) {
        faults.push_back(at + ": the schema uses " + std::string(keyword));
      }
    }
  }

  static bool is_note(std::string_view keyword) {
    // "min", "optional" and "unique" are har-schema's own and mean nothing in any draft.
    static const std::set<std::string, std::less<>> kNotes{
        "$schema", "$id",    "id",       "title", "$defs",  "definitions", "comment",
        "default", "format", "optional", "min",   "unique", "description"};
    return kNotes.contains(keyword);
  }

  // False when the keyword is not known.
  bool check_keyword(std::string_view keyword, const Value& wanted, const Value& value,
                     const Value& schema, const std::string& at, Faults& faults) const {
    if (is_note(keyword)) return true;
    if (keyword == "$ref") {
      check_reference(std::string(wanted.as_string()), value, at, faults);
      return true;
    }
    if (keyword == "anyOf" || keyword == "oneOf") {
      const auto fitting = alternatives(wanted, value);
      if (fitting == 0 || (keyword == "oneOf" && fitting > 1)) faults.push_back(at + ": choice");
      return true;
    }
    const auto test = kTests.find(keyword);
    if (test == kTests.end()) return check_members(keyword, wanted, value, schema, at, faults);
    if (!test->second(value, wanted)) faults.push_back(at + ": " + std::string(keyword));
    return true;
  }

  static bool is_one_of(const Value& value, const Value& wanted) {
    const auto& all = wanted.as_array();
    return std::find(all.begin(), all.end(), value) != all.end();
  }
  static bool matches(const Value& value, const Value& wanted) {
    return !value.is_string() || std::regex_search(std::string(value.get_string()),
                                                   std::regex(std::string(wanted.as_string())));
  }
  static bool is_least(const Value& value, const Value& wanted) {
    return !value.is_number() || value.to_number<double>() >= wanted.to_number<double>();
  }
  static bool is_most(const Value& value, const Value& wanted) {
    return !value.is_number() || value.to_number<double>() <= wanted.to_number<double>();
  }
  static bool has_enough(const Value& value, const Value& wanted) {
    return !value.is_array() || value.get_array().size() >= wanted.to_number<std::size_t>();
  }
  static bool has_no_twins(const Value& value, const Value& wanted) {
    if (!value.is_array() || !wanted.get_bool()) return true;
    std::set<std::string> seen;
    return std::all_of(value.get_array().begin(), value.get_array().end(), [&](const Value& one) {
      return seen.insert(boost::json::serialize(one)).second;
    });
  }
  static bool is_equal(const Value& value, const Value& wanted) { return value == wanted; }

  // What a keyword asks of a value by itself.
  using Test = bool (*)(const Value& value, const Value& wanted);
  inline static const std::map<std::string, Test, std::less<>> kTests{
      {"type", has_type},       {"const", is_equal},          {"enum", is_one_of},
      {"pattern", matches},     {"minimum", is_least},        {"maximum", is_most},
      {"minItems", has_enough}, {"uniqueItems", has_no_twins}};

  void check_reference(const std::string& name, const Value& value, const std::string& at,
                       Faults& faults) const {
    if (name.starts_with('#')) {
      const char* place = schema_.as_object().contains("$defs") ? "$defs" : "definitions";
      check(value, schema_.at(place).at(name.substr(name.rfind('/') + 1)), at, faults);
      return;
    }
    const JsonSchema other = from_file(folder_ + name.substr(0, name.find('#')));
    other.check(value, other.schema_, at, faults);
  }

  // How many of the schemas the value follows. One with only a format is not told apart from
  // others: all such alternatives count as one.
  [[nodiscard]] std::size_t alternatives(const Value& schemas, const Value& value) const {
    std::size_t fitting = 0;
    bool by_format = false;
    for (const Value& schema : schemas.as_array()) {
      Faults faults;
      check(value, schema, "", faults);
      if (!faults.empty()) continue;
      const auto& keywords = schema.as_object();
      if (keywords.size() == 1 && keywords.contains("format")) {
        by_format = true;
      } else {
        ++fitting;
      }
    }
    return fitting + (by_format ? 1 : 0);
  }

  bool check_members(std::string_view keyword, const Value& wanted, const Value& value,
                     const Value& schema, const std::string& at, Faults& faults) const {
    if (keyword == "items") {
      if (!value.is_array()) return true;
      for (std::size_t i = 0; i < value.get_array().size(); ++i) {
        check(value.get_array()[i], wanted, at + "[" + std::to_string(i) + "]", faults);
      }
    } else if (keyword == "required") {
      check_required(wanted, value, at, faults);
    } else if (keyword == "properties") {
      if (!value.is_object()) return true;
      for (const auto& [name, part] : wanted.as_object()) {
        if (const Value* member = value.get_object().if_contains(name)) {
          check(*member, part, at + "." + std::string(name), faults);
        }
      }
    } else if (keyword == "additionalProperties") {
      check_additional(wanted, value, schema, at, faults);
    } else {
      return false;
    }
    return true;
  }

  static void check_required(const Value& wanted, const Value& value, const std::string& at,
                             Faults& faults) {
    for (const Value& name : wanted.as_array()) {
      if (value.is_object() && !value.get_object().contains(name.as_string())) {
        faults.push_back(at + ": lacks " + std::string(name.as_string()));
      }
    }
  }

  void check_additional(const Value& wanted, const Value& value, const Value& schema,
                        const std::string& at, Faults& faults) const {
    if (!value.is_object()) return;
    const Value* known = schema.as_object().if_contains("properties");
    for (const auto& [name, member] : value.get_object()) {
      if (known != nullptr && known->as_object().contains(name)) continue;
      const std::string place = at + "." + std::string(name);
      if (wanted.is_bool()) {
        if (!wanted.get_bool()) faults.push_back(place + ": is not in the schema");
      } else {
        check(member, wanted, place, faults);
      }
    }
  }

  Value schema_;
  std::string folder_;
};

}  // namespace consentry
