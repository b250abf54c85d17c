// SPDX-License-Identifier: Apache-2.0
// Which names of a site's own domain are looked up, in a real browser.
#include "io/browser/name_watch.h"

#include <gtest/gtest.h>

#include "io/browser/banner_page.h"
#include "io/browser/browser.h"
#include "io/browser/loopback_site.h"
#include "io/browser/recorded_run.h"
#include "io/browser/run.h"
#include "io/browser/run_tools.h"

namespace consentry {
namespace {

using testing::LoopbackSite;
using testing::RecordedRun;

// Knows one name, says nothing of another, and keeps what it was asked.
class FewNames : public NameLookup {
 public:
  void ask(const std::string& host) override { asked.push_back(host); }
  NameAnswer answer(const std::string& host, std::chrono::milliseconds /*most*/) override {
    if (host == "silent.shop.example") return {};
    if (host == "metrics.shop.example") return {true, {"shop.tracker.example"}};
    return {true, {}};
  }
  [[nodiscard]] std::vector<std::string> addresses(const std::string& host) const override {
    if (host == "tracker.example") return {"203.0.113.10"};
    return {};
  }
  std::vector<std::string> asked;
};

RecordedRun visit(NameLookup* names, const std::string& page) {
  LoopbackSite site;
  site.serve("shop.example/", {page});
  BrowserOptions options;
  options.connect_to = site.address();
  auto browser = Browser::launch(options);
  RecordedRun recorded;
  EXPECT_TRUE(browser) << browser.error().text();
  if (!browser) return recorded;
  RunTools tools = testing::banner_tools(false);
  tools.names = names;
  RunPlan plan;
  plan.run = "before";
  plan.site = "http://shop.example/";
  plan.names = true;
  EXPECT_TRUE(perform_run(**browser, plan, tools, recorded));
  return recorded;
}

std::string image(const std::string& host) {
  return "<img src='http://" + host + "/p.gif' width=1 height=1>";
}

TEST(NameWatch, LooksUpOtherNamesOfTheSitesOwnDomainAndNoOthers) {
  FewNames names;
  const RecordedRun run = visit(
      &names, "<!doctype html><title>t</title>" + image("metrics.shop.example") +
                  image("silent.shop.example") + image("own.shop.example") +
                  image("www.shop.example") + image("shop.example") + image("tracker.example"));
  EXPECT_EQ(names.asked, (std::vector<std::string>{"metrics.shop.example", "own.shop.example",
                                                   "silent.shop.example"}));
  EXPECT_TRUE(run.has({"\"kind\":\"alias\"", "\"host\":\"metrics.shop.example\"",
                       "\"status\":\"answered\"", "\"aliases\":[\"shop.tracker.example\"]"}));
  EXPECT_TRUE(run.has({"\"host\":\"silent.shop.example\"", "\"status\":\"unknown\""}));
  EXPECT_TRUE(run.has({"\"host\":\"own.shop.example\"", "\"aliases\":[]"}));
  EXPECT_TRUE(run.has({"\"host\":\"tracker.example\"", "\"addresses\":[\"203.0.113.10\"]"}))
      << "a list tells addresses of strangers too";
}

TEST(NameWatch, LooksUpNoMoreThanItsLimit) {
  FewNames names;
  std::string page = "<!doctype html><title>t</title>";
  for (int i = 0; i < 30; ++i) page += image("n" + std::to_string(i) + ".shop.example");
  visit(&names, page);
  EXPECT_EQ(names.asked.size(), kMaxNames);
}

TEST(NameWatch, SaysWhereNoNameIsResolved) {
  const RecordedRun run = visit(nullptr, "<!doctype html><title>t</title>");
  EXPECT_EQ(run.count({"\"kind\":\"alias\""}), 1U);
  EXPECT_TRUE(run.has({"\"kind\":\"alias\"", "\"status\":\"off\""}));
}

}  // namespace
}  // namespace consentry
