// SPDX-License-Identifier: Apache-2.0
// Asks the machine's own resolver what names point to.
#pragma once

#include <memory>

#include "core/observe/name_lookup.h"

namespace consentry {

// Asks with a few threads of its own, each name once. Ends within seconds also when no server
// answers. Thread-safe.
class SystemNames final : public NameLookup {
 public:
  SystemNames();
  ~SystemNames() override;
  SystemNames(const SystemNames&) = delete;
  SystemNames& operator=(const SystemNames&) = delete;

  void ask(const std::string& host) override;
  NameAnswer answer(const std::string& host, std::chrono::milliseconds most) override;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace consentry
