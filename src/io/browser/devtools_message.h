// SPDX-License-Identifier: Apache-2.0
// One message of the DevTools protocol (https://chromedevtools.github.io/devtools-protocol/),
// parsed once and kept beside its bytes, because the bytes are the evidence.
#pragma once

#include <boost/json/fwd.hpp>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "core/base/error.h"

namespace consentry {

// A pierced document of a deep page nests two levels an element; Blink itself stops at 512 elements
// for parsed markup, scripts can nest deeper.
inline constexpr std::size_t kMaxMessageDepth = 4096;

// Movable, not copyable. Views and references live as long as the message.
class DevtoolsMessage {
 public:
  // corrupt: not JSON, or neither reply nor event.
  static Result<DevtoolsMessage> parse(std::string raw);
  DevtoolsMessage(DevtoolsMessage&&) noexcept;
  DevtoolsMessage& operator=(DevtoolsMessage&&) noexcept;
  ~DevtoolsMessage();

  [[nodiscard]] bool is_reply() const { return id_ != 0; }
  [[nodiscard]] std::uint64_t id() const { return id_; }               // 0: an event
  [[nodiscard]] std::string_view method() const { return method_; }    // events only
  [[nodiscard]] std::string_view session() const { return session_; }  // "": the browser itself
  [[nodiscard]] const std::string& raw() const { return raw_; }
  // An event's params or a reply's result; empty when there is none.
  [[nodiscard]] const boost::json::object& body() const;
  // A reply's error text, "" when it succeeded.
  [[nodiscard]] std::string error() const;

 private:
  struct Parsed;
  DevtoolsMessage();
  std::string raw_;
  std::unique_ptr<Parsed> parsed_;
  std::uint64_t id_ = 0;
  std::string_view method_;
  std::string_view session_;
};

}  // namespace consentry
