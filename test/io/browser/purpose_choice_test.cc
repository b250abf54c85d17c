// SPDX-License-Identifier: Apache-2.0
// Consent to one purpose alone, in a real browser: what is saved, and what is left alone.
#include <algorithm>
#include <gtest/gtest.h>

#include "core/observe/observation.h"
#include "io/browser/banner_page.h"
#include "io/browser/run.h"

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

TEST_F(OnePurpose, switches_off_what_its_toggle_brought) {
  const std::string brings = "onclick=\"document.getElementsByName('Marketing')[0].checked=true\"";
  EXPECT_EQ(saved(banner(toggle("Statistics", brings) + toggle("Marketing"))), "Sx");
}

TEST_F(OnePurpose, is_not_given_where_two_toggles_go_together) {
  const auto with = [](const std::string& other) {
    return "onclick=\"document.getElementsByName('" + other + "')[0].checked=this.checked\"";
  };
  EXPECT_EQ(saved(banner(toggle("Statistics", with("Marketing")) +
                         toggle("Marketing", with("Statistics"))),
                  "did not come to stand"),
            "");
}

TEST_F(OnePurpose, is_not_given_where_nothing_saves_it) {
  EXPECT_EQ(saved(banner(toggle("Statistics") + toggle("Marketing"), ""), "no control saves"), "");
}

TEST_F(OnePurpose, is_a_run_whose_log_shows_the_toggles_as_they_were_saved) {
  site_->serve("shop.example/", {banner(toggle("Statistics") + toggle("Marketing", "checked"))});
  RunTools tools = testing::banner_tools(false);
  tools.category = category_of;
  RunPlan plan;
  plan.run = "one-purpose";
  plan.site = "http://shop.example/";
  plan.phases = {Phase::before, Phase::one_purpose};
  testing::RecordedRun recorded;
  ASSERT_TRUE(perform_run(*browser_, plan, tools, recorded));
  const auto run = observe(recorded.all(), testing::embedded_lexicon());
  ASSERT_TRUE(run);
  EXPECT_EQ(std::ranges::count(run->measured, Phase::one_purpose), 1) << recorded.all();
  ASSERT_EQ(run->choices.size(), 1U);
  EXPECT_EQ(run->choices.front().result, ChoiceResult::done);
  const BannerView* last = nullptr;
  for (const BannerView& view : run->banner_views) {
    if (view.found && view.when.step == Step::choice) last = &view;
  }
  ASSERT_NE(last, nullptr);
  const auto checked = [last](const char* label) {
    const auto found = std::ranges::find(last->controls, label, &BannerControl::label);
    return found == last->controls.end() ? std::nullopt : found->checked;
  };
  EXPECT_EQ(checked("Statistics"), true);
  EXPECT_EQ(checked("Marketing"), false);
}

TEST_F(OnePurpose, a_page_without_banner_has_none) {
  const auto page = at("<!doctype html><title>Shop</title><h1>Shop</h1>");
  EXPECT_EQ(page->choose(Phase::one_purpose).result, ChoiceResult::no_banner);
}

}  // namespace
}  // namespace consentry
