// SPDX-License-Identifier: Apache-2.0
// What a page wants of the browser beside requests, as real browsers tell it: connections prepared by
// element, header and rules, and client hints that are asked for in headers.
#include <algorithm>
#include <gtest/gtest.h>

#include "command/embedded.h"
#include "core/observe/observation.h"
#include "io/browser/banner_page.h"
#include "io/browser/browser.h"
#include "io/browser/loopback_site.h"
#include "io/browser/recorded_run.h"
#include "io/browser/run.h"
#include "io/browser/run_tools.h"

namespace consentry {
namespace {

class PageHints : public ::testing::TestWithParam<BrowserBuild> {
 protected:
  RunObservation visit() {
    BrowserOptions options;
    options.build = GetParam();
    options.connect_to = site_.address();
    auto browser = Browser::launch(options);
    EXPECT_TRUE(browser) << browser.error().text();
    if (!browser) return {};
    RunTools tools;
    tools.program = "consentry test";
    tools.state = embedded("state.js");
    RunPlan plan;
    plan.run = "before";
    plan.site = "http://localhost/";
    plan.phases = {Phase::before};
    testing::RecordedRun recorded;
    EXPECT_TRUE(perform_run(**browser, plan, tools, recorded));
    return *observe(recorded.all(), testing::embedded_lexicon());
  }
  static bool has(const RunObservation& run, std::string_view kind, std::string_view by,
                  std::string_view url) {
    return std::ranges::any_of(run.hints, [&](const ConnectionHint& hint) {
      return hint.kind == kind && hint.by == by && hint.url == url;
    });
  }
  static const DeviceRead* hints_sent_to(const RunObservation& run, std::string_view url) {
    const auto found = std::ranges::find_if(run.device_reads, [&](const DeviceRead& read) {
      return read.family == "ua-hints" && read.script_url == url;
    });
    return found == run.device_reads.end() ? nullptr : &*found;
  }
  testing::LoopbackSite site_;
};

TEST_P(PageHints, to_third_parties_are_told_with_where_they_stand) {
  site_.serve(
      "localhost/",
      {"<link rel=preconnect href='https://ads.example'><link rel='dns-prefetch preconnect' "
       "href='//b.example'><link rel=preconnect href='/own'><script "
       "type=speculationrules>{\"prerender\":[{\"urls\":[\"https://c.example/next\"]}]}"
       "</script><link rel=modulepreload href='http://d.example/m.js'>",
       "text/html; charset=utf-8",
       200,
       {"Link: <https://e.example>; rel=preconnect; crossorigin"}});
  site_.serve("d.example/m.js", {"export {}", "text/javascript"});
  const RunObservation run = visit();
  EXPECT_TRUE(has(run, "preconnect", "element", "https://ads.example/"));
  EXPECT_TRUE(has(run, "preconnect", "element", "http://b.example/"));
  EXPECT_TRUE(has(run, "dns-prefetch", "element", "http://b.example/"));
  EXPECT_TRUE(has(run, "prerender", "speculation-rules", "https://c.example/next"));
  EXPECT_TRUE(has(run, "modulepreload", "element", "http://d.example/m.js"));
  EXPECT_TRUE(has(run, "preconnect", "header", "https://e.example"));
  EXPECT_EQ(run.hints.size(), 6U);
  EXPECT_TRUE(std::ranges::none_of(run.requests, [](const Request& request) {
    return request.url.starts_with("https://ads.example");
  })) << "a connection is no request";
}

TEST_P(PageHints, about_the_device_are_told_with_who_asked_for_them) {
  site_.serve("localhost/",
              {"<img src='/own.gif'><img src='http://other.localhost/their.gif'><img "
               "src='http://third.localhost/none.gif'>",
               "text/html; charset=utf-8",
               200,
               {"Accept-CH: Sec-CH-UA-Model, Sec-CH-UA-Arch",
                "Permissions-Policy: ch-ua-model=(self \"http://other.localhost\")"}});
  const RunObservation run = visit();
  const DeviceRead* own = hints_sent_to(run, "http://localhost/own.gif");
  ASSERT_NE(own, nullptr);
  EXPECT_EQ(own->detail.at("asked"), "accept-ch");
  EXPECT_NE(own->detail.at("hints").find("model"), std::string::npos);
  const DeviceRead* theirs = hints_sent_to(run, "http://other.localhost/their.gif");
  ASSERT_NE(theirs, nullptr);
  EXPECT_EQ(theirs->detail.at("asked"), "permissions-policy");
  EXPECT_EQ(theirs->detail.at("hints"), "model");
  EXPECT_EQ(hints_sent_to(run, "http://third.localhost/none.gif"), nullptr);
}

INSTANTIATE_TEST_SUITE_P(Builds, PageHints,
                         ::testing::Values(BrowserBuild::shell, BrowserBuild::chromium),
                         [](const auto& build) {
                           return build.param == BrowserBuild::shell ? "shell" : "chromium";
                         });

}  // namespace
}  // namespace consentry
