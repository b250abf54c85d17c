// SPDX-License-Identifier: Apache-2.0
#include "command/evidence_words.h"

#include <boost/json.hpp>
#include <initializer_list>
#include <utility>

#include "core/proof/custody.h"
#include "core/report/display_text.h"
#include "core/report/json_text.h"

namespace consentry {
namespace {

namespace json = boost::json;

constexpr int kNameColumns = 12;

// A part of the bundle as an object; empty when it is missing or none.
json::object part(const Bundle& bundle, const std::string& name) {
  json::error_code error;
  json::value value = json::parse(bundle.text(name), error);
  return !error && value.is_object() ? std::move(value.get_object()) : json::object{};
}

// The text at the end of a path of members.
std::string text_at(const json::object& object, std::initializer_list<const char*> path) {
  const json::object* here = &object;
  const json::value* value = nullptr;
  for (const char* name : path) {
    value = here == nullptr ? nullptr : here->if_contains(name);
    here = value == nullptr ? nullptr : value->if_object();
  }
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

std::string or_unstated(const std::string& text) { return text.empty() ? "not stated" : text; }

void add_line(std::string& text, std::string_view name, const std::string& value) {
  text += "  " + pad_right(name, kNameColumns) + visible(value) + "\n";
}

std::string size_of(const Bundle& bundle) {
  std::uint64_t bytes = 0;
  std::size_t sites = 0;
  for (const auto& [name, found] : bundle.files) {
    bytes += found.size;
    sites += name.ends_with("/events.ndjson") ? 1U : 0U;
  }
  return std::to_string(sites) + " records of the browser, " + std::to_string(bundle.files.size()) +
         " files, " + std::to_string((bytes + 1023) / 1024) + " KiB";
}

// Entries as far as the chain holds.
std::vector<CustodyEntry> custody_of(const Bundle& bundle) {
  auto entries = read_custody(bundle.text(kCustodyName) + bundle.text(kLaterCustodyName));
  return entries ? *std::move(entries) : std::vector<CustodyEntry>{};
}

void add_custody_lines(const Bundle& bundle, std::string& text) {
  text += "Custody\n";
  for (const CustodyEntry& entry : custody_of(bundle)) {
    std::string line = or_unstated(entry.time) + ", by " + or_unstated(entry.actor);
    for (const auto& [name, detail] : entry.details) line += ", " + name + " " + detail;
    add_line(text, entry.event, line);
  }
}

void add_missing_lines(const json::object& statement, std::string& text) {
  const json::value* missing = statement.if_contains("missing");
  if (missing == nullptr || !missing->is_array()) return;
  text += "Not in it\n";
  for (const json::value& each : missing->get_array()) {
    if (!each.is_object()) continue;
    text += "  " + visible(text_at(each.get_object(), {"what"})) + ": " +
            visible(text_at(each.get_object(), {"why"})) + "\n";
  }
}

void write_object(JsonText& text, std::string_view name, const json::object& object) {
  text.name(name).begin_object();
  for (const auto& [member, value] : object) {
    if (value.is_string()) text.member(member, std::string_view(value.get_string()));
  }
  text.end_object();
}

}  // namespace

std::string checks_text(const std::vector<EvidenceCheck>& checks) {
  std::string text;
  for (const EvidenceCheck& check : checks) {
    text += pad_right(name_of(check.state), kNameColumns + 1) + check.name + ": " +
            visible(check.text) + "\n";
  }
  return text;
}

std::string bundle_text(const Bundle& bundle, const std::vector<EvidenceCheck>& checks) {
  const json::object statement = part(bundle, "statement.json");
  const json::object method = part(bundle, "method.json");
  const std::string vantage = text_at(statement, {"vantage", "stated"});
  std::string text = "Evidence of a scan\n";
  add_line(text, "manifest", sha256_hex(bundle.text(kManifestName)));
  add_line(text, "what", size_of(bundle));
  add_line(text, "when",
           or_unstated(text_at(statement, {"started"})) + " to " +
               or_unstated(text_at(statement, {"finished"})));
  add_line(text, "by", or_unstated(text_at(statement, {"by"})));
  add_line(text, "why", or_unstated(text_at(statement, {"reason"})));
  add_line(text, "from",
           or_unstated(vantage) + "; law of " + text_at(statement, {"vantage", "profile_of_law"}) +
               ", language " + text_at(statement, {"vantage", "language"}));
  add_line(text, "clock", or_unstated(text_at(statement, {"clock", "stated"})));
  add_line(text, "program", text_at(statement, {"program"}));
  add_line(text, "rules",
           "version " + or_unstated(text_at(method, {"rule_book", "version"})) + ", SHA-256 " +
               or_unstated(text_at(method, {"rule_book", "sha256"})));
  add_line(text, "browser", text_at(part(bundle, "environment.json"), {"browser"}));
  add_line(text, "command", text_at(statement, {"command_line"}));
  add_custody_lines(bundle, text);
  text += "Checks\n";
  for (const EvidenceCheck& check : checks) {
    add_line(text, name_of(check.state), check.name + ": " + check.text);
  }
  add_missing_lines(statement, text);
  return text;
}

std::string bundle_json(const Bundle& bundle, const std::vector<EvidenceCheck>& checks) {
  const json::object statement = part(bundle, "statement.json");
  JsonText text;
  text.begin_object();
  text.member("format", "consentry-evidence-view/1");
  text.member("manifest_sha256", sha256_hex(bundle.text(kManifestName)));
  text.member("files", bundle.files.size());
  write_object(text, "statement", statement);
  const json::value* vantage = statement.if_contains("vantage");
  write_object(text, "vantage",
               vantage != nullptr && vantage->is_object() ? vantage->get_object() : json::object{});
  text.name("custody").begin_array();
  for (const CustodyEntry& entry : custody_of(bundle)) {
    text.begin_object(JsonText::Layout::line);
    text.member("time", entry.time);
    text.member("actor", entry.actor);
    text.member("event", entry.event);
    for (const auto& [name, detail] : entry.details) text.member("detail_" + name, detail);
    text.end_object();
  }
  text.end_array();
  text.name("checks").begin_array();
  for (const EvidenceCheck& check : checks) {
    text.begin_object(JsonText::Layout::line);
    text.member("name", check.name);
    text.member("state", name_of(check.state));
    text.member("text", check.text);
    text.end_object();
  }
  text.end_array();
  text.name("missing").begin_array();
  const json::value* missing = statement.if_contains("missing");
  if (missing != nullptr && missing->is_array()) {
    for (const json::value& each : missing->get_array()) {
      if (!each.is_object()) continue;
      text.begin_object(JsonText::Layout::line);
      text.member("what", text_at(each.get_object(), {"what"}));
      text.member("why", text_at(each.get_object(), {"why"}));
      text.end_object();
    }
  }
  text.end_array();
  text.end_object();
  return std::move(text).take();
}

}  // namespace consentry
