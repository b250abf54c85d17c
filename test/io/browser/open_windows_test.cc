// SPDX-License-Identifier: Apache-2.0
// Windows that pages open, and shared workers: what they do belongs to the visit, and ends with the
// step.
#include "io/browser/open_windows.h"

#include <algorithm>
#include <gtest/gtest.h>

#include "command/embedded.h"
#include "core/observe/control_label.h"
#include "core/observe/observation.h"
#include "io/browser/browser.h"
#include "io/browser/loopback_site.h"
#include "io/browser/recorded_run.h"
#include "io/browser/run.h"
#include "io/browser/run_tools.h"

namespace consentry {
namespace {

using namespace std::chrono_literals;
using testing::LoopbackSite;
using testing::RecordedRun;

TEST(OpenWindows, are_watched_up_to_the_limit_of_a_step) {
  OpenWindows windows;
  for (std::size_t i = 0; i < kMaxWindows; ++i) {
    EXPECT_TRUE(windows.admit("t" + std::to_string(i), "s" + std::to_string(i)));
  }
  EXPECT_FALSE(windows.admit("more", "m"));
  EXPECT_FALSE(windows.has("m"));
  EXPECT_EQ(windows.take_refused(), 1u);
  EXPECT_EQ(windows.take_refused(), 0u);
  EXPECT_EQ(windows.close_all().size(), kMaxWindows);
  EXPECT_TRUE(windows.admit("next", "n")) << "a new step";
}

TEST(OpenWindows, hold_what_is_opened_below_them_and_nothing_else) {
  OpenWindows windows;
  windows.admit("W", "w");
  windows.opened_below("w", "frame");
  windows.opened_below("frame", "worker");
  windows.opened_below("page", "other");
  EXPECT_TRUE(windows.has("worker"));
  EXPECT_FALSE(windows.has("other"));
  EXPECT_FALSE(windows.has("page"));
  windows.detached("worker");
  EXPECT_FALSE(windows.has("worker"));
}

TEST(OpenWindows, are_over_with_all_below_them_once_closed) {
  OpenWindows windows;
  windows.admit("W", "w");
  windows.opened_below("w", "frame");
  EXPECT_FALSE(windows.is_over("frame"));
  EXPECT_EQ(windows.close_all(), std::vector<std::string>{"W"});
  EXPECT_TRUE(windows.is_over("w"));
  EXPECT_TRUE(windows.is_over("frame"));
  EXPECT_FALSE(windows.is_over("page"));
  EXPECT_TRUE(windows.close_all().empty());
}

class OpenWindowsTest : public ::testing::Test {
 protected:
  RecordedRun run(const std::string& url, int pages = 0) {
    BrowserOptions options;
    options.connect_to = site_.address();
    auto browser = Browser::launch(options);
    EXPECT_TRUE(browser) << browser.error().text();
    RecordedRun recorded;
    if (!browser) return recorded;
    RunTools tools;
    tools.program = "consentry test";
    tools.probe = embedded("probe.js");
    tools.state = embedded("state.js");
    RunPlan plan;
    plan.run = "before";
    plan.site = url;
    plan.phases = {Phase::before};
    plan.pages = pages;
    EXPECT_TRUE(perform_run(**browser, plan, tools, recorded));
    return recorded;
  }
  static RunObservation observed(const RecordedRun& run) {
    const auto lexicon = ControlLexicon::parse({});
    EXPECT_TRUE(lexicon);
    auto read = observe(run.all(), *lexicon);
    EXPECT_TRUE(read);
    return read ? std::move(*read) : RunObservation{};
  }
  LoopbackSite site_;
};

constexpr const char* kWindow =
    "<script>document.cookie='pop=1';localStorage.left='behind';"
    "fetch('http://tracker.example/hit',{mode:'no-cors'})</script>";

TEST_F(OpenWindowsTest, requests_storage_and_scripts_of_a_window_are_the_sites) {
  site_.serve("shop.example/", {"<script>open('http://ads.example/pop')</script>"});
  site_.serve("ads.example/pop", {kWindow});
  site_.serve("tracker.example/hit", {"ok", "text/plain"});
  const RecordedRun got = run("http://shop.example/");
  EXPECT_TRUE(got.has({"bindingCalled", "pop=1", "ads.example"}));
  EXPECT_TRUE(got.has({"domStorageItemAdded", "behind"}));
  const RunObservation seen = observed(got);
  EXPECT_TRUE(seen.complete);
  EXPECT_EQ(seen.final_url, "http://shop.example/");
  std::size_t found = 0;
  for (const Request& request : seen.requests) {
    if (request.url.find("shop.example") != std::string::npos) continue;
    ++found;
    EXPECT_TRUE(request.third_party) << request.url;
    EXPECT_EQ(request.page_url, "http://shop.example/");
    EXPECT_EQ(request.frame_url, "http://ads.example/pop");
  }
  EXPECT_EQ(found, 2u);
}

TEST_F(OpenWindowsTest, a_link_without_an_opener_is_watched_like_any_window) {
  site_.serve("shop.example/",
              {"<a id=a href='http://ads.example/pop' target=_blank rel=noopener>x</a>"
               "<script>document.getElementById('a').click()</script>"});
  site_.serve("ads.example/pop", {kWindow});
  EXPECT_TRUE(run("http://shop.example/").has({"requestWillBeSent\"", "tracker.example/hit"}));
}

TEST_F(OpenWindowsTest, windows_without_end_cost_a_limitation_and_not_the_visit) {
  site_.serve("shop.example/", {"<script>for(let i=0;i<12;i++)open('/pop?'+i)</script>"});
  site_.serve("shop.example/pop", {"<p>window"});
  const RecordedRun got = run("http://shop.example/");
  EXPECT_EQ(got.count({"Network.requestWillBeSent\"", "/pop?"}), kMaxWindows);
  std::size_t asked = 0;
  for (const auto& request : site_.seen()) asked += request.path.starts_with("/pop?") ? 1U : 0U;
  EXPECT_EQ(asked, kMaxWindows) << "the others send nothing unseen";
  EXPECT_TRUE(got.has({"\"kind\":\"note\"", "\"topic\":\"window\""}));
  const RunObservation seen = observed(got);
  EXPECT_TRUE(seen.complete);
  EXPECT_EQ(seen.measured, std::vector<Phase>{Phase::before});
  ASSERT_EQ(seen.limitations.size(), 1u);
  EXPECT_EQ(seen.limitations[0].topic, "window");
}

TEST_F(OpenWindowsTest, a_window_ends_with_its_step) {
  site_.serve("shop.example/", {"<a href=/about>a</a><script>open('/pop')</script>"});
  site_.serve("shop.example/about", {"<p>about"});
  site_.serve("shop.example/pop",
              {"<script>addEventListener('pagehide',()=>navigator.sendBeacon('/late'))</script>"});
  const RecordedRun got = run("http://shop.example/", 1);
  EXPECT_TRUE(got.has({"requestWillBeSent\"", "/pop"}));
  EXPECT_EQ(got.count({"requestWillBeSent\"", "/late"}), 0u);
  EXPECT_TRUE(got.has({"\"step\":\"page\"", "\"at\":\"settled\"", "\"quiet\":\"network\""}));
  EXPECT_TRUE(observed(got).complete);
}

TEST_F(OpenWindowsTest, a_shared_workers_own_requests_are_seen_from_the_first) {
  site_.serve("shop.example/", {"<script>new SharedWorker('/shared.js')</script>"});
  site_.serve("shop.example/shared.js",
              {"fetch('http://tracker.example/hit?c='+new OffscreenCanvas(20,20).width,"
               "{mode:'no-cors'})",
               "text/javascript"});
  site_.serve("tracker.example/hit", {"ok", "text/plain"});
  const RunObservation seen = observed(run("http://shop.example/"));
  const auto hit = std::ranges::find_if(seen.requests, [](const Request& request) {
    return request.url == "http://tracker.example/hit?c=20";
  });
  ASSERT_NE(hit, seen.requests.end());
  EXPECT_TRUE(hit->from_worker);
  EXPECT_TRUE(hit->third_party);
  EXPECT_EQ(hit->page_url, "http://shop.example/");
  EXPECT_EQ(hit->status, 200);
  EXPECT_TRUE(seen.limitations.empty());
}

TEST_F(OpenWindowsTest, a_cookie_that_a_service_worker_writes_is_found_in_its_phase) {
  site_.serve("localhost/", {"<script>navigator.serviceWorker.register('/sw.js')</script>"});
  site_.serve(
      "localhost/sw.js",
      {"oninstall=e=>e.waitUntil(cookieStore.set('by_worker','value-1'))", "text/javascript"});
  const RunObservation seen = observed(run("http://localhost/"));
  const auto cookie = std::ranges::find_if(
      seen.cookie_rows, [](const CookieRow& kept) { return kept.name == "by_worker"; });
  ASSERT_NE(cookie, seen.cookie_rows.end());
  EXPECT_EQ(cookie->when.phase, Phase::before);
  EXPECT_EQ(cookie->value, "value-1");
}

}  // namespace
}  // namespace consentry
