// SPDX-License-Identifier: Apache-2.0
#include "command/cpu_gate.h"

#include <gtest/gtest.h>

namespace consentry {
namespace {

TEST(CpuGate, ARunThatOnlyWaitsMakesRoomForAnother) {
  CpuGate gate(1);
  ASSERT_TRUE(gate.enter());
  gate.step_out();
  ASSERT_TRUE(gate.enter());
  EXPECT_EQ(gate.running(), 1);
  gate.leave();
  gate.step_in();
  EXPECT_EQ(gate.running(), 1);
  gate.leave();
  EXPECT_EQ(gate.running(), 0);
}

TEST(CpuGate, AClosedGateLetsBackInWhoWasInAndNobodyElse) {
  CpuGate gate(1);
  ASSERT_TRUE(gate.enter());
  gate.step_out();
  gate.close();
  EXPECT_FALSE(gate.enter());
  gate.step_in();
  EXPECT_EQ(gate.running(), 1);
  gate.leave();
  EXPECT_EQ(gate.running(), 0);
}

}  // namespace
}  // namespace consentry
