// SPDX-License-Identifier: Apache-2.0
// The server is killed at random moments under load. What it had answered must be there, once, and
// the log must verify.
#include <atomic>
#include <chrono>
#include <csignal>
#include <gtest/gtest.h>
#include <map>
#include <random>
#include <set>
#include <thread>

#include "command/consent_data.h"
#include "e2e/serve_child.h"
#include "e2e/temporary_folder.h"
#include "io/http/wire_client.h"
#include "io/store/ledger_check.h"

namespace consentry::e2e {
namespace {

constexpr int kKills = 50;
constexpr int kClients = 8;

// One client that sends choices one after the other, and after a crash the unanswered one again.
struct Client {
  std::uint64_t next = 0;
  bool sent_before = false;
  std::vector<std::uint64_t> answered;
  std::size_t repeated = 0;

  void run(std::uint16_t port, const std::string& notice, const std::atomic<bool>& enough) {
    http::WireClient connection(port);
    while (!enough && connection.connected()) {
      connection.send(choice_request(next, notice));
      const std::string answer = connection.answers(1);
      const bool again = answer.starts_with("HTTP/1.1 200");
      if (!again && !answer.starts_with("HTTP/1.1 201")) {
        sent_before = true;
        return;
      }
      EXPECT_TRUE(!again || sent_before) << "a new choice was taken for a repeated one";
      repeated += again ? 1U : 0U;
      sent_before = false;
      answered.push_back(next);
      next += kClients;
    }
  }
};

TEST(Crash, LosesNoAnsweredChoiceAndKeepsNoneTwice) {
  const TemporaryFolder folder;
  const std::string data = folder / "data";
  const std::string notice = prepare_shop(data);
  std::mt19937 chance(20261122);
  std::uniform_int_distribution<int> moment(1, 180);
  std::vector<Client> clients(kClients);
  for (int i = 0; i < kClients; ++i)
    clients[static_cast<std::size_t>(i)].next = static_cast<std::uint64_t>(i);
  for (int kill = 0; kill < kKills; ++kill) {
    ServeChild server(data);
    std::atomic<bool> enough{false};
    std::vector<std::thread> threads;
    for (Client& client : clients)
      threads.emplace_back([&] { client.run(server.port(), notice, enough); });
    // Not a wait for an event: the moment of the crash is what is tried.
    std::this_thread::sleep_for(std::chrono::milliseconds(moment(chance)));
    server.signal(SIGKILL);
    server.wait();
    enough = true;
    for (std::thread& thread : threads) thread.join();
  }
  const auto view = SqliteLedgerView::open(data + "/ledger.db");
  ASSERT_TRUE(view) << view.error().text();
  std::map<std::string, int> stored;
  ASSERT_TRUE((*view)->for_each(0, [&](const StoredLeaf& leaf) -> Status {
    ++stored[leaf.record->head.visitor.text()];
    return {};
  }));
  std::size_t answered = 0;
  for (const Client& client : clients) {
    answered += client.answered.size();
    for (const std::uint64_t number : client.answered) {
      const std::string request = choice_request(number, notice);
      const std::string id = request.substr(request.find("\"id\":\"") + 6, 32);
      EXPECT_EQ(stored[id], 1) << id;
    }
  }
  for (const auto& [id, times] : stored) EXPECT_EQ(times, 1) << id;
  EXPECT_GT(answered, static_cast<std::size_t>(kKills));
  RecordProperty("answered", static_cast<int>(answered));
  const auto check = check_ledger(**view, {});
  ASSERT_TRUE(check) << check.error().text();
  EXPECT_TRUE(check->problems.empty()) << check->problems.front();
  EXPECT_EQ(run({"ledger", "verify", "--data", data}).status, 0);
}

}  // namespace
}  // namespace consentry::e2e
