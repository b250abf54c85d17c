// SPDX-License-Identifier: Apache-2.0
#include "core/classify/cookie_catalogue.h"

#include <gtest/gtest.h>
#include <set>

#include "core/classify/open_cookie_database.h"
#include "core/classify/reference_files.h"

namespace consentry {
namespace {

constexpr std::string_view kToml = R"(version = "7"
[[vendor]]
name = "Example Ads"
source = "https://ads.example/cookies"
items = [
  { name = "id", domain = "ads.example", purpose = "marketing", lasts = "1 year" },
  { name = ["_ex", "_ex_*"], purpose = "statistics", about = "Counts." },
  { name = "_ex_consent", purpose = "consent-record" },
  { name = "_ex_*_pref", purpose = "preferences", kind = "storage" },
]
)";

constexpr std::string_view kCsv =
    "ID,Platform,Category,Cookie / Data Key name,Domain,Description,Retention period,Data "
    "Controller,"
    "User Privacy & GDPR Rights Portals,Wildcard match\n"
    "1,Meter,Analytics,meter_id,,\"Counts, in \"\"two\"\"\nlines\",1 year,Meter,https://x,0\n"
    "2,Meter,Marketing,mx_,.meter.example (3rd party),x,1 year,Meter,https://x,1\n"
    "3,Shop,Functional,shop_state,,x,session,Shop,https://x,0\n"
    "4,Tag,Analytics,td,,x,session,Tag,https://x,0\n"
    "5,Tag,Marketing,_ex,,x,session,Tag,https://x,0\n"
    "6,Tag,Security,guard,the advertiser's website domain,x,session,Tag,https://x,0\n";

CookieCatalogue catalogue(std::string_view csv = {}) {
  const std::vector<DataFile> curated{{"data/cookies/x.toml", kToml}};
  std::vector<DataFile> imported;
  if (!csv.empty()) imported.push_back({"ocd.csv", csv});
  return std::move(*CookieCatalogue::parse(curated, imported));
}

TEST(CookieCatalogue, GenericNamesNeedTheirDomain) {
  const auto cookies = catalogue();
  ASSERT_NE(cookies.find("cookie", "px.ads.example", "id"), nullptr);
  EXPECT_EQ(cookies.find("cookie", "shop.example", "id"), nullptr);
  EXPECT_EQ(cookies.find("cookie", "bads.example", "id"), nullptr);
}

TEST(CookieCatalogue, ExactNameWinsOverPattern) {
  const auto cookies = catalogue();
  EXPECT_EQ(cookies.find("cookie", "a.test", "_ex_consent")->purpose, Purpose::consent_record);
  EXPECT_EQ(cookies.find("cookie", "a.test", "_ex_4711")->purpose, Purpose::statistics);
}

TEST(CookieCatalogue, LongerPatternWinsWhereItsKindFits) {
  const auto cookies = catalogue();
  EXPECT_EQ(cookies.find("local", "a.test", "_ex_a_pref")->purpose, Purpose::preferences);
  EXPECT_EQ(cookies.find("cookie", "a.test", "_ex_a_pref")->purpose, Purpose::statistics);
}

TEST(CookieCatalogue, NamesAreCaseSensitiveAndUnknownNamesStayUnknown) {
  const auto cookies = catalogue();
  EXPECT_EQ(cookies.find("cookie", "a.test", "_EX"), nullptr);
  EXPECT_EQ(cookies.find("cookie", "a.test", ""), nullptr);
  EXPECT_EQ(cookies.find("cookie", "", "x_ex"), nullptr);
}

TEST(CookieCatalogue, SourceNamesFileVersionLineAndWording) {
  const auto cookies = catalogue();
  const SourceRef& source = cookies.find("cookie", "px.ads.example", "id")->source;
  EXPECT_EQ(source.list, "data/cookies/x.toml");
  EXPECT_EQ(source.version, "7");
  EXPECT_EQ(source.line, 6);
  EXPECT_EQ(source.text, "id on ads.example: marketing, Example Ads");
}

TEST(CookieCatalogue, BadFilesAreRefusedWithTheirLine) {
  for (const std::string_view bad :
       {"[[vendor]]\nname = \"A\"\nsource = \"x\"\nitems = [ { name = \"a\" } ]\n",
        "[[vendor]]\nname = \"A\"\nsource = \"x\"\nitems = [ { name = \"a\", purpose = \"ads\" } "
        "]\n",
        "[[vendor]]\nname = \"A\"\nsource = \"x\"\nitems = [ { purpose = \"marketing\" } ]\n",
        "[[vendor]]\nname = \"A\"\nsource = \"x\"\nitems = [ { name = \"\", purpose = "
        "\"marketing\" } ]\n",
        "[[vendor]]\nname = \"A\"\nsource = \"x\"\nitems = [ { name = \"a\", purpose = "
        "\"marketing\", kind = \"jar\" } ]\n",
        "[[vendor]]\nname = \"A\"\nsource = \"x\"\nitems = [ { name = \"a\", purpose = "
        "\"marketing\", last = \"x\" } ]\n",
        "[[vendor]]\nname = \"A\"\nitems = []\n", "[[vendor]]\nsource = \"x\"\nitems = []\n",
        "[[vendors]]\n", "vendor = 1\n", "[[vendor\n"}) {
    const auto parsed = parse_cookie_toml({"c.toml", bad});
    ASSERT_FALSE(parsed) << bad;
    EXPECT_NE(parsed.error().text().find("c.toml: line "), std::string::npos)
        << parsed.error().text();
  }
}

TEST(OpenCookieDatabase, AnswersOnlyWhereOursDoesNot) {
  const auto cookies = catalogue(kCsv);
  EXPECT_EQ(cookies.find("cookie", "a.test", "_ex")->source.list, "data/cookies/x.toml");
  EXPECT_EQ(cookies.find("cookie", "a.test", "meter_id")->purpose, Purpose::statistics);
  EXPECT_EQ(cookies.find("cookie", "a.test", "meter_id")->source.line, 2);
}

TEST(OpenCookieDatabase, WildcardsAndDomainsAreHonoured) {
  const auto cookies = catalogue(kCsv);
  EXPECT_EQ(cookies.find("cookie", "meter.example", "mx_9")->purpose, Purpose::marketing);
  EXPECT_EQ(cookies.find("cookie", "other.example", "mx_9"), nullptr);
}

TEST(OpenCookieDatabase, FunctionalIsNotTakenForNecessary) {
  const auto cookies = catalogue(kCsv);
  ASSERT_NE(cookies.find("cookie", "a.test", "shop_state"), nullptr);
  EXPECT_EQ(cookies.find("cookie", "a.test", "shop_state")->purpose, Purpose::unknown);
  EXPECT_EQ(cookies.find("cookie", "a.test", "shop_state")->vendor, "Shop");
}

TEST(OpenCookieDatabase, ShortNamesWithoutDomainAreLeftOut) {
  EXPECT_EQ(catalogue(kCsv).find("cookie", "a.test", "td"), nullptr);
}

TEST(OpenCookieDatabase, ProseInTheDomainColumnIsNoDomain) {
  const auto cookies = catalogue(kCsv);
  ASSERT_NE(cookies.find("cookie", "a.test", "guard"), nullptr);
  EXPECT_EQ(cookies.find("cookie", "a.test", "guard")->domain, "");
}

TEST(OpenCookieDatabase, OtherFilesAreRefused) {
  for (const std::string_view bad : {"", "a,b,c\n1,2,3\n", "{\"a\":1}", "Category\nx\n"}) {
    EXPECT_FALSE(parse_open_cookie_database({"x.csv", bad})) << bad;
    EXPECT_FALSE(looks_like_cookie_database(bad)) << bad;
  }
  EXPECT_TRUE(looks_like_cookie_database(kCsv));
  EXPECT_EQ(parse_open_cookie_database({"x.csv", std::string(kMaxCookieDatabaseBytes + 1, ',')})
                .error()
                .kind(),
            ErrorKind::exhausted);
}

TEST(OpenCookieDatabase, OpenQuoteAtTheEndIsTolerated) {
  const std::string text = std::string(kCsv) + "7,X,Analytics,\"open_quote,,";
  EXPECT_TRUE(parse_open_cookie_database({"x.csv", text}));
}

TEST(OpenCookieDatabase, TheRealOneIsRead) {
  const auto text = test::shared_file("open-cookie-database.csv");
  if (!text) GTEST_SKIP() << "../shared/data/open-cookie-database.csv is not here";
  const auto rows = parse_open_cookie_database({"ocd.csv", *text});
  ASSERT_TRUE(rows);
  EXPECT_GT(rows->size(), 2000U);
}

const CookieCatalogue& shipped() {
  static const test::Files files("data/cookies");
  static const auto parsed = CookieCatalogue::parse(files.data(), {});
  if (!parsed) ADD_FAILURE() << parsed.error().text();
  return *parsed;
}

struct Expected {
  const char* name;
  Purpose purpose;
  const char* host = "shop.test";
  const char* kind = "cookie";
};

TEST(ShippedCookies, AreManyAndParse) { EXPECT_GT(shipped().size(), 350U); }

TEST(ShippedCookies, ConsentRecordsAreKnown) {
  for (const char* name : {"CookieConsent",
                           "OptanonConsent",
                           "OptanonAlertBoxClosed",
                           "euconsent-v2",
                           "klaro",
                           "cc_cookie",
                           "cookieconsent_status",
                           "tarteaucitron",
                           "orejime",
                           "didomi_token",
                           "usprivacy",
                           "FCCDCF",
                           "_cookieyes",
                           "cookieyes-consent",
                           "cookiefirst-consent",
                           "borlabs-cookie",
                           "cmplz_marketing",
                           "axeptio_cookies",
                           "_iub_cs-12345678",
                           "consentry",
                           "uc_settings",
                           "__cmpconsent4711",
                           "CookieScriptConsent",
                           "cookielawinfo-checkbox-analytics",
                           "cookie_notice_accepted",
                           "notice_gdpr_prefs",
                           "consentUUID",
                           "_sp_user_consent_12",
                           "addtl_consent",
                           "__gpp",
                           "cookie-agreed",
                           "moove_gdpr_popup",
                           "TC_PRIVACY",
                           "_tracking_consent",
                           "kndctr_ABC_AdobeOrg_consent"}) {
    const CookieEntry* entry = shipped().find("cookie", "shop.test", name);
    ASSERT_NE(entry, nullptr) << name;
    EXPECT_EQ(entry->purpose, Purpose::consent_record) << name;
  }
}

TEST(ShippedCookies, PurposesOfWellKnownNames) {
  const std::vector<Expected> rows{{"PHPSESSID", Purpose::necessary},
                                   {"JSESSIONID", Purpose::necessary},
                                   {"ASP.NET_SessionId", Purpose::necessary},
                                   {"connect.sid", Purpose::necessary},
                                   {"XSRF-TOKEN", Purpose::necessary},
                                   {"csrftoken", Purpose::necessary},
                                   {"AWSALB", Purpose::necessary},
                                   {"AWSALBCORS", Purpose::necessary},
                                   {"__cf_bm", Purpose::necessary},
                                   {"incap_ses_123_456", Purpose::necessary},
                                   {"ARRAffinity", Purpose::necessary},
                                   {"woocommerce_cart_hash", Purpose::necessary},
                                   {"wp_woocommerce_session_af3", Purpose::necessary},
                                   {"cart", Purpose::necessary},
                                   {"i18n_redirected", Purpose::preferences},
                                   {"pll_language", Purpose::preferences},
                                   {"theme", Purpose::preferences, "shop.test", "local"},
                                   {"_ga", Purpose::statistics},
                                   {"_ga_ABC123", Purpose::statistics},
                                   {"_gid", Purpose::statistics},
                                   {"_gat_UA-1-1", Purpose::statistics},
                                   {"__utma", Purpose::statistics},
                                   {"_pk_id.1.1fff", Purpose::statistics},
                                   {"_hjSessionUser_123", Purpose::statistics},
                                   {"_clck", Purpose::statistics},
                                   {"_clsk", Purpose::statistics},
                                   {"ajs_anonymous_id", Purpose::statistics, "shop.test", "local"},
                                   {"mp_8f3a_mixpanel", Purpose::statistics},
                                   {"s_vi", Purpose::statistics},
                                   {"AMCV_9E1@AdobeOrg", Purpose::statistics},
                                   {"_fbp", Purpose::marketing},
                                   {"_fbc", Purpose::marketing},
                                   {"_gcl_au", Purpose::marketing},
                                   {"IDE", Purpose::marketing, "doubleclick.net"},
                                   {"test_cookie", Purpose::marketing, "doubleclick.net"},
                                   {"fr", Purpose::marketing, "facebook.com"},
                                   {"NID", Purpose::marketing, "google.com"},
                                   {"_uetsid", Purpose::marketing},
                                   {"_uetvid", Purpose::marketing},
                                   {"MUID", Purpose::marketing, "bing.com"},
                                   {"MUID", Purpose::marketing, "c.clarity.ms"},
                                   {"_ttp", Purpose::marketing},
                                   {"_pin_unauth", Purpose::marketing},
                                   {"li_fat_id", Purpose::marketing},
                                   {"bcookie", Purpose::marketing, "linkedin.com"},
                                   {"personalization_id", Purpose::marketing, "twitter.com"},
                                   {"guest_id", Purpose::marketing, "twitter.com"},
                                   {"ad-id", Purpose::marketing, "amazon-adsystem.com"},
                                   {"ad-privacy", Purpose::marketing, "s.amazon-adsystem.com"},
                                   {"cto_bundle", Purpose::marketing},
                                   {"t_gid", Purpose::marketing, "taboola.com"},
                                   {"uuid2", Purpose::marketing, "adnxs.com"},
                                   {"TDID", Purpose::marketing, "adsrvr.org"},
                                   {"demdex", Purpose::marketing, "demdex.net"},
                                   {"VISITOR_INFO1_LIVE", Purpose::marketing, "youtube.com"},
                                   {"CONSENT", Purpose::consent_record, "youtube.com"},
                                   {"csrftoken", Purpose::necessary, "instagram.com"},
                                   {"li_gc", Purpose::consent_record, "linkedin.com"}};
  for (const Expected& row : rows) {
    const CookieEntry* entry = shipped().find(row.kind, row.host, row.name);
    ASSERT_NE(entry, nullptr) << row.name << " on " << row.host;
    EXPECT_EQ(name_of(entry->purpose), name_of(row.purpose)) << row.name << " on " << row.host;
  }
}

TEST(ShippedCookies, GenericNamesAreUnknownElsewhere) {
  for (const char* name : {"id",   "uid",  "fr",   "NID",         "IDE",      "uuid",  "c",
                           "u",    "sid",  "pid",  "t",           "lang_x",   "token", "session",
                           "user", "data", "MUID", "test_cookie", "guest_id", "m"}) {
    EXPECT_EQ(shipped().find("cookie", "shop.test", name), nullptr) << name;
  }
}

TEST(ShippedCookies, EveryRowIsReachable) {
  const test::Files files("data/cookies");
  std::set<std::tuple<std::string, std::string, EntryKind>> seen;
  for (const DataFile& file : files.data()) {
    const auto rows = parse_cookie_toml(file);
    ASSERT_TRUE(rows) << rows.error().text();
    for (const CookieEntry& row : *rows) {
      EXPECT_TRUE(seen.emplace(row.name, row.domain, row.kind).second)
          << file.name << ":" << row.source.line << " repeats " << row.source.text;
    }
  }
}

}  // namespace
}  // namespace consentry
