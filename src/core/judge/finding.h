// SPDX-License-Identifier: Apache-2.0
// A judgement: one rule, one phase, one verdict, and the events it rests on.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/classify/classification.h"
#include "core/observe/observation.h"

namespace consentry {

// Ordered by how much it weighs; a site's verdict is the greatest of its findings'.
enum class Verdict {
  not_applicable,
  pass,
  info,
  not_measured,   // what the rule needs was not measured: never a pass
  risk,           // contested or heuristic; a person must look
  likely_breach,  // majority position of the authorities, or rests on a classification
  breach,         // deterministic observation and settled law
};
// "not-applicable" "pass" "info" "not-measured" "risk" "likely-breach" "breach".
std::string_view name_of(Verdict verdict);
std::optional<Verdict> verdict_named(std::string_view name);

// Something that a finding rests on, worded for a reader.
struct Evidence {
  EventRef at;
  std::string text;     // "_ga=GA1.1.… set by https://…/analytics.js, expires in 730 days"
  std::string company;  // empty when unknown or not about a party
  std::string host;     // empty when not about a host
  std::vector<SourceRef> sources;  // list lines and catalogue rows behind the classification
  int repeats = 0;     // repetitions of the measurement that show its like; 0: told of one alone
  std::string item{};  // name of the cookie or stored key, whole; empty when not about one
};

// What a finding is about. Names are the same in every language; the summary around them is English.
enum class SubjectKind {
  item,     // a cookie or stored key, by its name
  company,  // who sets, is sent or receives it
  host,     // the same where no company is known
};
// "item" "company" "host".
std::string_view name_of(SubjectKind kind);

struct Subject {
  SubjectKind kind = SubjectKind::item;
  std::string name;
  friend bool operator==(const Subject&, const Subject&) = default;
};

struct Finding {
  std::string rule;  // "PRE-02"
  Phase phase = Phase::before;
  Verdict verdict = Verdict::not_measured;
  int severity = 0;     // 1 to 5, from the rule; 0 for pass and not-measured
  std::string summary;  // one sentence: what was observed
  // Those of the observations that the verdict rests on, each once: items before parties, each in the
  // order of the evidence. At most kMaxSubjects; of a verdict that rests on none, none.
  std::vector<Subject> subjects;
  int subjects_total = 0;  // subjects may be cut to that limit; this is the whole number
  std::vector<Evidence> evidence;
  int evidence_total = 0;  // evidence may be cut to a limit; this is the whole number
  int runs_agreeing = 0;   // runs that show it
  int runs_total = 0;      // runs that could have shown it
  // The verdict in each repetition of the whole measurement, in order; empty: measured once.
  std::vector<Verdict> repeats;
};

// The outcome for one site under one rule book and profile.
struct SiteJudgement {
  std::string url;
  Verdict verdict = Verdict::not_measured;  // the greatest of the findings
  std::vector<Finding> findings;            // ordered by phase, then rule id; passes included
};

}  // namespace consentry
