// SPDX-License-Identifier: Apache-2.0
// What is judged of the banner itself, each rule with its good twin.
#include <gtest/gtest.h>

#include "core/judge/book_under_test.h"
#include "core/judge/category_text.h"

namespace consentry {
namespace {

constexpr const char* kAds = "https://ads.example/p.gif";

using Controls = std::vector<BannerControl>;

const BannerControl kAccept = button("Accept all", Intent::accept_all);
const BannerControl kReject = button("Reject all", Intent::refuse_all);
const BannerControl kSettings = button("Settings", Intent::settings);

SiteMaker with_first_layer(const Controls& controls) {
  SiteMaker site;
  for (RunMaker* run : site.both()) {
    run->at(run->run().name == "refuse" ? Phase::refuse : Phase::accept, Step::choice)
        .banner(controls);
  }
  return site;
}

TEST(RefuseOnFirstLayer, WeighsByWhatStandsInItsPlace) {
  const auto with = [](const Controls& controls, const char* profile = "eu") {
    return verdict(with_first_layer(controls), "UI-01", profile);
  };
  EXPECT_EQ(with({kAccept, kReject}), "pass");
  EXPECT_EQ(with({kAccept, kSettings}), "breach");
  EXPECT_EQ(with({kAccept, button("×", Intent::close)}), "likely-breach");
  EXPECT_EQ(with({kAccept, button("×", Intent::close)}, "it"), "pass") << "closing refuses there";
  EXPECT_EQ(with({kAccept, button("Save", Intent::save)}), "likely-breach");
  EXPECT_EQ(with({kAccept, button("Subscribe", Intent::subscribe)}), "risk");
  EXPECT_EQ(with({kAccept, button("Zzz", Intent::unknown)}), "risk")
      << "a label that nobody could read may refuse";
  EXPECT_EQ(with({kSettings}), "not-applicable");
  BannerControl hidden = kReject;
  hidden.visible = false;
  EXPECT_EQ(with({kAccept, hidden}), "breach");
}

TEST(RefuseOnFirstLayer, NeedsALookAtTheBanner) {
  SiteMaker site;
  site.run("before");
  EXPECT_EQ(verdict(site, "UI-01"), "not-measured");
  site.run("before").no_banner();
  EXPECT_EQ(verdict(site, "UI-01"), "not-applicable");
  EXPECT_EQ(verdict(with_first_layer({}), "UI-01"), "not-measured");
  SiteMaker one;
  one.run("accept").at(Phase::accept, Step::choice).banner({kAccept, kSettings});
  EXPECT_EQ(verdict(one, "UI-01"), "likely-breach") << "seen in one profile only";
}

TEST(RefuseOnFirstLayer, IsThereWhenOneClickRefused) {
  SiteMaker site = with_first_layer({kAccept, button("Zzz", Intent::unknown)});
  site.run("refuse").click(Intent::unknown, "Zzz").outcome(Phase::refuse, ChoiceResult::done);
  EXPECT_EQ(verdict(site, "UI-01"), "pass");
}

TEST(ClickDistance, ComparesTheShortestWays) {
  const auto with = [](int refuse_clicks, int accept_clicks, const char* profile) {
    SiteMaker site = with_first_layer({kAccept, kSettings});
    site.run("refuse").outcome(Phase::refuse, ChoiceResult::done, refuse_clicks, 2);
    site.run("accept").outcome(Phase::accept, ChoiceResult::done, accept_clicks, 1);
    return judged(site, "UI-02", profile);
  };
  EXPECT_EQ(with(1, 1, "eu").verdict, Verdict::pass);
  EXPECT_EQ(with(2, 1, "fr").verdict, Verdict::likely_breach);
  EXPECT_EQ(with(3, 1, "fr").verdict, Verdict::breach);
  EXPECT_EQ(with(3, 1, "be").verdict, Verdict::breach);
  EXPECT_EQ(with(3, 1, "eu").verdict, Verdict::likely_breach);
  EXPECT_EQ(with(3, 1, "eu").summary,
            "Refusing takes more clicks than accepting (3 clicks to refuse, 1 click to accept).");
}

TEST(ClickDistance, CountsTheConfirmationThatARefusalAskedFor) {
  SiteMaker site = with_first_layer({kAccept, kReject});
  site.run("refuse")
      .at(Phase::refuse, Step::choice)
      .click(Intent::refuse_all, "Reject")
      .click(Intent::refuse_all, "Yes, I am sure", 2)
      .outcome(Phase::refuse, ChoiceResult::done, 2, 2);
  EXPECT_EQ(verdict(site, "UI-02"), "likely-breach");
}

TEST(ClickDistance, DoesNotCountAWrongControlThatWasTriedFirst) {
  SiteMaker site = with_first_layer({kAccept, kReject});
  site.run("refuse")
      .at(Phase::refuse, Step::choice)
      .click(Intent::refuse_all, "Strictly necessary")
      .click(Intent::refuse_all, kReject.label)
      .outcome(Phase::refuse, ChoiceResult::done, 2, 1);
  EXPECT_EQ(verdict(site, "UI-02"), "pass");
}

TEST(ClickDistance, TrustsLooksOverAConsentManagersInterface) {
  SiteMaker site = with_first_layer({kAccept, kReject});
  site.run("refuse").outcome(Phase::refuse, ChoiceResult::done, 4, 3);
  EXPECT_EQ(verdict(site, "UI-02"), "pass") << "the refusal on the first layer is one click away";
  SiteMaker unknown = with_first_layer({kAccept, kSettings});
  unknown.run("refuse").outcome(Phase::refuse, ChoiceResult::no_control);
  EXPECT_EQ(verdict(unknown, "UI-02"), "not-measured");
}

TEST(RefuseContrast, FollowsTheThresholds) {
  const auto with = [](double grey, double font_px = 16) {
    BannerControl reject = kReject;
    reject.text_colour = {grey, grey, grey, 1};
    reject.font_px = font_px;
    return verdict(with_first_layer({kAccept, reject}), "UI-05");
  };
  EXPECT_EQ(with(0), "pass");
  EXPECT_EQ(with(118), "pass") << "#767676 on white is the lightest grey that meets 4.5:1";
  EXPECT_EQ(with(120), "risk");
  EXPECT_EQ(with(140, 24), "pass") << "large text needs 3:1 only";
  EXPECT_EQ(with(160), "likely-breach");
  EXPECT_EQ(with(240), "breach");
  EXPECT_EQ(verdict(with_first_layer({kAccept}), "UI-05"), "not-applicable");
}

TEST(RefuseContrast, TakesTheEndOfAFadeIn) {
  BannerControl fading = kReject;
  fading.text_colour = {245, 245, 245, 1};
  SiteMaker site = with_first_layer({kAccept, fading});
  for (RunMaker* run : site.both()) run->banner({kAccept, kReject});
  EXPECT_EQ(verdict(site, "UI-05"), "pass");
}

TEST(RefuseContrast, ARunThatSawTheBannerOnlyOnItsWayTellsNothing) {
  BannerControl arriving = kReject;
  arriving.text_colour = {207, 220, 239, 1};
  arriving.fill = {93, 136, 199, 1};
  arriving.in_view = false;
  arriving.look.emplace();
  arriving.look->opacity = 0.7;
  EXPECT_EQ(verdict(with_first_layer({kAccept, arriving}), "UI-05"), "not-measured");
  SiteMaker site;
  auto runs = site.both();
  runs[0]->at(Phase::refuse, Step::choice).banner({kAccept, arriving});
  runs[1]->at(Phase::accept, Step::choice).banner({kAccept, kReject});
  EXPECT_EQ(verdict(site, "UI-05"), "pass");
  arriving.look->opacity = 1;
  EXPECT_EQ(verdict(with_first_layer({kAccept, arriving}), "UI-05"), "likely-breach")
      << "out of view, but all there";
}

// Its declared colours say 21:1; what is seen is another matter.
BannerControl seen_as(std::optional<double> ratio, const std::string& reason = {}) {
  BannerControl control = kReject;
  control.style_doubts = {"background-image", "filter"};
  control.pictures = {{{}, "02-before-control.png", "a"}, {{}, "03-before-control.png", "b"}};
  control.pixels = PixelContrast{ratio, reason};
  return control;
}

TEST(RefuseContrast, IsReadFromPixelsWhereStylesDoNotTell) {
  const auto with = [](double ratio) {
    return verdict(with_first_layer({kAccept, seen_as(ratio)}), "UI-05");
  };
  EXPECT_EQ(with(7), "pass");
  EXPECT_EQ(with(4.4), "risk");
  EXPECT_EQ(with(2.9), "likely-breach");
  EXPECT_EQ(with(1.2), "breach");
  BannerControl white = seen_as(9);
  white.text_colour = white.fill;
  EXPECT_EQ(verdict(with_first_layer({kAccept, white}), "UI-05"), "pass")
      << "styles alone would have faulted it";
}

TEST(RefuseContrast, SaysHowItWasRead) {
  const auto text_of = [](const BannerControl& control) {
    return judged(with_first_layer({kAccept, control}), "UI-05").evidence.at(0).text;
  };
  BannerControl grey = kReject;
  grey.text_colour = {240, 240, 240, 1};
  EXPECT_EQ(text_of(grey),
            "The text 'Reject all' stands out from its background by 1.1:1 (from styles)");
  EXPECT_EQ(text_of(seen_as(1.2)),
            "The text 'Reject all' stands out from its background by 1.2:1 (from pixels of "
            "03-before-control.png, as styles do not tell: background-image, filter)");
}

TEST(RefuseContrast, IsNotMeasuredWhereNeitherTells) {
  const auto with = [](const Controls& controls) {
    return judged(with_first_layer(controls), "UI-05");
  };
  const Finding untold = with({kAccept, seen_as(std::nullopt, "it changes from one to the next")});
  EXPECT_EQ(untold.verdict, Verdict::not_measured);
  EXPECT_EQ(
      untold.summary,
      "Styles do not tell how 'Reject all' is seen (background-image, filter), and neither do "
      "pixels: it changes from one to the next.");
  BannerControl unread = seen_as(1);
  unread.pixels.reset();
  EXPECT_EQ(with({kAccept, unread}).verdict, Verdict::not_measured);
  unread.pictures.clear();
  EXPECT_EQ(with({kAccept, unread}).verdict, Verdict::not_measured);
}

TEST(RefuseContrast, DoesNotAccuseByOneLookWhereAnotherMayHaveBeenBetter) {
  const BannerControl untold = seen_as(std::nullopt, "why");
  BannerControl faint = kReject;
  faint.text_colour = {240, 240, 240, 1};
  const auto with = [&](const BannerControl& first, const BannerControl& second) {
    SiteMaker site = with_first_layer({kAccept, first});
    for (RunMaker* run : site.both()) run->banner({kAccept, second});
    return verdict(site, "UI-05");
  };
  EXPECT_EQ(with(untold, faint), "not-measured");
  EXPECT_EQ(with(faint, untold), "not-measured");
  EXPECT_EQ(with(untold, kReject), "pass");
  EXPECT_EQ(with(faint, kReject), "pass");
  BannerControl fading = untold;
  fading.style_doubts = {"opacity"};
  EXPECT_EQ(with(fading, faint), "not-measured") << "its colours are better, once it is there";
  fading.text_colour = faint.text_colour;
  EXPECT_EQ(with(fading, faint), "breach");
}

TEST(RefuseContrast, TakesTheRunsThatTell) {
  SiteMaker site;
  auto runs = site.both();
  runs[0]->at(Phase::refuse, Step::choice).banner({kAccept, seen_as(std::nullopt, "why")});
  runs[1]->at(Phase::accept, Step::choice).banner({kAccept, seen_as(1.2)});
  const Finding finding = judged(site, "UI-05");
  EXPECT_EQ(finding.runs_agreeing, 1);
  EXPECT_EQ(finding.runs_total, 1);
}

TEST(PretickedToggles, WeighByLabelAndKind) {
  const auto with = [](BannerControl control) {
    return verdict(with_first_layer({kAccept, kReject, std::move(control)}), "UI-10");
  };
  EXPECT_EQ(with(toggle("Marketing", true)), "breach");
  EXPECT_EQ(with(toggle("Statistieken", true)), "breach");
  EXPECT_EQ(with(toggle("Statistiques", false)), "pass");
  EXPECT_EQ(with(toggle("Strictly necessary", true)), "pass");
  EXPECT_EQ(with(toggle("Notwendige Cookies", true)), "pass");
  EXPECT_EQ(with(toggle("Marketing: not necessary for the site", true)), "breach");
  EXPECT_EQ(with(toggle("Marketing", true, true)), "pass") << "disabled: nobody can tick it";
  EXPECT_EQ(with(toggle("", true)), "likely-breach");
  EXPECT_EQ(with(toggle("Voorkeuren", true)), "likely-breach");
  EXPECT_EQ(with(toggle("Legitimate interest: marketing", true)), "pass")
      << "another rule's matter";
  EXPECT_EQ(with(button("Close", Intent::close)), "not-applicable");
}

TEST(PretickedToggles, AreReadByTheTextWhereALabelRunsItsWordsTogether) {
  SiteMaker site;
  for (RunMaker* run : site.both()) {
    run->at(run->run().name == "refuse" ? Phase::refuse : Phase::accept, Step::choice)
        .banner({kAccept, kReject, toggle("NecessaryAlways on", true),
                 toggle("StatisticsOf use", true)},
                1, "Necessary Always on Statistics Of use");
  }
  const Finding finding = judged(site, "UI-10");
  EXPECT_EQ(finding.verdict, Verdict::breach);
  EXPECT_EQ(finding.evidence_total, 2) << "the statistics, in both profiles";
}

TEST(PretickedToggles, WhatTheScannerTickedItselfDoesNotCount) {
  SiteMaker site = with_first_layer({kAccept, kSettings, toggle("Marketing", false)});
  for (RunMaker* run : site.both()) {
    run->click(Intent::toggle, "Marketing").banner({kAccept, toggle("Marketing", true)}, 2);
  }
  EXPECT_EQ(verdict(site, "UI-10"), "pass");
}

TEST(PretickedToggles, BehindUnopenedSettingsAreNotMeasured) {
  EXPECT_EQ(verdict(with_first_layer({kAccept, kReject, kSettings}), "UI-10"), "not-measured");
  SiteMaker site = with_first_layer({kAccept, kReject, kSettings});
  for (RunMaker* run : site.both()) {
    run->click(Intent::settings, "Settings").banner({toggle("Marketing", true)}, 2);
  }
  EXPECT_EQ(verdict(site, "UI-10"), "breach");
}

TEST(MissingBanner, NeedsBothTrackingAndALook) {
  const auto with = [](bool tracking, bool looked, bool banner) {
    SiteMaker site;
    for (RunMaker* run : site.both()) {
      if (tracking)
        run->request(kAds, tracker("Ads Inc")).http_cookie("ads.example", "u", "v", kAds);
      run->at(run->run().name == "refuse" ? Phase::refuse : Phase::accept, Step::choice);
      if (looked && !banner) run->no_banner();
      if (looked && banner) run->banner({kAccept});
    }
    site.cookie("ads.example", "u").purpose = Purpose::marketing;
    site.cookie("ads.example", "u").catalogued = true;
    return verdict(site, "PRE-18");
  };
  EXPECT_EQ(with(true, true, false), "breach");
  EXPECT_EQ(with(true, true, true), "pass");
  EXPECT_EQ(with(true, false, false), "not-measured");
  EXPECT_EQ(with(false, true, false), "pass");
}

TEST(MissingBanner, DoesNotTrustAnAttemptThatBrokeOff) {
  SiteMaker site;
  for (RunMaker* run : site.both()) {
    run->request(kAds, tracker("Ads Inc"));
    const Phase phase = run->run().name == "refuse" ? Phase::refuse : Phase::accept;
    run->at(phase, Step::choice).no_banner().outcome(phase, ChoiceResult::failed);
  }
  EXPECT_EQ(verdict(site, "PRE-18"), "not-measured");
}

TEST(CategoryText, FindsWholeNamesOnly) {
  EXPECT_TRUE(names("Google Ads, META", "meta"));
  EXPECT_TRUE(names("session, _ga (2 years)", "_ga"));
  EXPECT_FALSE(names("_gat", "_ga"));
  EXPECT_FALSE(names("metadata", "meta"));
  EXPECT_FALSE(names("anything", ""));
  EXPECT_EQ(folded_text("  STRICTLY\n\tNécessaire! "), "strictly necessaire");
}

TEST(CategoryText, KnowsEachCategoryInManyLanguages) {
  const auto has = [](const char* category, const char* label) {
    return find_category_word(shipped_book(), category, folded_text(label)) != std::string::npos;
  };
  for (const char* label :
       {"Strictly necessary", "Noodzakelijk", "Notwendig", "Nécessaires", "Necessari", "Necesarias",
        "Niezbędne", "Nødvendige", "Απαραίτητα", "Необходими", "Välttämättömät"}) {
    EXPECT_TRUE(has("necessary", label)) << label;
    EXPECT_FALSE(has("marketing", label)) << label;
  }
  for (const char* label : {"Marketing", "Werbung", "Publicité", "Pubblicità", "Маркетинг"}) {
    EXPECT_TRUE(has("marketing", label)) << label;
    EXPECT_FALSE(has("necessary", label)) << label;
  }
}

}  // namespace
}  // namespace consentry
