// SPDX-License-Identifier: Apache-2.0
#include "core/judge/detectors/vendor_consent.h"

#include <algorithm>
#include <set>

#include "core/base/origin.h"
#include "core/judge/evidence_text.h"
#include "core/judge/item_need.h"
#include "core/judge/tc_strings.h"

namespace consentry {
namespace {

constexpr int kStoring = 1;  // purpose 1: store and/or access information on a device

// Every TC string that stood on the pages after the choice: a vendor may have acted on any of them.
std::vector<TcString> strings_after(const Question& question, const RunView& run) {
  const Window window{question.phase, run.timeline.decided_at(question.phase)};
  std::vector<TcString> strings;
  for (const ConsentSignals* answer : tcf_answers(run, window)) {
    if (answer->tcf_gdpr_applies == false) return {};
    auto tc = read_tc_string(answer->tc_string, Strictness::lenient);
    if (tc) strings.push_back(*std::move(tc));
  }
  for (SeenTcString& seen : tc_strings_at_end(run, window)) strings.push_back(std::move(seen.tc));
  return strings;
}

bool lets(const TcString& tc, int vendor) {
  if (tc.purpose_one_treatment) return true;  // the publisher says that it was asked otherwise
  return tc.purposes_consent.contains(kStoring) && tc.vendors_consent.contains(vendor);
}

const TcfVendor* vendor_at(const RuleBook& book, std::string_view address) {
  const auto url = parse_url(address);
  if (!url) return nullptr;
  const auto found = std::ranges::find_if(book.tcf_vendors(), [&](const TcfVendor& vendor) {
    return std::ranges::any_of(
        vendor.hosts, [&](const std::string& host) { return domain_matches(url->host, host); });
  });
  return found == book.tcf_vendors().end() ? nullptr : &*found;
}

// Consent given outside the framework, by a line of its own in the banner, is seen by nobody here.
Verdict weight_in(Phase phase, Verdict of_item) {
  return phase == Phase::accept ? std::min(of_item, Verdict::risk) : of_item;
}

class Search {
 public:
  Search(const Question& question, const RunView& run, const std::vector<TcString>& strings,
         Tally& tally)
      : question_(question), run_(run), strings_(strings), tally_(tally) {}

  void reads() {
    for (const SentRequest& sent : run_.requests) {
      const bool later = sent.stage == stage_of(question_.phase) && sent.of_this_page &&
                         sent.request->when.step != Step::choice;
      const TcfVendor* vendor = later ? refused(sent.request->url) : nullptr;
      if (vendor == nullptr) continue;
      for (const CookieSent& cookie : sent.request->cookies) {
        const Weight weight = weigh(key_of(cookie.domain, cookie.name));
        if (weight.verdict < Verdict::likely_breach) continue;
        tally_.add(run_, {weight_in(question_.phase, weight.verdict), vendor->name,
                          evidence_of(sent, words(*vendor, "reads", cookie.name))});
        break;
      }
    }
  }

  void stores() {
    for (const StoredItem& item : run_.stored) {
      const bool later =
          item.written && item.stage == stage_of(question_.phase) && item.when.step != Step::choice;
      const TcfVendor* vendor = later ? refused(item.setter_url) : nullptr;
      if (vendor == nullptr) continue;
      const Weight weight = weigh(item.key);
      if (weight.verdict < Verdict::likely_breach) continue;
      tally_.add(run_,
                 {weight_in(question_.phase, weight.verdict), vendor->name,
                  evidence_of(question_.site, item, words(*vendor, "stores", item.key.name))});
    }
  }

 private:
  [[nodiscard]] const TcfVendor* refused(std::string_view address) const {
    const TcfVendor* vendor = vendor_at(question_.book, address);
    const bool let = vendor != nullptr && std::ranges::any_of(strings_, [&](const TcString& tc) {
                       return lets(tc, vendor->id);
                     });
    return let ? nullptr : vendor;
  }
  [[nodiscard]] Weight weigh(const ItemKey& key) const {
    return weight_of_item(question_.site, question_.site.item(key));
  }
  static std::string words(const TcfVendor& vendor, std::string_view does, std::string_view item) {
    return vendor.name + " " + std::string(does) + " " + shortened(item, 40) +
           ", and the TC string has no consent to purpose 1 by vendor " + std::to_string(vendor.id);
  }

  const Question& question_;
  const RunView& run_;
  const std::vector<TcString>& strings_;
  Tally& tally_;
};

}  // namespace

Finding vendor_consent(const Question& question) {
  const Speakers speakers = speakers_for(question.site, question.phase);
  if (speakers.runs.empty()) return without_verdict(speakers.otherwise, speakers.reason);
  Tally tally(question.phase, speakers.runs);
  bool any = false;
  for (const RunView* run : speakers.runs) {
    const std::vector<TcString> strings = strings_after(question, *run);
    if (strings.empty()) continue;
    any = true;
    Search search(question, *run, strings, tally);
    search.reads();
    search.stores();
  }
  if (!any) return without_verdict(Verdict::not_applicable, "no TC string was given out");
  return tally.conclude(
      "Vendors stored or read without the consent that the TC string would show",
      "No vendor known by its hosts stored or read without consent in the TC string.");
}

}  // namespace consentry
