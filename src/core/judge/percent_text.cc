// SPDX-License-Identifier: Apache-2.0
#include "core/judge/percent_text.h"

#include "core/base/origin.h"

namespace consentry {
std::string percent_decoded_twice(std::string_view text) {
  std::string out = percent_decoded(text);
  return out.find('%') == std::string::npos ? out : percent_decoded(out);
}

}  // namespace consentry
