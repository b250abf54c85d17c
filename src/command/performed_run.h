// SPDX-License-Identifier: Apache-2.0
// Runs as a scan makes them: each into a folder of its own, many side by side.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "core/base/error.h"

namespace consentry {

class Browser;
class RunSink;
class SiteAllowance;
struct ScanWorkshop;

struct RunEnd {
  bool has_log = false;
  std::string reason;      // empty: ended well
  bool cut_short = false;  // by an interruption; another scan may do better
  bool again = false;      // the log is that of a second visit
};

// One run into `folder`, which must hold nothing, tried again when the browser died under it. It draws on
// the allowance of its site.
RunEnd perform_into(const ScanWorkshop& workshop, const std::filesystem::path& folder,
                    SiteAllowance& allowance,
                    const std::function<Status(Browser&, RunSink&)>& perform);

// Does tasks 0..count-1 on as many threads as the workshop's gate may admit runs at once. Blocks.
void do_all(const ScanWorkshop& workshop, std::size_t count,
            const std::function<void(std::size_t)>& task);

}  // namespace consentry
