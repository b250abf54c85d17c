// SPDX-License-Identifier: Apache-2.0
// Ways back to a choice that was made, and withdrawing by them.
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>

#include "io/browser/banner_operator.h"
#include "io/browser/banner_page.h"

namespace consentry {
namespace {

using testing::BannerPage;
using testing::words;

// A shop whose banner is gone after a choice; `way` is how it comes back, `panel` what it shows
// then.
std::string shop(const std::string& way, const std::string& panel) {
  return "<!doctype html><html lang=en><meta "
         "charset=utf-8><title>Shop</title><style>body{min-height:1500px}"
         ".bar{position:fixed;bottom:0;left:0;right:0;background:#eee;padding:20px}</style><script>"
         "function "
         "pick(v){document.cookie='choice='+v+';max-age=9999';document.querySelectorAll('.b')."
         "forEach(e=>e.hidden=true)}"
         "function "
         "open_panel(){document.querySelector('#panel').hidden=false}</script><body><h1>Shop</h1>"
         "<div id=bar class='bar b' hidden><p>We use cookies to measure visits.</p><button "
         "onclick=\"pick('accepted')\">Accept all"
         "</button><button onclick=\"pick('refused')\">Reject all</button></div>"
         "<script>document.querySelector('#bar').hidden=document.cookie.includes('choice=')</"
         "script>"
         "<div id=panel class='bar b' role=dialog hidden><h2>Cookie preferences</h2>" +
         panel + "</div>" + way;
}

const std::string kReject =
    "<p>Choose which cookies we may use.</p><button onclick=\"pick('accepted')\">Accept "
    "all</button>"
    "<button onclick=\"pick('refused')\">Reject all</button>";
const std::string kToggles =
    "<p>Choose which cookies we may use.</p><label><input id=t type=checkbox checked> "
    "Marketing</label>"
    "<button onclick=\"pick(document.querySelector('#t').checked?'accepted':'refused')\">Save "
    "choices</button>";

class Withdrawal : public testing::BannerTest {
 protected:
  static std::unique_ptr<BannerPage> accepted(const std::string& html) {
    auto page = open(html);
    const ChoiceAttempt attempt = page->choose(Phase::accept);
    EXPECT_EQ(attempt.result, ChoiceResult::done)
        << words(attempt) << page->run.all().substr(0, 90000);
    page->go("http://shop.example/");
    look_for_reopen(*page->tab, page->tools, *page->log);
    return page;
  }
  static void expect_withdrawn(const std::string& html, const std::string& control, int clicks) {
    const auto page = accepted(html);
    EXPECT_EQ(page->choice(), "accepted");
    EXPECT_TRUE(page->run.has({"\"kind\":\"reopen\"", "\"control\":\"" + control + "\""}))
        << page->run.all().substr(0, 4000);
    const ChoiceAttempt attempt = page->choose(Phase::withdraw);
    EXPECT_EQ(attempt.result, ChoiceResult::done)
        << words(attempt) << page->run.all().substr(0, 90000);
    EXPECT_EQ(page->choice(), "refused") << words(attempt);
    EXPECT_EQ(attempt.clicks, clicks) << words(attempt);
  }
};

TEST_F(Withdrawal, leads_through_a_link_in_the_footer) {
  expect_withdrawn(shop("<footer style='margin-top:1600px'><a href='#' "
                        "onclick='open_panel();return false'>Cookie settings</a></footer>",
                        kReject),
                   "link", 2);
}

TEST_F(Withdrawal, leads_through_a_floating_button_without_text) {
  expect_withdrawn(shop("<button id=cookie-icon aria-label='Cookie settings' "
                        "style='position:fixed;left:5px;bottom:5px' onclick='open_panel()'><svg "
                        "width=20 height=20></svg></button>",
                        kToggles),
                   "floating", 3);
}

TEST_F(Withdrawal, can_be_one_click_by_itself) {
  expect_withdrawn(shop("<button onclick=\"pick('refused')\">Withdraw consent</button>", ""),
                   "button", 1);
}

TEST_F(Withdrawal, uses_a_managers_own_call_where_no_link_is_shown) {
  expect_withdrawn(shop("<script>window.klaro={show:open_panel}</script>", kReject), "api", 1);
}

TEST_F(Withdrawal, is_not_possible_where_nothing_leads_back) {
  const auto page =
      accepted(shop("<footer><a href='/cookie-policy'>Cookie policy</a></footer>", kReject));
  EXPECT_FALSE(page->run.has({"\"kind\":\"reopen\""}));
  const ChoiceAttempt attempt = page->choose(Phase::withdraw);
  EXPECT_EQ(attempt.result, ChoiceResult::no_control);
  EXPECT_EQ(attempt.clicks, 0);
  EXPECT_EQ(page->choice(), "accepted");
}

TEST_F(Withdrawal, that_changes_nothing_is_not_called_done) {
  const auto page = accepted(shop("<button>Withdraw consent</button>", ""));
  const ChoiceAttempt attempt = page->choose(Phase::withdraw);
  EXPECT_EQ(attempt.result, ChoiceResult::unproven) << words(attempt);
  EXPECT_EQ(page->choice(), "accepted");
}

const std::string kSettingsLink =
    "<footer><a href='#' onclick='open_panel();return false'>Cookie settings</a></footer>";

// Notes the choice at once, as some managers do, and stays.
std::string staying(const std::string& after_closing) {
  return "<p>Choose which cookies we may use.</p><script>function note(v){document.cookie='choice='"
         "+v+';max-age=9999'}function shut(){" +
         after_closing +
         "document.querySelector('#panel').hidden=true}</script>"
         "<button onclick=\"note('accepted')\">Accept all</button>"
         "<button onclick=\"note('refused')\">Reject all</button>"
         "<button onclick='shut()'>Close</button>";
}

TEST_F(Withdrawal, is_done_where_the_panel_notes_it_and_stays_until_it_is_closed) {
  expect_withdrawn(shop(kSettingsLink, staying("")), "link", 2);
}

TEST_F(Withdrawal, is_not_done_where_closing_the_panel_takes_it_back) {
  const auto page = accepted(shop(kSettingsLink, staying("note('accepted');")));
  const ChoiceAttempt attempt = page->choose(Phase::withdraw);
  EXPECT_EQ(attempt.result, ChoiceResult::unproven) << words(attempt);
}

TEST_F(Withdrawal, reopens_a_real_manager_by_its_call) {
  std::ifstream in(CONSENTRY_SOURCE_DIR "/node_modules/klaro/dist/klaro.js", std::ios::binary);
  site_->serve("/klaro.js", {{std::istreambuf_iterator<char>(in), {}}, "text/javascript"});
  const auto page = accepted(
      "<!doctype html><html "
      "lang=en><title>Shop</title><h1>Shop</"
      "h1><script>window.klaroConfig={storageMethod:'cookie',cookieName:'klaro',lang:'en',"
      "acceptAll:true,services:[{name:'stats',title:'Stats',purposes:['analytics']}]}</"
      "script><script defer src=/klaro.js></script>");
  EXPECT_TRUE(page->run.has({"\"kind\":\"reopen\"", "klaro.show"}));
  const ChoiceAttempt attempt = page->choose(Phase::withdraw);
  EXPECT_EQ(attempt.result, ChoiceResult::done)
      << words(attempt) << page->run.all().substr(0, 90000);
  EXPECT_NE(page->text_of("decodeURIComponent(document.cookie)").find(R"("stats":false)"),
            std::string::npos)
      << words(attempt);
}

class Rules : public testing::BannerTest {};

// Labels that no lexicon knows, in a manager whose rule does.
TEST_F(Rules, act_where_labels_say_nothing) {
  for (const char* name : {"cookieconsent.umd.js", "cookieconsent.css"}) {
    std::ifstream in(
        std::string(CONSENTRY_SOURCE_DIR "/node_modules/vanilla-cookieconsent/dist/") + name,
        std::ios::binary);
    site_->serve(std::string("/") + name,
                 {{std::istreambuf_iterator<char>(in), {}},
                  std::string(name).ends_with("css") ? "text/css" : "text/javascript"});
  }
  const std::string html =
      "<!doctype html><html lang=en><title>Shop</title><h1>Shop</h1><link rel=stylesheet "
      "href=/cookieconsent.css><script src=/cookieconsent.umd.js></script>"
      "<script>CookieConsent.run({categories:{necessary:{enabled:true,readOnly:true},analytics:{}},"
      "language:{default:'en',translations:{en:{consentModal:{"
      "title:'Cookies',description:'Cookies on this site: what shall it "
      "be?',acceptAllBtn:'Zorp',acceptNecessaryBtn:'Blip',showPreferencesBtn:'Quux'},"
      "preferencesModal:{title:'Q',acceptAllBtn:'Zorp',acceptNecessaryBtn:'Blip',"
      "savePreferencesBtn:'Fnord',sections:[]}}}}})</script>";
  for (const Phase wanted : {Phase::refuse, Phase::accept}) {
    const auto page = open(html, true);
    const ChoiceAttempt attempt = page->choose(wanted);
    EXPECT_EQ(attempt.result, ChoiceResult::done)
        << words(attempt) << page->run.all().substr(0, 90000);
    EXPECT_TRUE(attempt.tool.starts_with("autoconsent:")) << words(attempt);
    EXPECT_EQ(page->run.count({"\"kind\":\"click\"", attempt.tool}),
              static_cast<std::size_t>(attempt.clicks));
    const bool analytics =
        page->text_of("decodeURIComponent(document.cookie).split('\"revision')[0]")
            .find("analytics") != std::string::npos;
    EXPECT_EQ(analytics, wanted == Phase::accept) << words(attempt);
  }
}

}  // namespace
}  // namespace consentry
