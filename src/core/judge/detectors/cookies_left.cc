// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>

#include "core/judge/detectors/after_choice.h"
#include "core/judge/evidence_text.h"
#include "core/judge/item_need.h"

namespace consentry {
namespace {

// The last page that was loaded after withdrawing.
std::optional<Step> last_page(const RunView& run) {
  std::optional<Step> step;
  for (const SentRequest& sent : run.requests) {
    const Request& request = *sent.request;
    const bool page = request.type == "document" && request.frame_url == request.page_url;
    if (page && sent.stage == Stage::after_withdrawal && request.when.step != Step::choice) {
      step = request.when.step;
    }
  }
  return step;
}

// The site's own scripts could have deleted it.
bool deletable(const CookieRow& row) { return !row.third_party && !row.http_only; }

bool lay_at_withdrawal(const RunView& run, const ItemKey& key) {
  const std::uint64_t decided = run.timeline.decided_at(Phase::withdraw);
  return std::ranges::any_of(run.stored, [&](const StoredItem& item) {
    return item.key == key && item.at.line <= decided;
  });
}

void add_rows(const Question& question, const RunView& run, Step step, Tally& tally) {
  for (const CookieRow& row : run.run->cookie_rows) {
    if (row.when.phase != Phase::withdraw || row.when.step != step || !deletable(row)) continue;
    const ItemKey key = key_of(row.domain, row.name);
    const Weight weight = weight_of_item(question.site, question.site.item(key));
    if (weight.verdict < Verdict::likely_breach || !lay_at_withdrawal(run, key)) continue;
    const auto kept = std::ranges::find_if(
        run.stored, [&](const StoredItem& item) { return item.at == row.at && item.key == key; });
    if (kept == run.stored.end()) continue;  // an opt-out value
    tally.add(run, {Verdict::risk, shortened(row.name, 40),
                    evidence_of(question.site, *kept, weight.why)});
  }
}

}  // namespace

Finding cookies_left(const Question& question) {
  const Speakers speakers = speakers_for(question.site, question.phase);
  if (speakers.runs.empty()) return without_verdict(speakers.otherwise, speakers.reason);
  Tally tally(question.phase, speakers.runs);
  bool looked = false;
  for (const RunView* run : speakers.runs) {
    const auto step = last_page(*run);
    if (!step) continue;
    looked = true;
    add_rows(question, *run, *step, tally);
  }
  if (!looked) {
    return without_verdict(Verdict::not_measured, "no page was loaded after withdrawing");
  }
  return tally.conclude("After withdrawing, cookies that consent had brought stay on the device",
                        "After withdrawing, no cookie that needs consent stays that the site could "
                        "delete.");
}

}  // namespace consentry
