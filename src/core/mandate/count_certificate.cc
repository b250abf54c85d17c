// SPDX-License-Identifier: Apache-2.0
#include "core/mandate/count_certificate.h"

#include <algorithm>
#include <boost/json.hpp>
#include <optional>

#include "core/base/bytes.h"

namespace consentry {
namespace {

namespace json = boost::json;

constexpr std::string_view kVersion = "consentry-mandate-count-1";
constexpr std::size_t kMaxDepth = 8;
constexpr std::size_t kListLine = 65;  // 64 digits and a line feed
using Counts = std::map<std::string, std::uint64_t>;

struct StateMember {
  std::string_view name;
  std::uint64_t MandateBook::StateCounts::* field;
};
constexpr std::array kStates{
    StateMember{"received", &MandateBook::StateCounts::received},
    StateMember{"confirmed", &MandateBook::StateCounts::confirmed},
    StateMember{"withdrawn", &MandateBook::StateCounts::withdrawn},
    StateMember{"replaced", &MandateBook::StateCounts::replaced},
    StateMember{"corrected", &MandateBook::StateCounts::corrected},
    StateMember{"erased", &MandateBook::StateCounts::erased},
    StateMember{"purged", &MandateBook::StateCounts::purged},
};

struct CountsMember {
  std::string_view name;
  Counts MandateTally::* field;
  bool whole;  // each mandate is in one of them
};
constexpr std::array kCounts{
    CountsMember{"by_country", &MandateTally::by_country, true},
    CountsMember{"by_day", &MandateTally::by_day, true},
    CountsMember{"by_respondent", &MandateTally::by_respondent, false},
    CountsMember{"by_power", &MandateTally::by_power, false},
    CountsMember{"by_text", &MandateTally::by_text, true},
};

json::object object_of(const Counts& counts) {
  json::object object;
  for (const auto& [name, number] : counts) object.emplace(name, number);
  return object;
}

json::object count_object(const CountCertificate& certificate) {
  const MandateTally& tally = certificate.tally;
  json::object object{{"case", certificate.case_id},
                      {"organisation", certificate.organisation},
                      {"at", to_rfc3339(certificate.at)},
                      {"counted", tally.counted},
                      {"root", to_hex(tally.root)}};
  for (const CountsMember& member : kCounts)
    object.emplace(member.name, object_of(tally.*member.field));
  object.emplace("suspects", tally.suspects);
  object.emplace("connected", tally.connected);
  json::object states;
  for (const StateMember& member : kStates) states.emplace(member.name, tally.states.*member.field);
  object.emplace("states", std::move(states));
  return object;
}

std::string note_text(const CountCertificate& certificate, std::string_view count) {
  return std::string(kVersion) + "\n" + certificate.case_id + "\n" + to_rfc3339(certificate.at) +
         "\n" + std::to_string(certificate.tally.counted) + "\n" + to_hex(certificate.tally.root) +
         "\n" + sha256_hex(count) + "\n";
}

// Reads members and remembers the first that is missing or wrong.
class Reader {
 public:
  std::string text(const json::object& object, std::string_view name) {
    const json::value* value = object.if_contains(name);
    if (value != nullptr && value->is_string()) return std::string(value->get_string());
    return fail(name);
  }

  std::uint64_t number(const json::object& object, std::string_view name) {
    const json::value* value = object.if_contains(name);
    if (value != nullptr && value->is_int64() && value->get_int64() >= 0)
      return static_cast<std::uint64_t>(value->get_int64());
    fail(name);
    return 0;
  }

  const json::object& object(const json::object& from, std::string_view name) {
    static const json::object kNone;
    const json::value* value = from.if_contains(name);
    if (value != nullptr && value->is_object()) return value->get_object();
    fail(name);
    return kNone;
  }

  Counts counts(const json::object& from, std::string_view name) {
    Counts counts;
    const json::object& members = object(from, name);
    for (const auto& [key, value] : members) counts.emplace(key, number(members, key));
    return counts;
  }

  std::string fail(std::string_view name) {
    if (!wrong_) wrong_ = std::string(name);
    return {};
  }
  [[nodiscard]] const std::optional<std::string>& wrong() const { return wrong_; }

 private:
  std::optional<std::string> wrong_;
};

CountCertificate read_count(Reader& reader, const json::object& count) {
  CountCertificate certificate;
  certificate.case_id = reader.text(count, "case");
  certificate.organisation = reader.text(count, "organisation");
  const auto at = parse_rfc3339(reader.text(count, "at"));
  if (at)
    certificate.at = *at;
  else
    reader.fail("at");
  MandateTally& tally = certificate.tally;
  tally.counted = reader.number(count, "counted");
  const auto root = bytes_of_hex(reader.text(count, "root"));
  if (!root || root->size() != tally.root.size())
    reader.fail("root");
  else
    std::ranges::copy(*root, tally.root.begin());
  for (const CountsMember& member : kCounts)
    tally.*member.field = reader.counts(count, member.name);
  tally.suspects = reader.number(count, "suspects");
  tally.connected = reader.number(count, "connected");
  const json::object& states = reader.object(count, "states");
  for (const StateMember& member : kStates)
    tally.states.*member.field = reader.number(states, member.name);
  return certificate;
}

Status check_sums(const MandateTally& tally) {
  if (tally.counted != tally.states.confirmed)
    return Error{ErrorKind::corrupt, "more or fewer are counted than are confirmed"};
  for (const CountsMember& member : kCounts) {
    std::uint64_t sum = 0;
    for (const auto& [name, number] : tally.*member.field) {
      sum += number;
      // Nobody counts twice in one place, so no number is larger; this also keeps the sum in its bits.
      if (number > tally.counted || (member.whole && sum > tally.counted))
        return Error{ErrorKind::corrupt, std::string(member.name) + " exceeds the count"};
    }
    if (member.whole && sum != tally.counted)
      return Error{ErrorKind::corrupt, std::string(member.name) + " does not add up to the count"};
  }
  return {};
}

Status check_note(const std::string& note, const std::string& expected, std::string_view key) {
  const Error wrong{ErrorKind::corrupt, "the note signs another count"};
  if (key.empty()) return note.starts_with(expected + "\n") ? Status() : wrong;
  const auto verifier = VerifierKey::parse(key);
  if (!verifier) return verifier.error();
  const auto text = verifier->open(note);
  if (!text) return Error{ErrorKind::corrupt, text.error().text()};
  return *text == expected ? Status() : wrong;
}

void add_lines(std::string& text, std::string_view heading, const Counts& counts) {
  if (counts.empty()) return;
  text += "\n" + std::string(heading) + "\n";
  for (const auto& [name, number] : counts)
    text += "  " + name + ": " + std::to_string(number) + "\n";
}

}  // namespace

Result<std::string> certificate_json(const CountCertificate& certificate, const SigningKey& key) {
  const json::object count = count_object(certificate);
  const std::string text = json::serialize(count);
  const auto note = key.sign(note_text(certificate, text));
  if (!note) return note.error();
  return "{\"certificate\":\"" + std::string(kVersion) + "\",\"count\":" + text +
         ",\"note\":" + json::serialize(json::string(*note)) + "}\n";
}

Result<CountCertificate> read_certificate(std::string_view text, std::string_view key) {
  if (text.size() > kMaxCertificateBytes)
    return Error{ErrorKind::exhausted, "this is too large for a certificate"};
  json::error_code error;
  json::parse_options options;
  options.max_depth = kMaxDepth;
  const json::value value = json::parse(text, error, {}, options);
  if (error || !value.is_object()) return invalid_input("a certificate is a JSON object");
  const json::object& whole = value.get_object();
  Reader reader;
  if (reader.text(whole, "certificate") != kVersion)
    return Error{ErrorKind::unsupported,
                 "\"certificate\" is not \"" + std::string(kVersion) + "\""};
  const json::object& count = reader.object(whole, "count");
  const std::string note = reader.text(whole, "note");
  CountCertificate certificate = read_count(reader, count);
  if (const std::optional<std::string>& wrong = reader.wrong())
    return invalid_input("\"" + *wrong + "\" is missing or wrong");
  if (const Status good = check_sums(certificate.tally); !good) return good.error();
  const std::string expected = note_text(certificate, json::serialize(count));
  if (const Status good = check_note(note, expected, key); !good) return good.error();
  return certificate;
}

std::string certificate_text(const CountCertificate& certificate) {
  const MandateTally& tally = certificate.tally;
  std::string text = "Mandates of the case " + certificate.case_id + "\n" +
                     certificate.organisation + "\n" + to_rfc3339(certificate.at) + "\n\n" +
                     std::to_string(tally.counted) +
                     " people gave a mandate, confirmed it by mail, and it stands.\n";
  if (tally.suspects > 0)
    text += "Among them " + std::to_string(tally.suspects) +
            " pairs may be one person each; nobody has decided yet.\n";
  if (tally.connected > 0)
    text += std::to_string(tally.connected) + " of them say that they work for the organisation.\n";
  text += "Root of the tree of commitments: " + to_hex(tally.root) + "\n";
  add_lines(text, "By country of residence", tally.by_country);
  add_lines(text, "By respondent (a person may name several)", tally.by_respondent);
  add_lines(text, "By power", tally.by_power);
  add_lines(text, "By text signed (SHA-256)", tally.by_text);
  add_lines(text, "By day of confirmation (UTC)", tally.by_day);
  Counts others;
  for (const StateMember& member : kStates) {
    if (member.name != "confirmed") others.emplace(member.name, tally.states.*member.field);
  }
  add_lines(text, "Not counted", others);
  return text;
}

std::string commitment_list(const std::vector<MandateBook::CountedLeaf>& leaves) {
  std::string list;
  list.reserve(leaves.size() * kListLine);
  for (const auto& leaf : leaves) list += to_hex(leaf.commitment) + "\n";
  return list;
}

Status check_commitments(const CountCertificate& certificate, std::string_view list) {
  if (list.size() > kMaxCommitmentListBytes)
    return Error{ErrorKind::exhausted, "the list of commitments is too large"};
  std::vector<MandateBook::CountedLeaf> leaves;
  while (!list.empty()) {
    const auto bytes = list.size() >= kListLine && list[kListLine - 1] == '\n'
                           ? bytes_of_hex(list.substr(0, kListLine - 1))
                           : std::nullopt;
    const std::uint64_t number = leaves.size() + 1;
    if (!bytes)
      return invalid_input("line " + std::to_string(number) + " of the list is no commitment");
    leaves.push_back({number, {}});
    std::ranges::copy(*bytes, leaves.back().commitment.begin());
    list.remove_prefix(kListLine);
  }
  if (leaves.size() != certificate.tally.counted)
    return Error{ErrorKind::corrupt, "the list has " + std::to_string(leaves.size()) +
                                         " commitments, the certificate counts " +
                                         std::to_string(certificate.tally.counted)};
  if (counted_root(leaves) != certificate.tally.root)
    return Error{ErrorKind::corrupt, "the list does not lead to the certificate's root"};
  return {};
}

}  // namespace consentry
