// SPDX-License-Identifier: Apache-2.0
// How refusing looks beside accepting, each rule with its good twin.
#include <gtest/gtest.h>

#include "core/judge/book_under_test.h"

namespace consentry {
namespace {

// A filled button as the probe of today tells it.
BannerControl styled(const char* label, Intent intent) {
  BannerControl control = button(label, intent);
  control.filled = true;
  control.fill = {20, 80, 50, 1};
  control.text_colour = {255, 255, 255, 1};
  control.look.emplace();
  control.look->bordered = true;
  control.look->focusable = true;
  control.look->font_family = "Verdana";
  control.look->font_style = "normal";
  control.look->ground = {255, 255, 255, 1};
  return control;
}

const BannerControl kAccept = styled("Accept all", Intent::accept_all);

SiteMaker site_with(const std::vector<BannerControl>& controls) {
  SiteMaker site;
  for (RunMaker* run : site.both()) run->banner(controls);
  return site;
}

// The verdict on a refusal that was changed by `change`.
template <typename Change>
std::string with(const char* rule, Change change, const char* profile = "eu") {
  BannerControl refuse = styled("Reject all", Intent::refuse_all);
  change(refuse);
  return verdict(site_with({kAccept, refuse}), rule, profile);
}

void nothing(BannerControl& /*refuse*/) {}
void unfilled(BannerControl& refuse) {
  refuse.filled = false;
  refuse.fill = {255, 255, 255, 1};
}

TEST(RefuseAsText, IsWhatHasNeitherFillingNorBorder) {
  const auto bare = [](BannerControl& refuse) {
    unfilled(refuse);
    refuse.look->bordered = false;
  };
  EXPECT_EQ(with("UI-03", nothing), "pass");
  EXPECT_EQ(with("UI-03", unfilled), "pass") << "an outlined button is a button";
  EXPECT_EQ(with("UI-03", bare), "likely-breach");
  EXPECT_EQ(with("UI-03", bare, "fr"), "risk");
  EXPECT_EQ(with("UI-03",
                 [&](BannerControl& refuse) {
                   bare(refuse);
                   refuse.in_paragraph = true;
                 }),
            "breach");
  EXPECT_EQ(with("UI-03",
                 [](BannerControl& refuse) {
                   unfilled(refuse);
                   refuse.look.reset();
                 }),
            "not-measured")
      << "an old log does not tell borders";
}

TEST(RefuseAsText, IsNotMeasuredWhereAPictureMayDrawTheButton) {
  const auto bare = [](const char* doubt) {
    return [doubt](BannerControl& refuse) {
      unfilled(refuse);
      refuse.look->bordered = false;
      refuse.style_doubts = {doubt};
    };
  };
  EXPECT_EQ(with("UI-03", bare("background-image")), "not-measured");
  EXPECT_EQ(with("UI-03", bare("gradient")), "not-measured");
  EXPECT_EQ(with("UI-03", bare("opacity")), "likely-breach");
}

TEST(RefuseAsText, NeedsBothControls) {
  EXPECT_EQ(verdict(site_with({kAccept}), "UI-03"), "not-applicable");
  EXPECT_EQ(verdict(SiteMaker(), "UI-03"), "not-measured");
}

TEST(RefuseOutsideBox, IsABreachUnlessAButtonStandsNear) {
  EXPECT_EQ(with("UI-04", nothing), "pass");
  const auto outside = [](double y) {
    return [y](BannerControl& refuse) {
      refuse.in_box = false;
      refuse.rect.y = y;
    };
  };
  EXPECT_EQ(with("UI-04", outside(20)), "breach");
  EXPECT_EQ(with("UI-04", outside(500)), "risk") << "20 pixels above the box";
  EXPECT_EQ(with("UI-04",
                 [&](BannerControl& refuse) {
                   outside(500)(refuse);
                   refuse.filled = refuse.look->bordered = false;
                 }),
            "breach");
  EXPECT_EQ(verdict(site_with({kAccept}), "UI-04"), "not-applicable");
}

TEST(RefuseOutsideBox, IsForgivenWhenAnotherLookHasItInside) {
  BannerControl refuse = styled("Reject all", Intent::refuse_all);
  BannerControl away = refuse;
  away.in_box = false;
  SiteMaker site = site_with({kAccept, away});
  for (RunMaker* run : site.both()) run->banner({kAccept, refuse});
  EXPECT_EQ(verdict(site, "UI-04"), "pass");
}

TEST(Prominence, ComparesFillingsAndWeighsByCountry) {
  EXPECT_EQ(with("UI-06", nothing), "pass");
  EXPECT_EQ(with("UI-06", unfilled), "risk");
  EXPECT_EQ(with("UI-06", unfilled, "fr"), "likely-breach");
  EXPECT_EQ(with("UI-06", unfilled, "be"), "likely-breach");
  const auto paler = [](BannerControl& refuse) { refuse.fill = {70, 130, 100, 1}; };
  EXPECT_EQ(with("UI-06", paler, "fr"), "risk") << "twice is not yet far";
  const auto louder = [](BannerControl& refuse) { refuse.fill = {0, 0, 0, 1}; };
  EXPECT_EQ(with("UI-06", louder), "pass");
}

TEST(Prominence, IsNotMeasuredWherePicturesOrEffectsFillTheControls) {
  const auto drawn = [](const char* doubt) {
    return [doubt](BannerControl& refuse) {
      unfilled(refuse);
      refuse.style_doubts = {doubt};
    };
  };
  EXPECT_EQ(with("UI-06", drawn("background-image")), "not-measured");
  EXPECT_EQ(with("UI-06", drawn("pseudo-element")), "not-measured");
  EXPECT_EQ(with("UI-06", drawn("gradient")), "not-measured")
      << "its first colour is not all of it";
  EXPECT_EQ(with("UI-06", drawn("text-shadow")), "risk") << "letters are not what is filled";
  const auto alike = [](BannerControl& refuse) { refuse.style_doubts = {"filter"}; };
  EXPECT_EQ(with("UI-06", alike), "not-measured");
}

TEST(Prominence, ASeenGradientMakesAcceptingStandOut) {
  BannerControl accept = kAccept;
  accept.style_doubts = {"gradient"};
  BannerControl refuse = styled("Reject all", Intent::refuse_all);
  EXPECT_EQ(verdict(site_with({accept, refuse}), "UI-06", "fr"), "pass");
  unfilled(refuse);
  EXPECT_EQ(verdict(site_with({accept, refuse}), "UI-06", "fr"), "likely-breach");
  accept.style_doubts = {"background-image"};
  EXPECT_EQ(verdict(site_with({accept, refuse}), "UI-06", "fr"), "not-measured");
}

TEST(Prominence, TwoOutlinedButtonsAreAlike) {
  BannerControl accept = kAccept;
  BannerControl refuse = styled("Reject all", Intent::refuse_all);
  unfilled(accept);
  unfilled(refuse);
  EXPECT_EQ(verdict(site_with({accept, refuse}), "UI-06", "fr"), "pass");
}

TEST(ControlSize, GrowsWorseAsTheRefusalShrinks) {
  const auto wide = [](double width) {
    return [width](BannerControl& refuse) { refuse.rect.width = width; };
  };
  EXPECT_EQ(with("UI-07", nothing), "pass");
  EXPECT_EQ(with("UI-07", wide(200)), "pass");
  EXPECT_EQ(with("UI-07", wide(97)), "pass");
  EXPECT_EQ(with("UI-07", wide(80)), "risk");
  EXPECT_EQ(with("UI-07", wide(50)), "likely-breach");
  EXPECT_EQ(with("UI-07", wide(0)), "not-measured");
}

TEST(TextTreatment, NamesWhatDiffers) {
  EXPECT_EQ(with("UI-08", nothing), "pass");
  EXPECT_EQ(with("UI-08", [](BannerControl& refuse) { refuse.font_px = 15; }), "pass");
  EXPECT_EQ(with("UI-08", [](BannerControl& refuse) { refuse.font_px = 13; }), "risk");
  EXPECT_EQ(with("UI-08", [](BannerControl& refuse) { refuse.font_weight = 300; }), "risk");
  EXPECT_EQ(with("UI-08", [](BannerControl& refuse) { refuse.look->font_family = "Arial"; }),
            "risk");
  EXPECT_EQ(with("UI-08", [](BannerControl& refuse) { refuse.look->font_style = "italic"; }),
            "risk");
  EXPECT_EQ(with("UI-08", [](BannerControl& refuse) { refuse.look.reset(); }), "not-measured");
}

TEST(RefuseReachability, SeesWhatKeepsOnlyTheRefusalAway) {
  EXPECT_EQ(with("UI-09", nothing), "pass");
  EXPECT_EQ(with("UI-09", [](BannerControl& r) { r.in_view = false; }), "likely-breach");
  EXPECT_EQ(with("UI-09", [](BannerControl& r) { r.disabled = true; }), "likely-breach");
  EXPECT_EQ(with("UI-09", [](BannerControl& r) { r.look->clipped = true; }), "likely-breach");
  EXPECT_EQ(with("UI-09", [](BannerControl& r) { r.look->opacity = 0.4; }), "likely-breach");
  EXPECT_EQ(with("UI-09", [](BannerControl& r) { r.look->focusable = false; }), "likely-breach");
  EXPECT_EQ(with("UI-09",
                 [](BannerControl& r) {
                   r.visible = false;
                   r.look->covered = true;
                 }),
            "likely-breach");
}

TEST(RefuseReachability, IsNoMatterOfTheRefusalWhenAcceptingIsAwayToo) {
  BannerControl accept = kAccept;
  BannerControl refuse = styled("Reject all", Intent::refuse_all);
  accept.in_view = refuse.in_view = false;
  accept.look->focusable = refuse.look->focusable = false;
  EXPECT_EQ(verdict(site_with({accept, refuse}), "UI-09"), "pass");
}

TEST(CloseCross, IsARuleOfItalysAlone) {
  BannerControl cross = styled("×", Intent::close);
  cross.rect = {1320, 570, 24, 24};
  EXPECT_EQ(verdict(site_with({kAccept}), "UI-27"), "not-applicable");
  EXPECT_EQ(verdict(site_with({kAccept}), "UI-27", "it"), "likely-breach");
  EXPECT_EQ(verdict(site_with({kAccept, cross}), "UI-27", "it"), "pass");
  cross.rect.x = 30;
  EXPECT_EQ(verdict(site_with({kAccept, cross}), "UI-27", "it"), "likely-breach") << "top left";
}

TEST(Accessibility, AsksForNameSizeAndKeyboard) {
  EXPECT_EQ(with("UI-28", nothing), "pass");
  EXPECT_EQ(with("UI-28", [](BannerControl& r) { r.label.clear(); }), "risk");
  EXPECT_EQ(with("UI-28", [](BannerControl& r) { r.rect.height = 20; }), "risk");
  EXPECT_EQ(with("UI-28", [](BannerControl& r) { r.look->focusable = false; }), "risk");
  EXPECT_EQ(with("UI-28",
                 [](BannerControl& r) {
                   r.rect.height = 20;
                   r.in_paragraph = true;
                 }),
            "pass")
      << "links within a sentence are exempt";
  EXPECT_EQ(with("UI-28", [](BannerControl& r) { r.rect = {400, 600, 120, 20}; }), "pass")
      << "small, but nothing is near";
  EXPECT_EQ(verdict(site_with({button("Accept", Intent::accept_all)}), "UI-28"), "not-measured");
}

}  // namespace
}  // namespace consentry
