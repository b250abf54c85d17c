// SPDX-License-Identifier: Apache-2.0
// When something happened, in the words of the run model (law: before any choice, after refusing,
// accepting, withdrawing, and under Global Privacy Control).
#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace consentry {

// `aside`: what is tried on a page once its run's own phases are over. Nothing of it is a fact about
// those phases, so it is in no list of phases that can be asked for. Only when asked for: `revisit`,
// later visits of who refused, days having passed; `one_purpose`, consent to one purpose alone, given
// in the banner's settings.
enum class Phase { before, refuse, accept, withdraw, gpc, revisit, one_purpose, aside };
inline constexpr std::array<Phase, 7> kPhases{Phase::before,     Phase::refuse, Phase::accept,
                                              Phase::withdraw,   Phase::gpc,    Phase::revisit,
                                              Phase::one_purpose};

// A stretch of a phase. Everything the browser reported between a step's begin and the next step's
// begin belongs to it.
enum class Step {
  load,         // first page of a fresh profile (phases before and gpc)
  page,         // further pages of the site before a choice (--pages)
  choice,       // looking for the banner, clicking, and what followed on the same page
  reload,       // the same page again after the choice
  second_page,  // another page of the site after the choice
  other_site,   // of a visit of two sites: the second, after accepting on the first
  // Of `revisit`: the first page again with what a browser still keeps after so long.
  next_day,
  next_month,
  half_year,
  // Of `aside`, each only where it is possible.
  documents,  // what the site says of itself is fetched: its policy, its word on GPC
  phone,      // the same page in a phone's window, and back
  typing,     // a made-up address into the page's fields; nothing is submitted
  // What no visitor means as consent.
  wait,    // doing nothing
  scroll,  // by two screens
  escape,  // pressing that key
  cross,   // the control that closes the banner
  // A page into which a script writes what the fetched one lacks, opened last of all.
  declaration,
};

// Whether the phase is measured and spoken of only where it was asked for by name.
constexpr bool only_when_asked(Phase phase) {
  return phase == Phase::revisit || phase == Phase::one_purpose;
}

// "before", "refuse", "accept", "withdraw", "gpc", "revisit", "one-purpose": the names on the command
// line and in reports.
std::string_view name_of(Phase phase);
// phase_named: of kPhases alone; logged_phase_named: "aside" too.
std::optional<Phase> phase_named(std::string_view name);
std::optional<Phase> logged_phase_named(std::string_view name);
// "load", "page", "choice", "reload", "second-page", "other-site", "next-day", "next-month",
// "half-year", "documents", "phone", "typing", "wait", "scroll", "escape", "cross", "declaration".
std::string_view name_of(Step step);
std::optional<Step> step_named(std::string_view name);

}  // namespace consentry
