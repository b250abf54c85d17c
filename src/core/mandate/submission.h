// SPDX-License-Identifier: Apache-2.0
// What a person sent with the form of a case, checked. Nothing is ticked for anyone: a tick counts only
// when it was sent with the value of the tick.
//
// Fields, all UTF-8 without control characters but line feeds in the two texts of several lines:
//   given_name family_name email country                   required
//   residence_from residence_to since                      "2014", "2014-11" or "2014-11-03"
//   respondent power site                                  ids, repeated, one each tick
//   other_sites use_statement                              several lines
//   frequency                                              "daily" "weekly" "monthly" "rarely"
//   account_holder                                         "yes" "no"
//   adult                                                  "yes": the person is of full age
//   guardian guardian_name                                 "yes" and who signs for a minor
//   birth_date street postal_code city account_email signature
//   language text_sha256 fee_sha256                        which texts were shown; the last one only
//                                                          where the form has information on fees
//   accept_text accept_fee newsletter press connected      "yes"; connected: works for the organisation
// Other fields are left alone: browsers' extensions add some.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/mandate/mandate_form.h"

namespace consentry {

// Limits of what is taken from the outside.
inline constexpr std::size_t kMaxFormFields = 1000;  // a form of 200 sites with all ticked
inline constexpr std::size_t kMaxFieldBytes = 200;   // a name; the longest real ones have some 120
inline constexpr std::size_t kMaxEmailBytes = 254;   // RFC 5321 section 4.5.3.1.3, less "<>"
inline constexpr std::size_t kMaxProseBytes = 4000;  // two pages

// In the order they came; a name may come more than once.
using FormFields = std::vector<std::pair<std::string, std::string>>;

enum class FieldFault {
  missing,
  too_long,
  not_text,  // not UTF-8, or control characters
  not_an_email,
  not_a_country,
  other_country,  // the case does not take residents of it
  not_a_date,
  in_the_future,
  wrong_order,           // a period that ends before it begins
  not_offered,           // a value that the form does not have
  not_accepted,          // text or fee information was not agreed to
  text_version_changed,  // another text than the present one was shown
  under_age_without_guardian,
  no_respondent,
  no_power,  // or one that is needed is not given
  repeated,  // a field that has one value came with two
  too_many_fields,
};
std::string_view name_of(FieldFault fault);  // "under-age-without-guardian"; stable

struct FieldError {
  std::string field;  // as above; empty: the form as a whole
  FieldFault fault = FieldFault::missing;
};

// Only read_submission makes one from outside; all of it is personal. Empty: not told.
struct Submission {
  std::string language;
  Sha256 text{};  // digest of the mandate's text in that language
  Sha256 fee{};   // and of the information on fees
  std::string given_name;
  std::string family_name;
  std::string email;
  std::string country;  // ISO 3166-1 alpha-2
  std::string residence_from;
  std::string residence_to;
  std::vector<std::string> respondents;  // in the form's order, as are sites and powers
  std::vector<Power> powers;
  std::vector<std::string> sites;
  std::string other_sites;
  std::string frequency;
  std::string since;
  std::string use_statement;
  std::string account_holder;
  std::string guardian_name;  // empty: the person is of age and signs alone
  std::string birth_date;
  std::string street;
  std::string postal_code;
  std::string city;
  std::string account_email;
  std::string signature;
  bool newsletter = false;
  bool press = false;
  bool connected = false;
};

// `today`: where the organisation is. The errors are in the form's order, one a field, and never empty.
tl::expected<Submission, std::vector<FieldError>> read_submission(const MandateForm& form,
                                                                  const FormFields& fields,
                                                                  Date today);

// Whether it has the shape of a mail address without quotes or comments (RFC 5321 section 4.1.2); its
// domain may hold letters beyond ASCII (RFC 6531).
bool is_email(std::string_view text);

}  // namespace consentry
