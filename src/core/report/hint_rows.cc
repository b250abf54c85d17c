// SPDX-License-Identifier: Apache-2.0
#include "core/report/hint_rows.h"

#include <algorithm>

#include "core/observe/client_hints.h"

namespace consentry {
namespace {

template <typename Fact>
const Fact* at(const std::vector<std::vector<Fact>>& all, std::size_t run, std::size_t i) {
  return run < all.size() && i < all[run].size() ? &all[run][i] : nullptr;
}

void name_party(const RequestFacts* facts, HintRow& row) {
  if (facts == nullptr) return;
  row.company = facts->party.company;
  row.tracker = facts->tracker;
}

std::string detail_of(const DeviceRead& read, const char* name) {
  const auto found = read.detail.find(name);
  return found == read.detail.end() ? std::string() : found->second;
}

HintRow row_of(const DeviceRead& read) {
  return {read.at,
          read.when,
          "client-hints",
          detail_of(read, "asked"),
          read.script_url,
          detail_of(read, "hints"),
          {},
          false,
          read.frame_url};
}

// The request that carried the hints is the one at the same line of the log.
const RequestFacts* facts_at_line(const SiteReport& site, std::size_t run, const EventRef& line) {
  const auto& requests = site.facts.observation.runs[run].requests;
  const auto found = std::ranges::find(requests, line, &Request::at);
  if (found == requests.end()) return nullptr;
  return at(site.facts.classification.requests, run,
            static_cast<std::size_t>(found - requests.begin()));
}

void add_run(const SiteReport& site, std::size_t index, std::vector<HintRow>& rows) {
  const RunObservation& run = site.facts.observation.runs[index];
  for (std::size_t i = 0; i < run.hints.size(); ++i) {
    const ConnectionHint& hint = run.hints[i];
    HintRow row{hint.at, hint.when, hint.kind, hint.by, hint.url, {}, {}, false, hint.page_url};
    name_party(at(site.facts.classification.hints, index, i), row);
    rows.push_back(std::move(row));
  }
  for (const DeviceRead& read : run.device_reads) {
    if (read.member != kHintHeaders) continue;
    HintRow row = row_of(read);
    name_party(facts_at_line(site, index, read.at), row);
    rows.push_back(std::move(row));
  }
  for (const BlockedWindow& window : run.blocked_windows) {
    rows.push_back(
        {window.at, window.when, "blocked-window", {}, window.url, {}, {}, false, window.page_url});
  }
}

}  // namespace

std::vector<HintRow> hint_rows(const SiteReport& site) {
  std::vector<HintRow> rows;
  for (std::size_t run = 0; run < site.facts.observation.runs.size(); ++run) {
    const auto first = static_cast<std::ptrdiff_t>(rows.size());
    add_run(site, run, rows);
    std::ranges::stable_sort(rows.begin() + first, rows.end(), {},
                             [](const HintRow& row) { return row.at.line; });
  }
  return rows;
}

}  // namespace consentry
