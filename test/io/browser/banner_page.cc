// SPDX-License-Identifier: Apache-2.0
#include "io/browser/banner_page.h"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include "command/embedded.h"
#include "core/observe/control_label.h"

namespace consentry::testing {

using namespace std::chrono_literals;

const ControlLexicon& embedded_lexicon() {
  static const ControlLexicon parsed = [] {
    std::vector<std::string_view> files;
    for (const auto name : embedded_names("data/lexicon/")) files.push_back(embedded(name));
    return std::move(*ControlLexicon::parse(files));
  }();
  return parsed;
}

RunTools banner_tools(bool with_autoconsent) {
  RunTools tools;
  tools.program = "consentry test";
  tools.document = embedded("document.js");
  tools.finder = embedded("finder.js");
  tools.lexicon = &embedded_lexicon();
  if (with_autoconsent) {
    tools.autoconsent = embedded("autoconsent.js");
    tools.autoconsent_rules = embedded("autoconsent-rules.json");
  }
  return tools;
}

std::string BannerPage::text_of(const std::string& expression) const {
  auto value = tab->evaluate_in(tab->main_frame(), "", "String(" + expression + ")", in(5s));
  return value && value->is_string() ? std::string(value->get_string()) : "?";
}

std::string BannerPage::choice() const {
  return text_of("(document.cookie.match(/choice=(\\w+)/)||['',''])[1]");
}

void BannerPage::go(const std::string& url) {
  bool loaded = false;
  const int handle = tab->listen([&](const DevtoolsMessage& event) {
    loaded = loaded || event.method() == "Page.loadEventFired";
  });
  ASSERT_TRUE(tab->call("Page.navigate", boost::json::object{{"url", url}}, in(10s)));
  ASSERT_TRUE(tab->pump_until([&] { return loaded; }, in(10s)));
  tab->unlisten(handle);
}

std::unique_ptr<LoopbackSite> BannerTest::site_;
std::unique_ptr<Browser> BannerTest::browser_;

void BannerTest::SetUpTestSuite() {
  site_ = std::make_unique<LoopbackSite>();
  BrowserOptions options;
  options.connect_to = site_->address();
  auto browser = Browser::launch(options);
  ASSERT_TRUE(browser) << browser.error().text();
  browser_ = std::move(*browser);
}

void BannerTest::TearDownTestSuite() {
  browser_.reset();
  site_.reset();
}

std::unique_ptr<BannerPage> BannerTest::open(const std::string& html, bool with_autoconsent) {
  site_->serve("shop.example/", {html});
  auto page = std::make_unique<BannerPage>();
  auto tab = Tab::open(*browser_, {});
  EXPECT_TRUE(tab) << tab.error().text();
  page->tab = std::move(*tab);
  page->log = std::make_unique<EventLog>(page->run);
  page->tools = banner_tools(with_autoconsent);
  page->go("http://shop.example/");
  return page;
}

std::string words(const ChoiceAttempt& attempt) {
  std::string text = std::string(name_of(attempt.result)) + " by " + attempt.tool + ", clicks " +
                     std::to_string(attempt.clicks) + ":";
  for (const std::string& proof : attempt.proof) text += " " + proof;
  return text;
}

}  // namespace consentry::testing
