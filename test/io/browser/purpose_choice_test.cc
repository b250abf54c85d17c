// SPDX-License-Identifier: Apache-2.0
// Consent to one purpose alone, in a real browser: what is saved, and what is left alone.
#include <algorithm>
#include <gtest/gtest.h>

#include "io/browser/banner_page.h"

namespace consentry {
namespace {

using testing::words;

std::string_view category_of(std::string_view /*text*/, std::string_view label) {
  const std::pair<std::string_view, std::string_view> known[] = {
      {"Strictly necessary", "necessary"},
      {"Statistics", "statistics"},
      {"Preferences", "preferences"},
      {"Marketing", "marketing"}};
  for (const auto& [name, category] : known) {
    if (label == name) return category;
  }
  return "";
}

std::string toggle(const std::string& label, const std::string& attributes = {}) {
  return "<p><label><input type=checkbox name='" + label + "' " + attributes + "> " + label +
         "</label></p>";
}

// Saves the names of the toggles that are on.
std::string banner(const std::string& toggles,
                   const std::string& save = "<button onclick=save()>Save my choice</button>") {
  return "<!doctype html><html lang=en><title>Shop</title><h1>Shop</h1><div role=dialog id=box "
         "style='position:fixed;bottom:0;left:0;right:0;background:#eee;padding:20px'><p>We use "
         "cookies to measure visits and show advertising.</p><div id=one><button>Accept "
         "all</button>"
         "<button onclick=\"one.hidden=true;two.hidden=false\">Cookie settings</button></div>"
         "<div id=two hidden>" +
         toggles + save +
         "<button>Accept all</button></div></div><script>function save(){const on="
         "[...document.querySelectorAll('input')].filter(i=>i.checked).map(i=>i.name[0]).join('');"
         "document.cookie='choice='+on+'x';document.cookie='consent='+on;box.remove()}</script>";
}

class OnePurpose : public testing::BannerTest {
 protected:
  static std::unique_ptr<testing::BannerPage> at(const std::string& html) {
    auto page = open(html);
    page->tools.category = category_of;
    return page;
  }
  // What was saved; "" when nothing was, and then the note says why.
  static std::string saved(const std::string& html, const std::string& why = {}) {
    const auto page = at(html);
    const ChoiceAttempt attempt = page->choose(Phase::one_purpose);
    const bool done = attempt.result == ChoiceResult::done;
    EXPECT_EQ(page->run.count({"\"kind\":\"click\"", "\"intent\":\"accept"}), 0u);
    EXPECT_EQ(done, !page->choice().empty()) << words(attempt) << page->run.all().substr(0, 3000);
    EXPECT_EQ(page->run.has({"\"kind\":\"note\"", "one-purpose", why}), !done) << page->run.all();
    return page->choice();
  }
};

const std::string kNecessary = toggle("Strictly necessary", "checked disabled");

TEST_F(OnePurpose, is_given_to_statistics_alone) {
  EXPECT_EQ(saved(banner(kNecessary + toggle("Preferences") + toggle("Statistics") +
                         toggle("Marketing"))),
            "SSx");
}

TEST_F(OnePurpose, leaves_nothing_on_that_was_ticked_beforehand) {
  EXPECT_EQ(saved(banner(toggle("Statistics", "checked") + toggle("Marketing", "checked") +
                         toggle("Our partners", "checked"))),
            "Sx");
}

TEST_F(OnePurpose, is_given_to_preferences_where_statistics_are_not_offered) {
  EXPECT_EQ(saved(banner(toggle("Preferences") + toggle("Marketing", "checked"))), "Px");
}

TEST_F(OnePurpose, is_not_given_where_no_label_is_certain) {
  EXPECT_EQ(saved(banner(toggle("Measuring and more") + toggle("Marketing")), "no toggle asks"),
            "");
}

TEST_F(OnePurpose, is_not_given_where_a_toggle_does_not_go_off) {
  EXPECT_EQ(
      saved(banner(toggle("Statistics") + toggle("Marketing", "checked onclick='return false'")),
            "did not come to stand"),
      "");
}

TEST_F(OnePurpose, is_not_given_where_a_hidden_toggle_stays_on) {
  EXPECT_EQ(saved(banner(toggle("Statistics") + "<div style='visibility:hidden'>" +
                         toggle("Marketing", "checked") + "</div>"),
                  "did not come to stand"),
            "");
}

TEST_F(OnePurpose, is_not_given_where_one_toggle_brings_another) {
  EXPECT_EQ(
      saved(banner(toggle("Statistics",
                          "onclick=\"document.getElementsByName('Marketing')[0].checked=true\"") +
                   toggle("Marketing")),
            "did not come to stand"),
      "");
}

TEST_F(OnePurpose, is_not_given_where_nothing_saves_it) {
  EXPECT_EQ(saved(banner(toggle("Statistics") + toggle("Marketing"), ""), "no control saves"), "");
}

TEST_F(OnePurpose, the_toggles_are_logged_as_they_were_saved) {
  const auto page = at(banner(toggle("Statistics") + toggle("Marketing", "checked")));
  EXPECT_EQ(page->choose(Phase::one_purpose).result, ChoiceResult::done);
  const RunObservation run = *observe(page->run.all(), testing::embedded_lexicon());
  ASSERT_FALSE(run.banner_views.empty());
  const auto checked = [&run](const char* label) {
    const auto& controls = run.banner_views.back().controls;
    const auto found = std::ranges::find(controls, label, &BannerControl::label);
    return found != controls.end() && found->checked.value_or(false);
  };
  EXPECT_TRUE(checked("Statistics"));
  EXPECT_FALSE(checked("Marketing"));
}

TEST_F(OnePurpose, a_page_without_banner_has_none) {
  const auto page = at("<!doctype html><title>Shop</title><h1>Shop</h1>");
  EXPECT_EQ(page->choose(Phase::one_purpose).result, ChoiceResult::no_banner);
}

}  // namespace
}  // namespace consentry
