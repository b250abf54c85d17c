// SPDX-License-Identifier: Apache-2.0
#include "core/dossier/case_log_output.h"

#include <boost/json.hpp>

#include "core/base/digest.h"
#include "core/report/display_text.h"

namespace consentry {
namespace {

namespace json = boost::json;

constexpr std::size_t kMaxDepth = 4;
constexpr std::string_view kWithheld = "{\"withheld\":\"without prejudice\"}\n";

std::string details_of(const WrittenEntry& written) {
  const CaseLogEntry& entry = written.entry;
  std::string text;
  const auto add = [&](std::string_view name, const std::string& value) {
    if (!value.empty()) text += "      " + std::string(name) + ": " + visible(value) + "\n";
  };
  add("with", entry.with);
  add("proof of dispatch", entry.dispatch);
  add("file", entry.file.empty() ? "" : entry.file + ", SHA-256 " + entry.sha256);
  add("event of the case", entry.starts);
  if (entry.without_prejudice) text += "      without prejudice: not shown to a court\n";
  if (entry.corrects) text += "      corrects entry " + std::to_string(*entry.corrects) + "\n";
  if (written.corrected_by)
    text += "      corrected by entry " + std::to_string(*written.corrected_by) + "\n";
  return text + "      written " + written.written +
         (written.by.empty() ? "" : " by " + visible(written.by)) + "\n";
}

json::object object_of(const WrittenEntry& written) {
  const CaseLogEntry& entry = written.entry;
  json::object out{{"n", written.number},     {"written", written.written},
                   {"by", written.by},        {"kind", entry.kind},
                   {"on", to_text(entry.on)}, {"with", entry.with},
                   {"text", entry.text},      {"dispatch", entry.dispatch},
                   {"file", entry.file},      {"file_sha256", entry.sha256},
                   {"starts", entry.starts},  {"without_prejudice", entry.without_prejudice},
                   {"sha256", written.sha256}};
  out["corrects"] = entry.corrects ? json::value(*entry.corrects) : json::value();
  out["corrected_by"] = written.corrected_by ? json::value(*written.corrected_by) : json::value();
  return out;
}

Result<json::object> object_in(std::string_view text) {
  json::parse_options options;
  options.max_depth = kMaxDepth;
  json::error_code error;
  json::value value = json::parse(text, error, {}, options);
  if (error || !value.is_object()) return invalid_input("it is no JSON object");
  return std::move(value.get_object());
}

// False: the value is not of its kind.
bool take_member(std::string_view name, const json::value& value, CaseLogEntry& entry) {
  if (name == "without_prejudice") {
    if (value.is_bool()) entry.without_prejudice = value.get_bool();
    return value.is_bool();
  }
  if (name == "corrects") {
    if (!value.is_int64() || value.get_int64() < 0) return false;
    entry.corrects = static_cast<std::size_t>(value.get_int64());
    return true;
  }
  if (!value.is_string()) return false;
  const std::string text(value.get_string());
  if (name == "on") {
    const auto date = parse_date(text);
    if (date) entry.on = *date;
    return date.has_value();
  }
  std::string* to = name == "kind"       ? &entry.kind
                    : name == "with"     ? &entry.with
                    : name == "text"     ? &entry.text
                    : name == "dispatch" ? &entry.dispatch
                    : name == "file"     ? &entry.file
                    : name == "sha256"   ? &entry.sha256
                    : name == "starts"   ? &entry.starts
                                         : nullptr;
  if (to != nullptr) *to = text;
  return to != nullptr;
}

}  // namespace

std::string case_log_text(const CaseLog& log) {
  std::string text;
  for (const WrittenEntry& written : log.entries) {
    text += std::to_string(written.number) + "  " + to_text(written.entry.on) + "  " +
            written.entry.kind + ": " + visible(written.entry.text) + "\n" + details_of(written);
  }
  if (log.entries.empty()) text = "Nothing is logged.\n";
  return text + "Head " + log.head + "\n";
}

std::string case_log_json(const CaseLog& log) {
  json::array entries;
  for (const WrittenEntry& written : log.entries) entries.push_back(object_of(written));
  return json::serialize(json::object{{"head", log.head}, {"entries", std::move(entries)}});
}

std::string log_entry_json(const WrittenEntry& entry) { return json::serialize(object_of(entry)); }

std::string court_export(const CaseLog& log) {
  std::string text;
  for (const WrittenEntry& written : log.entries) {
    text += written.chain;
    text += written.withheld ? std::string(kWithheld) : written.content;
  }
  return text;
}

Result<std::size_t> check_court_export(std::string_view text) {
  const auto pairs = read_log_pairs(text);
  if (!pairs) return pairs.error();
  std::size_t withheld = 0;
  for (std::size_t i = 0; i < pairs->size(); ++i) {
    const LogPair& pair = (*pairs)[i];
    if (pair.content == kWithheld) {
      ++withheld;
    } else if (sha256_hex(pair.content) != pair.digest) {
      return Error{ErrorKind::corrupt,
                   "entry " + std::to_string(i) + " of the export is not what was written"};
    }
  }
  return withheld;
}

Result<CaseLogEntry> parse_log_entry(std::string_view text) {
  const auto object = object_in(text);
  if (!object) return object.error();
  CaseLogEntry entry;
  for (const auto& [name, value] : *object) {
    if (!take_member(name, value, entry))
      return invalid_input("'" + std::string(name) +
                           "' is no member of an entry, or no such value");
  }
  return entry;
}

}  // namespace consentry
