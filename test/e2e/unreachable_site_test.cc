// SPDX-License-Identifier: Apache-2.0
// Sites that do not answer as a site should: stated as not measured with the reason, the rest go
// on.
#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "e2e/lab_child.h"
#include "e2e/program_run.h"
#include "e2e/temporary_folder.h"
#include "io/http/listener.h"

namespace consentry::e2e {
namespace {

namespace json = boost::json;
using ::testing::HasSubstr;

constexpr std::chrono::seconds kScan{120};

http::Response page(std::string body) {
  return {200, {{"Content-Type", "text/html; charset=utf-8"}}, std::move(body)};
}

// A plain server that answers by the name that was asked for.
http::Response answer(const http::Request& request) {
  if (request.host == "broken.example") return http::plain_text(500, "out of order");
  if (request.host == "picture.example")
    return {200, {{"Content-Type", "image/png"}}, "\x89PNG\r\n"};
  if (request.host == "moved.example") return {302, {{"Location", "http://new.example/home"}}, ""};
  return page("<!doctype html><html lang=en><title>t</title><p>Nothing is stored here.</p>");
}

std::string start_server(std::unique_ptr<http::Listener>& server) {
  auto started = http::Listener::start({}, answer);
  if (!started) throw std::runtime_error(started.error().text());
  server = *std::move(started);
  return "127.0.0.1:" + std::to_string(server->port());
}

struct Scanned {
  Ended ended;
  json::array sites;
};

Scanned scan_before(const std::vector<std::string>& sites, const std::vector<std::string>& way) {
  const TemporaryFolder folder;
  std::vector<std::string> words{"scan", "--phases", "before",      "--timeout",
                                 "10",   "--out",    folder / "out"};
  words.insert(words.end(), sites.begin(), sites.end());
  words.insert(words.end(), way.begin(), way.end());
  Scanned scanned{run(words, kScan), {}};
  const std::string report = read_whole(folder / "out/report.json");
  if (!report.empty()) scanned.sites = json::parse(report).at("sites").as_array();
  return scanned;
}

std::string field(const Scanned& scanned, std::size_t site, const char* name) {
  if (site >= scanned.sites.size()) return "(no such site in the report)";
  const json::object& object = scanned.sites[site].as_object();
  const json::value* value = object.if_contains(name);
  return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
}

void expect_not_measured(const Scanned& scanned, const std::string& reason) {
  EXPECT_EQ(scanned.ended.status, 3) << scanned.ended.err;
  EXPECT_EQ(field(scanned, 0, "status"), "not-measured");
  EXPECT_THAT(field(scanned, 0, "reason"), HasSubstr(reason));
}

TEST(UnreachableSite, AnUnknownHostIsNotMeasured) {
  expect_not_measured(scan_before({"https://no-such-host.invalid"}, {}), "resolve");
}

TEST(UnreachableSite, ARefusedConnectionIsNotMeasured) {
  std::unique_ptr<http::Listener> server;
  const std::string address = start_server(server);
  server->stop();  // its port answers nobody now
  expect_not_measured(scan_before({"http://shop.example"}, {"--connect-to", address}), "refused");
}

TEST(UnreachableSite, AnAuthorityThatNobodyTrustsIsNotMeasured) {
  const LabChild lab(1, 5);
  const std::string list = read_whole(lab.file("sites.txt"));
  expect_not_measured(
      scan_before({list.substr(0, list.find('\n'))}, {"--connect-to", lab.address()}),
      "certificate");
}

TEST(UnreachableSite, AnErrorAnswerIsNotMeasured) {
  std::unique_ptr<http::Listener> server;
  expect_not_measured(
      scan_before({"http://broken.example"}, {"--connect-to", start_server(server)}), "500");
}

TEST(UnreachableSite, WhatIsNotAPageIsNotMeasured) {
  std::unique_ptr<http::Listener> server;
  expect_not_measured(
      scan_before({"http://picture.example"}, {"--connect-to", start_server(server)}), "image/png");
}

TEST(UnreachableSite, ARedirectElsewhereIsFollowedAndSaid) {
  std::unique_ptr<http::Listener> server;
  const Scanned scanned =
      scan_before({"http://moved.example"}, {"--connect-to", start_server(server)});
  EXPECT_EQ(scanned.ended.status, 0) << scanned.ended.err;
  EXPECT_EQ(field(scanned, 0, "status"), "measured");
  ASSERT_FALSE(scanned.sites.empty());
  EXPECT_THAT(json::serialize(scanned.sites[0]), HasSubstr("new.example"));
}

TEST(UnreachableSite, TheOthersGoOnAndBadLinesAreNamed) {
  std::unique_ptr<http::Listener> server;
  const TemporaryFolder folder;
  const std::string list =
      folder.write("sites.txt", "http://broken.example\nfoo bar\nhttp://good.example\n");
  const Scanned scanned = scan_before({"--list", list}, {"--connect-to", start_server(server)});
  EXPECT_EQ(scanned.ended.status, 0) << scanned.ended.err;
  EXPECT_THAT(scanned.ended.err, HasSubstr("sites.txt:2"));
  ASSERT_EQ(scanned.sites.size(), 2U);
  EXPECT_EQ(field(scanned, 0, "status"), "not-measured");
  EXPECT_EQ(field(scanned, 1, "status"), "measured");
}

}  // namespace
}  // namespace consentry::e2e
