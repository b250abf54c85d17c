// SPDX-License-Identifier: Apache-2.0
// Which browser program is started, and whether it will do.
#pragma once

#include <string>

#include "core/base/error.h"
#include "io/browser/browser_options.h"

namespace consentry {

// The oldest major version whose protocol we rely on (runImmediately of new-document scripts is
// from 114, flat sessions of service workers in their present form from 120).
inline constexpr int kOldestChromium = 120;

struct BrowserBinary {
  std::string path;
  int major = 0;        // 156
  std::string version;  // "156.0.8078.79"
};

// Finds the program and asks it for its version. unavailable: missing (the text says which package
// to install) or it does not start; unsupported: older than kOldestChromium.
Result<BrowserBinary> find_browser(const BrowserOptions& options);

// "Chromium 156.0.8078.79 built on Debian" -> version and major. corrupt: no version in it.
Result<BrowserBinary> read_version(std::string path, const std::string& output);

}  // namespace consentry
