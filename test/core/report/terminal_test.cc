// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sstream>

#include "core/report/display_text.h"
#include "core/report/progress_bar.h"
#include "core/report/terminal_table.h"
#include "core/report/verdict_detail.h"
#include "fakes/golden.h"
#include "fakes/report_maker.h"

namespace consentry {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr TerminalStyle kNarrow{80, false};
constexpr TerminalStyle kWide{140, false};
constexpr TerminalStyle kPipe{0, false};
constexpr TerminalStyle kColour{80, true};

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

std::string without_colours(const std::string& text) {
  std::string plain;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\x1b')
      at = text.find('m', at);
    else
      plain += text[at];
  }
  return plain;
}

TEST(TerminalReport, MatchesItsGoldens) {
  expect_golden("terminal-80.txt", terminal_report(make_report(), kNarrow));
  expect_golden("terminal-140.txt", terminal_report(make_report(), kWide));
  expect_golden("detail-80.txt", verdict_detail(make_report().sites[0], make_report(), kNarrow));
}

TEST(TerminalReport, NeverIsWiderThanTheTerminal) {
  for (const ScanReport& report : {make_report(), make_hostile_report()}) {
    for (int width = 64; width < 160; width += 7) {
      const TerminalStyle style{width, false};
      const std::string all =
          terminal_report(report, style) + verdict_detail(report.sites[0], report, style);
      for (const std::string& line : lines_of(all)) {
        EXPECT_LE(display_width(line), width) << line;
      }
    }
  }
}

TEST(TerminalReport, CutsNothingInAPipe) {
  ScanReport report = make_report();
  report.sites[0].judgement.findings[4].summary = std::string(500, 'x') + " end";
  EXPECT_THAT(verdict_table(report, kPipe), HasSubstr("x end\n"));
}

TEST(TerminalReport, ColoursChangeNoOtherCharacter) {
  const ScanReport report = make_report();
  const std::string coloured = terminal_report(report, kColour);
  EXPECT_THAT(coloured, HasSubstr("\x1b["));
  EXPECT_EQ(without_colours(coloured), terminal_report(report, kNarrow));
}

TEST(TerminalReport, LetsNoPageTextSteerTheTerminal) {
  const ScanReport report = make_hostile_report();
  const std::string all = terminal_report(report, kPipe) +
                          verdict_detail(report.sites[0], report, kPipe) +
                          render_progress({1, 2, 1, 3.0, {hostile_text()}}, kNarrow);
  EXPECT_EQ(all.find('\x1b'), std::string::npos);
  EXPECT_EQ(all.find('\x07'), std::string::npos);
  EXPECT_EQ(all.find("\xE2\x80\xAE"), std::string::npos);
  EXPECT_EQ(valid_utf8(all), all);
}

TEST(VerdictTable, GivesEachSiteOneLineWithItsHeaviestFinding) {
  const auto lines = lines_of(verdict_table(make_report(), kWide));
  ASSERT_EQ(lines.size(), 6U) << "a head, four sites, the legend";
  EXPECT_THAT(lines[1], HasSubstr("✖ Breach"));
  EXPECT_THAT(lines[1], HasSubstr("REJ-01 refuse: anid was written again"));
}

TEST(VerdictTable, SaysWhyASiteWasNotMeasuredAndNeverCallsItAPass) {
  ScanReport report = make_report();
  report.sites[3].judgement.findings = {make_finding("PRE-01", Phase::before, Verdict::not_measured,
                                                     0, "The phase was not measured.")};
  const auto lines = lines_of(verdict_table(report, kWide));
  EXPECT_THAT(lines[4], HasSubstr("? Not measured"));
  EXPECT_THAT(lines[4], HasSubstr("the host name does not resolve"));
  EXPECT_THAT(lines[4], Not(HasSubstr("Pass")));
  EXPECT_THAT(scan_summary(make_report(), kWide),
              HasSubstr("partly measured: forum.example – the browser crashed while refusing"));
}

TEST(CompanyTable, ListsWhoTracksAndLeavesOutWhoDoesNot) {
  const std::string table = company_table(make_report(), kWide);
  EXPECT_THAT(table, HasSubstr("AdNet Inc"));
  EXPECT_THAT(table, HasSubstr("follows: anid, uid"));
  EXPECT_THAT(table, Not(HasSubstr("letters.example")));
}

TEST(CompanyTable, SaysHowManyItLeavesToTheFile) {
  ScanReport report = make_report();
  report.companies.assign(33, report.companies[0]);
  EXPECT_THAT(company_table(report, kWide), HasSubstr("and 13 more, all in report.json\n"));
}

TEST(ScanSummary, CountsWhatWasAndWasNotMeasured) {
  const std::string summary = scan_summary(make_report(), kWide);
  EXPECT_THAT(summary, HasSubstr("4 sites: 2 measured, 1 partly, 1 not measured\n"));
  EXPECT_THAT(summary, HasSubstr("not measured: gone.example – the host name does not resolve"));
  EXPECT_THAT(summary, HasSubstr("List easylist not used: Advertising hosts"));
}

TEST(ScanSummary, IsCompleteForAnEmptyReport) {
  EXPECT_EQ(terminal_report(ScanReport{}, kNarrow), "0 sites: 0 measured\n");
}

TEST(VerdictDetail, NamesPhaseSentenceAuthorityAndFix) {
  const ScanReport report = make_report();
  const std::string text = verdict_detail(report.sites[0], report, kPipe);
  EXPECT_THAT(text, HasSubstr("✖ Breach  PRE-02  Before choice\n"));
  EXPECT_THAT(text, HasSubstr("1 cookie that needs consent was stored before any choice."));
  EXPECT_THAT(text,
              HasSubstr("Basis: Directive 2002/58/EC Art. 5(3) and 1 more; competent: Autoriteit "
                        "Consument & Markt (ePrivacy)\n"));
  EXPECT_THAT(text, HasSubstr("Fix: Load the script only after"));
  EXPECT_THAT(text, HasSubstr("Art. 5(3) (not verified)")) << "UI-05 rests on an unverified basis";
  EXPECT_THAT(text, HasSubstr("– and 2 more")) << "1 shown of 3";
  EXPECT_THAT(text, HasSubstr("? Not measured: WDR-03 withdraw"));
  EXPECT_THAT(text, HasSubstr("timeout: the second page did not answer within 30 seconds"));
}

TEST(ProgressBar, TellsCountsPaceAndTimeLeft) {
  EXPECT_EQ(render_progress({10, 40, 4, 20.0, {"https://shop.example/", "https://a.example/x"}},
                            {100, false}),
            "[██████░░░░░░░░░░░░░░░░░░] 10/40  4 running  30.0/min  1:00 left  shop.example, "
            "a.example/x");
}

TEST(ProgressBar, ClaimsNoPaceBeforeTheFirstSiteIsDone) {
  const std::string bar = render_progress({0, 40, 4, 9.0, {}}, {100, false});
  EXPECT_EQ(bar, "[░░░░░░░░░░░░░░░░░░░░░░░░] 0/40  4 running");
  EXPECT_EQ(render_progress({0, 0, 0, 0, {}}, {100, false}), "[░░░░░░░░░░░░░░░░░░░░░░░░] 0/0");
}

TEST(ProgressBar, ClaimsNoTimeLeftAtTheEnd) {
  const std::string bar = render_progress({40, 40, 0, 80.0, {}}, {100, false});
  EXPECT_EQ(bar, "[████████████████████████] 40/40  30.0/min");
}

TEST(ProgressBar, FitsEveryWidth) {
  const ScanProgress state{7, 200, 8, 4000.0, {"https://日本語.example/", "https://b.example/"}};
  for (int width = 1; width < 200; ++width) {
    EXPECT_LE(display_width(render_progress(state, {width, false})), width);
  }
}

}  // namespace
}  // namespace consentry
