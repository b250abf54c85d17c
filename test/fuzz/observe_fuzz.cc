// SPDX-License-Identifier: Apache-2.0
// Any bytes are an event log: with a good first line put before them, so that the rest is reached.
#include <string>

#include "core/observe/control_label.h"
#include "core/observe/observation.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  static const auto lexicon = consentry::ControlLexicon::parse({});
  const std::string bytes(data, data + size);
  const std::string opening =
      R"({"kind":"open","format":"consentry-event-log/1","started":"2026-01-01T00:00:00Z","site":"https://a.example/","binding":"probe"})";
  (void)consentry::observe(bytes, *lexicon);
  (void)consentry::observe(opening + "\n" + bytes, *lexicon);
  return 0;
}
