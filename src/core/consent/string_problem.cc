// SPDX-License-Identifier: Apache-2.0
#include "core/consent/string_problem.h"

#include <utility>

namespace consentry {

std::string sentence(const StringProblem& problem) {
  const std::string what =
      problem.where.empty() ? problem.text : problem.where + " " + problem.text;
  const std::string bit = problem.bit > 0 ? ", bit " + std::to_string(problem.bit) : "";
  return what + " (character " + std::to_string(problem.character + 1) + bit + ")";
}

std::optional<Error> refusal(const std::vector<StringProblem>& problems, Strictness strictness) {
  if (strictness == Strictness::lenient || problems.empty()) return std::nullopt;
  return Error{ErrorKind::corrupt, sentence(problems.front())};
}

void add_problems(std::vector<StringProblem>& whole, std::vector<StringProblem> part,
                  std::string_view name, std::size_t offset) {
  for (StringProblem& problem : part) {
    problem.where =
        problem.where.empty() ? std::string(name) : std::string(name) + "." + problem.where;
    problem.character += offset;
    whole.push_back(std::move(problem));
  }
}

}  // namespace consentry
