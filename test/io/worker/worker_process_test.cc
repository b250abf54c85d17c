// SPDX-License-Identifier: Apache-2.0
#include "io/worker/worker_process.h"

#include <csignal>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <iterator>
#include <thread>
#include <unistd.h>

namespace consentry {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr milliseconds kLong{60'000};

// Stand-ins for a scan are shell scripts: what a scan might do at its worst.
class Worker : public ::testing::Test {
 protected:
  Worker() {
    std::string name = (fs::temp_directory_path() / "consentry-worker-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    fs::create_directories(folder_ / "out");
  }
  ~Worker() override {
    std::error_code ignored_in_a_test;
    fs::remove_all(folder_, ignored_in_a_test);
  }
  WorkerSpec script(const std::string& text, milliseconds time = kLong) {
    WorkerSpec spec;
    spec.arguments = {"/bin/sh", "-c", text, "sh", (folder_ / "out").string()};
    spec.environment = {"PATH=/usr/bin:/bin"};
    spec.output = folder_ / "said";
    spec.folder = folder_ / "out";
    spec.time = time;
    return spec;
  }
  static WorkerEnd run(WorkerSpec spec) {
    auto worker = WorkerProcess::start(std::move(spec));
    EXPECT_TRUE(worker) << worker.error().text();
    return worker->run();
  }
  std::string said() {
    std::ifstream file(folder_ / "said");
    return {std::istreambuf_iterator<char>(file), {}};
  }
  pid_t number_in(const std::string& name) {
    std::ifstream file(folder_ / "out" / name);
    pid_t pid = 0;
    file >> pid;
    return pid;
  }
  fs::path folder_;
};

bool runs(pid_t pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
  std::string line;
  std::getline(file, line);
  const auto close = line.rfind(')');
  return close != std::string::npos && line.substr(close + 2, 1) != "Z";
}

TEST_F(Worker, TellsHowItEnded) {
  const WorkerEnd end = run(script("echo words; echo more >&2; exit 3"));
  EXPECT_EQ(end.fate, WorkerFate::ended);
  EXPECT_EQ(end.status, 3);
  EXPECT_EQ(said(), "words\nmore\n");
}

TEST_F(Worker, ACrashIsTold) {
  const WorkerEnd end = run(script("kill -SEGV $$"));
  EXPECT_EQ(end.fate, WorkerFate::crashed);
  EXPECT_EQ(end.signal, SIGSEGV);
}

TEST_F(Worker, WhatHangsIsEndedAtItsTimeAlsoWhenItDoesNotListen) {
  const WorkerEnd end =
      run(script("trap '' TERM INT HUP; while :; do sleep 1; done", milliseconds{300}));
  EXPECT_EQ(end.fate, WorkerFate::too_late);
}

TEST_F(Worker, IsEndedWithGroupsAndSessionsThatItStarted) {
  const WorkerEnd end =
      run(script("sh -c 'echo $$ >$0/child; sleep 1000' $1 & setsid sh -c 'echo $$ >$0/apart; "
                 "sleep 1000' $1 & "
                 "while [ ! -s $1/child ] || [ ! -s $1/apart ]; do :; done; sleep 1000",
                 milliseconds{1500}));
  EXPECT_EQ(end.fate, WorkerFate::too_late);
  ASSERT_GT(number_in("child"), 1);
  ASSERT_GT(number_in("apart"), 1);
  EXPECT_FALSE(runs(number_in("child")));
  EXPECT_FALSE(runs(number_in("apart")));
}

TEST_F(Worker, LeavesNoOrphanWhenItEndsByItself) {
  const WorkerEnd end =
      run(script("sh -c 'echo $$ >$0/child; sleep 1000' $1 & while [ ! -s $1/child ]; do :; done"));
  EXPECT_EQ(end.fate, WorkerFate::ended);
  ASSERT_GT(number_in("child"), 1);
  EXPECT_FALSE(runs(number_in("child")));
}

TEST_F(Worker, InheritsNoDescriptorAndNoEnvironment) {
  ::setenv("CONSENTRY_TEST_SECRET", "hush", 1);
  // Deliberately without O_CLOEXEC.
  const int leaked = ::open("/etc/hostname", O_RDONLY);
  const WorkerEnd end = run(script("env; ls /proc/$$/fd"));
  ::close(leaked);
  ::unsetenv("CONSENTRY_TEST_SECRET");
  EXPECT_EQ(end.fate, WorkerFate::ended);
  EXPECT_THAT(said(), Not(HasSubstr("hush")));
  EXPECT_THAT(said(), HasSubstr("0\n1\n2\n"));
  EXPECT_THAT(said(), Not(HasSubstr("\n" + std::to_string(leaked) + "\n")));
}

TEST_F(Worker, AFolderThatGrowsOverItsSizeEndsIt) {
  WorkerSpec spec = script("while :; do head -c 100000 /dev/zero >>$1/full; done");
  spec.folder_bytes = 1'000'000;
  EXPECT_EQ(run(spec).fate, WorkerFate::too_large);
}

TEST_F(Worker, AFileThatGrowsOverItsSizeIsCutOff) {
  WorkerSpec spec = script("exec head -c 100000000 /dev/zero >$1/full");
  spec.file_bytes = 200'000;
  EXPECT_NE(run(spec).status, 0);
  EXPECT_LE(folder_size(folder_ / "out"), 200'000U);
}

TEST_F(Worker, MemoryBeyondItsLimitIsNotGiven) {
  WorkerSpec spec = script("exec python3 -c 'b = bytearray(400 << 20)'");
  spec.memory_bytes = 200U << 20U;
  EXPECT_NE(run(spec).status, 0);
  EXPECT_THAT(said(), HasSubstr("MemoryError"));
}

TEST_F(Worker, IsNicerThanWeAre) {
  WorkerSpec spec = script("nice");
  spec.nice = 7;
  EXPECT_EQ(run(spec).fate, WorkerFate::ended);
  EXPECT_GE(std::stoi(said()), 7);
}

TEST_F(Worker, IsStoppedFromAnotherThread) {
  auto worker = WorkerProcess::start(script("sleep 1000"));
  ASSERT_TRUE(worker);
  std::thread other([&] { worker->stop(); });
  EXPECT_EQ(worker->run().fate, WorkerFate::stopped);
  other.join();
}

TEST_F(Worker, AProgramThatIsNotThereIsAnError) {
  WorkerSpec spec = script("");
  spec.arguments = {"/nowhere/consentry"};
  const auto worker = WorkerProcess::start(spec);
  ASSERT_FALSE(worker);
  EXPECT_THAT(worker.error().text(), HasSubstr("/nowhere/consentry"));
}

}  // namespace
}  // namespace consentry
