// SPDX-License-Identifier: Apache-2.0
#include "io/http/declaration_page.h"

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "io/http/consent_server.h"

namespace consentry::http {
namespace {

namespace json = boost::json;
using ::testing::HasSubstr;
using ::testing::Not;

PageLanguages declaration_texts() {
  PageLanguages all;
  for (const char* language : {"en", "nl", "de"}) {
    all[language] = *parse_page_texts(
        source_file(std::string("data/translations/declaration/") + language + ".json"));
    all[language]["change"] = "Change";
  }
  return all;
}

SiteDeclaration shop_declaration() {
  SiteDeclaration made{"shop", "Corner Shop", "/privacy", {1763846801000}, {"en", "nl"}, {}};
  made.groups = {{"marketing",
                  {{"en", "Ads"}, {"nl", "Reclame"}},
                  {{"en", "Shows ads."}},
                  {{"<b>x", "cookie", "shop.example", "A & B", "US", KeptFor::session, 0}}}};
  return made;
}

class DeclarationPage : public ::testing::Test {
 protected:
  DeclarationPage() {
    PublishedSite site = server_.sites->sites().front();
    site.declaration = declaration_json(shop_declaration());
    PublishedSite silent = site;
    silent.id = "silent";
    silent.declaration.clear();
    server_.sites = std::make_shared<const SiteDirectory>(std::vector<PublishedSite>{site, silent});
    server_.texts.declarations = declaration_texts();
    server_.texts.declaration_script = "SCRIPT";
  }
  ConsentServer server_;
};

TEST_F(DeclarationPage, NeedsNoScriptAndAllowsNone) {
  const Response page = server_.get("/d/shop");
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(header_of(page, "Content-Type"), "text/html; charset=utf-8");
  EXPECT_THAT(header_of(page, "Content-Security-Policy"),
              HasSubstr("default-src 'none'; style-src 'unsafe-inline'"));
  EXPECT_THAT(header_of(page, "Content-Security-Policy"),
              HasSubstr("frame-ancestors https://shop.example"));
  EXPECT_THAT(page.body, Not(HasSubstr("<script")));
  EXPECT_THAT(page.body, HasSubstr("Last updated: November 22, 2025"));
  EXPECT_THAT(page.body, HasSubstr("href=\"https://shop.example/#consentry-open\""));
  EXPECT_THAT(page.body, HasSubstr("href=\"https://shop.example/privacy\""));
}

TEST_F(DeclarationPage, LetsNoNameBecomeMarkup) {
  const std::string body = server_.get("/d/shop").body;
  EXPECT_THAT(body, HasSubstr("&lt;b&gt;x"));
  EXPECT_THAT(body, HasSubstr("A &amp; B"));
  EXPECT_THAT(body, Not(HasSubstr("<b>x")));
}

TEST_F(DeclarationPage, SpeaksTheLanguageThatIsAskedForAndElseOneOfTheSites) {
  EXPECT_THAT(server_.get("/d/shop", {{"Accept-Language", "nl-BE,en;q=0.5"}}).body,
              HasSubstr("<html lang=\"nl\""));
  EXPECT_THAT(server_.get("/d/shop", {{"Accept-Language", "de"}}).body,
              HasSubstr("<html lang=\"en\""));
  EXPECT_THAT(server_.get("/d/shop?lang=de").body, HasSubstr("<html lang=\"de\""));
  EXPECT_THAT(server_.get("/d/shop?lang=de-AT").body, HasSubstr("<html lang=\"de\""));
  EXPECT_THAT(server_.get("/d/shop?lang=xx").body, HasSubstr("<html lang=\"en\""));
}

TEST_F(DeclarationPage, IsJsonAndMarkdownAndAScriptAsWell) {
  const Response data = server_.get("/d/shop.json?lang=nl");
  EXPECT_EQ(header_of(data, "Access-Control-Allow-Origin"), "*");
  const json::object value = json::parse(data.body).as_object();
  EXPECT_EQ(value.at("format").as_string(), "consentry-declaration/1");
  EXPECT_EQ(value.at("text").as_object().at("tables").as_array().at(0).as_object().at("heading"),
            "Reclame");
  EXPECT_THAT(server_.get("/d/shop.md").body, HasSubstr("## Ads\n\nShows ads."));
  EXPECT_EQ(server_.get("/d/shop.js").body, "SCRIPT");
}

TEST_F(DeclarationPage, IsNotThereWithoutAScan) {
  for (const char* path : {"/d/silent", "/d/nobody", "/d/shop.exe", "/d/", "/d/silent.js"})
    EXPECT_EQ(server_.get(path).status, 404) << path;
}

}  // namespace
}  // namespace consentry::http
