// SPDX-License-Identifier: Apache-2.0
// One line that says how far a scan is. Pure: the command measures the time and prints.
#pragma once

#include <string>
#include <vector>

#include "core/report/terminal_style.h"

namespace consentry {

struct ScanProgress {
  int done = 0;
  int total = 0;
  int running = 0;
  double elapsed_s = 0;              // since the first site began
  std::vector<std::string> current;  // addresses being scanned, longest running first
};

// "[████████░░░░] 12/40  4 running  31.2/min  0:54 left  shop.example, news.example", cut to
// style.width columns and without a line break. Rate and time left appear once a site is done.
std::string render_progress(const ScanProgress& state, const TerminalStyle& style);

}  // namespace consentry
