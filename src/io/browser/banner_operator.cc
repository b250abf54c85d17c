// SPDX-License-Identifier: Apache-2.0
#include "io/browser/banner_operator.h"

#include <algorithm>
#include <boost/json/value.hpp>

#include "core/observe/control_label.h"
#include "io/browser/autoconsent_bridge.h"
#include "io/browser/banner_finder.h"
#include "io/browser/choice_search.h"
#include "io/browser/control_pictures.h"
#include "io/browser/event_log.h"
#include "io/browser/run_tools.h"
#include "io/browser/tab.h"

namespace consentry {
namespace {

using namespace std::chrono_literals;

// A choice that is not made by then is not made: four layers with animations take a quarter of it.
constexpr auto kChoiceCeiling = 40s;
// A rule knows an open banner at its first look; its second comes 500 ms later.
constexpr auto kRecogniseTime = 900ms;
constexpr auto kRuleTime = 12s;
// Ways back tried before giving up; the first few are the visible ones.
constexpr std::size_t kMaxWaysTried = 4;

bool can_look(const RunTools& tools) { return !tools.finder.empty() && tools.lexicon != nullptr; }

// Lets a rule of autoconsent's act where the labels did not lead to the choice. Only what its
// clicks left behind counts: not its own word, and not what it did through a manager's interface,
// which no visitor can.
class RuleAttempt {
 public:
  RuleAttempt(Tab& tab, const RunTools& tools, ChoiceSearch& search, BannerFinder& finder,
              Phase wanted)
      : bridge_(tab, tools),
        lexicon_(*tools.lexicon),
        search_(search),
        finder_(finder),
        wanted_(wanted) {}

  // Empty: no rule knows the page.
  std::optional<ChoiceAttempt> perform() {
    const std::string rule = bridge_.recognise(search_.frames(), in(kRecogniseTime));
    if (rule.empty()) return std::nullopt;
    tool_ = "autoconsent:" + rule;
    search_.remember_state();
    const int clicks_before = search_.clicks().count();
    const auto banner = finder_.look(true).banner;
    bridge_.act(wanted_, [this](const WantedClick& click) { return permit(click); }, in(kRuleTime));
    if (search_.clicks().count() > clicks_before) search_.clicks().after();
    std::vector<std::string> proof = search_.proof();
    const bool gone = banner && search_.gone(*banner);
    const bool clicked = search_.clicks().count() > clicks_before;
    const bool done = clicked && (gone || !banner) && (aimed_ || !proof.empty());
    if (gone) proof.insert(proof.begin(), "banner-gone");
    return ChoiceAttempt{done ? ChoiceResult::done : ChoiceResult::unproven, tool_,
                         search_.clicks().count(), layer_, std::move(proof)};
  }

 private:
  bool permit(const WantedClick& click) {
    const bool accepting = wanted_ == Phase::accept;
    const Intent intent = lexicon_.read(click.label, "button");
    if (intent == (accepting ? Intent::refuse_all : Intent::accept_all)) return false;
    if (search_.clicks().count() >= kMaxActions) return false;
    const FrameLook place = finder_.place_of(click.frame);
    search_.clicks().before(layer_, intent, click.label, tool_,
                            {click.rect.x + place.offset_x, click.rect.y + place.offset_y,
                             click.rect.width, click.rect.height});
    search_.clicks().go_on();
    aimed_ = aimed_ || intent == Intent::save ||
             intent == (accepting ? Intent::accept_all : Intent::refuse_all);
    if (intent == Intent::settings && layer_ < kMaxLayers) ++layer_;
    return true;
  }

  AutoconsentBridge bridge_;
  const ControlLexicon& lexicon_;
  ChoiceSearch& search_;
  BannerFinder& finder_;
  Phase wanted_;
  std::string tool_;
  int layer_ = 1;
  bool aimed_ = false;  // some click said that it makes this choice
};

ChoiceAttempt in_banner(Tab& tab, const RunTools& tools, ChoiceSearch& search, BannerFinder& finder,
                        Phase wanted) {
  auto banner = search.wait_for_banner();
  if (!banner && !search.announced()) return {ChoiceResult::no_banner, "generic", 0, 0, {}};
  ChoiceAttempt attempt{ChoiceResult::no_banner, "generic", 0, 0, {}};
  if (banner) attempt = search.follow(std::move(*banner), 1);
  if (attempt.result == ChoiceResult::done) return attempt;
  auto by_rule = RuleAttempt(tab, tools, search, finder, wanted).perform();
  if (!by_rule) return attempt;
  const bool better = by_rule->result == ChoiceResult::done || by_rule->clicks > attempt.clicks;
  if (!better) by_rule = attempt;
  by_rule->layers = std::max(by_rule->layers, attempt.layers);
  return *by_rule;
}

// A way back whose click is the withdrawal itself ("Withdraw consent") opens nothing.
ChoiceAttempt withdrawn_at_once(ChoiceSearch& search, const WayBack& way) {
  std::vector<std::string> proof = search.proof();
  if (proof.empty()) return {ChoiceResult::unproven, "generic", search.clicks().count(), 1, {}};
  proof.push_back("label:" + way.label);
  return {ChoiceResult::done, "generic", search.clicks().count(), 1, std::move(proof)};
}

ChoiceAttempt withdrawal(BannerFinder& finder, ChoiceSearch& search,
                         const ControlLexicon& lexicon) {
  ChoiceAttempt last{ChoiceResult::no_control, "generic", 0, 0, {}};
  std::size_t tried = 0;
  for (const WayBack& way : finder.ways_back()) {
    if (way.control != "api" && !way.visible) continue;
    if (++tried > kMaxWaysTried && way.control != "api") continue;
    if (auto banner = search.open_way_back(way)) return search.follow(std::move(*banner), 1);
    if (way.control != "api" && lexicon.read(way.label, "button") == Intent::withdraw) {
      last = withdrawn_at_once(search, way);
      if (last.result == ChoiceResult::done) return last;
    }
  }
  last.clicks = search.clicks().count();
  return last;
}

// Only what labels and toggles say: a rule of a manager's would not tell what it had agreed to.
ChoiceAttempt one_purpose(const RunTools& tools, ChoiceSearch& search) {
  auto banner = search.wait_for_banner();
  if (!banner) return {ChoiceResult::no_banner, "generic", 0, 0, {}};
  return search.follow_purpose(std::move(*banner), tools.category);
}

}  // namespace

void look_at_banner(Tab& tab, const RunTools& tools, EventLog& log) {
  if (!can_look(tools)) return;
  BannerFinder finder(tab, tools);
  ChoiceSearch search(tab, finder, log, Phase::before, in(kChoiceCeiling));
  const auto banner = search.wait_for_banner();
  log.banner(1, banner ? banner->line : finder.line_of_nothing());
  if (banner) picture_controls(tab, finder, log, *banner);
}

bool look_for_return(Tab& tab, const RunTools& tools, EventLog& log) {
  if (!can_look(tools)) return false;
  BannerFinder finder(tab, tools);
  ChoiceSearch search(tab, finder, log, Phase::refuse, in(kChoiceCeiling));
  search.stay_put();
  const auto banner = search.wait_for_banner();
  log.banner(1, banner ? banner->line : finder.line_of_nothing());
  return banner.has_value();
}

void look_once(Tab& tab, const RunTools& tools, EventLog& log) {
  if (!can_look(tools)) return;
  BannerFinder finder(tab, tools);
  const PageLook look = finder.look();
  log.banner(1, look.banner ? look.banner->line : finder.line_of_nothing());
}

bool look_into_settings(Tab& tab, const RunTools& tools, EventLog& log, bool pictured) {
  if (!can_look(tools)) return false;
  BannerFinder finder(tab, tools);
  ChoiceSearch search(tab, finder, log, Phase::accept, in(kChoiceCeiling));
  if (pictured) search.clicks().go_on();
  const auto banner = search.wait_for_banner();
  return banner && search.look_into_settings(*banner);
}

ChoiceAttempt make_choice(Tab& tab, Phase wanted, const RunTools& tools, EventLog& log,
                          PageBefore before) {
  if (!can_look(tools)) return {ChoiceResult::no_banner, "generic", 0, 0, {}};
  BannerFinder finder(tab, tools);
  ChoiceSearch search(tab, finder, log, wanted, in(kChoiceCeiling));
  if (before.pictured) search.clicks().go_on();
  if (before.showed_banner) search.expect_banner();
  ChoiceAttempt attempt = wanted == Phase::withdraw ? withdrawal(finder, search, *tools.lexicon)
                          : wanted == Phase::one_purpose
                              ? one_purpose(tools, search)
                              : in_banner(tab, tools, search, finder, wanted);
  if (tab.crashed() || tab.browser_gone()) attempt.result = ChoiceResult::failed;
  return attempt;
}

bool look_for_reopen(Tab& tab, const RunTools& tools, EventLog& log) {
  if (!can_look(tools)) return false;
  bool seen = false;
  BannerFinder finder(tab, tools);
  const auto url = tab.evaluate(tab.main_frame(), "location.href", in(3s));
  const std::string page = url && url->is_string() ? std::string(url->get_string()) : "";
  for (const WayBack& way : finder.ways_back()) {
    if (way.doubtful) continue;
    log.reopen(way.label, way.control, way.visible, page);
    seen = seen || way.visible;
  }
  return seen;
}

}  // namespace consentry
