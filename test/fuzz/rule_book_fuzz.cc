// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/judge/necessary_sections.h"
#include "core/judge/rule_book.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto book = consentry::RuleBook::parse({{"fuzz.toml", text}});
  consentry::BannerView view;
  view.text = text;
  if (book) static_cast<void>(consentry::necessary_sections(*book, view));
  return 0;
}
