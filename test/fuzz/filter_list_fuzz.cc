// SPDX-License-Identifier: Apache-2.0
// Any bytes as a filter list, and every URL in them against it.
#include "core/classify/request_matcher.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string text(data, data + size);
  auto list = consentry::FilterList::parse("fuzz", text);
  if (!list) return 0;
  std::vector<consentry::FilterList> lists;
  lists.push_back(std::move(*list));
  const consentry::RequestMatcher matcher(std::move(lists));
  const std::string url = "https://ads.example.co.uk/" + text.substr(0, 300);
  for (const auto type : {consentry::ResourceType::script, consentry::ResourceType::document}) {
    const auto matches = matcher.all_matches({url, "ads.example.co.uk", "page.example", type});
    for (const auto& hit : matches.blocking) (void)hit.source();
  }
  return 0;
}
