// SPDX-License-Identifier: Apache-2.0
#include "io/browser/consent_effect.h"

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <cctype>
#include <string_view>

#include "io/browser/json_fields.h"

namespace consentry {
namespace json = boost::json;
namespace {

constexpr std::size_t kMaxProofs = 8;  // more say nothing new

// Parts of names that records of consent have, across managers and home-made banners.
constexpr std::array<std::string_view, 47> kRecordNames{
    "consent", "cookie",    "gdpr",     "privacy",   "cmp",       "tarteaucitron", "klaro",
    "didomi",  "axeptio",   "borlabs",  "optanon",   "onetrust",  "usercentrics",  "uc_",
    "iubenda", "_iub",      "osano",    "orejime",   "complianz", "cmplz",         "quantcast",
    "termly",  "avg",       "dsgvo",    "rgpd",      "optin",     "opt-in",        "optout",
    "opt-out", "opt_in",    "opt_out",  "notice",    "banner",    "toestemming",   "einwilligung",
    "zgoda",   "samtykke",  "samtycke", "suostumus", "souhlas",   "tracking",      "eupub",
    "addtl_",  "usprivacy", "fccdcf",   "policy",    "viewed_"};

// Values that name a choice or a list of purposes.
constexpr std::array<std::string_view, 26> kRecordValues{
    "accept",    "reject",    "refus",        "deny",       "denied",    "declin",    "allow",
    "dismiss",   "necessary", "essential",    "functional", "marketing", "statistic", "analytics",
    "preferenc", "advert",    "purposes",     "vendors",    "consent",   "granted",   "opted",
    "optout",    "optin",     "noodzakelijk", "notwendig",  "weiger"};

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

template <typename List>
bool contains_any(const std::string& text, const List& parts) {
  return std::ranges::any_of(
      parts, [&](std::string_view part) { return text.find(part) != std::string::npos; });
}

// Consent managers test whether cookies can be set at all.
bool is_probe(const std::string& name) {
  return name.find("test") != std::string::npos || name.find("probe") != std::string::npos;
}

void add_records(const std::map<std::string, std::string>& before,
                 const std::map<std::string, std::string>& after, std::string_view word,
                 std::vector<std::string>& out) {
  for (const auto& [key, value] : after) {
    const auto known = before.find(key);
    if (known != before.end() && known->second == value) continue;
    const std::string name = key.substr(0, key.find('@'));
    if (looks_like_record(name, value) && out.size() < kMaxProofs) {
      out.push_back(std::string(word) + ":" + name);
    }
  }
}

}  // namespace

ConsentTrace trace_of(const json::object& jar, const json::object& stored,
                      const json::object& signals) {
  ConsentTrace trace;
  for (const json::value& item : array_at(jar, "cookies")) {
    if (!item.is_object()) continue;
    const json::object& cookie = item.get_object();
    const std::string key =
        std::string(text_at(cookie, "name")) + '@' + std::string(text_at(cookie, "domain"));
    trace.cookies[key] = text_at(cookie, "value");
  }
  for (const auto& [key, value] : stored) {
    if (value.is_string()) trace.storage[std::string(key)] = value.get_string();
  }
  trace.tcf_status = text_at(signals, "tcf");
  trace.tc_string = text_at(signals, "tcString");
  trace.managers = text_at(signals, "managers");
  trace.mode_updates = static_cast<int>(number_at(signals, "updates"));
  return trace;
}

bool looks_like_record(const std::string& name, const std::string& value) {
  const std::string key = lower(name);
  if (is_probe(key)) return false;
  if (contains_any(key, kRecordNames)) return true;
  // Short names ("cc", "cb-enabled") are told by what they hold.
  return contains_any(lower(value), kRecordValues);
}

std::vector<std::string> proof_of(const ConsentTrace& before, const ConsentTrace& after) {
  std::vector<std::string> proof;
  add_records(before.cookies, after.cookies, "cookie", proof);
  add_records(before.storage, after.storage, "storage", proof);
  if (after.tcf_status == "useractioncomplete" && before.tcf_status != after.tcf_status) {
    proof.emplace_back("tcf:useractioncomplete");
  }
  if (!after.tc_string.empty() && after.tc_string != before.tc_string)
    proof.emplace_back("tcf:string");
  if (after.mode_updates > before.mode_updates) proof.emplace_back("gcm:update");
  if (after.managers != before.managers && !after.managers.empty()) proof.emplace_back("cmp:state");
  return proof;
}

}  // namespace consentry
