// SPDX-License-Identifier: Apache-2.0
// Pictures of a notice as visitors see it, for the archive: first layer and settings, on a desktop and
// on a phone, in each language.
#pragma once

#include <vector>

#include "core/consent/tag_config.h"
#include "io/store/sqlite_site_store.h"

namespace consentry {

// Starts a browser of its own. unavailable: there is none; otherwise what kept it from showing the
// notice.
Result<std::vector<NoticePicture>> take_notice_pictures(const Publication& publication,
                                                        const TagConfig& config);

}  // namespace consentry
