// SPDX-License-Identifier: Apache-2.0
#include "core/dossier/letter_book.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "command/embedded.h"

namespace consentry {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::UnorderedElementsAreArray;

constexpr const char* kLanguages[] = {"en", "nl", "fr", "de"};

LetterBook own_book() {
  auto book = parse_letters("letters", embedded("data/drafts/letters.toml"));
  EXPECT_TRUE(book) << book.error().text();
  return *std::move(book);
}

std::string error_of(const std::string& text) {
  const auto book = parse_letters("f", text);
  return book ? "" : book.error().text();
}

const std::string kBasis = "[[basis]]\nid='b'\ntext='B'\nmark='S'\n";
std::string letter(const std::string& keys) {
  return kBasis + "[[letter]]\nkind='k'\nabout='a'\nto='authority'\nneeds=['relief']\n" + keys;
}

TEST(LetterBook, HasTheLettersThatACaseNeeds) {
  std::vector<std::string> kinds;
  for (const Letter& each : own_book().letters) kinds.push_back(each.kind);
  EXPECT_THAT(kinds,
              ElementsAre("warning", "claim", "complaint", "eprivacy", "inactivity", "access"));
}

TEST(LetterBook, NamesWhatIsWrong) {
  EXPECT_THAT(error_of("x=["), HasSubstr("line 1"));
  EXPECT_THAT(error_of(letter("part=[{insert='fact'}]\n")), HasSubstr("nothing writes 'fact'"));
  EXPECT_THAT(error_of(letter("part=[{text='t',basis=['c']}]\n")), HasSubstr("no such basis: c"));
  EXPECT_THAT(error_of(letter("part=[{text='t',as='title'}]\n")), HasSubstr("as"));
  EXPECT_THAT(error_of(letter("part=[]\n")), HasSubstr("says something"));
  EXPECT_THAT(error_of(letter("days=0\npart=[{text='t'}]\n")), HasSubstr("1 to 365"));
  EXPECT_THAT(error_of(letter("part=[{text='t',only_with='x'}]\n")), HasSubstr("rescan"));
  EXPECT_THAT(error_of(letter("paragraphs=1\npart=[{text='t'}]\n")), HasSubstr("paragraphs"));
  EXPECT_THAT(error_of(std::string(kMaxLetterFileBytes + 1, '#')), HasSubstr("too large"));
  EXPECT_EQ(error_of(letter("part=[{text='t'}]\n")), "");
}

TEST(LetterBook, StillKnowsItsBasesAfterItMoved) {
  LetterBook book = own_book();
  const LetterBook moved = std::move(book);
  const Letter* found = moved.find("inactivity");
  ASSERT_NE(found, nullptr);
  const auto part =
      std::ranges::find_if(found->parts, [](const auto& p) { return !p.basis.empty(); });
  ASSERT_NE(part, found->parts.end());
  EXPECT_EQ(part->basis.front()->text, "GDPR, Article 78(2) and (3)");
}

class LetterLanguage : public ::testing::TestWithParam<const char*> {
 protected:
  static Result<LetterWords> words_in(const std::string& language, const LetterBook& book) {
    const std::string file = "data/drafts/" + language + ".toml";
    return parse_letter_words(file, embedded(file), book);
  }
};

TEST_P(LetterLanguage, HasEverySentenceWithThePlaceholdersOfTheEnglish) {
  const LetterBook book = own_book();
  const auto words = words_in(GetParam(), book);
  const auto english = words_in("en", book);
  ASSERT_TRUE(words) << words.error().text();
  ASSERT_TRUE(english) << english.error().text();
  EXPECT_EQ(words->language, GetParam());
  for (const auto& [id, sentence] : english->of) {
    auto wanted = placeholders_of(sentence);
    // The report's own sentence is English, so letters in other languages tell a fact without it.
    if (words->language != "en" && id.starts_with("recorded")) std::erase(wanted, "summary");
    EXPECT_THAT(placeholders_of(words->at(id)), UnorderedElementsAreArray(wanted)) << id;
  }
}

INSTANTIATE_TEST_SUITE_P(All, LetterLanguage, ::testing::ValuesIn(kLanguages));

TEST(LetterWords, RefusesASentenceThatNothingFills) {
  const LetterBook book = own_book();
  std::string text(embedded("data/drafts/en.toml"));
  text.replace(text.find("{contact}"), 9, "{contakt}");
  const auto words = parse_letter_words("f", text, book);
  ASSERT_FALSE(words);
  EXPECT_THAT(words.error().text(), HasSubstr("{contakt}"));
}

TEST(LetterWords, RefusesALanguageThatLacksASentence) {
  const LetterBook book = own_book();
  std::string text(embedded("data/drafts/en.toml"));
  text.replace(text.find("\nmethod ="), 9, "\n# method");
  const auto words = parse_letter_words("f", text, book);
  ASSERT_FALSE(words);
  EXPECT_THAT(words.error().text(), HasSubstr("method"));
}

TEST(FilledSentence, FillsEachNameOnceAndNeverWhatItFilledIn) {
  EXPECT_EQ(filled_sentence("{a}-{b}-{a}", {{"a", "{b}"}, {"b", "2"}}), "{b}-2-{b}");
  EXPECT_EQ(filled_sentence("{gone}.", {}), ".");
  EXPECT_EQ(filled_sentence("open {a", {{"a", "1"}}), "open {a");
  EXPECT_EQ(filled_sentence("} plain", {}), "} plain");
}

}  // namespace
}  // namespace consentry
