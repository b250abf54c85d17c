// SPDX-License-Identifier: Apache-2.0
// The banner's settings, and what refusing costs beside clicks.
#include <gtest/gtest.h>

#include "core/judge/book_under_test.h"

namespace consentry {
namespace {

using Controls = std::vector<BannerControl>;

BannerControl filled(BannerControl control) {
  control.filled = true;
  control.fill = {20, 80, 50, 1};
  return control;
}

const BannerControl kAccept = filled(button("Accept all", Intent::accept_all));
const BannerControl kReject = filled(button("Reject all", Intent::refuse_all));
const BannerControl kSettings = button("Settings", Intent::settings);
const BannerControl kSave = button("Save", Intent::save);
const BannerControl kNecessary = toggle("Strictly necessary", true, true);

SiteMaker with_settings(const Controls& second, const std::string& text = "Statistics Marketing") {
  SiteMaker site;
  for (RunMaker* run : site.both()) {
    run->banner({kAccept, kReject, kSettings}).banner(second, 2, text);
  }
  return site;
}

TEST(LegitimateInterest, IsNotClaimedByAToggleThatIsOn) {
  const auto with = [](const BannerControl& control) {
    return verdict(with_settings({kNecessary, control, kSave}), "UI-11");
  };
  EXPECT_EQ(with(toggle("Legitimate interest", true)), "likely-breach");
  EXPECT_EQ(with(toggle("Legitimate interest", false)), "pass");
  EXPECT_EQ(with(toggle("Marketing – Interés legítimo", true)), "likely-breach");
  EXPECT_EQ(with(toggle("Statistics", true)), "pass") << "that is UI-10's matter";
  EXPECT_EQ(verdict(with_settings({kSave}), "UI-11"), "not-applicable");
}

TEST(LegitimateInterest, IsNotMeasuredWhereNobodyOpenedTheSettings) {
  SiteMaker site;
  for (RunMaker* run : site.both()) run->banner({kAccept, kReject, kSettings});
  EXPECT_EQ(verdict(site, "UI-11"), "not-measured");
  EXPECT_EQ(verdict(site, "UI-12"), "not-measured");
  EXPECT_EQ(verdict(site, "UI-21"), "not-measured");
}

TEST(SaveTrap, IsTheOnlyButtonThatStandsOutAndAcceptsAll) {
  const BannerControl statistics = toggle("Statistics", false);
  const BannerControl quiet = button("Reject all", Intent::refuse_all);
  const auto with = [&](Controls controls) {
    controls.push_back(statistics);
    return verdict(with_settings(controls), "UI-12");
  };
  EXPECT_EQ(with({kAccept, kSave, quiet}), "likely-breach");
  EXPECT_EQ(with({kAccept, kSave, kReject}), "pass") << "refusing stands out as much";
  EXPECT_EQ(with({kAccept, filled(kSave)}), "pass");
  EXPECT_EQ(with({kAccept}), "risk") << "where a selection would be saved, everything is accepted";
  EXPECT_EQ(with({kSave}), "not-applicable");
}

TEST(Granularity, WantsMoreThanOneToggleForSeveralPurposes) {
  const BannerControl one = toggle("Statistics and marketing", false);
  EXPECT_EQ(verdict(with_settings({kNecessary, one, kSave}), "UI-21"), "likely-breach");
  EXPECT_EQ(verdict(with_settings({kNecessary, one, kSave}, "Statistics only"), "UI-21"), "pass")
      << "one purpose needs one toggle";
  EXPECT_EQ(verdict(with_settings({kNecessary, toggle("Statistics", false),
                                   toggle("Marketing", false), kSave}),
                    "UI-21"),
            "pass");
  SiteMaker none;
  for (RunMaker* run : none.both()) run->banner({kAccept, kReject});
  EXPECT_EQ(verdict(none, "UI-21"), "not-applicable") << "all or nothing is no matter of toggles";
}

SiteMaker chosen(double refuse_ms, double accept_ms) {
  SiteMaker site;
  for (RunMaker* run : site.both()) {
    const Phase phase = run->run().name == "refuse" ? Phase::refuse : Phase::accept;
    run->banner({kAccept, kReject}).choose(phase);
    run->run().choices.back().when.ms += phase == Phase::refuse ? refuse_ms : accept_ms;
  }
  return site;
}

TEST(RefusalTime, MustExceedBothTheLimitAndAccepting) {
  EXPECT_EQ(verdict(chosen(400, 400), "UI-25"), "pass");
  EXPECT_EQ(verdict(chosen(4200, 400), "UI-25"), "likely-breach");
  EXPECT_EQ(verdict(chosen(4200, 3000), "UI-25"), "pass") << "accepting is slow too";
  EXPECT_EQ(verdict(chosen(2000, 100), "UI-25"), "pass");
  SiteMaker site;
  for (RunMaker* run : site.both()) run->banner({kAccept, kReject});
  EXPECT_EQ(verdict(site, "UI-25"), "not-measured");
}

TEST(AskingAgain, IsAnotherQuestionAfterTheRefusal) {
  SiteMaker once = chosen(0, 0);
  EXPECT_EQ(verdict(once, "UI-26"), "pass");
  SiteMaker twice;
  for (RunMaker* run : twice.both()) run->banner({kAccept, kReject});
  twice.run("refuse")
      .at(Phase::refuse, Step::choice)
      .click(Intent::refuse_all, "Reject all")
      .click(Intent::refuse_all, "Yes, reject")
      .outcome(Phase::refuse, ChoiceResult::done, 2);
  EXPECT_EQ(verdict(twice, "UI-26"), "risk");
  SiteMaker missed;
  for (RunMaker* run : missed.both()) run->banner({kAccept, kReject});
  missed.run("refuse")
      .at(Phase::refuse, Step::choice)
      .click(Intent::refuse_all, "Reject all")
      .click(Intent::refuse_all, "Reject all")
      .outcome(Phase::refuse, ChoiceResult::done, 2);
  EXPECT_EQ(verdict(missed, "UI-26"), "pass") << "the first click missed";
}

TEST(AskingAgain, IsTheSameAnswerToAnotherQuestion) {
  const std::string asked = "We use cookies to measure visits. 12 partners take part.";
  const auto answered = [&asked](const std::string& then) {
    SiteMaker site;
    for (RunMaker* run : site.both()) run->banner({kAccept, kReject}, 1, asked);
    site.run("refuse")
        .at(Phase::refuse, Step::choice)
        .click(Intent::refuse_all, "Reject all")
        .banner({kAccept, kReject}, 1, then)
        .click(Intent::refuse_all, "Reject all")
        .outcome(Phase::refuse, ChoiceResult::done, 2);
    return verdict(site, "UI-26");
  };
  EXPECT_EQ(answered("Are you sure? Without them you miss our offers. Accept all Reject all"),
            "risk");
  EXPECT_EQ(answered(asked), "pass") << "the first click missed";
  EXPECT_EQ(answered(asked + " This closes in 5 seconds."), "pass") << "only more of its text";
}

}  // namespace
}  // namespace consentry
