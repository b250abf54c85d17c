// SPDX-License-Identifier: Apache-2.0
// `consentry site publish --check`: scans the pages that carry a published tag and says whether they
// do, what was found and what was not measured.
#pragma once

#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/observe/observation.h"

namespace CLI {
class App;
}

namespace consentry {

struct CheckWords {
  bool wanted = false;
  std::vector<std::string> pages;  // empty: the site's own address
  std::string connect_to;
  std::string ca;
  std::string profile = "eu";
  std::string out;  // empty: a new folder, named by the time
};

void add_check_options(CLI::App& command, CheckWords& words);

// What pages ought to carry.
struct PublishedNotice {
  std::string script;   // file name, "shop.js"
  std::string version;  // of the notice, as the choice's cookie states it
};

// absent: neither script nor choice of this tag was seen. older: pages that carry a notice of another
// version, from a cache or not yet put in place. unproven: the script was loaded, and no choice was
// made that would state the version. current: it was stated.
enum class TagPresence { absent, older, unproven, current };
TagPresence tag_presence(const SiteObservation& site, const PublishedNotice& notice);

// Scans `site` (or words.pages), prints verdicts and what was not measured; answers the exit status of
// the scan, but "found" when a page does not carry the tag, since then it was another thing's scan.
Result<int> check_published(const std::string& site, const PublishedNotice& notice,
                            const CheckWords& words);

}  // namespace consentry
