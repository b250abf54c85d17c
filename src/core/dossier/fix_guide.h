// SPDX-License-Identifier: Apache-2.0
// How faults are mended in the consent managers that scans meet, as data (data/drafts/guides.toml). A step
// says what the manager must be made to do; what its maker calls that is told only with how sure it is.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/report/scan_report.h"

namespace consentry {

// Twenty managers and ten steps in four languages take 20 KiB.
inline constexpr std::size_t kMaxGuideBytes = std::size_t{512} << 10U;

struct FixStep {
  std::string topic;                                      // "before"
  std::vector<std::string> rules;                         // that it mends: "PRE-01"
  std::map<std::string, std::string, std::less<>> words;  // by language; {manager} is filled in
};

struct FixManager {
  std::string id;
  std::string name;
  std::vector<std::string> tools;    // as the rules that operate banners call it
  std::vector<std::string> hosts;    // it is loaded from, their subdomains too
  std::vector<std::string> records;  // cookies that no other manager writes
};

struct FixSetting {
  std::string manager;
  std::string topic;
  std::string name;         // what its maker calls it
  bool documented = false;  // it stands at `source`; else known from use only
  std::string source;       // empty: none
};

// Immutable once parsed.
struct FixGuide {
  std::vector<FixStep> steps;
  std::vector<FixManager> managers;
  std::vector<FixSetting> settings;
  // Null: none mends this rule, or none is known.
  [[nodiscard]] const FixStep* step_for(std::string_view rule) const;
  [[nodiscard]] const FixSetting* setting_of(const FixManager& manager, const FixStep& step) const;
};

// invalid_input names what is wrong, among them a setting of no known manager or topic, one that is
// documented without a source, and a rule with two steps.
Result<FixGuide> parse_fix_guide(const std::string& file, std::string_view text);

// The managers that a site was seen with, in the guide's order: by the hosts that it asked, by the
// rule that operated its banner, or by the record of the choice. Refer into the guide.
std::vector<const FixManager*> managers_of(const SiteReport& site, const FixGuide& guide);

}  // namespace consentry
