// SPDX-License-Identifier: Apache-2.0
#include "core/observe/control_label.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/observe/folded_text.h"

namespace consentry {
namespace {

std::string file_text(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

const ControlLexicon& lexicon() {
  static const ControlLexicon shared = [] {
    std::vector<std::string> files;
    for (const auto& entry :
         std::filesystem::directory_iterator(CONSENTRY_SOURCE_DIR "/data/lexicon")) {
      files.push_back(file_text(entry.path()));
    }
    auto parsed = ControlLexicon::parse({files.begin(), files.end()});
    if (!parsed) throw std::runtime_error(parsed.error().text());
    return std::move(*parsed);
  }();
  return shared;
}

struct Row {
  std::string intent, language, label;
};

std::vector<Row> label_rows() {
  std::ifstream file(CONSENTRY_SOURCE_DIR "/test/data/banner_labels.tsv");
  std::vector<Row> rows;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line.front() == '#') continue;
    const auto first = line.find('\t');
    const auto second = line.find('\t', first + 1);
    rows.push_back({line.substr(0, first), line.substr(first + 1, second - first - 1),
                    line.substr(second + 1)});
  }
  return rows;
}

std::string intent_of(std::string_view label, std::string_view kind = "button") {
  return std::string(name_of(lexicon().read(label, kind)));
}

// name_of writes "accept-all"; the table writes the data files' names.
std::string hyphened(std::string name) {
  std::replace(name.begin(), name.end(), '_', '-');
  return name;
}

TEST(ControlLexicon, ReadsEveryLabelOfTheTable) {
  const auto rows = label_rows();
  ASSERT_GT(rows.size(), 450U);
  for (const Row& row : rows) {
    EXPECT_EQ(hyphened(intent_of(row.label)), hyphened(row.intent))
        << row.language << ": " << row.label;
  }
}

TEST(ControlLexicon, NeverTurnsAChoiceAround) {
  for (const Row& row : label_rows()) {
    const std::string read = hyphened(intent_of(row.label));
    if (row.intent == "refuse_all") {
      EXPECT_NE(read, "accept-all") << row.label;
    } else {
      EXPECT_NE(read, "refuse-all") << row.label;
    }
  }
}

TEST(ControlLexicon, ReadsLettersOfAnyCaseAlike) {
  for (const Row& row : label_rows()) {
    if (row.language == "tr") continue;  // upper case of Turkish i needs the language
    std::string upper = row.label;
    std::transform(upper.begin(), upper.end(), upper.begin(), [](char c) {
      return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    });
    EXPECT_EQ(intent_of(upper), intent_of(row.label)) << upper;
  }
}

TEST(ControlLexicon, ReadsAcceptRefuseAndSettingsInEveryLanguageItHas) {
  std::map<std::string, std::set<std::string>> seen;
  for (const Row& row : label_rows()) seen[row.language].insert(row.intent);
  EXPECT_GE(seen.size(), 30U);
  for (const auto& [language, intents] : seen) {
    for (const char* needed : {"accept_all", "refuse_all", "settings"})
      EXPECT_TRUE(intents.contains(needed)) << language << " " << needed;
  }
}

TEST(ControlLexicon, TellsTogglesAndIconsByTheirKind) {
  EXPECT_EQ(lexicon().read("Accept all", "checkbox"), Intent::toggle);
  EXPECT_EQ(lexicon().read("", "switch"), Intent::toggle);
  EXPECT_EQ(lexicon().read("Marketing", "radio"), Intent::toggle);
  EXPECT_EQ(lexicon().read("", "close"), Intent::close);
  EXPECT_EQ(lexicon().read("icon-42", "close"), Intent::close);
  EXPECT_EQ(lexicon().read("Reject all", "close"), Intent::refuse_all);
  EXPECT_EQ(lexicon().read("", "button"), Intent::unknown);
  EXPECT_EQ(lexicon().read("✓", "button"), Intent::unknown);
}

TEST(ControlLexicon, MakesNothingOfBytesThatAreNoText) {
  EXPECT_EQ(lexicon().read("\xff\xfe\x80", "button"), Intent::unknown);
  EXPECT_EQ(lexicon().read(std::string(200'000, 'a'), "button"), Intent::unknown);
  EXPECT_EQ(lexicon().read(std::string("reject\0all", 10), "button"), Intent::refuse_all);
  std::string sentence;
  for (int i = 0; i < 50; ++i) sentence += "reject ";
  EXPECT_EQ(lexicon().read(sentence, "button"), Intent::unknown);
}

TEST(ControlLexicon, TellsAConsentBannerFromOtherDialogs) {
  EXPECT_GE(
      lexicon().consent_words(
          "We and our partners use cookies to process personal data. You can withdraw consent."),
      4);
  EXPECT_GE(lexicon().consent_words("Wij gebruiken cookies. Geef toestemming of weiger."), 2);
  EXPECT_GE(lexicon().consent_words("Diese Webseite verwendet Cookies."), 1);
  EXPECT_GE(lexicon().consent_words("Χρησιμοποιούμε cookies για στατιστικά"), 2);
  EXPECT_EQ(lexicon().consent_words("Subscribe to our newsletter and save 10 %"), 0);
  EXPECT_EQ(lexicon().consent_words("Are you over 18 years of age?"), 0);
  EXPECT_EQ(lexicon().consent_words(""), 0);
  EXPECT_GE(lexicon().other_dialog_words("Sign up for our newsletter: 10 % discount"), 2);
  EXPECT_GE(lexicon().other_dialog_words("Schrijf je in voor de nieuwsbrief"), 2);
  EXPECT_EQ(lexicon().other_dialog_words("This site uses cookies"), 0);
}

TEST(ControlLexicon, KnowsTheWayBackToTheChoiceFromOtherLinks) {
  for (const char* link :
       {"Cookie settings", "Cookie-instellingen", "Withdraw consent", "Datenschutzeinstellungen",
        "Manage cookies", "Gérer les cookies", "Your privacy choices", "Zarządzaj zgodami",
        "Ρυθμίσεις cookies", "Настройки на бисквитките", "Evästeasetukset",
        "Do not sell my personal information"}) {
    EXPECT_TRUE(lexicon().reopens(link)) << link;
  }
  for (const char* link : {"Cookie policy", "Privacy", "Contact", "Settings", "Accept cookies",
                           "Cookies", "Impressum", "", "Options"}) {
    EXPECT_FALSE(lexicon().reopens(link)) << link;
  }
}

TEST(ControlLexicon, KnowsAYesThatDoesNotSayToWhat) {
  for (const char* label : {"OK", "No, thanks", "Yes", "Nee", "Nein"})
    EXPECT_TRUE(lexicon().generic(label)) << label;
  for (const char* label :
       {"Accept", "Reject all", "Only necessary", "Alle ablehnen", "Accept cookies", "Akkoord"}) {
    EXPECT_FALSE(lexicon().generic(label)) << label;
  }
}

TEST(ControlLexicon, GivesItsConsentTermsSortedAndOnce) {
  const auto& terms = lexicon().consent_terms();
  ASSERT_GT(terms.size(), 60U);
  EXPECT_TRUE(std::is_sorted(terms.begin(), terms.end()));
  EXPECT_EQ(std::adjacent_find(terms.begin(), terms.end()), terms.end());
  EXPECT_TRUE(std::binary_search(terms.begin(), terms.end(), "cookie*"));
}

TEST(ControlLexicon, NamesTheLineOfABadFile) {
  const std::map<std::string, std::string> bad{
      {"language = \"en\"\n[words]\naccept = [\"a*\"]\n", "line 3"},
      {"language = \"en\"\n[words]\nacept = [\"accept\"]\n", "acept"},
      {"language = \"en\"\n[labels]\nclose = \"x\"\n", "line 3"},
      {"language = \"en\"\n[labels]\nclose = [\"x\"]\nsave = [\"X\"]\n", "two intents"},
      {"language = \"en\"\n[text]\nwords = [\"cookie\"]\n", "words"},
      {"language = \"en\"\n[words\n", "line 2"},
      {"[words]\naccept = [\"accept\"]\n", "no language"},
      {"language = \"en\"\n[words]\naccept = [\"!\"]\n", "line 3"},
      {"language = \"en\"\n[words]\naccept = [4]\n", "line 3"},
  };
  for (const auto& [text, said] : bad) {
    const auto parsed = ControlLexicon::parse({text});
    ASSERT_FALSE(parsed) << text;
    EXPECT_EQ(parsed.error().kind(), ErrorKind::invalid_input);
    EXPECT_NE(parsed.error().text().find(said), std::string::npos) << parsed.error().text();
  }
}

TEST(ControlLexicon, TellsTheNameOfACategoryFromWhatIsDoneWithIt) {
  for (const char* name : {"Strictly necessary", "Necessary cookies", "Marketing cookies",
                           "Statistics", "Notwendige Cookies", "Cookies strictement nécessaires"}) {
    EXPECT_TRUE(lexicon().names_category(name)) << name;
  }
  for (const char* other :
       {"Only necessary cookies", "Accept necessary cookies", "Reject marketing", "Cookies",
        "Cookie settings", "Continue with necessary cookies", "", "Next"}) {
    EXPECT_FALSE(lexicon().names_category(other)) << other;
  }
}

TEST(ControlLexicon, TellsAnOrderFromHowSomethingStands) {
  for (const char* order : {"Reject all", "Tout refuser", "Alle ablehnen", "Opt out of the sale",
                            "Do not accept cookies", "Only necessary"}) {
    EXPECT_TRUE(lexicon().orders(order)) << order;
  }
  for (const char* state : {"désactivé", "Google Analytics désactivé", "YouTube uitgeschakeld",
                            "Matomo deaktiviert", "Accept all", ""}) {
    EXPECT_FALSE(lexicon().orders(state)) << state;
  }
}

TEST(FoldWords, DropsAccentsCaseAndPunctuation) {
  const auto words = fold_words("J’accepte, TOUT — Ærø łódź İıI ΌΛΩΝ");
  std::string joined;
  for (const auto& word : words) joined += word.text + (word.after_break ? "|" : " ");
  EXPECT_EQ(joined, "j accepte tout|aero|lodz iii ολων ");
}

TEST(FoldWords, KeepsHyphenatedWordsInOneClause) {
  const auto words = fold_words("non-essential - no");
  ASSERT_EQ(words.size(), 3U);
  EXPECT_FALSE(words[1].after_break);
  EXPECT_TRUE(words[2].after_break);
}

}  // namespace
}  // namespace consentry
