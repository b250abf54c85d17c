// SPDX-License-Identifier: Apache-2.0
#include "core/judge/consent_claim.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "core/judge/consent_mode.h"
#include "core/judge/evidence_text.h"
#include "core/judge/percent_text.h"
#include "core/judge/string_claim.h"

namespace consentry {
namespace {

constexpr std::array<std::string_view, 3> kAdvertisingKeys{"ad_storage", "ad_user_data",
                                                           "ad_personalization"};
constexpr std::string_view kMeasurementKey = "analytics_storage";
constexpr int kLastPurpose = 11;  // TCF 2.3; higher numbers are undefined

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return out;
}

bool within(const Window& window, const Moment& when, const EventRef& at) {
  return when.phase == window.phase && at.line > window.after_line && at.line < window.until_line;
}

std::vector<int> purposes_of(const ConsentSignals& signals) {
  std::vector<int> purposes;
  for (const auto& [purpose, consent] : signals.tcf_purpose_consents) {
    if (consent && purpose <= kLastPurpose) purposes.push_back(purpose);
  }
  return purposes;
}

ClaimSource source_of(const StringClaim& claim) {
  if (claim.kind == StringClaimKind::no_opt_out) return ClaimSource::us_opt_out;
  if (claim.subject == "TCF") return ClaimSource::tcf;
  return claim.subject == "Additional Consent" ? ClaimSource::additional_consent : ClaimSource::gpp;
}

// What a consent string claims; `told` says where it stands.
void add_string(std::string_view string, const std::string& told, const EventRef& at,
                std::vector<ConsentClaim>& claims) {
  for (const StringClaim& claim : claims_in(string)) {
    claims.push_back({source_of(claim), claim.advertising, claim.subject, claim.text + told, at});
  }
}

// A CMP that says the GDPR does not apply records no consent under it.
const ConsentSignals* tcf_at_end(const RunView& run, const Window& window) {
  const ConsentSignals* last = nullptr;
  for (const ConsentSignals& signals : run.run->consent_signals) {
    if (within(window, signals.when, signals.at) && signals.tcf_present) last = &signals;
  }
  return last != nullptr && last->tcf_gdpr_applies == false ? nullptr : last;
}

void add_tcf(const RunView& run, const Window& window, std::vector<ConsentClaim>& claims) {
  const ConsentSignals* signals = tcf_at_end(run, window);
  if (signals == nullptr) return;
  const std::string status =
      signals->tcf_event_status.empty() ? "" : " (" + signals->tcf_event_status + ")";
  if (signals->tcf_purpose_consents.empty()) {
    add_string(signals->tc_string, status, signals->at, claims);
    return;
  }
  const std::vector<int> purposes = purposes_of(*signals);
  if (purposes.empty()) return;
  claims.push_back({ClaimSource::tcf, beyond_measurement(purposes), "TCF",
                    "TCF purposes granted: " + listed(purposes) + status, signals->at});
}

void add_other_interfaces(const RunView& run, const Window& window,
                          std::vector<ConsentClaim>& claims) {
  const ConsentSignals* signals = last_consent_signals(run, window);
  if (signals == nullptr) return;
  add_string(signals->gpp_string, " (__gpp)", signals->at, claims);
  add_string(signals->us_privacy, " (__uspapi)", signals->at, claims);
}

void add_consent_mode(const RunView& run, const Window& window, std::vector<ConsentClaim>& claims) {
  const auto state = consent_mode_at_end(run, window);
  if (!state) return;
  std::vector<std::string> granted;
  bool advertising = false;
  for (const auto& [key, value] : state->granted) {
    const bool ads = std::ranges::find(kAdvertisingKeys, key) != kAdvertisingKeys.end();
    if (!value || (!ads && key != kMeasurementKey)) continue;
    advertising = advertising || ads;
    granted.push_back(key);
  }
  if (granted.empty()) return;
  std::string text = "Google Consent Mode says granted:";
  for (const std::string& key : granted) text += " " + key;
  claims.push_back({ClaimSource::consent_mode, advertising, "Google Consent Mode", std::move(text),
                    state->last});
}

struct Record {
  std::string kind;
  std::string name;
  std::string value;
  EventRef at;
};

// The stored values as they stood when the window ended, one for each name.
std::vector<Record> records_at_end(const RunView& run, const Window& window) {
  std::map<ItemKey, Record> last;
  for (const CookieRow& row : run.run->cookie_rows) {
    if (!within(window, row.when, row.at)) continue;
    last[key_of(row.domain, row.name)] = {"cookie", row.name, row.value, row.at};
  }
  for (const StorageItem& item : run.run->storage) {
    if (item.area != StorageArea::local || !within(window, item.when, item.at)) continue;
    last[key_of(item)] = {"local", item.key, item.value, item.at};
  }
  std::vector<Record> records;
  for (auto& [key, record] : last) records.push_back(std::move(record));
  return records;
}

bool has_name(std::string_view name, std::string_view pattern) {
  const bool open_begin = pattern.starts_with('*');
  const bool open_end = pattern.ends_with('*');
  if (open_begin) pattern.remove_prefix(1);
  if (open_end && !pattern.empty()) pattern.remove_suffix(1);
  if (open_begin && open_end) return name.find(pattern) != std::string_view::npos;
  if (open_begin) return name.ends_with(pattern);
  return open_end ? name.starts_with(pattern) : name == pattern;
}

bool has_form(const Record& record, const ConsentRecordForm& form) {
  if (form.kind != "any" && record.kind != form.kind) return false;
  // Home-made names are written in any case.
  return has_name(form.assumed ? lower_ascii(record.name) : record.name, form.name);
}

bool says_granted(const std::string& value, const ConsentRecordForm& form) {
  const auto occurs = [&](const std::string& text) {
    return value.find(text) != std::string::npos;
  };
  if (std::ranges::any_of(form.granted_none, occurs)) return false;
  return std::ranges::find(form.granted_exact, value) != form.granted_exact.end() ||
         std::ranges::any_of(form.granted_any, occurs);
}

std::optional<ConsentClaim> claim_in(const Record& record, const RuleBook& book) {
  const std::string shown = record.name + "=" + shortened(record.value, kMaxValueShown);
  const std::string value = percent_decoded_twice(record.value);
  for (const ConsentRecordForm& form : book.consent_records()) {
    if (!has_form(record, form)) continue;
    // A known program's form is the only one its record has.
    if (!says_granted(form.assumed ? lower_ascii(value) : value, form)) {
      if (form.assumed) continue;
      return std::nullopt;
    }
    const ClaimSource source = form.assumed ? ClaimSource::assumed_record : ClaimSource::record;
    return ConsentClaim{source, true, form.manager,
                        shown + " is how " + form.manager + " notes consent", record.at};
  }
  return std::nullopt;
}

}  // namespace

std::vector<ConsentClaim> consent_claims(const RunView& run, const RuleBook& book,
                                         const Window& window) {
  std::vector<ConsentClaim> claims;
  add_tcf(run, window, claims);
  add_other_interfaces(run, window, claims);
  add_consent_mode(run, window, claims);
  for (const Record& record : records_at_end(run, window)) {
    if (is_consent_string_name(record.name)) {
      add_string(percent_decoded_twice(record.value), " (" + record.name + ")", record.at, claims);
      continue;
    }
    if (auto claim = claim_in(record, book)) claims.push_back(*std::move(claim));
  }
  return claims;
}

bool consent_state_seen(const RunView& run, const RuleBook& book, const Window& window) {
  if (tcf_at_end(run, window) != nullptr || consent_mode_at_end(run, window)) return true;
  const ConsentSignals* signals = last_consent_signals(run, window);
  if (signals != nullptr && !signals->gpp_string.empty()) return true;
  return std::ranges::any_of(records_at_end(run, window), [&](const Record& record) {
    return keeps_choice(record.kind, record.name, book);
  });
}

bool keeps_choice(std::string_view kind, std::string_view name, const RuleBook& book) {
  const Record record{std::string(kind), std::string(name), {}, {}};
  return is_consent_string_name(name) ||
         std::ranges::any_of(book.consent_records(),
                             [&](const ConsentRecordForm& form) { return has_form(record, form); });
}

const ConsentSignals* last_consent_signals(const RunView& run, const Window& window) {
  const ConsentSignals* last = nullptr;
  for (const ConsentSignals& signals : run.run->consent_signals) {
    if (within(window, signals.when, signals.at)) last = &signals;
  }
  return last;
}

}  // namespace consentry
