// SPDX-License-Identifier: Apache-2.0
#include "core/report/verdict_detail.h"

#include <algorithm>

#include "core/report/budget_output.h"
#include "core/report/display_text.h"
#include "core/report/earlier_verdicts.h"

namespace consentry {
namespace {

// A terminal shows enough to act on; the whole evidence stands in report.json and report.html.
constexpr std::size_t kEvidenceShown = 3;
constexpr int kNarrowest = 40;

int width_of(const TerminalStyle& style) {
  return style.width == 0 ? 0 : std::max(style.width, kNarrowest);
}

std::string heading(const SiteReport& site, const TerminalStyle& style) {
  const Verdict verdict = site.judgement.verdict;
  const std::string label = std::string(symbol_of(verdict)) + " " + std::string(label_of(verdict));
  std::string url = visible(url_of(site));
  if (style.width > 0) url = fit(url, width_of(style) - display_width(label) - 2);
  std::string text = toned(label, verdict, style) + "  " + toned(url, Tone::bold, style) + "\n";
  if (site.status != SiteStatus::measured) {
    const std::string status(label_of(site.status));
    text += wrapped(status + (site.reason.empty() ? "" : ": " + visible(site.reason)), "  ",
                    width_of(style));
  }
  return text;
}

std::string choices(const SiteReport& site, const TerminalStyle& style) {
  std::string text;
  for (const RunObservation& run : site.facts.observation.runs) {
    for (const ChoiceOutcome& choice : run.choices) {
      std::string line = "  " + pad_right(name_of(choice.wanted), 10);
      line += label_of(choice.result);
      if (choice.clicks > 0) line += ", " + counted(choice.clicks, "click", "clicks");
      if (!choice.tool.empty()) line += ", " + visible(choice.tool);
      text += (style.width == 0 ? line : fit(line, width_of(style))) + "\n";
    }
  }
  return text.empty() ? text : toned("Choices tried", Tone::bold, style) + "\n" + text + "\n";
}

// "Basis: Directive 2002/58/EC Art. 5(3) and 1 more; competent: …".
std::string basis_of(const Rule& rule, const Profile& profile) {
  std::string text = "Basis: ";
  if (rule.basis.empty()) {
    text += "none named";
  } else {
    text += rule.basis[0].instrument + " " + rule.basis[0].pin;
    if (rule.basis[0].mark == 'M') text += " (not verified)";
  }
  if (rule.basis.size() > 1) text += " and " + std::to_string(rule.basis.size() - 1) + " more";
  const Authority authority = authority_for(rule, profile);
  if (!authority.name.empty()) {
    text += "; competent: " + authority.name + " (" + authority.law + ")";
  }
  return text;
}

std::string finding_lines(const Finding& finding, const RulesUsed& rules,
                          const TerminalStyle& style) {
  const int width = width_of(style);
  const Rule* rule = rules.find(finding.rule);
  std::string head = std::string(symbol_of(finding.verdict)) + " " +
                     std::string(label_of(finding.verdict)) + "  " + finding.rule + "  " +
                     std::string(label_of(finding.phase));
  std::string text = toned(head, finding.verdict, style) + "\n";
  text += wrapped(visible(told_summary(finding)), "    ", width);
  const std::size_t shown = std::min(finding.evidence.size(), kEvidenceShown);
  for (std::size_t i = 0; i < shown; ++i) {
    const std::string line = "    – " + visible(finding.evidence[i].text);
    text += toned(width == 0 ? line : fit(line, width), Tone::faint, style) + "\n";
  }
  const auto total = std::max(std::ssize(finding.evidence), std::ptrdiff_t{finding.evidence_total});
  if (const auto more = total - static_cast<std::ptrdiff_t>(shown); more > 0) {
    text += "    – and " + std::to_string(more) + " more\n";
  }
  if (rule == nullptr) return text;
  text += wrapped(visible(basis_of(*rule, rules.profile)), "    ", width);
  if (!rule->fix.empty()) text += wrapped("Fix: " + visible(rule->fix), "    ", width);
  return text;
}

std::string ids_with(const SiteJudgement& judgement, Verdict verdict) {
  std::string ids;
  for (const Finding& finding : judgement.findings) {
    if (finding.verdict != verdict) continue;
    ids += (ids.empty() ? "" : ", ") + finding.rule + " " + std::string(name_of(finding.phase));
  }
  return ids;
}

std::string rest_of(const SiteReport& site, const TerminalStyle& style) {
  std::string text;
  for (const Verdict verdict : {Verdict::not_measured, Verdict::pass}) {
    const std::string ids = ids_with(site.judgement, verdict);
    if (ids.empty()) continue;
    const std::string label =
        std::string(symbol_of(verdict)) + " " + std::string(label_of(verdict)) + ": ";
    text += wrapped(label + visible(ids), "", width_of(style));
  }
  return text;
}

std::string limitations(const SiteReport& site, const TerminalStyle& style) {
  std::string text;
  for (const RunObservation& run : site.facts.observation.runs) {
    for (const Limitation& limit : run.limitations) {
      text +=
          wrapped(visible(run.name) + " run, " + visible(limit.topic) + ": " + visible(limit.text),
                  "  ", width_of(style));
    }
  }
  return text.empty() ? text : toned("Limits of this measurement", Tone::bold, style) + "\n" + text;
}

}  // namespace

std::string verdict_detail(const SiteReport& site, const ScanReport& report,
                           const TerminalStyle& style) {
  std::string text = heading(site, style) + "\n" + choices(site, style);
  for (const Finding* finding : findings_by_weight(site.judgement)) {
    if (finding->verdict < Verdict::risk && finding->verdict != Verdict::info) continue;
    text += finding_lines(*finding, report.rules, style) + "\n";
  }
  return text + rest_of(site, style) + limitations(site, style) + earlier_text(report, style) +
         budget_text(report, style);
}

}  // namespace consentry
