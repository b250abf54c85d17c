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

// Finds a piece of text that every match must hold, without a full parse: the longest run of plain
// characters outside groups, classes and alternatives.
class LiteralSearch {
 public:
  explicit LiteralSearch(std::string_view expression) : rest_(expression) {}

  // Empty when there is none to rely on.
  std::string longest() {
    while (!rest_.empty()) {
      const char c = rest_.front();
      rest_.remove_prefix(1);
      if (c == '|' || !take(c)) return {};
    }
    close(false);
    return best_;
  }

 private:
  // False: the expression is cut short, so nothing is sure.
  bool take(char c) {
    switch (c) {
      case '\\':
        take_escaped();
        return true;
      case '[':
        close(false);
        return skip_past(']', 1);
      case '{':
        close(true);
        return skip_past('}', 0);
      case '*':
      case '?':
        close(true);
        return true;
      case '+':
      case '.':
      case '^':
      case '$':
        close(false);
        return true;
      case '(':
        close(false);
        ++depth_;
        return true;
      case ')':
        close(false);
        --depth_;
        return true;
      default:
        take_plain(c);
        return true;
    }
  }

  void take_plain(char c) {
    if (depth_ > 0)
      close(false);
    else
      run_ += c;
  }

  void take_escaped() {
    if (rest_.empty()) return;
    const char escaped = rest_.front();
    rest_.remove_prefix(1);
    constexpr std::string_view kLiterals = "/.-?=_";
    if (kLiterals.find(escaped) == std::string_view::npos)
      close(false);
    else
      take_plain(escaped);
  }

  // A class may hold its own end as its first character, hence `least` characters before it.
  bool skip_past(char end, std::size_t least) {
    const std::size_t at = rest_.find(end, least);
    if (at == std::string_view::npos) return false;
    rest_.remove_prefix(at + 1);
    return true;
  }

  void close(bool last_is_optional) {
    if (last_is_optional && !run_.empty()) run_.pop_back();
    if (run_.size() > best_.size()) best_ = run_;
    run_.clear();
  }

  std::string_view rest_;
  std::string run_;
  std::string best_;
  int depth_ = 0;
};

std::string required_literal(std::string_view expression) {
  return LiteralSearch(expression).longest();
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
