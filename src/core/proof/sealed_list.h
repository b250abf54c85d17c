// SPDX-License-Identifier: Apache-2.0
// What was sealed: names of files and the SHA-256 of their bytes, in the format that `sha256sum -c`
// reads. Format: docs/formats/evidence-bundle.md.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/digest.h"
#include "core/base/error.h"

namespace consentry {

// A site has some 20 files of 100 bytes a line; this is a list for 30,000 sites.
inline constexpr std::size_t kMaxSealedListBytes = std::size_t{64} << 20U;
// What ZIP readers and file systems take without trouble.
inline constexpr std::size_t kMaxSealedName = 1024;

struct SealedFile {
  std::string name;
  Sha256 digest{};
};

// Whether a name may stand in a bundle: a relative path of printable ASCII without backslash, ':',
// empty part, "." or "..": one that no unpacking program leads out of its folder or escapes, and
// that sha256sum writes as it is.
bool is_sealed_name(std::string_view name);

// One line a file: 64 digits, two spaces, name. In the order given.
std::string sealed_list_text(const std::vector<SealedFile>& files);
// invalid_input with the line for anything that sealed_list_text would not have written, for a name
// that is none, and unless the names ascend; exhausted when it is too large.
Result<std::vector<SealedFile>> parse_sealed_list(std::string_view text);

}  // namespace consentry
