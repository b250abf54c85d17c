// SPDX-License-Identifier: Apache-2.0
#include "command/scan_resumption.h"

#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>

namespace consentry {
namespace {

namespace fs = std::filesystem;

bool says(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

class FinishedSite : public ::testing::Test {
 protected:
  FinishedSite() {
    std::string pattern = (fs::temp_directory_path() / "consentry-resume-XXXXXX").string();
    out_ = ::mkdtemp(pattern.data());
    for (const std::string& run : entry_.runs) {
      fs::create_directories(out_ / entry_.folder / run);
      write(out_ / entry_.folder / run / "events.ndjson", "{}\n");
    }
  }
  ~FinishedSite() override { fs::remove_all(out_); }

  static void write(const fs::path& path, const std::string& text) {
    std::ofstream(path, std::ios::binary) << text;
  }
  fs::path mark() const { return out_ / entry_.folder / "finished.json"; }

  const std::string url_ = "https://shop.example/";
  const SiteEntry entry_{url_, site_folder(url_), {"refuse", "gpc"}, "gpc: no answer within 30 s"};
  fs::path out_;
};

TEST_F(FinishedSite, IsReadBackAsItWasMarked) {
  EXPECT_FALSE(finished_site(out_, url_)) << "logs alone do not say that the site is finished";
  ASSERT_TRUE(mark_finished(out_, entry_));
  const auto read = finished_site(out_, url_);
  ASSERT_TRUE(read);
  EXPECT_EQ(to_json(*read), to_json(entry_));
}

TEST_F(FinishedSite, IsNotFinishedWhenALogIsMissing) {
  ASSERT_TRUE(mark_finished(out_, entry_));
  fs::remove(out_ / entry_.folder / "gpc/events.ndjson");
  EXPECT_FALSE(finished_site(out_, url_));
}

TEST_F(FinishedSite, IsNotFinishedWhenItsMarkIsDamagedOrAnothersMark) {
  SiteEntry other = entry_;
  other.url = "https://other.example/";
  SiteEntry leaving = entry_;
  leaving.runs = {"../../elsewhere"};
  for (const std::string& text :
       {std::string(), std::string("{"), std::string("[]"), to_json(other), to_json(leaving)}) {
    write(mark(), text);
    EXPECT_FALSE(finished_site(out_, url_)) << text;
  }
}

TEST_F(FinishedSite, OfOneRepetitionSaysNothingOfAnother) {
  const SiteEntry again{url_, site_folder(url_, 1), {"refuse"}, ""};
  fs::create_directories(out_ / again.folder / "refuse");
  write(out_ / again.folder / "refuse/events.ndjson", "{}\n");
  ASSERT_TRUE(mark_finished(out_, again));
  EXPECT_FALSE(finished_site(out_, url_));
  ASSERT_TRUE(finished_site(out_, url_, 1));
  EXPECT_EQ(finished_site(out_, url_, 1)->folder, again.folder);
  EXPECT_FALSE(finished_site(out_, url_, 2));
}

TEST_F(FinishedSite, IsLeftWhenAnotherRepetitionIsRemoved) {
  fs::create_directories(out_ / site_folder(url_, 1) / "refuse");
  ASSERT_TRUE(mark_finished(out_, entry_));
  remove_captures(out_, url_, 1);
  EXPECT_TRUE(finished_site(out_, url_));
  EXPECT_FALSE(fs::exists(out_ / site_folder(url_, 1)));

  fs::create_directories(out_ / site_folder(url_, 1) / "refuse");
  remove_captures(out_, url_, 0);
  EXPECT_FALSE(fs::exists(mark()));
  EXPECT_FALSE(fs::exists(out_ / entry_.folder / "refuse"));
  EXPECT_TRUE(fs::exists(out_ / site_folder(url_, 1) / "refuse"));
  remove_captures(out_, "https://never.example/", 0);
}

TEST_F(FinishedSite, CrossVisitIsFinishedForTheSameSitesInTheSameOrderOnly) {
  const std::vector<std::string> sites{"https://a.example/", "https://b.example/?x=.."};
  const std::vector<std::string> turned{sites[1], sites[0]};
  fs::create_directories(out_ / "cross/cross-1");
  ASSERT_TRUE(mark_cross_finished(out_, "cross/cross-1", sites));
  EXPECT_FALSE(cross_is_finished(out_, "cross/cross-1", sites)) << "there is no log";
  write(out_ / "cross/cross-1/events.ndjson", "{}\n");
  EXPECT_TRUE(cross_is_finished(out_, "cross/cross-1", sites));
  EXPECT_FALSE(cross_is_finished(out_, "cross/cross-1", turned));
  EXPECT_FALSE(cross_is_finished(out_, "cross/cross-2", sites));
}

ScanSettings settings() {
  ScanSettings settings;
  settings.program = "consentry 1";
  settings.browser = "Chrome/156";
  settings.phases = {Phase::before, Phase::refuse};
  settings.profile = "eu";
  return settings;
}

TEST(MeasuresAlike, AcceptsTheSameOptionsAtAnotherTimeAndByAnotherCommandLine) {
  ScanSettings now = settings();
  now.started = "2026-11-23T00:00:00.000Z";
  now.command_line = "consentry scan --jobs 2";
  EXPECT_TRUE(measures_alike(settings(), now));
}

TEST(MeasuresAlike, NamesEveryOptionThatDiffersWithBothValues) {
  ScanSettings now = settings();
  now.phases = {Phase::before};
  now.pages = 3;
  now.extra_ca = std::string(64, 'a');
  const Status alike = measures_alike(settings(), now);
  ASSERT_FALSE(alike);
  EXPECT_EQ(alike.error().kind(), ErrorKind::conflict);
  EXPECT_TRUE(says(alike.error().text(), "--phases was before,refuse and is before"));
  EXPECT_TRUE(says(alike.error().text(), "--pages was 1 and is 3"));
  EXPECT_TRUE(says(alike.error().text(), "--ca was nothing and is aaaaaaaaaaaa"));
  EXPECT_FALSE(says(alike.error().text(), "--language"));
}

TEST(MeasuresAlike, TakesMoreRepetitionsButNotFewer) {
  ScanSettings more = settings();
  more.repeat = 3;
  EXPECT_TRUE(measures_alike(settings(), more));
  const Status fewer = measures_alike(more, settings());
  ASSERT_FALSE(fewer);
  EXPECT_TRUE(says(fewer.error().text(), "--repeat was 3 and is 1"));
}

TEST(MeasuresAlike, HoldsForEveryConditionOfACapture) {
  const std::vector<void (*)(ScanSettings&)> changes{
      [](ScanSettings& s) { s.program = "consentry 2"; },
      [](ScanSettings& s) { s.browser = "Chrome/157"; },
      [](ScanSettings& s) { s.profile = "nl"; },
      [](ScanSettings& s) { s.timeout_s = 5; },
      [](ScanSettings& s) { s.language = "nl-NL"; },
      [](ScanSettings& s) { s.viewport = "400x800"; },
      [](ScanSettings& s) { s.connect_to = "127.0.0.1:1"; },
      [](ScanSettings& s) { s.third_party_cookies_allowed = false; },
      [](ScanSettings& s) { s.sandbox = false; }};
  for (std::size_t i = 0; i < changes.size(); ++i) {
    ScanSettings now = settings();
    changes[i](now);
    EXPECT_FALSE(measures_alike(settings(), now)) << "change " << i;
  }
}

TEST(KeepsAllSites, TakesMoreSitesAndAnyOrderButNotFewer) {
  ScanManifest earlier;
  earlier.sites = {{"https://a.example/", "sites/a", {}, ""},
                   {"https://b.example/", "sites/b", {}, ""}};
  EXPECT_TRUE(
      keeps_all_sites(earlier, {"https://c.example/", "https://b.example/", "https://a.example/"}));
  const Status fewer = keeps_all_sites(earlier, {"https://a.example/"});
  ASSERT_FALSE(fewer);
  EXPECT_TRUE(says(fewer.error().text(), "https://b.example/"));
}

TEST(ResumingCommand, AddsWhatTheCommandLineLacks) {
  EXPECT_EQ(resuming_command("consentry scan --list a.txt", "made-by-time"),
            "consentry scan --list a.txt --out made-by-time --resume");
  EXPECT_EQ(resuming_command("consentry scan x --out y --resume", "y"),
            "consentry scan x --out y --resume");
}

}  // namespace
}  // namespace consentry
