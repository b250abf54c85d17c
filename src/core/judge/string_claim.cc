// SPDX-License-Identifier: Apache-2.0
#include "core/judge/string_claim.h"

#include <algorithm>
#include <array>
#include <variant>

#include "core/consent/consent_string.h"

namespace consentry {
namespace {

constexpr int kLastPurpose = 11;  // TCF 2.3; higher numbers are undefined
// As IAB's interfaces and the managers that implement them name what they store.
constexpr std::array<std::string_view, 9> kNames{
    "euconsent-v2",  "eupubconsent-v2",      "IABTCF_TCString",
    "addtl_consent", "IABTCF_AddtlConsent",  "usprivacy",
    "__gpp",         "IABGPP_HDR_GppString", "IABUSPrivacy_String"};
// Fields of American sections in which 2 says that the visitor did not opt out.
constexpr std::array<std::string_view, 3> kOptOuts{"SaleOptOut", "SharingOptOut",
                                                   "TargetedAdvertisingOptOut"};
constexpr int kDidNotOptOut = 2;

std::vector<int> defined(const IdSet& purposes) {
  std::vector<int> ids = purposes.ids();
  std::erase_if(ids, [](int id) { return id > kLastPurpose; });
  return ids;
}

void add_purposes(const std::string& subject, const IdSet& purposes,
                  std::vector<StringClaim>& claims) {
  const std::vector<int> ids = defined(purposes);
  if (ids.empty()) return;
  claims.push_back({StringClaimKind::consent, beyond_measurement(ids), subject,
                    subject + " purposes granted: " + listed(ids)});
}

void add_us(const std::string& subject, const UsSection& section,
            std::vector<StringClaim>& claims) {
  for (const std::string_view name : kOptOuts) {
    const UsField* field = section.find(name);
    if (field == nullptr || field->values.empty() || field->values.front() != kDidNotOptOut)
      continue;
    claims.push_back(
        {StringClaimKind::no_opt_out, true, subject,
         subject + " says that the visitor did not opt out (" + std::string(name) + " 2)"});
    return;
  }
}

void add_us_privacy(const std::string& subject, const UsPrivacy& privacy,
                    std::vector<StringClaim>& claims) {
  if (privacy.notice != 'Y' || privacy.opt_out_sale != 'N') return;
  claims.push_back({StringClaimKind::no_opt_out, true, subject,
                    subject + " says that the visitor did not opt out of sale"});
}

void add_section(const GppSection& section, std::vector<StringClaim>& claims) {
  const std::string subject = "GPP (" + section.name + ")";
  if (const auto* tc = std::get_if<TcString>(&section.content))
    add_purposes(subject, tc->purposes_consent, claims);
  if (const auto* canada = std::get_if<TcfCaString>(&section.content))
    add_purposes(subject, canada->purposes_express, claims);
  if (const auto* privacy = std::get_if<UsPrivacy>(&section.content))
    add_us_privacy(subject, *privacy, claims);
  if (const auto* us = std::get_if<UsSection>(&section.content)) add_us(subject, *us, claims);
}

}  // namespace

bool is_consent_string_name(std::string_view name) {
  return std::ranges::find(kNames, name) != kNames.end();
}

std::string listed(const std::vector<int>& ids) {
  std::string text;
  for (const int id : ids) text += (text.empty() ? "" : ", ") + std::to_string(id);
  return text;
}

// Purposes 8 and 9 measure content and audiences; the others serve advertising or need storage.
bool beyond_measurement(const std::vector<int>& purposes) {
  return std::ranges::any_of(purposes, [](int purpose) { return purpose != 8 && purpose != 9; });
}

std::vector<StringClaim> claims_in(std::string_view consent_string) {
  std::vector<StringClaim> claims;
  const auto read = read_consent_string(consent_string, Strictness::lenient);
  if (!read) return claims;
  if (const auto* tc = std::get_if<TcString>(&*read))
    add_purposes("TCF", tc->purposes_consent, claims);
  if (const auto* gpp = std::get_if<GppString>(&*read)) {
    for (const GppSection& section : gpp->sections) add_section(section, claims);
  }
  if (const auto* added = std::get_if<AdditionalConsent>(&*read)) {
    const int count = added->consented.size();
    if (count > 0) {
      claims.push_back({StringClaimKind::consent, true, "Additional Consent",
                        "Additional Consent names " + std::to_string(count) +
                            (count == 1 ? " provider" : " providers") + " as consented"});
    }
  }
  if (const auto* privacy = std::get_if<UsPrivacy>(&*read))
    add_us_privacy("US Privacy", *privacy, claims);
  return claims;
}

}  // namespace consentry
