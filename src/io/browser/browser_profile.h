// SPDX-License-Identifier: Apache-2.0
// The browser's private folder: preferences, certificates, everything it writes. Made fresh,
// removed with the object. A folder whose program was killed outright is removed by the next
// launch.
#pragma once

#include <filesystem>
#include <optional>
#include <sys/types.h>

#include "core/base/error.h"
#include "io/browser/browser_options.h"

namespace consentry {

// The uid the browser runs under: nothing when we are not root; else SUDO_UID, else 65534 (nobody).
std::optional<uid_t> unprivileged_uid();

class BrowserProfile {
 public:
  // Creates the folder (mode 0700, owned by uid), writes preferences, imports the extra
  // authorities. unavailable: no folder, or certutil is missing (the text says which package to
  // install); invalid_input: certutil refused the certificates.
  static Result<BrowserProfile> create(const BrowserOptions& options, std::optional<uid_t> uid);
  BrowserProfile(BrowserProfile&& other) noexcept;
  BrowserProfile& operator=(BrowserProfile&&) = delete;
  ~BrowserProfile();  // the browser must be gone by now

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  explicit BrowserProfile(std::filesystem::path path) : path_(std::move(path)) {}
  std::filesystem::path path_;
};

// Removes profile folders of processes that no longer run. Only our own naming is touched.
void remove_stale_profiles(const std::filesystem::path& parent);

}  // namespace consentry
