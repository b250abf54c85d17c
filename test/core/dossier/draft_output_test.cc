// SPDX-License-Identifier: Apache-2.0
#include "core/dossier/draft_output.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/xml_reader.h"

namespace consentry {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

Draft made(DraftState state, const std::string& text = "words") {
  Draft draft{"warning", "en", state, "MARK", std::string(64, 'd'), {}};
  draft.blocks = {{DraftBlockKind::sender, "Ours"},   {DraftBlockKind::recipient, "Theirs"},
                  {DraftBlockKind::date, "today"},    {DraftBlockKind::subject, text},
                  {DraftBlockKind::heading, "Facts"}, {DraftBlockKind::fact, text},
                  {DraftBlockKind::detail, text},     {DraftBlockKind::fact, "second"},
                  {DraftBlockKind::bullet, text},     {DraftBlockKind::caution, "care"},
                  {DraftBlockKind::closing, "Yours"}};
  return draft;
}

TEST(DraftText, NumbersFactsAndSaysItsStateTwice) {
  const std::string text = draft_text(made(DraftState::draft));
  EXPECT_THAT(text,
              AllOf(StartsWith("[MARK]"), HasSubstr("\n1. words\n"), HasSubstr("\n2. second\n"),
                    HasSubstr("[!] care"), HasSubstr("[MARK; SHA-256 " + std::string(64, 'd'))));
}

TEST(DraftHtml, MarksADraftOnEachPageAndALetterAtItsFootOnly) {
  const std::string open = draft_html(made(DraftState::draft), {});
  EXPECT_THAT(open, AllOf(HasSubstr("class=\"across\""), HasSubstr("class=\"state open\"")));
  EXPECT_THAT(draft_html(made(DraftState::changed), {}), HasSubstr("class=\"across\""));
  const std::string letter = draft_html(made(DraftState::signed_off), {});
  EXPECT_THAT(letter, AllOf(Not(HasSubstr("class=\"across\"")), HasSubstr("MARK<br>")));
}

TEST(DraftHtml, LetsNoWordBecomeMarkup) {
  const std::string page =
      draft_html(made(DraftState::draft, "<script>alert(1)</script>\"><img src=x>"), {});
  EXPECT_THAT(page, AllOf(Not(HasSubstr("<script")), Not(HasSubstr("<img"))));
}

TEST(DraftHtml, KeepsDetailsInTheItemTheyBelongTo) {
  const std::string page = draft_html(made(DraftState::draft), {});
  EXPECT_THAT(page, HasSubstr("<li>words\n<p class=\"detail\">words</p>\n</li>\n<li>second"));
  EXPECT_THAT(page, HasSubstr("</ol>\n<ul>\n<li>words\n<p class=\"care\">care</p>\n</li>\n</ul>"));
}

TEST(DraftDocument, IsStoredWithItsTypeFirstAndWellFormed) {
  const auto files = draft_document(made(DraftState::draft, "<a> & \x01 \xEF\xBF\xBF"));
  ASSERT_EQ(files.size(), 3U);
  EXPECT_EQ(files[0].first, "mimetype");
  EXPECT_EQ(files[0].second, "application/vnd.oasis.opendocument.text");
  EXPECT_THAT(files[1].second, AllOf(HasSubstr("MARK"), HasSubstr("&lt;a&gt; &amp;")));
  for (std::size_t i = 1; i < files.size(); ++i) EXPECT_NO_THROW(XmlReader::read(files[i].second));
}

}  // namespace
}  // namespace consentry
