// SPDX-License-Identifier: Apache-2.0
#include "core/observe/banner_facts.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <utility>

#include "core/observe/control_label.h"
#include "core/observe/json_members.h"

namespace consentry {
namespace {

// The first four numbers of a list; what is missing or no number is `fallback`.
std::array<double, 4> numbers_at(const boost::json::object& object, std::string_view key,
                                 double fallback = 0) {
  std::array<double, 4> numbers{fallback, fallback, fallback, fallback};
  const boost::json::array* list = array_at(object, key);
  for (std::size_t i = 0; list != nullptr && i < std::min<std::size_t>(list->size(), 4); ++i) {
    boost::json::error_code error;
    const double number = (*list)[i].to_number<double>(error);
    if (!error) numbers[i] = number;
  }
  return numbers;
}

Rect rect_at(const boost::json::object& object, std::string_view key) {
  const auto [x, y, width, height] = numbers_at(object, key);
  return {x, y, width, height};
}

Colour colour_at(const boost::json::object& object, std::string_view key) {
  const boost::json::array* list = array_at(object, key);
  auto [red, green, blue, alpha] = numbers_at(object, key);
  if (list == nullptr || list->size() < 4) alpha = 1;
  return {std::clamp(red, 0.0, 255.0), std::clamp(green, 0.0, 255.0), std::clamp(blue, 0.0, 255.0),
          std::clamp(alpha, 0.0, 1.0)};
}

bool said(const boost::json::object& object, std::string_view key) {
  return flag_at(object, key).value_or(false);
}

std::optional<ControlLook> look_at(const boost::json::object& seen) {
  const boost::json::object* told = object_at(seen, "look");
  if (told == nullptr) return std::nullopt;
  ControlLook look;
  look.bordered = said(*told, "bordered");
  look.padding = number_at(*told, "padding").value_or(0);
  look.underlined = said(*told, "underlined");
  look.font_family = text_at(*told, "fontFamily");
  look.font_style = text_at(*told, "fontStyle");
  look.opacity = std::clamp(number_at(*told, "opacity").value_or(1), 0.0, 1.0);
  look.focusable = said(*told, "focusable");
  look.clipped = said(*told, "clipped");
  look.covered = said(*told, "covered");
  look.ground = colour_at(*told, "ground");
  return look;
}

BannerControl control_of(const boost::json::object& seen, const ControlLexicon& lexicon) {
  BannerControl control;
  control.label = text_at(seen, "label");
  control.kind = text_at(seen, "kind");
  control.intent = lexicon.read(control.label, control.kind);
  control.tag = text_at(seen, "tag");
  control.role = text_at(seen, "role");
  control.href = text_at(seen, "href");
  control.rect = rect_at(seen, "rect");
  control.text_colour = colour_at(seen, "textColour");
  control.fill = colour_at(seen, "fill");
  control.filled = said(seen, "filled");
  control.font_px = number_at(seen, "fontPx").value_or(0);
  control.font_weight = number_at(seen, "fontWeight").value_or(400);
  control.visible = said(seen, "visible");
  control.in_view = said(seen, "inView");
  control.in_box = said(seen, "inBox");
  control.in_paragraph = said(seen, "inParagraph");
  control.disabled = said(seen, "disabled");
  control.checked = flag_at(seen, "checked");
  control.look = look_at(seen);
  control.style_doubts = texts_at(seen, "doubts");
  return control;
}

}  // namespace

void take_banner_view(const boost::json::object& line, const ControlLexicon& lexicon,
                      const Here& here, RunObservation& run) {
  const boost::json::object* seen = object_at(line, "m");
  if (seen == nullptr) return;
  BannerView view;
  view.at = here.at;
  view.when = here.when;
  view.layer = std::max(1, count_at(line, "layer"));
  view.found = said(*seen, "found");
  view.how = text_at(*seen, "how");
  view.frame_url = text_at(*seen, "frame");
  view.text = text_at(*seen, "text");
  view.page_language = text_at(*seen, "pageLanguage");
  std::ranges::transform(view.page_language, view.page_language.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  });
  view.page_sample = text_at(*seen, "pageSample");
  view.blocks_page = flag_at(*seen, "blocksPage");
  view.box = rect_at(*seen, "box");
  const auto [width, height, unused_x, unused_y] = numbers_at(*seen, "viewport");
  view.viewport = {0, 0, width, height};
  view.fill = colour_at(*seen, "fill");
  const boost::json::array* controls = array_at(*seen, "controls");
  for (std::size_t i = 0; controls != nullptr && i < controls->size(); ++i) {
    if (i == kMaxListEntries) break;
    const auto* control = (*controls)[i].if_object();
    if (control != nullptr) view.controls.push_back(control_of(*control, lexicon));
  }
  run.banner_views.push_back(std::move(view));
}

void take_click(const boost::json::object& line, const Here& here, RunObservation& run) {
  run.clicks.push_back({here.at, here.when, std::max(1, count_at(line, "layer")),
                        intent_named(view_at(line, "intent")).value_or(Intent::unknown),
                        text_at(line, "label"), text_at(line, "tool")});
}

bool take_choice(const boost::json::object& line, const Here& here, RunObservation& run) {
  const std::optional<Phase> wanted = phase_named(view_at(line, "wanted"));
  const std::optional<ChoiceResult> result = choice_result_named(view_at(line, "result"));
  if (!wanted || !result) return false;
  run.choices.push_back({here.at, here.when, *wanted, *result, text_at(line, "tool"),
                         std::max(0, count_at(line, "clicks")),
                         std::max(0, count_at(line, "layers")), texts_at(line, "proof")});
  return true;
}

void take_reopen(const boost::json::object& line, const Here& here, RunObservation& run) {
  run.reopen_controls.push_back({here.at, here.when, text_at(line, "url"), text_at(line, "label"),
                                 text_at(line, "control"), said(line, "visible")});
}

void take_shot(const boost::json::object& line, const Here& here, RunObservation& run) {
  run.screenshots.push_back({here.at, here.when, text_at(line, "moment"), text_at(line, "file"),
                             text_at(line, "sha256")});
}

void take_picture(const boost::json::object& line, const Here& here, RunObservation& run) {
  if (run.banner_views.empty()) return;
  std::vector<BannerControl>& controls = run.banner_views.back().controls;
  const auto index = static_cast<std::size_t>(std::max(0, count_at(line, "control")));
  if (index >= controls.size()) return;
  controls[index].pictures.push_back({here.at, text_at(line, "file"), text_at(line, "sha256")});
}

void take_document(const boost::json::object& line, const Here& here, RunObservation& run) {
  run.documents.push_back({here.at, here.when, text_at(line, "about"), text_at(line, "label"),
                           text_at(line, "url"), std::max(0, count_at(line, "status")),
                           text_at(line, "text")});
}

void take_alias(const boost::json::object& line, const Here& here, RunObservation& run) {
  if (view_at(line, "status") == "off") {
    run.names_resolved = false;
    return;
  }
  run.host_aliases.push_back({here.at, here.when, text_at(line, "host"),
                              view_at(line, "status") == "answered", texts_at(line, "aliases"),
                              texts_at(line, "addresses")});
}

void take_typed(const boost::json::object& line, const Here& here, RunObservation& run) {
  run.typed.push_back({here.at, here.when, text_at(line, "field"), text_at(line, "text")});
}

void take_note(const boost::json::object& line, const Here& here, RunObservation& run) {
  // What the visit did to see more is no cause of seeing less.
  if (view_at(line, "topic") == "scroll" || view_at(line, "topic") == "robots") return;
  run.limitations.push_back({here.at, here.when, text_at(line, "topic"), text_at(line, "text")});
}

}  // namespace consentry
