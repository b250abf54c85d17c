// SPDX-License-Identifier: Apache-2.0
// Windows that pages open, and shared workers: what they do belongs to the visit, and ends with the
// step.
#include "io/browser/open_windows.h"

#include <algorithm>
#include <gtest/gtest.h>

#include "command/embedded.h"
#include "core/observe/control_label.h"
#include "core/observe/observation.h"
#include "io/browser/banner_page.h"
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

using Admission = OpenWindows::Admission;

TEST(OpenWindows, are_watched_up_to_the_limit_of_a_step) {
  OpenWindows windows;
  for (std::size_t i = 0; i < kMaxWindows; ++i) {
    EXPECT_EQ(windows.admit("t" + std::to_string(i), "s" + std::to_string(i)), Admission::watched);
  }
  EXPECT_EQ(windows.admit("more", "m"), Admission::one_too_many);
  EXPECT_TRUE(windows.is_over("m"));
  EXPECT_EQ(windows.take_refused(), 1u);
  EXPECT_EQ(windows.take_refused(), 0u);
  EXPECT_EQ(windows.close_all().size(), kMaxWindows);
  EXPECT_EQ(windows.admit("next", "n"), Admission::watched) << "a new step";
}

TEST(OpenWindows, that_no_gesture_asked_for_are_blocked_and_do_not_count) {
  OpenWindows windows;
  windows.block_uninvited();
  for (std::size_t i = 0; i < 2 * kMaxWindows; ++i) {
    EXPECT_EQ(windows.asked(false), "");
    EXPECT_EQ(windows.admit("t" + std::to_string(i), "s"), Admission::blocked);
  }
  EXPECT_TRUE(windows.is_over("s"));
  EXPECT_EQ(windows.take_refused(), 0u);
  EXPECT_EQ(windows.asked(true), "");
  EXPECT_EQ(windows.admit("invited", "i"), Admission::watched);
  EXPECT_EQ(windows.close_all(), std::vector<std::string>{"invited"});
}

TEST(OpenWindows, whose_asking_is_told_late_are_closed_then) {
  OpenWindows windows;
  windows.block_uninvited();
  EXPECT_EQ(windows.admit("first", "f"), Admission::watched);
  EXPECT_EQ(windows.admit("second", "s"), Admission::watched);
  EXPECT_EQ(windows.asked(true), "");
  EXPECT_EQ(windows.asked(false), "second");
  EXPECT_TRUE(windows.is_over("s"));
  EXPECT_EQ(windows.close_all(), std::vector<std::string>{"first"});
}

TEST(OpenWindows, are_not_held_against_asking_that_came_to_nothing) {
  OpenWindows windows;
  windows.block_uninvited();
  EXPECT_EQ(windows.asked(false), "") << "a sandbox kept it from opening";
  EXPECT_EQ(windows.asked(true), "");
  EXPECT_EQ(windows.admit("invited", "i"), Admission::watched);
  (void)windows.close_all();
  EXPECT_EQ(windows.admit("untold", "u"), Admission::watched) << "a new step";
}

TEST(OpenWindows, are_left_to_a_browser_that_blocks_by_itself) {
  OpenWindows windows;
  EXPECT_EQ(windows.asked(false), "") << "the browser blocks it, so that it never comes";
  EXPECT_EQ(windows.admit("clicked", "c"), Admission::watched);
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
  RecordedRun run(const std::string& url, int pages = 0, bool clicks = false) {
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
    tools.finder = embedded("finder.js");
    tools.lexicon = &testing::embedded_lexicon();
    RunPlan plan;
    plan.run = clicks ? "refuse" : "before";
    plan.site = url;
    plan.phases = {Phase::before};
    if (clicks) plan.phases.push_back(Phase::refuse);
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

// A banner whose refusal also runs `script`.
std::string banner(const std::string& script) {
  return "<!doctype html><html lang=en><title>Shop</title><body><h1>Shop</h1>"
         "<div id=b style='position:fixed;bottom:0;left:0;right:0;padding:20px;background:#eee'>"
         "<p>We use cookies to measure visits.</p><button onclick=\"pick('accepted')\">Accept all"
         "</button><button onclick=\"pick('refused');" +
         script +
         "\">Reject all</button></div><script>function pick(v){document.cookie='choice='+v+"
         "';max-age=9999';b.hidden=true}b.hidden=document.cookie.includes('choice=')</script>";
}

TEST_F(OpenWindowsTest, requests_storage_and_scripts_of_a_window_are_the_sites) {
  site_.serve("shop.example/", {banner("window.open('http://ads.example/pop')")});
  site_.serve("ads.example/pop", {kWindow});
  site_.serve("tracker.example/hit", {"ok", "text/plain"});
  const RecordedRun got = run("http://shop.example/", 0, true);
  EXPECT_TRUE(got.has({"bindingCalled", "pop=1", "ads.example"}));
  EXPECT_TRUE(got.has({"domStorageItemAdded", "behind"}));
  const RunObservation seen = observed(got);
  EXPECT_TRUE(seen.complete);
  EXPECT_TRUE(seen.blocked_windows.empty());
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

TEST_F(OpenWindowsTest, a_clicked_link_without_an_opener_is_watched_like_any_window) {
  site_.serve("shop.example/",
              {banner("document.getElementById('a').click()") +
               "<a id=a href='http://ads.example/pop' target=_blank rel=noopener>x</a>"});
  site_.serve("ads.example/pop", {kWindow});
  EXPECT_TRUE(run("http://shop.example/", 0, true).has({"requestWillBeSent\"", "tracker.example"}));
}

TEST_F(OpenWindowsTest, that_no_gesture_asked_for_send_nothing_and_are_told_as_blocked) {
  site_.serve("shop.example/", {"<a id=a href='http://ads.example/pop' target=_blank>x</a>"
                                "<script>for(let i=0;i<12;i++)open('http://ads.example/pop?'+i);"
                                "document.getElementById('a').click()</script>"});
  site_.serve("ads.example/pop", {kWindow});
  const RecordedRun got = run("http://shop.example/");
  EXPECT_FALSE(site_.was_asked("ads.example", "/pop"));
  EXPECT_EQ(got.count({"Network.requestWillBeSent\"", "/pop"}), 0u);
  const RunObservation seen = observed(got);
  EXPECT_TRUE(seen.complete);
  EXPECT_TRUE(seen.limitations.empty());
  ASSERT_EQ(seen.blocked_windows.size(), 13u);
  EXPECT_EQ(seen.blocked_windows[0].url, "http://ads.example/pop?0");
  EXPECT_EQ(seen.blocked_windows[0].when.phase, Phase::before);
}

TEST_F(OpenWindowsTest, a_click_opens_one_window_however_many_are_asked_for) {
  site_.serve("shop.example/", {banner("for(let i=0;i<12;i++)window.open('/pop?'+i)")});
  site_.serve("shop.example/pop", {"<p>window"});
  const RecordedRun got = run("http://shop.example/", 0, true);
  std::size_t asked = 0;
  for (const auto& request : site_.seen()) asked += request.path.starts_with("/pop?") ? 1U : 0U;
  EXPECT_EQ(asked, 1U) << "the others send nothing unseen";
  EXPECT_EQ(got.count({"Network.requestWillBeSent\"", "/pop?"}), asked);
  const RunObservation seen = observed(got);
  EXPECT_TRUE(seen.complete);
  EXPECT_EQ(seen.measured, (std::vector<Phase>{Phase::before, Phase::refuse}));
  EXPECT_EQ(seen.blocked_windows.size(), 11U);
}

TEST_F(OpenWindowsTest, a_window_ends_with_its_step) {
  site_.serve("shop.example/", {banner("window.open('/pop')")});
  site_.serve("shop.example/pop",
              {"<script>addEventListener('pagehide',()=>navigator.sendBeacon('/late'))</script>"});
  const RecordedRun got = run("http://shop.example/", 0, true);
  EXPECT_TRUE(got.has({"requestWillBeSent\"", "/pop"}));
  EXPECT_EQ(got.count({"requestWillBeSent\"", "/late"}), 0u);
  EXPECT_TRUE(got.has({"\"step\":\"reload\"", "\"at\":\"settled\"", "\"quiet\":\"network\""}));
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
