// SPDX-License-Identifier: Apache-2.0
#include "command/site_check.h"

#include <gtest/gtest.h>

namespace consentry {
namespace {

const PublishedNotice kShop{"shop.js", "0123abcd"};

SiteObservation site_with(std::vector<Request> requests, std::vector<CookieWrite> writes = {}) {
  RunObservation run;
  run.requests = std::move(requests);
  run.cookie_writes = std::move(writes);
  return {"https://shop.example/", {std::move(run)}};
}

Request answered(const std::string& url, int status = 200) {
  Request request;
  request.url = url;
  request.status = status;
  return request;
}

CookieWrite choice(const std::string& value, const std::string& name = "consentry") {
  CookieWrite write;
  write.name = name;
  write.value = value;
  return write;
}

TEST(TagPresence, IsAbsentWhereNothingOfItWasSeen) {
  EXPECT_EQ(tag_presence({}, kShop), TagPresence::absent);
  EXPECT_EQ(tag_presence(site_with({answered("https://shop.example/app.js")}), kShop),
            TagPresence::absent);
}

TEST(TagPresence, OneLanguageAndAnyFolderAreTheTagButItsPanelOrAnErrorIsNot) {
  for (const char* url : {"https://shop.example/t/shop.js", "https://cdn.example/shop.js?v=2",
                          "https://shop.example/t/shop.nl.js"}) {
    EXPECT_EQ(tag_presence(site_with({answered(url)}), kShop), TagPresence::unproven) << url;
  }
  for (const char* url : {"https://shop.example/t/shop.panel.js", "https://a.example/myshop.js",
                          "https://a.example/shop.js/x", "https://a.example/x?y=/shop.js"}) {
    EXPECT_EQ(tag_presence(site_with({answered(url)}), kShop), TagPresence::absent) << url;
  }
  EXPECT_EQ(tag_presence(site_with({answered("https://shop.example/t/shop.js", 404)}), kShop),
            TagPresence::absent);
}

TEST(TagPresence, AChoiceStatesTheNotice) {
  const std::vector<Request> loaded{answered("https://shop.example/t/shop.js")};
  EXPECT_EQ(tag_presence(site_with(loaded, {choice("0123abcd~m1~x~")}), kShop),
            TagPresence::current);
  EXPECT_EQ(tag_presence(site_with(loaded, {choice("ffffffff~m1~x~")}), kShop), TagPresence::older);
  EXPECT_EQ(tag_presence(site_with({}, {choice("0123abcd~m1~x~")}), kShop), TagPresence::current);
}

TEST(TagPresence, AnotherCookieOrOneOfAThirdPartyStatesNothing) {
  CookieWrite foreign = choice("0123abcd~m1~x~");
  foreign.third_party = true;
  EXPECT_EQ(tag_presence(site_with({}, {foreign, choice("0123abcd~", "other")}), kShop),
            TagPresence::absent);
}

}  // namespace
}  // namespace consentry
