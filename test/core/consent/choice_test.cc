// SPDX-License-Identifier: Apache-2.0
#include "core/consent/choice.h"

#include <fstream>
#include <gtest/gtest.h>
#include <iterator>

#include "fakes/shop_choice.h"

namespace consentry {
namespace {

std::string wire_example() {
  std::ifstream file(CONSENTRY_SOURCE_DIR "/test/data/wire/choice.json");
  return {std::istreambuf_iterator<char>(file), {}};
}

// The example with one piece replaced.
Result<Choice> with(const std::string& what, const std::string& instead) {
  std::string text = wire_example();
  const std::size_t at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  return parse_choice(text.replace(at, what.size(), instead));
}

TEST(ParseChoice, ReadsWhatTheTagSends) {
  const auto choice = parse_choice(wire_example());
  ASSERT_TRUE(choice) << choice.error().text();
  EXPECT_EQ(choice->site, "shop");
  EXPECT_EQ(choice->visitor.text(), "019aadf3c5d0a1b2c3d4e5f60718293a");
  EXPECT_EQ(choice->act, Act::custom);
  EXPECT_EQ(choice->purposes.at(1), (std::pair<std::string, bool>{"statistics", true}));
  EXPECT_EQ(choice->services, std::vector<std::string>{"adnet"});
  EXPECT_EQ(choice->clicks, 3);
  EXPECT_EQ(choice->shown_ms, 4210);
  EXPECT_EQ(choice->time.milliseconds, 1763846800000);
  EXPECT_FALSE(choice->gpc);
  EXPECT_EQ(objection(*choice, shop_notice()), std::nullopt);
}

TEST(ParseChoice, NamesTheMemberThatIsWrong) {
  const std::vector<std::array<std::string, 3>> cases{
      {"\"shop\"", "\"Shop\"", "site"},
      {"\"shop\"", "7", "site"},
      {"019aadf3c5d0a1b2c3d4e5f60718293a\"", "019AADF3c5d0a1b2c3d4e5f60718293a\"", "id"},
      {"-mia3ur40", " or 1=1", "key"},
      {"-mia3ur40", std::string(40, 'k'), "key"},
      {"\"custom\"", "\"maybe\"", "event"},
      {"\"marketing\": false", "\"marketing\": 0", "purposes"},
      {"\"marketing\"", "\"__proto__\"", "purposes"},
      {"[\"adnet\"]", "[\"adnet\",\"adnet\"]", "services"},
      {"[\"adnet\"]", "{}", "services"},
      {"\"0a1b2c3d\"", "\"0a1b2c3\"", "notice"},
      {"\"nl\"", "\"n l\"", "language"},
      {"\"box\"", "null", "layout"},
      {"\"clicks\": 3", "\"clicks\": -3", "clicks"},
      {"4210", "1e99", "ms"},
      {"1763846800000", "99999999999999999999", "time"},
      {"\"gpc\": false", "\"gpc\": false, \"ip\": 1", "signals"},
      {"\"clicks\"", "\"clocks\"", "clicks"},
  };
  for (const auto& [what, instead, member] : cases) {
    const auto choice = with(what, instead);
    ASSERT_FALSE(choice) << instead;
    EXPECT_EQ(choice.error().kind(), ErrorKind::invalid_input);
    EXPECT_NE(choice.error().text().find("\"" + member + "\""), std::string::npos)
        << choice.error().text();
  }
}

TEST(ParseChoice, RefusesMembersThatNobodyAskedFor) {
  EXPECT_FALSE(with("\"clicks\": 3", "\"clicks\": 3, \"email\": \"a@b.example\""));
}

TEST(ParseChoice, RefusesWhatIsNoJsonObject) {
  for (const std::string& text : std::vector<std::string>{
           "", "[]", "{", "{}", "null", "{\"a\":\"\xff\"}", std::string(5000, '['),
           wire_example() + "{}", "\xef\xbb\xbf" + wire_example()}) {
    EXPECT_FALSE(parse_choice(text)) << text.substr(0, 30);
  }
  EXPECT_EQ(parse_choice(std::string(kMaxChoiceBytes + 1, ' ')).error().kind(),
            ErrorKind::exhausted);
}

TEST(Objection, IsNoneWhenTheChoiceAnswersTheNotice) {
  for (const Act act : {Act::accept_all, Act::reject_all, Act::custom, Act::withdraw})
    EXPECT_EQ(objection(shop_choice(1, "k", act), shop_notice()), std::nullopt) << name_of(act);
}

TEST(Objection, IsMadeToAnswersOfOtherQuestions) {
  Choice choice = shop_choice(1);
  choice.purposes.pop_back();
  EXPECT_TRUE(objection(choice, shop_notice()));
  choice = shop_choice(1);
  std::swap(choice.purposes[1], choice.purposes[2]);
  EXPECT_TRUE(objection(choice, shop_notice()));
  choice = shop_choice(1, "k", Act::custom);
  choice.services = {"unheard-of"};
  EXPECT_TRUE(objection(choice, shop_notice()));
  choice = shop_choice(1);
  choice.language = "fr";
  EXPECT_TRUE(objection(choice, shop_notice()));
  choice = shop_choice(1);
  choice.layout = "wall";
  EXPECT_TRUE(objection(choice, shop_notice()));
  choice = shop_choice(1);
  choice.purposes[0].second = false;
  EXPECT_TRUE(objection(choice, shop_notice()));
}

TEST(Objection, IsMadeToEventsThatAreNotTrue) {
  for (const Act act : {Act::accept_all, Act::reject_all, Act::custom, Act::withdraw}) {
    for (const Act said : {Act::accept_all, Act::reject_all, Act::custom, Act::withdraw}) {
      Choice choice = shop_choice(1, "k", act);
      choice.act = said;
      const bool none_granted = act == Act::reject_all || act == Act::withdraw;
      const bool says_none = said == Act::reject_all || said == Act::withdraw;
      const bool true_said =
          none_granted == says_none && (none_granted || said == act || said == Act::custom);
      EXPECT_EQ(!objection(choice, shop_notice()), true_said)
          << name_of(act) << " said to be " << name_of(said);
    }
  }
}

TEST(VisitorId, BeginsWithItsTime) {
  const auto id = VisitorId::parse("019aadf3c5d0a1b2c3d4e5f60718293a");
  ASSERT_TRUE(id);
  EXPECT_EQ(id->first_seen().milliseconds, 0x019aadf3c5d0);
  EXPECT_EQ(VisitorId::parse("019aadf3c5d0a1b2c3d4e5f60718293"), std::nullopt);
  EXPECT_EQ(VisitorId::parse("019aadf3c5d0a1b2c3d4e5f60718293g"), std::nullopt);
}

}  // namespace
}  // namespace consentry
