// SPDX-License-Identifier: Apache-2.0
#include "core/classify/company.h"

#include <gtest/gtest.h>

#include "core/classify/company_file.h"
#include "core/classify/reference_files.h"

namespace consentry {
namespace {

constexpr std::string_view kTsv =
    "# third-party-web 9.9.9 MIT\n"
    "Ads of Example\tExample Group\tad\t*.ads.example pixel.example\n"
    "Cloud\t\thosting\t*.cloud.example\n"
    "Metrics on Cloud\tMetrics Ltd\tanalytics\td1.cloud.example\n"
    "Tools\t\tmarketing\t*.tools.example\n";

constexpr std::string_view kToml = R"(version = "1"
[[company]]
name = "Example"
source = "https://example.com"
aliases = ["Example Group"]
domains = ["example.de", "example-images.com"]
[company.functions]
content = ["example-images.com", "safe.ads.example"]
)";

CompanyCatalogue catalogue() {
  const std::vector<DataFile> curated{{"data/companies/x.toml", kToml}};
  return std::move(*CompanyCatalogue::parse(curated, {"third-party-web", kTsv}));
}

TEST(Company, OwnerAndFunctionAreSeparateFacts) {
  const auto catalogue_ = catalogue();
  EXPECT_EQ(catalogue_.find("www.example.de").company, "Example");
  EXPECT_EQ(catalogue_.find("www.example.de").function, Function::unknown);
  EXPECT_EQ(catalogue_.find("example-images.com").function, Function::content);
}

TEST(Company, AliasJoinsTheEntityToItsFamily) {
  const auto catalogue_ = catalogue();
  EXPECT_EQ(catalogue_.find("x.ads.example").company, "Example");
  EXPECT_EQ(catalogue_.find("x.ads.example").function, Function::advertising);
}

TEST(Company, CuratedRowWinsOnTheLongerSuffix) {
  EXPECT_EQ(catalogue().find("safe.ads.example").function, Function::content);
}

TEST(Company, EntryWithoutStarSpeaksOfThatHostOnly) {
  const auto catalogue_ = catalogue();
  EXPECT_EQ(catalogue_.find("pixel.example").function, Function::advertising);
  EXPECT_EQ(catalogue_.find("www.pixel.example").function, Function::unknown);
  EXPECT_EQ(catalogue_.find("www.pixel.example").company, "Example");
}

TEST(Company, LongerSuffixWinsOverItsLandlord) {
  const auto catalogue_ = catalogue();
  EXPECT_EQ(catalogue_.find("d1.cloud.example").company, "Metrics Ltd");
  EXPECT_EQ(catalogue_.find("d2.cloud.example").company, "Cloud");
}

TEST(Company, MixedCategoriesNameNoFunction) {
  EXPECT_EQ(catalogue().find("a.tools.example").function, Function::unknown);
  EXPECT_EQ(function_of_category("utility"), std::nullopt);
  EXPECT_EQ(function_of_category("other"), std::nullopt);
}

TEST(Company, UnknownHostsAndAddressesHaveNoCompany) {
  const auto catalogue_ = catalogue();
  for (const char* host : {"", "unknown.test", "10.0.0.1", "[::1]", "localhost"}) {
    EXPECT_EQ(catalogue_.find(host).company, "") << host;
    EXPECT_TRUE(catalogue_.find(host).sources.empty()) << host;
  }
}

TEST(Company, SourceNamesFileVersionAndLine) {
  const HostFacts facts = catalogue().find("x.ads.example");
  ASSERT_EQ(facts.sources.size(), 1U);
  EXPECT_EQ(facts.sources[0].list, "third-party-web");
  EXPECT_EQ(facts.sources[0].version, "9.9.9");
  EXPECT_EQ(facts.sources[0].line, 2);
}

TEST(Company, MisspeltFilesAreRefusedWithTheirLine) {
  for (const std::string_view bad :
       {"[[company]]\nname = 1\n", "[[company]]\nsource = \"x\"\n",
        "[[company]]\nname = \"A\"\nsource = \"x\"\ndomain = [\"a.b\"]\n",
        "[[company]]\nname = \"A\"\nsource = \"x\"\ndomains = [\"A.B\"]\n",
        "[[company]]\nname = \"A\"\nsource = \"x\"\n[company.functions]\nadverts = [\"a.b\"]\n",
        "[[company]]\nname = \"A\"\n", "[[company]\n", "companies = 3\n"}) {
    const auto parsed = parse_company_toml({"f.toml", bad});
    ASSERT_FALSE(parsed) << bad;
    EXPECT_EQ(parsed.error().kind(), ErrorKind::invalid_input) << bad;
    EXPECT_NE(parsed.error().text().find("f.toml: line "), std::string::npos) << bad;
  }
}

TEST(Company, EntitiesWithMissingCellsAreHarmless) {
  const auto parsed = parse_company_tsv({"t", "a\nb\tc\n\t\t\t\nx\ty\tad\t*. .. ok.example\n"});
  ASSERT_TRUE(parsed);
  ASSERT_EQ(parsed->rows.size(), 1U);
  EXPECT_EQ(parsed->rows[0].suffix, "ok.example");
}

class ShippedCompanies : public ::testing::Test {
 protected:
  static const CompanyCatalogue& shipped() {
    static const Files* files = new Files("data/companies");
    static const std::string* tsv = new std::string(companies_tsv());
    static const auto* parsed = new Result<CompanyCatalogue>(
        CompanyCatalogue::parse(files->data(), {"third-party-web", *tsv}));
    EXPECT_TRUE(*parsed) << parsed->error().text();
    return **parsed;
  }
  using Files = test::Files;
  static std::string companies_tsv() { return test::companies_tsv(); }
};

TEST_F(ShippedCompanies, FamiliesShareOneCompany) {
  for (const auto& [a, b] : std::vector<std::pair<const char*, const char*>>{
           {"www.amazon.de", "m.media-amazon.com"},
           {"www.amazon.de", "aax-eu.amazon-adsystem.com"},
           {"www.amazon.co.uk", "fls-eu.amazon.co.uk"},
           {"www.facebook.com", "connect.facebook.net"},
           {"www.instagram.com", "connect.facebook.net"},
           {"www.youtube.com", "stats.g.doubleclick.net"},
           {"www.google.nl", "www.google-analytics.com"},
           {"www.linkedin.com", "c.clarity.ms"},
           {"www.tiktok.com", "analytics.tiktok.com"},
           {"www.bbc.com", "ichef.bbci.co.uk"}}) {
    EXPECT_EQ(shipped().owner(a), shipped().owner(b)) << a << " " << b;
    EXPECT_FALSE(shipped().owner(a).empty()) << a;
  }
}

TEST_F(ShippedCompanies, FunctionsAreToldApartWithinOneCompany) {
  const std::vector<std::pair<const char*, Function>> expected{
      {"securepubads.g.doubleclick.net", Function::advertising},
      {"www.google-analytics.com", Function::analytics},
      {"region1.google-analytics.com", Function::analytics},
      {"www.googletagmanager.com", Function::tag_manager},
      {"fonts.gstatic.com", Function::cdn},
      {"www.google.com", Function::unknown},
      {"fundingchoicesmessages.google.com", Function::consent_manager},
      {"www.youtube-nocookie.com", Function::video},
      {"www.amazon.de", Function::unknown},
      {"m.media-amazon.com", Function::content},
      {"aax-eu.amazon-adsystem.com", Function::advertising},
      {"unagi.amazon.de", Function::analytics},
      {"mads-fe.amazon.com", Function::advertising},
      {"bucket.s3.eu-west-1.amazonaws.com", Function::hosting},
      {"d111.cloudfront.net", Function::cdn},
      {"static.cloudflareinsights.com", Function::analytics},
      {"cdnjs.cloudflare.com", Function::cdn},
      {"www.clarity.ms", Function::analytics},
      {"bat.bing.com", Function::advertising},
      {"snap.licdn.com", Function::advertising},
      {"media.licdn.com", Function::content},
      {"static.hotjar.com", Function::analytics},
      {"consent.cookiebot.com", Function::consent_manager},
      {"cdn.cookielaw.org", Function::consent_manager},
      {"js.stripe.com", Function::payment},
      {"dpm.demdex.net", Function::advertising},
      {"analytics.tiktok.com", Function::advertising},
      {"ct.pinterest.com", Function::advertising},
      {"code.jquery.com", Function::cdn},
      {"login.okta.com", Function::security},
      {"www.theguardian.com", Function::content},
      {"www.bbb.org", Function::content},
      {"api.jsonip.com", Function::unknown},
      {"i.stack.sstatic.net", Function::content}};
  for (const auto& [host, function] : expected) {
    EXPECT_EQ(name_of(shipped().find(host).function), name_of(function)) << host;
  }
}

TEST_F(ShippedCompanies, NamesAreOnesAPersonKnows) {
  EXPECT_EQ(shipped().owner("connect.facebook.net"), "Meta");
  EXPECT_EQ(shipped().owner("px.ads.linkedin.com"), "Microsoft");
  EXPECT_EQ(shipped().owner("ib.adnxs.com"), "Microsoft");
  EXPECT_EQ(shipped().owner("static.criteo.net"), "Criteo");
  EXPECT_EQ(shipped().owner("cdn.taboola.com"), "Taboola");
}

}  // namespace
}  // namespace consentry
