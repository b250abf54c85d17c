// SPDX-License-Identifier: Apache-2.0
// What one script read of the device in one run: which families count towards a fingerprint, and
// whether a canvas was read back the way fingerprinters do it.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "core/judge/site_view.h"

namespace consentry {

// Limits of the criteria; rule data (PRE-06).
struct FingerprintLimits {
  double canvas_side = 16;        // pixels, both sides
  double canvas_characters = 10;  // distinct characters drawn
  double canvas_colours = 2;
  double probed_fonts = 30;
  double families = 3;
};

struct ScriptReads {
  std::string script;                      // its URL; the document's for inline scripts
  std::vector<const DeviceRead*> counted;  // reads that count, in log order
  std::set<std::string> families;  // "canvas" "webgl" "audio" "fonts" "ua-hints" "devices" "rtc"
  bool canvas = false;             // read back by the canvas criteria
};

// Scripts with at least one counted read at the stage, ordered by URL. Reads of no weight (screen
// size, user agent, small or wordless canvases) are left out. Client hints that a host was sent in
// headers count as read by the scripts of that host's site, if there are any.
std::vector<ScriptReads> script_reads(const RunView& run, Stage stage,
                                      const FingerprintLimits& limits);

// The first request after the first counted read that carries data and was sent by the script or to
// its host; null when nothing left the device.
const SentRequest* sent_afterwards(const RunView& run, const ScriptReads& reads);

}  // namespace consentry
