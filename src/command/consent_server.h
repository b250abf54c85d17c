// SPDX-License-Identifier: Apache-2.0
// The consent server put together: store, routes, listener, and a look every second for sites that
// another process has published.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "command/serve_settings.h"

namespace consentry {

class ConsentServer {
 public:
  // Serves when it returns. conflict: another process serves this folder.
  static Result<std::unique_ptr<ConsentServer>> start(const ServeSettings& settings);
  // As stop().
  ~ConsentServer();
  ConsentServer(const ConsentServer&) = delete;
  ConsentServer& operator=(const ConsentServer&) = delete;

  // "http://127.0.0.1:8080"
  [[nodiscard]] std::string address() const;
  // The administrator's token, when it was made by this start.
  [[nodiscard]] const std::optional<std::string>& fresh_token() const;
  // Answers what was asked, keeps what was promised, ends.
  void stop();

 private:
  struct State;
  explicit ConsentServer(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace consentry
