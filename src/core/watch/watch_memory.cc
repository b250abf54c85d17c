// SPDX-License-Identifier: Apache-2.0
#include "core/watch/watch_memory.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <optional>
#include <set>

namespace consentry {
namespace json = boost::json;
namespace {

constexpr std::array<std::string_view, 4> kKinds{"appeared", "leaks", "tag-gone", "failing"};

Alert about(AlertKind kind, const std::string& subject, const std::string& words) {
  std::string sentence = words;
  if (kind == AlertKind::appeared) sentence = "new on the site: " + words;
  if (kind == AlertKind::leaks) sentence = "before any choice, without consent: " + words;
  return {kind, false, subject, std::move(sentence)};
}

Alert over(AlertKind kind, const std::string& subject, const std::string& words) {
  std::string sentence = words;
  if (kind == AlertKind::appeared) sentence = "no longer on the site: " + words;
  if (kind == AlertKind::leaks) sentence = "no longer before a choice: " + words;
  return {kind, true, subject, std::move(sentence)};
}

using Told = std::set<std::string, std::less<>>;

bool told_with(const Told& told, const Sighting& sighting) {
  return std::ranges::any_of(sighting.parents,
                             [&](const std::string& parent) { return told.contains(parent); });
}

// Larger things first, so that their parts are covered by what is told of them.
int rank_of(std::string_view key) {
  constexpr std::array<std::string_view, 2> kLarge{"service:", "party:"};
  for (std::size_t i = 0; i < kLarge.size(); ++i) {
    if (key.starts_with(kLarge.at(i))) return static_cast<int>(i);
  }
  return key.starts_with("rule:") ? 3 : 2;
}

// What this scan sees of one thing; an alert at most.
void meet(WatchMemory& memory, const Sighting& sighting, Told& told, std::vector<Alert>& alerts) {
  const bool fresh = memory.begun && !memory.things.contains(sighting.key);
  KnownThing& thing = memory.things[sighting.key];
  const bool begins_to_leak = sighting.leaks && !thing.leaking;
  thing.words = sighting.words;
  thing.phases = sighting.phases;
  thing.missed = 0;
  if (sighting.leaks) thing.quiet = 0;
  thing.leaking = thing.leaking || sighting.leaks;
  if (!fresh && !begins_to_leak) return;
  const bool covered = told_with(told, sighting);
  told.insert(sighting.key);
  if (covered) return;
  thing.told_new = thing.told_new || fresh;
  thing.told_leak = thing.told_leak || begins_to_leak;
  alerts.push_back(about(begins_to_leak ? AlertKind::leaks : AlertKind::appeared, sighting.key,
                         (fresh && begins_to_leak ? "new, " : "") + sighting.words));
}

bool measured_all_of(const ScanDigest& scan, const std::vector<Phase>& phases) {
  return std::ranges::all_of(phases, [&](Phase phase) {
    return std::ranges::find(scan.measured, phase) != scan.measured.end();
  });
}

// True: nothing of it needs to be known any more.
bool miss(const std::string& key, KnownThing& thing, std::vector<Alert>& alerts) {
  ++thing.missed;
  if (thing.missed >= kScansUntilForgotten) return true;
  if (thing.missed < kScansUntilGone || (!thing.told_new && !thing.told_leak)) return false;
  alerts.push_back(over(thing.told_new ? AlertKind::appeared : AlertKind::leaks, key, thing.words));
  return true;
}

void stop_leaking(const std::string& key, KnownThing& thing, std::vector<Alert>& alerts) {
  if (++thing.quiet < kScansUntilGone) return;
  thing.leaking = false;
  if (thing.told_leak) alerts.push_back(over(AlertKind::leaks, key, thing.words));
  thing.told_leak = false;
}

void look_for_the_known(WatchMemory& memory, const ScanDigest& scan, std::vector<Alert>& alerts) {
  for (auto known = memory.things.begin(); known != memory.things.end();) {
    auto& [key, thing] = *known;
    const auto seen = std::ranges::lower_bound(scan.sightings, key, {}, &Sighting::key);
    const bool here = seen != scan.sightings.end() && seen->key == key;
    if (here && thing.leaking && !seen->leaks) stop_leaking(key, thing, alerts);
    const bool gone = !here && measured_all_of(scan, thing.phases) && miss(key, thing, alerts);
    known = gone ? memory.things.erase(known) : std::next(known);
  }
}

void look_for_the_tag(WatchMemory& memory, const ScanDigest& scan, std::vector<Alert>& alerts) {
  const bool here = scan.tag == TagSeen::present || scan.tag == TagSeen::older;
  if (here && memory.told_tag)
    alerts.push_back({AlertKind::tag_gone, true, "", "the consent tag is in the page again"});
  if (here) memory.told_tag = false;
  memory.tag_was_seen = memory.tag_was_seen || here;
  if (scan.tag != TagSeen::absent || !memory.tag_was_seen || memory.told_tag) return;
  memory.told_tag = true;
  alerts.push_back({AlertKind::tag_gone, false, "", "the consent tag has vanished from the page"});
}

// So many messages would bury the first; what is left out is known and stands in the report.
void shorten(std::vector<Alert>& alerts) {
  if (alerts.size() <= kMaxAlertsPerScan) return;
  const std::size_t more = alerts.size() - (kMaxAlertsPerScan - 1);
  alerts.resize(kMaxAlertsPerScan - 1);
  alerts.push_back({AlertKind::appeared, false, "",
                    "and " + std::to_string(more) + " more changes, listed in the scan's report"});
}

void over_with_failing(WatchMemory& memory, std::vector<Alert>& alerts) {
  if (memory.told_failing)
    alerts.push_back({AlertKind::failing, true, "", "the site can be scanned again"});
  memory.told_failing = false;
  memory.failures = 0;
}

std::optional<KnownThing> thing_in(const json::object& object) {
  const auto flag = [&](std::string_view name) {
    const json::value* value = object.if_contains(name);
    return value != nullptr && value->is_bool() && value->get_bool();
  };
  const auto count = [&](std::string_view name) {
    const json::value* value = object.if_contains(name);
    return value != nullptr && value->is_int64() ? static_cast<int>(value->get_int64()) : 0;
  };
  KnownThing thing;
  const json::value* words = object.if_contains("words");
  const json::value* phases = object.if_contains("phases");
  if (words == nullptr || !words->is_string() || phases == nullptr || !phases->is_array())
    return std::nullopt;
  thing.words = std::string(words->get_string());
  for (const json::value& each : phases->get_array()) {
    const auto phase = each.is_string() ? phase_named(each.get_string()) : std::nullopt;
    if (!phase) return std::nullopt;
    thing.phases.push_back(*phase);
  }
  thing.leaking = flag("leaking");
  thing.told_new = flag("told_new");
  thing.told_leak = flag("told_leak");
  thing.missed = count("missed");
  thing.quiet = count("quiet");
  return thing;
}

json::object object_of(const KnownThing& thing) {
  json::array phases;
  for (const Phase phase : thing.phases) phases.emplace_back(name_of(phase));
  return {{"words", thing.words},       {"phases", std::move(phases)},  {"leaking", thing.leaking},
          {"told_new", thing.told_new}, {"told_leak", thing.told_leak}, {"missed", thing.missed},
          {"quiet", thing.quiet}};
}

}  // namespace

std::string_view name_of(AlertKind kind) { return kKinds.at(static_cast<std::size_t>(kind)); }

std::vector<Alert> learn(WatchMemory& memory, const ScanDigest& scan) {
  std::vector<Alert> alerts;
  over_with_failing(memory, alerts);
  look_for_the_tag(memory, scan, alerts);
  look_for_the_known(memory, scan, alerts);
  std::vector<const Sighting*> in_order;
  for (const Sighting& each : scan.sightings) in_order.push_back(&each);
  std::ranges::stable_sort(in_order, {}, [](const Sighting* each) { return rank_of(each->key); });
  Told told;
  for (const Sighting* each : in_order) meet(memory, *each, told, alerts);
  memory.begun = true;
  if (memory.things.size() > kMaxKnownThings) {
    std::erase_if(memory.things, [](const auto& each) {
      return each.second.missed > 0 && !each.second.told_new && !each.second.told_leak;
    });
  }
  shorten(alerts);
  return alerts;
}

std::vector<Alert> learn_failure(WatchMemory& memory, std::string_view reason,
                                 int failures_to_tell) {
  ++memory.failures;
  if (memory.told_failing || memory.failures < failures_to_tell) return {};
  memory.told_failing = true;
  return {{AlertKind::failing, false, "",
           "the last " + std::to_string(memory.failures) +
               (memory.failures == 1 ? " scan" : " scans") + " failed: " + std::string(reason)}};
}

std::string watch_memory_json(const WatchMemory& memory) {
  json::object things;
  for (const auto& [key, thing] : memory.things) things[key] = object_of(thing);
  return json::serialize(json::object{{"begun", memory.begun},
                                      {"tag_was_seen", memory.tag_was_seen},
                                      {"told_tag", memory.told_tag},
                                      {"failures", memory.failures},
                                      {"told_failing", memory.told_failing},
                                      {"things", std::move(things)}});
}

Result<WatchMemory> parse_watch_memory(std::string_view text) {
  if (text.empty()) return WatchMemory();
  const Error bad{ErrorKind::corrupt, "what is known of a watched site cannot be read"};
  json::error_code error;
  const json::value value = json::parse(text, error);
  const json::object* object = error ? nullptr : value.if_object();
  const json::value* things = object == nullptr ? nullptr : object->if_contains("things");
  if (things == nullptr || !things->is_object()) return bad;
  const auto flag = [&](std::string_view name) {
    const json::value* each = object->if_contains(name);
    return each != nullptr && each->is_bool() && each->get_bool();
  };
  WatchMemory memory;
  memory.begun = flag("begun");
  memory.tag_was_seen = flag("tag_was_seen");
  memory.told_tag = flag("told_tag");
  memory.told_failing = flag("told_failing");
  const json::value* failures = object->if_contains("failures");
  if (failures != nullptr && failures->is_int64())
    memory.failures = static_cast<int>(failures->get_int64());
  for (const auto& [key, each] : things->get_object()) {
    const auto thing = each.is_object() ? thing_in(each.get_object()) : std::nullopt;
    if (!thing) return bad;
    memory.things.emplace(key, *thing);
  }
  return memory;
}

}  // namespace consentry
