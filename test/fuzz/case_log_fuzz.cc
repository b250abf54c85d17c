// SPDX-License-Identifier: Apache-2.0
// Any bytes are a case's log or not; one that is can be exported so that the export holds. Any bytes are
// an entry sent to it or not, and any an export.
#include "core/dossier/case_log_output.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace consentry;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::vector<ClockRule> rules{
      {"A", "complaint-lodged", {3, TermUnit::months}, false, "f", "b", 'M', {}}};
  if (const auto log = read_case_log(text, rules)) {
    if (!check_court_export(court_export(*log))) __builtin_trap();
  }
  if (const auto entry = parse_log_entry(text)) (void)log_line({}, *entry, "a", {}, rules);
  (void)check_court_export(text);
  return 0;
}
