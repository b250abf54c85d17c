// SPDX-License-Identifier: Apache-2.0
#include "core/judge/tally.h"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

namespace consentry {
namespace {

// What happens before a choice is claimed of every visitor, so two fresh profiles must show it.
// After a choice the same profile shows before and after, which is the comparison that counts.
constexpr int kProfilesForBreach = 2;

}  // namespace

std::string spelled_out(const std::vector<std::string>& subjects) {
  std::string text;
  const std::size_t named = std::min(subjects.size(), kMaxNamed);
  for (std::size_t i = 0; i < named; ++i) {
    if (i > 0) text += i + 1 == subjects.size() ? " and " : ", ";
    text += subjects[i];
  }
  if (subjects.size() > named) text += " and " + std::to_string(subjects.size() - named) + " more";
  return text;
}

void SubjectList::add(std::vector<Subject>& list, SubjectKind kind, const std::string& name) {
  if (!name.empty() && known_.emplace(kind, name).second) list.push_back({kind, name});
}

void SubjectList::add(const Evidence& evidence) {
  add(items_, SubjectKind::item, evidence.item);
  if (!evidence.company.empty()) return add(parties_, SubjectKind::company, evidence.company);
  add(parties_, SubjectKind::host, evidence.host);
}

void SubjectList::move_to(Finding& finding) && {
  finding.subjects = std::move(items_);
  finding.subjects.insert(finding.subjects.end(), std::make_move_iterator(parties_.begin()),
                          std::make_move_iterator(parties_.end()));
  finding.subjects_total = static_cast<int>(finding.subjects.size());
  if (finding.subjects.size() > kMaxSubjects) finding.subjects.resize(kMaxSubjects);
}

Tally::Tally(Phase phase, std::vector<const RunView*> runs)
    : phase_(phase), runs_(std::move(runs)) {}

void Tally::add(const RunView& run, Sign sign) {
  if (sign.weight <= Verdict::pass) return;
  const auto place = std::ranges::find(runs_, &run);
  if (place == runs_.end()) return;
  signs_.push_back({static_cast<std::size_t>(place - runs_.begin()), std::move(sign)});
}

int Tally::runs_with(Verdict at_least) const {
  std::set<std::size_t> runs;
  for (const Entry& entry : signs_) {
    if (entry.sign.weight >= at_least) runs.insert(entry.run);
  }
  return static_cast<int>(runs.size());
}

Verdict Tally::agreed(std::string& remark) const {
  Verdict verdict = Verdict::info;
  for (const Entry& entry : signs_) verdict = std::max(verdict, entry.sign.weight);
  if (verdict != Verdict::breach || phase_ != Phase::before) return verdict;
  if (runs_with(Verdict::breach) >= kProfilesForBreach) return verdict;
  remark = runs_.size() < kProfilesForBreach ? " (only one profile could show it)"
                                             : " (seen in one profile only)";
  return Verdict::likely_breach;
}

Finding Tally::conclude(std::string_view head, std::string_view clear) const {
  if (signs_.empty()) return passed(std::string(clear), runs_.size());
  std::string remark;
  Finding finding;
  finding.verdict = agreed(remark);
  finding.runs_agreeing = runs_with(finding.verdict);
  finding.runs_total = static_cast<int>(runs_.size());
  finding.evidence_total = static_cast<int>(signs_.size());
  std::vector<const Entry*> order;
  for (const Entry& entry : signs_) order.push_back(&entry);
  std::ranges::stable_sort(order, [](const Entry* a, const Entry* b) {
    return std::tuple(b->sign.weight, a->run, a->sign.evidence.at.line) <
           std::tuple(a->sign.weight, b->run, b->sign.evidence.at.line);
  });
  std::vector<std::string> subjects;
  SubjectList names;
  for (const Entry* entry : order) {
    const bool speaks = entry->sign.weight >= finding.verdict;
    if (speaks) names.add(entry->sign.evidence);
    const bool counts = speaks && !entry->sign.subject.empty();
    if (counts && std::ranges::find(subjects, entry->sign.subject) == subjects.end()) {
      subjects.push_back(entry->sign.subject);
    }
    if (finding.evidence.size() < kMaxEvidence) finding.evidence.push_back(entry->sign.evidence);
  }
  std::move(names).move_to(finding);
  finding.summary = std::string(head);
  if (!subjects.empty()) finding.summary += ": " + spelled_out(subjects);
  finding.summary += remark + ".";
  return finding;
}

Finding passed(std::string summary, std::size_t runs) {
  Finding finding;
  finding.verdict = Verdict::pass;
  finding.summary = std::move(summary);
  finding.runs_agreeing = finding.runs_total = static_cast<int>(runs);
  return finding;
}

Finding without_verdict(Verdict why, std::string reason) {
  Finding finding;
  finding.verdict = why;
  if (!reason.empty()) {
    const char first = reason.front();
    if (first >= 'a' && first <= 'z') reason.front() = static_cast<char>(first - 'a' + 'A');
    if (!reason.ends_with('.')) reason += '.';
  }
  finding.summary = std::move(reason);
  return finding;
}

}  // namespace consentry
