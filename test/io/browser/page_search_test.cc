// SPDX-License-Identifier: Apache-2.0
// Finding further pages of a site in a real browser.
#include "io/browser/page_search.h"

#include <gtest/gtest.h>

#include "command/embedded.h"
#include "io/browser/browser.h"
#include "io/browser/loopback_site.h"
#include "io/browser/recorded_run.h"
#include "io/browser/run.h"
#include "io/browser/run_tools.h"

namespace consentry {
namespace {

using testing::LoopbackSite;
using testing::RecordedRun;

class PageSearchTest : public ::testing::Test {
 protected:
  PageSearchTest() {
    site_.serve("shop.example/", {"<title>Shop</title><a href=/a>a</a><a href=/private/b>b</a>",
                                  "text/html",
                                  200,
                                  {"Set-Cookie: sid=1"}});
    for (const char* page : {"/a", "/c", "/d", "/private/b"}) {
      site_.serve(std::string("shop.example") + page, {"<title>page</title>"});
    }
  }
  RecordedRun visit(int further_pages) {
    BrowserOptions options;
    options.connect_to = site_.address();
    auto browser = Browser::launch(options);
    EXPECT_TRUE(browser) << browser.error().text();
    RunTools tools;
    tools.program = "consentry test";
    tools.probe = embedded("probe.js");
    tools.state = embedded("state.js");
    RunPlan plan;
    plan.run = "before";
    plan.site = "http://shop.example/";
    plan.phases = {Phase::before};
    plan.pages = further_pages;
    RecordedRun recorded;
    const Status status = perform_run(**browser, plan, tools, recorded);
    EXPECT_TRUE(status) << status.error().text();
    return recorded;
  }
  bool asked(const std::string& path) { return site_.was_asked("shop.example", path); }
  LoopbackSite site_;
};

TEST_F(PageSearchTest, pages_come_from_links_and_from_the_sitemap_that_robots_txt_names) {
  site_.serve("shop.example/robots.txt",
              {"User-agent: *\nDisallow: /private\nSitemap: http://shop.example/pages.xml\n",
               "text/plain"});
  site_.serve("shop.example/pages.xml", {"<urlset><url><loc>http://shop.example/c</loc></url>"
                                         "<url><loc>http://other.example/x</loc></url></urlset>",
                                         "application/xml"});
  const RecordedRun got = visit(2);
  EXPECT_TRUE(asked("/a"));
  EXPECT_TRUE(asked("/c"));
  EXPECT_FALSE(asked("/private/b"));
  EXPECT_TRUE(got.has({"\"topic\":\"robots\"", "1 pages left out"})) << got.all();
}

TEST_F(PageSearchTest, what_is_looked_up_is_no_part_of_the_visit) {
  site_.serve("shop.example/robots.txt", {"User-agent: *\nDisallow:\n", "text/plain"});
  const RecordedRun got = visit(3);
  EXPECT_TRUE(asked("/robots.txt"));
  EXPECT_FALSE(got.has({"\"request\"", "robots.txt"})) << got.all();
  for (const auto& request : site_.seen()) {
    if (request.path != "/robots.txt") continue;
    EXPECT_EQ(request.headers.count("cookie"), 0u);
  }
}

TEST_F(PageSearchTest, an_index_leads_to_its_sitemaps) {
  site_.serve("shop.example/sitemap.xml",
              {"<sitemapindex><sitemap><loc>http://shop.example/one.xml</loc></sitemap>"
               "</sitemapindex>",
               "application/xml"});
  site_.serve("shop.example/one.xml",
              {"<urlset><url><loc>http://shop.example/d</loc></url></urlset>", "application/xml"});
  visit(3);
  EXPECT_TRUE(asked("/d"));
}

TEST_F(PageSearchTest, nothing_is_searched_where_robots_txt_fails) {
  site_.serve("shop.example/robots.txt", {"", "text/plain", 503});
  const RecordedRun got = visit(2);
  EXPECT_FALSE(asked("/a"));
  EXPECT_FALSE(asked("/sitemap.xml"));
  EXPECT_TRUE(got.has({"\"topic\":\"robots\"", "503"})) << got.all();
  EXPECT_TRUE(got.has({"\"kind\":\"close\"", "\"status\":\"complete\""})) << got.all();
}

TEST_F(PageSearchTest, one_page_asks_for_no_robots_txt) {
  visit(0);
  EXPECT_FALSE(asked("/robots.txt"));
}

}  // namespace
}  // namespace consentry
