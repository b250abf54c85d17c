// SPDX-License-Identifier: Apache-2.0
#include "core/judge/detectors/toggles.h"

#include <algorithm>

#include "core/judge/banner_looks.h"

namespace consentry {
namespace {

bool shows_toggles(const RunView* run) {
  return std::ranges::any_of(untouched_layers(*run), [](const BannerView* layer) {
    return std::ranges::any_of(layer->controls, is_toggle);
  });
}

}  // namespace

bool is_toggle(const BannerControl& control) {
  return control.kind == "checkbox" || control.kind == "switch";
}

bool can_be_used(const BannerControl& control) {
  return control.visible || (control.in_box && control.rect.width > 0 && control.rect.height > 0);
}

Speakers runs_with_toggles(const SiteView& site) {
  Speakers speakers = runs_with_banner(site);
  if (speakers.runs.empty()) return speakers;
  const bool unopened = std::ranges::all_of(
      speakers.runs, [](const RunView* run) { return has_unopened_settings(*run); });
  std::erase_if(speakers.runs, [](const RunView* run) { return !shows_toggles(run); });
  speakers.otherwise = unopened ? Verdict::not_measured : Verdict::not_applicable;
  speakers.reason =
      unopened ? "the banner's settings were not opened" : "the banner has no toggles";
  return speakers;
}

}  // namespace consentry
