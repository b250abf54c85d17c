// SPDX-License-Identifier: Apache-2.0
// `consentry lab` as a child, with the files it wrote.
#pragma once

#include <string>
#include <vector>

#include "e2e/program_run.h"
#include "e2e/temporary_folder.h"

namespace consentry::e2e {

class LabChild {
 public:
  // Starts the lab on a free port and waits until it says its address. Throws when it does not.
  LabChild(int sites, int seed, int hostile = 0);

  // "127.0.0.1:PORT"
  [[nodiscard]] const std::string& address() const { return address_; }
  [[nodiscard]] std::string file(const std::string& name) const { return folder_ / name; }
  // Words that lead a scan to the lab: --connect-to and --ca.
  [[nodiscard]] std::vector<std::string> way_here() const;

 private:
  TemporaryFolder folder_;
  RunningProgram program_;
  std::string address_;
};

}  // namespace consentry::e2e
