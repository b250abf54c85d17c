// SPDX-License-Identifier: Apache-2.0
#include "command/statistics_text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <vector>

#include "core/report/display_text.h"

namespace consentry {
namespace {

constexpr int kWidthOfAPipe = 120;
constexpr int kLeastBar = 10;
constexpr int kMostBar = 40;
constexpr std::array<std::string_view, 8> kHeads{"SHOWN",     "ACCEPTED", "REFUSED", "PARTLY",
                                                 "WITHDRAWN", "CONSENT",  "REFUSAL", "NO CHOICE"};

std::string percent(const std::optional<double>& share) {
  if (!share) return "-";
  return std::to_string(std::lround(*share * 100)) + " %";
}

std::array<std::string, kHeads.size()> cells_of(const EventCounts& counts) {
  const StatisticsRates rates = rates_of(counts);
  return {std::to_string(counts.shown),     std::to_string(counts.accepted),
          std::to_string(counts.refused),   std::to_string(counts.custom),
          std::to_string(counts.withdrawn), percent(rates.consent),
          percent(rates.refusal),           percent(rates.no_choice)};
}

std::string capitals(std::string_view text) {
  std::string all(text);
  std::ranges::transform(all, all.begin(), [](char c) { return static_cast<char>(c - 32); });
  return all;
}

std::string shown_value(const StatisticsGroup& group) {
  return group.value.empty() ? "unknown" : visible(group.value);
}

std::string repeated(std::string_view piece, std::int64_t times) {
  std::string text;
  for (std::int64_t i = 0; i < times; ++i) text += piece;
  return text;
}

// Accepted, partly and refused, one after the other; `most` choices fill the width. Ends are
// rounded, not lengths, so that the whole is as long as its sum says.
std::string bar(const EventCounts& counts, std::uint64_t most, int width) {
  std::string text;
  std::uint64_t sum = 0;
  std::int64_t drawn = 0;
  for (const auto& [count, piece] :
       {std::pair{counts.accepted, "█"}, {counts.custom, "▒"}, {counts.refused, "░"}}) {
    sum += count;
    const std::int64_t end = std::lround(static_cast<double>(sum) * width /
                                         static_cast<double>(std::max<std::uint64_t>(most, 1)));
    text += repeated(piece, end - drawn);
    drawn = end;
  }
  return text;
}

class Table {
 public:
  Table(const SiteStatistics& statistics, const TerminalStyle& style)
      : statistics_(statistics), style_(style) {
    first_ = display_width(name_of(statistics.query.by));
    for (std::size_t i = 0; i < kHeads.size(); ++i) widths_[i] = display_width(kHeads[i]);
    for (const StatisticsGroup& group : statistics.groups)
      measure(shown_value(group), group.counts);
    measure("total", statistics.total);
    int taken = first_;
    for (const int width : widths_) taken += width + 2;
    const int whole = style.width > 0 ? style.width : kWidthOfAPipe;
    bar_ = std::clamp(whole - taken - 2, kLeastBar, kMostBar);
  }

  std::string text() {
    std::array<std::string, kHeads.size()> heads;
    std::ranges::copy(kHeads, heads.begin());
    std::uint64_t most = 0;
    for (const StatisticsGroup& group : statistics_.groups)
      most = std::max(most, group.counts.chosen());
    std::string all =
        toned(line(capitals(name_of(statistics_.query.by)), heads), Tone::bold, style_) + "\n";
    for (const StatisticsGroup& group : statistics_.groups) {
      all += line(shown_value(group), cells_of(group.counts));
      const std::string drawn = bar(group.counts, most, bar_);
      all += (drawn.empty() ? "" : "  " + drawn) + "\n";
    }
    return all + line("total", cells_of(statistics_.total)) + "\n";
  }

 private:
  void measure(std::string_view value, const EventCounts& counts) {
    first_ = std::max(first_, display_width(value));
    const auto cells = cells_of(counts);
    for (std::size_t i = 0; i < cells.size(); ++i)
      widths_[i] = std::max(widths_[i], display_width(cells[i]));
  }
  [[nodiscard]] std::string line(std::string_view value,
                                 const std::array<std::string, kHeads.size()>& cells) const {
    std::string text = pad_right(value, first_);
    for (std::size_t i = 0; i < cells.size(); ++i) text += "  " + pad_left(cells[i], widths_[i]);
    return text;
  }

  const SiteStatistics& statistics_;
  const TerminalStyle& style_;
  int first_ = 0;
  std::array<int, kHeads.size()> widths_{};
  int bar_ = 0;
};

std::string categories_text(const SiteStatistics& statistics) {
  int width = 0;
  for (const CategoryCount& each : statistics.categories)
    width = std::max(width, display_width(each.category));
  std::string text;
  for (const CategoryCount& each : statistics.categories) {
    const auto share =
        each.asked == 0
            ? std::nullopt
            : std::optional(static_cast<double>(each.granted) / static_cast<double>(each.asked));
    text += "  " + pad_right(each.category, width) + "  " + pad_left(percent(share), 5) + "  " +
            std::to_string(each.granted) + " of " + std::to_string(each.asked) + "\n";
  }
  return text.empty() ? "" : "\nGranted, by category:\n" + text;
}

std::string rate_cell(const std::optional<double>& rate) {
  if (!rate) return "";
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), "%.4f", *rate);
  return text.data();
}

// Values are dates, codes and ids; a quotation mark or a comma in one is none of ours.
std::string quoted(const std::string& text) {
  if (text.find_first_of("\",\r\n") == std::string::npos) return text;
  std::string all = "\"";
  for (const char c : text) all += c == '"' ? std::string("\"\"") : std::string(1, c);
  return all + "\"";
}

}  // namespace

std::string statistics_table(const SiteStatistics& statistics, const TerminalStyle& style) {
  const StatisticsQuery& query = statistics.query;
  const std::string what = query.site.empty() ? "all sites" : query.site;
  std::string text =
      what + ", " + day_text(query.from_day) + " to " + day_text(query.to_day) + " (UTC)\n";
  if (statistics.groups.empty()) return text + "nothing was counted\n";
  text += Table(statistics, style).text();
  text += "Bars: █ accepted, ▒ partly, ░ refused\n" + categories_text(statistics) + "\n";
  return text +
         wrapped(
             "SHOWN counts page views with a banner, not visitors: whoever ignores it is "
             "counted on every page, so NO CHOICE is no share of visitors. CONSENT and REFUSAL "
             "are shares of those who chose.",
             "", style.width);
}

std::string statistics_csv(const SiteStatistics& statistics) {
  std::string text = std::string(name_of(statistics.query.by)) +
                     ",shown,accepted,refused,custom,withdrawn,consent_rate,refusal_rate,"
                     "no_choice_rate\r\n";
  for (const StatisticsGroup& group : statistics.groups) {
    const EventCounts& counts = group.counts;
    const StatisticsRates rates = rates_of(counts);
    text += quoted(group.value);
    for (const std::uint64_t count :
         {counts.shown, counts.accepted, counts.refused, counts.custom, counts.withdrawn})
      text += "," + std::to_string(count);
    for (const auto& rate : {rates.consent, rates.refusal, rates.no_choice})
      text += "," + rate_cell(rate);
    text += "\r\n";
  }
  return text;
}

}  // namespace consentry
