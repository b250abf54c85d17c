// SPDX-License-Identifier: Apache-2.0
// The addresses below /m/. A token stands in the path of a page that sends no referrer and is kept in no
// cache; it is the right to see and end a mandate, so logs must leave these paths out.
#pragma once

#include <string>
#include <string_view>

namespace consentry::http {

inline constexpr std::string_view kMandatePath = "/m/";

struct MandatePath {
  std::string_view case_id;
  std::string_view verb{};   // empty, sent, confirm, own, withdraw, correct, text or proof
  std::string_view token{};  // of the mandate, but for the first two
  std::string_view language{};
};
// "/m/CASE/own/TOKEN?language=nl"
inline std::string mandate_path(const MandatePath& path) {
  std::string text = std::string(kMandatePath) + std::string(path.case_id);
  if (!path.verb.empty()) text += "/" + std::string(path.verb);
  if (!path.token.empty()) text += "/" + std::string(path.token);
  if (!path.language.empty()) text += "?language=" + std::string(path.language);
  return text;
}

}  // namespace consentry::http
