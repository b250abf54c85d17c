// SPDX-License-Identifier: Apache-2.0
// The banner, what was done with it, and what the page says of consent.
#include <boost/json.hpp>

#include "fakes/event_log_maker.h"
#include "fakes/event_log_text.h"

namespace consentry::fakes {
namespace json = boost::json;
namespace {

json::object flags_of(const std::vector<std::pair<int, bool>>& flags) {
  json::object out;
  for (const auto& [key, value] : flags) out[std::to_string(key)] = value;
  return out;
}

json::array rect_of(const Rect& rect) { return {rect.x, rect.y, rect.width, rect.height}; }
json::array colour_of(const Colour& colour) {
  return {colour.red, colour.green, colour.blue, colour.alpha};
}

json::object control_of(const BannerControl& control) {
  json::object out{{"label", control.label},
                   {"tag", control.tag},
                   {"role", control.role},
                   {"kind", control.kind},
                   {"href", control.href},
                   {"rect", rect_of(control.rect)},
                   {"textColour", colour_of(control.text_colour)},
                   {"fill", colour_of(control.fill)},
                   {"filled", control.filled},
                   {"fontPx", control.font_px},
                   {"fontWeight", control.font_weight},
                   {"visible", control.visible},
                   {"inView", control.in_view},
                   {"inBox", control.in_box},
                   {"inParagraph", control.in_paragraph},
                   {"disabled", control.disabled}};
  out["checked"] = control.checked ? json::value(*control.checked) : json::value(nullptr);
  return out;
}

}  // namespace

Line EventLogMaker::state(const MadeState& state) {
  json::object m{{"url", top_url_}, {"title", "A page"}, {"language", "en"}, {"tcf", nullptr},
                 {"gpp", nullptr},  {"usp", nullptr},    {"gpc", nullptr}};
  if (state.gdpr_applies || !state.tc_string.empty() || !state.event_status.empty() ||
      !state.purpose_consents.empty()) {
    json::object tcf{{"tcString", state.tc_string},
                     {"eventStatus", state.event_status},
                     {"cmpId", 10},
                     {"purposeConsents", flags_of(state.purpose_consents)},
                     {"purposeLegitimateInterests", flags_of(state.purpose_li)},
                     {"vendorConsents", state.vendor_consents}};
    if (state.gdpr_applies) tcf["gdprApplies"] = *state.gdpr_applies;
    m["tcf"] = std::move(tcf);
  }
  if (!state.gpp.empty()) m["gpp"] = state.gpp;
  if (!state.usp.empty()) m["usp"] = state.usp;
  if (state.gpc) m["gpc"] = *state.gpc;
  json::array gcm;
  for (const auto& [action, values] : state.gcm)
    gcm.push_back(json::array{action, object_of(values)});
  m["gcm"] = std::move(gcm);
  json::array links;
  for (const std::string& link : state.links) links.push_back(json::string(link));
  m["links"] = std::move(links);
  json::array hints;
  for (const MadeHint& hint : state.hints) {
    hints.push_back(
        json::array{json::string(hint.kind), json::string(hint.by), json::string(hint.url)});
  }
  m["hints"] = std::move(hints);
  if (!state.hints_text.empty()) m["hints"] = json::parse(state.hints_text);
  return put("state", inner({{"m", m}}));
}

Line EventLogMaker::banner(const BannerView& view) {
  json::array controls;
  for (const BannerControl& control : view.controls) controls.push_back(control_of(control));
  return put("banner", inner({{"layer", view.layer},
                              {"m",
                               {{"found", view.found},
                                {"how", view.how},
                                {"frame", view.frame_url},
                                {"text", view.text},
                                {"pageLanguage", view.page_language},
                                {"box", rect_of(view.box)},
                                {"viewport", {view.viewport.width, view.viewport.height}},
                                {"fill", colour_of(view.fill)},
                                {"controls", controls}}}}));
}

Line EventLogMaker::click(Intent intent, const std::string& label, int layer,
                          const std::string& tool) {
  return put("click", inner({{"layer", layer},
                             {"intent", name_of(intent)},
                             {"label", label},
                             {"tool", tool},
                             {"rect", {10, 10, 80, 30}}}));
}

Line EventLogMaker::choice(Phase wanted, ChoiceResult result, int clicks, int layers,
                           const Strings& proof, const std::string& tool) {
  json::array words;
  for (const std::string& word : proof) words.push_back(json::string(word));
  return put("choice", inner({{"wanted", name_of(wanted)},
                              {"result", name_of(result)},
                              {"tool", tool},
                              {"clicks", clicks},
                              {"layers", layers},
                              {"proof", words}}));
}

Line EventLogMaker::reopen(const std::string& label, const std::string& control, bool visible) {
  return put(
      "reopen",
      inner({{"label", label}, {"control", control}, {"visible", visible}, {"url", top_url_}}));
}

Line EventLogMaker::shot(const std::string& moment, const std::string& file,
                         const std::string& sha256) {
  return put("shot", inner({{"moment", moment}, {"file", file}, {"sha256", sha256}}));
}

}  // namespace consentry::fakes
