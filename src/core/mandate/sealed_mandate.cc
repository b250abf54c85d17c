// SPDX-License-Identifier: Apache-2.0
#include "core/mandate/sealed_mandate.h"

#include <algorithm>
#include <boost/json.hpp>
#include <optional>

#include "core/base/bytes.h"
#include "core/mandate/duplicate_keys.h"

namespace consentry {
namespace {

namespace json = boost::json;

constexpr std::string_view kVersion = "consentry-mandate-1";

// The personal members that are plain texts, in their order in the JSON.
struct TextMember {
  std::string_view name;
  std::string Submission::* field;
};
constexpr std::array kTexts{
    TextMember{"given_name", &Submission::given_name},
    TextMember{"family_name", &Submission::family_name},
    TextMember{"email", &Submission::email},
    TextMember{"birth_date", &Submission::birth_date},
    TextMember{"street", &Submission::street},
    TextMember{"postal_code", &Submission::postal_code},
    TextMember{"city", &Submission::city},
    TextMember{"residence_from", &Submission::residence_from},
    TextMember{"residence_to", &Submission::residence_to},
    TextMember{"guardian_name", &Submission::guardian_name},
    TextMember{"other_sites", &Submission::other_sites},
    TextMember{"frequency", &Submission::frequency},
    TextMember{"since", &Submission::since},
    TextMember{"account_holder", &Submission::account_holder},
    TextMember{"account_email", &Submission::account_email},
    TextMember{"use_statement", &Submission::use_statement},
    TextMember{"signature", &Submission::signature},
};

json::array array_of(const std::vector<std::string>& texts) {
  json::array array;
  for (const std::string& text : texts) array.emplace_back(text);
  return array;
}

std::vector<std::string> power_names(const std::vector<Power>& powers) {
  std::vector<std::string> names;
  for (const Power power : powers) names.emplace_back(name_of(power));
  return names;
}

json::object facts_object(const MandateFacts& facts) {
  json::object object{{"case", facts.case_id},
                      {"reference", hex_of(facts.reference)},
                      {"day", to_text(facts.day)},
                      {"country", facts.country},
                      {"respondents", array_of(facts.respondents)},
                      {"powers", array_of(power_names(facts.powers))},
                      {"language", facts.language},
                      {"text", to_hex(facts.text)}};
  if (facts.connected) object.emplace("connected", true);
  return object;
}

json::object person_object(const Submission& person) {
  json::object object;
  for (const TextMember& member : kTexts) {
    const std::string& text = person.*member.field;
    if (!text.empty()) object.emplace(member.name, text);
  }
  if (!person.sites.empty()) object.emplace("sites", array_of(person.sites));
  object.emplace("fee", to_hex(person.fee));
  if (person.newsletter) object.emplace("newsletter", true);
  if (person.press) object.emplace("press", true);
  return object;
}

// Reads members and remembers the first that is missing or wrong.
class Members {
 public:
  explicit Members(const json::object& object) : object_(object) {}

  std::string text(std::string_view name, bool required) {
    const json::value* value = object_.if_contains(name);
    if (value == nullptr && !required) return {};
    if (value == nullptr || !value->is_string()) return fail(name);
    return std::string(value->get_string());
  }

  bool flag(std::string_view name) {
    const json::value* value = object_.if_contains(name);
    if (value == nullptr) return false;
    if (!value->is_bool()) fail(name);
    return value->is_bool() && value->get_bool();
  }

  std::vector<std::string> texts(std::string_view name, bool required) {
    std::vector<std::string> all;
    const json::value* value = object_.if_contains(name);
    if (value == nullptr && !required) return all;
    if (value == nullptr || !value->is_array() || value->get_array().size() > kMaxFormChoices) {
      fail(name);
      return all;
    }
    for (const json::value& each : value->get_array()) {
      if (!each.is_string()) fail(name);
      if (each.is_string()) all.emplace_back(each.get_string());
    }
    return all;
  }

  template <std::size_t N>
  std::array<std::uint8_t, N> bytes(std::string_view name) {
    std::array<std::uint8_t, N> result{};
    const auto read = bytes_of_hex(text(name, true));
    if (!read || read->size() != N)
      fail(name);
    else
      std::ranges::copy(*read, result.begin());
    return result;
  }

  std::string fail(std::string_view name) {
    if (!wrong_) wrong_ = std::string(name);
    return {};
  }
  [[nodiscard]] const std::optional<std::string>& wrong() const { return wrong_; }

 private:
  const json::object& object_;
  std::optional<std::string> wrong_;
};

MandateFacts read_facts(Members& members) {
  MandateFacts facts;
  facts.case_id = members.text("case", true);
  facts.reference = members.bytes<std::tuple_size_v<MandateReference>>("reference");
  const auto day = parse_date(members.text("day", true));
  if (day)
    facts.day = *day;
  else
    members.fail("day");
  facts.country = members.text("country", true);
  facts.respondents = members.texts("respondents", true);
  for (const std::string& name : members.texts("powers", true)) {
    const auto power = power_named(name);
    if (power) facts.powers.push_back(*power);
    if (!power) members.fail("powers");
  }
  facts.language = members.text("language", true);
  facts.text = members.bytes<std::tuple_size_v<Sha256>>("text");
  facts.connected = members.flag("connected");
  return facts;
}

Submission read_person(Members& members) {
  Submission person;
  for (const TextMember& member : kTexts) person.*member.field = members.text(member.name, false);
  person.sites = members.texts("sites", false);
  person.fee = members.bytes<std::tuple_size_v<Sha256>>("fee");
  person.newsletter = members.flag("newsletter");
  person.press = members.flag("press");
  return person;
}

// What stands in the facts is not written twice.
void complete(OpenedMandate& mandate) {
  const MandateFacts& facts = mandate.facts;
  Submission& person = mandate.person;
  person.country = facts.country;
  person.respondents = facts.respondents;
  person.powers = facts.powers;
  person.language = facts.language;
  person.text = facts.text;
  person.connected = facts.connected;
}

Result<OpenedMandate> read(const json::object& object) {
  const json::value* version = object.if_contains("mandate");
  if (version == nullptr || !version->is_string() || version->get_string() != kVersion)
    return invalid_input("the sealed part is no \"" + std::string(kVersion) + "\"");
  const json::value* facts = object.if_contains("facts");
  const json::value* person = object.if_contains("person");
  if (facts == nullptr || !facts->is_object() || person == nullptr || !person->is_object())
    return invalid_input("the sealed part has no facts or no person");
  Members whole(object);
  Members of_facts(facts->get_object());
  Members of_person(person->get_object());
  OpenedMandate mandate;
  mandate.facts = read_facts(of_facts);
  mandate.person = read_person(of_person);
  mandate.salt = whole.bytes<std::tuple_size_v<Secret32>>("salt");
  complete(mandate);
  for (const Members* each : {&whole, &of_facts, &of_person}) {
    if (const std::optional<std::string>& wrong = each->wrong())
      return invalid_input("the sealed part: \"" + *wrong + "\" is wrong");
  }
  return mandate;
}

}  // namespace

std::string personal_json(const OpenedMandate& mandate) {
  const json::object object{{"mandate", kVersion},
                            {"facts", facts_object(mandate.facts)},
                            {"person", person_object(mandate.person)},
                            {"salt", hex_of(mandate.salt)}};
  return json::serialize(object);
}

Result<OpenedMandate> read_personal(std::string_view text) {
  if (text.size() > kMaxPersonalBytes)
    return Error{ErrorKind::exhausted, "the sealed part of a mandate is too large"};
  json::error_code error;
  json::parse_options options;
  options.max_depth = 4;
  const json::value value = json::parse(text, error, {}, options);
  if (error || !value.is_object()) return invalid_input("the sealed part is no JSON object");
  auto mandate = read(value.get_object());
  // Further members, repeated ones or another order would be a second text for the same mandate.
  if (mandate && personal_json(*mandate) != text)
    return invalid_input("the sealed part is not written as this program writes it");
  return mandate;
}

Sha256 commitment_of(const MandateFacts& facts, std::string_view email, const Secret32& salt) {
  return sha256(std::string(kVersion) + "\n" + facts.case_id + "\n" + hex_of(facts.reference) +
                "\n" + to_hex(facts.text) + "\n" + normalised_email(email) + "\n" + hex_of(salt) +
                "\n");
}

}  // namespace consentry
