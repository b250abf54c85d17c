// SPDX-License-Identifier: Apache-2.0
// What the finder reports of a banner's looks, and what it costs and survives.
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <gtest/gtest.h>

#include "io/browser/banner_finder.h"
#include "io/browser/banner_page.h"
#include "io/browser/consent_effect.h"

namespace consentry {
namespace {

using testing::BannerPage;
namespace json = boost::json;

class Finder : public testing::BannerTest {
 protected:
  static json::object look_at(BannerPage& page) {
    BannerFinder finder(*page.tab, page.tools);
    const auto look = finder.look();
    if (!look.banner) return {};
    return json::parse(look.banner->line).as_object();
  }
  static json::object control(const json::object& view, std::string_view label) {
    for (const json::value& item : view.at("controls").as_array()) {
      if (item.at("label").as_string() == label) return item.as_object();
    }
    ADD_FAILURE() << "no control " << label << " in " << json::value(view);
    return {};
  }
  static std::string bar(const std::string& inner, const std::string& style = "") {
    return "<!doctype html><html lang=nl-NL><title>t</title><body style='margin:0;font:16px "
           "sans-serif'><h1>Shop</h1>"
           "<div class=b "
           "style='position:fixed;bottom:0;left:0;right:0;height:200px;background:rgb(240,240,240)"
           ";" +
           style + "'><p>We use cookies to measure visits and show advertising.</p>" + inner +
           "</div>";
  }
};

json::array rgb(double r, double g, double b, double a = 1) { return {r, g, b, a}; }

void expect_colour(const json::value& got, const json::array& wanted) {
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_NEAR(got.at(i).to_number<double>(), wanted[i].to_number<double>(), 1.01) << got;
  }
}

TEST_F(Finder, describes_the_box_as_the_format_page_says) {
  auto page = open(bar("<button>Accept all</button><button>Reject all</button>"));
  const json::object view = look_at(*page);
  ASSERT_FALSE(view.empty());
  for (const char* member : {"found", "how", "frame", "text", "pageLanguage", "pageSample",
                             "blocksPage", "box", "viewport", "fill", "controls"}) {
    EXPECT_TRUE(view.contains(member)) << member;
  }
  EXPECT_EQ(view.size(), 11u);
  EXPECT_EQ(view.at("pageLanguage"), "nl-nl");
  EXPECT_NE(std::string(view.at("text").as_string()).find("We use cookies"), std::string::npos);
  EXPECT_EQ(view.at("box").at(3).to_number<double>(), 200);
  EXPECT_EQ(view.at("viewport").at(0).to_number<double>(), 1366);
  expect_colour(view.at("fill"), rgb(240, 240, 240));
  const json::object button = control(view, "Reject all");
  for (const char* member :
       {"label",       "tag",      "role",    "kind",       "href",     "rect",   "textColour",
        "fill",        "filled",   "fontPx",  "fontWeight", "visible",  "inView", "inBox",
        "inParagraph", "disabled", "checked", "look",       "textRect", "doubts"}) {
    EXPECT_TRUE(button.contains(member)) << member;
  }
  EXPECT_EQ(button.size(), 20u) << json::value(button);
  EXPECT_EQ(view.at("blocksPage"), false);
}

TEST_F(Finder, takes_the_name_and_the_state_of_a_toggle_for_no_control) {
  auto page = open(
      bar("<input type=checkbox id=t checked><label for=t><span>Alle diensten in- of uitschakelen"
          "</span></label><label><input type=checkbox><span>Google</span>"
          "<span>désactivé</span></label><label>Or <button>Reject all"
          "</button></label><button>Save</button>"));
  const json::object view = look_at(*page);
  ASSERT_FALSE(view.empty());
  std::string seen;
  for (const json::value& item : view.at("controls").as_array()) {
    seen += std::string(item.at("tag").as_string()) + " ";
  }
  EXPECT_EQ(seen, "input input button button ") << json::value(view);
}

TEST_F(Finder, takes_the_line_that_names_the_owner_for_no_control) {
  auto page = open(bar("<button>Accept all</button><p>© 2026 Refuse Ltd</p><p>Refuse Ltd</p>"));
  const json::object view = look_at(*page);
  ASSERT_FALSE(view.empty());
  std::string seen;
  for (const json::value& item : view.at("controls").as_array()) {
    seen += std::string(item.at("label").as_string()) + "|";
  }
  EXPECT_EQ(seen, "Accept all|Refuse Ltd|") << json::value(view);
}

TEST_F(Finder, tells_how_controls_are_set_off_and_who_reaches_them) {
  auto page =
      open(bar("<button style='border:0;box-shadow:none'>Accept all</button>"
               "<span onclick='1' style='text-decoration:underline'>Reject all</span>"));
  const json::object view = look_at(*page);
  const json::object accept = control(view, "Accept all").at("look").as_object();
  const json::object refuse = control(view, "Reject all").at("look").as_object();
  EXPECT_EQ(accept.at("bordered"), false);
  EXPECT_EQ(accept.at("focusable"), true);
  EXPECT_EQ(refuse.at("focusable"), false);
  EXPECT_EQ(refuse.at("underlined"), true);
  expect_colour(refuse.at("ground"), rgb(240, 240, 240));
}

TEST_F(Finder, sees_a_refusal_that_needs_scrolling_within_the_banner) {
  auto page =
      open(bar("<div style='height:90px;overflow:auto'><button>Accept all</button>"
               "<p style='height:400px'></p><button>Reject all</button></div>"));
  const json::object refuse = control(look_at(*page), "Reject all");
  EXPECT_EQ(refuse.at("inBox"), true);
  EXPECT_EQ(refuse.at("inView"), false);
  EXPECT_EQ(refuse.at("look").at("clipped"), true);
}

TEST_F(Finder, sees_a_curtain_over_the_page) {
  auto page = open("<div style='position:fixed;inset:0;background:#0008'></div>" +
                   bar("<button>Accept all</button><button>Reject all</button>"));
  EXPECT_EQ(look_at(*page).at("blocksPage"), true);
}

TEST_F(Finder, composites_colours_over_everything_beneath) {
  auto page =
      open(bar("<button style='background:#00f8;color:#fff8;border:0'>Accept all</button>"
               "<div style='opacity:.5'><button style='background:#000;color:#fff;border:0'>Reject "
               "all</button></div>"
               "<a href='#' style='color:#ddd'>Settings</a>"
               "<button style='background:linear-gradient(rgb(200,0,0),#000);color:#fff'>Manage "
               "cookies</button>",
               "background:#fff"));
  const json::object view = look_at(*page);
  const json::object accept = control(view, "Accept all");
  expect_colour(accept.at("fill"), rgb(119, 119, 255));
  expect_colour(accept.at("textColour"), rgb(192, 192, 255));
  EXPECT_EQ(accept.at("filled"), true);
  expect_colour(control(view, "Reject all").at("fill"), rgb(128, 128, 128));
  const json::object link = control(view, "Settings");
  EXPECT_EQ(link.at("filled"), false);
  EXPECT_EQ(link.at("kind"), "link");
  expect_colour(link.at("textColour"), rgb(221, 221, 221));
  expect_colour(control(view, "Manage cookies").at("fill"), rgb(200, 0, 0));
}

TEST_F(Finder, says_what_is_hidden_covered_disabled_or_far_away) {
  auto page =
      open(bar("<button>Accept all</button><button style='visibility:hidden'>Reject all</button>"
               "<button style='opacity:0'>Deny</button><button disabled>Save settings</button>"
               "<span style='position:relative'><button id=under>Decline</button></span>"
               "<button style='position:absolute;left:-9999px'>Refuse</button>") +
           "<div style='position:fixed;z-index:9;background:#fff' id=over>ad</div><script>const "
           "u=document.querySelector('#under')"
           ".getBoundingClientRect(),o=document.querySelector('#over').style;o.left=u.x+'px';o.top="
           "u.y+'px';o.width=u.width+'px';"
           "o.height=u.height+'px'</script>");
  const json::object view = look_at(*page);
  EXPECT_EQ(control(view, "Accept all").at("visible"), true);
  for (const char* hidden : {"Reject all", "Deny", "Decline", "Refuse"})
    EXPECT_EQ(control(view, hidden).at("visible"), false) << hidden;
  EXPECT_EQ(control(view, "Save settings").at("disabled"), true);
}

TEST_F(Finder, tells_ticked_from_unticked_and_running_text_from_buttons) {
  auto page =
      open(bar("<p>Read more or <a href='#x'>refuse cookies</a> whenever you want to do "
               "so.</p><button>Accept all</button>"
               "<label><input type=checkbox checked>Statistics</label><label><input "
               "type=checkbox>Marketing</label>"
               "<span role=switch aria-checked=true aria-label=Social "
               "style='display:inline-block;width:30px;height:15px'></span>"
               "<button aria-label=Close style='position:absolute;right:0;top:0'>×</button>"));
  const json::object view = look_at(*page);
  EXPECT_EQ(control(view, "refuse cookies").at("inParagraph"), true);
  EXPECT_EQ(control(view, "Accept all").at("inParagraph"), false);
  EXPECT_EQ(control(view, "Accept all").at("checked"), nullptr);
  EXPECT_EQ(control(view, "Statistics").at("checked"), true);
  EXPECT_EQ(control(view, "Marketing").at("checked"), false);
  EXPECT_EQ(control(view, "Social").at("checked"), true);
  EXPECT_EQ(control(view, "Social").at("kind"), "switch");
  EXPECT_EQ(control(view, "Close").at("kind"), "close");
}

TEST_F(Finder, takes_no_head_of_a_list_of_categories_for_a_refusal) {
  const char* const kAccept = "<button>Accept all</button>";
  for (const char* heads :
       {"<div><b>Strictly necessary</b></div><div><b>Statistics</b></div>",
        "<button aria-expanded=false>Strictly necessary</button>",
        "<h3><button>Necessary cookies</button></h3>",
        "<details><summary>Essential cookies</summary>These keep the basket.</details>",
        "<div style='cursor:pointer'>Strictly necessary</div><div "
        "style='cursor:pointer'>Marketing</div>"}) {
    auto page = open(bar(std::string(heads) + kAccept));
    const json::object view = look_at(*page);
    EXPECT_EQ(view.at("controls").as_array().size(), 1u) << heads << view;
  }
  for (const char* refusal :
       {"<button>Strictly necessary</button>",
        "<div style='cursor:pointer'>Necessary cookies</div>", "<div>Necessary cookies only</div>",
        "<h3><button>Reject all</button></h3>",
        "<button aria-expanded=false>Only necessary cookies</button>",
        "<button>Essential</button><button>Statistics</button>"}) {
    auto page = open(bar(std::string(refusal) + kAccept));
    BannerFinder finder(*page->tab, page->tools);
    const auto look = finder.look();
    ASSERT_TRUE(look.banner) << refusal;
    EXPECT_TRUE(look.banner->has(Intent::refuse_all)) << refusal << look.banner->line;
  }
}

TEST_F(Finder, does_not_take_the_switch_of_the_necessary_ones_for_a_refusal) {
  auto page =
      open(bar("<label><input type=checkbox checked>Strictly necessary</label>"
               "<label><input type=radio name=r>Only necessary cookies</label>"
               "<button>Accept all</button>"));
  BannerFinder finder(*page->tab, page->tools);
  const auto look = finder.look();
  ASSERT_TRUE(look.banner);
  for (const SeenControl& control : look.banner->controls) {
    EXPECT_EQ(control.refuses, control.kind == "radio") << control.label;
  }
}

TEST_F(Finder, changes_nothing_in_the_page) {
  auto page = open(
      "<script>new "
      "MutationObserver(()=>window.touched=1).observe(document,{subtree:true,childList:true,"
      "attributes:true,"
      "characterData:true})</script>" +
      bar("<button>Accept all</button>"));
  EXPECT_EQ(page->text_of("window.touched=0"), "0");
  ASSERT_FALSE(look_at(*page).empty());
  EXPECT_EQ(page->text_of("new Promise(r=>setTimeout(()=>r(window.touched),50))"),
            "[object Promise]");
  EXPECT_EQ(page->text_of("window.touched"), "0");
  EXPECT_EQ(page->text_of("typeof consentryFinder"), "undefined");
}

TEST_F(Finder, survives_pages_made_to_break_it) {
  auto page = open(
      "<form name=body><input name=matches><input "
      "name=getAttribute></form><script>Element.prototype.matches=null;"
      "window.getComputedStyle=null;JSON.stringify=null</script>" +
      bar("<button>Accept all</button><button>Reject all</button>"));
  BannerFinder finder(*page->tab, page->tools);
  finder.look();
  EXPECT_FALSE(finder.aim(page->tab->main_frame(), 99999));
  EXPECT_FALSE(finder.shown(page->tab->main_frame(), -1));
  finder.press(page->tab->main_frame(), 12345);
}

TEST_F(Finder, looks_through_a_large_page_in_a_blink) {
  auto page = open(bar("<button>Accept all</button><button>Reject all</button>") +
                   "<script>let h='';for(let i=0;i<2500;i++)h+=`<div class=row><p>Row ${i} of "
                   "goods</p><a href=/p${i}>See</a><span>€ ${i}</span></div>`;"
                   "document.body.insertAdjacentHTML('beforeend',h)</script>");
  BannerFinder finder(*page->tab, page->tools);
  ASSERT_TRUE(finder.look().banner);
  const auto begin = Clock::now();
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(finder.look().banner);
  const auto each = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begin) / 5;
  RecordProperty("milliseconds_a_look", static_cast<int>(each.count()));
  // 30 ms on a quiet machine; the bound is for a busy one.
  EXPECT_LT(each.count(), 1500);
}

TEST(ConsentEffect, takes_records_of_a_choice_for_proof_and_identifiers_of_trackers_not) {
  EXPECT_TRUE(looks_like_record("cookieconsent_status", "deny"));
  EXPECT_TRUE(looks_like_record("euconsent-v2", "CPx"));
  EXPECT_TRUE(looks_like_record("cc", "rejected"));
  EXPECT_TRUE(looks_like_record("OptanonConsent", "groups=C0001:1"));
  EXPECT_FALSE(looks_like_record("_ga", "GA1.1.123456789.1700000000"));
  EXPECT_FALSE(looks_like_record("uid", "8f14e45fceea167a5a36dedd4bea2543"));
  EXPECT_FALSE(looks_like_record("cookie_test", "1"));
}

TEST(ConsentEffect, is_what_changed_since_before) {
  ConsentTrace before;
  before.cookies["consent@shop.example"] = "no";
  before.storage["theme"] = "dark";
  before.tcf_status = "cmpuishown";
  ConsentTrace after = before;
  EXPECT_TRUE(proof_of(before, after).empty());
  after.cookies["consent@shop.example"] = "yes";
  after.cookies["_ga@shop.example"] = "GA1.1.1.1";
  after.storage["klaro"] = "{}";
  after.tcf_status = "useractioncomplete";
  after.mode_updates = 1;
  const std::vector<std::string> expected{"cookie:consent", "storage:klaro",
                                          "tcf:useractioncomplete", "gcm:update"};
  EXPECT_EQ(proof_of(before, after), expected);
}

}  // namespace
}  // namespace consentry
