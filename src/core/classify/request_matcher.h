// SPDX-License-Identifier: Apache-2.0
// Which rules of which lists speak of a request. An auditor needs all of them with their lines, not
// the first "yes".
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "core/classify/filter_list.h"

namespace consentry {

// One request as the rules see it. Views must live through the call.
struct RequestContext {
  std::string_view url;        // whole, as sent
  std::string_view host;       // of url, lower-case
  std::string_view page_host;  // of the top document; decides third-party and domain=
  ResourceType type = ResourceType::other;
};

struct RuleHit {
  const FilterList* list = nullptr;
  const FilterRule* rule = nullptr;
  [[nodiscard]] SourceRef source() const;
};

struct RequestMatches {
  std::vector<RuleHit> blocking;  // $important ones included
  std::vector<RuleHit> exceptions;
  std::vector<RuleHit> document;  // rules that fit a top document: told apart, never "blocked"
  bool important = false;         // one of `blocking` overrides every exception
  // A list says no to the request, and no exception says yes.
  [[nodiscard]] bool blocked() const {
    return !blocking.empty() && (important || exceptions.empty());
  }
};

// Immutable after construction; safe to share between threads. Owns its lists.
class RequestMatcher {
 public:
  explicit RequestMatcher(std::vector<FilterList> lists);
  RequestMatcher(RequestMatcher&&) noexcept;
  RequestMatcher& operator=(RequestMatcher&&) noexcept;
  ~RequestMatcher();

  // Every rule that matches, lists in the order given, rules in the order of their lines.
  [[nodiscard]] RequestMatches all_matches(const RequestContext& request) const;
  [[nodiscard]] const std::vector<FilterList>& lists() const;

 private:
  struct Index;
  std::unique_ptr<const Index> index_;
};

}  // namespace consentry
