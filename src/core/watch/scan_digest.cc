// SPDX-License-Identifier: Apache-2.0
#include "core/watch/scan_digest.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <optional>

namespace consentry {
namespace json = boost::json;
namespace {

constexpr std::array<std::string_view, 4> kTagWords{"unknown", "absent", "older", "present"};
constexpr std::size_t kMaxParents = 50;
constexpr std::size_t kMaxVerdict = 32;

std::optional<std::string> text_of(const json::object& object, std::string_view name,
                                   std::size_t most) {
  const json::value* value = object.if_contains(name);
  if (value == nullptr || !value->is_string() || value->get_string().size() > most)
    return std::nullopt;
  const bool plain = std::ranges::all_of(value->get_string(), [](char c) {
    return static_cast<unsigned char>(c) >= 0x20 && c != 0x7F;
  });
  if (!plain) return std::nullopt;
  return std::string(value->get_string());
}

std::optional<bool> flag_of(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  if (value == nullptr || !value->is_bool()) return std::nullopt;
  return value->get_bool();
}

std::optional<std::vector<Phase>> phases_of(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  if (value == nullptr || !value->is_array() || value->get_array().size() > kPhases.size())
    return std::nullopt;
  std::vector<Phase> phases;
  for (const json::value& each : value->get_array()) {
    const auto phase = each.is_string() ? phase_named(each.get_string()) : std::nullopt;
    if (!phase) return std::nullopt;
    phases.push_back(*phase);
  }
  return phases;
}

json::array names_of(const std::vector<Phase>& phases) {
  json::array names;
  for (const Phase phase : phases) names.emplace_back(name_of(phase));
  return names;
}

std::optional<Sighting> sighting_in(const json::value& value) {
  const json::object* object = value.if_object();
  if (object == nullptr) return std::nullopt;
  auto key = text_of(*object, "key", kMaxSightingKey);
  auto words = text_of(*object, "words", kMaxSightingWords);
  const auto leaks = flag_of(*object, "leaks");
  auto phases = phases_of(*object, "phases");
  const json::value* parents = object->if_contains("parents");
  if (!key || key->empty() || !words || !leaks || !phases || parents == nullptr ||
      !parents->is_array() || parents->get_array().size() > kMaxParents)
    return std::nullopt;
  Sighting sighting{*std::move(key), *std::move(words), *leaks, *std::move(phases), {}};
  for (const json::value& each : parents->get_array()) {
    if (!each.is_string() || each.get_string().size() > kMaxSightingKey) return std::nullopt;
    sighting.parents.emplace_back(each.get_string());
  }
  return sighting;
}

std::optional<ScanDigest> digest_in(const json::object& object) {
  const auto started = text_of(object, "started", kMaxVerdict);
  const auto time = started ? parse_rfc3339(*started) : Result<UtcTime>(invalid_input(""));
  auto measured = phases_of(object, "measured");
  auto verdict = text_of(object, "verdict", kMaxVerdict);
  auto reason = text_of(object, "reason", kMaxSightingWords);
  const auto tag = text_of(object, "tag", kMaxVerdict);
  const auto word = tag ? std::ranges::find(kTagWords, *tag) : kTagWords.end();
  const json::value* sightings = object.if_contains("sightings");
  if (!time || !measured || !verdict || !reason || word == kTagWords.end() ||
      sightings == nullptr || !sightings->is_array() ||
      sightings->get_array().size() > kMaxSightings)
    return std::nullopt;
  ScanDigest digest{*time,
                    *std::move(measured),
                    *std::move(verdict),
                    *std::move(reason),
                    static_cast<TagSeen>(word - kTagWords.begin()),
                    {}};
  for (const json::value& each : sightings->get_array()) {
    auto sighting = sighting_in(each);
    if (!sighting) return std::nullopt;
    digest.sightings.push_back(*std::move(sighting));
  }
  std::ranges::sort(digest.sightings, {}, &Sighting::key);
  const auto twice = std::ranges::adjacent_find(digest.sightings, {}, &Sighting::key);
  if (twice != digest.sightings.end()) return std::nullopt;
  return digest;
}

}  // namespace

std::string_view name_of(TagSeen seen) { return kTagWords.at(static_cast<std::size_t>(seen)); }

std::string scan_digest_json(const ScanDigest& digest) {
  json::array sightings;
  for (const Sighting& each : digest.sightings) {
    json::array parents;
    for (const std::string& parent : each.parents) parents.emplace_back(parent);
    sightings.push_back(json::object{{"key", each.key},
                                     {"words", each.words},
                                     {"leaks", each.leaks},
                                     {"phases", names_of(each.phases)},
                                     {"parents", std::move(parents)}});
  }
  return json::serialize(json::object{{"format", kScanDigestFormat},
                                      {"started", to_rfc3339(digest.started)},
                                      {"measured", names_of(digest.measured)},
                                      {"verdict", digest.verdict},
                                      {"reason", digest.reason},
                                      {"tag", name_of(digest.tag)},
                                      {"sightings", std::move(sightings)}}) +
         "\n";
}

Result<ScanDigest> parse_scan_digest(std::string_view text) {
  const Error bad = invalid_input("not a digest of a scan, " + std::string(kScanDigestFormat));
  if (text.size() > kMaxScanDigestBytes) return bad;
  json::error_code error;
  const json::value value = json::parse(text, error);
  const json::object* object = error ? nullptr : value.if_object();
  if (object == nullptr || text_of(*object, "format", 64) != kScanDigestFormat) return bad;
  auto digest = digest_in(*object);
  if (!digest) return bad;
  return *std::move(digest);
}

}  // namespace consentry
