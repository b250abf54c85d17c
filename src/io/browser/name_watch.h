// SPDX-License-Identifier: Apache-2.0
// Which other names of the site's own domain its pages ask before a choice, and what those point to.
#pragma once

#include <set>
#include <string>

#include "core/observe/name_lookup.h"
#include "io/browser/deadline.h"

namespace consentry {

class DevtoolsMessage;
class EventLog;

// Names looked up for one site: pages have a handful of their own.
inline constexpr std::size_t kMaxNames = 20;

// One run. Not thread-safe. The lookup outlives it.
class NameWatch {
 public:
  explicit NameWatch(NameLookup& lookup) : lookup_(lookup) {}

  void handle(const DevtoolsMessage& event);
  // Begins to look up the names met so far that belong to the page's site.
  void ask(const std::string& page_url);
  // Logs an `alias` line for each, and for other hosts met whose address a list tells.
  void note(EventLog& log);

 private:
  NameLookup& lookup_;
  std::set<std::string> met_;
  std::set<std::string> asked_;
};

}  // namespace consentry
