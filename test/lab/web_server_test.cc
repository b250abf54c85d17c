// SPDX-License-Identifier: Apache-2.0
#include "lab/web_server.h"

#include <algorithm>
#include <array>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "command/embedded.h"
#include "lab/consent_config.h"
#include "lab/tc_string.h"

namespace consentry::lab {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

http::Request get(std::string host, std::string path, std::string cookie = {}) {
  http::Request request;
  request.method = "GET";
  request.host = std::move(host);
  const std::size_t question = std::min(path.find('?'), path.size());
  request.query = path.substr(std::min(question + 1, path.size()));
  request.path = path.substr(0, question);
  request.secure = true;
  if (!cookie.empty()) request.headers.push_back({"Cookie", std::move(cookie)});
  return request;
}

std::string header_of(const http::Response& response, std::string_view name) {
  for (const http::Header& header : response.headers) {
    if (header.name == name) return header.value;
  }
  return {};
}

class LabServer : public ::testing::Test {
 protected:
  LabServer()
      : assets_([](std::string_view name) { return embedded(name); }),
        web_(std::move(*make_web(1, 40, assets_))),
        server_(web_, assets_) {}

  const Site& playing(std::string_view scenario) {
    return *std::find_if(web_.sites.begin(), web_.sites.end(),
                         [&](const Site& site) { return site.scenario == scenario; });
  }

  Assets assets_;
  LabWeb web_;
  WebServer server_;
};

TEST_F(LabServer, EverySiteHasWhatItsPagesLinkTo) {
  for (const Site& site : web_.sites) {
    for (const char* path : {"/", "/read/1", "/read/6", "/contact", "/privacy", "/assets/site.css",
                             "/assets/site.js", "/img/0.svg", "/img/7.svg"}) {
      const http::Response response = server_.answer(get(site.host, path));
      EXPECT_EQ(response.status, 200) << site.host << path;
      EXPECT_GT(response.content().size(), 60U) << site.host << path;
    }
    EXPECT_EQ(server_.answer(get(site.host, "/assets/consent-config.js")).status,
              site.has_banner() ? 200 : 404);
    EXPECT_EQ(server_.answer(get(site.host, "/no-such-page")).status, 404);
  }
}

TEST_F(LabServer, EveryTagIsServedUnderItsOwnHost) {
  for (const Party& party : parties()) {
    const std::string source = with_account(party.source, "X1");
    const std::size_t slash = source.find('/', 8);
    const http::Response response =
        server_.answer(get(source.substr(8, slash - 8), source.substr(slash)));
    EXPECT_TRUE(response.status == 200 || (party.image && response.status == 204)) << source;
    EXPECT_TRUE(server_.serves(source.substr(8, slash - 8)));
    if (!party.image) {
      EXPECT_THAT(header_of(response, "Content-Type"), StartsWith("text/javascript"));
      EXPECT_GT(response.content().size(), 100U) << source;
    }
  }
}

TEST_F(LabServer, ServesRealConsentManagersFromTheirPackages) {
  const std::string& host = playing("Klaro, well set up").host;
  for (const char* name :
       {"klaro.js", "vanilla-cookieconsent.js", "vanilla-cookieconsent.css",
        "osano-cookieconsent.js", "osano-cookieconsent.css", "orejime.js", "orejime.css",
        "tarteaucitron.js", "tarteaucitron.css", "c15t.js", "c15t.css"}) {
    EXPECT_GT(server_.answer(get(host, std::string("/assets/") + name)).content().size(), 4000U)
        << name;
  }
}

TEST_F(LabServer, LeadsTheBareHostToWww) {
  const Site& site = playing("redirected to www, honest banner in a frame");
  const http::Response response = server_.answer(get(site.bare_host, "/read/2?a=b"));
  EXPECT_EQ(response.status, 301);
  EXPECT_EQ(header_of(response, "Location"), "https://www." + site.bare_host + "/read/2?a=b");
  EXPECT_EQ(server_.answer(get(site.host, "/")).status, 200);
}

TEST_F(LabServer, LeadsPlainHttpToHttps) {
  http::Request request = get(web_.sites.front().host, "/");
  request.secure = false;
  EXPECT_EQ(header_of(server_.answer(request), "Location"), web_.sites.front().url());
}

TEST_F(LabServer, KnowsNoOtherHosts) {
  EXPECT_EQ(server_.answer(get("unknown.example", "/")).status, 421);
  EXPECT_FALSE(server_.serves("unknown.example"));
  EXPECT_FALSE(server_.serves(""));
}

TEST_F(LabServer, GivesNecessaryCookiesOnceAndAtRandom) {
  const Site& site = playing("only necessary cookies, no banner needed");
  const std::string one = header_of(server_.answer(get(site.host, "/")), "Set-Cookie");
  const std::string two = header_of(server_.answer(get(site.host, "/")), "Set-Cookie");
  EXPECT_THAT(one, StartsWith("PHPSESSID="));
  EXPECT_NE(one, two);
  std::string jar;
  for (const std::string& line : site.necessary_cookies)
    jar += line.substr(0, line.find('=')) + "=x; ";
  EXPECT_EQ(header_of(server_.answer(get(site.host, "/", jar)), "Set-Cookie"), "");
}

TEST_F(LabServer, KeepsUngatedTagsOutOfHonestPages) {
  EXPECT_THAT(
      std::string(server_.answer(get(playing("honest banner with honest consent mode").host, "/"))
                      .content()),
      Not(HasSubstr("mirovante")));
  EXPECT_THAT(
      std::string(server_.answer(get(playing("trackers before the choice, no banner").host, "/"))
                      .content()),
      HasSubstr("cdn.mirovante.example/s/mv.js"));
}

TEST_F(LabServer, ABusySiteNeverEndsItsStream) {
  const Site& site = playing("never quiet, honest banner in a foreign frame");
  EXPECT_TRUE(server_.answer(get(site.host, "/api/stream")).endless);
  EXPECT_FALSE(server_.answer(get(site.host, "/api/ticker")).endless);
}

TEST_F(LabServer, TheFrameProviderKnowsOnlyThisWeb) {
  const std::string provider(kFrameProvider);
  const std::string site = web_.sites.at(2).bare_host;
  EXPECT_THAT(server_.answer(get(provider, "/frame?site=" + site)).body,
              HasSubstr("/config.js?site=" + site));
  EXPECT_THAT(server_.answer(get(provider, "/config.js?site=" + site)).body,
              HasSubstr("\"framed\":true"));
  EXPECT_EQ(server_.answer(get(provider, "/frame?site=evil.example")).status, 404);
}

TEST_F(LabServer, AFilesValidatorIsAVisitorsOwnAndKeptWhenItComesBack) {
  for (const auto& [host, asked, validator] :
       {std::array{"px.etiket.example", "If-None-Match", "ETag"},
        std::array{"px.stempel.example", "If-Modified-Since", "Last-Modified"}}) {
    const std::string first = header_of(server_.answer(get(host, "/p.gif")), validator);
    const std::string second = header_of(server_.answer(get(host, "/p.gif")), validator);
    EXPECT_FALSE(first.empty()) << host;
    EXPECT_NE(first, second) << host;
    http::Request again = get(host, "/p.gif");
    again.headers.push_back({asked, first});
    const http::Response unchanged = server_.answer(again);
    EXPECT_EQ(unchanged.status, 304) << host;
    EXPECT_EQ(header_of(unchanged, validator), first) << host;
  }
}

TEST_F(LabServer, ASharedCookieIsSetForAVisitorWithoutOneAndNotAgain) {
  const std::string first =
      header_of(server_.answer(get("www.facebook.com", "/tr/?id=1")), "Set-Cookie");
  EXPECT_THAT(first, StartsWith("fr="));
  EXPECT_THAT(first,
              HasSubstr("; Domain=facebook.com; Path=/; Max-Age=7776000; Secure; SameSite=None"));
  EXPECT_NE(first, header_of(server_.answer(get("www.facebook.com", "/tr/?id=1")), "Set-Cookie"));
  EXPECT_EQ(header_of(server_.answer(get("www.facebook.com", "/tr/?id=1", "fr=abc")), "Set-Cookie"),
            "");
}

class LabNetwork : public LabServer {
 protected:
  // The visitor's cookie after a page with the network's script.
  std::string visit(const std::string& cookie, const std::string& site, const std::string& topic) {
    const http::Response response = server_.answer(
        get(std::string(Network::kHub),
            "/v3/hello?at=" + site + "&page=/&topic=" + topic + "&cs=unknown", cookie));
    last_ = response.body;
    const std::string set = header_of(response, "Set-Cookie");
    return set.empty() ? cookie : set.substr(0, set.find(';'));
  }
  std::string last_;
};

TEST_F(LabNetwork, FollowsOneVisitorOverSitesAndKeepsTwoApart) {
  const std::string anna = visit("", "one.example", "hiking");
  EXPECT_THAT(anna, StartsWith("mv_id="));
  EXPECT_EQ(visit(anna, "two.example", "hiking"), anna);
  const std::string berta = visit("", "one.example", "health");
  EXPECT_NE(anna, berta);
  const std::string json = server_.network().profiles_json();
  EXPECT_THAT(json,
              HasSubstr("{\"id\":\"" + anna.substr(6) + "\",\"sites\":[{\"site\":\"one.example\""));
  EXPECT_THAT(json, HasSubstr("\"interests\":{\"hiking\":2}"));
  EXPECT_THAT(json, HasSubstr("\"interests\":{\"health\":1}"));
}

TEST_F(LabNetwork, ShowsAdvertisementsByWhatWasReadElsewhere) {
  std::string visitor = visit("", "one.example", "hiking");
  visitor = visit(visitor, "two.example", "hiking");
  visit(visitor, "three.example", "cooking");
  EXPECT_THAT(last_, HasSubstr("boots"));
}

TEST_F(LabNetwork, ReplacesAnIdentifierThatItNeverGave) {
  EXPECT_THAT(visit("mv_id=<script>", "one.example", ""), Not(HasSubstr("script")));
}

TEST_F(LabNetwork, ShowsWhatItKnowsToPeopleAndPrograms) {
  visit("", "<b>evil</b>", "x");
  http::Request page = get(std::string(Network::kHub), "/profiles");
  EXPECT_THAT(server_.answer(page).body, HasSubstr("&lt;b&gt;evil&lt;/b&gt;"));
  EXPECT_THAT(server_.answer(page).body, HasSubstr("1 profile."));
  page.headers.push_back({"Accept", "application/json"});
  EXPECT_THAT(server_.answer(page).body, StartsWith("{\"company\":\"Mirovante\""));
  EXPECT_THAT(server_.answer(get("127.0.0.1", "/profiles.json")).body, StartsWith("{\"company\""));
}

TEST_F(LabNetwork, ForgetsRatherThanGrowsWithoutEnd) {
  std::string visitor = visit("", "first.example", "");
  for (int i = 0; i < 2000; ++i)
    visit(visitor, "site" + std::to_string(i) + ".example", "topic" + std::to_string(i));
  EXPECT_LT(server_.network().profiles_json().size(), 60'000U);
}

// The value of `width` bits at `from` of a base64url string.
long bits(std::string_view text, std::size_t from, std::size_t width) {
  static constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  long value = 0;
  for (std::size_t bit = from; bit < from + width; ++bit) {
    const std::size_t sextet = kAlphabet.find(text.at(bit / 6));
    value = value * 2 + static_cast<long>(sextet >> (5 - bit % 6) & 1U);
  }
  return value;
}

TEST(TcString, StandsWhereTheSpecificationPutsIt) {
  constexpr std::array kVendors{2, 5, 9};
  const std::string granted = tc_string({true, kVendors, 92, "nl", "NL"});
  const std::string core = granted.substr(0, granted.find('.'));
  EXPECT_EQ(bits(core, 0, 6), 2);              // version
  EXPECT_EQ(bits(core, 6, 36), 17934912000);   // created
  EXPECT_EQ(bits(core, 78, 12), 92);           // consent manager
  EXPECT_EQ(bits(core, 108, 6), 'n' - 'a');    // language
  EXPECT_EQ(bits(core, 132, 6), 5);            // policy
  EXPECT_EQ(bits(core, 138, 1), 1);            // service-specific
  EXPECT_EQ(bits(core, 152, 24), 0xFFC000);    // purposes
  EXPECT_EQ(bits(core, 213, 16), 9);           // greatest vendor
  EXPECT_EQ(bits(core, 230, 9), 0b010010001);  // vendors 2, 5, 9
  const std::string denied = tc_string({false, kVendors, 92, "nl", "NL"});
  EXPECT_EQ(bits(denied, 152, 24), 0);
  EXPECT_EQ(bits(denied, 213, 16), 0);
  EXPECT_EQ(denied.substr(denied.find('.')),
            granted.substr(granted.find('.')));  // disclosed either way
  EXPECT_EQ(bits(denied.substr(denied.find('.') + 1), 0, 3), 1);
}

}  // namespace
}  // namespace consentry::lab
