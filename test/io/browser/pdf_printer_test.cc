// SPDX-License-Identifier: Apache-2.0
#include "io/browser/pdf_printer.h"

#include <gtest/gtest.h>
#include <map>

#include "io/browser/browser.h"
#include "io/browser/loopback_site.h"

namespace consentry {
namespace {

using Files = std::map<std::string, StoredAsset, std::less<>>;

class PdfPrinterTest : public ::testing::Test {
 protected:
  void SetUp() override {
    BrowserOptions options;
    options.connect_to = site_.address();
    auto browser = Browser::launch(options);
    ASSERT_TRUE(browser) << browser.error().text();
    browser_ = std::move(*browser);
  }
  Result<std::string> print(const Files& files) {
    return print_to_pdf(*browser_, "report.html",
                        [&](std::string_view path) -> std::optional<StoredAsset> {
                          asked_.emplace_back(path);
                          const auto file = files.find(path);
                          if (file == files.end()) return std::nullopt;
                          return file->second;
                        });
  }
  static StoredAsset page(std::string html) { return {std::move(html), "text/html"}; }

  testing::LoopbackSite site_;
  std::unique_ptr<Browser> browser_;
  std::vector<std::string> asked_;
};

TEST_F(PdfPrinterTest, prints_a_page_with_what_lies_beside_it) {
  const auto pdf =
      print({{"report.html", page("<h1>Report</h1><img src='a%20b/1.svg'>")},
             {"a b/1.svg", {"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml"}}});
  ASSERT_TRUE(pdf) << pdf.error().text();
  EXPECT_TRUE(pdf->starts_with("%PDF-"));
  EXPECT_EQ(asked_, (std::vector<std::string>{"report.html", "a b/1.svg"}));
}

TEST_F(PdfPrinterTest, unfolds_what_the_page_folds_away) {
  const std::string line = "<p>evidence</p>";
  std::string many;
  for (int i = 0; i < 200; ++i) many += line;
  const auto folded = print({{"report.html", page("<details><summary>s</summary>" + many)}});
  const auto plain = print({{"report.html", page("<p>s</p>")}});
  ASSERT_TRUE(folded && plain);
  EXPECT_GT(folded->size(), 2 * plain->size());
}

TEST_F(PdfPrinterTest, loads_nothing_from_the_network) {
  site_.serve("tracker.example/p.svg", {"<svg xmlns='http://www.w3.org/2000/svg'/>"});
  const auto pdf = print({{"report.html", page("<img src='http://tracker.example/p.svg'>")}});
  ASSERT_TRUE(pdf) << pdf.error().text();
  EXPECT_TRUE(site_.seen().empty());
}

TEST_F(PdfPrinterTest, says_so_when_there_is_no_page) {
  const auto pdf = print({});
  ASSERT_FALSE(pdf);
  EXPECT_NE(pdf.error().text().find("report.html"), std::string::npos);
}

}  // namespace
}  // namespace consentry
