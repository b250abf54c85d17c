// SPDX-License-Identifier: Apache-2.0
// observe() for tests: with a lexicon that knows no words, and a failing test on an Error.
#pragma once

#include <algorithm>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <string>

#include "core/observe/control_label.h"
#include "core/observe/observation.h"

namespace consentry {

inline const ControlLexicon& wordless_lexicon() {
  static const ControlLexicon lexicon = std::move(*ControlLexicon::parse({}));
  return lexicon;
}

inline RunObservation observed(std::string_view log) {
  Result<RunObservation> run = observe(log, wordless_lexicon());
  if (run) return std::move(*run);
  ADD_FAILURE() << run.error().text();
  return {};
}

// A real log of Chromium 156 from test/data/captures/.
inline std::string captured(const std::string& name) {
  std::ifstream file(std::string(CONSENTRY_SOURCE_DIR) + "/test/data/captures/" + name,
                     std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// The first request for `url`; one without URL, after a failure, when there is none.
inline Request request_for(const RunObservation& run, std::string_view url) {
  const auto found = std::ranges::find(run.requests, url, &Request::url);
  if (found != run.requests.end()) return *found;
  ADD_FAILURE() << "no request for " << url;
  return {};
}

inline CookieWrite write_of(const RunObservation& run, std::string_view name) {
  const auto found = std::ranges::find(run.cookie_writes, name, &CookieWrite::name);
  if (found != run.cookie_writes.end()) return *found;
  ADD_FAILURE() << "no write of cookie " << name;
  return {};
}

}  // namespace consentry
