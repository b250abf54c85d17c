// SPDX-License-Identifier: Apache-2.0
// What the form of one case asks of a person who gives a mandate, as an organisation writes it (TOML).
// Format: docs/formats/mandate-form.md. Values; nothing here is personal.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/digest.h"
#include "core/dossier/term.h"

namespace consentry {

// The mandate's text, ten pages, in 24 languages.
inline constexpr std::size_t kMaxMandateFormBytes = std::size_t{2} << 20U;
// Of respondents and of sites; a form with more is read by nobody.
inline constexpr std::size_t kMaxFormChoices = 200;
// In every state of the Union a person of this age signs alone.
inline constexpr int kFullAge = 18;

// An X25519 public key: what is sealed to it, its private half alone opens.
using SealingKey = std::array<std::uint8_t, 32>;

// What the person lets the organisation do, each a tick of its own.
enum class Power {
  complaint77,  // complain to an authority (GDPR, Article 77)
  court7879,    // go to court against an authority or a company (Articles 78 and 79)
  damages82,    // claim damages (Article 82)
  optinout,     // declare an opt-in or opt-out in a collective action
  settlement,   // agree to a settlement
};
inline constexpr std::array kPowers{Power::complaint77, Power::court7879, Power::damages82,
                                    Power::optinout, Power::settlement};
std::string_view name_of(Power power);  // "complaint77"
std::optional<Power> power_named(std::string_view name);

// Whether a field that not every case needs stands on the form.
enum class Asked { no, optional, required };

// What a person can tick: a respondent, or a site that they visited.
struct FormChoice {
  std::string id;    // a-z 0-9 '-' '.', at most 64
  std::string name;  // as people read it
};

// What a person of one language reads. Texts are plain, paragraphs apart by an empty line.
struct MandateText {
  std::string language;  // "nl"; one of ISO 639-1, lower-case
  std::string title;
  std::string summary;
  std::string mandate;  // what is signed
  std::string fee;      // who pays, what a funder gets; empty: it costs nothing and nobody funds it
  Sha256 mandate_digest{};  // of `mandate`, byte by byte
  Sha256 fee_digest{};
};

struct MandateForm {
  std::string id;       // of the case: a-z 0-9 '-', at most 64; stands in addresses
  std::string version;  // of the texts, as people name it
  std::string organisation;
  std::string contact;  // where a person turns to about their data
  std::string privacy;  // https address of the privacy statement (GDPR, Article 13)
  SealingKey sealing_key{};
  bool minors = false;                  // a guardian may sign for who is under age
  int kept_months = 0;                  // after the case has ended, until everything is erased
  std::optional<Date> closes;           // last day that the form takes mandates
  std::vector<std::string> countries;   // of residence; empty: all
  std::vector<std::string> embed;       // origins that may embed the form: "https://a.example"
  std::vector<FormChoice> respondents;  // at least one
  std::vector<FormChoice> sites;        // may be empty
  std::vector<Power> powers;            // at least one, in the order of the enumeration
  std::vector<Power> needed_powers;     // of these; without them no mandate is taken
  Asked residence_period = Asked::no;
  Asked account_holder = Asked::no;
  Asked birth_date = Asked::no;
  Asked postal_address = Asked::no;
  Asked account_email = Asked::no;
  Asked use_statement = Asked::no;  // in the person's own words
  Asked signature = Asked::no;      // typed
  bool asks_newsletter = false;
  bool asks_press = false;
  std::vector<MandateText> texts;  // at least one; the first is the form's own language
};

// invalid_input names the table and key that are wrong or unknown; exhausted: too large.
Result<MandateForm> parse_mandate_form(const std::string& file, std::string_view toml);

// The text of a language; null when there is none.
const MandateText* text_in(const MandateForm& form, std::string_view language);
const FormChoice* choice_of(const std::vector<FormChoice>& choices, std::string_view id);

}  // namespace consentry
