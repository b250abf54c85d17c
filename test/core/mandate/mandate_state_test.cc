// SPDX-License-Identifier: Apache-2.0
#include "core/mandate/mandate_state.h"

#include <gtest/gtest.h>

namespace consentry {
namespace {

TEST(MandateState, HasANameThatIsReadAgain) {
  for (const MandateState state : kMandateStates)
    EXPECT_EQ(mandate_state_named(name_of(state)), state);
  EXPECT_FALSE(mandate_state_named("lost"));
}

TEST(MandateState, NothingStandsAgainAfterItEnded) {
  for (const MandateState from : kMandateStates) {
    EXPECT_FALSE(may_become(from, MandateState::received));
    EXPECT_EQ(may_become(from, MandateState::confirmed), from == MandateState::received);
    EXPECT_FALSE(may_become(MandateState::erased, from));
  }
  EXPECT_TRUE(may_become(MandateState::confirmed, MandateState::withdrawn));
  EXPECT_TRUE(may_become(MandateState::withdrawn, MandateState::erased));
  EXPECT_FALSE(may_become(MandateState::received, MandateState::withdrawn));
  EXPECT_FALSE(may_become(MandateState::withdrawn, MandateState::replaced));
}

}  // namespace
}  // namespace consentry
