// SPDX-License-Identifier: Apache-2.0
// From a site's configuration to what visitors get: checked, put together, compressed, archived.
#pragma once

#include <string>

#include "command/consent_data.h"
#include "io/store/sqlite_site_store.h"

namespace consentry {

// invalid_input lists every fault of the configuration, one a line. The digests of `pictures`, taken of
// the same configuration's files, become part of what is archived.
Result<Publication> make_publication(const std::string& config_json, UtcTime now,
                                     std::vector<NoticePicture> pictures = {});

// The same with pictures; without them, and why, when no browser can take any.
struct PicturedPublication {
  Publication publication;
  std::string without;  // why there are none; empty when there are
};
Result<PicturedPublication> make_pictured_publication(const std::string& config_json, UtcTime now);

}  // namespace consentry
