// SPDX-License-Identifier: Apache-2.0
// Collects what speaks for a finding, run by run, and concludes the verdict by the rules of
// agreement (docs/formats/rules.md): before a choice a breach needs two independent profiles.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/judge/finding.h"

namespace consentry {

struct RunView;

// Evidence beyond this is counted, not listed: a finding is for reading, the log holds the rest.
inline constexpr std::size_t kMaxEvidence = 50;
// Names spelled out in a summary.
inline constexpr std::size_t kMaxNamed = 3;
// Names that a finding keeps as data: a page with more cookies has them in its table of items.
inline constexpr std::size_t kMaxSubjects = 200;

// One observation that speaks for a finding.
struct Sign {
  Verdict weight = Verdict::info;
  std::string subject;  // what a summary names: "_ga", "ads.example"; counted once each
  Evidence evidence;
};

// "a, b, c and 4 more"; subjects in the order given.
std::string spelled_out(const std::vector<std::string>& subjects);

// What pieces of evidence are about, in their order.
class SubjectList {
 public:
  void add(const Evidence& evidence);
  // Sets the finding's subjects and their number.
  void move_to(Finding& finding) &&;

 private:
  void add(std::vector<Subject>& list, SubjectKind kind, const std::string& name);

  std::vector<Subject> items_;
  std::vector<Subject> parties_;
  std::set<std::pair<SubjectKind, std::string>> known_;
};

class Tally {
 public:
  // runs: those that could have shown it. The runs must outlive the tally.
  Tally(Phase phase, std::vector<const RunView*> runs);

  // Notes a sign seen in a run. Signs that weigh no more than `pass` are ignored.
  void add(const RunView& run, Sign sign);

  [[nodiscard]] bool empty() const { return signs_.empty(); }

  // head: what was observed, without the subjects: "Cookies that need consent were stored before
  // any choice". clear: the whole sentence when there was nothing.
  [[nodiscard]] Finding conclude(std::string_view head, std::string_view clear) const;

 private:
  struct Entry {
    std::size_t run = 0;
    Sign sign;
  };
  [[nodiscard]] int runs_with(Verdict at_least) const;
  [[nodiscard]] Verdict agreed(std::string& remark) const;

  Phase phase_;
  std::vector<const RunView*> runs_;
  std::vector<Entry> signs_;
};

// Findings without signs.
Finding passed(std::string summary, std::size_t runs);
Finding without_verdict(Verdict why, std::string reason);

}  // namespace consentry
