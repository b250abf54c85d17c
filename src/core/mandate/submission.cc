// SPDX-License-Identifier: Apache-2.0
#include "core/mandate/submission.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "core/mandate/country_code.h"
#include "core/mandate/field_text.h"
#include "core/mandate/partial_date.h"

namespace consentry {
namespace {

constexpr std::array<std::string_view, 17> kFaultNames{"missing",
                                                       "too-long",
                                                       "not-text",
                                                       "not-an-email",
                                                       "not-a-country",
                                                       "other-country",
                                                       "not-a-date",
                                                       "in-the-future",
                                                       "wrong-order",
                                                       "not-offered",
                                                       "not-accepted",
                                                       "text-version-changed",
                                                       "under-age-without-guardian",
                                                       "no-respondent",
                                                       "no-power",
                                                       "repeated",
                                                       "too-many-fields"};
static_assert(kFaultNames.size() == static_cast<std::size_t>(FieldFault::too_many_fields) + 1);
constexpr std::string_view kYes = "yes";

using Faults = std::vector<FieldError>;

// What was sent, by name; and the faults found so far, at most one a field.
class Sent {
 public:
  Sent(const FormFields& fields, Faults& faults) : faults_(faults) {
    for (const auto& [name, value] : fields) values_[name].push_back(trimmed(value));
  }

  void fault(std::string_view field, FieldFault fault) {
    if (std::ranges::find(faults_, field, &FieldError::field) == faults_.end())
      faults_.push_back({std::string(field), fault});
  }

  // Empty when it was not sent, or cannot be taken.
  std::string text(std::string_view name, std::size_t most = kMaxFieldBytes, bool lines = false) {
    const auto found = values_.find(name);
    if (found == values_.end()) return {};
    if (found->second.size() > 1) return refuse(name, FieldFault::repeated);
    std::string value = found->second.front();
    if (value.size() > most) return refuse(name, FieldFault::too_long);
    if (lines) value = with_line_feeds(value);
    if (!(lines ? is_prose(value) : is_line(value))) return refuse(name, FieldFault::not_text);
    return value;
  }

  std::string needed(std::string_view name, std::size_t most = kMaxFieldBytes) {
    std::string value = text(name, most);
    if (value.empty()) fault(name, FieldFault::missing);
    return value;
  }

  std::string asked(std::string_view name, Asked asked, std::size_t most = kMaxFieldBytes,
                    bool lines = false) {
    if (asked == Asked::no) return {};
    std::string value = text(name, most, lines);
    if (value.empty() && asked == Asked::required) fault(name, FieldFault::missing);
    return value;
  }

  bool ticked(std::string_view name) {
    const std::string value = text(name);
    if (!value.empty() && value != kYes) fault(name, FieldFault::not_offered);
    return value == kYes;
  }

  [[nodiscard]] std::set<std::string, std::less<>> all(std::string_view name) const {
    const auto found = values_.find(name);
    if (found == values_.end()) return {};
    return {found->second.begin(), found->second.end()};
  }

 private:
  std::string refuse(std::string_view name, FieldFault why) {
    fault(name, why);
    return {};
  }

  std::map<std::string, std::vector<std::string>, std::less<>> values_;
  Faults& faults_;
};

bool is_in(std::string_view value, std::initializer_list<std::string_view> offered) {
  return std::ranges::find(offered, value) != offered.end();
}

std::string one_of(Sent& sent, std::string_view name, Asked asked,
                   std::initializer_list<std::string_view> offered) {
  std::string value = sent.asked(name, asked);
  if (value.empty() || is_in(value, offered)) return value;
  sent.fault(name, FieldFault::not_offered);
  return {};
}

std::string email_in(Sent& sent, std::string_view name, std::string value) {
  if (!value.empty() && !is_email(value)) sent.fault(name, FieldFault::not_an_email);
  return value;
}

// Checks a date that may lack day and month.
std::string date_in(Sent& sent, std::string_view name, std::string value, Date today) {
  if (value.empty()) return value;
  const auto span = parse_partial_date(value);
  if (!span) sent.fault(name, FieldFault::not_a_date);
  if (span && span->first > today) sent.fault(name, FieldFault::in_the_future);
  return value;
}

void read_person(Sent& sent, const MandateForm& form, Submission& person, Date today) {
  person.given_name = sent.needed("given_name");
  person.family_name = sent.needed("family_name");
  person.email = email_in(sent, "email", sent.needed("email", kMaxEmailBytes));
  person.birth_date = sent.asked("birth_date", form.birth_date);
  if (!person.birth_date.empty() && !parse_date(person.birth_date))
    sent.fault("birth_date", FieldFault::not_a_date);
  date_in(sent, "birth_date", person.birth_date, today);
  person.street = sent.asked("street", form.postal_address);
  person.postal_code = sent.asked("postal_code", form.postal_address);
  person.city = sent.asked("city", form.postal_address);
  person.country = sent.needed("country");
  std::ranges::transform(person.country, person.country.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  if (!person.country.empty() && !is_country(person.country))
    sent.fault("country", FieldFault::not_a_country);
  else if (!form.countries.empty() && !person.country.empty() &&
           std::ranges::find(form.countries, person.country) == form.countries.end())
    sent.fault("country", FieldFault::other_country);
}

void read_residence(Sent& sent, const MandateForm& form, Submission& person, Date today) {
  person.residence_from =
      date_in(sent, "residence_from", sent.asked("residence_from", form.residence_period), today);
  // Who lives there still leaves the end empty.
  const Asked end = form.residence_period == Asked::no ? Asked::no : Asked::optional;
  person.residence_to = date_in(sent, "residence_to", sent.asked("residence_to", end), today);
  const auto from = parse_partial_date(person.residence_from);
  const auto to = parse_partial_date(person.residence_to);
  if (from && to && to->last < from->first) sent.fault("residence_to", FieldFault::wrong_order);
}

// A child's birth date gives it away whatever was ticked.
bool is_minor(std::string_view birth_date, Date today) {
  const auto born = parse_date(birth_date);
  return born && end_of(*born, {kFullAge, TermUnit::years}) > today;
}

void read_age(Sent& sent, const MandateForm& form, Submission& person, Date today) {
  const bool adult = sent.ticked("adult");
  const bool guardian = sent.ticked("guardian");
  if (guardian && !form.minors) sent.fault("guardian", FieldFault::not_offered);
  if (guardian) person.guardian_name = sent.needed("guardian_name");
  if (!guardian && (!adult || is_minor(person.birth_date, today)))
    sent.fault("adult", FieldFault::under_age_without_guardian);
}

std::vector<std::string> read_choices(Sent& sent, std::string_view name,
                                      const std::vector<FormChoice>& offered) {
  const auto ticked = sent.all(name);
  std::vector<std::string> chosen;
  for (const FormChoice& choice : offered) {
    if (ticked.contains(choice.id)) chosen.push_back(choice.id);
  }
  if (chosen.size() != ticked.size()) sent.fault(name, FieldFault::not_offered);
  return chosen;
}

void read_choice_lists(Sent& sent, const MandateForm& form, Submission& person) {
  person.respondents = read_choices(sent, "respondent", form.respondents);
  if (person.respondents.empty()) sent.fault("respondent", FieldFault::no_respondent);
  person.sites = read_choices(sent, "site", form.sites);
  const auto ticked = sent.all("power");
  for (const Power power : form.powers) {
    if (ticked.contains(name_of(power))) person.powers.push_back(power);
  }
  if (person.powers.size() != ticked.size()) sent.fault("power", FieldFault::not_offered);
  const bool all_needed = std::ranges::all_of(
      form.needed_powers, [&](Power power) { return ticked.contains(name_of(power)); });
  if (person.powers.empty() || !all_needed) sent.fault("power", FieldFault::no_power);
}

void read_use(Sent& sent, const MandateForm& form, Submission& person, Date today) {
  person.other_sites = sent.text("other_sites", kMaxProseBytes, true);
  person.frequency =
      one_of(sent, "frequency", Asked::optional, {"daily", "weekly", "monthly", "rarely"});
  person.since = date_in(sent, "since", sent.text("since"), today);
  person.account_holder = one_of(sent, "account_holder", form.account_holder, {"yes", "no"});
  person.account_email = email_in(sent, "account_email",
                                  sent.asked("account_email", form.account_email, kMaxEmailBytes));
  person.use_statement = sent.asked("use_statement", form.use_statement, kMaxProseBytes, true);
}

void read_agreement(Sent& sent, const MandateForm& form, Submission& person) {
  person.language = sent.needed("language");
  const MandateText* text = text_in(form, person.language);
  if (text == nullptr) {
    sent.fault("language", FieldFault::not_offered);
    return;
  }
  person.text = text->mandate_digest;
  person.fee = text->fee_digest;
  if (sent.text("text_sha256") != to_hex(text->mandate_digest))
    sent.fault("text_sha256", FieldFault::text_version_changed);
  if (!sent.ticked("accept_text")) sent.fault("accept_text", FieldFault::not_accepted);
  if (text->fee.empty()) return;
  if (sent.text("fee_sha256") != to_hex(text->fee_digest))
    sent.fault("fee_sha256", FieldFault::text_version_changed);
  if (!sent.ticked("accept_fee")) sent.fault("accept_fee", FieldFault::not_accepted);
}

}  // namespace

std::string_view name_of(FieldFault fault) {
  return kFaultNames.at(static_cast<std::size_t>(fault));
}

tl::expected<Submission, Faults> read_submission(const MandateForm& form, const FormFields& fields,
                                                 Date today) {
  if (fields.size() > kMaxFormFields)
    return tl::unexpected(Faults{{"", FieldFault::too_many_fields}});
  Faults faults;
  Sent sent(fields, faults);
  Submission person;
  read_person(sent, form, person, today);
  read_residence(sent, form, person, today);
  read_age(sent, form, person, today);
  read_choice_lists(sent, form, person);
  read_use(sent, form, person, today);
  person.signature = sent.asked("signature", form.signature);
  read_agreement(sent, form, person);
  person.newsletter = form.asks_newsletter && sent.ticked("newsletter");
  person.press = form.asks_press && sent.ticked("press");
  person.connected = sent.ticked("connected");
  if (!faults.empty()) return tl::unexpected(std::move(faults));
  return person;
}

}  // namespace consentry
