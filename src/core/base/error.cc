// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"

namespace consentry {

std::string_view name_of(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::invalid_input:
      return "invalid input";
    case ErrorKind::not_found:
      return "not found";
    case ErrorKind::conflict:
      return "conflict";
    case ErrorKind::unavailable:
      return "unavailable";
    case ErrorKind::timeout:
      return "timeout";
    case ErrorKind::exhausted:
      return "limit reached";
    case ErrorKind::corrupt:
      return "corrupt";
    case ErrorKind::unsupported:
      return "unsupported";
    case ErrorKind::internal:
      return "internal error";
  }
  return "unknown";
}

Error Error::in(std::string_view context) const& {
  std::string text(context);
  text += ": ";
  text += text_;
  return {kind_, std::move(text)};
}

}  // namespace consentry
