// SPDX-License-Identifier: Apache-2.0
// What is tried on a page once its run is over, in a real browser.
#include <gtest/gtest.h>

#include "core/observe/document_page.h"
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

const std::string kTall = "<!doctype html><html lang=en><body style='min-height:4000px'>";
const std::string kFooter =
    "<footer><a href=/imprint>Imprint</a> <a href=/privacy>Privacy policy</a></footer>";

// A banner with an X; `script` says what the page makes of gestures. `banner` is its element.
std::string page(const std::string& script) {
  return kTall +
         "<div id=banner class=cookie-banner role=dialog "
         "style='position:fixed;left:0;right:0;bottom:0;background:#eee;padding:20px'><p>We use "
         "cookies and similar technologies to measure visits and show advertising.</p>"
         "<button>Accept all</button> <button>Reject all</button> <button id=x "
         "aria-label=Close>×</button></div><script>const agree=(how)=>{document.cookie='by='+how;"
         "banner.remove()};" +
         script + "</script>" + kFooter;
}

class AsideTest : public ::testing::Test {
 protected:
  static RunPlan under_signal() {
    RunPlan plan;
    plan.run = "gpc";
    plan.phases = {Phase::gpc};
    plan.gpc = true;
    return plan;
  }
  RecordedRun visit(const std::string& html, RunPlan plan = under_signal()) {
    site_.serve("shop.example/", {html});
    site_.serve("shop.example/privacy", {policy_});
    BrowserOptions options;
    options.connect_to = site_.address();
    auto browser = Browser::launch(options);
    RecordedRun recorded;
    EXPECT_TRUE(browser) << browser.error().text();
    if (!browser) return recorded;
    plan.site = "http://shop.example/";
    plan.idle_begins = [this] { ++idle_; };
    plan.idle_ends = [this] { --idle_; };
    EXPECT_TRUE(perform_run(**browser, plan, testing::banner_tools(false), recorded));
    EXPECT_TRUE(recorded.has({"\"kind\":\"close\"", "\"status\":\"complete\""}));
    EXPECT_EQ(idle_, 0);
    return recorded;
  }
  static bool tried(const RecordedRun& run, const std::string& step) {
    return run.has({"\"phase\":\"aside\"", "\"step\":\"" + step + "\"", "\"at\":\"end\""});
  }
  LoopbackSite site_;
  std::string policy_ = "<p>Nothing but a policy.";
  int idle_ = 0;
};

TEST_F(AsideTest, settings_are_opened_only_where_that_is_asked_for) {
  const std::string html =
      kTall +
      "<div class=cookie-banner role=dialog style='position:fixed;bottom:0;background:#eee'><p>We "
      "use cookies to measure visits.</p><div id=one><button>Accept all</button><button>Reject "
      "all</button><button onclick='one.hidden=true;two.hidden=false'>Settings</button></div><div "
      "id=two hidden><label><input type=checkbox checked> Marketing</label><button>Save</button>"
      "</div></div>";
  for (const bool asked : {true, false}) {
    RunPlan plan;
    plan.run = "settings";
    plan.settings = asked;
    const RecordedRun run = visit(html, plan);
    EXPECT_EQ(run.has({"\"kind\":\"banner\",\"layer\":2", "\"checked\":true"}), asked);
    EXPECT_EQ(run.count({"\"kind\":\"click\""}), asked ? 1u : 0u);
    EXPECT_TRUE(
        run.has({"\"step\":\"" + std::string(asked ? "choice" : "load") + "\"", "\"at\":\"end\""}));
  }
}

TEST_F(AsideTest, gestures_are_tried_in_turn_and_the_policy_is_asked_for) {
  const RecordedRun run = visit(page(""));
  for (const char* step : {"documents", "phone", "wait", "scroll", "escape", "typing", "cross"}) {
    EXPECT_TRUE(tried(run, step)) << step;
  }
  EXPECT_EQ(run.count({"\"kind\":\"typed\""}), 0U) << "there is no field";
  EXPECT_TRUE(run.has({"\"kind\":\"document\"", "\"about\":\"policy\"", "\"status\":200"}));
  EXPECT_TRUE(run.has({"\"kind\":\"document\"", "\"about\":\"gpc\"", "\"status\":404"}));
}

TEST_F(AsideTest, the_page_is_shown_on_a_phone_and_then_as_before) {
  const RecordedRun run =
      visit("<meta name=viewport content='width=device-width'>" +
            page("addEventListener('resize',()=>document.cookie='widths='+(document.cookie.match(/"
                 "widths=([^;]*)/)||[,''])[1]+'-'+innerWidth)"));
  EXPECT_TRUE(run.has({"\"kind\":\"banner\"", "\"viewport\":[390,"}));
  EXPECT_TRUE(run.has({"Storage.getCookies", "\"name\":\"widths\"", "-390", "-1366\""}));
  EXPECT_TRUE(tried(run, "cross"));
}

TEST_F(AsideTest, a_list_that_a_script_writes_is_read_from_the_page_once_it_is_opened) {
  policy_ =
      "<!doctype html><html lang=en><h1>Privacy policy</h1><script id=CookieDeclaration>"
      "document.cookie='told=1';addEventListener('load',()=>document.body.insertAdjacentHTML("
      "'beforeend','<table><tr><th>Name<th>Expiry<tr><td>_ga<td>2 years</table>'))</script>";
  const RecordedRun run = visit(page(""));
  EXPECT_TRUE(tried(run, "declaration"));
  const RunObservation observed = *observe(run.all(), testing::embedded_lexicon());
  ASSERT_EQ(observed.aside.size(), 1U);
  const auto& documents = observed.aside.front().documents;
  ASSERT_EQ(documents.size(), 3U) << "fetched, the word about the signal, and opened";
  const auto fetched = read_document_page(documents.front().text);
  const auto opened = read_document_page(documents.back().text);
  ASSERT_TRUE(fetched && opened);
  EXPECT_EQ(documents.back().url, documents.front().url);
  EXPECT_EQ(fetched->written, "Cookiebot");
  EXPECT_FALSE(fetched->rendered);
  EXPECT_EQ(fetched->blocks.size(), 1U);
  EXPECT_TRUE(opened->rendered);
  ASSERT_EQ(opened->blocks.size(), 2U);
  const std::vector<std::vector<std::string>> rows{{"Name", "Expiry"}, {"_ga", "2 years"}};
  EXPECT_EQ(opened->blocks[1].rows, rows);
  EXPECT_TRUE(observed.cookie_writes.empty()) << "what it stores belongs to no phase";
}

TEST_F(AsideTest, a_list_in_a_frame_of_another_site_is_read_once_the_page_is_opened) {
  policy_ =
      "<!doctype html><html lang=en><h1>Privacy policy</h1><p>We use cookies.<iframe "
      "src='http://lists.example/cookie-list' width=800 height=600></iframe>";
  site_.serve("lists.example/cookie-list",
              {"<table><tr><th>Name<th>Expiry<tr><td>_ga<td>2 years</table>"});
  const RecordedRun run = visit(page(""));
  EXPECT_TRUE(tried(run, "declaration"));
  const RunObservation observed = *observe(run.all(), testing::embedded_lexicon());
  ASSERT_EQ(observed.aside.size(), 1U);
  const auto opened = read_document_page(observed.aside.front().documents.back().text);
  ASSERT_TRUE(opened);
  EXPECT_TRUE(opened->rendered);
  ASSERT_EQ(opened->blocks.size(), 3U);
  EXPECT_EQ(opened->blocks[0].text, "Privacy policy");
  const std::vector<std::vector<std::string>> rows{{"Name", "Expiry"}, {"_ga", "2 years"}};
  EXPECT_EQ(opened->blocks[2].rows, rows);
}

TEST_F(AsideTest, a_page_with_a_frame_that_nobody_sees_is_not_opened_for_it) {
  policy_ =
      "<!doctype html><html lang=en><h1>Privacy policy</h1><iframe "
      "src='http://ads.example/cookie-sync' width=1 height=1></iframe><iframe hidden "
      "src='http://ads.example/privacy'></iframe><iframe src='http://ads.example/cookie' "
      "style='display: none'></iframe>";
  EXPECT_FALSE(visit(page("")).has({"\"step\":\"declaration\""}));
}

TEST_F(AsideTest, a_page_that_no_script_is_known_to_fill_is_not_opened) {
  policy_ = "<!doctype html><html lang=en><h1>Privacy policy</h1><script>let nothing</script>";
  EXPECT_FALSE(visit(page("")).has({"\"step\":\"declaration\""}));
}

TEST_F(AsideTest, the_policy_is_read_as_headings_lines_and_tables) {
  policy_ =
      "<!doctype html><html lang=nl><nav>Menu</nav><h2>Cookies</h2><p>Een <b>regel</b>.<ul><li>Punt"
      "</ul><table><caption>Lijst</caption><tr><th>Naam<th>Doel<tr><td rowspan=2>_ga<br>_gid<td>"
      "Tellen<tr><td>Meten</table><script>document.body.append('Later')</script>"
      "<footer>Voet</footer>";
  const RunObservation observed = *observe(visit(page("")).all(), testing::embedded_lexicon());
  ASSERT_EQ(observed.aside.size(), 1U);
  const auto& documents = observed.aside.front().documents;
  ASSERT_FALSE(documents.empty());
  EXPECT_EQ(documents.front().about, "policy");
  const auto read = read_document_page(documents.front().text);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->language, "nl");
  EXPECT_FALSE(read->cut);
  ASSERT_EQ(read->blocks.size(), 5U);
  EXPECT_EQ(read->blocks[0].text, "Cookies");
  EXPECT_EQ(read->blocks[1].text, "Een regel.");
  EXPECT_EQ(read->blocks[2].text, "Punt");
  EXPECT_EQ(read->blocks[3].text, "Lijst");
  const std::vector<std::vector<std::string>> rows{
      {"Naam", "Doel"}, {"_ga, _gid", "Tellen"}, {"_ga, _gid", "Meten"}};
  EXPECT_EQ(read->blocks[4].rows, rows);
}

TEST_F(AsideTest, the_page_about_cookies_is_reached_through_the_policy) {
  policy_ = "<p>See our <a href=/cookie-policy#list>cookie policy</a>, or <a href=/other>more</a>.";
  site_.serve("shop.example/cookie-policy", {"<p>Cookies: _ga"});
  const RecordedRun run = visit(page(""));
  EXPECT_TRUE(run.has({"\"about\":\"cookies\"", "shop.example/cookie-policy\"", "_ga"}));
  EXPECT_FALSE(run.has({"shop.example/other"}));
}

TEST_F(AsideTest, a_declaration_that_a_script_writes_is_told_apart) {
  policy_ =
      "<h1>Cookies</h1><script id=CookieDeclaration src=https://consent.cookiebot.com/x/cd.js "
      "async></script>";
  EXPECT_TRUE(visit(page("")).has({"\"about\":\"policy\"", "\\\"written\\\":\\\"Cookiebot\\\""}));
}

TEST_F(AsideTest, a_policy_that_is_no_page_is_there_and_not_read) {
  policy_ = "";
  const RecordedRun run = visit(page(""));
  EXPECT_TRUE(run.has({"\"about\":\"policy\"", "\"status\":200"}));
}

TEST_F(AsideTest, what_makes_the_banner_go_is_the_last_that_is_tried) {
  const RecordedRun run =
      visit(page("addEventListener('keydown',(e)=>e.key==='Escape'&&agree('escape'))"));
  EXPECT_TRUE(tried(run, "escape"));
  EXPECT_FALSE(tried(run, "cross"));
  EXPECT_TRUE(run.has({"Storage.getCookies", "\"value\":\"escape\""}));
}

TEST_F(AsideTest, scrolling_and_the_cross_reach_the_page) {
  const RecordedRun scrolled = visit(page("addEventListener('scroll',()=>agree('scroll'))"));
  EXPECT_TRUE(scrolled.has({"Storage.getCookies", "\"value\":\"scroll\""}));
  const RecordedRun crossed = visit(page("x.onclick=()=>agree('cross')"));
  EXPECT_TRUE(crossed.has({"Storage.getCookies", "\"value\":\"cross\""}));
}

TEST_F(AsideTest, a_run_without_the_signal_tries_when_it_is_told_to) {
  RunPlan plan;
  plan.run = "aside";
  EXPECT_FALSE(tried(visit(page(""), plan), "wait"));
  plan.aside = true;
  const RecordedRun run =
      visit(page("document.cookie='signal='+navigator.globalPrivacyControl"), plan);
  EXPECT_TRUE(tried(run, "wait"));
  EXPECT_TRUE(tried(run, "cross"));
  EXPECT_FALSE(run.has({"\"name\":\"signal\",\"value\":\"true\""}));
}

TEST_F(AsideTest, fields_are_typed_into_key_by_key_and_never_submitted) {
  const RecordedRun run = visit(
      kTall +
      "<form action=/sent><input type=email name=mail><input name=q><input type=password></form>"
      "<script>let keys=0;document.querySelector('[name=mail]').addEventListener('input',(e)=>{"
      "document.cookie='keys='+ ++keys;document.cookie='typed='+e.target.value})</script>");
  EXPECT_TRUE(tried(run, "typing"));
  EXPECT_FALSE(tried(run, "scroll"));
  EXPECT_EQ(run.count({"\"kind\":\"typed\""}), 1U);
  EXPECT_TRUE(run.has({"Storage.getCookies", "\"name\":\"keys\",\"value\":\"26\""}));
  EXPECT_FALSE(run.has({"/sent"}));
}

TEST_F(AsideTest, a_page_with_neither_banner_nor_fields_gets_no_gesture) {
  const RecordedRun run = visit(kTall + "<p>Hello</p>");
  EXPECT_TRUE(tried(run, "documents"));
  EXPECT_TRUE(tried(run, "typing"));
  EXPECT_EQ(run.count({"\"kind\":\"typed\""}), 0U);
  for (const char* step : {"wait", "scroll", "escape", "cross"}) {
    EXPECT_FALSE(tried(run, step)) << step;
  }
}

}  // namespace
}  // namespace consentry
