// SPDX-License-Identifier: Apache-2.0
// `consentry serve` as a child, on a data folder with one published site, "shop".
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "e2e/program_run.h"

namespace consentry::e2e {

// Adds and publishes the site in a new data folder, and gives the version of its notice.
std::string prepare_shop(const std::string& data);

class ServeChild {
 public:
  // Waits until it says its address. Throws when it does not.
  explicit ServeChild(const std::string& data, const std::vector<std::string>& more = {});

  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] const std::string& output() const { return program_.output(); }
  void signal(int number) const { program_.signal_group(number); }
  Ended wait() { return program_.wait(std::chrono::seconds(20)); }

 private:
  RunningProgram program_;
  std::uint16_t port_ = 0;
};

// A whole request that posts a choice of this visitor, whose id is the number.
std::string choice_request(std::uint64_t visitor, const std::string& notice);

}  // namespace consentry::e2e
