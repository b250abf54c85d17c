// SPDX-License-Identifier: Apache-2.0
#include "io/browser/devtools_pipe.h"

#include <array>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <optional>
#include <signal.h>
#include <unistd.h>

#include "io/browser/child_process.h"

namespace consentry {
namespace {

using namespace std::chrono_literals;
using Reply = DevtoolsPipe::Reply;

// A peer that is a process of its own: a shell that reads descriptor 3 and writes descriptor 4.
class PipeTest : public ::testing::Test {
 protected:
  void start(const std::string& script) {
    std::array<int, 2> down{};
    std::array<int, 2> up{};
    ASSERT_EQ(::pipe2(down.data(), O_CLOEXEC), 0);
    ASSERT_EQ(::pipe2(up.data(), O_CLOEXEC), 0);
    ChildSpec spec;
    spec.arguments = {"/bin/sh", "-c", script};
    spec.environment = {"PATH=/usr/bin:/bin"};
    spec.descriptors = {{3, down[0]}, {4, up[1]}};
    auto child = ChildProcess::start(spec);
    ::close(down[0]);
    ::close(up[1]);
    ASSERT_TRUE(child) << child.error().text();
    child_.emplace(std::move(*child));
    auto pipe = DevtoolsPipe::open(up[0], down[1]);
    ASSERT_TRUE(pipe);
    pipe_ = std::move(*pipe);
  }
  std::optional<ChildProcess> child_;
  std::unique_ptr<DevtoolsPipe> pipe_;
};

TEST_F(PipeTest, a_command_is_written_and_its_answer_comes_back) {
  start(R"(head -c 1 <&3 >/dev/null; printf '{"id":1,"result":{}}\0' >&4; cat <&3 >/dev/null)");
  const auto mailbox = pipe_->open_mailbox();
  auto id = pipe_->send(*mailbox, "", "Browser.getVersion", "", Reply::wanted, in(10s));
  ASSERT_TRUE(id);
  const auto got = mailbox->take(in(10s));
  ASSERT_EQ(got.size(), 1u);
  EXPECT_EQ(got[0].id(), *id);
}

TEST_F(PipeTest, noise_garbage_and_strangers_are_dropped_and_what_follows_is_read) {
  start(R"(head -c 1 <&3 >/dev/null; printf 'garbage\0{"id":99,"result":{}}\0' >&4;)"
        R"(printf '{"method":"Network.dataReceived","params":{},"sessionId":"S"}\0' >&4;)"
        R"(printf '{"method":"Page.x","sessionId":"T"}\0{"method":"Target.attachedToTarget",)"
        R"("params":{"sessionId":"S","targetInfo":{"browserContextId":"C"}}}\0)"
        R"({"method":"Page.y","sessionId":"S"}\0' >&4; cat <&3 >/dev/null)");
  const auto mailbox = pipe_->open_mailbox();
  pipe_->adopt_context("C", *mailbox);
  ASSERT_TRUE(pipe_->send(*mailbox, "", "Go", "", Reply::ignored, in(10s)));
  const auto got = mailbox->take(in(10s));
  ASSERT_EQ(got.size(), 2u);
  EXPECT_EQ(got[0].method(), "Target.attachedToTarget");
  EXPECT_EQ(got[1].method(), "Page.y");
  const auto counts = pipe_->counts();
  EXPECT_EQ(counts.malformed, 1u);
  EXPECT_EQ(counts.protocol.unknown_replies, 1u);
  EXPECT_EQ(counts.protocol.unknown_sessions, 1u);
}

TEST_F(PipeTest, a_peer_that_dies_ends_every_wait_at_once) {
  start("exit 3");
  const auto mailbox = pipe_->open_mailbox();
  const auto begin = Clock::now();
  EXPECT_TRUE(mailbox->take(in(20s)).empty());
  EXPECT_LT(Clock::now() - begin, 5s);
  EXPECT_TRUE(mailbox->closed());
  auto sent = pipe_->send(*mailbox, "", "X", "", Reply::wanted, in(1s));
  ASSERT_FALSE(sent);
  EXPECT_EQ(sent.error().kind(), ErrorKind::unavailable);
}

TEST_F(PipeTest, a_peer_that_never_reads_blocks_nobody) {
  start("sleep 30");
  const auto mailbox = pipe_->open_mailbox();
  const std::string large = "{\"a\":\"" + std::string(1 << 20, 'x') + "\"}";
  const auto begin = Clock::now();
  for (int i = 0; i < 8; ++i) {
    ASSERT_TRUE(pipe_->send(*mailbox, "", "X", large, Reply::ignored, in(1s)));
  }
  EXPECT_TRUE(mailbox->take(in(50ms)).empty());
  EXPECT_LT(Clock::now() - begin, 5s);
  EXPECT_FALSE(mailbox->closed());
}

TEST_F(PipeTest, a_large_command_arrives_whole_through_a_full_pipe) {
  start(R"(sleep 0.2; n=$(head -c 3000000 <&3 | wc -c);)"
        R"(printf '{"method":"Target.attachedToTarget","params":{"sessionId":"S","targetInfo":)"
        R"({"browserContextId":"C"}}}\0{"method":"%s","sessionId":"S"}\0' $n >&4)");
  const auto mailbox = pipe_->open_mailbox();
  pipe_->adopt_context("C", *mailbox);
  const std::string large = "{\"a\":\"" + std::string(3'000'000, 'x') + "\"}";
  ASSERT_TRUE(pipe_->send(*mailbox, "", "X", large, Reply::ignored, in(1s)));
  const auto got = mailbox->take(in(20s));
  ASSERT_EQ(got.size(), 2u);
  EXPECT_EQ(got[1].method(), "3000000");
}

TEST_F(PipeTest, shutdown_ends_waits_of_other_threads) {
  start("cat <&3 >/dev/null");
  const auto mailbox = pipe_->open_mailbox();
  pipe_->shutdown();
  EXPECT_TRUE(mailbox->take(in(20s)).empty());
  EXPECT_TRUE(mailbox->closed());
}

TEST(ChildProcess, a_program_that_is_not_there_is_an_error_that_names_it) {
  ChildSpec spec;
  spec.arguments = {"/nonexistent/browser"};
  const auto child = ChildProcess::start(spec);
  ASSERT_FALSE(child);
  EXPECT_EQ(child.error().kind(), ErrorKind::unavailable);
  EXPECT_NE(child.error().text().find("/nonexistent/browser"), std::string::npos);
}

TEST(ChildProcess, killing_takes_grandchildren_along_and_leaves_no_zombie) {
  ChildSpec spec;
  spec.arguments = {"/bin/sh", "-c", "sleep 60 & sleep 60 & wait"};
  spec.environment = {"PATH=/usr/bin:/bin"};
  pid_t group = 0;
  {
    auto child = ChildProcess::start(spec);
    ASSERT_TRUE(child);
    group = child->pid();
    EXPECT_FALSE(child->wait(in(100ms)));
  }
  EXPECT_EQ(::kill(-group, 0), -1);
}

TEST(ChildProcess, no_descriptor_of_ours_is_inherited) {
  const int ours = ::open("/dev/null", O_RDONLY);
  ASSERT_GE(ours, 0);
  std::array<int, 2> up{};
  ASSERT_EQ(::pipe2(up.data(), O_CLOEXEC), 0);
  ChildSpec spec;
  spec.arguments = {"/bin/sh", "-c", "for f in /proc/$$/fd/*; do printf '%s ' ${f##*/}; done"};
  spec.environment = {"PATH=/usr/bin:/bin"};
  spec.descriptors = {{1, up[1]}};
  auto child = ChildProcess::start(spec);
  ::close(up[1]);
  ASSERT_TRUE(child);
  std::array<char, 200> text{};
  ASSERT_TRUE(child->wait(in(10s)));
  const ssize_t got = ::read(up[0], text.data(), text.size());
  ::close(up[0]);
  ::close(ours);
  ASSERT_GT(got, 0);
  EXPECT_EQ(std::string(text.data(), static_cast<std::size_t>(got)).substr(0, 6), "0 1 2 ");
  EXPECT_LE(got, 9);  // the shell may hold one more for itself
}

}  // namespace
}  // namespace consentry
