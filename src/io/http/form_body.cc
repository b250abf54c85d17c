// SPDX-License-Identifier: Apache-2.0
#include "io/http/form_body.h"

#include <algorithm>

#include "io/http/message.h"

namespace consentry::http {
std::vector<std::pair<std::string, std::string>> form_fields(std::string_view body,
                                                             std::size_t most) {
  std::vector<std::pair<std::string, std::string>> fields;
  while (!body.empty() && fields.size() < most) {
    const std::string_view pair = body.substr(0, body.find('&'));
    body.remove_prefix(std::min(pair.size() + 1, body.size()));
    if (pair.empty()) continue;
    const std::size_t equals = std::min(pair.find('='), pair.size());
    fields.emplace_back(decode_form(pair.substr(0, equals)),
                        decode_form(pair.substr(std::min(equals + 1, pair.size()))));
  }
  return fields;
}

}  // namespace consentry::http
