// SPDX-License-Identifier: Apache-2.0
#include "core/report/report_language.h"

#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <iterator>
#include <set>

#include "command/embedded.h"
#include "core/report/html_run.h"
#include "core/report/html_site.h"
#include "core/report/wording.h"
#include "fakes/report_maker.h"

namespace consentry {
namespace {

using testing::HasSubstr;
using testing::Not;

ReportLanguage shipped(const std::string& name) {
  const auto language =
      ReportLanguage::parse(embedded("data/translations/report/" + name + ".json"));
  EXPECT_TRUE(language) << name << ": " << (language ? "" : language.error().text());
  return language ? *language : ReportLanguage{};
}

std::vector<ReportLanguage> all_shipped() { return {shipped("nl"), shipped("fr"), shipped("de")}; }

template <typename Map>
std::set<std::string> keys_of(const Map& map) {
  std::set<std::string> keys;
  for (const auto& [key, value] : map) keys.insert(key);
  return keys;
}

// A report with every part that a page can show.
ScanReport full_report() {
  ScanReport report = make_report();
  report.settings.connect_to = "127.0.0.1:8443";
  EarlierVerdicts earlier{"2026.10", std::string(64, 'e'), "nl", {}};
  earlier.sites = {{"https://news.example/",
                    Verdict::pass,
                    {{"PRE-01", Phase::before, Verdict::pass}, {"OLD-1", Phase::before, {}}}}};
  report.earlier = earlier;
  return report;
}

std::vector<std::string> pages_in(const ReportLanguage& language, const ScanReport& report) {
  std::vector<std::string> pages{run_html(report, language)};
  for (const SiteReport& site : report.sites) pages.push_back(site_html(site, report, language));
  return pages;
}

// What a reader sees, with what is marked as English, quoted (bdi) or code left out.
std::string own_words(const std::string& page) {
  std::string words;
  int quoted = 0;
  for (std::size_t at = page.find("<body>"); at < page.size(); ++at) {
    if (page[at] != '<') {
      if (quoted == 0) words += page[at];
      continue;
    }
    const std::size_t end = page.find('>', at);
    const std::string tag = page.substr(at + 1, end - at - 1);
    for (const char* name : {"bdi", "code"}) {
      if (tag == name || tag.starts_with(std::string(name) + " ")) ++quoted;
      if (tag == "/" + std::string(name)) --quoted;
    }
    for (const char* attribute : {"aria-label=\"", "alt=\""}) {
      const std::size_t from = tag.find(attribute);
      if (from == std::string::npos) continue;
      const std::size_t begin = from + std::string_view(attribute).size();
      words += "\n" + tag.substr(begin, tag.find('"', begin) - begin);
    }
    words += '\n';
    at = end;
  }
  return words;
}

TEST(ReportLanguages, HaveTheSameTextsAndRules) {
  const auto languages = all_shipped();
  for (const ReportLanguage& language : languages) {
    EXPECT_GT(language.texts().size(), 250U);
    EXPECT_EQ(keys_of(language.texts()), keys_of(languages[0].texts())) << language.code();
    EXPECT_EQ(keys_of(language.rules()), keys_of(languages[0].rules())) << language.code();
  }
}

TEST(ReportLanguages, TranslateOnlyWhatTheSourcesSay) {
  const std::string root = CONSENTRY_SOURCE_DIR;
  std::string sources;
  for (const char* room : {"/src/core/report", "/src/core/dossier"}) {
    for (const auto& entry : std::filesystem::directory_iterator(root + room)) {
      std::ifstream file(entry.path());
      sources.append(std::istreambuf_iterator<char>(file), {});
    }
  }
  std::string joined;  // adjacent literals are one
  for (std::size_t at = 0; at < sources.size(); ++at) {
    const std::size_t next = sources.find_first_not_of(" \n", at + 1);
    if (sources[at] == '"' && next != std::string::npos && next > at + 1 && sources[next] == '"') {
      at = next;
    } else {
      joined += sources[at];
    }
  }
  joined += embedded("data/rules/profiles.toml");
  // The words of phases, kinds and strengths come from their rooms.
  const std::set<std::string> elsewhere{"before", "refuse",  "accept",      "withdraw",
                                        "gpc",    "revisit", "one-purpose", "cookie",
                                        "strong", "weak",    "ePrivacy",    "GDPR"};
  for (const std::string& key : keys_of(shipped("nl").texts())) {
    if (elsewhere.contains(key)) continue;
    EXPECT_THAT(joined, HasSubstr("\"" + key + "\""));
  }
}

// In a language whose every text is marked, what is not marked was never translated.
TEST(ReportLanguages, CoverEveryWordOfThePages) {
  const ReportLanguage dutch = shipped("nl");
  std::string catalogue = R"({"language":"xx","texts":{)";
  for (const auto& [key, value] : dutch.texts()) {
    std::string marked = key;
    for (std::size_t at = 0; at <= marked.size(); ++at) {
      const bool word = at < marked.size() && std::isalpha(static_cast<unsigned char>(marked[at]));
      if (word) marked[at] = '~';
    }
    catalogue += (catalogue.back() == '{' ? "\"" : ",\"") + key + "\":\"" + marked + "\"";
  }
  catalogue += R"(},"rules":{)";
  for (const Rule& rule : make_rules().rules) {
    catalogue +=
        (catalogue.back() == '{' ? "\"" : ",\"") + rule.id + R"(":{"title":"~","fix":"~"})";
  }
  const auto marked = ReportLanguage::parse(catalogue + "}}");
  ASSERT_TRUE(marked) << marked.error().text();
  const ScanReport report = full_report();
  // Names, addresses, digests and what a report quotes without an element of its own.
  const std::set<std::string> names{"nl",     "sha", "Autoriteit", "easyprivacy", "refuse",
                                    "accept", "gpc", "anid",       "i",           "sid",
                                    "OLD",    "PRE", "REJ",        "WDR",         "GPC",
                                    "UI",     "XS",  "s",          "amp",         "eeeeeeeeeeee"};
  for (const std::string& page : pages_in(*marked, report)) {
    std::string word;
    for (const char c : own_words(page) + " ") {
      if (std::isalpha(static_cast<unsigned char>(c))) {
        word += c;
        continue;
      }
      const bool digest = word.size() > 2 && word.find_first_not_of(word[0]) == std::string::npos;
      EXPECT_TRUE(word.empty() || digest || names.contains(word)) << "'" << word << "'";
      word.clear();
    }
  }
}

TEST(ReportLanguages, CoverEveryLabel) {
  const auto languages = all_shipped();
  std::vector<std::string_view> labels;
  for (const Verdict verdict : kVerdictsByWeight) {
    labels.push_back(label_of(verdict));
    labels.push_back(meaning_of(verdict));
  }
  for (const Phase phase : kPhases) {
    labels.push_back(label_of(phase));
    labels.push_back(name_of(phase));
  }
  for (int i = 0; i < 13; ++i) labels.push_back(label_of(static_cast<Function>(i)));
  for (int i = 0; i < 6; ++i) labels.push_back(label_of(static_cast<Purpose>(i)));
  for (int i = 0; i < 5; ++i) labels.push_back(label_of(static_cast<ChoiceResult>(i)));
  for (int i = 0; i < 3; ++i) labels.push_back(label_of(static_cast<SiteStatus>(i)));
  for (const char mark : {'C', 'S', 'M'}) labels.push_back(basis_mark_meaning(mark));
  for (const std::string_view label : labels) {
    for (const ReportLanguage& language : languages) {
      EXPECT_TRUE(language.texts().contains(label)) << language.code() << ": " << label;
    }
  }
}

TEST(ReportLanguages, TranslateOnlyRulesThatExist) {
  std::string rules;
  for (const std::string_view name : embedded_names("data/rules/")) rules += embedded(name);
  for (const std::string& id : keys_of(shipped("fr").rules())) {
    EXPECT_THAT(rules, HasSubstr("id = \"" + id + "\""));
  }
}

TEST(ReportLanguages, NameThemselvesAndLeaveNoPlaceholderOpen) {
  const ScanReport report = full_report();
  for (const ReportLanguage& language : all_shipped()) {
    for (const std::string& page : pages_in(language, report)) {
      EXPECT_THAT(page, HasSubstr("<html lang=\"" + language.code() + "\">"));
      for (const char* open : {"{0}", "{1}", "{2}", "{3}"}) EXPECT_THAT(page, Not(HasSubstr(open)));
    }
  }
}

TEST(ReportLanguages, MarkWhatStaysEnglishAndSaySo) {
  const ScanReport report = full_report();
  const std::string page = site_html(report.sites[0], report, shipped("nl"));
  EXPECT_THAT(
      page, HasSubstr("<bdi lang=\"en\">anid was written again after the visitor refused.</bdi>"));
  EXPECT_THAT(page, HasSubstr("Waarnemingen, bewijs en redenen staan in het Engels."));
  EXPECT_THAT(page, HasSubstr("Verzoeken aan trackers vóór een keuze"));
  EXPECT_THAT(page, HasSubstr("22 november 2026, 13:05 UTC"));
  EXPECT_THAT(page, HasSubstr("1,8 s"));
  EXPECT_THAT(site_html(report.sites[0], report), Not(HasSubstr("<bdi lang")));
}

TEST(ReportLanguages, ShowARuleTheyDoNotKnowInEnglishAndMarkIt) {
  ScanReport report = full_report();
  report.rules.rules[0].id = report.sites[0].judgement.findings[0].rule = "NEW-01";
  const std::string page = site_html(report.sites[0], report, shipped("de"));
  EXPECT_THAT(page, HasSubstr("<bdi lang=\"en\">Tracker request before choice</bdi>"));
}

TEST(ReportLanguages, NeverPronounceOnLegality) {
  for (const std::string name : {"nl", "fr", "de"}) {
    const std::string_view catalogue = embedded("data/translations/report/" + name + ".json");
    for (const char* word : {"llegal", "llégal", "nwettig", "echtswidrig", "llicite", "esetzwidrig",
                             "nrechtmatig", "nrechtmäßig", "nzulässig"}) {
      EXPECT_EQ(catalogue.find(word), std::string_view::npos) << name << ' ' << word;
    }
  }
}

TEST(ReportLanguage, CountsZeroAsOneOnlyInFrench) {
  EXPECT_EQ(shipped("fr").counted(0, "{0} request", "{0} requests"), "0 requête");
  EXPECT_EQ(shipped("de").counted(0, "{0} request", "{0} requests"), "0 Anfragen");
  EXPECT_EQ(ReportLanguage().counted(0, "{0} request", "{0} requests"), "0 requests");
  EXPECT_EQ(shipped("nl").counted(1, "{0} request", "{0} requests"), "1 verzoek");
  EXPECT_EQ(readable_lifetime(400.0 * 86400, shipped("de")), "400 Tage");
  EXPECT_EQ(readable_time("2026-03-02T13:05:09.042Z", shipped("de")), "2. März 2026, 13:05 UTC");
}

TEST(ReportLanguage, KeepsBracesThatAreNoPlaceholder) {
  EXPECT_EQ(filled("{a} {0} {", {"x"}), "{a} x {");
  EXPECT_EQ(filled("{1}{0}{1}", {"x", "y"}), "yxy");
  EXPECT_EQ(filled("{7}", {"x"}), "");
}

TEST(ReportLanguage, RefusesDamagedCatalogues) {
  for (const char* bad :
       {"", "[]", "{", "{}", R"({"language":""})", R"({"language":"nl","words":{}})",
        R"({"language":"nl","texts":[]})", R"({"language":"nl","texts":{"a":""}})",
        R"({"language":"nl","texts":{"a":1}})", R"({"language":"nl","texts":{"a {0}":"b"}})",
        R"({"language":"nl","texts":{"a {0}":"b {1}"}})", R"({"language":"nl","rules":{"X":{}}})",
        R"({"language":"nl","rules":{"X":{"title":"t","fix":""}}})"}) {
    EXPECT_FALSE(ReportLanguage::parse(bad)) << bad;
  }
}

}  // namespace
}  // namespace consentry
