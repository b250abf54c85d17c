// SPDX-License-Identifier: Apache-2.0
// What the options promise, held against both builds, over TLS as on the real web.
#include <gtest/gtest.h>

#include "command/embedded.h"
#include "io/browser/browser.h"
#include "io/browser/browser_binary.h"
#include "io/browser/devtools_pipe.h"
#include "io/browser/recorded_run.h"
#include "io/browser/run.h"
#include "io/browser/run_tools.h"
#include "io/browser/tab.h"
#include "io/http/listener.h"
#include "lab/authority.h"

namespace consentry {
namespace {

using testing::RecordedRun;

http::Response answer(const http::Request& request) {
  http::Response response;
  response.headers.push_back({"Content-Type", "text/html; charset=utf-8"});
  if (request.host == "shop.example") {
    response.body =
        "<img src='https://ads.example/p'><script>document.title=[navigator.webdriver,"
        "navigator.languages,navigator.language,/Headless/.test(navigator.userAgent)].join('|')"
        "</script>";
  } else if (request.path == "/p") {
    response.headers.push_back({"Set-Cookie", "uid=7; Secure; SameSite=None; Path=/"});
  }
  return response;
}

class BrowserSettings : public ::testing::TestWithParam<BrowserBuild> {
 protected:
  void SetUp() override {
    auto authority = lab::Authority::create();
    ASSERT_TRUE(authority) << authority.error().text();
    authority_ = std::move(*authority);
    http::ListenerOptions options;
    options.identities = [this](std::string_view name) { return authority_->issue(name); };
    auto listener = http::Listener::start(options, answer);
    ASSERT_TRUE(listener) << listener.error().text();
    listener_ = std::move(*listener);
    options_.build = GetParam();
    options_.connect_to = "127.0.0.1:" + std::to_string(listener_->port());
    options_.extra_ca_pem = authority_->certificate_pem();
  }
  RecordedRun run() {
    RecordedRun got;
    auto browser = Browser::launch(options_);
    EXPECT_TRUE(browser) << browser.error().text();
    if (!browser) return got;
    RunTools tools;
    tools.probe = embedded("probe.js");
    tools.state = embedded("state.js");
    RunPlan plan;
    plan.run = "before";
    plan.site = "https://shop.example/";
    const Status status = perform_run(**browser, plan, tools, got);
    EXPECT_TRUE(status) << status.error().text();
    EXPECT_TRUE(got.has({"\"kind\":\"close\"", "complete"})) << got.lines.back();
    return got;
  }
  std::unique_ptr<lab::Authority> authority_;
  std::unique_ptr<http::Listener> listener_;
  BrowserOptions options_;
};

TEST_P(BrowserSettings, third_party_cookies_are_kept_when_allowed) {
  const RecordedRun got = run();
  EXPECT_TRUE(got.has({"\"kind\":\"open\"", "\"thirdPartyCookies\":\"allowed\""}));
  EXPECT_TRUE(got.has({"\"method\":\"Storage.getCookies\"", "\"uid\""}));
}

TEST_P(BrowserSettings, third_party_cookies_are_blocked_when_asked_for_and_the_log_shows_both) {
  options_.third_party_cookies = false;
  const RecordedRun got = run();
  EXPECT_TRUE(got.has({"\"kind\":\"open\"", "\"thirdPartyCookies\":\"blocked\""}));
  EXPECT_FALSE(got.has({"\"method\":\"Storage.getCookies\"", "\"uid\""}));
  EXPECT_TRUE(got.has({"responseReceivedExtraInfo", "\"blockedReasons\":[\"", "uid=7"}));
}

TEST_P(BrowserSettings, the_language_asked_for_is_what_sites_see) {
  options_.language = "nl-NL";
  const RecordedRun got = run();
  EXPECT_TRUE(got.has({"requestWillBeSentExtraInfo", "\"Accept-Language\":\"nl-NL,nl"}) ||
              got.has({"requestWillBeSentExtraInfo", "\"accept-language\":\"nl-NL,nl"}));
  EXPECT_TRUE(got.has({"\"kind\":\"state\"", "false|nl-NL,nl|nl-NL|false"}));
}

TEST_P(BrowserSettings, an_authority_that_is_not_trusted_is_a_tls_failure) {
  options_.extra_ca_pem.clear();
  auto browser = Browser::launch(options_);
  ASSERT_TRUE(browser) << browser.error().text();
  RunPlan plan;
  plan.run = "before";
  plan.site = "https://shop.example/";
  RecordedRun got;
  EXPECT_TRUE(perform_run(**browser, plan, {}, got));
  EXPECT_TRUE(got.has({"\"topic\":\"tls\"", "ERR_CERT_AUTHORITY_INVALID"}));
}

// Such pages (of the address bar, of tab search) cost as much as a site's, for every profile.
TEST_P(BrowserSettings, a_profile_brings_no_page_of_the_browsers_own) {
  auto browser = Browser::launch(options_);
  ASSERT_TRUE(browser) << browser.error().text();
  auto tab = Tab::open(**browser, TabOptions{});
  ASSERT_TRUE(tab) << tab.error().text();
  RunPlan plan;
  plan.site = "https://shop.example/";
  RecordedRun meanwhile;
  ASSERT_TRUE(perform_run(**browser, plan, {}, meanwhile));
  DevtoolsPipe& pipe = (*browser)->pipe();
  const auto mailbox = pipe.open_mailbox();
  const Deadline deadline = in(std::chrono::seconds(20));
  ASSERT_TRUE(pipe.send(*mailbox, "", "Target.getTargets", R"({"filter":[{}]})",
                        DevtoolsPipe::Reply::wanted, deadline));
  const std::vector<DevtoolsMessage> got = mailbox->take(deadline);
  ASSERT_EQ(got.size(), 1U);
  EXPECT_NE(got[0].raw().find("about:blank"), std::string_view::npos) << got[0].raw();
  EXPECT_EQ(got[0].raw().find("chrome://"), std::string_view::npos) << got[0].raw();
  pipe.close_mailbox(*mailbox);
}

INSTANTIATE_TEST_SUITE_P(Builds, BrowserSettings,
                         ::testing::Values(BrowserBuild::shell, BrowserBuild::chromium),
                         [](const auto& built) {
                           return built.param == BrowserBuild::shell ? "shell" : "chromium";
                         });

TEST(BrowserLaunch, a_missing_browser_says_what_to_install) {
  BrowserOptions options;
  options.path = "/nonexistent/chromium";
  const auto browser = Browser::launch(options);
  ASSERT_FALSE(browser);
  EXPECT_EQ(browser.error().kind(), ErrorKind::unavailable);
  EXPECT_NE(browser.error().text().find("chromium-headless-shell"), std::string::npos);
}

TEST(BrowserLaunch, a_program_that_is_no_browser_is_refused) {
  BrowserOptions options;
  options.path = "/bin/true";
  EXPECT_FALSE(Browser::launch(options));
}

TEST(BrowserLaunch, an_address_without_a_port_is_refused) {
  BrowserOptions options;
  options.connect_to = "localhost";
  const auto browser = Browser::launch(options);
  ASSERT_FALSE(browser);
  EXPECT_EQ(browser.error().kind(), ErrorKind::invalid_input);
}

TEST(BrowserLaunch, a_file_that_is_no_certificate_is_refused) {
  BrowserOptions options;
  options.extra_ca_pem = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
  const auto browser = Browser::launch(options);
  ASSERT_FALSE(browser);
  EXPECT_EQ(browser.error().kind(), ErrorKind::invalid_input);
}

TEST(BrowserVersion, is_read_from_what_browsers_print) {
  const auto binary = read_version("x", "Chromium 156.0.8078.79 built on Debian\n");
  ASSERT_TRUE(binary);
  EXPECT_EQ(binary->major, 156);
  EXPECT_EQ(binary->version, "156.0.8078.79");
  EXPECT_FALSE(read_version("x", "hello"));
}

}  // namespace
}  // namespace consentry
