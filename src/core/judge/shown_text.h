// SPDX-License-Identifier: Apache-2.0
// What a site tells those whom it asks for consent: its banner's layers, and the policy and the page
// about cookies that were read of it.
#pragma once

#include <string>
#include <vector>

#include "core/judge/declaration.h"
#include "core/judge/site_naming.h"

namespace consentry {

struct TextSearch {
  Naming naming = Naming::unnamed;
  std::string where;  // "the banner", "the page https://…"; empty when nothing was found
};

// Refers to its arguments, which must outlive it.
class ShownText {
 public:
  // site: with its own runs; visit: the run in which consent was given there. letters: less text than
  // that is no policy.
  ShownText(const SiteFacts& site, const RunObservation& visit, const RuleBook& book,
            double letters);

  // The clearest naming in any text that was seen.
  [[nodiscard]] TextSearch look_for(const SiteName& name) const;
  // Why its silence says nothing: some text that may name others was not seen. Empty when all was.
  [[nodiscard]] std::string missing() const;

  // The banner in the visit; only when nothing is missing.
  [[nodiscard]] const BannerView& banner() const { return *banner_; }
  // "the page https://… (read in run gpc of that site, line 812)".
  [[nodiscard]] std::vector<std::string> pages() const;

 private:
  const RunObservation& visit_;
  const SiteView view_;
  const Declaration declaration_;
  const double letters_;
  const BannerView* banner_ = nullptr;  // the first with text
};

}  // namespace consentry
