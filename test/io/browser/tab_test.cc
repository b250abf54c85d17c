// SPDX-License-Identifier: Apache-2.0
#include "io/browser/tab.h"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <gtest/gtest.h>

#include "io/browser/browser.h"
#include "io/browser/json_fields.h"
#include "io/browser/loopback_site.h"

namespace consentry {
namespace {

using namespace std::chrono_literals;
using testing::LoopbackSite;
namespace json = boost::json;

class TabTest : public ::testing::Test {
 protected:
  void SetUp() override {
    BrowserOptions options;
    options.connect_to = site_.address();
    auto browser = Browser::launch(options);
    ASSERT_TRUE(browser) << browser.error().text();
    browser_ = std::move(*browser);
  }
  std::unique_ptr<Tab> open(const TabOptions& options = {}) {
    auto tab = Tab::open(*browser_, options);
    EXPECT_TRUE(tab) << tab.error().text();
    return tab ? std::move(*tab) : nullptr;
  }
  void go(Tab& tab, const std::string& url) {
    bool loaded = false;
    const int handle = tab.listen([&](const DevtoolsMessage& event) {
      loaded = loaded || event.method() == "Page.loadEventFired";
    });
    auto went = tab.call("Page.navigate", json::object{{"url", url}}, in(10s));
    ASSERT_TRUE(went) << went.error().text();
    ASSERT_TRUE(tab.pump_until([&] { return loaded; }, in(10s)));
    tab.unlisten(handle);
  }
  std::string text_of(Tab& tab, const std::string& expression, const std::string& world = "") {
    auto value = tab.evaluate_in(tab.main_frame(), world, expression, in(5s));
    return value ? json::serialize(*value) : value.error().text();
  }
  LoopbackSite site_;
  std::unique_ptr<Browser> browser_;
};

TEST_F(TabTest, a_page_cannot_tell_that_it_is_driven) {
  site_.serve("shop.example/", {"<title>t</title><p>hello"});
  auto tab = open();
  go(*tab, "http://shop.example/");
  EXPECT_EQ(text_of(*tab, "navigator.webdriver"), "false");
  EXPECT_EQ(text_of(*tab, "/Headless/.test(navigator.userAgent)"), "false");
  EXPECT_EQ(text_of(*tab, "/Headless/.test(JSON.stringify(navigator.userAgentData||[]))"), "false");
  EXPECT_EQ(text_of(*tab, "[innerWidth,innerHeight,screen.width]"), "[1366,768,1366]");
}

TEST_F(TabTest, script_runs_in_a_world_the_page_cannot_touch) {
  site_.serve("shop.example/", {"<script>window.mine=1;JSON.stringify=null</script>"});
  auto tab = open();
  go(*tab, "http://shop.example/");
  EXPECT_EQ(text_of(*tab, "typeof mine", "consentry"), "\"undefined\"");
  EXPECT_EQ(text_of(*tab, "typeof mine"), "\"number\"");
  auto sum = tab->call_function(tab->main_frame(), "function(a,b){return a+b}",
                                {{{"value", 2}}, {{"value", 3}}}, in(5s));
  ASSERT_TRUE(sum) << sum.error().text();
  EXPECT_EQ(*sum, 5);
}

TEST_F(TabTest, a_failing_script_is_an_error_with_its_reason) {
  auto tab = open();
  auto value = tab->evaluate(tab->main_frame(), "throw new Error('boom')", in(5s));
  ASSERT_FALSE(value);
  EXPECT_EQ(value.error().kind(), ErrorKind::invalid_input);
  EXPECT_NE(value.error().text().find("boom"), std::string::npos);
}

TEST_F(TabTest, a_script_that_never_ends_costs_its_deadline_only) {
  auto tab = open();
  const auto begin = Clock::now();
  auto value = tab->evaluate(tab->main_frame(), "new Promise(()=>{})", in(300ms));
  ASSERT_FALSE(value);
  EXPECT_EQ(value.error().kind(), ErrorKind::timeout);
  EXPECT_LT(Clock::now() - begin, 2s);
}

TEST_F(TabTest, a_click_lands_in_a_frame_of_another_site_and_in_a_closed_shadow_root) {
  site_.serve("shop.example/", {"<body style='margin:0'><iframe style='margin:50px;border:3px "
                                "solid;padding:5px' src='http://cmp.example/f'></iframe>"});
  site_.serve("cmp.example/f",
              {"<body style='margin:0'><div id=h></div><script>"
               "const r=document.getElementById('h').attachShadow({mode:'closed'});"
               "r.innerHTML='<button style=\"width:90px;height:40px\">No</button>';"
               "r.firstChild.onclick=e=>{document.title=e.isTrusted?'yes':'fake'}"
               "</script>"});
  auto tab = open();
  go(*tab, "http://shop.example/");
  const auto frames = tab->frames().all();
  ASSERT_EQ(frames.size(), 2u);
  const std::string frame = frames[1].id;
  auto roots = tab->closed_shadow_roots(frame, in(5s));
  ASSERT_TRUE(roots) << roots.error().text();
  ASSERT_EQ(roots->size(), 1u);
  auto box = tab->call_function(
      frame,
      "function(r){const b=r.querySelector('button').getBoundingClientRect();return[b.x,b.y]}",
      {{{"objectId", roots->front()}}}, in(5s));
  ASSERT_TRUE(box) << box.error().text();
  auto corner = tab->frame_offset(frame, in(5s));
  ASSERT_TRUE(corner) << corner.error().text();
  EXPECT_DOUBLE_EQ(corner->x, 58);
  ASSERT_TRUE(tab->click({corner->x + box->at(0).to_number<double>() + 5,
                          corner->y + box->at(1).to_number<double>() + 5},
                         in(5s)));
  auto title = tab->evaluate(frame, "document.title", in(5s));
  ASSERT_TRUE(title) << title.error().text();
  EXPECT_EQ(title->as_string(), "yes");
}

TEST_F(TabTest, a_dialog_does_not_stop_the_page) {
  site_.serve("shop.example/", {"<script>document.title=String(confirm('cookies?'))</script>"});
  auto tab = open();
  go(*tab, "http://shop.example/");
  EXPECT_EQ(text_of(*tab, "document.title"), "\"false\"");
}

TEST_F(TabTest, a_screenshot_is_a_jpeg) {
  auto tab = open();
  auto jpeg = tab->screenshot(in(10s));
  ASSERT_TRUE(jpeg) << jpeg.error().text();
  EXPECT_TRUE(jpeg->starts_with("\xff\xd8"));
  EXPECT_TRUE(jpeg->ends_with("\xff\xd9"));
}

TEST_F(TabTest, a_world_script_runs_in_present_and_later_documents_and_can_call_us) {
  site_.serve("shop.example/", {"<title>a</title>"});
  auto tab = open();
  std::vector<std::string> calls;
  tab->listen([&](const DevtoolsMessage& event) {
    if (event.method() == "Runtime.bindingCalled") {
      calls.emplace_back(text_at(event.body(), "payload"));
    }
  });
  go(*tab, "http://shop.example/");
  ASSERT_TRUE(tab->add_world_script({"tool", "report(document.title)", "report"}));
  EXPECT_TRUE(tab->pump_until([&] { return calls.size() == 1; }, in(5s)));
  EXPECT_EQ(text_of(*tab, "typeof report"), "\"undefined\"");
  go(*tab, "http://shop.example/");
  EXPECT_TRUE(tab->pump_until([&] { return calls.size() == 2; }, in(5s)));
}

TEST_F(TabTest, a_crashed_page_is_an_error_at_once_and_can_be_used_again) {
  site_.serve("shop.example/", {"<title>a</title>"});
  auto tab = open();
  tab->post("Page.crash", "");
  const auto begin = Clock::now();
  auto value = tab->evaluate(tab->main_frame(), "new Promise(()=>{})", in(20s));
  ASSERT_FALSE(value);
  EXPECT_EQ(value.error().kind(), ErrorKind::internal);
  EXPECT_LT(Clock::now() - begin, 3s);
  tab->clear_crash();
  go(*tab, "http://shop.example/");
  EXPECT_EQ(text_of(*tab, "document.title"), "\"a\"");
}

TEST_F(TabTest, a_page_that_never_answers_counts_as_crashed_and_costs_one_question) {
  site_.serve("shop.example/", {"<title>a</title>"});
  auto tab =
      Tab::open(*browser_, TabOptions{.gpc = false, .binding = {}, .probe = {}, .answer_time = 2s});
  ASSERT_TRUE(tab) << tab.error().text();
  go(**tab, "http://shop.example/");
  (*tab)->post("Runtime.evaluate", R"({"expression":"for(;;);"})");
  const auto begin = Clock::now();
  auto value = (*tab)->evaluate((*tab)->main_frame(), "1", in(60s));
  ASSERT_FALSE(value);
  EXPECT_TRUE((*tab)->crashed());
  EXPECT_NE((*tab)->crash_reason().find("stopped answering"), std::string::npos);
  EXPECT_FALSE((*tab)->evaluate((*tab)->main_frame(), "2", in(60s)));
  EXPECT_LT(Clock::now() - begin, 12s);
}

TEST_F(TabTest, a_promise_that_never_settles_is_no_crash) {
  site_.serve("shop.example/", {"<title>a</title>"});
  auto tab = open();
  go(*tab, "http://shop.example/");
  EXPECT_FALSE(tab->evaluate(tab->main_frame(), "new Promise(()=>{})", in(1500ms)));
  EXPECT_FALSE(tab->crashed());
  EXPECT_EQ(text_of(*tab, "document.title"), "\"a\"");
}

TEST_F(TabTest, two_tabs_share_no_cookies) {
  site_.serve("shop.example/", {"<script>document.cookie='a=1'</script>"});
  site_.serve("shop.example/see", {"see"});
  auto first = open();
  auto second = open();
  go(*first, "http://shop.example/");
  go(*second, "http://shop.example/see");
  EXPECT_EQ(text_of(*first, "document.cookie"), "\"a=1\"");
  EXPECT_EQ(text_of(*second, "document.cookie"), "\"\"");
}

}  // namespace
}  // namespace consentry
