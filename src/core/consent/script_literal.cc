// SPDX-License-Identifier: Apache-2.0
#include "core/consent/script_literal.h"

#include <algorithm>
#include <array>

#include "core/consent/script_tokens.h"

namespace consentry {
namespace {

// How much of an expression is told.
constexpr std::size_t kToldBytes = 60;

class Reader {
 public:
  explicit Reader(const std::vector<Token>& tokens) : tokens_(tokens) {}

  Result<std::vector<ScriptFinding>> run() {
    if (token(0).is("{") || token(0).is("[")) whole_value();
    for (std::size_t at = 0; findings_are_parts() && at < tokens_.size() && !spent(); ++at)
      look(at);
    if (spent()) return Error{ErrorKind::exhausted, "a script has more values than are read"};
    return std::move(findings_);
  }

 private:
  [[nodiscard]] const Token& token(std::size_t at) const {
    static const Token none;
    return at < tokens_.size() ? tokens_[at] : none;
  }

  [[nodiscard]] bool spent() const {
    return values_ > kMaxScriptValues || steps_ > kMaxScriptSteps;
  }
  [[nodiscard]] bool findings_are_parts() const {
    return findings_.empty() || !findings_.front().name.empty();
  }

  // A file that is one JSON value.
  void whole_value() {
    std::size_t at = 0;
    ScriptValue value = read_value(at, 0);
    if (at == tokens_.size()) findings_.push_back({"", false, {std::move(value)}});
  }

  // A dotted name that begins here, and where it ends.
  std::string dotted_name(std::size_t& at) const {
    if (token(at).kind != TokenKind::name) return {};
    std::string name(token(at++).source);
    while (token(at).is(".") && token(at + 1).kind == TokenKind::name) {
      name += "." + std::string(token(at + 1).source);
      at += 2;
    }
    return name.starts_with("window.") ? name.substr(7) : name;
  }

  void look(std::size_t at) {
    if (token(at).is(")") && token(at + 1).is(".") && token(at + 3).is("("))
      return after_bracket(at);
    const bool inside = at > 0 && (token(at - 1).is(".") || token(at - 1).kind == TokenKind::name);
    constexpr std::array<std::string_view, 6> kBefore{"const", "let",    "var",
                                                      "await", "return", "else"};
    const bool declared = at > 0 && std::any_of(kBefore.begin(), kBefore.end(), [&](auto each) {
                            return token(at - 1).is_name(each);
                          });
    if (token(at).is_name("export") && token(at + 1).is_name("default")) {
      assigned("default", at + 2);
      return;
    }
    if (inside && !declared) return;
    std::size_t end = at;
    std::string name = dotted_name(end);
    constexpr std::array<std::string_view, 6> kStatements{"if",     "for",   "while",
                                                          "switch", "catch", "function"};
    if (name.empty() ||
        std::find(kStatements.begin(), kStatements.end(), name) != kStatements.end())
      return;
    if (name == "module.exports") name = "default";
    if (declared && token(end).is(":")) skip_annotation(end);
    if (token(end).is("=") && !token(end + 1).is("=")) assigned(name, end + 1);
    if (token(end).is("(")) called(name, end + 1);
  }

  // const config: Options = {
  void skip_annotation(std::size_t& at) const {
    constexpr std::size_t kLongestAnnotation = 24;
    std::size_t end = at;
    while (end < at + kLongestAnnotation && end < tokens_.size() && !token(end).is("=")) ++end;
    if (token(end).is("=")) at = end;
  }

  // (tarteaucitron.job = tarteaucitron.job || []).push("x")
  void after_bracket(std::size_t close) {
    int depth = 0;
    std::size_t open = close;
    for (;; --open) {
      ++steps_;
      depth += token(open).is(")") ? 1 : 0;
      depth -= token(open).is("(") ? 1 : 0;
      if (depth == 0 || open == 0) break;
    }
    std::size_t at = open + 1;
    const std::string name = dotted_name(at);
    if (depth == 0 && !name.empty() && token(at).is("="))
      called(name + "." + std::string(token(close + 2).source), close + 4);
  }

  void assigned(const std::string& name, std::size_t at) {
    ScriptValue value = read_value(at, 0);
    if (!value.is(ScriptKind::unread)) findings_.push_back({name, false, {std::move(value)}});
  }

  void called(const std::string& name, std::size_t at) {
    ScriptFinding found{name, true, {}};
    while (at < tokens_.size() && !token(at).is(")")) {
      found.values.push_back(read_value(at, 0));
      if (token(at).is(",")) ++at;
      if (spent()) return;
      if (!token(at).is(")") && !token(at - 1).is(",")) break;
    }
    const bool any = std::any_of(found.values.begin(), found.values.end(),
                                 [](const auto& each) { return !each.is(ScriptKind::unread); });
    if (any) findings_.push_back(std::move(found));
  }

  // Ends at what follows the value: a comma, a closing bracket, a semicolon, or the next statement.
  ScriptValue read_value(std::size_t& at, int depth) {
    const std::size_t from = at;
    ScriptValue value = read_first(at, depth);
    while (value.is(ScriptKind::text) && token(at).is("+")) {
      std::size_t next = at + 1;
      const ScriptValue more = read_first(next, depth);
      if (!more.is(ScriptKind::text)) break;
      value.text += more.text;
      at = next;
    }
    if (token(at).is_name("as") || token(at).is_name("satisfies")) skip_expression(at);
    if (goes_on(at)) value = unread(from);
    if (value.is(ScriptKind::unread)) skip_expression(at);
    return value;
  }

  [[nodiscard]] bool goes_on(std::size_t at) const {
    const Token& next = token(at);
    if (at >= tokens_.size() || next.kind != TokenKind::mark) return false;
    return std::string_view("+-*/%?|&<>^.([=!").find(next.source.front()) != std::string_view::npos;
  }

  [[nodiscard]] bool is_function(std::size_t at) const {
    if (token(at).is_name("async")) ++at;
    if (token(at).is_name("function") || token(at + 1).is("=>")) return true;
    constexpr std::size_t kLongestHead = 24;
    if (!token(at).is("(")) return false;
    for (std::size_t end = at; end < at + kLongestHead; ++end) {
      if (token(end).is(")")) return token(end + 1).is("=>");
    }
    return false;
  }

  [[nodiscard]] bool ends_value(std::size_t at) const {
    constexpr std::string_view kEnds = ",;)]}";
    const Token& each = token(at);
    return each.kind == TokenKind::mark && each.source.size() == 1 &&
           kEnds.find(each.source.front()) != std::string_view::npos;
  }

  [[nodiscard]] ScriptValue unread(std::size_t from) const {
    ScriptValue value{ScriptKind::unread, "a function", false, {}, {}};
    if (is_function(from) || from >= tokens_.size()) return value;
    const std::string_view first = token(from).source;
    value.text = std::string(first.substr(0, kToldBytes)) + "…";
    for (std::size_t at = from; at < tokens_.size(); ++at) {
      const std::string_view last = token(at).source;
      // Both are parts of one text.
      const auto length = static_cast<std::size_t>(std::distance(first.begin(), last.end()));
      if (length > kToldBytes) break;
      if (ends_value(at + 1)) {
        value.text.assign(first.begin(), last.end());
        break;
      }
    }
    return value;
  }

  // To the comma, closing bracket or semicolon that ends it.
  void skip_expression(std::size_t& at) {
    int depth = 0;
    for (; at < tokens_.size() && !spent(); ++at, ++steps_) {
      const Token& each = token(at);
      if (depth == 0 && ends_value(at)) return;
      depth += each.is("{") || each.is("[") || each.is("(") ? 1 : 0;
      depth -= each.is("}") || each.is("]") || each.is(")") ? 1 : 0;
    }
  }

  ScriptValue read_first(std::size_t& at, int depth) {
    const std::size_t from = at;
    const Token& first = token(at);
    if (++values_ > kMaxScriptValues || depth > kMaxScriptDepth) return unread(from);
    if (first.is("{")) return read_object(++at, depth);
    if (first.is("[")) return read_list(++at, depth);
    ++at;
    if (first.kind == TokenKind::text) return {ScriptKind::text, first.value, false, {}, {}};
    if (first.kind == TokenKind::number)
      return {ScriptKind::number, std::string(first.source), false, {}, {}};
    if (first.kind == TokenKind::pattern) return {ScriptKind::pattern, first.value, false, {}, {}};
    if (first.kind == TokenKind::name) return read_word(--at);
    if (first.is("-") && token(at).kind == TokenKind::number)
      return {ScriptKind::number, "-" + std::string(token(at++).source), false, {}, {}};
    if (first.is("!") && token(at).kind == TokenKind::number)
      return {ScriptKind::boolean, {}, token(at++).source == "0", {}, {}};
    --at;
    return unread(from);
  }

  ScriptValue read_word(std::size_t& at) {
    const std::size_t from = at;
    const std::string_view word = token(at).source;
    const auto constant = [&](ScriptKind kind, bool truth, std::size_t tokens) {
      at += tokens;
      return ScriptValue{kind, {}, truth, {}, {}};
    };
    if (word == "true" || word == "false") return constant(ScriptKind::boolean, word == "true", 1);
    if (word == "null" || word == "undefined") return constant(ScriptKind::nothing, false, 1);
    if (word == "void") return constant(ScriptKind::nothing, false, 2);
    const bool made = word == "new" || word == "RegExp";
    const std::size_t name = from + (word == "new" ? 1U : 0U);
    if (made && token(name).is_name("RegExp") && token(name + 1).is("(") &&
        (token(name + 2).kind == TokenKind::text || token(name + 2).kind == TokenKind::pattern)) {
      ScriptValue value{ScriptKind::pattern, token(name + 2).value, false, {}, {}};
      at = name + 2;
      skip_expression(at);
      while (at < tokens_.size() && !token(at).is(")")) skip_expression(++at);
      ++at;
      return value;
    }
    if (word == "function" || word == "async" || word == "new" || word == "class" ||
        token(from + 1).is("=>"))
      return unread(from);
    return {ScriptKind::reference, dotted_name(at), false, {}, {}};
  }

  ScriptValue read_list(std::size_t& at, int depth) {
    ScriptValue list{ScriptKind::list, {}, false, {}, {}};
    while (at < tokens_.size() && !token(at).is("]")) {
      const std::size_t before = at;
      if (token(at).is(",")) {
        ++at;
        continue;
      }
      list.items.push_back(read_value(at, depth + 1));
      // A bracket that closes something else: the text is damaged, and is read no further here.
      if (at == before || (!token(at).is(",") && !token(at).is("]"))) break;
    }
    if (token(at).is("]")) ++at;
    return list;
  }

  ScriptValue read_object(std::size_t& at, int depth) {
    ScriptValue object{ScriptKind::object, {}, false, {}, {}};
    while (at < tokens_.size() && !token(at).is("}")) {
      const std::size_t before = at;
      if (token(at).is(",")) {
        ++at;
        continue;
      }
      read_member(at, depth, object);
      if (at == before || (!token(at).is(",") && !token(at).is("}"))) break;
    }
    if (token(at).is("}")) ++at;
    return object;
  }

  void read_member(std::size_t& at, int depth, ScriptValue& object) {
    const std::size_t from = at;
    const Token& key = token(at);
    const bool plain =
        key.kind == TokenKind::name || key.kind == TokenKind::number || key.kind == TokenKind::text;
    const std::string name = key.kind == TokenKind::text ? key.value : std::string(key.source);
    if (plain && token(at + 1).is(":")) {
      at += 2;
      object.members.push_back({name, read_value(at, depth + 1)});
    } else if (plain && (token(at + 1).is(",") || token(at + 1).is("}"))) {
      ++at;
      object.members.push_back({name, {ScriptKind::reference, name, false, {}, {}}});
    } else {
      // Methods, spread objects, computed keys.
      const bool method = plain && token(at + 1).is("(");
      ScriptValue value = unread(from);
      if (method) value.text = "a function";
      object.members.push_back({method ? name : std::string(key.source), std::move(value)});
      skip_expression(at);
    }
  }

  const std::vector<Token>& tokens_;
  std::vector<ScriptFinding> findings_;
  std::size_t values_ = 0;
  std::size_t steps_ = 0;
};

}  // namespace

const ScriptValue* ScriptValue::find(std::string_view key) const {
  const auto found = std::find_if(members.rbegin(), members.rend(),
                                  [&](const auto& member) { return member.key == key; });
  return found == members.rend() ? nullptr : &found->value;
}

Result<std::vector<ScriptFinding>> read_script(std::string_view text) {
  if (text.size() > kMaxScriptBytes)
    return Error{ErrorKind::exhausted, "a script of more than 2 MiB is not read"};
  const auto tokens = script_tokens(text);
  if (!tokens) return tokens.error();
  return Reader(*tokens).run();
}

}  // namespace consentry
