// SPDX-License-Identifier: Apache-2.0
// Runs: one clean browser profile from open to close, and the log of it
// (docs/formats/event-log.md).
//
// A page that cannot be measured is no Error: the log says why (note, close) and the Status is
// fine. An Error means that the run has to be thought of as not made: unavailable (the browser is
// gone; launch another and try once more) or what the sink said.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/observe/phase.h"

namespace consentry {

class Browser;
class RunSink;
struct RunTools;

struct RunPlan {
  std::string run;   // "refuse" "accept" "one-purpose" "gpc" "before" "aside" "settings"
  std::string site;  // absolute URL
  std::vector<Phase> phases{Phase::before};  // in this order; withdraw only after accept,
                                             // revisit only after refuse
  bool gpc = false;                          // send the Global Privacy Control signal
  bool witness = false;   // only confirms what another run sees: no pictures, no look at the banner
  bool aside = false;     // ends with Phase::aside; a run with the signal alone does anyhow
  bool settings = false;  // ends with a look into the banner's settings
  bool names = false;     // note what other names of the site's own domain point to
  int pages = 0;          // further pages of the site before any choice
  std::chrono::milliseconds navigation_timeout{30'000};
  std::chrono::milliseconds ceiling{180'000};  // for the whole run
  // Called around a time in which the run only waits, so that others may have the machine; the
  // second may block. Either may be empty.
  std::function<void()> idle_begins, idle_ends;
};

// Blocks. Thread-safe: any number at once over one Browser, each with its own sink.
Status perform_run(Browser& browser, const RunPlan& plan, const RunTools& tools, RunSink& sink);

// Visits several sites, one after another, in one fresh profile and without choosing. With
// `consents` two: consent is given on the first and the second is opened then, without any act; it
// is not opened when the consent was not seen to have an effect.
struct CrossPlan {
  std::string run;                 // "cross-1" "carry-1"
  std::vector<std::string> sites;  // absolute URLs
  bool consents = false;
  std::chrono::milliseconds navigation_timeout{30'000};
  std::chrono::milliseconds ceiling{180'000};
};
Status perform_cross_run(Browser& browser, const CrossPlan& plan, const RunTools& tools,
                         RunSink& sink);

}  // namespace consentry
