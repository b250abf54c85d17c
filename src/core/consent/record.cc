// SPDX-License-Identifier: Apache-2.0
#include "core/consent/record.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>

#include "core/base/bytes.h"
#include "core/base/digest.h"

namespace consentry {
namespace {

namespace json = boost::json;

std::string_view state_of(Act act) {
  switch (act) {
    case Act::accept_all:
      return "given";
    case Act::custom:
      return "partly given";
    case Act::reject_all:
      return "refused";
    case Act::withdraw:
      return "withdrawn";
  }
  return "";
}

json::array purposes_of(const Choice& choice, const json::storage_ptr& memory) {
  json::array purposes(memory);
  for (std::size_t i = 0; i < choice.purposes.size(); ++i) {
    const auto& [id, granted] = choice.purposes[i];
    purposes.push_back({{"purpose", id},
                        {"lawful_basis", i == 0 ? "none needed" : "consent"},
                        {"granted", granted}});
  }
  return purposes;
}

json::array services_of(const Choice& choice, const Notice& notice,
                        const json::storage_ptr& memory) {
  json::array services(memory);
  for (const NoticeService& service : notice.services) {
    const bool alone = std::find(choice.services.begin(), choice.services.end(), service.id) !=
                       choice.services.end();
    services.push_back({{"service", service.id},
                        {"purpose", notice.categories[service.category]},
                        {"granted", alone || choice.purposes[service.category].second}});
  }
  return services;
}

void append_big_endian(std::string& bytes, std::uint64_t number) {
  for (unsigned shift = 64; shift > 0; shift -= 8)
    bytes.push_back(static_cast<char>(number >> (shift - 8) & 255U));
}

}  // namespace

std::uint64_t key_digest(std::string_view key) {
  const Sha256 digest = sha256(key);
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < 8; ++i) number = number << 8U | digest[i];
  return number & ~(1ULL << 63U);
}

TailLabels labels_of(std::string_view text) {
  // A quotation mark within a value is escaped, so that neither key can stand in one.
  const auto after = [text](std::string_view key) {
    const std::size_t at = text.find(key);
    if (at == text.npos) return std::string_view();
    const std::string_view rest = text.substr(at + key.size());
    return rest.substr(0, rest.find('"'));
  };
  return {after("\"language\":\""), after("\"privacy_notice\":{\"version\":\"")};
}

RecordTail record_tail(const Choice& choice, const Notice& notice) {
  RecordTail tail{choice.site, choice.act, {}, {}, choice.language, choice.notice};
  for (const auto& purpose : choice.purposes) tail.choices += purpose.second ? '1' : '0';
  // Small enough for most notices; larger ones go on to the heap.
  std::array<unsigned char, 8192> buffer;
  json::monotonic_resource memory(buffer.data(), buffer.size());
  const json::object members(
      {
          {"site", choice.site},
          {"pii_controllers", json::array({json::value(notice.owner)}, &memory)},
          {"event_type", name_of(choice.act)},
          {"event_state", state_of(choice.act)},
          {"privacy_notice",
           {{"version", notice.version}, {"sha256", notice.sha256}, {"address", notice.privacy}}},
          {"language", choice.language},
          {"collection_method", choice.layout},
          {"validity_duration", "P" + std::to_string(notice.days) + "D"},
          {"purposes", purposes_of(choice, &memory)},
          {"services", services_of(choice, notice, &memory)},
          {"signals", json::object({{"gpc", choice.gpc}}, &memory)},
      },
      &memory);
  const std::string object = json::serialize(members);
  tail.text = object.substr(1, object.size() - 2);
  return tail;
}

std::string record_id(const RecordHead& head) {
  std::string seed(head.visitor.bytes().begin(), head.visitor.bytes().end());
  append_big_endian(seed, head.index);
  append_big_endian(seed, head.key);
  Sha256 bytes = sha256(seed);
  const auto time = static_cast<std::uint64_t>(head.time.milliseconds);
  for (unsigned i = 0; i < 6; ++i) bytes[i] = static_cast<std::uint8_t>(time >> (40U - 8U * i));
  // RFC 9562 section 5.7: version 7, variant 10.
  bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0FU) | 0x70U);
  bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3FU) | 0x80U);
  std::string text = hex_of(std::span(bytes).first(16));
  for (const std::size_t at : {8U, 13U, 18U, 23U}) text.insert(at, "-");
  return text;
}

std::string record_text(const RecordHead& head, std::string_view tail_text) {
  std::string text = "{\"schema_version\":\"";
  text.reserve(384 + tail_text.size());
  text += kRecordSchema;
  text += "\",\"record_id\":\"" + record_id(head);
  text += "\",\"pii_principal_id\":\"" + head.visitor.text();
  text += "\",\"event_time\":\"" + to_rfc3339(head.time);
  text += "\",\"device_time_offset_ms\":" + std::to_string(head.device_offset_ms);
  text += ",\"previous_record\":" +
          (head.previous ? std::to_string(*head.previous) : std::string("null"));
  text += ",\"clicks\":" + std::to_string(head.clicks);
  text += ",\"ms_since_shown\":" + std::to_string(head.shown_ms) + ",";
  text += tail_text;
  text += '}';
  return text;
}

}  // namespace consentry
