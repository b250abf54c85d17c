// SPDX-License-Identifier: Apache-2.0
#include "core/consent/service_registry.h"

#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <iterator>

namespace consentry {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Result<ServiceRegistry> shipped() {
  std::vector<std::string> texts;
  std::vector<ServiceFile> files;
  for (const auto& entry :
       std::filesystem::directory_iterator(CONSENTRY_SOURCE_DIR "/data/services")) {
    std::ifstream file(entry.path(), std::ios::binary);
    texts.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    files.push_back({entry.path().filename().string(), {}});
  }
  for (std::size_t i = 0; i < files.size(); ++i) files[i].text = texts[i];
  return ServiceRegistry::parse(files);
}

std::string file_of(const std::string& services) {
  return "version = \"2026-11-23\"\nkind = \"analytics\"\n" + services;
}

std::string service(const std::string& more, const std::string& id = "counter") {
  return "[[service]]\nid = \"" + id + "\"\nname = \"Counter\"\nvendor = \"Counters\"\n" + more +
         "\n";
}

const std::string kPlain = "purposes = [\"statistics\"]";

std::vector<std::string> ids(const std::vector<const KnownService*>& services) {
  std::vector<std::string> all;
  for (const KnownService* each : services) all.push_back(each->id);
  return all;
}

TEST(ServiceRegistry, ReadsAllServicesThatAreShipped) {
  const auto registry = shipped();
  ASSERT_TRUE(registry) << registry.error().text();
  EXPECT_GE(registry->services().size(), 150U);
  const KnownService* clarity = registry->find("microsoft-clarity");
  ASSERT_NE(clarity, nullptr);
  EXPECT_EQ(clarity->kind, "session-replay");
  EXPECT_EQ(clarity->vendor, "Microsoft");
  EXPECT_THAT(clarity->purposes, ElementsAre("statistics"));
  EXPECT_EQ(clarity->stores.front().lasts, "1 year");
  EXPECT_EQ(registry->find("nobody"), nullptr);
}

TEST(ServiceRegistry, FindsServicesByHostAsAPolicyReadsIt) {
  const auto registry = shipped();
  ASSERT_TRUE(registry);
  EXPECT_THAT(ids(registry->at_host("script.hotjar.com")), ElementsAre("hotjar"));
  EXPECT_THAT(ids(registry->at_host("a.b.hotjar.com")), ElementsAre("hotjar"));
  EXPECT_THAT(registry->at_host("hotjar.com"), IsEmpty());
  EXPECT_THAT(registry->at_host("nothotjar.com"), IsEmpty());
  EXPECT_THAT(registry->at_host(""), IsEmpty());
  EXPECT_THAT(registry->at_host("..."), IsEmpty());
}

TEST(ServiceRegistry, FindsServicesByWhatTheyStoreUnderTheSite) {
  const auto registry = shipped();
  ASSERT_TRUE(registry);
  EXPECT_THAT(ids(registry->storing("_hjSessionUser_1234")), ElementsAre("hotjar"));
  // YouTube's cookies lie under its own domain.
  EXPECT_THAT(registry->storing("VISITOR_INFO1_LIVE"), IsEmpty());
}

TEST(ServiceRegistry, ReadsEveryField) {
  const std::string text = file_of(service(
      "country = \"NL\"\npurposes = [\"media\", \"marketing\"]\nhosts = [\"a.example\", "
      "\"*.b.example\"]\n"
      "shared = [\"a.example\"]\nstores = [{ name = [\"_c\", \"_c_*\"], purpose = \"marketing\", "
      "kind = "
      "\"local-storage\", domain = \"b.example\", lasts = \"1 day\" }]\n"
      "scripts = [{ src = \"https://a.example/{id}.js\", async = \"\" }]\n"
      "embed = { preview = \"video\", ratio = \"16:9\", element = \"div.v\", urls = "
      "[\"https://a.example/*\"] "
      "}\npolicy = \"https://b.example/privacy\"\nopt_out = \"https://b.example/no\""));
  const auto registry = ServiceRegistry::parse({{"a.toml", text}});
  ASSERT_TRUE(registry) << registry.error().text();
  const KnownService& read = registry->services().front();
  EXPECT_EQ(read.country, "NL");
  EXPECT_THAT(read.shared, ElementsAre("a.example"));
  ASSERT_EQ(read.stores.size(), 1U);
  EXPECT_EQ(read.stores[0].kind, StoredKind::local_storage);
  EXPECT_EQ(read.stores[0].domain, "b.example");
  EXPECT_THAT(read.stores[0].names, ElementsAre("_c", "_c_*"));
  ASSERT_EQ(read.scripts.size(), 1U);
  EXPECT_THAT(read.scripts[0],
              ::testing::UnorderedElementsAre(std::pair("src", "https://a.example/{id}.js"),
                                              std::pair("async", "")));
  ASSERT_TRUE(read.embed);
  EXPECT_EQ(read.embed->ratio, "16:9");
  EXPECT_EQ(read.embed->element, "div.v");
  EXPECT_EQ(read.policy, "https://b.example/privacy");
  EXPECT_EQ(read.opt_out, "https://b.example/no");
}

TEST(ServiceRegistry, NamesTheServiceAndTheKeyThatIsWrong) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {service(""), "counter: purposes"},
      {service("purposes = []"), "purposes"},
      {service("purposes = \"statistics\""), "purposes: a list"},
      {service("purposes = [\"analytics\"]"), "'analytics' is no category"},
      {service("purposes = [\"necessary\"]"), "reason"},
      {service(kPlain + "\nreason = \"because\""), "reason"},
      {service(kPlain + "\nhost = [\"a.example\"]"), "host: is not a known key"},
      {service(kPlain + "\nhosts = [1]"), "hosts"},
      {service(kPlain + "\nopt_out = \"http://a.example/\""), "opt_out: an https address"},
      {service(kPlain + "\nshared = [\"a.example\"]"), "none of its hosts"},
      {service(kPlain + "\nstores = [\"_c\"]"), "stores: a list of tables"},
      {service(kPlain + "\nstores = [{ name = [\"_c\"] }]"), "stores: purpose"},
      {service(kPlain + "\nstores = [{ name = [\"_c\"], purpose = \"media\", kind = \"x\" }]"),
       "kind"},
      {service(kPlain + "\nstores = [{ name = [], purpose = \"media\" }]"), "stores: name"},
      {service(kPlain + "\nscripts = [{ async = \"\" }]"), "scripts: src"},
      {service(kPlain + "\nscripts = [{ src = \"x\", async = true }]"), "scripts: async"},
      {service(kPlain + "\nembed = \"video\""), "embed"},
      {service(kPlain + "\nembed = { preview = \"video\", size = \"1\" }"), "embed: size"},
      {service(kPlain, "Counter"), "is no id"},
      {service(kPlain) + service(kPlain), "stands twice"},
      {"[[services]]\n", "services: is not a known key"},
      {"service = 1\n", "service: a list"},
      {"id = [\n", "line 3"},
  };
  for (const auto& [text, wrong] : cases) {
    const std::string whole = file_of(text);
    const auto registry = ServiceRegistry::parse({{"a.toml", whole}});
    ASSERT_FALSE(registry) << text;
    EXPECT_EQ(registry.error().kind(), ErrorKind::invalid_input);
    EXPECT_THAT(registry.error().text(), HasSubstr("a.toml"));
    EXPECT_THAT(registry.error().text(), HasSubstr(wrong)) << text;
  }
}

TEST(ServiceRegistry, RefusesAFileThatIsTooLongAndOneWithoutAKind) {
  const std::string endless(kMaxServiceFileBytes + 1, '\n');
  EXPECT_EQ(ServiceRegistry::parse({{"a.toml", endless}}).error().kind(), ErrorKind::exhausted);
  EXPECT_FALSE(ServiceRegistry::parse({{"a.toml", "version = \"1\"\n"}}));
  EXPECT_TRUE(ServiceRegistry::parse({})->services().empty());
}

TEST(StoredName, IsMatchedWholeOrByItsBeginning) {
  EXPECT_TRUE(is_stored_under("_ga", "_ga"));
  EXPECT_FALSE(is_stored_under("_ga", "_ga_X"));
  EXPECT_TRUE(is_stored_under("_ga_*", "_ga_X"));
  EXPECT_TRUE(is_stored_under("_ga_*", "_ga_"));
  EXPECT_FALSE(is_stored_under("_ga_*", "_ga"));
}

}  // namespace
}  // namespace consentry
