// SPDX-License-Identifier: Apache-2.0
#include "core/report/terminal_table.h"

#include <algorithm>
#include <array>

#include "core/report/budget_output.h"
#include "core/report/display_text.h"
#include "core/report/earlier_verdicts.h"

namespace consentry {
namespace {

constexpr int kVerdictColumn = 16;  // "▲ Likely breach" and a space
constexpr int kCountColumn = 3;
// The verdicts that get a column of numbers; the others are rare or say nothing about the site.
constexpr std::array<Verdict, 5> kCounted{Verdict::breach, Verdict::likely_breach, Verdict::risk,
                                          Verdict::not_measured, Verdict::pass};
constexpr int kNarrowest = 64;         // what the numbers need; a narrower terminal wraps the lines
constexpr int kUnlimited = 1'000'000;  // columns, when there is no limit
constexpr int kSmallestSiteColumn = 12;
// More companies than this push the verdicts off the screen; report.json has them all.
constexpr std::size_t kCompaniesShown = 20;
constexpr std::size_t kIdentifiersShown = 3;

int width_of(const TerminalStyle& style) {
  return style.width == 0 ? kUnlimited : std::max(style.width, kNarrowest);
}

std::string trimmed(std::string line) {
  line.erase(line.find_last_not_of(' ') + 1);
  return line + "\n";
}

std::string shown_name(const SiteReport& site) { return visible(site_name(url_of(site))); }

// As wide as the longest name, at most what is left when the finding keeps about half.
int site_column(const ScanReport& report, int width) {
  int longest = kSmallestSiteColumn;
  for (const SiteReport& site : report.sites) {
    longest = std::max(longest, display_width(shown_name(site)));
  }
  const int rest = width - kVerdictColumn - kCountColumn * static_cast<int>(kCounted.size());
  return std::min(longest, std::max(kSmallestSiteColumn, rest * 2 / 5)) + 1;
}

// The heaviest finding, else why there is none. Why a site was measured in part stands below the
// table, where there is room for it.
std::string top_finding(const SiteReport& site) {
  if (site.status == SiteStatus::not_measured && !site.reason.empty()) return site.reason;
  const auto findings = findings_by_weight(site.judgement);
  if (findings.empty() || findings.front()->verdict <= Verdict::info) return site.reason;
  const Finding& top = *findings.front();
  return top.rule + " " + std::string(name_of(top.phase)) + ": " + told_summary(top);
}

std::string count_cells(const SiteReport& site, const TerminalStyle& style) {
  const VerdictCounts counts = count_findings(site.judgement);
  std::string cells;
  for (const Verdict verdict : kCounted) {
    const int count = counts.count(verdict);
    const std::string cell = pad_left(count == 0 ? "·" : std::to_string(count), kCountColumn - 1);
    cells += count == 0 ? toned(cell, Tone::faint, style) : toned(cell, verdict, style);
    cells += ' ';
  }
  return cells;
}

std::string site_line(const SiteReport& site, int name_width, int rest,
                      const TerminalStyle& style) {
  const Verdict verdict = site.judgement.verdict;
  const std::string label = std::string(symbol_of(verdict)) + " " + std::string(label_of(verdict));
  return toned(pad_right(label, kVerdictColumn), verdict, style) +
         pad_right(shown_name(site), name_width) + count_cells(site, style) +
         fit(visible(top_finding(site)), rest);
}

std::string legend() {
  std::string text;
  for (const Verdict verdict : kCounted) {
    text += (text.empty() ? "" : "  ") + std::string(symbol_of(verdict)) + " ";
    text += label_of(verdict);
  }
  return text;
}

std::string identifier_names(const CompanyReach& company) {
  std::string names;
  const auto& all = company.identifier_names;
  for (std::size_t i = 0; i < all.size() && i < kIdentifiersShown; ++i) {
    names += (i == 0 ? "" : ", ") + visible(all[i]);
  }
  if (all.size() > kIdentifiersShown) {
    names += " and " + std::to_string(all.size() - kIdentifiersShown) + " more";
  }
  if (company.follows) names = "follows" + (names.empty() ? "" : ": " + names);
  return names;
}

std::string number_cell(int value, int width) {
  return pad_left(value == 0 ? "·" : std::to_string(value), width);
}

std::string company_line(const CompanyReach& company, int name_width, int rest) {
  return pad_right(visible(company.company), name_width) + " " +
         pad_right(label_of(company.function), 12) + number_cell(company.sites, 6) +
         number_cell(company.sites_before_choice, 8) + number_cell(company.sites_after_refusal, 9) +
         number_cell(company.sites_after_withdrawal, 11) + "  " +
         fit(identifier_names(company), rest);
}

std::string sites_by_verdict(const ScanReport& report) {
  const VerdictCounts counts = count_sites(report);
  std::string text;
  for (const Verdict verdict : kVerdictsByWeight) {
    if (counts.count(verdict) == 0) continue;
    text += (text.empty() ? "" : ", ") + std::string(label_of(verdict)) + " " +
            std::to_string(counts.count(verdict));
  }
  return text;
}

std::string unmeasured_lines(const ScanReport& report, const TerminalStyle& style) {
  std::string lines;
  for (const SiteReport& site : report.sites) {
    if (site.status == SiteStatus::measured) continue;
    const std::string status(label_of(site.status));
    const std::string text =
        status + ": " + shown_name(site) + (site.reason.empty() ? "" : " – " + site.reason);
    lines += fit("  " + visible(text), width_of(style)) + "\n";
  }
  return lines;
}

}  // namespace

std::string verdict_table(const ScanReport& report, const TerminalStyle& style) {
  const int width = width_of(style);
  const int name_width = site_column(report, width);
  const int rest =
      width - kVerdictColumn - name_width - kCountColumn * static_cast<int>(kCounted.size());
  std::string head = pad_right("VERDICT", kVerdictColumn) + pad_right("SITE", name_width);
  for (const Verdict verdict : kCounted) {
    head += pad_left(symbol_of(verdict), kCountColumn - 1) + " ";
  }
  std::string table = toned(trimmed(head + fit("TOP FINDING", rest)), Tone::bold, style);
  for (const SiteReport& site : report.sites) {
    table += trimmed(site_line(site, name_width, rest, style));
  }
  return table + toned(fit(legend(), width), Tone::faint, style) + "\n";
}

std::string company_table(const ScanReport& report, const TerminalStyle& style) {
  std::vector<const CompanyReach*> listed;
  int longest = 16;
  for (const CompanyReach& company : report.companies) {
    if (!is_worth_listing(company)) continue;
    listed.push_back(&company);
    longest = std::max(longest, display_width(visible(company.company)));
  }
  if (listed.empty()) return {};
  constexpr int kNumbers = 12 + 6 + 8 + 9 + 11 + 3;
  const int width = width_of(style);
  const int name_width = std::min(longest, std::max(14, (width - kNumbers) / 2));
  const int rest = width - kNumbers - name_width;
  std::string table =
      toned(trimmed(pad_right("COMPANY BY REACH", name_width) + " " + pad_right("FUNCTION", 12) +
                    pad_left("SITES", 6) + pad_left("BEFORE", 8) + pad_left("REFUSED", 9) +
                    pad_left("WITHDRAWN", 11) + "  " + fit("IDENTIFIERS", rest)),
            Tone::bold, style);
  for (std::size_t i = 0; i < listed.size() && i < kCompaniesShown; ++i) {
    table += trimmed(company_line(*listed[i], name_width, rest));
  }
  const std::size_t left_out = listed.size() - std::min(listed.size(), kCompaniesShown);
  if (left_out > 0) table += "and " + std::to_string(left_out) + " more, all in report.json\n";
  return table;
}

std::string scan_summary(const ScanReport& report, const TerminalStyle& style) {
  const int width = style.width == 0 ? 0 : width_of(style);
  const auto measured = sites_with(report, SiteStatus::measured);
  const auto partial = sites_with(report, SiteStatus::partial);
  const auto missing = sites_with(report, SiteStatus::not_measured);
  std::string text = counted(std::ssize(report.sites), "site", "sites") + ": " +
                     std::to_string(measured) + " measured";
  if (partial > 0) text += ", " + std::to_string(partial) + " partly";
  if (missing > 0) text += ", " + std::to_string(missing) + " not measured";
  std::string lines = toned(text, Tone::bold, style) + "\n";
  if (report.sites.empty()) return lines;
  lines += wrapped("By heaviest finding: " + sites_by_verdict(report), "  ", width);
  lines += unmeasured_lines(report, style);
  for (const ListUsed& list : report.lists) {
    if (list.present || list.absence.empty()) continue;
    lines +=
        wrapped("List " + visible(list.name) + " not used: " + visible(list.absence), "  ", width);
  }
  return lines;
}

std::string terminal_report(const ScanReport& report, const TerminalStyle& style) {
  std::string text = report.sites.empty() ? "" : verdict_table(report, style) + "\n";
  const std::string companies = company_table(report, style);
  if (!companies.empty()) text += companies + "\n";
  return text + scan_summary(report, style) + earlier_text(report, style) +
         budget_text(report, style);
}

}  // namespace consentry
