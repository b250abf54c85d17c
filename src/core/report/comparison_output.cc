// SPDX-License-Identifier: Apache-2.0
#include "core/report/comparison_output.h"

#include <algorithm>
#include <utility>

#include "core/report/display_text.h"
#include "core/report/json_text.h"
#include "core/report/wording.h"

namespace consentry {
namespace {

using Layout = JsonText::Layout;

// Cookies, keys and hosts that a terminal lists for one site; comparison.json has all.
constexpr std::size_t kMostListed = 12;

std::vector<std::string> names_of(const std::vector<Phase>& phases) {
  std::vector<std::string> names;
  for (const Phase phase : phases) names.emplace_back(name_of(phase));
  return names;
}

void write_finding(JsonText& json, const FindingChange& change) {
  json.begin_object();
  json.member("rule", change.rule);
  json.member("phase", name_of(change.phase));
  json.member("change", name_of(change.move));
  json.member("earlier", name_of(change.earlier));
  json.member("now", name_of(change.now));
  json.member("earlier_repeats", change.earlier_repeats);
  json.member("now_repeats", change.now_repeats);
  json.member("summary", change.summary);
  json.end_object();
}

void write_presence(JsonText& json, const PresenceChange& change) {
  json.begin_object(Layout::line);
  json.member("what", change.what);
  json.member("owner", change.owner);
  json.member("name", change.name);
  json.member("came", names_of(change.came));
  json.member("went", names_of(change.went));
  json.member("earlier_repeats", change.earlier_repeats);
  json.member("now_repeats", change.now_repeats);
  json.end_object();
}

void write_site_change(JsonText& json, const SiteChange& site) {
  json.begin_object();
  json.member("url", site.url);
  json.member("in", name_of(site.presence));
  json.member("changed", site.changed());
  json.member("earlier_status", name_of(site.earlier_status));
  json.member("now_status", name_of(site.now_status));
  json.member("earlier_verdict", name_of(site.earlier_verdict));
  json.member("now_verdict", name_of(site.now_verdict));
  json.name("findings").begin_array();
  for (const FindingChange& change : site.findings) write_finding(json, change);
  json.end_array();
  json.name("came_and_went").begin_array();
  for (const PresenceChange& change : site.presence_changes) write_presence(json, change);
  json.end_array();
  json.end_object();
}

std::string_view word_of(FindingMove move) {
  switch (move) {
    case FindingMove::appeared:
      return "new";
    case FindingMove::disappeared:
      return "gone";
    case FindingMove::worse:
      return "worse";
    case FindingMove::better:
      return "better";
    case FindingMove::not_measured_now:
      return "not measured now";
    case FindingMove::not_measured_earlier:
      return "not measured earlier";
  }
  return {};
}

std::string finding_line(const FindingChange& change, const TerminalStyle& style) {
  const Verdict weight = std::max(change.earlier, change.now);
  std::string line = toned(word_of(change.move), weight, style) + ": " + visible(change.rule) +
                     " " + std::string(name_of(change.phase));
  if (change.move == FindingMove::worse || change.move == FindingMove::better) {
    line += " (" + std::string(label_of(change.earlier)) + " → " +
            std::string(label_of(change.now)) + ")";
  }
  return "    " + line + "\n" + wrapped(visible(change.summary), "      ", style.width);
}

std::string phase_words(const std::vector<Phase>& phases) {
  std::string words;
  for (const std::string& name : names_of(phases)) words += (words.empty() ? "" : ", ") + name;
  return words;
}

std::string presence_line(const PresenceChange& change, const TerminalStyle& style) {
  std::string line = (change.came.empty() ? "- " : "+ ") + change.what + " " + change.name;
  if (!change.owner.empty()) line += " (" + change.owner + ")";
  if (!change.came.empty()) line += ", came: " + phase_words(change.came);
  if (!change.went.empty()) line += ", went: " + phase_words(change.went);
  const std::string& repeats = change.came.empty() ? change.earlier_repeats : change.now_repeats;
  if (!repeats.empty()) line += ", seen in " + repeats + " repetitions";
  line = "    " + visible(line);
  return (style.width > 0 ? fit(line, style.width) : line) + "\n";
}

std::string site_lines(const SiteChange& site, const TerminalStyle& style) {
  std::string text = "  " + toned(visible(site_name(site.url)), Tone::bold, style);
  if (site.presence == SitePresence::only_now) return text + ": not in the earlier scan\n";
  if (site.presence == SitePresence::only_earlier) return text + ": not in this scan\n";
  if (site.earlier_status != site.now_status) {
    text += " (" + std::string(label_of(site.earlier_status)) + " earlier, now " +
            std::string(label_of(site.now_status)) + ")";
  }
  text += "\n";
  for (const FindingChange& change : site.findings) text += finding_line(change, style);
  const std::size_t listed = std::min(kMostListed, site.presence_changes.size());
  for (std::size_t i = 0; i < listed; ++i) text += presence_line(site.presence_changes[i], style);
  if (const std::size_t rest = site.presence_changes.size() - listed; rest > 0) {
    text += "    and " + std::to_string(rest) + " more in comparison.json\n";
  }
  return text;
}

}  // namespace

std::string comparison_json(const Comparison& comparison) {
  JsonText json;
  json.begin_object();
  json.member("format", kComparisonFormat);
  json.member("earlier_started", comparison.earlier_started);
  json.member("now_started", comparison.now_started);
  json.member("rule_book", comparison.rule_book);
  json.member("profile", comparison.profile);
  json.name("sites").begin_array();
  for (const SiteChange& site : comparison.sites) write_site_change(json, site);
  json.end_array();
  json.end_object();
  return std::move(json).take();
}

std::string comparison_text(const Comparison& comparison, const TerminalStyle& style) {
  std::string text = "Changes since " + visible(readable_time(comparison.earlier_started)) + "\n";
  std::int64_t unchanged = 0;
  for (const SiteChange& site : comparison.sites) {
    if (site.changed()) {
      text += site_lines(site, style);
    } else {
      ++unchanged;
    }
  }
  if (unchanged > 0) text += "  " + counted(unchanged, "site", "sites") + " without a change\n";
  return text;
}

}  // namespace consentry
