// SPDX-License-Identifier: Apache-2.0
#include "io/browser/banner_operator.h"

#include <boost/json/value.hpp>

#include "core/observe/control_label.h"
#include "io/browser/banner_finder.h"
#include "io/browser/choice_search.h"
#include "io/browser/event_log.h"
#include "io/browser/run_tools.h"
#include "io/browser/tab.h"

namespace consentry {
namespace {

using namespace std::chrono_literals;

// A choice that is not made by then is not made: four layers with animations take a quarter of it.
constexpr auto kChoiceCeiling = 40s;
// Ways back tried before giving up; the first few are the visible ones.
constexpr std::size_t kMaxWaysTried = 4;

bool can_look(const RunTools& tools) { return !tools.finder.empty() && tools.lexicon != nullptr; }

ChoiceAttempt in_banner(ChoiceSearch& search) {
  auto banner = search.wait_for_banner();
  if (!banner) return {ChoiceResult::no_banner, "generic", 0, 0, {}};
  return search.follow(std::move(*banner), 1);
}

// A way back whose click is the withdrawal itself ("Withdraw consent") opens nothing.
ChoiceAttempt withdrawn_at_once(ChoiceSearch& search, const WayBack& way) {
  std::vector<std::string> proof = search.proof();
  if (proof.empty()) return {ChoiceResult::unproven, "generic", search.clicks(), 1, {}};
  proof.push_back("label:" + way.label);
  return {ChoiceResult::done, "generic", search.clicks(), 1, std::move(proof)};
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
  last.clicks = search.clicks();
  return last;
}

}  // namespace

void look_at_banner(Tab& tab, const RunTools& tools, EventLog& log) {
  if (!can_look(tools)) return;
  BannerFinder finder(tab, tools);
  ChoiceSearch search(tab, finder, log, Phase::before, in(kChoiceCeiling));
  const auto banner = search.wait_for_banner();
  log.banner(1, banner ? banner->line : finder.line_of_nothing());
}

ChoiceAttempt make_choice(Tab& tab, Phase wanted, const RunTools& tools, EventLog& log) {
  if (!can_look(tools)) return {ChoiceResult::no_banner, "generic", 0, 0, {}};
  BannerFinder finder(tab, tools);
  ChoiceSearch search(tab, finder, log, wanted, in(kChoiceCeiling));
  ChoiceAttempt attempt =
      wanted == Phase::withdraw ? withdrawal(finder, search, *tools.lexicon) : in_banner(search);
  if (tab.crashed() || tab.browser_gone()) attempt.result = ChoiceResult::failed;
  return attempt;
}

void look_for_reopen(Tab& tab, const RunTools& tools, EventLog& log) {
  if (!can_look(tools)) return;
  BannerFinder finder(tab, tools);
  const auto url = tab.evaluate(tab.main_frame(), "location.href", in(3s));
  const std::string page = url && url->is_string() ? std::string(url->get_string()) : "";
  for (const WayBack& way : finder.ways_back())
    log.reopen(way.label, way.control, way.visible, page);
}

}  // namespace consentry
