// SPDX-License-Identifier: Apache-2.0
// What a run's pictures of single controls show, for those that judge the run.
#pragma once

#include <filesystem>

namespace consentry {

struct RunObservation;

// Fills in `pixels` of controls to refuse that have pictures in the run's folder. A picture that is
// missing, or is not the one that the log names by its SHA-256, tells nothing but that.
void read_control_pictures(const std::filesystem::path& folder, RunObservation& run);

}  // namespace consentry
