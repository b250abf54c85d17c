// SPDX-License-Identifier: Apache-2.0
#include "core/judge/evidence_text.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/origin.h"
#include "core/observe/cache_validator.h"

namespace consentry {
namespace {

struct Unit {
  double seconds;
  std::string_view name;
};
constexpr std::array<Unit, 4> kUnits{
    {{86'400, "day"}, {3'600, "hour"}, {60, "minute"}, {1, "second"}}};

std::string host_in(std::string_view url) {
  const auto parsed = parse_url(url);
  return parsed ? parsed->host : std::string();
}

std::string storage_name(const ItemKey& key) {
  const std::string_view kind = key.kind;
  if (is_cache_validator(kind)) return "browser's cache";
  if (kind == "local") return "local storage";
  if (kind == "session") return "session storage";
  if (kind == "indexeddb") return "IndexedDB";
  if (kind == "cache") return "Cache storage";
  return kind == "service-worker" ? "service workers" : "private files";
}

}  // namespace

std::string shortened(std::string_view text, std::size_t limit) {
  std::size_t end = std::min(limit, text.size());
  while (end > 0 && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
    --end;
  }
  std::string out(text.substr(0, end));
  std::ranges::replace_if(
      out, [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
  if (end < text.size()) out += "…";
  return out;
}

std::string ratio_text(double ratio, std::string_view unit) {
  const int tenths = static_cast<int>(ratio * 10);
  std::string text = std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
  if (!unit.empty()) text += " " + std::string(unit);
  return text;
}

std::string shown_url(std::string_view url) {
  const auto parsed = parse_url(url);
  return shortened(parsed ? parsed->without_query() : std::string(url), kMaxUrlShown);
}

std::string lifetime_text(std::optional<double> lifetime_s) {
  if (!lifetime_s) return "expires with the session";
  if (!std::isfinite(*lifetime_s)) return "never expires";
  for (const Unit& unit : kUnits) {
    const double count = std::round(*lifetime_s / unit.seconds);
    if (*lifetime_s < unit.seconds && unit.seconds > 1) continue;
    const std::string number = std::to_string(static_cast<std::int64_t>(count));
    return "expires in " + number + " " + std::string(unit.name) + (number == "1" ? "" : "s");
  }
  return "expires at once";
}

Evidence evidence_of(const SiteView& site, const StoredItem& item, std::string_view why) {
  Evidence evidence;
  evidence.at = item.at;
  evidence.item = item.key.name;
  evidence.text = shortened(item.key.name, 60) + "=" + shortened(item.value, kMaxValueShown);
  if (item.key.kind == "cookie") {
    evidence.text += " for " + item.key.owner;
  } else {
    evidence.text += " in the " + storage_name(item.key) + " of " + item.key.owner;
  }
  if (!item.setter_url.empty()) evidence.text += " set by " + shown_url(item.setter_url);
  if (item.key.kind == "cookie") evidence.text += ", " + lifetime_text(item.lifetime_s);
  if (!why.empty()) evidence.text += "; " + std::string(why);
  evidence.company = item.facts->setter_company;
  if (evidence.company.empty()) {
    const Party* owner = site.party_of(item.key.owner);
    if (owner != nullptr) evidence.company = owner->company;
  }
  const std::string host = host_in(item.key.owner);
  evidence.host = host.empty() ? item.key.owner : host;
  evidence.sources = item.facts->sources;
  return evidence;
}

Evidence evidence_of(const SentRequest& sent, std::string_view what) {
  const Request& request = *sent.request;
  Evidence evidence;
  evidence.at = request.at;
  evidence.text = request.method + " " + shown_url(request.url) + " (" + request.type + ")";
  if (!what.empty()) evidence.text += "; " + std::string(what);
  evidence.company = sent.facts->party.company;
  evidence.host = host_in(request.url);
  evidence.sources = sent.facts->tracker_rules;
  evidence.sources.insert(evidence.sources.end(), sent.facts->party.sources.begin(),
                          sent.facts->party.sources.end());
  return evidence;
}

Evidence evidence_of(const SentRequest& sent, std::string_view what, std::string_view item) {
  Evidence evidence = evidence_of(sent, what);
  evidence.item = item;
  return evidence;
}

Evidence evidence_of(const PreparedHint& prepared, std::string_view what) {
  const ConnectionHint& hint = *prepared.hint;
  Evidence evidence;
  evidence.at = hint.at;
  evidence.text =
      hint.kind + " " + shown_url(hint.url) + " (" + hint.by + "); " + std::string(what);
  evidence.company = prepared.facts->party.company;
  evidence.host = host_in(hint.url);
  evidence.sources = prepared.facts->tracker_rules;
  evidence.sources.insert(evidence.sources.end(), prepared.facts->party.sources.begin(),
                          prepared.facts->party.sources.end());
  return evidence;
}

}  // namespace consentry
