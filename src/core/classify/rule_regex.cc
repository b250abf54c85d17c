// SPDX-License-Identifier: Apache-2.0
#include "core/classify/rule_regex.h"

#include <re2/re2.h>

namespace consentry {
namespace {

// Memory of one compiled expression. Lists hold some tens of them; the largest known needs 100 KiB.
constexpr std::int64_t kMaxProgramBytes = 1 << 20;

std::string lower_case(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  return text;
}

// A piece of text that every match must hold, found without a full parse: the longest run of plain
// characters outside groups, classes and alternatives. Empty when there is none to rely on.
std::string required_literal(std::string_view expression) {
  std::string best;
  std::string run;
  const auto close = [&](bool last_is_optional) {
    if (last_is_optional && !run.empty()) run.pop_back();
    if (run.size() > best.size()) best = run;
    run.clear();
  };
  int depth = 0;
  for (std::size_t i = 0; i < expression.size(); ++i) {
    const char c = expression[i];
    if (c == '|') return {};
    if (c == '\\' && i + 1 < expression.size()) {
      const char escaped = expression[++i];
      const bool literal = escaped == '/' || escaped == '.' || escaped == '-' || escaped == '?' ||
                           escaped == '=' || escaped == '_';
      if (!literal || depth > 0)
        close(false);
      else
        run += escaped;
    } else if (c == '[') {
      close(false);
      i = expression.find(']', i + 2);
      if (i == std::string_view::npos) return {};
    } else if (c == '{' || c == '*' || c == '?' || c == '+') {
      close(c != '+');
      if (c == '{') i = expression.find('}', i);
      if (i == std::string_view::npos) return {};
    } else if (c == '(' || c == ')') {
      close(false);
      depth += c == '(' ? 1 : -1;
    } else if (c == '.' || c == '^' || c == '$' || depth > 0) {
      close(false);
    } else {
      run += c;
    }
  }
  close(false);
  return best;
}

}  // namespace

struct RuleRegex::Program {
  re2::RE2 compiled;
  std::string literal;  // checked first: a search of the URL costs a tenth of the automaton
};

RuleRegex::RuleRegex(std::unique_ptr<const Program> program) : program_(std::move(program)) {}
RuleRegex::~RuleRegex() = default;

std::unique_ptr<const RuleRegex> RuleRegex::compile(std::string_view expression, bool match_case) {
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_case_sensitive(match_case);
  options.set_never_capture(true);
  options.set_max_mem(kMaxProgramBytes);
  options.set_encoding(re2::RE2::Options::EncodingLatin1);
  std::unique_ptr<const Program> program(new Program{
      {re2::StringPiece(expression.data(), expression.size()), options},
      match_case ? required_literal(expression) : lower_case(required_literal(expression))});
  if (!program->compiled.ok()) return nullptr;
  return std::unique_ptr<const RuleRegex>(new RuleRegex(std::move(program)));
}

bool RuleRegex::matches(std::string_view url) const {
  if (!program_->literal.empty() && url.find(program_->literal) == std::string_view::npos)
    return false;
  return re2::RE2::PartialMatch(re2::StringPiece(url.data(), url.size()), program_->compiled);
}

}  // namespace consentry
