// SPDX-License-Identifier: Apache-2.0
// Real consent managers from npm: the record they keep is what proves a choice.
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>

#include "io/browser/banner_operator.h"
#include "io/browser/banner_page.h"

namespace consentry {
namespace {

using testing::words;

struct Manager {
  std::string name;
  // Below node_modules or built; served under their last name and under their path in the package.
  std::vector<std::string> files;
  std::string html;
  std::string record;  // expression in the page that tells what was chosen
  std::string refused, accepted;
};

const std::string kHead =
    "<!doctype html><html lang=en><meta "
    "charset=utf-8><title>Shop</title><body><h1>Shop</h1><p>Fine goods.</p>";

std::vector<Manager> managers() {
  return {
      {"klaro",
       {"node_modules/klaro/dist/klaro.js"},
       kHead + "<script>window.klaroConfig={elementID:'klaro',storageMethod:'cookie',cookieName:'"
               "klaro',lang:'en',acceptAll:true,"
               "services:[{name:'stats',title:'Stats',purposes:['analytics']},{name:'ads',title:'"
               "Ads',purposes:['marketing']}]}"
               "</script><script defer src=/klaro.js></script>",
       "decodeURIComponent((document.cookie.match(/klaro=([^;]*)/)||['',''])[1])",
       R"({"stats":false,"ads":false})",
       R"({"stats":true,"ads":true})"},
      {"klaro_modal",
       {"node_modules/klaro/dist/klaro.js"},
       kHead + "<script>window.klaroConfig={elementID:'klaro',storageMethod:'localStorage',lang:'"
               "de',mustConsent:true,default:true,acceptAll:true,"
               "services:[{name:'stats',title:'Statistik',purposes:['analytics']}]}</"
               "script><script defer src=/klaro.js></script>",
       "decodeURIComponent(localStorage.getItem('klaro'))",
       R"({"stats":false})",
       R"({"stats":true})"},
      {"vanilla_cookieconsent",
       {"node_modules/vanilla-cookieconsent/dist/cookieconsent.umd.js",
        "node_modules/vanilla-cookieconsent/dist/cookieconsent.css"},
       kHead + "<link rel=stylesheet href=/cookieconsent.css><script "
               "src=/cookieconsent.umd.js></script><script>CookieConsent.run({"
               "categories:{necessary:{enabled:true,readOnly:true},analytics:{}},language:{default:"
               "'en',translations:{en:{consentModal:{"
               "title:'We use cookies',description:'Cookies measure how this site is "
               "used.',acceptAllBtn:'Accept all',"
               "acceptNecessaryBtn:'Reject all',showPreferencesBtn:'Manage "
               "preferences'},preferencesModal:{title:'Preferences',"
               "acceptAllBtn:'Accept all',acceptNecessaryBtn:'Reject "
               "all',savePreferencesBtn:'Save',sections:[{title:'Analytics cookies',"
               "description:'x',linkedCategory:'analytics'}]}}}}})</script>",
       "JSON.stringify((JSON.parse(decodeURIComponent((document.cookie.match(/cc_cookie=([^;]*)/"
       ")||['','%7B%7D'])[1])).categories)||'')",
       R"(["necessary"])",
       R"(["necessary","analytics"])"},
      {"vanilla_without_reject",
       {"node_modules/vanilla-cookieconsent/dist/cookieconsent.umd.js",
        "node_modules/vanilla-cookieconsent/dist/cookieconsent.css"},
       kHead + "<link rel=stylesheet href=/cookieconsent.css><script "
               "src=/cookieconsent.umd.js></script><script>CookieConsent.run({"
               "categories:{necessary:{enabled:true,readOnly:true},analytics:{enabled:true}},"
               "language:{default:'nl',translations:{nl:{consentModal:{"
               "title:'Wij gebruiken cookies',description:'Cookies meten het "
               "gebruik.',acceptAllBtn:'Akkoord',"
               "showPreferencesBtn:'Zelf instellen'},preferencesModal:{title:'Cookie-instellingen',"
               "acceptAllBtn:'Alles accepteren',savePreferencesBtn:'Keuze "
               "opslaan',sections:[{title:'Statistiek',"
               "description:'x',linkedCategory:'analytics'}]}}}}})</script>",
       "JSON.stringify((JSON.parse(decodeURIComponent((document.cookie.match(/cc_cookie=([^;]*)/"
       ")||['','%7B%7D'])[1])).categories)||'')",
       R"(["necessary"])",
       R"(["necessary","analytics"])"},
      {"osano_cookieconsent",
       {"node_modules/cookieconsent/build/cookieconsent.min.js",
        "node_modules/cookieconsent/build/cookieconsent.min.css"},
       kHead + "<link rel=stylesheet href=/cookieconsent.min.css><script "
               "src=/cookieconsent.min.js></script>"
               "<script>cookieconsent.initialise({type:'opt-in',revokable:true})</script>",
       "(document.cookie.match(/cookieconsent_status=(\\w+)/)||['',''])[1]",
       "deny",
       "allow"},
      {"osano_notice",
       {"node_modules/cookieconsent/build/cookieconsent.min.js",
        "node_modules/cookieconsent/build/cookieconsent.min.css"},
       kHead + "<link rel=stylesheet href=/cookieconsent.min.css><script "
               "src=/cookieconsent.min.js></script>"
               "<script>cookieconsent.initialise({type:'info'})</script>",
       "(document.cookie.match(/cookieconsent_status=(\\w+)/)||['',''])[1]",
       "",
       "dismiss"},
      {"tarteaucitron",
       {"node_modules/tarteaucitronjs/tarteaucitron.min.js",
        "node_modules/tarteaucitronjs/tarteaucitron.services.min.js",
        "node_modules/tarteaucitronjs/css/tarteaucitron.min.css",
        "node_modules/tarteaucitronjs/lang/tarteaucitron.en.min.js"},
       kHead + "<script src=/tarteaucitron.min.js></script><script>tarteaucitronForceLanguage='en';"
               "tarteaucitron.init({privacyUrl:'',orientation:'middle',highPrivacy:true,"
               "AcceptAllCta:true,DenyAllCta:true,cookieslist:false,removeCredit:true});"
               "(tarteaucitron.job=tarteaucitron.job||[]).push('youtube')</script>",
       "(document.cookie.match(/tarteaucitron=([^;]*)/)||['',''])[1]",
       "!youtube=false",
       "!youtube=true"},
      {"orejime",
       {"node_modules/orejime/dist/orejime-standard-en.js",
        "node_modules/orejime/dist/orejime-standard.css"},
       kHead + "<link rel=stylesheet href=/orejime-standard.css><script>window.orejimeConfig={"
               "privacyPolicyUrl:'/privacy',purposes:[{id:'stats',title:'Stats',cookies:[]}]}"
               "</script><script src=/orejime-standard-en.js></script>",
       "decodeURIComponent((document.cookie.match(/eu-consent=([^;]*)/)||['',''])[1])",
       R"({"stats":false})",
       R"({"stats":true})"},
      {"c15t",
       {"build/test-pages/c15t.js", "node_modules/@c15t/react/dist/styles.css"},
       kHead + "<link rel=stylesheet href=/styles.css><script src=/c15t.js></script>",
       "JSON.stringify(Object.entries((JSON.parse(localStorage.getItem('c15t')||'{}')).consents"
       "||{}).filter(([,given])=>given).map(([name])=>name))",
       R"(["necessary"])",
       R"(["necessary","measurement","marketing"])"},
  };
}

struct Trial {
  Manager manager;
  bool with_autoconsent;
};
void PrintTo(const Trial& trial, std::ostream* out) { *out << trial.manager.name; }

std::vector<Trial> trials() {
  std::vector<Trial> all;
  for (const Manager& manager : managers()) {
    all.push_back({manager, false});
    all.push_back({manager, true});
  }
  return all;
}

class ConsentManagers : public testing::BannerTest, public ::testing::WithParamInterface<Trial> {
 protected:
  static auto open_manager(const Trial& trial) {
    for (const std::string& file : trial.manager.files) {
      std::ifstream in(CONSENTRY_SOURCE_DIR "/" + file, std::ios::binary);
      EXPECT_TRUE(in) << file;
      const bool css = file.ends_with(".css");
      const testing::Reply reply{{std::istreambuf_iterator<char>(in), {}},
                                 css ? "text/css" : "text/javascript"};
      const std::filesystem::path path(file);
      site_->serve("/" + path.filename().string(), reply);
      site_->serve("/" + path.parent_path().filename().string() + "/" + path.filename().string(),
                   reply);
    }
    return open(trial.manager.html, trial.with_autoconsent);
  }
};

TEST_P(ConsentManagers, refusing_is_recorded_by_the_manager_itself) {
  const Manager& manager = GetParam().manager;
  const auto page = open_manager(GetParam());
  const ChoiceAttempt attempt = page->choose(Phase::refuse);
  EXPECT_EQ(page->text_of(manager.record), manager.refused)
      << words(attempt) << page->run.all().substr(0, 3000);
  EXPECT_EQ(attempt.result, manager.refused.empty() ? ChoiceResult::no_control : ChoiceResult::done)
      << words(attempt);
}

TEST_P(ConsentManagers, accepting_is_recorded_by_the_manager_itself) {
  const Manager& manager = GetParam().manager;
  const auto page = open_manager(GetParam());
  const ChoiceAttempt attempt = page->choose(Phase::accept);
  EXPECT_EQ(page->text_of(manager.record), manager.accepted)
      << words(attempt) << page->run.all().substr(0, 3000);
  EXPECT_EQ(attempt.result, ChoiceResult::done) << words(attempt) << page->run.all();
}

INSTANTIATE_TEST_SUITE_P(Banner, ConsentManagers, ::testing::ValuesIn(trials()),
                         [](const auto& trial) {
                           return trial.param.manager.name +
                                  (trial.param.with_autoconsent ? "_with_rules" : "_generic");
                         });

}  // namespace
}  // namespace consentry
