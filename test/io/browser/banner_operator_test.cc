// SPDX-License-Identifier: Apache-2.0
#include "io/browser/banner_operator.h"

#include <gtest/gtest.h>

#include "io/browser/banner_page.h"
#include "io/browser/banner_shapes.h"

namespace consentry {
namespace {

using testing::BannerShape;
using testing::words;

class Shapes : public testing::BannerTest, public ::testing::WithParamInterface<BannerShape> {
 protected:
  static auto open_shape(const BannerShape& shape) {
    for (const auto& [path, body] : shape.further) site_->serve(path, {body});
    return open(shape.html);
  }
};

TEST_P(Shapes, refusing_ends_in_the_refused_state_or_says_that_it_did_not) {
  const BannerShape& shape = GetParam();
  const auto page = open_shape(shape);
  look_at_banner(*page->tab, page->tools, *page->log);
  EXPECT_EQ(page->run.count({"\"kind\":\"banner\""}), 1u);
  const std::string seen =
      shape.banner.empty() ? "\"found\":false" : "\"how\":\"" + shape.banner + "\"";
  EXPECT_TRUE(page->run.has({"\"kind\":\"banner\"", seen})) << page->run.all().substr(0, 2000);
  EXPECT_EQ(page->choice(), "");
  const ChoiceAttempt attempt = page->choose(Phase::refuse);
  EXPECT_EQ(page->choice(), shape.refused) << words(attempt);
  const ChoiceResult expected = shape.banner.empty()    ? ChoiceResult::no_banner
                                : shape.refused.empty() ? ChoiceResult::no_control
                                                        : ChoiceResult::done;
  EXPECT_EQ(attempt.result, expected) << words(attempt) << page->run.all().substr(0, 3000);
  EXPECT_EQ(page->run.count({"\"kind\":\"click\""}), static_cast<std::size_t>(attempt.clicks));
  EXPECT_EQ(page->run.count({"\"kind\":\"click\"", "\"intent\":\"accept"}), 0u);
  if (attempt.result == ChoiceResult::done) {
    EXPECT_FALSE(attempt.proof.empty());
    EXPECT_TRUE(page->run.has({"\"kind\":\"shot\"", "before-click"}));
    EXPECT_TRUE(page->run.has({"\"kind\":\"shot\"", "after-click"}));
  }
}

TEST_P(Shapes, accepting_ends_in_the_accepted_state) {
  const BannerShape& shape = GetParam();
  const auto page = open_shape(shape);
  const ChoiceAttempt attempt = page->choose(Phase::accept);
  EXPECT_EQ(page->choice(), shape.accepted) << words(attempt);
  const ChoiceResult expected = shape.banner.empty()     ? ChoiceResult::no_banner
                                : shape.accepted.empty() ? ChoiceResult::no_control
                                                         : ChoiceResult::done;
  EXPECT_EQ(attempt.result, expected) << words(attempt) << page->run.all().substr(0, 3000);
  EXPECT_EQ(page->run.count({"\"kind\":\"click\"", "\"intent\":\"refuse"}), 0u);
}

class Settings : public testing::BannerTest {
 protected:
  static std::string banner(const std::string& first_layer) {
    return "<!doctype html><html lang=en><title>Shop</title><h1>Shop</h1><div role=dialog "
           "style='position:fixed;bottom:0;left:0;right:0;background:#eee;padding:20px'><p>We use "
           "cookies to measure visits and show advertising.</p><div id=one>" +
           first_layer +
           "<button onclick=\"one.hidden=true;two.hidden=false\">Cookie settings</button></div>"
           "<div id=two hidden><label><input type=checkbox checked> Marketing cookies</label>"
           "<button>Save</button></div></div>";
  }
};

TEST_F(Settings, that_a_refusal_passes_by_are_looked_into_before_the_choice) {
  const auto page = open(banner("<button>Accept all</button><button>Reject all</button>"));
  EXPECT_TRUE(look_into_settings(*page->tab, page->tools, *page->log));
  EXPECT_TRUE(page->run.has({"\"kind\":\"banner\",\"layer\":2", "\"checked\":true", "Marketing"}))
      << page->run.all().substr(0, 3000);
  EXPECT_EQ(page->run.count({"\"kind\":\"click\""}), 1u);
  EXPECT_TRUE(page->run.has({"\"kind\":\"click\"", "\"intent\":\"settings\""}));
  EXPECT_EQ(page->run.count({"\"kind\":\"shot\"", "before-click"}), 1u);
}

TEST_F(Settings, are_not_pictured_closed_once_more_where_the_page_was_pictured) {
  const auto page = open(banner("<button>Accept all</button><button>Reject all</button>"));
  EXPECT_TRUE(look_into_settings(*page->tab, page->tools, *page->log, true));
  EXPECT_EQ(page->run.count({"\"kind\":\"shot\"", "before-click"}), 0u);
  EXPECT_EQ(page->run.count({"\"kind\":\"shot\"", "after-click"}), 1u);
}

// A refusal leads through them in another profile; what is claimed of them needs two.
TEST_F(Settings, on_the_way_to_a_refusal_are_looked_into_as_well) {
  const auto page = open(banner("<button>Accept all</button>"));
  EXPECT_TRUE(look_into_settings(*page->tab, page->tools, *page->log));
  EXPECT_TRUE(page->run.has({"\"kind\":\"banner\",\"layer\":2", "\"checked\":true", "Marketing"}));
}

TEST_F(Settings, are_known_by_their_toggles_where_only_an_ok_ends_them) {
  const auto page = open(
      "<!doctype html><html lang=en><title>Shop</title><style>div{position:fixed;bottom:0;left:0;"
      "right:0;background:#eee;padding:20px}</style><h1>Shop</h1><div id=one><p>We use cookies to "
      "measure visits.</p><button>Accept all</button><button "
      "onclick=\"one.remove();two.hidden=false\">Settings</button></div><div id=two "
      "hidden><h2>Settings</h2><label><input type=checkbox checked disabled> Strictly "
      "necessary</label><label><input type=checkbox> Statistics</label><label><input "
      "type=checkbox> Marketing</label><button>OK</button></div>");
  EXPECT_TRUE(look_into_settings(*page->tab, page->tools, *page->log));
  EXPECT_TRUE(page->run.has({"\"kind\":\"banner\",\"layer\":2", "\"label\":\"OK\""}))
      << page->run.all().substr(0, 3000);
}

TEST_F(Settings, are_not_looked_for_where_there_is_no_banner) {
  const auto page = open("<!doctype html><title>Shop</title><h1>Shop</h1>");
  EXPECT_FALSE(look_into_settings(*page->tab, page->tools, *page->log));
}

// A banner that leaves no record of the choice; what its place then shows is all there is to see.
class Replaced : public testing::BannerTest {
 protected:
  static std::string banner(const std::string& replacement) {
    return "<!doctype html><html lang=en><title>Shop</title><h1>Shop</h1><template id=then>" +
           replacement +
           "</template><div id=box><div role=dialog style='position:fixed;bottom:0;left:0;right:0;"
           "background:#eee;padding:20px'><p>We use cookies to measure visits and show "
           "advertising.</p><button onclick=\"box.innerHTML=then.innerHTML\">Accept all</button>"
           "<button onclick=\"box.innerHTML=then.innerHTML\">Reject all</button></div></div>";
  }
};

TEST_F(Replaced, by_the_button_that_opens_it_again_the_banner_is_gone) {
  const auto page = open(
      banner("<button style='position:fixed;bottom:9px;left:9px;width:48px;height:48px'><svg "
             "width=40 height=40></svg></button><a href=#choice "
             "style='position:fixed;bottom:9px;left:99px'>Cookie settings</a>"));
  const ChoiceAttempt attempt = page->choose(Phase::accept);
  EXPECT_EQ(attempt.result, ChoiceResult::done) << words(attempt);
}

TEST_F(Replaced, by_a_word_that_asks_for_patience_without_end_nothing_is_chosen) {
  const auto page = open(banner("<p style='position:fixed;bottom:9px;left:9px'>Please wait</p>"));
  const ChoiceAttempt attempt = page->choose(Phase::refuse);
  EXPECT_NE(attempt.result, ChoiceResult::done) << words(attempt);
}

INSTANTIATE_TEST_SUITE_P(Banner, Shapes, ::testing::ValuesIn(testing::banner_shapes()),
                         [](const auto& shape) { return shape.param.name; });

}  // namespace
}  // namespace consentry
