// SPDX-License-Identifier: Apache-2.0
// Which handler answers: a table of method and path.
#pragma once

#include <string>
#include <vector>

#include "io/http/message.h"

namespace consentry::http {

// Immutable once it serves; then safe to share between threads.
class Router {
 public:
  // `path` is exact, or a prefix when it ends in '*'. The first row that fits wins. A row for GET
  // also answers HEAD.
  void add(std::string method, std::string path, Handler handler);
  // 404 when no path fits, 405 with Allow when only the method does not.
  [[nodiscard]] Response operator()(const Request& request) const;

 private:
  struct Row {
    std::string method;
    std::string path;
    Handler handler;
  };
  std::vector<Row> rows_;
};

}  // namespace consentry::http
