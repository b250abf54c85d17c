// SPDX-License-Identifier: Apache-2.0
// A named piece of reference data as the composition root hands it in: embedded, or read from the
// user's folder. Core reads no files.
#pragma once

#include <string>
#include <string_view>

namespace consentry {

// `name` is what a report cites ("data/cookies/google.toml"); `text` must outlive the call it is
// passed to, not the result.
struct DataFile {
  std::string name;
  std::string_view text;
};

// What stands for a version when a file names none: the first 12 hexadecimal digits of its SHA-256.
std::string digest_version(std::string_view text);

}  // namespace consentry
