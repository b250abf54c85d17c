// SPDX-License-Identifier: Apache-2.0
#include "lab/truth_rows.h"

namespace consentry::lab {

std::span<const TruthRow> choice_truth() { return {}; }

}  // namespace consentry::lab
