// SPDX-License-Identifier: Apache-2.0
#include "core/mandate/mandate_form.h"

#include <algorithm>
#include <set>
#include <toml++/toml.h>
#include <unicode/uloc.h>

#include "core/base/bytes.h"
#include "core/base/origin.h"
#include "core/dossier/case_parties.h"
#include "core/judge/nearest.h"
#include "core/judge/strict_table.h"
#include "core/judge/toml_text.h"
#include "core/mandate/country_code.h"

namespace consentry {
namespace {

constexpr std::size_t kMaxIdBytes = 64;
// A case and the limitation that follows it do not last longer.
constexpr int kMostKeptMonths = 600;
constexpr std::array<std::string_view, kPowers.size()> kPowerNames{
    "complaint77", "court7879", "damages82", "optinout", "settlement"};

bool is_id(std::string_view text, bool with_dots) {
  return !text.empty() && text.size() <= kMaxIdBytes &&
         std::ranges::all_of(text, [with_dots](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
                  (with_dots && c == '.');
         });
}

bool is_language(const std::string& code) {
  const char* const* known = uloc_getISOLanguages();
  for (; *known != nullptr; ++known) {
    if (code == *known) return code.size() == 2;
  }
  return false;
}

bool is_loopback(const Url& url) { return url.host == "127.0.0.1" || url.host == "localhost"; }

bool is_page(std::string_view text) {
  const auto url = parse_url(text);
  return url && (url->scheme == "https" || (url->scheme == "http" && is_loopback(*url)));
}

void check_text(StrictTable& table, std::string_view key, std::string_view text) {
  // What is signed is hashed byte by byte, so it must look the same wherever it is shown.
  if (std::ranges::any_of(text,
                          [](char c) { return (c >= 0 && c < ' ' && c != '\n') || c == '\x7f'; }))
    table.fail(key, "holds a control character; paragraphs are separated by line feeds alone");
}

Asked read_asked(StrictTable& table, std::string_view key) {
  const std::string text = table.optional_text(key);
  if (text.empty()) return Asked::no;
  if (text == "optional") return Asked::optional;
  if (text != "required") table.fail(key, "is \"optional\" or \"required\", or left out");
  return Asked::required;
}

void read_asks(StrictTable& top, MandateForm& form) {
  const toml::table* found = top.table("ask");
  if (found == nullptr) return;
  StrictTable table(*found, top.where() + ": ask", top.first_error());
  form.residence_period = read_asked(table, "residence_period");
  form.account_holder = read_asked(table, "account_holder");
  form.birth_date = read_asked(table, "birth_date");
  form.postal_address = read_asked(table, "postal_address");
  form.account_email = read_asked(table, "account_email");
  form.use_statement = read_asked(table, "use_statement");
  form.signature = read_asked(table, "signature");
  form.asks_newsletter = table.flag("newsletter");
  form.asks_press = table.flag("press");
  table.finish();
}

std::vector<FormChoice> read_choices(StrictTable& top, std::string_view key) {
  std::vector<FormChoice> choices;
  for (const toml::table* each : top.tables(key)) {
    StrictTable table(
        *each, top.where() + ": " + std::string(key) + " " + std::to_string(choices.size() + 1),
        top.first_error());
    FormChoice choice{table.text("id"), table.text("name")};
    if (!is_id(choice.id, true)) table.fail("id", "has a-z, 0-9, '-' and '.', at most 64 of them");
    if (choice_of(choices, choice.id) != nullptr) table.fail("id", "stands there twice");
    check_text(table, "name", choice.name);
    table.finish();
    choices.push_back(std::move(choice));
  }
  if (choices.size() > kMaxFormChoices)
    top.fail(key, "has more than " + std::to_string(kMaxFormChoices));
  return choices;
}

std::vector<Power> read_powers(StrictTable& top, std::string_view key, bool required) {
  const std::vector<std::string> names = top.texts(key, required);
  for (const std::string& name : names) {
    if (power_named(name)) continue;
    top.fail(key, "knows no '" + name + "'" +
                      suggestion(name, {kPowerNames.begin(), kPowerNames.end()}));
  }
  std::vector<Power> powers;
  for (const Power power : kPowers) {
    if (std::ranges::find(names, name_of(power)) != names.end()) powers.push_back(power);
  }
  return powers;
}

MandateText read_text(StrictTable& table, const std::vector<MandateText>& before) {
  MandateText text;
  text.language = table.text("language");
  if (!is_language(text.language)) table.fail("language", "is two letters of ISO 639-1: \"nl\"");
  if (std::ranges::find(before, text.language, &MandateText::language) != before.end())
    table.fail("language", "stands there twice");
  text.title = table.text("title");
  text.summary = table.optional_text("summary");
  text.mandate = table.text("mandate");
  text.fee = table.optional_text("fee");
  check_text(table, "title", text.title);
  check_text(table, "summary", text.summary);
  check_text(table, "mandate", text.mandate);
  check_text(table, "fee", text.fee);
  text.mandate_digest = sha256(text.mandate);
  text.fee_digest = sha256(text.fee);
  table.finish();
  return text;
}

void read_texts(StrictTable& top, MandateForm& form) {
  for (const toml::table* each : top.tables("text")) {
    StrictTable table(*each, top.where() + ": text " + std::to_string(form.texts.size() + 1),
                      top.first_error());
    form.texts.push_back(read_text(table, form.texts));
  }
  if (form.texts.empty()) top.fail("text", "needs one language at least");
  const auto paid = [](const MandateText& text) { return !text.fee.empty(); };
  if (std::ranges::any_of(form.texts, paid) && !std::ranges::all_of(form.texts, paid))
    top.fail("text", "tells about fees in some languages only");
}

void read_key(StrictTable& top, MandateForm& form) {
  const auto bytes = bytes_of_base64(top.text("sealing_key"));
  if (!bytes || bytes->size() != form.sealing_key.size()) {
    top.fail("sealing_key", "is what `consentry mandate key new` prints: 44 characters");
    return;
  }
  std::ranges::copy(*bytes, form.sealing_key.begin());
}

void read_reach(StrictTable& top, MandateForm& form) {
  form.countries = top.texts("countries", false);
  for (const std::string& country : form.countries) {
    if (!is_country(country)) top.fail("countries", "'" + country + "' is no code such as \"NL\"");
  }
  form.embed = top.texts("embed", false);
  for (const std::string& origin : form.embed) {
    const auto url = parse_url(origin);
    if (!is_page(origin) || url->origin() != origin)
      top.fail("embed", "'" + origin + "' is no origin such as \"https://www.ours.example\"");
  }
  const std::string closes = top.optional_text("closes");
  if (closes.empty()) return;
  const auto date = parse_date(closes);
  if (!date) top.fail("closes", "'" + closes + "' is no date such as 2026-11-22");
  if (date) form.closes = *date;
}

void read_top(StrictTable& top, MandateForm& form) {
  form.id = top.text("id");
  if (!is_id(form.id, false)) top.fail("id", "has a-z, 0-9 and '-', at most 64 of them");
  form.version = top.text("version");
  form.organisation = top.text("organisation");
  check_text(top, "organisation", form.organisation);
  form.contact = top.text("contact");
  check_text(top, "contact", form.contact);
  form.privacy = top.text("privacy");
  if (!is_page(form.privacy)) top.fail("privacy", "is an https address");
  read_key(top, form);
  form.minors = top.flag("minors");
  form.kept_months = top.integer("kept_months", 0, kMostKeptMonths);
  read_reach(top, form);
  form.powers = read_powers(top, "powers", true);
  form.needed_powers = read_powers(top, "needed_powers", false);
  for (const Power power : form.needed_powers) {
    if (std::ranges::find(form.powers, power) == form.powers.end())
      top.fail("needed_powers", "'" + std::string(name_of(power)) + "' is not among the powers");
  }
  form.respondents = read_choices(top, "respondent");
  if (form.respondents.empty()) top.fail("respondent", "needs one at least");
  form.sites = read_choices(top, "site");
  read_asks(top, form);
  read_texts(top, form);
  top.finish();
}

}  // namespace

std::string_view name_of(Power power) { return kPowerNames.at(static_cast<std::size_t>(power)); }

std::optional<Power> power_named(std::string_view name) {
  const auto found = std::ranges::find(kPowerNames, name);
  if (found == kPowerNames.end()) return std::nullopt;
  return kPowers.at(static_cast<std::size_t>(found - kPowerNames.begin()));
}

Result<MandateForm> parse_mandate_form(const std::string& file, std::string_view text) {
  if (text.size() > kMaxMandateFormBytes)
    return Error{ErrorKind::exhausted, file + " is too large for the form of a case"};
  const auto root = parse_toml(file, text);
  if (!root) return root.error();
  FirstError error;
  StrictTable top(*root, file, error);
  MandateForm form;
  read_top(top, form);
  if (error) return *error;
  return form;
}

const MandateText* text_in(const MandateForm& form, std::string_view language) {
  const auto found = std::ranges::find(form.texts, language, &MandateText::language);
  return found == form.texts.end() ? nullptr : &*found;
}

const FormChoice* choice_of(const std::vector<FormChoice>& choices, std::string_view id) {
  const auto found = std::ranges::find(choices, id, &FormChoice::id);
  return found == choices.end() ? nullptr : &*found;
}

}  // namespace consentry
