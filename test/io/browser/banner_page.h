// SPDX-License-Identifier: Apache-2.0
// One browser and one server for tests of the banner operator; a fresh profile for each page.
#pragma once

#include <gtest/gtest.h>
#include <memory>
#include <string>

#include "io/browser/banner_operator.h"
#include "io/browser/browser.h"
#include "io/browser/event_log.h"
#include "io/browser/loopback_site.h"
#include "io/browser/recorded_run.h"
#include "io/browser/run_tools.h"
#include "io/browser/tab.h"

namespace consentry::testing {

const ControlLexicon& embedded_lexicon();
// With autoconsent only when asked for: without it the generic way is what is tested.
RunTools banner_tools(bool with_autoconsent);

struct BannerPage {
  std::unique_ptr<Tab> tab;
  RecordedRun run;
  std::unique_ptr<EventLog> log;
  RunTools tools;

  // The page's document.cookie, or what `expression` gives, as text.
  [[nodiscard]] std::string text_of(const std::string& expression) const;
  // The value of the cookie `choice`.
  [[nodiscard]] std::string choice() const;
  void go(const std::string& url);
  ChoiceAttempt choose(Phase wanted) { return make_choice(*tab, wanted, tools, *log); }
};

class BannerTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite();
  static void TearDownTestSuite();
  // Serves html at http://shop.example/ and goes there in a fresh profile.
  static std::unique_ptr<BannerPage> open(const std::string& html, bool with_autoconsent = false);

  static std::unique_ptr<LoopbackSite> site_;
  static std::unique_ptr<Browser> browser_;
};

// For messages: result, clicks and proof in one line.
std::string words(const ChoiceAttempt& attempt);

}  // namespace consentry::testing
