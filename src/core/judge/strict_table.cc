// SPDX-License-Identifier: Apache-2.0
#include "core/judge/strict_table.h"

#include <algorithm>
#include <toml++/toml.h>

#include "core/judge/nearest.h"

namespace consentry {

void StrictTable::fail(std::string_view key, std::string_view what) {
  if (error_) return;
  std::string text = where_ + ": ";
  if (!key.empty()) text += std::string(key) + ": ";
  error_ = invalid_input(text + std::string(what));
}

const toml::node* StrictTable::find(std::string_view key) {
  asked_.emplace(key);
  return table_.get(key);
}

std::string StrictTable::text(std::string_view key) {
  const toml::node* node = find(key);
  if (node == nullptr) {
    fail(key, "is missing");
    return {};
  }
  const auto value = node->value_exact<std::string>();
  if (!value || value->empty()) fail(key, "must be a text and not empty");
  return value.value_or("");
}

std::string StrictTable::optional_text(std::string_view key) {
  const toml::node* node = find(key);
  if (node == nullptr) return {};
  const auto value = node->value_exact<std::string>();
  if (!value) fail(key, "must be a text");
  return value.value_or("");
}

std::optional<double> StrictTable::number(std::string_view key) {
  const toml::node* node = find(key);
  if (node == nullptr) return std::nullopt;
  const auto value = node->value<double>();
  if (!value || !node->is_number()) {
    fail(key, "must be a number");
    return std::nullopt;
  }
  return value;
}

int StrictTable::integer(std::string_view key, int low, int high) {
  const toml::node* node = find(key);
  if (node == nullptr) {
    fail(key, "is missing");
    return low;
  }
  const auto value = node->value_exact<std::int64_t>();
  if (!value || *value < low || *value > high) {
    fail(key, "must be a whole number from " + std::to_string(low) + " to " + std::to_string(high));
    return low;
  }
  return static_cast<int>(*value);
}

bool StrictTable::flag(std::string_view key) {
  const toml::node* node = find(key);
  if (node == nullptr) return false;
  const auto value = node->value_exact<bool>();
  if (!value) fail(key, "must be true or false");
  return value.value_or(false);
}

std::vector<std::string> StrictTable::texts(std::string_view key, bool required) {
  std::vector<std::string> out;
  const toml::node* node = find(key);
  if (node == nullptr) {
    if (required) fail(key, "is missing");
    return out;
  }
  const toml::array* array = node->as_array();
  if (array == nullptr) {
    fail(key, "must be a list of texts");
    return out;
  }
  for (const toml::node& element : *array) {
    const auto value = element.value_exact<std::string>();
    if (!value || value->empty()) fail(key, "must be a list of texts, none empty");
    if (value) out.push_back(*value);
  }
  if (required && out.empty()) fail(key, "must not be an empty list");
  return out;
}

std::string StrictTable::one_of(std::string_view key, const std::vector<std::string>& allowed) {
  const std::string value = text(key);
  if (!value.empty() && std::ranges::find(allowed, value) == allowed.end()) {
    fail(key, "'" + value + "' is not known" + suggestion(value, allowed));
  }
  return value;
}

const toml::table* StrictTable::table(std::string_view key) {
  const toml::node* node = find(key);
  if (node == nullptr) return nullptr;
  if (!node->is_table()) fail(key, "must be a table");
  return node->as_table();
}

std::vector<const toml::table*> StrictTable::tables(std::string_view key) {
  std::vector<const toml::table*> out;
  const toml::node* node = find(key);
  if (node == nullptr) return out;
  const toml::array* array = node->as_array();
  if (array == nullptr) {
    fail(key, "must be a list of tables");
    return out;
  }
  for (const toml::node& element : *array) {
    if (element.is_table()) {
      out.push_back(element.as_table());
    } else {
      fail(key, "must be a list of tables");
    }
  }
  return out;
}

std::vector<std::string> StrictTable::keys() const {
  std::vector<std::string> names;
  for (const auto& [key, node] : table_) names.emplace_back(key.str());
  return names;
}

void StrictTable::finish() {
  const std::vector<std::string> known(asked_.begin(), asked_.end());
  for (const std::string& key : keys()) {
    if (!asked_.contains(key)) fail(key, "is not a known key" + suggestion(key, known));
  }
}

}  // namespace consentry
