// SPDX-License-Identifier: Apache-2.0
// Any bytes as another consent manager's configuration, in whatever way it may come.
#include "core/consent/rival_import.h"
#include "core/consent/script_literal.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace consentry;
  const std::string text(data, data + size);
  (void)read_script(text);
  static const ServiceRegistry registry;
  const TagTexts texts{{{"accept", "Yes"}, {"reject", "No"}, {"settings", "More"}}, {}};
  const TagTranslations all{{"en", texts}, {"nl", texts}};
  for (const std::string& manager : rival_names()) {
    for (const char* name : {"a.js", "a.csv"})
      (void)import_rival({{name, text}}, manager, {all, registry, ""});
  }
  return 0;
}
