// SPDX-License-Identifier: Apache-2.0
#include "io/browser/devtools_message.h"

#include <boost/json/monotonic_resource.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <utility>

#include "io/browser/json_fields.h"
#include "io/browser/lone_surrogates.h"

namespace consentry {
namespace json = boost::json;

struct DevtoolsMessage::Parsed {
  // One arena a message: a value made of many small nodes is then freed in one step, without the
  // recursion that a deeply nested message would otherwise cost the stack.
  explicit Parsed(std::size_t bytes) : arena(bytes) {}
  json::monotonic_resource arena;
  json::object root{&arena};
  const json::object* body = nullptr;
};

DevtoolsMessage::DevtoolsMessage() = default;
DevtoolsMessage::DevtoolsMessage(DevtoolsMessage&&) noexcept = default;
DevtoolsMessage& DevtoolsMessage::operator=(DevtoolsMessage&&) noexcept = default;
DevtoolsMessage::~DevtoolsMessage() = default;

Result<DevtoolsMessage> DevtoolsMessage::parse(std::string raw) {
  const auto bad = [&raw](std::string_view why) {
    return Error{ErrorKind::corrupt, "DevTools message of " + std::to_string(raw.size()) +
                                         " bytes: " + std::string(why)};
  };
  auto parsed = std::make_unique<Parsed>(raw.size() * 2 + 1024);
  json::parse_options options;
  options.max_depth = kMaxMessageDepth;
  json::error_code error;
  json::value value = json::parse(raw, error, &parsed->arena, options);
  if (error && replace_lone_surrogates(raw) > 0) {
    error = {};
    value = json::parse(raw, error, &parsed->arena, options);
  }
  if (error) return bad(error.message());
  if (!value.is_object()) return bad("not an object");
  parsed->root = std::move(value.get_object());

  DevtoolsMessage message;
  const double id = number_at(parsed->root, "id");
  const std::string_view method = text_at(parsed->root, "method");
  if (id >= 1 && id < 9e15) {
    message.id_ = static_cast<std::uint64_t>(id);
  } else if (method.empty()) {
    return bad("neither reply nor event");
  }
  parsed->body = &object_at(parsed->root, message.id_ != 0 ? "result" : "params");
  message.method_ = method;
  message.session_ = text_at(parsed->root, "sessionId");
  message.raw_ = std::move(raw);
  message.parsed_ = std::move(parsed);
  return message;
}

const json::object& DevtoolsMessage::body() const { return *parsed_->body; }

std::string DevtoolsMessage::error() const {
  if (!parsed_->root.contains("error")) return {};
  const std::string_view text = text_at(object_at(parsed_->root, "error"), "message");
  return text.empty() ? "unnamed error" : std::string(text);
}

}  // namespace consentry
