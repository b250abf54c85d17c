// SPDX-License-Identifier: Apache-2.0
// The search for the way through a banner to a choice, click by click, over its layers.
//
// Refusing never clicks a control that accepts. A path is followed by what labels say: refuse; else
// switch off what consents and save; else open the settings and look again. Consent to one purpose
// is given in the settings, by its toggle alone (purpose_choice.cc).
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "io/browser/banner_clicks.h"
#include "io/browser/banner_finder.h"
#include "io/browser/banner_operator.h"
#include "io/browser/consent_effect.h"
#include "io/browser/deadline.h"
#include "io/browser/run_tools.h"

namespace consentry {

class EventLog;

// law-and-cases 1.5: a visitor who has not refused after that has not been given a way to.
inline constexpr int kMaxLayers = 4;
inline constexpr int kMaxActions = 40;

class ChoiceSearch {
 public:
  // All outlive it.
  ChoiceSearch(Tab& tab, BannerFinder& finder, EventLog& log, Phase wanted, Deadline end);

  // Waits for the banner, if one may still come. Empty: none.
  std::optional<SeenBanner> wait_for_banner();
  // A banner came to this page before: it is waited for as if the page announced it.
  void expect_banner() { expected_ = true; }
  // From now on no page is scrolled to see whether a banner comes.
  void stay_put() { scrolled_ = true; }
  // Frames that spoke of consent when the banner was found.
  [[nodiscard]] const std::vector<std::string>& frames() const { return frames_; }
  // Something on the page announced a banner.
  [[nodiscard]] bool announced() const { return announced_; }
  // Follows the path from a banner that is there. `layer`: of that banner.
  ChoiceAttempt follow(SeenBanner banner, int layer);
  // Opens the settings and logs how they are set. True when something was clicked: then the page is
  // no longer as it was.
  bool look_into_settings(const SeenBanner& banner);
  // Consents to one purpose alone; notes why when that cannot be done for certain.
  ChoiceAttempt follow_purpose(SeenBanner banner, const CategoryOf& category);
  // Clicks a way back to the choice and waits for what it opens. Empty: nothing opened.
  std::optional<SeenBanner> open_way_back(const WayBack& way);

  // Remembers the consent state before the first click.
  void remember_state();
  // What shows, since then, that a choice was taken; waits a moment for it.
  std::vector<std::string> proof();
  // Neither the banner nor another one that offers a choice is shown any more.
  bool gone(const SeenBanner& banner);

  BannerClicks& clicks() { return clicks_; }

 private:
  enum class Move { choose, open, none };
  struct Next {
    Move move = Move::none;
    const SeenControl* control = nullptr;
  };

  Next next(const SeenBanner& banner, int layer);
  Next next_refusal(const SeenBanner& banner, int layer);
  Next next_acceptance(const SeenBanner& banner);
  Next next_purpose(const SeenBanner& banner);
  // Leaves on what asks for one purpose and switches all else off, as seen afterwards.
  bool leave_one_on(SeenBanner& banner, int layer);
  [[nodiscard]] std::string_view category_of(const SeenBanner& banner,
                                             const SeenControl& toggle) const;
  // What the settings ask for that is worth consenting to alone; empty: nothing that is certain.
  [[nodiscard]] std::string_view purpose_offered(const SeenBanner& banner) const;
  // Clicks a toggle and looks again. False: the banner is no longer there.
  bool flip(SeenBanner& banner, const SeenControl& toggle, int layer);
  [[nodiscard]] const SeenControl* pick(const SeenBanner& banner, Intent intent) const;
  bool switch_off(SeenBanner& banner, int layer);
  bool click(const std::string& frame, int handle, int layer, Intent intent,
             const std::string& label);
  // A refusal beside the banner counts when the banner itself offers none.
  void add_what_stands_outside(SeenBanner& banner);
  // Clicks a control, once in a search; before saving, what is ticked is switched off.
  bool press(SeenBanner& banner, const SeenControl& control, int layer);
  bool scroll_down();
  void wait_for_news(std::chrono::milliseconds most);
  [[nodiscard]] bool spent() const;
  ConsentTrace trace();
  // What a click should leave behind.
  enum class Left { may_be_gone, another_layer };
  // Waits until the banner is gone, changed or the time is up; what is there then.
  std::optional<SeenBanner> after_click(const SeenBanner& banner, Left left);
  std::optional<ChoiceAttempt> chosen(const SeenBanner& banner, const SeenControl& control,
                                      const std::optional<SeenBanner>& now, int layer);
  // Saves or closes a panel that still offers what was chosen, where a record shows that it was
  // taken.
  std::optional<ChoiceAttempt> finished_with(const SeenBanner& panel, const SeenControl& control,
                                             std::vector<std::string> shows, int layer);
  [[nodiscard]] ChoiceAttempt ended(ChoiceResult result, int layers,
                                    std::vector<std::string> proof) const;

  Tab& tab_;
  BannerFinder& finder_;
  EventLog& log_;
  Phase wanted_;
  Deadline end_;
  BannerClicks clicks_;
  bool clicked_a_choice_ = false;
  std::vector<std::string> frames_;
  bool announced_ = false;
  bool expected_ = false;
  bool scrolled_ = false;
  std::optional<ConsentTrace> before_;
  std::set<std::string> tried_;     // frame, handle and label
  std::set<std::string> repeated_;  // of those, clicked a second time
  CategoryOf category_;
  std::string obstacle_;  // what keeps from consenting to one purpose
};

}  // namespace consentry
