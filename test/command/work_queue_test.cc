// SPDX-License-Identifier: Apache-2.0
#include "command/work_queue.h"

#include <future>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <vector>

namespace consentry {
namespace {

using ::testing::ElementsAre;

TEST(WorkQueue, DoesTheWorkInItsOrder) {
  std::vector<int> done;
  {
    WorkQueue queue(10);
    for (int i = 1; i <= 3; ++i) EXPECT_TRUE(queue.add([&done, i] { done.push_back(i); }));
  }
  EXPECT_THAT(done, ElementsAre(1, 2, 3)) << "what waits is done before it ends";
}

TEST(WorkQueue, TakesNoMoreThanMayWait) {
  WorkQueue queue(1);
  std::promise<void> begun;
  std::promise<void> go_on;
  ASSERT_TRUE(queue.add([&] {
    begun.set_value();
    go_on.get_future().wait();
  }));
  begun.get_future().wait();
  EXPECT_TRUE(queue.add([] {}));
  EXPECT_FALSE(queue.add([] {}));
  go_on.set_value();
}

TEST(WorkQueue, TakesNothingOnceItWasStopped) {
  WorkQueue queue(10);
  queue.stop();
  EXPECT_FALSE(queue.add([] {}));
}

}  // namespace
}  // namespace consentry
