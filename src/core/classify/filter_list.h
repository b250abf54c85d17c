// SPDX-License-Identifier: Apache-2.0
// Filter lists in the Adblock syntax (EasyList, EasyPrivacy, our own data/trackers/*.txt) and hosts
// files, read into rules that remember where they stand. Only network rules are kept; cosmetic ones
// are counted. Semantics follow uBlock Origin's documentation of static network filters.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/classify/classification.h"
#include "core/classify/rule_regex.h"

namespace consentry {

// EasyList and EasyPrivacy of 2026: 1.8 and 1.2 MiB. Larger ones are cut off with an error, since a
// list has to be held in memory twice.
inline constexpr std::size_t kMaxListBytes = 64U << 20U;
inline constexpr std::size_t kMaxRules = 1'000'000;
// EasyPrivacy has one of 6 KiB (a domain= list). Longer lines are blobs or accidents: counted as
// bad.
inline constexpr std::size_t kMaxRuleBytes = 32'768;

// What is being fetched, in the lists' words. Bits, so that a rule can name several.
enum class ResourceType : std::uint32_t {
  document = 1U << 0U,  // the top document
  subdocument = 1U << 1U,
  stylesheet = 1U << 2U,
  script = 1U << 3U,
  image = 1U << 4U,
  font = 1U << 5U,
  media = 1U << 6U,
  object = 1U << 7U,
  xmlhttprequest = 1U << 8U,
  websocket = 1U << 9U,
  ping = 1U << 10U,
  other = 1U << 11U,
  popup = 1U << 12U,
};
inline constexpr std::uint32_t kSubresources = 0xFFEU;  // all but document and popup

// From the browser's resource type (Request::type). A "document" is a subdocument unless it is the
// top one.
ResourceType resource_type(std::string_view browser_type, bool top_document);

enum class PartyOption : std::uint8_t { any, third, first };

// The rarer options of a rule. Hosts are lower-case; "google.*" stands for every public suffix.
struct RuleOptions {
  std::vector<std::string_view> on_pages;      // domain=a
  std::vector<std::string_view> not_on_pages;  // domain=~a
  std::vector<std::string_view> to_hosts;      // to=a
  std::vector<std::string_view> not_to_hosts;  // to=~a and denyallow=a
  bool match_case = false;
};

// One network rule. Views point into its FilterList.
struct FilterRule {
  std::string_view text;     // the line as it stands, without white space around it
  std::string_view pattern;  // lower-case unless match_case, anchors taken off
  int line = 0;              // 1-based
  int section = -1;          // index into FilterList::sections(); -1: before the first
  std::uint32_t types = kSubresources;
  PartyOption party = PartyOption::any;
  bool exception = false;
  bool important = false;
  bool host_anchor = false;   // "||"
  bool left_anchor = false;   // "|"
  bool right_anchor = false;  // "|" at the end
  bool host_only = false;     // a bare host: the pattern must end where the URL's host ends
  // Null but for /…/ rules, whose pattern is without its slashes.
  std::unique_ptr<const RuleRegex> regex;
  std::unique_ptr<const RuleOptions> options;  // null: none of the rarer ones
};

// What the list as a whole is about, by its title. Lists against nuisances (cookie notices,
// pop-ups, newsletters) say nothing about tracking: a consent manager's host on one is no tracker.
enum class ListAim : std::uint8_t { unknown, advertising, privacy, social, nuisance };

// A comment that heads the rules below it, without its '!' or '#'. In our own lists it reads
// "section: COMPANY | FUNCTION | SOURCE" and says what the rules below are about.
struct ListSection {
  std::string_view text;
  int line = 0;
  std::string company;                    // own lists only
  Function function = Function::unknown;  // own lists only
};

struct ListHeader {
  std::string title;
  std::string version;  // as the list names itself, else the digest of its bytes
  std::string licence;
  std::string homepage;
  std::string modified;
};

struct BadLine {
  int line = 0;
  std::string why;
};

// How the lines of a list were taken. bad_lines holds the first kMaxBadLines of `bad`.
struct ListCounts {
  static constexpr std::size_t kMaxBadLines = 100;
  int network = 0;   // rules kept
  int cosmetic = 0;  // skipped: they hide elements, they say nothing about requests
  int comments = 0;
  int disabled = 0;     // taken back by a $badfilter rule
  int modifiers = 0;    // skipped: they change a response instead of judging a request
  int unsupported = 0;  // skipped: an option or regular expression that cannot be honoured
  int bad = 0;          // skipped: not a rule
  std::map<std::string, int> unsupported_by_reason;
  std::vector<BadLine> bad_lines;
};

// One list with its rules in the order of their lines. Owns the text that the rules point into;
// movable, immutable after parse.
class FilterList {
 public:
  // name: what reports cite ("easylist"). exhausted when the list is beyond the limits above; a
  // line that is no rule is counted, not an error.
  static Result<FilterList> parse(std::string name, std::string text);
  FilterList(FilterList&&) noexcept;
  FilterList& operator=(FilterList&&) noexcept;
  ~FilterList();

  [[nodiscard]] const std::string& name() const;
  [[nodiscard]] const ListHeader& header() const;
  [[nodiscard]] ListAim aim() const;
  [[nodiscard]] const ListCounts& counts() const;
  [[nodiscard]] const std::vector<FilterRule>& rules() const;
  [[nodiscard]] const std::vector<ListSection>& sections() const;
  // Texts of rules that this list takes back, in other lists too ($badfilter, option left out).
  [[nodiscard]] const std::vector<std::string>& taken_back() const;
  // The section a rule of this list stands in; null before the first.
  [[nodiscard]] const ListSection* section_of(const FilterRule& rule) const;

 private:
  struct Content;
  explicit FilterList(std::unique_ptr<Content> content);
  std::unique_ptr<Content> content_;
};

}  // namespace consentry
