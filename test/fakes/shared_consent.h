// SPDX-License-Identifier: Apache-2.0
// Two sites that keep consent at one host of a third party, and the visit that gives consent on one
// and opens the other.
#pragma once

#include <string>
#include <vector>

#include "fakes/declared_page.h"
#include "fakes/site_maker.h"

namespace consentry {

inline constexpr const char* kSharedHost = "https://keep.hub.example/recall.js";

// A site as its own runs show it. Tests change what they are about.
struct SharingSite {
  explicit SharingSite(std::string url) : maker(std::move(url)) {
    for (RunMaker* run : maker.both()) {
      run->request(kSharedHost).banner({button("Accept", Intent::accept_all)}, 1, text);
    }
    maker.run("accept")
        .choose(Phase::accept)
        .http_cookie(".hub.example", "shared_consent", "granted", kSharedHost);
  }

  // A policy as long as policies are.
  SharingSite& policy(std::string_view line) {
    PageMaker page;
    page.line(std::string(line));
    page.line(std::string(1'600, 'p'));
    maker.run("gpc").trial(Step::documents).document("policy", 200, page.json());
    return *this;
  }
  [[nodiscard]] SiteFacts facts() const { return maker.facts(); }

  static constexpr const char* text = "We use cookies for advertising.";
  SiteMaker maker;
};

// Consent on `from`; then the page of `to`, left to be filled by the test.
struct CarryingVisit {
  CarryingVisit(const std::string& from, const std::string& to, std::string_view text,
                ChoiceResult result = ChoiceResult::done)
      : maker(from), run(maker.add_run("carry-1", {Phase::before, Phase::accept})) {
    run.run().planned = {Phase::before, Phase::accept};
    run.request(kSharedHost).banner({button("Accept", Intent::accept_all)}, 1, std::string(text));
    run.at(Phase::accept, Step::choice).click(Intent::accept_all, "Accept");
    run.outcome(Phase::accept, result);
    run.http_cookie(".hub.example", "shared_consent", "granted", kSharedHost);
    run.move(Phase::accept, Step::other_site).on(to);
    run.request(kSharedHost, {}, {{"shared_consent", "granted", ".hub.example"}});
  }
  [[nodiscard]] SiteFacts facts() const { return maker.facts(); }

  SiteMaker maker;
  RunMaker& run;
};

}  // namespace consentry
