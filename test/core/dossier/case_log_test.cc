// SPDX-License-Identifier: Apache-2.0
#include "core/dossier/case_log.h"

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "command/embedded.h"
#include "core/base/digest.h"
#include "core/dossier/campaign_board.h"
#include "core/dossier/case_log_output.h"
#include "core/dossier/case_status.h"
#include "core/proof/custody.h"

namespace consentry {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

Date on(std::string_view text) { return *parse_date(text); }
const UtcTime kNow = *parse_rfc3339("2026-11-23T12:00:00Z");

const std::vector<ClockRule>& rules() {
  static const auto kRules = *parse_clock_rules("clocks", embedded("data/clocks/clocks.toml"));
  return kRules;
}

CaseLogEntry entry(const std::string& kind, const std::string& day, const std::string& text) {
  CaseLogEntry made;
  made.kind = kind;
  made.on = on(day);
  made.text = text;
  made.with = "Theirs B.V.";
  made.salt = "5a17";
  return made;
}

CaseLogEntry claim_letter(const std::string& day) {
  CaseLogEntry letter = entry("letter-sent", day, "Claim letter");
  letter.starts = "claim-letter-received";
  letter.dispatch = "RR123456789NL";
  return letter;
}

// A log under construction.
struct Desk {
  std::string record;
  Result<std::string> add(const CaseLogEntry& made) {
    auto line = log_line(log(), made, "J. Doe", kNow, rules());
    if (line) record += *line;
    return line;
  }
  [[nodiscard]] CaseLog log() const {
    auto read = read_case_log(record, rules());
    EXPECT_TRUE(read) << read.error().text();
    return read ? *read : CaseLog{};
  }
  [[nodiscard]] CaseFile file() const {
    auto parsed = parse_case(
        "f", "name='A'\nsummary='s'\nrespondents=['B']\nstate='o'\nstate_on='2026-01-02'\n",
        rules());
    add_log(*parsed, log());
    return *parsed;
  }
};

std::string refused(const CaseLogEntry& made) {
  Desk desk;
  const auto line = desk.add(made);
  return line ? "" : line.error().text();
}

TEST(CaseLog, KeepsWhatWasWritten) {
  Desk desk;
  CaseLogEntry letter = claim_letter("2026-11-01");
  letter.file = "letters/claim.pdf";
  letter.sha256 = std::string(64, 'a');
  ASSERT_TRUE(desk.add(letter));
  ASSERT_TRUE(desk.add(entry("meeting", "2026-11-10", "They listened.\n\"Maybe\" – they said")));
  const CaseLog log = desk.log();
  ASSERT_EQ(log.entries.size(), 2U);
  EXPECT_EQ(log.entries[0].entry.dispatch, "RR123456789NL");
  EXPECT_EQ(log.entries[0].entry.file, "letters/claim.pdf");
  EXPECT_EQ(log.entries[1].entry.text, "They listened.\n\"Maybe\" – they said");
  EXPECT_EQ(log.entries[1].by, "J. Doe");
  EXPECT_EQ(log.entries[1].written, "2026-11-23T12:00:00.000Z");
  EXPECT_EQ(log.head, log.entries[1].sha256);
  EXPECT_EQ(sha256_hex(log.entries[1].chain), log.head);
}

TEST(CaseLog, ShowsEveryChangedByte) {
  Desk desk;
  ASSERT_TRUE(desk.add(claim_letter("2026-11-01")));
  ASSERT_TRUE(desk.add(entry("meeting", "2026-11-10", "They listened")));
  ASSERT_TRUE(desk.add(entry("note", "2026-11-11", "They will call")));
  const std::string last = desk.log().head;
  // The last line of the chain is held by its digest alone, which whoever keeps the head has.
  const WrittenEntry last_entry = desk.log().entries.back();
  const std::size_t content = desk.record.size() - last_entry.content.size();
  const std::size_t last_line = content - last_entry.chain.size();
  for (std::size_t at = 0; at < desk.record.size(); ++at) {
    std::string changed = desk.record;
    changed[at] = changed[at] == 'x' ? 'y' : 'x';
    const auto read = read_case_log(changed, rules());
    EXPECT_TRUE(!read || (at >= last_line && at < content && read->head != last)) << at;
  }
}

TEST(CaseLog, ShowsAnEntryTakenOutPutBetweenOrSwapped) {
  Desk desk;
  for (const char* text : {"one", "two", "three"})
    ASSERT_TRUE(desk.add(entry("note", "2026-11-11", text)));
  std::vector<std::string> pairs;
  for (const WrittenEntry& each : desk.log().entries) pairs.push_back(each.chain + each.content);
  EXPECT_FALSE(read_case_log(pairs[0] + pairs[2], rules()));
  EXPECT_FALSE(read_case_log(pairs[0] + pairs[1] + pairs[1] + pairs[2], rules()));
  EXPECT_FALSE(read_case_log(pairs[1] + pairs[2], rules()));
  EXPECT_FALSE(read_case_log(pairs[1] + pairs[0] + pairs[2], rules()));
  const auto entries = desk.log().entries;
  EXPECT_FALSE(read_case_log(entries[0].chain + entries[1].content, rules()));
  EXPECT_FALSE(read_case_log(entries[0].chain, rules()));
  EXPECT_TRUE(read_case_log(pairs[0] + pairs[1], rules())) << "only the head tells a cut end";
}

std::string pair_of(const std::string& event, const std::string& content) {
  std::string record;
  append_custody(record,
                 {"2026-11-23T12:00:00.000Z", "", event, {{"content", sha256_hex(content)}}});
  return record + content;
}

TEST(CaseLog, RefusesAChainThatIsNoLogOfACase) {
  const std::string good = R"({"kind":"note","on":"2026-11-23","text":"t"})"
                           "\n";
  EXPECT_TRUE(read_case_log(pair_of("logged", good), rules()));
  EXPECT_FALSE(read_case_log(pair_of("sealed", good), rules()));
  for (const char* content :
       {R"({"kind":"sealed","on":"2026-11-23","text":"t"})", R"({"kind":"note","text":"t"})",
        R"({"kind":"note","on":"2026-11-31","text":"t"})", "[]", "{",
        R"({"kind":"note","on":"2026-11-23","text":"t","colour":"red"})",
        R"({"kind":"note","on":"2026-11-23","text":7})",
        R"({"kind":"note","on":"2026-11-23","text":"t","corrects":"0"})",
        R"({"kind":"note","on":"2026-11-23","text":"t","without_prejudice":"no"})"}) {
    const auto read = read_case_log(pair_of("logged", std::string(content) + "\n"), rules());
    ASSERT_FALSE(read) << content;
    EXPECT_EQ(read.error().kind(), ErrorKind::corrupt);
  }
}

TEST(CaseLog, RefusesAnEntryThatCannotBe) {
  EXPECT_THAT(refused(entry("meting", "2026-11-01", "t")), HasSubstr("did you mean 'meeting'"));
  EXPECT_THAT(refused(entry("note", "2026-11-01", "")), HasSubstr("text"));
  EXPECT_THAT(refused(entry("note", "2026-11-25", "t")), HasSubstr("2026-11-25"));
  EXPECT_EQ(refused(entry("note", "2026-11-24", "t")), "") << "it is tomorrow somewhere";
  EXPECT_THAT(refused(entry("event", "2026-11-01", "t")), HasSubstr("starts"));
  EXPECT_THAT(refused(entry("note", "2026-11-01", std::string(kMaxLogText + 1, 'a'))),
              HasSubstr("16000"));
  CaseLogEntry made = entry("event", "2026-11-01", "t");
  made.starts = "complaint-loged";
  EXPECT_THAT(refused(made), HasSubstr("complaint-lodged"));
  made = entry("note", "2026-11-01", "t");
  made.corrects = 0;
  EXPECT_THAT(refused(made), HasSubstr("no entry 0"));
  for (const char* file : {"", "/etc/passwd", "../letter.pdf", "a/../../b", "a\\b"}) {
    made = entry("note", "2026-11-01", "t");
    made.file = file;
    made.sha256 = std::string(64, 'a');
    EXPECT_NE(refused(made), "") << file;
  }
  made.file = "a.pdf";
  made.sha256 = "short";
  EXPECT_THAT(refused(made), HasSubstr("SHA-256"));
}

TEST(CaseLog, StartsNoClockFromALetterWithoutProofOfDispatch) {
  CaseLogEntry letter = claim_letter("2026-11-01");
  letter.dispatch.clear();
  EXPECT_THAT(refused(letter), HasSubstr("proof of its dispatch"));
  letter.starts = "letter-sent";
  EXPECT_EQ(refused(letter), "") << "no clock runs from it";
}

TEST(CaseLog, FeedsClocksStatusAndObjections) {
  Desk desk;
  ASSERT_TRUE(desk.add(claim_letter("2026-11-01")));
  const CaseFile claimed = desk.file();
  EXPECT_EQ(status_on(claimed, on("2026-11-05")), CaseStatus::claim_letter);
  const CaseStanding standing = standing_of(claimed, rules(), on("2026-11-05"));
  ASSERT_FALSE(standing.clocks.empty());
  EXPECT_EQ(standing.clocks.front().rule->id, "NL-CONSULT");
  EXPECT_EQ(to_text(standing.clocks.front().ends), "2026-11-15");

  CaseLogEntry summons = entry("event", "2026-11-12", "Served");
  summons.starts = "summons-served";
  ASSERT_TRUE(desk.add(summons));
  EXPECT_THAT(objections(desk.file(), rules(), on("2026-11-20")),
              ::testing::ElementsAre(HasSubstr("no consultation is logged")));
  ASSERT_TRUE(desk.add(entry("meeting", "2026-11-10", "They listened")));
  EXPECT_THAT(objections(desk.file(), rules(), on("2026-11-20")), IsEmpty());
}

TEST(CaseLog, PassesOverWhatWasCorrected) {
  Desk desk;
  ASSERT_TRUE(desk.add(claim_letter("2026-11-01")));
  CaseLogEntry right = claim_letter("2026-11-03");
  right.corrects = 0;
  ASSERT_TRUE(desk.add(right));
  EXPECT_EQ(desk.log().entries[0].corrected_by, 1U);
  ASSERT_EQ(desk.file().steps.size(), 1U);
  EXPECT_EQ(to_text(desk.file().steps[0].event.date), "2026-11-03");
}

TEST(CaseLog, GivesACourtNothingThatWasSaidWithoutPrejudice) {
  Desk desk;
  ASSERT_TRUE(desk.add(claim_letter("2026-11-01")));
  CaseLogEntry offer = entry("offer-received", "2026-11-10", "Forty each");
  offer.without_prejudice = true;
  ASSERT_TRUE(desk.add(offer));
  ASSERT_TRUE(desk.add(entry("outcome", "2026-11-20", "No agreement")));
  const std::string text = court_export(desk.log());
  EXPECT_THAT(text, AllOf(HasSubstr("Claim letter"), HasSubstr("No agreement"),
                          Not(HasSubstr("Forty")), Not(HasSubstr("offer"))));
  const auto withheld = check_court_export(text);
  ASSERT_TRUE(withheld) << withheld.error().text();
  EXPECT_EQ(*withheld, 1U);
  EXPECT_EQ(desk.file().steps[1].event.kind, "consultation") << "that they talked is no secret";
  EXPECT_EQ(desk.file().steps[1].text, "without prejudice");
}

TEST(CaseLog, WithholdsWhatACorrectionSaysWasWithoutPrejudice) {
  Desk desk;
  ASSERT_TRUE(desk.add(entry("offer-received", "2026-11-10", "Forty each")));
  CaseLogEntry flagged = entry("offer-received", "2026-11-10", "Forty each");
  flagged.without_prejudice = true;
  flagged.corrects = 0;
  ASSERT_TRUE(desk.add(flagged));
  EXPECT_THAT(court_export(desk.log()), Not(HasSubstr("Forty")));
}

TEST(CourtExport, ShowsAChangedDisclosedLineAndAChangedDigest) {
  Desk desk;
  ASSERT_TRUE(desk.add(claim_letter("2026-11-01")));
  CaseLogEntry offer = entry("offer-received", "2026-11-10", "Forty each");
  offer.without_prejudice = true;
  ASSERT_TRUE(desk.add(offer));
  ASSERT_TRUE(desk.add(entry("outcome", "2026-11-20", "No agreement")));
  const CaseLog log = desk.log();
  const std::string text = court_export(log);
  for (const std::string& word :
       {std::string("Claim letter"), sha256_hex(log.entries[1].content), log.entries[0].sha256}) {
    std::string changed = text;
    changed[changed.find(word)] ^= 1;
    EXPECT_FALSE(check_court_export(changed)) << word;
  }
  EXPECT_FALSE(check_court_export(text.substr(text.find('\n') + 1)));
  EXPECT_FALSE(check_court_export(text.substr(0, text.size() - 1)));
  EXPECT_FALSE(check_court_export("[]\n[]\n"));
  EXPECT_TRUE(check_court_export(""));
}

TEST(CaseLog, KeepsItsWordsOffABoard) {
  Desk desk;
  ASSERT_TRUE(desk.add(entry("meeting", "2026-11-10", "They offered forty")));
  const auto rows = campaign_board({desk.file()}, rules(), on("2026-11-20"));
  EXPECT_EQ(rows[0].last, "consultation");
  EXPECT_THAT(board_json(rows, on("2026-11-20")), Not(HasSubstr("forty")));
}

TEST(CaseLog, IsShownToPeopleAndPrograms) {
  Desk desk;
  EXPECT_THAT(case_log_text(desk.log()), HasSubstr("Nothing is logged"));
  CaseLogEntry letter = claim_letter("2026-11-01");
  letter.text = "Claim \x1b[2J letter";
  ASSERT_TRUE(desk.add(letter));
  EXPECT_THAT(case_log_text(desk.log()),
              AllOf(HasSubstr("RR123456789NL"), HasSubstr("by J. Doe"), Not(HasSubstr("\x1b"))));
  const auto shown = boost::json::parse(case_log_json(desk.log()));
  EXPECT_EQ(shown.at("entries").at(0).at("starts"), "claim-letter-received");
  EXPECT_EQ(shown.at("head").as_string(), desk.log().head);
}

TEST(NewEntry, IsReadStrictly) {
  const auto made = parse_log_entry(
      R"({"kind":"meeting","on":"2026-11-10","text":"t","without_prejudice":true,"corrects":3})");
  ASSERT_TRUE(made) << made.error().text();
  EXPECT_TRUE(made->without_prejudice);
  EXPECT_EQ(made->corrects, 3U);
  for (const char* text : {R"({"on":7})", R"({"corrects":-1})", R"({"salt":"x"})", R"({"n":1})",
                           R"({"without_prejudice":"yes"})", "{", "[1]", ""})
    EXPECT_FALSE(parse_log_entry(text)) << text;
}

TEST(CaseFile, NamesItsCampaignInTheLettersOfAnAddress) {
  const std::string head =
      "name='A'\nsummary='s'\nrespondents=['B']\nstate='o'\nstate_on='2026-01-02'\n";
  const auto told = parse_case("f", head + "campaign='spring-26'\npublic=true\n", rules());
  ASSERT_TRUE(told) << told.error().text();
  EXPECT_EQ(told->campaign, "spring-26");
  EXPECT_TRUE(told->is_public);
  EXPECT_FALSE(parse_case("f", head, rules())->is_public);
  EXPECT_FALSE(parse_case("f", head + "campaign='../a'\n", rules()));
}

}  // namespace
}  // namespace consentry
