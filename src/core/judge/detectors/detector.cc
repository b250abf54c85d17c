// SPDX-License-Identifier: Apache-2.0
#include "core/judge/detectors/detector.h"

#include <algorithm>

#include "core/judge/detectors/fingerprinting.h"
#include "core/judge/detectors/stored_items.h"
#include "core/judge/detectors/tracker_requests.h"

namespace consentry {

const std::vector<Detector>& detectors() {
  static const std::vector<Detector> kDetectors{
      {"tracker-requests", tracker_requests, {}},
      {"consent-required-cookies", consent_required_cookies, {}},
      {"unknown-identifier-cookies", unknown_identifier_cookies, {}},
      {"web-storage-items", web_storage_items, {}},
      {"fingerprinting",
       fingerprinting,
       {"canvas_side", "canvas_characters", "canvas_colours", "probed_fonts", "families"}},
  };
  return kDetectors;
}

const Detector* find_detector(std::string_view name) {
  const auto found = std::ranges::find(detectors(), name, &Detector::name);
  return found == detectors().end() ? nullptr : &*found;
}

}  // namespace consentry
