// SPDX-License-Identifier: Apache-2.0
// Who refused comes back days later, in a real browser that has forgotten what it would by then.
#include <algorithm>
#include <gtest/gtest.h>

#include "core/observe/observation.h"
#include "io/browser/banner_page.h"
#include "io/browser/browser.h"
#include "io/browser/loopback_site.h"
#include "io/browser/recorded_run.h"
#include "io/browser/run.h"
#include "io/browser/run_tools.h"

namespace consentry {
namespace {

using testing::LoopbackSite;
using testing::RecordedRun;

// A shop that asks until `known` is true in its page, and notes an answer `v` by `note`.
std::string shop(const std::string& note, const std::string& known) {
  return "<!doctype html><html lang=en><title>Shop</title><h1>Shop</h1><div id=bar role=dialog "
         "class=cookie-banner style='position:fixed;left:0;right:0;bottom:0;background:#eee;"
         "padding:20px'><p>We use cookies to measure visits and show advertising.</p><button "
         "onclick=\"pick('accepted')\">Accept all</button> <button onclick=\"pick('refused')\">"
         "Reject all</button></div><script>function pick(v){" +
         note + ";bar.hidden=true;bar.style.display='none'}if(" + known + ")bar.remove()</script>";
}

std::string cookie_shop(const std::string& attributes) {
  return shop("document.cookie='choice='+v+'" + attributes + "'",
              "document.cookie.includes('choice=')");
}

class LaterVisits : public ::testing::Test {
 protected:
  RecordedRun visit(const std::string& html, std::vector<Phase> phases) {
    site_.serve("shop.example/", {html});
    BrowserOptions options;
    options.connect_to = site_.address();
    auto browser = Browser::launch(options);
    RecordedRun recorded;
    EXPECT_TRUE(browser) << browser.error().text();
    if (!browser) return recorded;
    RunPlan plan;
    plan.run = "refuse";
    plan.phases = std::move(phases);
    plan.site = "http://shop.example/";
    EXPECT_TRUE(perform_run(**browser, plan, testing::banner_tools(false), recorded));
    return recorded;
  }
  // The steps on which the banner stood there, each by its name.
  std::string asked_on(const std::string& html) {
    const RecordedRun run = visit(html, {Phase::before, Phase::refuse, Phase::revisit});
    const RunObservation observed = *observe(run.all(), testing::embedded_lexicon());
    EXPECT_TRUE(std::ranges::count(observed.measured, Phase::revisit) == 1) << run.all();
    std::string steps;
    for (const BannerView& view : observed.banner_views) {
      if (view.when.phase != Phase::revisit || !view.found) continue;
      steps += (steps.empty() ? "" : " ") + std::string(name_of(view.when.step));
    }
    return steps;
  }
  LoopbackSite site_;
};

TEST_F(LaterVisits, ask_again_when_the_refusal_ended_with_the_session) {
  EXPECT_EQ(asked_on(cookie_shop("")), "next-day next-month half-year");
  EXPECT_EQ(asked_on(shop("sessionStorage.setItem('consent',v)", "sessionStorage.consent")),
            "next-day next-month half-year");
}

TEST_F(LaterVisits, ask_again_once_the_refusals_cookie_has_ended) {
  EXPECT_EQ(asked_on(cookie_shop(";max-age=1728000")), "next-month half-year");
  EXPECT_EQ(asked_on(cookie_shop(";max-age=5184000")), "half-year");
}

TEST_F(LaterVisits, do_not_ask_while_the_browser_keeps_the_refusal) {
  EXPECT_EQ(asked_on(cookie_shop(";max-age=15552000")), "");
  EXPECT_EQ(asked_on(shop("localStorage.setItem('consent',v)", "localStorage.consent")), "");
}

TEST_F(LaterVisits, say_what_was_dropped_and_are_made_of_a_refusal_only) {
  const RecordedRun run = visit(cookie_shop(""), {Phase::before, Phase::refuse, Phase::revisit});
  EXPECT_TRUE(run.has({"\"kind\":\"forgotten\"", "\"days\":1", "choice shop.example"}));
  EXPECT_EQ(run.count({"\"kind\":\"forgotten\""}), 3U);
  const RecordedRun plain = visit("<!doctype html><title>Shop</title><p>No banner.",
                                  {Phase::before, Phase::refuse, Phase::revisit});
  EXPECT_FALSE(plain.has({"\"kind\":\"forgotten\""}));
  EXPECT_FALSE(plain.has({"\"phase\":\"revisit\",\"step\""}));
}

TEST_F(LaterVisits, are_each_pictured) {
  const RecordedRun run = visit(cookie_shop(""), {Phase::before, Phase::refuse, Phase::revisit});
  EXPECT_EQ(run.count({"\"kind\":\"shot\"", "reloaded", "-revisit-"}), 3U);
}

class PageLoadedAgain : public LaterVisits {};

TEST_F(PageLoadedAgain, is_pictured_when_it_asks_again) {
  const RecordedRun run = visit(shop("", "false"), {Phase::before, Phase::refuse});
  EXPECT_EQ(run.count({"\"kind\":\"choice\"", "\"done\""}), 1U) << run.all();
  EXPECT_TRUE(run.has({"\"kind\":\"shot\"", "after-click", "-refuse-"}));
  EXPECT_TRUE(run.has({"\"kind\":\"shot\"", "reloaded", "-refuse-"}));
}

TEST_F(PageLoadedAgain, is_not_pictured_twice_when_the_click_showed_the_same) {
  const RecordedRun run = visit(cookie_shop(";max-age=15552000"), {Phase::before, Phase::refuse});
  EXPECT_TRUE(run.has({"\"kind\":\"shot\"", "after-click", "-refuse-"}));
  EXPECT_FALSE(run.has({"\"kind\":\"shot\"", "reloaded"}));
}

}  // namespace
}  // namespace consentry
