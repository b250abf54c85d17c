// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace consentry {

inline constexpr const char* kProgram = "consentry 0.1.0";

}  // namespace consentry
