// SPDX-License-Identifier: Apache-2.0
#include "core/dossier/draft.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "command/embedded.h"
#include "core/dossier/first_draft_form.h"
#include "fakes/report_maker.h"

namespace consentry {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

const std::string kCase = R"(
name = "Ours v Theirs"
summary = "s"
respondents = ["Theirs S.à r.l.", "Theirs Inc."]
state = "open"
state_on = "2026-11-22"
represented = ["All who visited the sites since 2020."]
relief = ["that the tracking end;"]
fault = ["A warning of 1 June 2026 went unanswered."]
[sender]
name = "Ours"
address = ["Street 1", "Town"]
contact = "post@ours.example"
statutes = "https://ours.example/statutes"
[authority]
name = "The Authority"
why = "The complainants live here."
[[party]]
name = "Theirs S.à r.l."
address = ["Rue 1"]
seat = "Luxembourg"
role = "controller"
)";
const std::string kLodged =
    "[[event]]\ndate='2026-01-31'\nkind='complaint-lodged'\ntext='Sent'\nmark='C'\n";

struct Desk {
  LetterBook book = *parse_letters("letters", embedded("data/drafts/letters.toml"));
  LetterWords words = *parse_letter_words("en", embedded("data/drafts/en.toml"), book);
  std::vector<ClockRule> rules = *parse_clock_rules("c", embedded("data/clocks/clocks.toml"));
  ReportLanguage language;
  FixGuide guide = *parse_fix_guide("g", embedded("data/drafts/guides.toml"));
  std::string rescan;
  ScanReport report = make_report();
  DraftFacts facts = draft_facts(report, &guide);
  CaseFile file;

  explicit Desk(const std::string& more = "") { file = *parse_case("case", kCase + more, rules); }

  Result<Draft> write(std::string_view kind, std::string_view on = "2026-11-23") {
    return compose_draft({.book = book,
                          .letter = *book.find(kind),
                          .words = words,
                          .language = language,
                          .file = file,
                          .facts = &facts,
                          .respondent = "",
                          .on = *parse_date(on),
                          .rescan = rescan,
                          .guide = &guide,
                          .days = {}});
  }
  void speak(const std::string& code) {
    words = *parse_letter_words(code, embedded("data/drafts/" + code + ".toml"), book);
    language = *ReportLanguage::parse(embedded("data/translations/report/" + code + ".json"));
  }
  void meet(const std::string& host) {
    report.sites[0].facts.observation.runs[0].requests[0].url = "https://" + host + "/a.js";
    facts = draft_facts(report, &guide);
  }
  std::string words_of(std::string_view kind, std::string_view on = "2026-11-23") {
    const auto draft = write(kind, on);
    EXPECT_TRUE(draft) << draft.error().text();
    return draft ? draft_words(*draft) : "";
  }
};

std::string without(const std::string& text, const std::string& line) {
  const std::size_t at = text.find(line);
  return text.substr(0, at) + text.substr(text.find('\n', at) + 1);
}

TEST(DraftFacts, AreBreachesAndLikelyOnesWithTheirRecord) {
  const Desk desk;
  ASSERT_FALSE(desk.facts.facts.empty());
  for (const DraftFact& fact : desk.facts.facts) {
    EXPECT_TRUE(fact.verdict == Verdict::breach || fact.verdict == Verdict::likely_breach);
    EXPECT_EQ(fact.sha256, std::string(64, 'b'));
    EXPECT_THAT(fact.path, HasSubstr("/events.ndjson"));
    EXPECT_GT(fact.line, 0U);
  }
}

TEST(DraftFacts, FallWithTheirRecord) {
  ScanReport report = make_report();
  const DraftFacts whole = draft_facts(report);
  for (SiteReport& site : report.sites) {
    for (RunObservation& run : site.facts.observation.runs) run.log_sha256.clear();
  }
  const DraftFacts none = draft_facts(report);
  EXPECT_TRUE(none.facts.empty());
  EXPECT_TRUE(none.sites.empty());
  EXPECT_EQ(none.unsupported, whole.unsupported + static_cast<int>(whole.facts.size()));
}

TEST(DraftFacts, SayInHowManyRepetitionsTheyWereSeen) {
  ScanReport report = make_report();
  auto& findings = report.sites[0].judgement.findings;
  const auto breach = std::ranges::find(findings, Verdict::breach, &Finding::verdict);
  ASSERT_NE(breach, findings.end());
  breach->repeats = {Verdict::breach, Verdict::pass, Verdict::breach};
  const DraftFacts facts = draft_facts(report);
  const auto fact = std::ranges::find_if(
      facts.facts, [&](const DraftFact& each) { return each.rule->id == breach->rule; });
  ASSERT_NE(fact, facts.facts.end());
  EXPECT_EQ(fact->repeated, "2 of 3");
}

TEST(Draft, NumbersItsFactsAndNamesRecordLineAndDigest) {
  Desk desk;
  const auto draft = desk.write("warning");
  ASSERT_TRUE(draft) << draft.error().text();
  const auto facts = std::ranges::count(draft->blocks, DraftBlockKind::fact, &DraftBlock::kind);
  EXPECT_EQ(facts, std::ssize(desk.facts.facts));
  EXPECT_THAT(draft_words(*draft), HasSubstr("line 44; SHA-256 " + std::string(64, 'b')));
}

TEST(Draft, TellsALikelyBreachFromABreach) {
  Desk desk;
  for (DraftFact& fact : desk.facts.facts) fact.verdict = Verdict::breach;
  EXPECT_THAT(desk.words_of("warning"), Not(HasSubstr("[Likely breach]")));
  desk.facts.facts.back().verdict = Verdict::likely_breach;
  EXPECT_THAT(desk.words_of("warning"), HasSubstr("[Likely breach]"));
}

TEST(Draft, EveryLetterCanBeWritten) {
  Desk desk(kLodged);
  for (const Letter& letter : desk.book.letters) {
    const std::string words = desk.words_of(letter.kind);
    EXPECT_THAT(words, AllOf(HasSubstr("23 November 2026"), Not(HasSubstr("{"))));
  }
}

TEST(Draft, CountsTermAndSilence) {
  Desk desk(kLodged);
  EXPECT_THAT(desk.words_of("warning"), HasSubstr("by 23 December 2026"));
  EXPECT_THAT(desk.words_of("inactivity", "2026-05-01"),
              AllOf(HasSubstr("complaint of 31 January 2026: 90 days"), HasSubstr("29 May 2026")));
}

TEST(Draft, SaysThatABasisIsNotVerifiedUntilAPersonConfirmedIt) {
  const std::string caution = "Legal basis not yet verified: GDPR, Article 78(2) and (3)";
  Desk open(kLodged);
  EXPECT_THAT(open.words_of("inactivity"), HasSubstr(caution));
  Desk read(kLodged +
            "[[confirmed]]\nbasis='GDPR, Article 78(2) and (3)'\nby='J. Doe'\non='2026-11-01'\n");
  EXPECT_THAT(read.words_of("inactivity"), Not(HasSubstr(caution)));
}

TEST(Draft, MarksTheUnverifiedBasisOfARule) {
  Desk desk;
  for (Rule& rule : desk.report.rules.rules) rule.basis.front().mark = 'M';
  EXPECT_THAT(desk.words_of("warning"),
              HasSubstr("Legal basis not yet verified: Directive 2002/58/EC, Art. 5(3)"));
}

TEST(Draft, StaysADraftUntilAPersonSignsTheseWordsOff) {
  Desk desk;
  const auto draft = desk.write("warning");
  ASSERT_TRUE(draft);
  EXPECT_EQ(draft->state, DraftState::draft);
  const std::string sign_off =
      "[[signed_off]]\ndraft='warning'\nlanguage='en'\nby='J. Doe'\non='2026-11-23'\nsha256='" +
      draft->sha256 + "'\n";
  Desk signed_desk(sign_off);
  const auto letter = signed_desk.write("warning");
  ASSERT_TRUE(letter);
  EXPECT_EQ(letter->state, DraftState::signed_off);
  EXPECT_THAT(letter->mark, AllOf(HasSubstr("J. Doe"), HasSubstr("23 November 2026")));
  signed_desk.facts.facts.pop_back();
  const auto changed = signed_desk.write("warning");
  ASSERT_TRUE(changed);
  EXPECT_EQ(changed->state, DraftState::changed);
  EXPECT_EQ(Desk(sign_off).write("access")->state, DraftState::draft);
}

TEST(Draft, SaysWhatTheCaseLacks) {
  Desk desk;
  EXPECT_THAT(desk.write("inactivity").error().text(), HasSubstr("complaint-lodged"));
  for (const auto& [line, kind, lacks] :
       {std::tuple{"relief", "claim", "relief"}, std::tuple{"represented", "claim", "represented"},
        std::tuple{"statutes", "complaint", "statutes"}}) {
    Desk poor;
    poor.file = *parse_case("case", without(kCase, line), poor.rules);
    const auto draft = poor.write(kind);
    ASSERT_FALSE(draft) << line;
    EXPECT_THAT(draft.error().text(), HasSubstr(lacks));
  }
  desk.facts.facts.clear();
  EXPECT_THAT(desk.write("warning").error().text(), HasSubstr("no breach"));
}

TEST(Draft, RefusesATermShorterThanTheLawLeaves) {
  Desk desk;
  const DraftRequest request{.book = desk.book,
                             .letter = *desk.book.find("claim"),
                             .words = desk.words,
                             .language = desk.language,
                             .file = desk.file,
                             .facts = &desk.facts,
                             .respondent = "",
                             .on = *parse_date("2026-11-23"),
                             .rescan = "",
                             .guide = nullptr,
                             .days = 13};
  const auto draft = compose_draft(request);
  ASSERT_FALSE(draft);
  EXPECT_THAT(draft.error().text(), HasSubstr("at least 14 days"));
}

TEST(Draft, ComplainsOfDevicesWithFactsAboutDevicesOnly) {
  Desk desk;
  for (Rule& rule : desk.report.rules.rules) {
    if (rule.id == "REJ-01") rule.layer = "gdpr";
  }
  const auto draft = desk.write("eprivacy");
  ASSERT_TRUE(draft) << draft.error().text();
  const auto facts = std::ranges::count(draft->blocks, DraftBlockKind::fact, &DraftBlock::kind);
  EXPECT_EQ(facts, std::ssize(device_facts(desk.facts)));
  EXPECT_LT(facts, std::ssize(desk.facts.facts));
}

TEST(Draft, TellsTheStepInTheManagerThatWasMet) {
  Desk desk;
  EXPECT_THAT(desk.words_of("warning"), Not(HasSubstr("Usercentrics")));
  desk.meet("web.cmp.usercentrics.eu");
  const std::string words = desk.words_of("warning");
  EXPECT_THAT(words, AllOf(HasSubstr("Have Usercentrics hold back"), HasSubstr("autoblocker.js"),
                           HasSubstr("(https://support.usercentrics.com/")));
  EXPECT_EQ(words.find("Have Usercentrics hold back"), words.rfind("Have Usercentrics hold back"))
      << "once, though several rules ask for it";
}

TEST(Draft, SaysWhatOfAStepNobodyReadInTheMakersDocumentation) {
  Desk desk;
  desk.meet("cdn.complianz.io");
  EXPECT_THAT(desk.words_of("warning"),
              HasSubstr("Script Center. We have not read it in the documentation of Complianz."));
  desk.meet("consent.trustarc.com");
  const std::string words = desk.words_of("warning");
  EXPECT_THAT(words, AllOf(HasSubstr("Have TrustArc hold back"), Not(HasSubstr("its maker calls")),
                           Not(HasSubstr("We have not read it"))));
}

TEST(Draft, KeepsARulesOwnWordsWhereNoGuideHasMore) {
  Desk desk;
  desk.meet("unknown.example");
  EXPECT_THAT(desk.words_of("warning"),
              HasSubstr("Load the script only after the visitor has agreed to its purpose."));
}

TEST(Draft, NamesAPlaceForANewExaminationOnlyWhereOneIsGiven) {
  Desk desk;
  EXPECT_THAT(desk.words_of("warning"), Not(HasSubstr("ask for a new examination")));
  desk.rescan = "https://ours.example/again/7";
  EXPECT_THAT(desk.words_of("warning"), HasSubstr("https://ours.example/again/7"));
}

TEST(Draft, TellsFactsInTheLettersLanguage) {
  for (const auto& [code, phrase] :
       {std::pair{"nl",
                  "Vastgelegd: 3 waarnemingen; cookies en opgeslagen sleutels: anid; bedrijven "
                  "en hosts: AdNet Inc."},
        std::pair{"fr",
                  "Enregistré : 3 observations ; cookies et clés enregistrées : anid ; "
                  "entreprises et hôtes : AdNet Inc."},
        std::pair{"de",
                  "Aufgezeichnet: 3 Beobachtungen; Cookies und gespeicherte Schlüssel: anid; "
                  "Unternehmen und Hosts: AdNet Inc."}}) {
    Desk desk;
    desk.speak(code);
    const auto draft = desk.write("warning");
    ASSERT_TRUE(draft) << draft.error().text();
    const std::string words = draft_words(*draft);
    EXPECT_THAT(words, AllOf(HasSubstr(phrase), Not(HasSubstr("was stored before any choice"))));
    for (const DraftBlock& block : draft->blocks) {
      if (block.kind != DraftBlockKind::detail) continue;
      EXPECT_FALSE(block.english) << block.text;
    }
  }
}

TEST(Draft, NamesInEnglishWhatItNamesElsewhere) {
  Desk desk;
  EXPECT_THAT(desk.words_of("warning"),
              HasSubstr("Recorded: 1 cookie that needs consent was stored before any choice. 3 "
                        "observations; cookies and stored keys: anid; companies and hosts: AdNet "
                        "Inc."));
}

TEST(Draft, TakesNoNameOutOfASummary) {
  Desk desk;
  for (Finding& finding : desk.report.sites[0].judgement.findings) {
    finding.summary = "Cookies were stored: not_a_subject, nor_this.";
    finding.subjects = {{SubjectKind::item, "_ga, and a name with commas"}};
  }
  desk.facts = draft_facts(desk.report, &desk.guide);
  desk.speak("nl");
  EXPECT_THAT(desk.words_of("warning"),
              AllOf(HasSubstr("sleutels: _ga, and a name with commas."),
                    Not(HasSubstr("not_a_subject")), Not(HasSubstr("AdNet"))));
}

TEST(Draft, CountsNamesBeyondTheFirst) {
  Desk desk;
  Finding& finding = desk.report.sites[0].judgement.findings[1];
  finding.subjects.clear();
  for (int i = 0; i < 9; ++i) finding.subjects.push_back({SubjectKind::host, std::to_string(i)});
  desk.facts = draft_facts(desk.report, &desk.guide);
  desk.speak("nl");
  EXPECT_THAT(desk.words_of("warning"), HasSubstr("hosts: 0, 1, 2, 3, 4, 5 en nog 3."));
}

SealedRecords bundle_of(const std::string& record_sha256) {
  SealedRecords sealed;
  sealed.file = "evidence.zip";
  sealed.manifest = std::string(64, 'e');
  for (const char* run : {"refuse", "accept", "gpc"}) {
    const std::string path = "sites/news.example-1a2b3c4d/" + std::string(run) + "/events.ndjson";
    sealed.entries[path] = {"scan/" + path, record_sha256};
  }
  return sealed;
}

TEST(Draft, LeadsFromEachFactIntoTheBundle) {
  for (const char* code : {"en", "nl", "fr", "de"}) {
    Desk desk;
    if (code != std::string("en")) desk.speak(code);
    desk.facts = draft_facts(desk.report, &desk.guide, bundle_of(std::string(64, 'b')));
    const auto draft = desk.write("warning");
    ASSERT_TRUE(draft) << draft.error().text();
    const auto places = std::ranges::count_if(draft->blocks, [](const DraftBlock& block) {
      return block.kind == DraftBlockKind::detail &&
             block.text.find("scan/sites/news.example-1a2b3c4d/refuse/events.ndjson") !=
                 std::string::npos &&
             block.text.find("evidence.zip eeeeeeeeeeeeeeee…") != std::string::npos &&
             block.text.find("SHA-256 " + std::string(64, 'b')) != std::string::npos;
    });
    EXPECT_EQ(places, std::ssize(desk.facts.facts));
    EXPECT_THAT(draft_words(*draft), AllOf(HasSubstr("SHA-256 " + std::string(64, 'e')),
                                           HasSubstr("unzip -p evidence.zip ")));
  }
}

TEST(Draft, DoesNotLeadIntoABundleThatHoldsOtherBytes) {
  Desk desk;
  desk.facts = draft_facts(desk.report, &desk.guide, bundle_of(std::string(64, 'c')));
  EXPECT_THAT(desk.words_of("warning"),
              AllOf(HasSubstr("Record, not in a sealed bundle: sites/news.example-1a2b3c4d/"),
                    Not(HasSubstr("evidence.zip"))));
}

// Letters told facts in another form before findings named their subjects.
TEST(Draft, StaysSignedOffInTheFormInWhichItWasSigned) {
  for (const char* code : {"en", "nl"}) {
    Desk desk;
    if (code != std::string("en")) desk.speak(code);
    const DraftRequest request{.book = desk.book,
                               .letter = *desk.book.find("warning"),
                               .words = desk.words,
                               .language = desk.language,
                               .file = desk.file,
                               .facts = &desk.facts,
                               .respondent = "",
                               .on = *parse_date("2026-11-23"),
                               .rescan = "",
                               .guide = &desk.guide,
                               .days = {},
                               .form = DraftForm::first};
    const auto earlier = compose_draft(request);
    ASSERT_TRUE(earlier);
    EXPECT_NE(earlier->sha256, desk.write("warning")->sha256);
    desk.file =
        *parse_case("case",
                    kCase + "[[signed_off]]\ndraft='warning'\nlanguage='" + code +
                        "'\nby='J. Doe'\non='2026-11-23'\nsha256='" + earlier->sha256 + "'\n",
                    desk.rules);
    const auto letter = desk.write("warning");
    ASSERT_TRUE(letter);
    EXPECT_EQ(letter->state, DraftState::signed_off);
    EXPECT_EQ(draft_words(*letter), draft_words(*earlier));
    desk.facts.facts.pop_back();
    const auto changed = desk.write("warning");
    ASSERT_TRUE(changed);
    EXPECT_EQ(changed->state, DraftState::changed);
    EXPECT_THAT(draft_words(*changed), HasSubstr("AdNet Inc.")) << "what is new is in the new form";
  }
}

TEST(Draft, ToldNamesInItsFirstFormAsTheSummaryHadThem) {
  Desk desk;
  desk.report.sites[0].judgement.findings[1].summary =
      "Cookies that need consent were stored before any choice: _ga, _gid and 3 more (seen in one "
      "profile only).";
  desk.facts = draft_facts(desk.report, &desk.guide);
  desk.speak("nl");
  const auto fact = std::ranges::find_if(
      desk.facts.facts, [](const DraftFact& each) { return each.rule->id == "PRE-02"; });
  ASSERT_NE(fact, desk.facts.facts.end());
  EXPECT_EQ(first_form_words(*fact, desk.language), "3 waarnemingen (_ga, _gid, AdNet Inc)");
}

TEST(Draft, LeavesWhatWasSaidWithoutPrejudiceOutOfTheCourseOfTheCase) {
  Desk desk(kLodged);
  CaseStep step;
  step.event = {"consultation", *parse_date("2026-02-01")};
  step.text = "without prejudice";
  step.logged = step.withheld = true;
  desk.file.steps.push_back(step);
  EXPECT_THAT(desk.words_of("inactivity", "2026-05-01"), Not(HasSubstr("without prejudice")));
}

}  // namespace
}  // namespace consentry
