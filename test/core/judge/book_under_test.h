// SPDX-License-Identifier: Apache-2.0
// The shipped rule book as tests see it, and short ways to ask it about a made-up site.
#pragma once

#include <gtest/gtest.h>
#include <string>
#include <utility>
#include <vector>

#include "command/embedded.h"
#include "core/judge/judge.h"
#include "fakes/site_maker.h"

namespace consentry {

inline std::vector<std::pair<std::string, std::string_view>> shipped_rule_files() {
  std::vector<std::pair<std::string, std::string_view>> files;
  for (const std::string_view name : embedded_names("data/rules/")) {
    files.emplace_back(name, embedded(name));
  }
  return files;
}

inline const RuleBook& shipped_book() {
  static const Result<RuleBook> kBook = RuleBook::parse(shipped_rule_files());
  if (!kBook) ADD_FAILURE() << kBook.error().text();
  return *kBook;
}

// The rule's finding; a failure when there is none. Phases differ only where asked for.
inline Finding finding_of(const SiteJudgement& judgement, std::string_view rule) {
  for (const Finding& finding : judgement.findings) {
    if (finding.rule == rule) return finding;
  }
  ADD_FAILURE() << "no finding for " << rule;
  return {};
}

inline Finding judged(const SiteMaker& site, std::string_view rule,
                      std::string_view profile = "eu") {
  return finding_of(judge_site(site.facts(), shipped_book(), profile), rule);
}

inline std::string verdict(const SiteMaker& site, std::string_view rule,
                           std::string_view profile = "eu") {
  return std::string(name_of(judged(site, rule, profile).verdict));
}

}  // namespace consentry
