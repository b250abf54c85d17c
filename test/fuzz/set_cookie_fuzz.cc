// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "core/base/origin.h"
#include "core/observe/set_cookie.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  static const consentry::Url from = *consentry::parse_url("https://www.shop.example/a/b");
  const std::string line(data, data + size);
  const auto cookie = consentry::parse_set_cookie(line);
  if (!cookie) return 0;
  (void)cookie->lifetime_s(consentry::UtcTime{1'800'000'000'000});
  (void)consentry::effective_domain(*cookie, from);
  (void)consentry::effective_path(*cookie, from);
  (void)consentry::refusals_of_script_cookie(*cookie, from);
  return 0;
}
