// SPDX-License-Identifier: Apache-2.0
#include "command/say.h"

#include <cstdio>
#include <string>

namespace consentry {
namespace {

ExitStatus status_for(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::unavailable:
    case ErrorKind::timeout:
    case ErrorKind::internal:
      return ExitStatus::not_measured;
    case ErrorKind::invalid_input:
    case ErrorKind::not_found:
    case ErrorKind::conflict:
    case ErrorKind::exhausted:
    case ErrorKind::corrupt:
    case ErrorKind::unsupported:
      return ExitStatus::usage;
  }
  return ExitStatus::usage;
}

}  // namespace

void say(std::string_view text) {
  const std::string line = "consentry: " + std::string(text) + "\n";
  std::fwrite(line.data(), 1, line.size(), stderr);
}

int fail(const Error& error) {
  say(error.text());
  return static_cast<int>(status_for(error.kind()));
}

}  // namespace consentry
