// SPDX-License-Identifier: Apache-2.0
// Any bytes as the user's cookie database.
#include "core/classify/open_cookie_database.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string text(data, data + size);
  const consentry::DataFile file{"fuzz.csv", text};
  (void)consentry::looks_like_cookie_database(text);
  const auto catalogue = consentry::CookieCatalogue::parse({}, std::span(&file, 1));
  if (catalogue) (void)catalogue->find("cookie", "a.example", text.substr(0, 64));
  return 0;
}
