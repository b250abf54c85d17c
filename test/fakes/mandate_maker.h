// SPDX-License-Identifier: Apache-2.0
// The form of a made-up case, and people who sign it.
#pragma once

#include <string>

#include "core/base/bytes.h"
#include "core/mandate/mandate_intake.h"

namespace consentry {

// `more`: further keys of the top level; `tables`: further tables at the end.
inline std::string mandate_form_toml(const SealingKey& key = {}, const std::string& more = {},
                                     const std::string& tables = {}) {
  return "id = 'ours-theirs'\nversion = '1'\norganisation = 'Ours'\ncontact = "
         "'rights@ours.example'\nprivacy = 'https://ours.example/privacy'\nsealing_key = '" +
         base64_of(key) +
         "'\nkept_months = 60\npowers = ['complaint77', 'court7879', 'damages82', 'optinout', "
         "'settlement']\n" +
         more +
         "\n[[respondent]]\nid = 'theirs'\nname = 'Theirs S.A.'\n[[respondent]]\nid = "
         "'theirs-nl'\nname = 'Theirs B.V.'\n[[site]]\nid = 'shop.example'\nname = 'The "
         "shop'\n[[text]]\nlanguage = 'nl'\ntitle = 'Volmacht'\nmandate = 'Ik geef volmacht.'\nfee "
         "= 'Gratis.'\n[[text]]\nlanguage = 'en'\ntitle = 'Mandate'\nmandate = 'I give a "
         "mandate.'\nfee = 'Free.'\n" +
         tables;
}

inline MandateForm mandate_form(const SealingKey& key = {}, const std::string& more = {},
                                const std::string& tables = {}) {
  return *parse_mandate_form("form", mandate_form_toml(key, more, tables));
}

// What a browser sends when person `n` fills in all that is required.
inline FormFields mandate_fields(const MandateForm& form, int n = 1) {
  const MandateText& text = *text_in(form, "en");
  const std::string number = std::to_string(n);
  return {{"given_name", "Given" + number},
          {"family_name", "Family" + number},
          {"email", "person" + number + "@mail.example"},
          {"country", n % 10 == 0 ? "BE" : "NL"},
          {"adult", "yes"},
          {"respondent", "theirs"},
          {"power", "complaint77"},
          {"power", "damages82"},
          {"language", "en"},
          {"text_sha256", to_hex(text.mandate_digest)},
          {"fee_sha256", to_hex(text.fee_digest)},
          {"accept_text", "yes"},
          {"accept_fee", "yes"}};
}

inline void set_field(FormFields& fields, const std::string& name, const std::string& value) {
  std::erase_if(fields, [&](const auto& each) { return each.first == name; });
  fields.emplace_back(name, value);
}

inline void drop_field(FormFields& fields, const std::string& name) {
  std::erase_if(fields, [&](const auto& each) { return each.first == name; });
}

inline Submission mandate_submission(const MandateForm& form, int n = 1) {
  return *read_submission(form, mandate_fields(form, n), *parse_date("2026-11-23"));
}

}  // namespace consentry
