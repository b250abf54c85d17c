// SPDX-License-Identifier: Apache-2.0
#include "core/consent/tag_publisher.h"

#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>

#include "core/base/digest.h"
#include "core/consent/choice.h"

namespace consentry {
namespace {

namespace json = boost::json;

std::string read(const std::string& path) {
  std::ifstream file(std::string(CONSENTRY_SOURCE_DIR "/") + path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

const TagTranslations& translations() {
  static const TagTranslations all = [] {
    TagTranslations read_in;
    for (const auto& entry :
         std::filesystem::directory_iterator(CONSENTRY_SOURCE_DIR "/data/translations/tag")) {
      const std::string name = entry.path().stem().string();
      read_in[name] = *parse_tag_texts(read("data/translations/tag/" + name + ".json"));
    }
    return read_in;
  }();
  return all;
}

constexpr TagBundles kStandIns{"CORE;",
                               "PANEL;",
                               "AUTOBLOCK;",
                               "CONSENT_MODE;",
                               "ERASE;",
                               "WITHDRAWAL;",
                               "SCRIPTS;",
                               "DELIVERY;",
                               "PLACEHOLDER;",
                               "SISTERS;",
                               "SHOWN;",
                               "OTHER_NAMES;",
                               R"({"en":["About {name}","Load","Always"]})",
                               {"UET;", "CLARITY;", "MATOMO;", "META;", "WORDPRESS;"},
                               {"COOKIEBOT;", "COOKIEFIRST;", "KLARO;", "VANILLA-COOKIECONSENT;"}};

json::array configs() { return json::parse(read("test/data/wire/tag-configs.json")).as_array(); }

TEST(PublishTag, GivesWhatTheNodeProgramGives) {
  const json::array examples = configs();
  const json::value expected = json::parse(read("test/data/wire/tag-published.json"));
  int with_files = 0;
  for (std::size_t i = 0; i < examples.size(); ++i) {
    const std::string text = json::serialize(examples[i]);
    const json::object& wanted = expected.at(i).as_object();
    const auto config = parse_tag_config(text);
    ASSERT_TRUE(config) << text << "\n" << config.error().text();
    json::array faults;
    for (const std::string& fault : tag_faults(*config, translations())) faults.emplace_back(fault);
    ASSERT_EQ(faults, wanted.at("faults").as_array()) << text;
    if (!faults.empty()) continue;
    ++with_files;
    const PublishedTag published = publish_tag(*config, kStandIns, translations());
    EXPECT_EQ(published.notice.version, std::string(wanted.at("notice").as_string()));
    ASSERT_EQ(published.files.size(), wanted.at("files").as_object().size());
    for (const auto& [name, file] : published.files)
      EXPECT_EQ(file, std::string(wanted.at("files").at(name).as_string())) << name;
  }
  EXPECT_GT(with_files, 10) << "most examples can be published";
}

TEST(PublishTag, SaysWhatWasAskedAsChoicesAreHeldAgainstIt) {
  const auto config = *parse_tag_config(json::serialize(configs()[1]));
  const Notice notice = publish_tag(config, kStandIns, translations()).notice;
  EXPECT_EQ(notice.site, "shop");
  EXPECT_EQ(notice.languages, (std::vector<std::string>{"en", "nl", "de"}));
  EXPECT_EQ(notice.layout, "bar");
  EXPECT_EQ(notice.days, 198);
  ASSERT_EQ(notice.services.size(), 3U);
  EXPECT_EQ(notice.services[2].category, 2U);
}

TEST(NoticeArtefact, ChangesWithEveryWordThatWasShown) {
  const std::string text = json::serialize(configs()[0]);
  const auto artefact = [&](const std::string& of) {
    const auto config = *parse_tag_config(of);
    return notice_artefact(of, config, translations(),
                           publish_tag(config, kStandIns, translations()));
  };
  EXPECT_EQ(artefact(text), artefact(text));
  json::value other = json::parse(text);
  other.as_object()["texts"] = {{"en", {{"title", "Other"}, {"accept", "Accept all"}}}};
  EXPECT_NE(sha256_hex(artefact(text)), sha256_hex(artefact(json::serialize(other))));
  EXPECT_NE(artefact(text).find("\"shop.js\":\""), std::string::npos);
}

TEST(NoticeArtefact, HoldsTheDigestsOfPictures) {
  const std::string text = json::serialize(configs()[0]);
  const auto config = *parse_tag_config(text);
  const PublishedTag published = publish_tag(config, kStandIns, translations());
  const std::string plain = notice_artefact(text, config, translations(), published);
  const std::string pictured =
      notice_artefact(text, config, translations(), published, {{"en-390x844.jpg", "ab12"}});
  EXPECT_EQ(plain.find("pictures"), std::string::npos);
  EXPECT_NE(pictured.find(R"("pictures_sha256":{"en-390x844.jpg":"ab12"})"), std::string::npos);
}

TEST(ParseTagConfig, NamesTheKeyThatIsWrong) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {R"({"sites":"shop"})", "sites"},
      {R"({"owner":7})", "owner"},
      {R"({"categories":"necessary"})", "categories"},
      {R"({"categories":[7]})", "categories"},
      {R"({"categories":[{"id":"a","title":{}}]})", "title"},
      {R"({"services":[{"id":"a","host":[]}]})", "host"},
      {R"({"services":[[]]})", "services"},
      {R"({"services":[{"hosts":[1]}]})", "hosts"},
      {R"({"services":[{"scripts":[{"src":1}]}]})", "scripts"},
      {R"({"texts":{"en":{"title":1}}})", "en"},
      {R"({"months":"six"})", "months"},
      {R"({"button":"no"})", "button"},
      {R"({"consentMode":{"wait":1}})", "wait"},
      {R"({"consentMode":{"regions":[1]}})", "regions"},
      {R"({"theme":{"text":1}})", "text"},
      {"[]", "object"},
      {"{", "JSON"},
  };
  for (const auto& [text, key] : cases) {
    const auto config = parse_tag_config(text);
    ASSERT_FALSE(config) << text;
    EXPECT_NE(config.error().text().find(key), std::string::npos) << config.error().text();
  }
  EXPECT_EQ(parse_tag_config(std::string(kMaxTagConfigBytes + 1, ' ')).error().kind(),
            ErrorKind::exhausted);
}

}  // namespace
}  // namespace consentry
