// SPDX-License-Identifier: Apache-2.0
// What pages have the browser get ready for with third parties: by Link headers of any answer and of
// a 103, and by what stands in the page's own document at the end of a step (state.ts). Hints in
// documents of frames, and elements that a script took away again before the step ended, are not
// seen. Internal to core/observe.
#pragma once

#include <boost/json/fwd.hpp>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "core/observe/header_signs.h"
#include "core/observe/here.h"

namespace consentry {

class ThirdParty;

// Of one run; more say no more about a page.
inline constexpr std::size_t kMaxHints = 2000;

// Not thread-safe. States in the order of the log, then finish() once.
class ConnectionHints {
 public:
  // `hints` of a state: a list of [kind, by, address].
  void take_state(const boost::json::object& state, const Here& here);
  // Adds all hints of third parties to run.hints, in the order of the log.
  void finish(const std::vector<HeaderSigns>& signs, RunObservation& run, ThirdParty& parties);

 private:
  void take_link(std::string_view header, std::string_view by, const Request& request);
  void add(ConnectionHint hint);

  std::vector<ConnectionHint> hints_;
  std::set<std::tuple<std::string, std::string, std::string, Phase, Step>> told_;
};

}  // namespace consentry
