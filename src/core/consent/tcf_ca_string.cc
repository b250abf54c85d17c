// SPDX-License-Identifier: Apache-2.0
#include "core/consent/tcf_ca_string.h"

#include <utility>

namespace consentry {
namespace {

constexpr int kPurposes = 24;
constexpr int kSpecialFeatures = 12;
constexpr std::size_t kUpdatedAt = 42;  // in bits

enum SegmentType { kDisclosed = 1, kPublisher = 3 };

TcfCaString read_core(std::string_view text, RangeCoding coding) {
  TcfCaString ca;
  SegmentReader core(text, "core", 0, ca.problems);
  ca.version = core.number(6);
  ca.created = core.time();
  ca.updated = core.time();
  ca.cmp_id = core.number(12);
  ca.cmp_version = core.number(12);
  ca.consent_screen = core.number(6);
  ca.consent_language = core.letters("consentLanguage");
  ca.vendor_list_version = core.number(12);
  ca.policy_version = core.number(6);
  ca.non_standard_texts = core.flag();
  ca.special_features = core.bit_field(kSpecialFeatures);
  ca.purposes_express = core.bit_field(kPurposes);
  ca.purposes_implied = core.bit_field(kPurposes);
  ca.vendors_express = core.vendors("vendorExpressConsent", coding);
  ca.vendors_implied = core.vendors("vendorImpliedConsent", coding);
  ca.restrictions = core.restrictions(coding);
  core.end();
  if (ca.updated < ca.created) core.problem_at(kUpdatedAt, "updated", "is before created");
  return ca;
}

struct Disclosed {
  IdSet vendors;
  std::vector<StringProblem> problems;
};

Disclosed read_disclosed(std::string_view text, RangeCoding coding, std::size_t offset) {
  Disclosed disclosed;
  SegmentReader segment(text, "disclosedVendors", offset, disclosed.problems);
  segment.number(3);
  disclosed.vendors = segment.vendors("", coding);
  segment.end();
  return disclosed;
}

// The reading with Fibonacci numbers, unless only the one with fixed widths makes sense.
template <typename Read>
auto read_either_coding(Read read, std::string_view name, std::size_t offset) {
  auto present = read(RangeCoding::fibonacci);
  if (present.problems.empty()) return present;
  auto early = read(RangeCoding::fixed);
  if (early.problems.size() >= present.problems.size()) return present;
  early.problems.push_back(
      {std::string(name), 0, "writes its ranges as TCF EU does, not as Fibonacci numbers", offset});
  return early;
}

void take_problems(TcfCaString& ca, std::vector<StringProblem> problems) {
  for (StringProblem& problem : problems) ca.problems.push_back(std::move(problem));
}

void read_segment(std::string_view text, std::size_t offset, TcfCaString& ca) {
  const int type = static_cast<int>(BitReader(text).take(3));
  if (type == kDisclosed && !ca.vendors_disclosed) {
    Disclosed disclosed =
        read_either_coding([&](RangeCoding coding) { return read_disclosed(text, coding, offset); },
                           "disclosedVendors", offset);
    ca.vendors_disclosed = std::move(disclosed.vendors);
    take_problems(ca, std::move(disclosed.problems));
    return;
  }
  SegmentReader segment(text, "segment of type " + std::to_string(type), offset, ca.problems);
  segment.number(3);
  if (type == kPublisher && !ca.publisher) {
    ca.publisher = segment.publisher();
    segment.end();
  } else {
    const bool known = type == kDisclosed || type == kPublisher;
    segment.problem("", text.empty() ? "is empty"
                        : known      ? "stands in the string more than once"
                                     : "is unknown");
  }
}

}  // namespace

Result<TcfCaString> read_tcf_ca_string(std::string_view text, Strictness strictness) {
  if (text.size() > kMaxConsentString) {
    return Error{ErrorKind::exhausted, "longer than any TCF Canada string"};
  }
  const auto dot = text.find('.');
  const std::string_view core = text.substr(0, dot);
  const int version = static_cast<int>(BitReader(core).take(6));
  if (version != 1) {
    return Error{
        ErrorKind::corrupt,
        "not a TCF Canada string of version 1: it begins with version " + std::to_string(version)};
  }
  TcfCaString ca =
      read_either_coding([&](RangeCoding coding) { return read_core(core, coding); }, "core", 0);
  for (auto at = dot; at != std::string_view::npos;) {
    const auto next = text.find('.', at + 1);
    read_segment(text.substr(at + 1, next == std::string_view::npos ? next : next - at - 1), at + 1,
                 ca);
    at = next;
  }
  if (auto error = refusal(ca.problems, strictness)) return *std::move(error);
  return ca;
}

}  // namespace consentry
