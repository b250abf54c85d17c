// SPDX-License-Identifier: Apache-2.0
// Configurations as each manager's manual has them written, in our words.
#include "core/consent/rival_import.h"

#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sstream>

#include "core/consent/rival_words.h"
#include "core/consent/tag_config_json.h"

namespace consentry {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

std::string read(const std::filesystem::path& path) {
  std::stringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

const TagTranslations& translations() {
  static const TagTranslations all = [] {
    TagTranslations read_in;
    for (const char* tag : {"en", "de", "nl", "nb", "zh-Hans"})
      read_in[tag] = *parse_tag_texts(
          read(CONSENTRY_SOURCE_DIR "/data/translations/tag/" + std::string(tag) + ".json"));
    return read_in;
  }();
  return all;
}

const ServiceRegistry& registry() {
  static const ServiceRegistry all = [] {
    std::vector<std::string> texts;
    std::vector<ServiceFile> files;
    texts.reserve(64);
    for (const auto& entry :
         std::filesystem::directory_iterator(CONSENTRY_SOURCE_DIR "/data/services")) {
      texts.push_back(read(entry.path()));
      files.push_back({entry.path().filename().string(), texts.back()});
    }
    return *ServiceRegistry::parse(files);
  }();
  return all;
}

Result<ImportedSite> tried(const std::string& text, const std::string& name = "config.js",
                           const std::string& manager = "auto") {
  return import_rival({{name, text}}, manager, {translations(), registry(), ""});
}

ImportedSite imported(const std::string& text, const std::string& name = "config.js",
                      const std::string& manager = "auto") {
  auto site = tried(text, name, manager);
  EXPECT_TRUE(site) << (site ? "" : site.error().text());
  if (!site) return {};
  site->config.site = "shop";
  site->config.owner = "Shop";
  EXPECT_THAT(tag_faults(site->config, translations()), ElementsAre());
  const auto again = parse_tag_config(tag_config_json(site->config));
  EXPECT_TRUE(again) << (again ? "" : again.error().text());
  if (again) {
    EXPECT_EQ(tag_config_json(*again), tag_config_json(site->config));
  }
  return *std::move(site);
}

std::vector<std::string> ids(const auto& all) {
  std::vector<std::string> names;
  for (const auto& each : all) names.push_back(each.id);
  return names;
}

constexpr const char* kKlaro = R"(
var klaroConfig = {
  lang: 'en', default: true, hideDeclineAll: true, cookieExpiresAfterDays: 365, styling: { theme: ['light', 'wide'] },
  translations: {
    zz: { privacyPolicyUrl: '/privacy' },
    en: { acceptAll: 'Yes to all', decline: 'No to all', consentNotice: { description: 'We would use {purposes}. {privacyPolicy}' },
      purposes: { analytics: 'Counting', chat: { title: 'Chat', description: 'Talk to us.' } },
      counter: { description: 'Counts <b>visits</b>' } },
    de: { purposes: { analytics: 'Zählen', chat: 'Chat' }, counter: { title: 'Zähler' } },
    oc: { acceptAll: 'x' },
  },
  services: [
    { name: 'counterTool', title: 'Counter', purposes: ['analytics', 'chat'], default: true, callback: function (c) { go(c); },
      cookies: [[/^_ct_.*$/, '/', 'shop.example'], 'ct', /_ct/], translations: { de: { description: 'Zählt.' } } },
    { name: 'talk', title: 'Talk', purposes: ['chat'] },
    { name: 'guard', title: 'Guard', purposes: ['security'], required: true },
    { name: 'analytics', purposes: ['analytics'] },
  ],
};)";

TEST(ImportRival, TakesKlarosPurposesServicesAndTexts) {
  const ImportedSite site = imported(kKlaro);
  EXPECT_EQ(site.manager, "klaro");
  const TagConfig& config = site.config;
  EXPECT_THAT(ids(config.categories), ElementsAre("necessary", "analytics", "chat", "security"));
  EXPECT_THAT(ids(config.services),
              ElementsAre("countertool", "talk", "guard", "analytics-service"));
  EXPECT_EQ(config.services[2].category, "necessary");
  EXPECT_EQ(config.services[0].name, "Counter");
  EXPECT_THAT(config.services[0].stores, ElementsAre("_ct_*", "ct"));
  EXPECT_EQ(config.services[0].description.at("de"), "Zählt.");
  EXPECT_THAT(config.languages, ElementsAre("en", "de"));
  EXPECT_EQ(config.categories[1].name.at("de"), "Zählen");
  EXPECT_EQ(config.texts.at("en").at("accept"), "Yes to all");
  EXPECT_EQ(config.texts.at("en").at("body"), "We would use {purposes}.");
  EXPECT_EQ(config.privacy, "/privacy");
  EXPECT_EQ(config.layout, "bar");
  EXPECT_EQ(config.months, 12);
  EXPECT_THAT(config.adapters, ElementsAre("klaro"));
}

TEST(ImportRival, NamesWhatItLeavesAndWhy) {
  const ImportedSite site = imported(kKlaro);
  EXPECT_THAT(site.left, Contains(HasSubstr("callback: it is a function")));
  EXPECT_THAT(site.left, Contains(HasSubstr("default: what is on before a choice is no consent")));
  EXPECT_THAT(site.left, Contains(HasSubstr("hideDeclineAll: refusing is on the first layer")));
  EXPECT_THAT(site.left, Contains(HasSubstr("'oc': there are no texts")));
  EXPECT_THAT(site.left, Contains(HasSubstr("'_ct': ours are whole names")));
  EXPECT_THAT(site.left, Contains(HasSubstr("purpose chat: a service has one category")));
  EXPECT_THAT(site.carried, Contains(StartsWith("categories: necessary, analytics")));
}

constexpr const char* kVanilla = R"(
import * as CookieConsent from 'vanilla-cookieconsent';
const german = { consentModal: { title: 'Ihre Wahl' }, preferencesModal: { sections: [] } };
const config: CookieConsentConfig = {
  guiOptions: { consentModal: { layout: 'cloud inline', position: 'bottom center' } },
  onConsent: ({ cookie }) => { console.log(cookie) },
  categories: {
    necessary: { enabled: true, readOnly: true },
    analytics: { enabled: true, autoClear: { cookies: [{ name: /^_ga/ }, { name: '_gid' }, { name: 'own' }] },
      services: { ga: { label: 'Google Analytics', onAccept: () => {} }, yt: { label: 'Youtube <b>Embed</b>' } } },
    ads: {},
  },
  cookie: { expiresAfterDays: 30, domain: location.hostname },
  language: { default: 'en', translations: { de: german, fr: '/fr.json', en: {
    consentModal: { title: 'We ask', description: 'We and {{count}} partners may? See the <a href="/cookie-policy">policy</a>', acceptAllBtn: 'Accept all',
      acceptNecessaryBtn: 'Reject all', showPreferencesBtn: 'Manage', footer: '<a href="/imprint">Imprint</a>' },
    preferencesModal: { title: 'Manage', savePreferencesBtn: 'Save', sections: [
      { title: 'About', description: 'Choose freely.' },
      { title: 'Needed', description: 'Always.', linkedCategory: 'necessary' },
      { title: 'Counting', description: 'Counts you.', linkedCategory: 'analytics' },
      { title: 'More', description: 'Write to us.' } ] } } } },
};
export default CookieConsent.run(config);)";

TEST(ImportRival, TakesVanillasCategoriesServicesAndTexts) {
  const ImportedSite site = imported(kVanilla, "config.ts");
  EXPECT_EQ(site.manager, "vanilla-cookieconsent");
  const TagConfig& config = site.config;
  EXPECT_THAT(ids(config.categories), ElementsAre("necessary", "analytics", "ads"));
  EXPECT_THAT(ids(config.services), ElementsAre("ga", "yt", "analytics-cookies"));
  EXPECT_EQ(config.services[1].name, "Youtube Embed");
  EXPECT_THAT(config.services[0].stores, ElementsAre("_ga*", "_gid"));
  EXPECT_THAT(config.services[2].stores, ElementsAre("own"));
  EXPECT_EQ(config.services[2].name, "Counting");
  EXPECT_THAT(config.services[0].hosts, Contains("www.google-analytics.com"));
  EXPECT_TRUE(config.services[1].hosts.empty());
  EXPECT_EQ(config.categories[1].description.at("en"), "Counts you.");
  EXPECT_EQ(config.texts.at("en").at("body"), "We and {count} partners may? See the policy");
  EXPECT_EQ(config.texts.at("en").at("withdraw"), "Choose freely.");
  EXPECT_EQ(config.texts.at("de").at("title"), "Ihre Wahl");
  EXPECT_EQ(config.privacy, "/cookie-policy");
  EXPECT_EQ(config.layout, "box");
  EXPECT_EQ(config.months, 6);
  EXPECT_THAT(site.left, Contains(HasSubstr("'fr': there are no texts")));
  EXPECT_THAT(site.left, Contains(HasSubstr("onConsent: it is a function")));
  EXPECT_THAT(site.left, Contains(HasSubstr("30 days: half a year to 13 months")));
  EXPECT_THAT(site.left, Contains(HasSubstr("section 'More'")));
  EXPECT_THAT(site.added, Contains(StartsWith("the name of category 'ads' in de: ")));
}

TEST(ImportRival, TakesOrejimesPurposesAloneAndInGroups) {
  const ImportedSite site = imported(R"(
    window.orejimeConfig = { privacyPolicyUrl: '/p', forceModal: true, cookie: { duration: 200, parse: (c) => c },
      purposes: [
        { id: 'gtm', title: 'Tag Manager', description: 'For counting.', cookies: ['_ga', '_gat_' + UA, '/^_gat_.+$/i'], isExempt: true },
        { id: 'base', title: 'Base', isMandatory: true, cookies: [] },
        { id: 'ads', title: 'Adverts', description: 'For money.', purposes: [{ id: 'foo', title: 'Foo', cookies: [['f', '/', 'x']] }] },
      ],
      translations: { modal: { description: 'Choose.' }, banner: { accept: 'Fine', decline: 'No' } } };)",
                                     "orejime-standard-nl.js");
  EXPECT_EQ(site.manager, "orejime");
  EXPECT_THAT(ids(site.config.categories), ElementsAre("necessary", "gtm", "ads"));
  EXPECT_THAT(ids(site.config.services), ElementsAre("gtm-service", "base", "foo"));
  EXPECT_THAT(site.config.services[0].stores, ElementsAre("_ga", "_gat_*"));
  EXPECT_THAT(site.config.languages, ElementsAre("nl"));
  EXPECT_EQ(site.config.categories[2].name.at("nl"), "Adverts");
  EXPECT_EQ(site.config.texts.at("nl").at("accept"), "Fine");
  EXPECT_EQ(site.config.layout, "centre");
  EXPECT_EQ(site.config.months, 7);
  EXPECT_THAT(site.left, Contains(HasSubstr("isExempt")));
}

TEST(ImportRival, TakesTarteaucitronsJobsWithWhatTheirFileSaysOrTheRegistryKnows) {
  const std::string page = R"(<!doctype html><script src="/tarteaucitron.js"></script><script>
    tarteaucitron.init({ "privacyUrl": "/p", "orientation": "bottom", /* x */ "DenyAllCta": false, "googleConsentMode": true,
      "bingConsentMode": true, "highPrivacy": true });</script>
    <script>tarteaucitron.user.gtagUa = 'G-1'; (tarteaucitron.job = tarteaucitron.job || []).push('gtag');
    (tarteaucitron.job = tarteaucitron.job || []).push('ourown'); tarteaucitron.job.push('secret');</script>)";
  const std::string services = R"(
    tarteaucitron.services.ourown = { "key": "ourown", "type": "ads", "name": "Our Own", "needConsent": true,
      "cookies": ['own', 'own2'], "js": function () { "use strict"; go(); } };
    tarteaucitron.lang = { "ads": { "title": "Adverts", "details": "Pays for this." }, "acceptAll": "OK all", "denyAll": "No, none" };)";
  auto site = import_rival({{"page.html", page}, {"tarteaucitron.services.js", services}}, "auto",
                           {translations(), registry(), ""});
  ASSERT_TRUE(site) << site.error().text();
  EXPECT_EQ(site->manager, "tarteaucitron");
  const TagConfig& config = site->config;
  EXPECT_THAT(ids(config.categories), ElementsAre("necessary", "analytic", "ads", "other"));
  EXPECT_THAT(ids(config.services), ElementsAre("gtag", "ourown", "secret"));
  EXPECT_THAT(config.services[0].stores, Contains("_ga"));
  EXPECT_EQ(config.services[1].name, "Our Own");
  EXPECT_EQ(config.categories[2].name.at("en"), "Adverts");
  EXPECT_EQ(config.layout, "bar");
  ASSERT_TRUE(config.consent_mode);
  EXPECT_THAT(config.consent_mode->signals,
              Contains(std::pair<std::string, std::string>("analytics_storage", "analytic")));
  ASSERT_EQ(config.interfaces.size(), 2U);
  EXPECT_EQ(config.interfaces[0].second.front().second, "ads");
  EXPECT_THAT(site->left, Contains(HasSubstr("service secret: it is not known what it is")));
  EXPECT_THAT(site->left, Contains(HasSubstr("DenyAllCta false")));
}

TEST(ImportRival, TakesOsanosTextsAndColoursWhereTheyCanBeRead) {
  const std::string start =
      R"(window.cookieconsent.initialise({ "type": "info", position: "bottom-left",
    content: { message: "We use cookies", allow: "Allow cookies", deny: "Decline", href: "/p" }, onStatusChange: function () {}, )";
  const ImportedSite site = imported(
      start +
      R"(palette: { popup: { background: "#000000", text: "#ffffff" }, button: { background: "#f1d600", text: "#000000" } } });)");
  EXPECT_EQ(site.manager, "osano");
  EXPECT_EQ(site.config.texts.at("en").at("body"), "We use cookies");
  EXPECT_EQ(site.config.theme.at("background").front(), "#000000");
  EXPECT_EQ(site.config.layout, "corner");
  EXPECT_THAT(site.left, Contains(HasSubstr("type info: nothing loads before consent")));
  const ImportedSite pale =
      imported(start + R"(palette: { popup: { background: "#ffffff", text: "#eeeeee" } } });)");
  EXPECT_TRUE(pale.config.theme.empty());
  EXPECT_THAT(pale.left, Contains(StartsWith("colours: ")));
}

TEST(ImportRival, TakesCookiebotsElementAndItsTables) {
  const std::string page =
      R"(<script id="Cookiebot" src="https://consent.cookiebot.com/uc.js" data-cbid="1-2" data-blockingmode="auto" data-culture="NL"></script>)";
  const std::string table =
      R"(CookieConsentDialog.cookieTableStatistics = [["_ga","<a href='x'>Google</a>","Counts","2 years","HTTP","1"],["hits_*","Shop","x","y","HTTP","1"]];
    CookieConsentDialog.cookieTableUnclassified = [["odd","Nobody"]];)";
  const auto site = import_rival({{"page.html", page}, {"cc.js", table}}, "auto",
                                 {translations(), registry(), ""});
  ASSERT_TRUE(site) << site.error().text();
  EXPECT_EQ(site->manager, "cookiebot");
  EXPECT_THAT(ids(site->config.categories),
              ElementsAre("necessary", "preferences", "statistics", "marketing"));
  EXPECT_EQ(site->config.autoblock, "strict");
  EXPECT_THAT(site->config.languages, ElementsAre("nl"));
  ASSERT_EQ(site->config.services.size(), 3U);
  EXPECT_EQ(site->config.services[1].name, "Shop");
  EXPECT_THAT(site->config.services[1].stores, ElementsAre("hits_*"));
  EXPECT_EQ(site->config.services[2].category, "marketing");
  EXPECT_THAT(site->left, Contains(StartsWith("data-cbid")));
}

TEST(ImportRival, TakesAListOfCookiesAsCsvOrJson) {
  const ImportedSite rows = imported(
      "Cookie name;Category;Provider;Description\nid_*;performance;\"Some; "
      "\"\"one\"\"\";x\nb;advertising;Other;y\nbroken\n",
      "list.csv", "cookiefirst");
  EXPECT_THAT(ids(rows.config.categories),
              ElementsAre("necessary", "performance", "functional", "advertising"));
  ASSERT_EQ(rows.config.services.size(), 2U);
  EXPECT_EQ(rows.config.services[0].name, "Some; \"one\"");
  EXPECT_THAT(rows.config.services[0].stores, ElementsAre("id_*"));
  const ImportedSite listed = imported(
      R"({"cookies": {"marketing": [{"name": "a", "provider": "P"}, {"name": "b", "provider": "P"}]}})",
      "list.json", "cookie-list");
  ASSERT_EQ(listed.config.services.size(), 1U);
  EXPECT_THAT(listed.config.services[0].stores, ElementsAre("a", "b"));
}

TEST(ImportRival, DropsLabelsThatWouldBeUnfair) {
  const ImportedSite site = imported(
      R"(var klaroConfig = { services: [{ name: 'a', purposes: ['ads'] }], translations: { en: {
        acceptAll: 'OK', decline: 'Continue without accepting' } } })");
  EXPECT_FALSE(site.config.texts.at("en").contains("accept"));
  EXPECT_FALSE(site.config.texts.at("en").contains("reject"));
  EXPECT_THAT(site.left, Contains(HasSubstr("UI-07")));
}

TEST(ImportRival, RefusesWhatHoldsNoConfiguration) {
  for (const char* text :
       {"", "var a = 1;", "{\"a\": 1}", "<p>hello</p>", "klaroConfig = load();"}) {
    const auto site = tried(text);
    ASSERT_FALSE(site) << text;
    EXPECT_EQ(site.error().kind(), ErrorKind::invalid_input);
  }
  EXPECT_FALSE(tried("var klaroConfig = 'no end", "a.js"));
  EXPECT_THAT(tried("x", "a.js", "onetrust").error().text(), HasSubstr("vanilla-cookieconsent"));
}

TEST(RivalId, IsTheSameForEveryWayToWriteAName) {
  EXPECT_EQ(rival_id("googleFonts"), "googlefonts");
  EXPECT_EQ(rival_id(" Social_Media! "), "social-media");
  EXPECT_EQ(rival_id("Ünï"), "n");
  EXPECT_EQ(rival_id("…"), "");
  EXPECT_EQ(rival_id(std::string(60, 'a')).size(), 40U);
}

TEST(ReadyLanguage, KnowsOtherNames) {
  EXPECT_EQ(ready_language("no", translations()), "nb");
  EXPECT_EQ(ready_language("zh_CN", translations()), "zh-Hans");
  EXPECT_EQ(ready_language("de-AT", translations()), "de");
  EXPECT_EQ(ready_language("tlh", translations()), std::nullopt);
}

}  // namespace
}  // namespace consentry
