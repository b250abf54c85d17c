// SPDX-License-Identifier: Apache-2.0
#include "io/http/consent_services.h"

#include <boost/json.hpp>
#include <utility>

namespace consentry::http {

int status_for(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::invalid_input:
      return 400;
    case ErrorKind::not_found:
      return 404;
    case ErrorKind::conflict:
      return 409;
    case ErrorKind::unavailable:
    case ErrorKind::timeout:
    case ErrorKind::exhausted:
      return 503;
    case ErrorKind::unsupported:
      return 501;
    case ErrorKind::corrupt:
    case ErrorKind::internal:
      return 500;
  }
  return 500;
}

Response json_answer(int status, std::string body) {
  Response response;
  response.status = status;
  response.headers = {{"Content-Type", "application/json"}, {"Cache-Control", "no-store"}};
  response.body = std::move(body);
  return response;
}

Response json_error(int status, std::string_view text) {
  Response response =
      json_answer(status, boost::json::serialize(boost::json::object{{"error", text}}));
  if (status == 429 || status == 503) response.headers.push_back({"Retry-After", "5"});
  return response;
}

Response json_error(const Error& error) {
  const int status = status_for(error.kind());
  if (status == 503) return json_error(status, "the server cannot do this now; try again later");
  return json_error(status, status == 500 ? "the server failed" : error.text());
}

void allow_origin(Response& response, std::string_view origin) {
  response.headers.push_back({"Access-Control-Allow-Origin", std::string(origin)});
  response.headers.push_back({"Vary", "Origin"});
}

}  // namespace consentry::http
