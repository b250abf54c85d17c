// SPDX-License-Identifier: Apache-2.0
// A folder of pages served beside the tag, to try a site on one machine: read whole at the start,
// so no request touches the disk and none can leave the folder.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "io/http/message.h"

namespace consentry {

class WebRoot {
 public:
  // exhausted: more than 64 MiB or 4096 files. Links out of the folder are not followed.
  static Result<WebRoot> read(const std::filesystem::path& folder);
  // 404 when there is no such file; a folder is answered with its index.html.
  [[nodiscard]] http::Response answer(const http::Request& request) const;

 private:
  std::map<std::string, std::string, std::less<>> files_;  // by path, from '/'
};

}  // namespace consentry
