// SPDX-License-Identifier: Apache-2.0
#include "io/browser/banner_finder.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include "core/observe/control_label.h"
#include "io/browser/json_fields.h"
#include "io/browser/run_tools.h"
#include "io/browser/tab.h"

namespace consentry {
namespace json = boost::json;
namespace {

using namespace std::chrono_literals;

constexpr auto kAskTime = 3s;
// Pages with advertising have dozens of frames; a banner's is large and early.
constexpr std::size_t kMaxAskedFrames = 30;
constexpr std::size_t kMaxWays = 20;
// "Cookies", "Cookie consent": what is longer is a sentence about them.
constexpr std::size_t kMaxDoubtfulLabel = 24;

// Text of a frame that could hold a banner, "" of one that could not: cheap, before any script of
// ours is brought into it.
constexpr std::string_view kFrameText =
    "function(){try{return innerWidth>=150&&innerHeight>=40&&document.body?"
    "document.body.textContent.slice(0,20000):''}catch(e){return ''}}";

json::object argument(json::value value) { return {{"value", std::move(value)}}; }

json::object object_of(json::value value) {
  return value.is_object() ? std::move(value.get_object()) : json::object{};
}

json::array array_of(json::value value) {
  return value.is_array() ? std::move(value.get_array()) : json::array{};
}

std::vector<int> handles_in(const json::array& hosts) {
  std::vector<int> handles;
  for (const json::value& host : hosts) {
    if (host.is_int64()) handles.push_back(static_cast<int>(host.get_int64()));
  }
  return handles;
}

json::array objects(const std::vector<std::string>& ids) {
  json::array arguments;
  for (const std::string& id : ids) arguments.push_back(json::object{{"objectId", id}});
  return arguments;
}

// A link to another document, not to a place or script on this page.
bool leads_away(std::string_view href) {
  return !href.empty() && !href.starts_with('#') && !href.starts_with("javascript:");
}

}  // namespace

bool BannerFinder::install(const std::string& frame) {
  json::array terms;
  for (const std::string& term : tools_.lexicon->consent_terms()) terms.emplace_back(term);
  const std::string source =
      std::string(tools_.finder) + ";consentryFinder.speak(" + json::serialize(terms) + ")";
  return tab_.evaluate(frame, source, in(kAskTime)).has_value();
}

json::value BannerFinder::ask(const std::string& frame, std::string_view function,
                              const json::array& arguments) {
  const std::string text = "function(...a){return globalThis.consentryFinder?consentryFinder." +
                           std::string(function) + "(...a):'absent'}";
  auto answer = tab_.call_function(frame, text, arguments, in(kAskTime));
  if (answer && answer->is_string() && answer->get_string() == "absent" && install(frame)) {
    answer = tab_.call_function(frame, text, arguments, in(kAskTime));
  }
  return answer ? std::move(*answer) : json::value();
}

json::value BannerFinder::ask_page(std::string_view question, std::string_view name) {
  const json::value source = ask(tab_.main_frame(), "pageSide", {});
  if (!source.is_string()) return {};
  const std::string call = "(" + std::string(source.get_string()) + ")(" +
                           json::serialize(json::value(question)) + "," +
                           json::serialize(json::value(name)) + ")";
  auto answer = tab_.evaluate_in(tab_.main_frame(), "", call, in(kAskTime));
  return answer ? std::move(*answer) : json::value();
}

std::vector<std::string> BannerFinder::frames_worth_asking() {
  std::vector<std::string> worth{tab_.main_frame()};
  std::size_t asked = 0;
  for (const Frame& frame : tab_.frames().all()) {
    if (frame.parent.empty() || ++asked > kMaxAskedFrames) continue;
    const auto text = tab_.call_function(frame.id, kFrameText, {}, in(kAskTime));
    if (!text || !text->is_string()) continue;
    if (tools_.lexicon->consent_words(std::string_view(text->get_string())) > 0)
      worth.push_back(frame.id);
  }
  return worth;
}

json::array BannerFinder::closed_roots(const std::string& frame) {
  return objects(closed_.below(frame, handles_in(array_of(ask(frame, "hosts", {})))));
}

// One question where nothing is hidden. What turns out to be is given along and looked at once more.
json::object BannerFinder::look_in(const std::string& frame) {
  const std::vector<std::string> known = closed_.known(frame);
  json::object seen = object_of(ask(frame, "look", objects(known)));
  const std::vector<std::string> there = closed_.below(frame, handles_in(array_at(seen, "hosts")));
  const bool more = std::ranges::any_of(there, [&known](const std::string& root) {
    return std::ranges::find(known, root) == known.end();
  });
  return more ? object_of(ask(frame, "look", objects(there))) : std::move(seen);
}

FrameLook BannerFinder::place_of(const std::string& frame) {
  FrameLook place{frame, "", 0, 0};
  if (frame == tab_.main_frame()) return place;
  if (const Frame* known = tab_.frames().find(frame)) place.frame_url = known->url;
  if (place.frame_url.empty()) place.frame_url = "about:blank";
  if (const auto corner = tab_.frame_offset(frame, in(kAskTime))) {
    place.offset_x = corner->x;
    place.offset_y = corner->y;
  }
  return place;
}

PageLook BannerFinder::look(bool expected) {
  PageLook result;
  std::vector<SeenBanner> candidates;
  result.frames = frames_worth_asking();
  for (const std::string& frame : result.frames) {
    const json::object seen = look_in(frame);
    if (frame == tab_.main_frame()) result.age_ms = number_at(seen, "age");
    result.hinted = result.hinted || flag_at(seen, "hinted");
    if (array_at(seen, "candidates").empty()) continue;
    for (SeenBanner& banner : read_candidates(seen, place_of(frame), *tools_.lexicon)) {
      candidates.push_back(std::move(banner));
    }
  }
  if (const SeenBanner* banner = choose_banner(candidates, *tools_.lexicon, expected))
    result.banner = *banner;
  return result;
}

void BannerFinder::add_outside_refusals(SeenBanner& banner) {
  const json::value found = ask(banner.frame, "outside", {argument(banner.handle)});
  if (!found.is_array()) return;
  std::vector<SeenControl> refusals;
  for (SeenControl& control : read_controls(found.get_array(), *tools_.lexicon)) {
    const bool clear = control.intent == Intent::refuse_all && !control.generic;
    if (clear && control.usable() && !leads_away(control.href))
      refusals.push_back(std::move(control));
  }
  if (refusals.empty()) return;
  add_controls(banner, found.get_array(), std::move(refusals), place_of(banner.frame));
}

namespace {

// A control that makes a choice belongs to a banner that is open, not to the way back to one.
bool chooses(Intent intent) {
  return intent == Intent::accept_all || intent == Intent::refuse_all || intent == Intent::save ||
         intent == Intent::close;
}

// What the finder says of one control, read with the lexicon; nothing when it is no way back.
std::optional<WayBack> way_back_of(const json::object& way, const ControlLexicon& lexicon) {
  std::string label(text_at(way, "label"));
  std::string control(text_at(way, "control"));
  std::string href(text_at(way, "href"));
  const bool chooser = chooses(lexicon.read(label, "button"));
  const bool iconic = flag_at(way, "iconic") && control == "floating" && !chooser;
  const bool certain = iconic || lexicon.reopens(label);
  const bool doubtful = !certain && !chooser && !leads_away(href) &&
                        label.size() <= kMaxDoubtfulLabel && lexicon.consent_words(label) > 0;
  if (!certain && !doubtful) return std::nullopt;
  return WayBack{static_cast<int>(number_at(way, "handle")),
                 std::move(label),
                 std::move(control),
                 std::move(href),
                 flag_at(way, "visible"),
                 doubtful};
}

}  // namespace

std::vector<WayBack> BannerFinder::ways_back() {
  std::vector<WayBack> ways;
  const json::value found = ask(tab_.main_frame(), "waysBack", closed_roots(tab_.main_frame()));
  for (const json::value& item : found.is_array() ? found.get_array() : json::array{}) {
    if (!item.is_object() || ways.size() >= kMaxWays) continue;
    if (auto way = way_back_of(item.get_object(), *tools_.lexicon)) ways.push_back(std::move(*way));
  }
  std::ranges::stable_sort(ways, {}, [](const WayBack& way) {
    return (way.doubtful ? 4 : 0) + (way.visible ? 0 : 2) + (leads_away(way.href) ? 1 : 0);
  });
  const json::value calls = ask_page("ways", "");
  for (const json::value& call : calls.is_array() ? calls.get_array() : json::array{}) {
    if (call.is_string()) ways.push_back({0, std::string(call.get_string()), "api", "", false});
  }
  return ways;
}

void BannerFinder::call_way(const std::string& name) { ask_page("reopen", name); }

std::optional<ControlAim> BannerFinder::aim(const std::string& frame, int handle) {
  const json::object found = object_of(ask(frame, "aim", {argument(handle)}));
  if (!flag_at(found, "connected")) return std::nullopt;
  const json::array& rect = array_at(found, "rect");
  if (rect.size() != 4) return std::nullopt;
  const FrameLook place = place_of(frame);
  const auto number = [&rect](std::size_t at) {
    return rect[at].is_number() ? rect[at].to_number<double>() : 0;
  };
  return ControlAim{{number(0) + place.offset_x, number(1) + place.offset_y, number(2), number(3)},
                    flag_at(found, "hit")};
}

void BannerFinder::press(const std::string& frame, int handle) {
  ask(frame, "press", {argument(handle)});
}

bool BannerFinder::shown(const std::string& frame, int handle) {
  const json::value answer = ask(frame, "shown", {argument(handle)});
  return answer.is_bool() && answer.get_bool();
}

bool BannerFinder::wait_for_change(const std::string& frame, std::chrono::milliseconds span) {
  const auto begin = Clock::now();
  const json::value answer = ask(frame, "changed", {argument(span.count())});
  // A frame that cannot be asked (it navigates just now) must not make a busy loop of the wait.
  if (!answer.is_bool()) tab_.pump_until([] { return false; }, begin + span);
  return !answer.is_bool() || answer.get_bool();
}

json::object BannerFinder::stored(const std::string& frame) {
  return object_of(ask(frame, "stored", {}));
}

json::object BannerFinder::signals() { return object_of(ask_page("signals", "")); }

std::string BannerFinder::line_of_nothing() {
  const auto size = tab_.evaluate(tab_.main_frame(), "[innerWidth,innerHeight]", in(kAskTime));
  if (!size || !size->is_array() || size->get_array().size() != 2)
    return consentry::line_of_nothing(0, 0);
  const json::array& list = size->get_array();
  return consentry::line_of_nothing(list[0].to_number<double>(), list[1].to_number<double>());
}

}  // namespace consentry
