// SPDX-License-Identifier: Apache-2.0
#include <atomic>
#include <condition_variable>
#include <gtest/gtest.h>
#include <mutex>
#include <thread>

#include "io/http/listener.h"
#include "io/http/wire_client.h"

namespace consentry::http {
namespace {

// Answers on a thread of its own, all that waits at once, when told to.
class Slow {
 public:
  Handler handler() {
    return [this](const Request& request) {
      Response response;
      response.later = [this, path = request.path](Reply reply) {
        const std::scoped_lock lock(mutex_);
        waiting_.emplace_back(path, std::move(reply));
        came_.notify_all();
      };
      return response;
    };
  }
  void wait_for(std::size_t at_least) {
    std::unique_lock lock(mutex_);
    came_.wait(lock, [&] { return waiting_.size() >= at_least; });
  }
  void answer(std::size_t at_least) {
    wait_for(at_least);
    const std::scoped_lock lock(mutex_);
    std::thread([this] {
      for (auto& [path, reply] : waiting_) reply(plain_text(200, "late " + path));
    }).join();
    waiting_.clear();
  }

 private:
  std::mutex mutex_;
  std::condition_variable came_;
  std::vector<std::pair<std::string, Reply>> waiting_;
};

std::unique_ptr<Listener> serve(Slow& slow, ListenerOptions options = {}) {
  return *Listener::start(std::move(options), slow.handler());
}

TEST(LaterAnswer, GoesToTheClientThatAsked) {
  Slow slow;
  ListenerOptions options;
  options.threads = 2;
  const auto listener = serve(slow, options);
  WireClient one(listener->port());
  WireClient other(listener->port());
  one.send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\n");
  other.send("GET /2 HTTP/1.1\r\nHost: a\r\n\r\n");
  slow.answer(2);
  EXPECT_NE(one.answers(1).find("late /1"), std::string::npos);
  EXPECT_NE(other.answers(1).find("late /2"), std::string::npos);
}

TEST(LaterAnswer, HoldsBackPipelinedRequestsUntilThen) {
  Slow slow;
  const auto listener = serve(slow);
  WireClient client(listener->port());
  client.send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n");
  slow.answer(1);
  EXPECT_NE(client.answers(1).find("late /1"), std::string::npos);
  slow.answer(1);
  EXPECT_NE(client.answers(1).find("late /2"), std::string::npos);
}

TEST(LaterAnswer, IsDroppedWhenTheClientLeft) {
  Slow slow;
  const auto listener = serve(slow);
  {
    WireClient gone(listener->port());
    gone.send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\n");
  }
  WireClient client(listener->port());
  client.send("GET /2 HTTP/1.1\r\nHost: a\r\n\r\n");
  slow.answer(2);
  EXPECT_NE(client.answers(1).find("late /2"), std::string::npos);
}

TEST(LaterAnswer, IsStillGivenWhenTheListenerStops) {
  Slow slow;
  ListenerOptions options;
  options.stop_time = std::chrono::seconds(5);
  const auto listener = serve(slow, options);
  WireClient client(listener->port());
  client.send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\n");
  slow.wait_for(1);
  std::thread stopping([&] { listener->stop(); });
  slow.answer(1);
  EXPECT_NE(client.answers(1).find("late /1"), std::string::npos);
  stopping.join();
}

TEST(LaterAnswer, MayComeAfterTheListenerHasStopped) {
  Slow slow;
  ListenerOptions options;
  options.stop_time = std::chrono::milliseconds(20);
  const auto listener = serve(slow, options);
  WireClient client(listener->port());
  client.send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\n");
  slow.wait_for(1);
  listener->stop();
  slow.answer(1);
}

}  // namespace
}  // namespace consentry::http
