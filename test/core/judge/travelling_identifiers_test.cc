// SPDX-License-Identifier: Apache-2.0
// Identifiers that leave the device again (PRE-05) or are told to another company (PRE-07).
#include <gtest/gtest.h>

#include "core/base/digest.h"
#include "core/judge/book_under_test.h"
#include "core/judge/disguised_value.h"

namespace consentry {
namespace {

constexpr const char* kTag = "https://cdn.ads.example/tag.js";

// Differs between the two profiles, as identifiers do.
std::string id_in(const RunMaker& run) {
  return run.run().name == "refuse" ? "f3a91c07d2b84e65a0c1" : "0b7de2c96a5f4138b9d4";
}

using Send = std::function<void(RunMaker&, const std::string&)>;

// Ads Inc's script keeps an identifier in a first-party cookie; `send` sends it somewhere.
SiteMaker site_that(const Send& send, Function writer = Function::advertising) {
  SiteMaker site;
  for (RunMaker* run : site.both()) {
    const std::string id = id_in(*run);
    run->request(kTag, party("Ads Inc", writer)).script_cookie("shop.example", "aid", id, kTag);
    send(*run, id);
  }
  ItemFacts& item = site.cookie("shop.example", "aid");
  item.purpose = Purpose::marketing;
  item.catalogued = true;
  item.identifier = IdentifierStrength::strong;
  item.setter_company = "Ads Inc";
  item.setter_domain = "ads.example";
  item.setter_function = writer;
  return site;
}

SiteMaker telling(const std::string& url, const RequestFacts& receiver,
                  std::string (*form)(std::string_view) = nullptr) {
  return site_that([&](RunMaker& run, const std::string& id) {
    run.request(url + (form == nullptr ? id : form(id)), receiver);
  });
}

TEST(IdentifiersRead, SentBackToTheTrackerThatKeptThemAreABreach) {
  const auto site = telling("https://in.ads.example/e?u=", tracker("Ads Inc"));
  const Finding read = judged(site, "PRE-05");
  EXPECT_EQ(read.verdict, Verdict::breach);
  EXPECT_EQ(read.summary,
            "Identifiers were read from the device and sent out before any choice: aid.");
  EXPECT_EQ(verdict(site, "PRE-07"), "pass") << "nobody else was told";
}

TEST(IdentifiersRead, NothingSentIsNothingReadAndEarlierRequestsCarryNothing) {
  const auto silent = site_that([](RunMaker&, const std::string&) {});
  EXPECT_EQ(verdict(silent, "PRE-05"), "pass");
  SiteMaker early;
  for (RunMaker* run : early.both()) {
    const std::string id = id_in(*run);
    run->request("https://in.ads.example/e?u=" + id, tracker("Ads Inc"))
        .script_cookie("shop.example", "aid", id, kTag);
  }
  early.cookie("shop.example", "aid") = silent.facts().classification.items.begin()->second;
  EXPECT_EQ(verdict(early, "PRE-05"), "pass") << "sent before it was kept";
}

TEST(IdentifiersRead, ThoseOfTheSiteItselfThatAreNecessaryAreNone) {
  auto site = telling("https://in.ads.example/e?u=", tracker("Ads Inc"));
  site.cookie("shop.example", "aid").purpose = Purpose::necessary;
  EXPECT_EQ(verdict(site, "PRE-05"), "pass");
  EXPECT_EQ(verdict(site, "PRE-07"), "pass");
}

TEST(IdentifiersShared, AnotherTrackerThatIsToldIsABreachInEveryForm) {
  const auto base64 = [](std::string_view id) { return base64_of(id); };
  const auto quoted = [](std::string_view id) {
    return "%7B%22u%22%3A%22" + std::string(id) + "%22%7D";
  };
  for (std::string (*form)(std::string_view) :
       {+[](std::string_view id) { return std::string(id); },
        +[](std::string_view id) { return sha256_hex(id); },
        +[](std::string_view id) { return sha1_hex(id); },
        +[](std::string_view id) { return md5_hex(id); },
        static_cast<std::string (*)(std::string_view)>(base64),
        static_cast<std::string (*)(std::string_view)>(quoted)}) {
    const auto site = telling("https://match.other.example/sync?p=", tracker("Other Ltd"), form);
    const Finding shared = judged(site, "PRE-07");
    EXPECT_EQ(shared.verdict, Verdict::breach) << form("x");
    EXPECT_EQ(shared.runs_agreeing, 2);
  }
}

TEST(IdentifiersShared, BodiesReferrersAndMessagesAreReadToo) {
  const auto body = site_that([](RunMaker& run, const std::string& id) {
    run.request("https://match.other.example/sync", tracker("Other Ltd"));
    run.last_request().post_data = R"({"partner":")" + id + R"("})";
  });
  EXPECT_EQ(verdict(body, "PRE-07"), "breach");
  const auto frame = site_that([](RunMaker& run, const std::string& id) {
    run.request("wss://live.other.example/", tracker("Other Ltd"));
    Request& socket = run.last_request();
    socket.sent_frames.push_back({socket.at, socket.when, "hello " + id});
  });
  EXPECT_EQ(verdict(frame, "PRE-07"), "breach");
}

TEST(IdentifiersShared, APartOfALongerWordIsNoIdentifier) {
  const auto site = telling("https://match.other.example/sync?p=aa", tracker("Other Ltd"));
  EXPECT_EQ(verdict(site, "PRE-07"), "pass");
}

TEST(IdentifiersShared, UnknownReceiversAreARiskAndHarmlessOnesNothing) {
  EXPECT_EQ(
      verdict(telling("https://x.unknown.example/?p=", party("", Function::unknown)), "PRE-07"),
      "risk");
  for (const Function function :
       {Function::cdn, Function::payment, Function::consent_manager, Function::security}) {
    EXPECT_EQ(verdict(telling("https://x.other.example/?p=", party("Other", function)), "PRE-07"),
              "pass")
        << name_of(function);
  }
}

TEST(IdentifiersShared, TheSameCompanyUnderAnotherNameOrDomainIsNotTold) {
  EXPECT_EQ(verdict(telling("https://collect.adsinc.example/?p=", tracker("Ads Inc")), "PRE-07"),
            "pass");
  auto site = telling("https://collect.beta.example/?p=", tracker("Beta"));
  site.cookie("shop.example", "aid").vendor = "Beta Analytics";
  EXPECT_EQ(verdict(site, "PRE-07"), "pass");
}

TEST(IdentifiersShared, WhoMerelyDeliversTheScriptDoesNotOwnTheValue) {
  for (const Function writer : {Function::tag_manager, Function::cdn, Function::hosting}) {
    auto site = site_that(
        [](RunMaker& run, const std::string& id) {
          run.request("https://collect.stats.example/?p=" + id, tracker("Stats"));
        },
        writer);
    EXPECT_EQ(verdict(site, "PRE-07"), "pass") << "a catalogued name is its maker's";
    ItemFacts& item = site.cookie("shop.example", "aid");
    item.catalogued = false;
    item.purpose = Purpose::unknown;
    EXPECT_EQ(verdict(site, "PRE-07"), "risk") << "the site's own, told to a tracker";
  }
}

TEST(IdentifiersShared, TimesAndWhatOthersHoldTooIdentifyNobody) {
  SiteMaker site;
  for (RunMaker* run : site.both()) {
    run->request(kTag, tracker("Ads Inc"))
        .script_cookie("shop.example", "aid", "v1." + id_in(*run) + ".1763800000.build77812345",
                       kTag)
        .request("https://other.example/?t=1763800000&b=build77812345", tracker("Other"));
  }
  ItemFacts& item = site.cookie("shop.example", "aid");
  item.identifier = IdentifierStrength::strong;
  item.purpose = Purpose::marketing;
  item.catalogued = true;
  item.setter_company = "Ads Inc";
  item.setter_domain = "ads.example";
  item.setter_function = Function::advertising;
  EXPECT_EQ(verdict(site, "PRE-07"), "pass");
}

TEST(IdentifiersShared, OneProfileCannotTellIdentifiers) {
  SiteMaker site;
  site.run("refuse").request(kTag, tracker("Ads Inc"));
  EXPECT_EQ(verdict(site, "PRE-07"), "not-measured");
}

}  // namespace
}  // namespace consentry
