// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>

#include "core/consent/service_suggestions.h"

// What a site reaches and stores: a host, a name, and again, each ended by a zero.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto registry = *consentry::ServiceRegistry::parse(
      {{"a",
        "version='1'\nkind='a'\n[[service]]\nid='a'\nname='A'\nvendor='A'\nhosts=['a.b','*.b.c']\n"
        "shared=['a.b']\npurposes=['media']\nstores=[{name=['_ab','_ab_c*'],purpose='media'}]"}});
  consentry::SeenParts seen{{std::string()}, {std::string()}};
  for (std::size_t i = 0, ended = 0; i < size; ++i) {
    auto& list = ended % 2 == 0 ? seen.hosts : seen.names;
    data[i] == 0 ? ++ended, list.emplace_back() : list.back() += static_cast<char>(data[i]);
  }
  (void)consentry::suggest_services(registry, seen);
  return 0;
}
