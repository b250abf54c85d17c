// SPDX-License-Identifier: Apache-2.0
// The body of a posted form, application/x-www-form-urlencoded (https://url.spec.whatwg.org).
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace consentry::http {

// Decoded, in the order they came, at most `most`: what is behind is left.
std::vector<std::pair<std::string, std::string>> form_fields(std::string_view body,
                                                             std::size_t most);

}  // namespace consentry::http
