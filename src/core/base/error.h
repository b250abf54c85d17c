// SPDX-License-Identifier: Apache-2.0
// Failures as values. A domain "no" (no banner, refused, not measured) is an ordinary value of its
// own type; Error is for what kept us from an answer. Exceptions do not cross rooms.
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>

namespace consentry {

// What went wrong, as far as a caller acts on it. One table maps it to an exit status
// (command/exit_status.h), a later one to an HTTP status.
enum class ErrorKind {
  invalid_input,  // the caller's words or file are wrong; saying how to mend them is our duty
  not_found,
  conflict,     // something is in the way: a folder in use, a name taken
  unavailable,  // the outside did not answer or is missing: browser, host, disk
  timeout,
  exhausted,  // a stated limit was reached
  corrupt,    // stored data is not what its format says
  unsupported,
  internal,
};

std::string_view name_of(ErrorKind kind);

// A failure with the story of how it was met. Value type, no ownership of anything else.
class Error {
 public:
  Error(ErrorKind kind, std::string text) : kind_(kind), text_(std::move(text)) {}

  [[nodiscard]] ErrorKind kind() const { return kind_; }
  // "reading rules.toml: line 3: …": context first, outermost first, one line.
  [[nodiscard]] const std::string& text() const { return text_; }
  // Puts where-we-were in front of the text; called on the way up, returns itself for chaining.
  [[nodiscard]] Error in(std::string_view context) const&;

 private:
  ErrorKind kind_;
  std::string text_;
};

// A T or an Error. [[nodiscard]] as a class, so a dropped result does not compile.
template <typename T>
class [[nodiscard]] Result : public tl::expected<T, Error> {
 public:
  using tl::expected<T, Error>::expected;
  // NOLINTNEXTLINE(google-explicit-constructor): `return Error{...}` is the point of the type.
  Result(Error error) : tl::expected<T, Error>(tl::unexpect, std::move(error)) {}
};

using Status = Result<void>;

inline Error invalid_input(std::string text) { return {ErrorKind::invalid_input, std::move(text)}; }

}  // namespace consentry
