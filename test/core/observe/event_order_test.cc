// SPDX-License-Identifier: Apache-2.0
// The network service and the page report on channels of their own: between the two any order may
// come, and the facts must not depend on it.
#include <gtest/gtest.h>
#include <map>
#include <random>
#include <sstream>
#include <tuple>

#include "core/observe/observed_run.h"
#include "fakes/event_log_maker.h"

namespace consentry {
namespace {

using Lines = std::vector<std::string>;

struct Streams {
  Lines page;                            // everything else, in its order
  std::map<std::string, Lines> network;  // …ExtraInfo by request id, in its order
};

std::string request_id(const std::string& line) {
  constexpr std::string_view kKey = "\"requestId\":\"";
  const std::size_t begin = line.find(kKey) + kKey.size();
  return line.substr(begin, line.find('"', begin) - begin);
}

Streams split(const std::string& log) {
  Streams streams;
  std::istringstream text(log);
  for (std::string line; std::getline(text, line);) {
    const bool network = line.find("ExtraInfo\",\"params\"") != std::string::npos;
    (network ? streams.network[request_id(line)] : streams.page).push_back(line);
  }
  return streams;
}

// Any merge of the streams that keeps the order in each, within the step that is open.
std::string merged(Streams streams, std::mt19937& random) {
  std::string log;
  std::size_t page = 0;
  std::size_t left = 0;
  for (const auto& [id, lines] : streams.network) left += lines.size();
  constexpr std::size_t kHead = 3;                   // open, the tab, the step's begin
  const std::size_t body = streams.page.size() - 4;  // then come settled, end, close
  while (page < streams.page.size()) {
    const bool open = page >= kHead && page <= body;
    const bool take_network = left > 0 && open && (page == body || random() % 2 == 0);
    if (!take_network) {
      log += streams.page[page++] + "\n";
      continue;
    }
    auto stream = streams.network.begin();
    std::advance(stream, static_cast<long>(random() % streams.network.size()));
    if (stream->second.empty()) continue;
    log += stream->second.front() + "\n";
    stream->second.erase(stream->second.begin());
    --left;
  }
  return log;
}

std::string shown(const std::vector<CookieSent>& cookies) {
  std::string text;
  for (const CookieSent& cookie : cookies) text += cookie.name + "@" + cookie.domain + " ";
  return text;
}

// What the facts say, without where in the log they stand.
Lines facts(const RunObservation& run) {
  Lines lines;
  for (const Request& request : run.requests) {
    lines.push_back(request.url + "|" + std::to_string(request.status) + "|" + request.page_url +
                    "|" + request.redirected_from + "|" + shown(request.cookies) + "|" +
                    shown(request.cookies_withheld) + (request.third_party ? "|3" : "|1"));
  }
  Lines writes;
  for (const CookieWrite& write : run.cookie_writes) {
    writes.push_back(write.name + "=" + write.value + "|" + write.domain + "|" + write.setter_url +
                     "|" + write.page_url + "|" + (write.blocked.empty() ? "" : write.blocked[0]));
  }
  std::ranges::sort(writes);
  lines.insert(lines.end(), writes.begin(), writes.end());
  return lines;
}

std::string busy_page() {
  fakes::EventLogMaker log({.phases = {Phase::before}});
  log.step(Phase::before, Step::load);
  log.document({.url = "http://shop.example/",
                .hops = {{.to = "https://shop.example/", .status = 301, .set_cookies = {"up=1"}}},
                .set_cookies = {"sid=2"}});
  log.frame("https://ads.example/f");
  log.request({.url = "https://a.example/1",
               .type = "Image",
               .cookies = {{"c", "3", "c.example"}},
               .hops = {{.to = "https://b.example/2",
                         .set_cookies = {"a=1"},
                         .cookies = {{"x", "1", "a.example"}}},
                        {.to = "https://c.example/3", .status = 307, .set_cookies = {"b=2"}}},
               .set_cookies = {"c=3; SameSite=None; Secure"}});
  log.request({.url = "https://ads.example/x.js",
               .frame = "https://ads.example/f",
               .withheld = {{"w", "1", "ads.example"}},
               .blocked = {{"n=1", "UserPreferences"}}});
  log.request({.url = "https://dead.example/", .status = 0, .failure = "net::ERR_FAILED"});
  for (int i = 0; i < 5; ++i) {
    const std::string n = std::to_string(i);
    log.request({.url = "https://t.example/" + n,
                 .cookies = {{"k" + n, "1", "t.example"}},
                 .set_cookies = {"s" + n + "=1"}});
  }
  log.close();
  return log.text();
}

TEST(EventOrder, BetweenPageAndNetworkChangesNoFact) {
  const std::string log = busy_page();
  const Lines expected = facts(observed(log));
  ASSERT_GT(expected.size(), 20U);
  const Streams streams = split(log);
  std::mt19937 random(20261122);
  for (int round = 0; round < 300; ++round) {
    const std::string other = merged(streams, random);
    ASSERT_EQ(other.size(), log.size());
    ASSERT_EQ(facts(observed(other)), expected) << "round " << round << "\n" << other;
  }
}

TEST(EventOrder, TheSameLogGivesTheSameFactsEachTime) {
  const std::string log = busy_page();
  EXPECT_EQ(facts(observed(log)), facts(observed(log)));
}

}  // namespace
}  // namespace consentry
