// SPDX-License-Identifier: Apache-2.0
// The values that a script writes down as literals, read without running anything: what is assigned
// to a name, and what a function is called with. For configurations of other consent managers, which
// are JavaScript files (or JSON, or HTML around them). Whatever is no literal stays in its place as
// `unread`, so that it can be named. Tokens as in ECMA-262, section 12; TypeScript's annotations are
// skipped. Pure; safe from several threads.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/error.h"

namespace consentry {

// Hand-written configurations have some KiB; lists of a manager's services some hundred.
inline constexpr std::size_t kMaxScriptBytes = std::size_t{2} << 20U;
// A file of the largest size that holds nothing but brackets would fill memory otherwise.
inline constexpr std::size_t kMaxScriptValues = 200'000;
inline constexpr int kMaxScriptDepth = 40;
// Tokens looked at, again and again where calls stand in calls.
inline constexpr std::size_t kMaxScriptSteps = 20'000'000;

enum class ScriptKind : std::uint8_t {
  nothing,    // null, undefined, void 0
  boolean,    // also !0 and !1
  number,     // `text` as written
  text,       // also joined ("a" + "b") and template without ${}
  pattern,    // a regular expression; `text` is between the slashes, or new RegExp's first argument
  list,       // `items`
  object,     // `members`, in their order
  reference,  // a name; `text` "location.hostname"
  unread,     // functions and other expressions; `text`: how it begins, or "a function"
};

struct ScriptMember;

struct ScriptValue {
  ScriptKind kind = ScriptKind::nothing;
  std::string text;
  bool truth = false;
  std::vector<ScriptValue> items;
  std::vector<ScriptMember> members;

  // The last member of that name, as JavaScript takes it; nullptr when this is no object or it has
  // none.
  [[nodiscard]] const ScriptValue* find(std::string_view key) const;
  [[nodiscard]] bool is(ScriptKind of) const { return kind == of; }
};

struct ScriptMember {
  std::string key;
  ScriptValue value;
};

// `name` = values[0], or `name`(values…). "window." in front of a name is left out; what stands after
// `export default` and `module.exports =` is called "default". A file that is one JSON value is that
// value under the name "".
struct ScriptFinding {
  std::string name;
  bool is_call = false;
  std::vector<ScriptValue> values;
};

// In the order of the text, the outer before the inner. exhausted: more than is read; invalid_input:
// a text or comment without an end, and in which line it begins.
Result<std::vector<ScriptFinding>> read_script(std::string_view text);

}  // namespace consentry
