// SPDX-License-Identifier: Apache-2.0
// What host names point to in the DNS: the port between a visit and whoever knows.
#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace consentry {

struct NameAnswer {
  bool answered = false;
  std::vector<std::string> aliases;  // lower-case, in the order of the chain; empty: an own name
};

// Thread-safe.
class NameLookup {
 public:
  virtual ~NameLookup() = default;
  // Begins to find out; does not wait.
  virtual void ask(const std::string& host) = 0;
  // What came of it. Waits no longer than `most`; not answered by then is not answered.
  virtual NameAnswer answer(const std::string& host, std::chrono::milliseconds most) = 0;
  // The addresses that stand for a name in place of those that the browser meets; empty unless a list
  // tells them. Does not wait.
  [[nodiscard]] virtual std::vector<std::string> addresses(const std::string& /*host*/) const {
    return {};
  }
};

}  // namespace consentry
