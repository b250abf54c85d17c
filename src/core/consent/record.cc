// SPDX-License-Identifier: Apache-2.0
#include "core/consent/record.h"

#include <algorithm>
#include <boost/json.hpp>
#include <utility>

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

// A tail is made for each choice, so it is written as text and not put together as a value first.
class TailWriter {
 public:
  // A member's name, or nothing for an element; with the comma before it.
  TailWriter& name(std::string_view name) {
    if (!text_.empty() && text_.back() != '{' && text_.back() != '[') text_ += ',';
    text_ += '"';
    text_ += name;
    text_ += "\":";
    return *this;
  }
  TailWriter& value(std::string_view text) {
    const bool plain = std::none_of(text.begin(), text.end(), [](char c) {
      return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20;
    });
    if (!plain) {
      text_ += json::serialize(text);
      return *this;
    }
    text_ += '"';
    text_ += text;
    text_ += '"';
    return *this;
  }
  TailWriter& flag(bool yes) {
    text_ += yes ? "true" : "false";
    return *this;
  }
  TailWriter& begin(char bracket) {
    if (text_.back() == '}') text_ += ',';
    text_ += bracket;
    return *this;
  }
  TailWriter& end(char bracket) {
    text_ += bracket;
    return *this;
  }
  void reserve(std::size_t size) { text_.reserve(size); }
  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

void write_purposes(TailWriter& to, const Choice& choice) {
  to.name("purposes").begin('[');
  for (std::size_t i = 0; i < choice.purposes.size(); ++i) {
    const auto& [id, granted] = choice.purposes[i];
    to.begin('{').name("purpose").value(id);
    to.name("lawful_basis").value(i == 0 ? "none needed" : "consent");
    to.name("granted").flag(granted).end('}');
  }
  to.end(']');
}

void write_services(TailWriter& to, const Choice& choice, const Notice& notice) {
  to.name("services").begin('[');
  for (const NoticeService& service : notice.services) {
    const bool alone = std::find(choice.services.begin(), choice.services.end(), service.id) !=
                       choice.services.end();
    to.begin('{').name("service").value(service.id);
    to.name("purpose").value(notice.categories[service.category]);
    to.name("granted").flag(alone || choice.purposes[service.category].second).end('}');
  }
  to.end(']');
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
  RecordTail tail{choice.site, choice.act, {}, {}, choice.language, notice.version};
  for (const auto& purpose : choice.purposes) tail.choices += purpose.second ? '1' : '0';
  constexpr std::size_t kUsualSize = 1024;
  TailWriter to;
  to.reserve(kUsualSize);
  to.name("site").value(choice.site);
  to.name("pii_controllers").begin('[').value(notice.owner).end(']');
  to.name("event_type").value(name_of(choice.act));
  to.name("event_state").value(state_of(choice.act));
  to.name("privacy_notice").begin('{').name("version").value(notice.version);
  to.name("sha256").value(notice.sha256).name("address").value(notice.privacy).end('}');
  to.name("language").value(choice.language);
  to.name("collection_method").value(choice.layout);
  to.name("validity_duration").value("P" + std::to_string(notice.days) + "D");
  write_purposes(to, choice);
  write_services(to, choice, notice);
  to.name("signals").begin('{').name("gpc").flag(choice.gpc).end('}');
  tail.text = to.take();
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
  return record_text(head, record_id(head), tail_text);
}

std::string record_text(const RecordHead& head, std::string_view id, std::string_view tail_text) {
  std::string text = "{\"schema_version\":\"";
  text.reserve(384 + tail_text.size());
  text += kRecordSchema;
  text += "\",\"record_id\":\"";
  text += id;
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
