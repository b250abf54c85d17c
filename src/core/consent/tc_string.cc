// SPDX-License-Identifier: Apache-2.0
#include "core/consent/tc_string.h"

#include <algorithm>
#include <utility>

#include "core/consent/bit_reader.h"

namespace consentry {
namespace {

constexpr int kPurposes = 24;
constexpr int kSpecialFeatures = 12;
constexpr int kDefinedPurposes = 11;          // purpose 11 came with policy version 4
constexpr int kPolicyWithoutAdsInterest = 4;  // TCF 2.2: no legitimate interest for purposes 3 to 6
constexpr std::int64_t kMillisPerDecisecond = 100;
// 2026-03-01T00:00:00Z: strings made from then on need the disclosed vendors segment (TCF 2.3).
constexpr std::int64_t kDisclosedMandatoryFrom = 1'772'323'200'000;

enum SegmentType { kCore = 0, kDisclosed = 1, kAllowed = 2, kPublisher = 3 };

// Reads one segment and notes what is wrong with it.
class SegmentReader {
 public:
  SegmentReader(std::string_view text, std::string name, std::vector<StringProblem>& problems)
      : bits_(text), name_(std::move(name)), problems_(problems) {
    if (const auto bad = bits_.bad_character()) {
      problem("", "character " + std::to_string(*bad + 1) + " is not base64url");
    }
  }

  void problem(std::string_view field, std::string text) {
    std::string where = name_;
    if (!field.empty()) where += "." + std::string(field);
    problems_.push_back({std::move(where), bits_.position(), std::move(text)});
  }

  int number(int bits) { return static_cast<int>(bits_.take(bits)); }
  bool flag() { return bits_.take_bit(); }
  UtcTime time() { return {static_cast<std::int64_t>(bits_.take(36)) * kMillisPerDecisecond}; }

  std::string letters(std::string_view field) {
    std::string text;
    for (int i = 0; i < 2; ++i) {
      const int letter = number(6);
      if (letter > 25) problem(field, "holds something that is no letter");
      text.push_back(letter <= 25 ? static_cast<char>('A' + letter) : '?');
    }
    return text;
  }

  IdSet bit_field(int count) {
    IdSet set;
    for (int id = 1; id <= count && !bits_.overrun(); ++id) {
      if (flag()) set.insert(id);
    }
    return set;
  }

  // NumEntries ranges, each one id or first and last.
  IdSet ranges(std::string_view field, int greatest) {
    IdSet set;
    const int entries = number(12);
    for (int i = 0; i < entries && !bits_.overrun(); ++i) {
      const bool is_range = flag();
      const int first = number(16);
      const int last = is_range ? number(16) : first;
      if (bits_.overrun()) break;
      if (first == 0 || first > last) {
        problem(field, "has the range " + std::to_string(first) + " to " + std::to_string(last));
        continue;
      }
      if (greatest > 0 && last > greatest) {
        problem(field, "names vendor " + std::to_string(last) + " above its own greatest id " +
                           std::to_string(greatest));
      }
      set.insert_range(first, last);
    }
    return set;
  }

  IdSet vendors(std::string_view field) {
    const int greatest = number(16);
    const bool is_range = flag();
    IdSet set = is_range ? ranges(field, greatest) : bit_field(greatest);
    if (bits_.overrun()) problem(field, "is cut off");
    return set;
  }

  std::vector<PublisherRestriction> restrictions() {
    std::vector<PublisherRestriction> list;
    const int count = number(12);
    for (int i = 0; i < count && !bits_.overrun(); ++i) {
      PublisherRestriction restriction;
      restriction.purpose = number(6);
      restriction.type = static_cast<RestrictionType>(number(2));
      restriction.vendors = ranges("publisherRestrictions", 0);
      list.push_back(std::move(restriction));
    }
    if (bits_.overrun()) problem("publisherRestrictions", "are cut off");
    return list;
  }

  void end() {
    if (!bits_.overrun() && !bits_.only_padding_left()) {
      problem("", "has bits after its last field");
    }
  }
  [[nodiscard]] bool overrun() const { return bits_.overrun(); }

 private:
  BitReader bits_;
  std::string name_;
  std::vector<StringProblem>& problems_;
};

void check_core(const TcString& tc, SegmentReader& core) {
  if (tc.updated < tc.created) core.problem("updated", "is before created");
  if (tc.policy_version >= kPolicyWithoutAdsInterest) {
    for (int purpose = 3; purpose <= 6; ++purpose) {
      if (tc.purposes_legitimate_interest.contains(purpose)) {
        core.problem("purposesLegitimateInterest", "claims legitimate interest for purpose " +
                                                       std::to_string(purpose) +
                                                       ", which TCF 2.2 and later do not allow");
      }
    }
  }
  if (tc.purposes_legitimate_interest.contains(1)) {
    core.problem("purposesLegitimateInterest", "claims legitimate interest for purpose 1");
  }
  if (std::max(tc.purposes_consent.greatest(), tc.purposes_legitimate_interest.greatest()) >
      kDefinedPurposes) {
    core.problem("purposes", "names a purpose above 11, which does not exist");
  }
  if (!tc.service_specific) {
    core.problem("isServiceSpecific", "is 0, but global scope is no longer valid");
  }
}

void read_core(std::string_view text, TcString& tc) {
  SegmentReader core(text, "core", tc.problems);
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

PublisherTc read_publisher(SegmentReader& segment) {
  PublisherTc publisher;
  publisher.purposes_consent = segment.bit_field(kPurposes);
  publisher.purposes_legitimate_interest = segment.bit_field(kPurposes);
  publisher.custom_purposes = segment.number(6);
  publisher.custom_consent = segment.bit_field(publisher.custom_purposes);
  publisher.custom_legitimate_interest = segment.bit_field(publisher.custom_purposes);
  if (segment.overrun()) segment.problem("", "is cut off");
  return publisher;
}

template <typename Part>
void keep_once(std::optional<Part>& place, Part part, SegmentReader& segment) {
  if (place) segment.problem("", "stands in the string more than once");
  place = std::move(part);
}

void read_segment(std::string_view text, int position, TcString& tc) {
  constexpr std::array<std::string_view, 4> kNames{"core", "disclosedVendors", "allowedVendors",
                                                   "publisherTC"};
  const int type = static_cast<int>(BitReader(text).take(3));
  const std::string name = type >= kDisclosed && type <= kPublisher
                               ? std::string(kNames.at(static_cast<std::size_t>(type)))
                               : "segment " + std::to_string(position);
  SegmentReader segment(text, name, tc.problems);
  segment.number(3);
  if (type == kDisclosed) {
    keep_once(tc.vendors_disclosed, segment.vendors(""), segment);
  } else if (type == kAllowed) {
    keep_once(tc.vendors_allowed, segment.vendors(""), segment);
  } else if (type == kPublisher) {
    keep_once(tc.publisher, read_publisher(segment), segment);
  } else {
    segment.problem("", text.empty() ? "is empty" : "has the unknown type " + std::to_string(type));
    return;
  }
  segment.end();
}

// What only the whole string shows.
void check_whole(TcString& tc) {
  if (!tc.vendors_disclosed) {
    if (tc.created.milliseconds >= kDisclosedMandatoryFrom) {
      tc.problems.push_back({"disclosedVendors", 0,
                             "is missing, which strings made since March 2026 need (TCF 2.3)"});
    }
    return;
  }
  for (const int vendor : tc.vendors_consent.ids()) {
    if (tc.vendors_disclosed->contains(vendor)) continue;
    tc.problems.push_back(
        {"vendorConsent", 0,
         "names vendor " + std::to_string(vendor) + ", which was not disclosed to the visitor"});
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
                 position++, tc);
    at = next;
  }
  check_whole(tc);
  if (strictness == Strictness::strict && !tc.problems.empty()) {
    const StringProblem& first = tc.problems.front();
    return Error{ErrorKind::corrupt,
                 first.where + " " + first.text + " (bit " + std::to_string(first.bit) + ")"};
  }
  return tc;
}

}  // namespace consentry
