// SPDX-License-Identifier: Apache-2.0
// The lab: a fictional web on loopback, over HTTPS and under its own names, with known truth
// (docs/formats/lab-truth.md). The only header of this room that others include.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"

namespace consentry::lab {

struct LabOptions {
  std::size_t sites = 40;
  std::size_t hostile = 0;  // sites that try to harm who visits them, beside the others
  std::uint64_t seed = 1;
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;  // 0: any free one
  int threads = 1;
  // Looks up an embedded file by name; empty when there is none. What it returns must live as long
  // as the lab.
  std::function<std::string_view(std::string_view)> assets;
};

// A running lab. Thread-safe. Stops when destroyed.
class Lab {
 public:
  // Serving when it returns. invalid_input, not_found (assets missing), unavailable (no such port).
  static Result<std::unique_ptr<Lab>> start(LabOptions options);
  ~Lab();
  Lab(const Lab&) = delete;
  Lab& operator=(const Lab&) = delete;

  [[nodiscard]] std::uint16_t port() const;
  // "127.0.0.1:PORT", for --connect-to.
  [[nodiscard]] std::string connect_to() const;
  [[nodiscard]] std::vector<std::string> urls() const;
  [[nodiscard]] std::vector<std::string> hostile_urls() const;
  [[nodiscard]] const std::string& ca_pem() const;
  // truth.json; the same seed and number of sites give the same bytes.
  [[nodiscard]] const std::string& truth_json() const;
  // What the advertising network has learned so far, as its /profiles.json shows it.
  [[nodiscard]] std::string profiles_json() const;

  // Writes sites.txt (one URL a line), names.txt (what names point to), ca.pem and truth.json into the folder, which is made when
  // missing, and hostile.txt when there are hostile sites; each file appears whole or not at all.
  // unavailable: cannot be written.
  [[nodiscard]] Status write_files(const std::string& folder) const;
  void stop();

 private:
  struct State;
  explicit Lab(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace consentry::lab
