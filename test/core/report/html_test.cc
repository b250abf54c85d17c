// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <set>

#include "core/report/display_text.h"
#include "core/report/html_page.h"
#include "core/report/html_run.h"
#include "core/report/html_site.h"
#include "core/report/json.h"
#include "core/report/terminal_table.h"
#include "core/report/verdict_detail.h"
#include "fakes/golden.h"
#include "fakes/html_reader.h"
#include "fakes/report_maker.h"

namespace consentry {
namespace {

using testing::HasSubstr;
using testing::Not;

std::vector<std::string> pages_of(const ScanReport& report) {
  std::vector<std::string> pages{run_html(report)};
  for (const SiteReport& site : report.sites) pages.push_back(site_html(site, report));
  return pages;
}

// Ordinary, hostile and empty reports: what must hold, must hold for all of them.
std::vector<std::string> all_pages() {
  std::vector<std::string> pages;
  for (const ScanReport& report : {make_report(), make_hostile_report(), ScanReport{}}) {
    for (std::string& page : pages_of(report)) pages.push_back(std::move(page));
  }
  return pages;
}

TEST(HtmlReport, MatchesItsGoldens) {
  const ScanReport report = make_report();
  expect_golden("run.html", run_html(report));
  expect_golden("site.html", site_html(report.sites[0], report));
}

TEST(HtmlReport, HoldsOnlyElementsAndAttributesOfItsOwn) {
  const std::set<std::string> elements{
      "!DOCTYPE", "a",     "article", "b",      "bdi",   "body",    "br",         "caption",
      "code",     "dd",    "details", "div",    "dl",    "dt",      "figcaption", "figure",
      "footer",   "h1",    "h2",      "h3",     "head",  "header",  "html",       "img",
      "li",       "link",  "main",    "meta",   "nav",   "ol",      "p",          "rect",
      "section",  "small", "span",    "strong", "style", "summary", "svg",        "table",
      "tbody",    "td",    "th",      "thead",  "title", "tr",      "ul"};
  const std::set<std::string> attributes{"alt",        "aria-hidden",
                                         "aria-label", "aria-labelledby",
                                         "charset",    "class",
                                         "colspan",    "content",
                                         "focusable",  "height",
                                         "href",       "html",
                                         "http-equiv", "id",
                                         "lang",       "loading",
                                         "name",       "preserveAspectRatio",
                                         "rel",        "role",
                                         "scope",      "src",
                                         "tabindex",   "viewBox",
                                         "width",      "x"};
  for (const std::string& page : all_pages()) {
    for (const HtmlTag& tag : read_tags(page)) {
      const std::string name = tag.name.substr(tag.name.starts_with('/') ? 1 : 0);
      EXPECT_TRUE(elements.contains(name)) << name;
      for (const auto& [attribute, value] : tag.attributes) {
        EXPECT_TRUE(attributes.contains(attribute)) << name << ' ' << attribute;
      }
    }
  }
}

TEST(HtmlReport, LoadsNothingAndLinksToNothingThatRunsScript) {
  for (const std::string& page : all_pages()) {
    for (const HtmlTag& tag : read_tags(page)) {
      if (const auto src = tag.attributes.find("src"); src != tag.attributes.end()) {
        EXPECT_EQ(src->second.find(':'), std::string::npos) << src->second;
        EXPECT_FALSE(src->second.starts_with('/')) << src->second;
      }
      const auto href = tag.attributes.find("href");
      if (href == tag.attributes.end() || href->second == "data:,") continue;
      const bool to_the_web =
          href->second.starts_with("https://") || href->second.starts_with("http://");
      EXPECT_TRUE(to_the_web || href->second.find(':') == std::string::npos) << href->second;
      EXPECT_TRUE(!to_the_web || tag.attributes.at("rel") == "noopener noreferrer nofollow");
    }
  }
}

TEST(HtmlReport, ClosesEveryElementInOrder) {
  const std::set<std::string> without_end{"!DOCTYPE", "br", "img", "link", "meta", "rect"};
  for (const std::string& page : all_pages()) {
    std::vector<std::string> open;
    for (const HtmlTag& tag : read_tags(page)) {
      if (without_end.contains(tag.name)) continue;
      if (!tag.name.starts_with('/')) {
        open.push_back(tag.name);
        continue;
      }
      ASSERT_FALSE(open.empty()) << tag.name;
      ASSERT_EQ("/" + open.back(), tag.name);
      open.pop_back();
    }
    EXPECT_TRUE(open.empty());
  }
}

TEST(HtmlReport, LinksWithinAPageLeadSomewhereAndIdsAreUnique) {
  for (const std::string& page : all_pages()) {
    std::set<std::string> ids;
    std::vector<std::string> wanted;
    for (const HtmlTag& tag : read_tags(page)) {
      for (const auto& [name, value] : tag.attributes) {
        if (name == "id") {
          EXPECT_TRUE(ids.insert(value).second) << value;
        }
        if (name == "href" && value.starts_with('#')) wanted.push_back(value.substr(1));
        if (name == "aria-labelledby") wanted.push_back(value);
      }
    }
    for (const std::string& id : wanted) EXPECT_TRUE(ids.contains(id)) << id;
  }
}

TEST(HtmlReport, GivesEveryTableACaptionAndEveryHeaderAScope) {
  for (const std::string& page : all_pages()) {
    const auto tags = read_tags(page);
    for (std::size_t i = 0; i + 1 < tags.size(); ++i) {
      if (tags[i].name == "table") {
        EXPECT_EQ(tags[i + 1].name, "caption");
      }
      if (tags[i].name == "th") {
        EXPECT_TRUE(tags[i].attributes.contains("scope"));
      }
      if (tags[i].name == "img") {
        EXPECT_FALSE(tags[i].attributes.at("alt").empty());
      }
    }
  }
}

TEST(HtmlReport, IsValidUtf8WithoutInvisibleTricks) {
  for (const std::string& page : all_pages()) {
    EXPECT_EQ(valid_utf8(page), page);
    EXPECT_EQ(page.find('\x1b'), std::string::npos);
    EXPECT_EQ(page.find("\xE2\x80\xAE"), std::string::npos);
    EXPECT_TRUE(page.ends_with("</html>\n"));
  }
}

TEST(HtmlReport, NeverPronouncesOnLegality) {
  const ScanReport report = make_report();
  std::string all = report_json(report) + terminal_report(report, {100, false});
  for (const SiteReport& site : report.sites) all += verdict_detail(site, report, {100, false});
  for (const std::string& page : pages_of(report)) all += page;
  for (const char* word : {"illegal", "Illegal", "unlawful", "against the law", "criminal"}) {
    EXPECT_THAT(all, Not(HasSubstr(word)));
  }
}

TEST(SiteHtml, ShowsWhatWasFoundWithBasisMarkFixAndPlaceInTheCapture) {
  const ScanReport report = make_report();
  const std::string page = site_html(report.sites[0], report);
  EXPECT_THAT(page, HasSubstr("anid was written again after the visitor refused."));
  EXPECT_THAT(page, HasSubstr("(read in the primary text, 2026-11-20)"));
  EXPECT_THAT(page, HasSubstr("(not verified: check the official text before relying on it)"));
  EXPECT_THAT(page, HasSubstr("Treated as an infringement. Competent under profile "
                              "<bdi>nl</bdi>: <bdi>Autoriteit Consument &amp; Markt</bdi>"));
  EXPECT_THAT(page, HasSubstr("line 44 of <a href=\"refuse/events.ndjson\">"));
  EXPECT_THAT(page, HasSubstr("Evidence: 3 observations, 1 shown"));
  EXPECT_THAT(page, HasSubstr("src=\"refuse/1-loaded.jpg\""));
  EXPECT_THAT(page, HasSubstr("href=\"../../report.html\""));
}

TEST(SiteHtml, SaysPlainlyWhatWasNotMeasured) {
  const ScanReport report = make_report();
  const std::string missing = site_html(report.sites[3], report);
  EXPECT_THAT(missing, HasSubstr("This site was not measured</strong>: "
                                 "<bdi>the host name does not resolve</bdi>"));
  EXPECT_THAT(missing, HasSubstr("says nothing either way"));
  EXPECT_THAT(missing, HasSubstr("Nothing was judged."));
  EXPECT_THAT(missing, Not(HasSubstr("badge pass\"><span aria-hidden=\"true\">✓</span> "
                                     "Pass</span></p>")));
  const std::string partial = site_html(report.sites[2], report);
  EXPECT_THAT(partial, HasSubstr("This site was partly measured"));
}

TEST(SiteHtml, LinksEvidenceOfARunOverSeveralSitesBesideTheSites) {
  ScanReport report = make_report();
  report.sites[0].judgement.findings[1].evidence[0].at.run = "cross-1";
  EXPECT_THAT(site_html(report.sites[0], report),
              HasSubstr("line 44 of <a href=\"../../cross/cross-1/events.ndjson\">"));
  report.sites[0].judgement.findings[1].evidence[0].at.run = "../x";
  EXPECT_THAT(site_html(report.sites[0], report), HasSubstr("line 44 of <bdi>run ../x</bdi>"));
}

TEST(SiteHtml, StatesThatThirdPartyCookiesWereBlocked) {
  ScanReport report = make_report();
  EXPECT_THAT(site_html(report.sites[0], report), HasSubstr("Third-party cookies were allowed"));
  report.settings.third_party_cookies_allowed = false;
  EXPECT_THAT(site_html(report.sites[0], report),
              HasSubstr("Third-party cookies were blocked by the browser"));
}

TEST(SiteHtml, ShowsNoScreenshotFromOutsideItsFolder) {
  ScanReport report = make_report();
  for (const char* file : {"../../etc/passwd", "/etc/passwd", "https://x.example/a.jpg", ""}) {
    for (RunObservation& run : report.sites[0].facts.observation.runs) {
      for (Screenshot& shot : run.screenshots) shot.file = file;
    }
    EXPECT_THAT(site_html(report.sites[0], report), Not(HasSubstr("<img"))) << file;
  }
}

TEST(RunHtml, ListsSitesHeaviestFirstAndLinksToTheirPages) {
  const std::string page = run_html(make_report());
  const auto news = page.find("href=\"sites/news.example-1a2b3c4d/report.html\"");
  const auto shop = page.find("href=\"sites/shop.example-55667788/report.html\"");
  ASSERT_NE(news, std::string::npos);
  ASSERT_NE(shop, std::string::npos);
  EXPECT_LT(news, shop);
  EXPECT_THAT(page, HasSubstr("<strong>not measured</strong>: "
                              "<bdi>the host name does not resolve</bdi>"));
}

TEST(RunHtml, SaysWhatAnAbsentListMeans) {
  EXPECT_THAT(run_html(make_report()), HasSubstr("Advertising hosts that only this list names"));
}

TEST(RunHtml, TellsWhichCompanyFollowsVisitors) {
  const std::string page = run_html(make_report());
  EXPECT_THAT(page, HasSubstr("follows from site to site"));
  EXPECT_THAT(page, HasSubstr("2 of 4"));
}

TEST(RunHtml, WritesAThousandSitesInSeconds) {
  ScanReport report = make_report();
  report.sites.assign(1000, make_tracking_site());
  const auto begin = std::chrono::steady_clock::now();
  const std::string page = run_html(report);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  EXPECT_LT(page.size(), 4'000'000U) << "a page that a browser opens at once";
  // Measured: well below a second without optimisation; the bound only catches a quadratic writer.
  EXPECT_LT(took.count(), 20.0);
}

TEST(FileUrl, StaysBelowThePage) {
  EXPECT_EQ(file_url("sites/a b/report.html"), "sites/a%20b/report.html");
  EXPECT_EQ(file_url("x:y/ü\"<"), "x%3Ay/%C3%BC%22%3C");
  for (const char* bad : {"", "/a", "a//b", "../a", "a/../b", "a/.", "a/"}) {
    EXPECT_EQ(file_url(bad), "") << bad;
  }
}

TEST(WayUp, LeadsFromAFolderToTheOutputFolder) {
  EXPECT_EQ(way_up_from("sites/a"), "../../");
  EXPECT_EQ(way_up_from("a"), "../");
  for (const char* bad : {"", "..", "/a", "a/"}) EXPECT_EQ(way_up_from(bad), "") << bad;
}

TEST(WebAddress, IsHttpOrHttpsAlone) {
  EXPECT_TRUE(is_web_address("https://a.example/?q=%22"));
  EXPECT_TRUE(is_web_address("http://a.example"));
  for (const char* bad : {"", "javascript:alert(1)", "data:text/html,x", "HTTPS://a.example",
                          "https://a.example/\n", " https://a.example", "//a.example"}) {
    EXPECT_FALSE(is_web_address(bad)) << bad;
  }
}

}  // namespace
}  // namespace consentry
