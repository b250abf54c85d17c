// SPDX-License-Identifier: Apache-2.0
// Any bytes are a configuration or not; one without faults can be published.
#include "core/consent/tag_publisher.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace consentry;
  const std::string text(data, data + size);
  (void)parse_tag_texts(text);
  const auto config = parse_tag_config(text);
  if (!config) return 0;
  TagTexts texts{{{"accept", "Accept all"}, {"reject", "Reject all"}, {"settings", "Settings"}},
                 {}};
  for (const auto& category : config->categories) texts.categories[category.id] = {"a", "b"};
  const TagTranslations all{{"en", texts}, {"nl", texts}};
  if (!tag_faults(*config, all).empty()) return 0;
  const auto published = publish_tag(*config, {}, all);
  if (notice_artefact(text, *config, all, published).empty()) __builtin_trap();
  return 0;
}
