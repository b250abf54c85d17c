// SPDX-License-Identifier: Apache-2.0
#include "core/classify/request_matcher.h"

#include <algorithm>
#include <functional>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "core/base/origin.h"
#include "core/classify/url_pattern.h"

namespace consentry {
namespace {

// URLs beyond this are cut for matching; browsers themselves stop at 2 MiB, lists look at the
// front.
constexpr std::size_t kMaxUrlBytes = 16'384;

bool is_word(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

std::size_t hash_of(std::string_view text) { return std::hash<std::string_view>{}(text); }

// Calls visit(token) for each maximal run of letters and digits that any URL matching the pattern
// must hold as a maximal run too: its neighbours in the pattern are known not to be of the kind.
template <typename Visit>
void for_each_token(const FilterRule& rule, Visit visit) {
  const std::string_view pattern = rule.pattern;
  for (std::size_t at = 0; at < pattern.size();) {
    if (!is_word(pattern[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < pattern.size() && is_word(pattern[end])) ++end;
    const bool left = at == 0 ? rule.left_anchor || rule.host_anchor : pattern[at - 1] != '*';
    const bool right = end == pattern.size() ? rule.right_anchor : pattern[end] != '*';
    if (left && right) visit(pattern.substr(at, end - at));
    at = end;
  }
}

// The host that a "||host…" pattern spells out whole; empty when it is left open at the right.
std::string_view whole_host(const FilterRule& rule) {
  if (!rule.host_anchor) return {};
  const std::size_t end = rule.pattern.find_first_of("/^:?*");
  if (end == std::string_view::npos) {
    return rule.right_anchor || rule.host_only ? rule.pattern : std::string_view();
  }
  return rule.pattern[end] == '*' ? std::string_view() : rule.pattern.substr(0, end);
}

struct RuleRef {
  std::uint32_t list = 0;
  std::uint32_t rule = 0;
  auto operator<=>(const RuleRef&) const = default;
};

// Rules by hash, found by binary search. A collision costs a comparison, never a wrong answer.
class HashIndex {
 public:
  void add(std::string_view key, RuleRef ref) { rows_.push_back({hash_of(key), ref}); }
  void finish() {
    std::sort(rows_.begin(), rows_.end(),
              [](const Row& a, const Row& b) { return a.hash < b.hash; });
  }
  template <typename Visit>
  void find(std::string_view key, Visit visit) const {
    const std::size_t hash = hash_of(key);
    auto row = std::lower_bound(rows_.begin(), rows_.end(), hash,
                                [](const Row& a, std::size_t wanted) { return a.hash < wanted; });
    for (; row != rows_.end() && row->hash == hash; ++row) visit(row->ref);
  }

 private:
  struct Row {
    std::size_t hash = 0;
    RuleRef ref;
  };
  std::vector<Row> rows_;
};

// "google.*" stands for google under any public suffix.
bool host_in_entry(std::string_view host, std::string_view entry) {
  if (entry.size() < 3 || entry.substr(entry.size() - 2) != ".*")
    return domain_matches(host, entry);
  const std::string domain = registrable_domain(host);
  const std::size_t dot = domain.find('.');
  if (dot == std::string::npos) return false;
  const std::string_view name = host.substr(0, host.size() - (domain.size() - dot));
  return domain_matches(name, entry.substr(0, entry.size() - 2));
}

bool host_in_any(std::string_view host, const std::vector<std::string_view>& entries) {
  return std::any_of(entries.begin(), entries.end(),
                     [&](std::string_view entry) { return host_in_entry(host, entry); });
}

bool options_allow(const RuleOptions& options, const RequestContext& request) {
  if (!options.on_pages.empty() && !host_in_any(request.page_host, options.on_pages)) return false;
  if (host_in_any(request.page_host, options.not_on_pages)) return false;
  if (!options.to_hosts.empty() && !host_in_any(request.host, options.to_hosts)) return false;
  return !host_in_any(request.host, options.not_to_hosts);
}

bool type_allows(const FilterRule& rule, ResourceType type) {
  if ((rule.types & static_cast<std::uint32_t>(type)) != 0) return true;
  // A rule for a whole host, without types, also speaks of the host as a page.
  return type == ResourceType::document && rule.types == kSubresources && rule.host_anchor;
}

std::string ascii_lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  return out;
}

}  // namespace

SourceRef RuleHit::source() const {
  return {list->name(), list->header().version, rule->line, std::string(rule->text)};
}

struct RequestMatcher::Index {
  std::vector<FilterList> lists;
  HashIndex by_host;   // "||host…": looked up for every suffix of the request's host
  HashIndex by_token;  // filed under the token that fewest rules share
  HashIndex by_page;   // no token, but domain=: filed under each page host
  std::vector<RuleRef> rest;
  std::unordered_map<std::size_t, int> token_counts;

  [[nodiscard]] const FilterRule& rule(RuleRef ref) const {
    return lists[ref.list].rules()[ref.rule];
  }

  template <typename Visit>
  void for_each_rule(Visit visit) {
    for (std::uint32_t list = 0; list < lists.size(); ++list) {
      for (std::uint32_t at = 0; at < lists[list].rules().size(); ++at) visit(RuleRef{list, at});
    }
  }

  void build() {
    std::unordered_set<std::string_view> taken_back;
    for (const FilterList& list : lists) {
      taken_back.insert(list.taken_back().begin(), list.taken_back().end());
    }
    std::vector<RuleRef> by_text;
    for_each_rule([&](RuleRef ref) {
      if (!taken_back.empty() && taken_back.contains(rule(ref).text)) return;
      const std::string_view host = whole_host(rule(ref));
      if (!host.empty()) return by_host.add(host, ref);
      by_text.push_back(ref);
      if (rule(ref).regex == nullptr) {
        for_each_token(rule(ref), [&](std::string_view token) { ++token_counts[hash_of(token)]; });
      }
    });
    for (const RuleRef ref : by_text) file_by_text(ref);
    by_host.finish();
    by_token.finish();
    by_page.finish();
    token_counts.clear();
  }

  void file_by_text(RuleRef ref) {
    const FilterRule& filed = rule(ref);
    std::string_view best;
    int fewest = 0;
    if (filed.regex == nullptr && !(filed.options != nullptr && filed.options->match_case)) {
      for_each_token(filed, [&](std::string_view token) {
        // Tokens that stand in nearly every URL file nothing.
        if (token == "http" || token == "https" || token == "www" || token == "com") return;
        const int count = token_counts[hash_of(token)];
        if (best.empty() || count < fewest || (count == fewest && token.size() > best.size())) {
          best = token;
          fewest = count;
        }
      });
    }
    if (!best.empty()) return by_token.add(best, ref);
    if (!file_by_page(filed, ref)) rest.push_back(ref);
  }

  bool file_by_page(const FilterRule& filed, RuleRef ref) {
    if (filed.options == nullptr || filed.options->on_pages.empty()) return false;
    const auto& pages = filed.options->on_pages;
    if (std::any_of(pages.begin(), pages.end(), [](auto page) { return page.back() == '*'; })) {
      return false;
    }
    for (const std::string_view page : pages) by_page.add(page, ref);
    return true;
  }
};

namespace {

// One request against the index.
class Search {
 public:
  Search(const std::vector<FilterList>& lists, const RequestContext& request)
      : lists_(lists), request_(request), lower_(ascii_lower(request.url.substr(0, kMaxUrlBytes))) {
    url_.lower = lower_;
    url_.original = request.url.substr(0, kMaxUrlBytes);
    const std::size_t scheme = lower_.find("://");
    const std::size_t authority = scheme == std::string::npos ? 0 : scheme + 3;
    const std::size_t host = lower_.find(request.host, authority);
    url_.host_begin = host == std::string::npos ? authority : host;
    url_.host_end = std::min(url_.host_begin + request.host.size(), lower_.size());
    third_party_ = !same_site(request.host, request.page_host);
  }

  // For rules filed under the host suffix that begins at offset `at` of the URL.
  void try_at_host(RuleRef ref, std::size_t at) {
    const FilterRule& rule = rule_of(ref);
    if (conditions_hold(rule) && pattern_matches_at(rule, url_, at)) hits_.push_back(ref);
  }

  void try_rule(RuleRef ref) {
    const FilterRule& rule = rule_of(ref);
    if (conditions_hold(rule) && pattern_matches(rule, url_)) hits_.push_back(ref);
  }

  [[nodiscard]] const UrlText& url() const { return url_; }

  RequestMatches finish() {
    std::sort(hits_.begin(), hits_.end());
    hits_.erase(std::unique(hits_.begin(), hits_.end()), hits_.end());
    RequestMatches matches;
    for (const RuleRef ref : hits_) {
      const FilterRule& rule = rule_of(ref);
      const RuleHit hit{&lists_[ref.list], &rule};
      if (rule.exception) {
        matches.exceptions.push_back(hit);
      } else if (request_.type == ResourceType::document) {
        matches.document.push_back(hit);
      } else {
        matches.blocking.push_back(hit);
        matches.important = matches.important || rule.important;
      }
    }
    return matches;
  }

 private:
  [[nodiscard]] const FilterRule& rule_of(RuleRef ref) const {
    return lists_[ref.list].rules()[ref.rule];
  }

  [[nodiscard]] bool conditions_hold(const FilterRule& rule) const {
    if (!type_allows(rule, request_.type)) return false;
    if (rule.party == PartyOption::third && !third_party_) return false;
    if (rule.party == PartyOption::first && third_party_) return false;
    return rule.options == nullptr || options_allow(*rule.options, request_);
  }

  const std::vector<FilterList>& lists_;
  const RequestContext& request_;
  std::string lower_;
  UrlText url_;
  bool third_party_ = false;
  std::vector<RuleRef> hits_;
};

// Calls visit(suffix, offset) for the host and every parent of it.
template <typename Visit>
void for_each_suffix(std::string_view host, std::size_t offset, Visit visit) {
  while (!host.empty()) {
    visit(host, offset);
    const std::size_t dot = host.find('.');
    if (dot == std::string_view::npos) return;
    host.remove_prefix(dot + 1);
    offset += dot + 1;
  }
}

template <typename Visit>
void for_each_run(std::string_view text, Visit visit) {
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_word(text[end])) ++end;
    if (end > at) visit(text.substr(at, end - at));
    at = end + 1;
  }
}

}  // namespace

RequestMatcher::RequestMatcher(std::vector<FilterList> lists) {
  auto index = std::make_unique<Index>();
  index->lists = std::move(lists);
  index->build();
  index_ = std::move(index);
}
RequestMatcher::RequestMatcher(RequestMatcher&&) noexcept = default;
RequestMatcher& RequestMatcher::operator=(RequestMatcher&&) noexcept = default;
RequestMatcher::~RequestMatcher() = default;

RequestMatches RequestMatcher::all_matches(const RequestContext& request) const {
  Search search(index_->lists, request);
  const UrlText& url = search.url();
  for_each_suffix(url.lower.substr(url.host_begin, url.host_end - url.host_begin), url.host_begin,
                  [&](std::string_view suffix, std::size_t at) {
                    index_->by_host.find(suffix, [&](RuleRef ref) { search.try_at_host(ref, at); });
                  });
  const auto try_rule = [&](RuleRef ref) { search.try_rule(ref); };
  for_each_run(url.lower, [&](std::string_view token) { index_->by_token.find(token, try_rule); });
  for_each_suffix(request.page_host, 0, [&](std::string_view suffix, std::size_t) {
    index_->by_page.find(suffix, try_rule);
  });
  std::for_each(index_->rest.begin(), index_->rest.end(), try_rule);
  return search.finish();
}

const std::vector<FilterList>& RequestMatcher::lists() const { return index_->lists; }

}  // namespace consentry
