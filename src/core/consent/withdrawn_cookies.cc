// SPDX-License-Identifier: Apache-2.0
#include "core/consent/withdrawn_cookies.h"

#include <algorithm>
#include <utility>

#include "core/consent/notice.h"
#include "core/consent/service_registry.h"
#include "core/consent/tag_config.h"

namespace consentry {
namespace {

// The tag's own choice, and what it keeps beside it.
constexpr std::string_view kOwnNames = "consentry*";
// Browsers keep at most 180 cookies of a site and 4 KiB of each.
constexpr std::size_t kMostCookies = 256;
constexpr std::size_t kLongestName = 256;
// Folders above a page that may have cookies of their own.
constexpr std::size_t kMostFolders = 6;
constexpr std::size_t kMostGranted = 1000;
constexpr std::string_view kAgain = " again";

bool contains(const std::vector<std::string>& all, std::string_view one) {
  return std::ranges::find(all, one) != all.end();
}

// What may stand in a header as a name or path: visible ASCII without what ends or parts it.
bool is_plain(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c > ' ' && c < '\x7f' && c != ';'; });
}

bool is_granted(const WithdrawalRules& rules, const WithdrawalNote& note,
                const WithdrawalRules::Service& service) {
  return service.category == rules.necessary || contains(note.granted, service.id) ||
         contains(note.granted, service.category);
}

// Patterns of what is refused, and of what stays.
struct Patterns {
  bool any_refused = false;
  std::vector<std::string> refused;
  std::vector<std::string> kept{std::string(kOwnNames)};

  Patterns(const WithdrawalRules& rules, const WithdrawalNote& note) {
    for (const WithdrawalRules::Service& service : rules.services) {
      const bool granted = is_granted(rules, note, service);
      any_refused = any_refused || !granted;
      auto& into = granted ? kept : refused;
      into.insert(into.end(), service.stores.begin(), service.stores.end());
    }
  }
  [[nodiscard]] bool must_go(std::string_view name) const {
    const auto stands_for = [&](const std::string& each) { return is_stored_under(each, name); };
    return std::ranges::any_of(refused, stands_for) && std::ranges::none_of(kept, stands_for);
  }
};

std::vector<std::string> names_in(std::string_view cookies) {
  std::vector<std::string> names;
  while (!cookies.empty() && names.size() < kMostCookies) {
    std::string_view pair = cookies.substr(0, cookies.find(';'));
    cookies.remove_prefix(std::min(pair.size() + 1, cookies.size()));
    while (pair.starts_with(' ')) pair.remove_prefix(1);
    const std::string_view name = pair.substr(0, pair.find('='));
    const bool usable = !name.empty() && name.size() <= kLongestName && is_plain(name);
    if (usable && !contains(names, name)) names.emplace_back(name);
  }
  return names;
}

// "/a/b" gives "/a", "/a/", "/a/b", "/a/b/".
std::vector<std::string> folders_of(std::string_view path) {
  std::vector<std::string> folders;
  std::size_t at = 1;
  while (at < path.size() && folders.size() < 2 * kMostFolders) {
    const std::size_t end = std::min(path.find('/', at), path.size());
    folders.emplace_back(path.substr(0, end));
    folders.push_back(folders.back() + "/");
    at = end + 1;
  }
  return folders;
}

// Where what only this request has seen may be bound to: "/shop/.consentry/withdraw" gives those of
// "/shop". Under the page its folders are the page's.
std::vector<std::string> folders_asked_in(std::string_view asked) {
  constexpr std::string_view kOwnFolder = "/.consentry";
  if (asked.starts_with(kUnderThePage)) return {};
  asked = asked.substr(0, asked.rfind('/'));
  if (asked.ends_with(kOwnFolder)) asked.remove_suffix(kOwnFolder.size());
  return folders_of(asked);
}

// The host alone, then each domain that it may set cookies for.
std::vector<std::string> domains_of(std::string_view host) {
  std::vector<std::string> domains{""};
  const std::string widest = registrable_domain(host);
  if (widest.find('.') == std::string::npos || host.starts_with('[')) return domains;
  for (std::string_view rest = host; rest.size() >= widest.size();) {
    domains.emplace_back(rest);
    const std::size_t dot = rest.find('.');
    if (dot == std::string_view::npos) break;
    rest.remove_prefix(dot + 1);
  }
  return domains;
}

class Expiries {
 public:
  explicit Expiries(const Url& origin)
      : secure_(origin.scheme == "https"), domains_(domains_of(origin.host)) {}

  // Where every page sees it, in both of the browser's jars.
  void expire_everywhere(const std::string& name) {
    for (const std::string& domain : domains_) {
      expire(name, "/", domain, false);
      if (secure_) expire(name, "/", domain, true);
    }
  }
  void expire_in(const std::string& name, const std::string& folder, bool partitioned = false) {
    if (partitioned && !secure_) return;
    for (const std::string& domain : domains_) expire(name, folder, domain, partitioned);
  }
  [[nodiscard]] std::vector<std::string> take() && { return std::move(lines_); }

 private:
  void expire(const std::string& name, const std::string& path, const std::string& domain,
              bool partitioned) {
    const bool host_only = name.starts_with("__Host-");
    if (lines_.size() >= kMostExpiries || (host_only && (path != "/" || !domain.empty()))) return;
    std::string line = name + "=; Max-Age=0; Path=" + path;
    if (!domain.empty()) line += "; Domain=" + domain;
    if (secure_) line += "; Secure";
    if (partitioned) line += "; Partitioned";
    lines_.push_back(std::move(line));
  }

  bool secure_;
  std::vector<std::string> domains_;
  std::vector<std::string> lines_;
};

}  // namespace

WithdrawalRules withdrawal_rules(const TagConfig& config) {
  WithdrawalRules rules;
  rules.offered = config.withdrawal.has_value();
  rules.path = config.withdrawal.value_or("");
  if (!config.categories.empty()) rules.necessary = config.categories.front().id;
  for (const TagService& service : config.services)
    rules.services.push_back({service.id, service.category, service.stores});
  rules.clear_site_data = config.clear_site_data;
  return rules;
}

Result<WithdrawalNote> parse_withdrawal_note(std::string_view text) {
  const auto no_note = [] { return invalid_input("a withdrawal is SITE PATH GRANTED"); };
  const std::size_t first = text.find(' ');
  if (text.size() > kMaxWithdrawalBytes || first == std::string_view::npos) return no_note();
  const std::size_t second = text.find(' ', first + 1);
  if (second == std::string_view::npos) return no_note();
  WithdrawalNote note;
  note.site = text.substr(0, first);
  note.path = text.substr(first + 1, second - first - 1);
  if (!is_consent_id(note.site) || !note.path.starts_with('/')) return no_note();
  if (!std::ranges::all_of(note.path, [](char c) { return c > ' ' && c < '\x7f'; }))
    return no_note();
  std::string_view rest = text.substr(second + 1);
  note.again = rest.ends_with(kAgain);
  if (note.again) rest.remove_suffix(kAgain.size());
  while (!rest.empty()) {
    const std::string_view id = rest.substr(0, rest.find('.'));
    rest.remove_prefix(std::min(id.size() + 1, rest.size()));
    if (!is_consent_id(id) || note.granted.size() >= kMostGranted) return no_note();
    note.granted.emplace_back(id);
  }
  return note;
}

ExpiredCookies expired_cookies(const WithdrawalRules& rules, const WithdrawalNote& note,
                               std::string_view cookies, const Url& origin) {
  const Patterns patterns(rules, note);
  ExpiredCookies result;
  result.refused = patterns.any_refused;
  for (std::string& name : names_in(cookies)) {
    if (patterns.must_go(name)) result.seen.push_back(std::move(name));
  }
  Expiries expiries(origin);
  for (const std::string& name : result.seen) expiries.expire_everywhere(name);
  // A cookie of the page's folder alone is sent only to who is asked in there; else its name must be
  // known beforehand.
  std::vector<std::string> names = result.seen;
  for (const std::string& each : patterns.refused) {
    if (!each.ends_with('*') && is_plain(each) && patterns.must_go(each) && !contains(names, each))
      names.push_back(each);
  }
  const std::string_view path = note.path;
  // A path with a ";" in it can be no cookie's.
  const std::vector<std::string> folders = folders_of(path.substr(0, path.find(';')));
  for (const std::string& folder : folders) {
    for (const std::string& name : names) expiries.expire_in(name, folder);
  }
  for (const std::string& folder : folders_asked_in(rules.path)) {
    for (const std::string& name : result.seen) expiries.expire_in(name, folder);
  }
  // Rare, and so last where not all find room.
  for (const std::string& folder : folders) {
    for (const std::string& name : result.seen) expiries.expire_in(name, folder, true);
  }
  result.set_cookie = std::move(expiries).take();
  return result;
}

}  // namespace consentry
