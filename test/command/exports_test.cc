// SPDX-License-Identifier: Apache-2.0
#include "command/exports.h"

#include <gtest/gtest.h>
#include <set>

#include "fakes/report_maker.h"

namespace consentry {
namespace {

namespace fs = std::filesystem;

class Exports : public ::testing::Test {
 protected:
  Exports() {
    std::string pattern = (fs::temp_directory_path() / "consentry-exports-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    for (const SiteReport& site : report_.sites) {
      if (!site.folder.empty()) fs::create_directories(folder_ / site.folder);
    }
  }
  ~Exports() override { fs::remove_all(folder_); }

  std::set<std::string> written(const std::vector<ExportKind>& kinds) {
    const Status status = write_exports(folder_, report_, kinds, Verdict::breach);
    EXPECT_TRUE(status) << status.error().text();
    std::set<std::string> names;
    for (const auto& entry : fs::recursive_directory_iterator(folder_)) {
      if (entry.is_regular_file()) names.insert(fs::relative(entry.path(), folder_).string());
    }
    return names;
  }

  ScanReport report_ = make_report();
  fs::path folder_;
};

TEST_F(Exports, NothingIsWrittenUnlessAskedFor) { EXPECT_TRUE(written({}).empty()); }

TEST_F(Exports, EachKindHasItsFiles) {
  EXPECT_EQ(written({ExportKind::sarif, ExportKind::junit, ExportKind::csv}),
            (std::set<std::string>{"report.sarif", "report.junit.xml", "findings.csv",
                                   "cookies.csv", "requests.csv", "hints.csv", "companies.csv"}));
}

TEST_F(Exports, ASitesFilesLieInItsFolder) {
  const auto names = written({ExportKind::har, ExportKind::inspection});
  EXPECT_TRUE(names.contains("sites/news.example-1a2b3c4d/refuse-before.har"));
  EXPECT_TRUE(names.contains("sites/news.example-1a2b3c4d/inspection.json"));
}

TEST_F(Exports, AFolderThatCannotBeWrittenIsAnError) {
  fs::create_directories(folder_ / "report.sarif");
  const Status status = write_exports(folder_, report_, {ExportKind::sarif}, Verdict::breach);
  ASSERT_FALSE(status);
  EXPECT_NE(status.error().text().find("--export"), std::string::npos);
}

}  // namespace
}  // namespace consentry
