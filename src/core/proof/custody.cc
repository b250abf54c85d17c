// SPDX-License-Identifier: Apache-2.0
#include "core/proof/custody.h"

#include <boost/json.hpp>
#include <optional>

#include "core/base/digest.h"

namespace consentry {
namespace {

namespace json = boost::json;

constexpr std::size_t kMaxDepth = 4;

std::string text_of(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

std::optional<CustodyEntry> read_entry(std::string_view line) {
  json::parse_options options;
  options.max_depth = kMaxDepth;
  json::error_code error;
  const json::value value = json::parse(line, error, {}, options);
  if (error || !value.is_object()) return std::nullopt;
  const json::object& object = value.get_object();
  CustodyEntry entry{
      text_of(object, "time"), text_of(object, "actor"), text_of(object, "event"), {}};
  const json::value* details = object.if_contains("details");
  if (details == nullptr || !details->is_object()) return std::nullopt;
  for (const auto& [name, detail] : details->get_object()) {
    if (!detail.is_string()) return std::nullopt;
    entry.details.emplace_back(name, detail.get_string());
  }
  return entry;
}

}  // namespace

std::string custody_head(std::string_view record) {
  if (record.empty()) return std::string(2 * Sha256{}.size(), '0');
  const std::size_t before =
      record.size() < 2 ? std::string_view::npos : record.rfind('\n', record.size() - 2);
  return sha256_hex(record.substr(before == std::string_view::npos ? 0 : before + 1));
}

std::string custody_line(const CustodyEntry& entry, std::size_t number, std::string_view head) {
  json::object details;
  for (const auto& [name, detail] : entry.details) details[name] = detail;
  const json::object line{{"n", number},
                          {"time", entry.time},
                          {"actor", entry.actor},
                          {"event", entry.event},
                          {"details", std::move(details)},
                          {"previous", head}};
  return json::serialize(line) + "\n";
}

void append_custody(std::string& record, const CustodyEntry& entry) {
  std::size_t number = 0;
  for (const char c : record) number += c == '\n' ? 1U : 0U;
  record += custody_line(entry, number, custody_head(record));
}

Result<std::vector<CustodyEntry>> read_custody(std::string_view record) {
  if (record.size() > kMaxCustodyBytes) {
    return Error{ErrorKind::exhausted, "a custody record has at most " +
                                           std::to_string(kMaxCustodyBytes >> 20U) + " MiB"};
  }
  std::vector<CustodyEntry> entries;
  std::string head = custody_head({});
  while (!record.empty()) {
    const std::size_t end = record.find('\n');
    auto entry = end == std::string_view::npos ? std::nullopt : read_entry(record.substr(0, end));
    // Written anew, an entry gives its very bytes: there is one way to write it.
    if (!entry || custody_line(*entry, entries.size(), head) != record.substr(0, end + 1)) {
      return Error{ErrorKind::corrupt, "entry " + std::to_string(entries.size()) +
                                           " of the custody record does not follow from the one "
                                           "before"};
    }
    head = sha256_hex(record.substr(0, end + 1));
    entries.push_back(*std::move(entry));
    record.remove_prefix(end + 1);
  }
  return entries;
}

}  // namespace consentry
