// SPDX-License-Identifier: Apache-2.0
#include "io/browser/banner_operator.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <gtest/gtest.h>

#include "command/embedded.h"
#include "core/observe/control_label.h"
#include "io/browser/banner_shapes.h"
#include "io/browser/browser.h"
#include "io/browser/event_log.h"
#include "io/browser/loopback_site.h"
#include "io/browser/recorded_run.h"
#include "io/browser/run_tools.h"
#include "io/browser/tab.h"

namespace consentry {
namespace {

using namespace std::chrono_literals;
using testing::BannerShape;
using testing::LoopbackSite;
using testing::RecordedRun;
namespace json = boost::json;

const ControlLexicon& lexicon() {
  static const ControlLexicon parsed = [] {
    std::vector<std::string_view> files;
    for (const auto name : embedded_names("data/lexicon/")) files.push_back(embedded(name));
    return std::move(*ControlLexicon::parse(files));
  }();
  return parsed;
}

RunTools tools() {
  RunTools tools;
  tools.program = "consentry test";
  tools.finder = embedded("finder.js");
  tools.lexicon = &lexicon();
  return tools;
}

// One browser and server for all shapes; a profile for each page.
class BannerOperator : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    site_ = std::make_unique<LoopbackSite>();
    BrowserOptions options;
    options.connect_to = site_->address();
    auto browser = Browser::launch(options);
    ASSERT_TRUE(browser) << browser.error().text();
    browser_ = std::move(*browser);
  }
  static void TearDownTestSuite() {
    browser_.reset();
    site_.reset();
  }

  struct Page {
    std::unique_ptr<Tab> tab;
    RecordedRun run;
    std::unique_ptr<EventLog> log;

    std::string cookie() const {
      auto value = tab->evaluate_in(tab->main_frame(), "",
                                    "(document.cookie.match(/choice=(\\w+)/)||['',''])[1]", in(5s));
      return value && value->is_string() ? std::string(value->get_string()) : "?";
    }
    ChoiceAttempt choose(Phase wanted) { return make_choice(*tab, wanted, tools(), *log); }
  };

  static void go(Tab& tab, const std::string& url) {
    bool loaded = false;
    const int handle = tab.listen([&](const DevtoolsMessage& event) {
      loaded = loaded || event.method() == "Page.loadEventFired";
    });
    ASSERT_TRUE(tab.call("Page.navigate", json::object{{"url", url}}, in(10s)));
    ASSERT_TRUE(tab.pump_until([&] { return loaded; }, in(10s)));
    tab.unlisten(handle);
  }

  static std::unique_ptr<Page> open(const std::string& host, const std::string& html) {
    site_->serve(host + "/", {html});
    auto page = std::make_unique<Page>();
    auto tab = Tab::open(*browser_, {});
    EXPECT_TRUE(tab) << tab.error().text();
    page->tab = std::move(*tab);
    page->log = std::make_unique<EventLog>(page->run);
    go(*page->tab, "http://" + host + "/");
    return page;
  }
  static std::unique_ptr<Page> open(const BannerShape& shape) {
    for (const auto& [path, body] : shape.further) site_->serve(path, {body});
    return open("shop.example", shape.html);
  }

  static std::unique_ptr<LoopbackSite> site_;
  static std::unique_ptr<Browser> browser_;
};
std::unique_ptr<LoopbackSite> BannerOperator::site_;
std::unique_ptr<Browser> BannerOperator::browser_;

std::string words(const ChoiceAttempt& attempt) {
  std::string text =
      std::string(name_of(attempt.result)) + " clicks " + std::to_string(attempt.clicks) + ":";
  for (const std::string& proof : attempt.proof) text += " " + proof;
  return text;
}

class Shapes : public BannerOperator, public ::testing::WithParamInterface<BannerShape> {};

TEST_P(Shapes, refusing_ends_in_the_refused_state_or_says_that_it_did_not) {
  const BannerShape& shape = GetParam();
  const auto page = open(shape);
  look_at_banner(*page->tab, tools(), *page->log);
  EXPECT_EQ(page->run.count({"\"kind\":\"banner\""}), 1u);
  const std::string seen =
      shape.banner.empty() ? "\"found\":false" : "\"how\":\"" + shape.banner + "\"";
  EXPECT_TRUE(page->run.has({"\"kind\":\"banner\"", seen})) << page->run.all().substr(0, 2000);
  EXPECT_EQ(page->cookie(), "");
  const ChoiceAttempt attempt = page->choose(Phase::refuse);
  EXPECT_EQ(page->cookie(), shape.refused) << words(attempt);
  const ChoiceResult expected = shape.banner.empty()    ? ChoiceResult::no_banner
                                : shape.refused.empty() ? ChoiceResult::no_control
                                                        : ChoiceResult::done;
  EXPECT_EQ(attempt.result, expected) << words(attempt) << page->run.all().substr(0, 3000);
  EXPECT_EQ(page->run.count({"\"kind\":\"click\""}), static_cast<std::size_t>(attempt.clicks));
  EXPECT_EQ(page->run.count({"\"kind\":\"click\"", "\"intent\":\"accept"}), 0u);
  if (attempt.result == ChoiceResult::done) {
    EXPECT_FALSE(attempt.proof.empty());
    EXPECT_TRUE(page->run.has({"\"kind\":\"shot\"", "before-click"}));
    EXPECT_TRUE(page->run.has({"\"kind\":\"shot\"", "after-click"}));
  }
}

TEST_P(Shapes, accepting_ends_in_the_accepted_state) {
  const BannerShape& shape = GetParam();
  const auto page = open(shape);
  const ChoiceAttempt attempt = page->choose(Phase::accept);
  EXPECT_EQ(page->cookie(), shape.accepted) << words(attempt);
  const ChoiceResult expected = shape.banner.empty()     ? ChoiceResult::no_banner
                                : shape.accepted.empty() ? ChoiceResult::no_control
                                                         : ChoiceResult::done;
  EXPECT_EQ(attempt.result, expected) << words(attempt) << page->run.all().substr(0, 3000);
  EXPECT_EQ(page->run.count({"\"kind\":\"click\"", "\"intent\":\"refuse"}), 0u);
}

INSTANTIATE_TEST_SUITE_P(Banner, Shapes, ::testing::ValuesIn(testing::banner_shapes()),
                         [](const auto& shape) { return shape.param.name; });

}  // namespace
}  // namespace consentry
