// SPDX-License-Identifier: Apache-2.0
// Any text is a case file or an error.
#include "core/dossier/case_file.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace consentry;
  const std::vector<ClockRule> rules{
      {"A", "complaint-lodged", {3, TermUnit::months}, false, "f", "b", 'M', {}}};
  const auto file = parse_case("f", std::string(data, data + size), rules);
  if (!file) return 0;
  const CaseStanding standing = standing_of(*file, rules, Date{std::chrono::year{2026} / 11 / 23});
  return standing.clocks.size() > 1 ? 1 : 0;
}
