// SPDX-License-Identifier: Apache-2.0
// The declaration that this program writes, read as it reads those of others: in each language of
// the Union every entry has its name, provider, purpose, duration and kind.
#include <array>
#include <boost/json.hpp>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>

#include "core/consent/declaration_text.h"
#include "core/judge/book_under_test.h"
#include "core/judge/declared_duration.h"
#include "core/judge/declared_items.h"

namespace consentry {
namespace {

namespace json = boost::json;

constexpr double kDay = 86'400;
constexpr std::array<const char*, 24> kUnion{"bg", "cs", "da", "de", "el", "en", "es", "et",
                                             "fi", "fr", "ga", "hr", "hu", "it", "lt", "lv",
                                             "mt", "nl", "pl", "pt", "ro", "sk", "sl", "sv"};

json::object file(const std::string& path) {
  std::ifstream stream(std::string(CONSENTRY_SOURCE_DIR "/data/translations/") + path);
  return json::parse(std::string(std::istreambuf_iterator<char>(stream), {})).as_object();
}

Texts texts_of(const std::string& language) {
  Texts texts;
  const json::object own = file("declaration/" + language + ".json");
  for (const auto& [key, value] : own) texts[std::string(key)] = std::string(value.as_string());
  const json::object tag = file("tag/" + language + ".json");
  for (const auto& [id, words] : tag.at("categories").as_object()) {
    for (const char* what : {"name", "description"})
      texts["categories." + std::string(id) + "." + what] =
          std::string(words.as_object().at(what).as_string());
  }
  return texts;
}

SiteDeclaration declaration() {
  SiteDeclaration made{"shop", "Corner Shop", "", {1763846801000}, {"en"}, {}};
  made.groups = {
      {"necessary",
       {},
       {},
       {{"sid", "cookie", "shop.example", "Corner Shop", "", KeptFor::session, 0}}},
      {"statistics",
       {},
       {},
       {{"_ga", "cookie", "shop.example", "Google", "US", KeptFor::seconds, 395 * kDay},
        {"_day", "cookie", "shop.example", "Google", "US", KeptFor::seconds, 30 * kDay},
        {"_years", "cookie", "shop.example", "Google", "US", KeptFor::seconds, 731 * kDay},
        {"_hours", "cookie", "shop.example", "Google", "US", KeptFor::seconds, kDay},
        {"_minutes", "cookie", "shop.example", "Google", "US", KeptFor::seconds, 1'800},
        {"_local", "local", "shop.example", "Google", "US", KeptFor::endless, 0}}}};
  return made;
}

DocumentPage page_of(const WordedDeclaration& words) {
  DocumentPage page;
  page.language = words.language;
  page.blocks.push_back({DocumentBlock::Kind::heading, words.title, {}});
  page.blocks.push_back({DocumentBlock::Kind::line, words.updated, {}});
  for (const DeclarationTable& table : words.tables) {
    page.blocks.push_back({DocumentBlock::Kind::heading, table.heading, {}});
    page.blocks.push_back({DocumentBlock::Kind::table, "", table.rows});
  }
  return page;
}

class OwnDeclaration : public ::testing::TestWithParam<const char*> {};

TEST_P(OwnDeclaration, IsReadInFull) {
  const std::string language = GetParam();
  const auto& all = shipped_book().declaration_words();
  const WordedDeclaration words = worded(declaration(), texts_of(language), language);
  const auto items = declared_items(page_of(words), all);
  ASSERT_EQ(items.size(), 7U);
  for (const DeclaredItem& item : items) {
    EXPECT_FALSE(says_nothing(item.provider.value_or(""))) << item.name;
    EXPECT_FALSE(says_nothing(item.purpose.value_or(""))) << item.name;
    EXPECT_FALSE(says_nothing(item.kind.value_or(""))) << item.name;
    EXPECT_TRUE(tells_duration(read_duration(item.expiry.value_or(""), all)))
        << item.name << ": " << item.expiry.value_or("no such column");
  }
  EXPECT_TRUE(read_duration(*items[0].expiry, all).session) << *items[0].expiry;
  const std::array<double, 5> seconds{395 * kDay, 30 * kDay, 731 * kDay, kDay, 1'800};
  for (std::size_t i = 0; i < seconds.size(); ++i) {
    const auto read = read_duration(*items[i + 1].expiry, all).seconds;
    ASSERT_TRUE(read) << *items[i + 1].expiry;
    EXPECT_GE(*read, seconds[i] * 0.98) << *items[i + 1].expiry;
    EXPECT_LE(*read, seconds[i] * 1.1 + kDay) << *items[i + 1].expiry;
  }
}

INSTANTIATE_TEST_SUITE_P(Union, OwnDeclaration, ::testing::ValuesIn(kUnion),
                         [](const auto& which) { return std::string(which.param); });

}  // namespace
}  // namespace consentry
