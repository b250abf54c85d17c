// SPDX-License-Identifier: Apache-2.0
#include "io/http/router.h"

#include <string_view>
#include <utility>

namespace consentry::http {
namespace {

bool fits(std::string_view pattern, std::string_view path) {
  if (pattern.empty() || pattern.back() != '*') return pattern == path;
  return path.starts_with(pattern.substr(0, pattern.size() - 1));
}

}  // namespace

void Router::add(std::string method, std::string path, Handler handler) {
  rows_.push_back({std::move(method), std::move(path), std::move(handler)});
}

Response Router::operator()(const Request& request) const {
  std::string allowed;
  for (const Row& row : rows_) {
    if (!fits(row.path, request.path)) continue;
    if (row.method == request.method || (row.method == "GET" && request.method == "HEAD")) {
      return row.handler(request);
    }
    if (allowed.find(row.method) != std::string::npos) continue;
    allowed += allowed.empty() ? "" : ", ";
    allowed += row.method == "GET" ? "GET, HEAD" : row.method;
  }
  if (allowed.empty()) return plain_text(404, "Nothing is here.");
  Response response = plain_text(405, "This address does not take that method.");
  response.headers.push_back({"Allow", allowed});
  return response;
}

}  // namespace consentry::http
