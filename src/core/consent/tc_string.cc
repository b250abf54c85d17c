// SPDX-License-Identifier: Apache-2.0
#include "core/consent/tc_string.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/consent/bit_reader.h"
#include "core/consent/segment_reader.h"

namespace consentry {
namespace {

constexpr int kPurposes = 24;
constexpr int kSpecialFeatures = 12;
constexpr int kDefinedPurposes = 11;          // purpose 11 came with policy version 4
constexpr int kPolicyWithoutAdsInterest = 4;  // TCF 2.2: no legitimate interest for purposes 3 to 6
// 2026-03-01T00:00:00Z: strings made from then on need the disclosed vendors segment (TCF 2.3).
constexpr std::int64_t kDisclosedMandatoryFrom = 1'772'323'200'000;

// Where fields of the core begin, in bits.
constexpr std::size_t kUpdatedAt = 42;
constexpr std::size_t kServiceSpecificAt = 138;
constexpr std::size_t kPurposesAt = 152;
constexpr std::size_t kLegitimateInterestAt = 176;
constexpr std::size_t kVendorConsentAt = 213;

enum SegmentType { kCore = 0, kDisclosed = 1, kAllowed = 2, kPublisher = 3 };

void check_core(const TcString& tc, SegmentReader& core) {
  if (tc.updated < tc.created) core.problem_at(kUpdatedAt, "updated", "is before created");
  if (tc.policy_version >= kPolicyWithoutAdsInterest) {
    for (int purpose = 3; purpose <= 6; ++purpose) {
      if (tc.purposes_legitimate_interest.contains(purpose)) {
        core.problem_at(kLegitimateInterestAt, "purposesLegitimateInterest",
                        "claims legitimate interest for purpose " + std::to_string(purpose) +
                            ", which TCF 2.2 and later do not allow");
      }
    }
  }
  if (tc.purposes_legitimate_interest.contains(1)) {
    core.problem_at(kLegitimateInterestAt, "purposesLegitimateInterest",
                    "claims legitimate interest for purpose 1");
  }
  if (std::max(tc.purposes_consent.greatest(), tc.purposes_legitimate_interest.greatest()) >
      kDefinedPurposes) {
    core.problem_at(kPurposesAt, "purposes", "names a purpose above 11, which does not exist");
  }
  if (!tc.service_specific) {
    core.problem_at(kServiceSpecificAt, "isServiceSpecific",
                    "is 0, but global scope is no longer valid");
  }
}

void read_core(std::string_view text, TcString& tc) {
  SegmentReader core(text, "core", 0, tc.problems);
  tc.version = core.number(6);
  tc.created = core.time();
  tc.updated = core.time();
  tc.cmp_id = core.number(12);
  tc.cmp_version = core.number(12);
  tc.consent_screen = core.number(6);
  tc.consent_language = core.letters("consentLanguage");
  tc.vendor_list_version = core.number(12);
  tc.policy_version = core.number(6);
  tc.service_specific = core.flag();
  tc.non_standard_texts = core.flag();
  tc.special_features = core.bit_field(kSpecialFeatures);
  tc.purposes_consent = core.bit_field(kPurposes);
  tc.purposes_legitimate_interest = core.bit_field(kPurposes);
  tc.purpose_one_treatment = core.flag();
  tc.publisher_country = core.letters("publisherCC");
  tc.vendors_consent = core.vendors("vendorConsent");
  tc.vendors_legitimate_interest = core.vendors("vendorLegitimateInterest");
  tc.restrictions = core.restrictions();
  core.end();
  check_core(tc, core);
}

template <typename Part>
void keep_once(std::optional<Part>& place, Part part, SegmentReader& segment) {
  if (place) segment.problem("", "stands in the string more than once");
  place = std::move(part);
}

void read_segment(std::string_view text, int position, std::size_t offset, TcString& tc) {
  constexpr std::array<std::string_view, 4> kNames{"core", "disclosedVendors", "allowedVendors",
                                                   "publisherTC"};
  const int type = static_cast<int>(BitReader(text).take(3));
  const std::string name = type >= kDisclosed && type <= kPublisher
                               ? std::string(kNames.at(static_cast<std::size_t>(type)))
                               : "segment " + std::to_string(position);
  SegmentReader segment(text, name, offset, tc.problems);
  segment.number(3);
  if (type == kDisclosed) {
    keep_once(tc.vendors_disclosed, segment.vendors(""), segment);
  } else if (type == kAllowed) {
    keep_once(tc.vendors_allowed, segment.vendors(""), segment);
  } else if (type == kPublisher) {
    keep_once(tc.publisher, segment.publisher(), segment);
  } else {
    segment.problem("", text.empty() ? "is empty" : "has the unknown type " + std::to_string(type));
    return;
  }
  segment.end();
}

// What only the whole string shows.
void check_whole(TcString& tc, std::size_t size) {
  if (!tc.vendors_disclosed) {
    if (tc.created.milliseconds >= kDisclosedMandatoryFrom) {
      tc.problems.push_back({"disclosedVendors", 0,
                             "is missing, which strings made since March 2026 need (TCF 2.3)",
                             size});
    }
    return;
  }
  for (const int vendor : tc.vendors_consent.ids()) {
    if (tc.vendors_disclosed->contains(vendor)) continue;
    tc.problems.push_back(
        {"core.vendorConsent", kVendorConsentAt,
         "names vendor " + std::to_string(vendor) + ", which was not disclosed to the visitor",
         kVendorConsentAt / 6});
    return;
  }
}

}  // namespace

Result<TcString> read_tc_string(std::string_view text, Strictness strictness) {
  if (text.empty()) return Error{ErrorKind::corrupt, "the TC string is empty"};
  if (text.size() > kMaxConsentString) {
    return Error{ErrorKind::exhausted, "longer than any TC string"};
  }
  const auto dot = text.find('.');
  const int version = static_cast<int>(BitReader(text.substr(0, dot)).take(6));
  if (version != 2) {
    return Error{ErrorKind::corrupt,
                 "not a TC string of version 2: it begins with version " + std::to_string(version)};
  }
  TcString tc;
  read_core(text.substr(0, dot), tc);
  int position = 1;
  for (auto at = dot; at != std::string_view::npos;) {
    const auto next = text.find('.', at + 1);
    read_segment(text.substr(at + 1, next == std::string_view::npos ? next : next - at - 1),
                 position++, at + 1, tc);
    at = next;
  }
  check_whole(tc, text.size());
  if (auto error = refusal(tc.problems, strictness)) return *std::move(error);
  return tc;
}

}  // namespace consentry
