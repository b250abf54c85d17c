// SPDX-License-Identifier: Apache-2.0
// A regular expression of a filter rule. RE2 keeps the time linear in the URL, whatever a list
// says.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace consentry {

class RuleRegex {
 public:
  // Null when RE2 cannot honour the expression (look-around, back-references) or it is too large.
  static std::unique_ptr<const RuleRegex> compile(std::string_view expression, bool match_case);
  ~RuleRegex();

  // url: lower-case unless the expression was compiled to match case.
  [[nodiscard]] bool matches(std::string_view url) const;

 private:
  struct Program;
  explicit RuleRegex(std::unique_ptr<const Program> program);
  std::unique_ptr<const Program> program_;
};

}  // namespace consentry
