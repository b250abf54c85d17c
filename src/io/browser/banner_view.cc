// SPDX-License-Identifier: Apache-2.0
#include "io/browser/banner_view.h"

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "core/observe/control_label.h"
#include "io/browser/json_fields.h"

namespace consentry {
namespace json = boost::json;
namespace {

// Members that serve the operator and say nothing about the banner.
constexpr std::array<std::string_view, 3> kOwnMembers{"handle", "soft", "heads"};
constexpr std::size_t kShortestNotice = 30;  // characters: less is a button with a name
constexpr std::size_t kLongestFlowText = 2500;

double number_in(const json::array& list, std::size_t at) {
  return at < list.size() && list[at].is_number() ? list[at].to_number<double>() : 0;
}

Rect rect_of(const json::array& list) {
  return {number_in(list, 0), number_in(list, 1), number_in(list, 2), number_in(list, 3)};
}

std::optional<bool> toggle_state(const json::object& control) {
  const json::value* checked = control.if_contains("checked");
  if (checked == nullptr || !checked->is_bool()) return std::nullopt;
  return checked->get_bool();
}

SeenControl read_control(const json::object& control, const ControlLexicon& lexicon) {
  SeenControl seen;
  seen.handle = static_cast<int>(number_at(control, "handle"));
  seen.label = text_at(control, "label");
  seen.kind = text_at(control, "kind");
  seen.href = text_at(control, "href");
  seen.intent = lexicon.read(seen.label, seen.kind);
  seen.generic = lexicon.generic(seen.label);
  seen.visible = flag_at(control, "visible");
  seen.in_view = flag_at(control, "inView");
  seen.in_box = flag_at(control, "inBox");
  seen.disabled = flag_at(control, "disabled");
  seen.checked = toggle_state(control);
  seen.doubtful = !array_at(control, "doubts").empty();
  seen.text = rect_of(array_at(control, "textRect"));
  if (seen.checked) {
    seen.necessary = lexicon.names_necessary(seen.label);
    // The switch of the necessary ones refuses nothing; a choice of one among several may.
    const bool reads_no = lexicon.read(seen.label, "button") == Intent::refuse_all &&
                          (seen.kind == "radio" || !lexicon.names_category(seen.label));
    seen.refuses = reads_no && (seen.kind == "radio" || lexicon.orders(seen.label));
    seen.says_off = reads_no && !seen.refuses;
  }
  return seen;
}

// "Strictly necessary", "Statistics": where several stand, none of them is a choice.
bool lists_categories(const json::array& controls, const ControlLexicon& lexicon) {
  const auto names = [&lexicon](const json::value& item) {
    return item.is_object() && text_at(item.get_object(), "heads") == "maybe" &&
           lexicon.names_category(text_at(item.get_object(), "label"));
  };
  return std::ranges::count_if(controls, names) > 1;
}

bool is_head(const json::object& control, const SeenControl& seen, const ControlLexicon& lexicon,
             bool among_others) {
  if (seen.checked || !lexicon.names_category(seen.label)) return false;
  const std::string_view heads = text_at(control, "heads");
  return flag_at(control, "soft") || heads == "surely" || (heads == "maybe" && among_others);
}

bool believable(const json::object& control, const SeenControl& seen) {
  if (!flag_at(control, "soft")) return true;
  return seen.intent == Intent::accept_all || seen.intent == Intent::refuse_all ||
         seen.intent == Intent::settings || seen.intent == Intent::save;
}

json::value member_at(const json::object& object, std::string_view key) {
  const json::value* member = object.if_contains(key);
  return member == nullptr ? json::value() : *member;
}

json::array moved(const json::array& rect, const FrameLook& frame) {
  json::array out = rect;
  if (out.size() == 4) {
    out[0] = rect[0].to_number<double>() + frame.offset_x;
    out[1] = rect[1].to_number<double>() + frame.offset_y;
  }
  return out;
}

json::object logged_control(const json::object& control, const FrameLook& frame) {
  json::object out = control;
  for (const std::string_view own : kOwnMembers) out.erase(own);
  for (const std::string_view place : {"rect", "textRect"})
    out[place] = moved(array_at(control, place), frame);
  return out;
}

json::array logged_controls(const json::array& controls, const std::vector<SeenControl>& kept,
                            const FrameLook& frame) {
  json::array out;
  for (const json::value& item : controls) {
    if (!item.is_object()) continue;
    const int handle = static_cast<int>(number_at(item.get_object(), "handle"));
    const bool wanted = std::ranges::any_of(
        kept, [handle](const SeenControl& control) { return control.handle == handle; });
    if (wanted) out.push_back(logged_control(item.get_object(), frame));
  }
  return out;
}

json::object logged_view(const json::object& view, const std::vector<SeenControl>& kept,
                         const FrameLook& frame) {
  const std::string_view how = text_at(view, "how");
  return {{"found", true},
          {"how", frame.frame_url.empty() || how == "shadow" ? how : "iframe"},
          {"frame", frame.frame_url},
          {"text", text_at(view, "text")},
          {"pageLanguage", text_at(view, "pageLanguage")},
          {"pageSample", text_at(view, "pageSample")},
          {"blocksPage", member_at(view, "blocksPage")},
          {"box", moved(array_at(view, "box"), frame)},
          {"viewport", array_at(view, "viewport")},
          {"fill", array_at(view, "fill")},
          {"controls", logged_controls(array_at(view, "controls"), kept, frame)}};
}

SeenBanner read_candidate(const json::object& view, const FrameLook& frame,
                          const ControlLexicon& lexicon) {
  SeenBanner banner;
  banner.frame = frame.frame;
  banner.handle = static_cast<int>(number_at(view, "handle"));
  banner.how = text_at(view, "how");
  banner.text = text_at(view, "text");
  banner.named = flag_at(view, "named");
  banner.fields = static_cast<int>(number_at(view, "fields"));
  banner.box = rect_of(array_at(view, "box"));
  banner.controls = read_controls(array_at(view, "controls"), lexicon);
  banner.line = json::serialize(logged_view(view, banner.controls, frame));
  return banner;
}

// How the visible controls of a box read together.
struct Offer {
  int accept = 0, refuse = 0, settings = 0, save = 0, close = 0, toggles = 0;
  bool specific = false;  // some yes or no says to what

  explicit Offer(const SeenBanner& banner) {
    for (const SeenControl& control : banner.controls) {
      if (control.visible) add(control);
    }
  }
  void add(const SeenControl& control) {
    const bool choice =
        control.intent == Intent::accept_all || control.intent == Intent::refuse_all;
    accept += control.intent == Intent::accept_all;
    refuse += control.intent == Intent::refuse_all;
    settings += control.intent == Intent::settings;
    save += control.intent == Intent::save;
    close += control.intent == Intent::close;
    toggles += control.intent == Intent::toggle;
    specific = specific || (choice && !control.generic);
  }
  [[nodiscard]] bool chooses() const { return accept + refuse + save > 0; }
  [[nodiscard]] bool triad() const { return accept > 0 && refuse > 0 && settings > 0; }
  [[nodiscard]] int kinds() const {
    return (accept > 0) + (refuse > 0) + (settings > 0) + (save > 0) + (toggles > 0);
  }
};

// Toggles that are named after kinds of cookies; a single one may be anything.
bool lists_purposes(const SeenBanner& banner, const ControlLexicon& lexicon) {
  return std::ranges::count_if(banner.controls, [&](const SeenControl& control) {
           return control.checked && control.visible && lexicon.names_category(control.label);
         }) > 1;
}

bool is_other_dialog(const SeenBanner& banner, const Offer& offer, int consent, int other) {
  if (banner.fields > 0 && (consent < 3 || other >= consent)) return true;
  if (other >= consent && !offer.specific) return true;
  return other > consent + 1 && offer.refuse + offer.settings == 0;
}

bool leads_on(const SeenBanner& banner, const Offer& offer, int consent, int other) {
  if (consent == 0 || is_other_dialog(banner, offer, consent, other) || banner.how == "flow")
    return false;
  return offer.kinds() > 0 && (banner.text.size() >= kShortestNotice || offer.toggles > 0);
}

bool asks_for_consent(const SeenBanner& banner, const Offer& offer, int consent, int other) {
  if (consent == 0 || is_other_dialog(banner, offer, consent, other)) return false;
  if (banner.how == "flow") {
    const bool clear = offer.specific || consent >= 2;
    return offer.accept + offer.refuse > 0 && clear && banner.text.size() <= kLongestFlowText;
  }
  if (offer.chooses())
    return offer.specific || offer.save > 0 || banner.text.size() >= kShortestNotice;
  // What only closes or leads to settings is a notice, unless it is a page's sticky head.
  if (banner.text.size() < kShortestNotice || banner.how == "sticky") return false;
  return offer.close > 0 && (offer.settings > 0 || consent >= 2);
}

}  // namespace

bool SeenControl::leads_away() const {
  return kind == "link" && !href.empty() && !href.starts_with('#') &&
         !href.starts_with("javascript:");
}

bool SeenBanner::has(Intent intent) const {
  return std::ranges::any_of(
      controls, [intent](const SeenControl& c) { return c.intent == intent && c.usable(); });
}

std::string SeenBanner::signature() const {
  std::string text_of_it = frame + '|' + std::to_string(handle) + '|' + std::to_string(text.size());
  for (const SeenControl& control : controls) {
    if (!control.visible) continue;
    text_of_it += '|' + control.label;
    if (control.checked) text_of_it += *control.checked ? "=1" : "=0";
  }
  return text_of_it;
}

std::vector<SeenControl> read_controls(const json::array& controls, const ControlLexicon& lexicon) {
  std::vector<SeenControl> out;
  const bool listed = lists_categories(controls, lexicon);
  for (const json::value& item : controls) {
    if (!item.is_object()) continue;
    const json::object& control = item.get_object();
    SeenControl seen = read_control(control, lexicon);
    if (is_head(control, seen, lexicon, listed) || !believable(control, seen)) continue;
    out.push_back(std::move(seen));
  }
  return out;
}

std::vector<SeenBanner> read_candidates(const json::object& look, const FrameLook& frame,
                                        const ControlLexicon& lexicon) {
  std::vector<SeenBanner> out;
  for (const json::value& view : array_at(look, "candidates")) {
    if (view.is_object()) out.push_back(read_candidate(view.get_object(), frame, lexicon));
  }
  return out;
}

const SeenBanner* choose_banner(const std::vector<SeenBanner>& candidates,
                                const ControlLexicon& lexicon, bool expected) {
  const SeenBanner* best = nullptr;
  std::pair<int, double> best_rank;
  for (const SeenBanner& banner : candidates) {
    const Offer offer(banner);
    // Some dialogs never say what they are about but in their markup.
    const bool named = banner.named && (offer.specific || expected) && offer.kinds() > 1;
    // Settings that the banner opened need not name it again; their controls say what they are.
    // So do a layer's when yes, no and settings stand side by side: no other dialog offers that.
    const bool triad = banner.how != "flow" && offer.triad();
    const bool panel = offer.toggles > 0 &&
                       (offer.save > 0 || (offer.chooses() && lists_purposes(banner, lexicon)));
    const bool opened = expected && (panel || (offer.chooses() && offer.kinds() > 2));
    const bool told = named || triad || opened;
    const int consent = lexicon.consent_words(banner.text) + (told ? 1 : 0);
    const int other = lexicon.other_dialog_words(banner.text);
    const bool layer = expected && leads_on(banner, offer, consent, other);
    if (!layer && !asks_for_consent(banner, offer, consent, other)) continue;
    const int layered = banner.how == "flow" ? 0 : 5;
    const std::pair rank{offer.kinds() * 10 + layered + std::min(consent, 6),
                         -banner.box.width * banner.box.height};
    if (best == nullptr || rank > best_rank) {
      best = &banner;
      best_rank = rank;
    }
  }
  return best;
}

void add_controls(SeenBanner& banner, const json::array& controls, std::vector<SeenControl> read,
                  const FrameLook& frame) {
  json::value line = json::parse(banner.line);
  for (json::value& control : logged_controls(controls, read, frame)) {
    line.at("controls").as_array().push_back(std::move(control));
  }
  banner.line = json::serialize(line);
  for (SeenControl& control : read) banner.controls.push_back(std::move(control));
}

std::string line_of_nothing(double width, double height) {
  return json::serialize(json::object{{"found", false},
                                      {"how", ""},
                                      {"frame", ""},
                                      {"text", ""},
                                      {"pageLanguage", ""},
                                      {"box", json::array{0, 0, 0, 0}},
                                      {"viewport", json::array{width, height}},
                                      {"fill", json::array{255, 255, 255, 1}},
                                      {"controls", json::array{}}});
}

}  // namespace consentry
