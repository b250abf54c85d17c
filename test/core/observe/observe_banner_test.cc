// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "core/observe/observed_run.h"
#include "fakes/event_log_maker.h"

namespace consentry {
namespace {

using fakes::EventLogMaker;

EventLogMaker shop_log() {
  EventLogMaker log;
  log.step(Phase::before, Step::load);
  log.document("https://shop.example/");
  return log;
}

BannerControl refuse_button() {
  BannerControl control;
  control.label = "Weigeren";
  control.tag = control.role = control.kind = "button";
  control.rect = {10, 20, 120, 40};
  control.text_colour = {1, 2, 3, 0.5};
  control.fill = {250, 251, 252, 1};
  control.filled = control.visible = control.in_view = control.in_box = true;
  control.font_px = 14;
  control.font_weight = 700;
  return control;
}

BannerView banner() {
  BannerView view;
  view.layer = 2;
  view.found = true;
  view.how = "dialog";
  view.frame_url = "https://cmp.example/f";
  view.text = "Wij gebruiken cookies";
  view.page_language = "NL";
  view.box = {0, 500, 1366, 268};
  view.viewport = {0, 0, 1366, 768};
  view.fill = {255, 255, 255, 1};
  view.controls.push_back(refuse_button());
  view.controls.emplace_back();
  view.controls[1].label = "Statistiek";
  view.controls[1].kind = "checkbox";
  view.controls[1].checked = true;
  return view;
}

TEST(ObservedBanner, APictureBelongsToAControlOfTheLastLook) {
  EventLogMaker log = shop_log();
  auto line = log.banner(banner());
  std::string text(log.text());
  const auto add = [&](const std::string& control) {
    text += "{\"n\":" + std::to_string(++line) + ",\"t\":9.000,\"kind\":\"picture\"," + control +
            "\"file\":\"02-before-control.png\",\"sha256\":\"ab\"}\n";
  };
  for (const char* control : {"\"control\":1,", "\"control\":7,", "\"control\":1,"}) add(control);
  const RunObservation run = observed(text);
  ASSERT_EQ(run.banner_views.size(), 1U);
  const std::vector<BannerControl>& controls = run.banner_views[0].controls;
  EXPECT_TRUE(controls[0].pictures.empty());
  ASSERT_EQ(controls[1].pictures.size(), 2U) << "there is no eighth control";
  EXPECT_EQ(controls[1].pictures[0].file, "02-before-control.png");
  EXPECT_EQ(controls[1].pictures[0].sha256, "ab");
  EXPECT_EQ(controls[1].pictures[1].at.line, line);
  EXPECT_FALSE(controls[1].pixels) << "the log alone does not show them";
  EXPECT_TRUE(run.screenshots.empty());
}

TEST(ObservedBanner, ALookIsKeptWithWhatCanBeMeasured) {
  EventLogMaker log = shop_log();
  const auto line = log.banner(banner());
  const RunObservation run = observed(log.text());
  ASSERT_EQ(run.banner_views.size(), 1U);
  const BannerView& view = run.banner_views[0];
  EXPECT_EQ(view.at.line, line);
  EXPECT_EQ(view.layer, 2);
  EXPECT_TRUE(view.found);
  EXPECT_EQ(view.how, "dialog");
  EXPECT_EQ(view.frame_url, "https://cmp.example/f");
  EXPECT_EQ(view.text, "Wij gebruiken cookies");
  EXPECT_EQ(view.page_language, "nl");
  EXPECT_EQ(view.box.height, 268);
  EXPECT_EQ(view.viewport.width, 1366);
  ASSERT_EQ(view.controls.size(), 2U);
  EXPECT_EQ(view.controls[0].label, "Weigeren");
  EXPECT_EQ(view.controls[0].rect.width, 120);
  EXPECT_EQ(view.controls[0].text_colour.alpha, 0.5);
  EXPECT_EQ(view.controls[0].font_weight, 700);
  EXPECT_TRUE(view.controls[0].filled && view.controls[0].in_view && view.controls[0].in_box);
  EXPECT_FALSE(view.controls[0].checked.has_value());
  EXPECT_EQ(view.controls[1].checked, true);
}

TEST(ObservedBanner, IntentsAreReadFromLabelsAndKindsAnew) {
  EventLogMaker log = shop_log();
  BannerView view = banner();
  view.controls[0].intent = Intent::accept_all;  // not in the log: a better lexicon re-reads it
  log.banner(view);
  const RunObservation run = observed(log.text());
  EXPECT_EQ(run.banner_views[0].controls[0].intent, Intent::unknown);
  EXPECT_EQ(run.banner_views[0].controls[1].intent, Intent::toggle);
}

TEST(ObservedBanner, ColoursAndNumbersAreHeldToTheirScale) {
  EventLogMaker log = shop_log();
  log.raw(
      R"({"n":9,"t":9,"kind":"banner","layer":-3,"m":{"found":"yes","box":[1],"fill":[300,-5,"x"],"controls":[7,{"fontPx":"big"}]}})");
  const RunObservation run = observed(log.text());
  ASSERT_EQ(run.banner_views.size(), 1U);
  const BannerView& view = run.banner_views[0];
  EXPECT_EQ(view.layer, 1);
  EXPECT_FALSE(view.found);
  EXPECT_EQ(view.box.x, 1);
  EXPECT_EQ(view.fill.red, 255);
  EXPECT_EQ(view.fill.green, 0);
  EXPECT_EQ(view.fill.alpha, 1) << "three numbers are an opaque colour";
  ASSERT_EQ(view.controls.size(), 1U);
  EXPECT_EQ(view.controls[0].font_px, 0);
}

TEST(ObservedChoice, SaysHowItEndedAndWhatShowsIt) {
  EventLogMaker log = shop_log();
  log.step(Phase::refuse, Step::choice);
  log.click(Intent::refuse_all, "Alles weigeren", 1, "autoconsent:Klaro");
  log.choice(Phase::refuse, ChoiceResult::done, 2, 1, {"cookie:klaro", "banner-gone"},
             "autoconsent:Klaro");
  log.reopen("Cookie-instellingen", "floating");
  log.shot("after-click", "after-refuse.jpg", "00ff");
  log.note("scroll", "to see whether a banner comes");  // no limit
  log.note("dialog", "the page asked something");
  const RunObservation run = observed(log.text());
  ASSERT_EQ(run.clicks.size(), 1U);
  EXPECT_EQ(run.clicks[0].intent, Intent::refuse_all);
  EXPECT_EQ(run.clicks[0].tool, "autoconsent:Klaro");
  EXPECT_EQ(run.clicks[0].when.step, Step::choice);
  ASSERT_EQ(run.choices.size(), 1U);
  EXPECT_EQ(run.choices[0].wanted, Phase::refuse);
  EXPECT_EQ(run.choices[0].result, ChoiceResult::done);
  EXPECT_EQ(run.choices[0].clicks, 2);
  EXPECT_EQ(run.choices[0].proof, (std::vector<std::string>{"cookie:klaro", "banner-gone"}));
  ASSERT_EQ(run.reopen_controls.size(), 1U);
  EXPECT_EQ(run.reopen_controls[0].kind, "floating");
  EXPECT_EQ(run.reopen_controls[0].page_url, "https://shop.example/");
  EXPECT_TRUE(run.reopen_controls[0].visible);
  ASSERT_EQ(run.screenshots.size(), 1U);
  EXPECT_EQ(run.screenshots[0].file, "after-refuse.jpg");
  ASSERT_EQ(run.limitations.size(), 1U);
  EXPECT_EQ(run.limitations[0].topic, "dialog");
}

TEST(ObservedChoice, OneWithAnUnknownResultIsNoChoice) {
  EventLogMaker log = shop_log();
  log.raw(R"({"n":9,"t":9,"kind":"choice","wanted":"refuse","result":"superb"})");
  const RunObservation run = observed(log.text());
  EXPECT_TRUE(run.choices.empty());
  ASSERT_EQ(run.limitations.size(), 1U);
  EXPECT_EQ(run.limitations[0].topic, "log-damaged");
}

TEST(ObservedBanner, TellsHowAControlIsSetOffAndWhoReachesIt) {
  EventLogMaker log = shop_log();
  log.raw(R"({"n":9,"t":9,"kind":"banner","layer":1,"m":{"found":true,"pageSample":"Der Text",)"
          R"("blocksPage":true,"controls":[{"label":"No","kind":"button","look":{"bordered":true,)"
          R"("padding":7,"underlined":true,"fontFamily":"Arial","fontStyle":"italic","opacity":7,)"
          R"("focusable":true,"clipped":true,"covered":true,"ground":[1,2,3,1]}},)"
          R"({"label":"Old","kind":"button"}]}})");
  const RunObservation run = observed(log.text());
  ASSERT_EQ(run.banner_views.size(), 1U);
  const BannerView& view = run.banner_views[0];
  EXPECT_EQ(view.page_sample, "Der Text");
  EXPECT_EQ(view.blocks_page, true);
  ASSERT_EQ(view.controls.size(), 2U);
  ASSERT_TRUE(view.controls[0].look.has_value());
  const ControlLook& look = *view.controls[0].look;
  EXPECT_TRUE(look.bordered && look.underlined && look.focusable && look.clipped && look.covered);
  EXPECT_EQ(look.padding, 7);
  EXPECT_EQ(look.font_family, "Arial");
  EXPECT_EQ(look.font_style, "italic");
  EXPECT_EQ(look.opacity, 1) << "no more than all of it";
  EXPECT_EQ(look.ground.blue, 3);
  EXPECT_FALSE(view.controls[1].look.has_value()) << "older logs do not tell";
}

TEST(ObservedBanner, DoesNotSayWhatWasNotSeenOfThePage) {
  EventLogMaker log = shop_log();
  log.raw(R"({"n":9,"t":9,"kind":"banner","layer":1,"m":{"found":true,"blocksPage":null,)"
          R"("controls":[{"label":"No","look":[]}]}})");
  const RunObservation run = observed(log.text());
  ASSERT_EQ(run.banner_views.size(), 1U);
  EXPECT_FALSE(run.banner_views[0].blocks_page.has_value());
  EXPECT_TRUE(run.banner_views[0].page_sample.empty());
  EXPECT_FALSE(run.banner_views[0].controls.at(0).look.has_value());
}

TEST(Names, OfIntentsAndResultsReadBack) {
  for (int i = 0; i <= static_cast<int>(Intent::toggle); ++i) {
    EXPECT_EQ(intent_named(name_of(static_cast<Intent>(i))), static_cast<Intent>(i));
  }
  for (int i = 0; i <= static_cast<int>(ChoiceResult::failed); ++i) {
    const auto result = static_cast<ChoiceResult>(i);
    EXPECT_EQ(choice_result_named(name_of(result)), result);
  }
  EXPECT_FALSE(intent_named("accept_all").has_value());
  EXPECT_FALSE(choice_result_named("").has_value());
}

}  // namespace
}  // namespace consentry
