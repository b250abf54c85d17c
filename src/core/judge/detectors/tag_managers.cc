// SPDX-License-Identifier: Apache-2.0
#include "core/judge/detectors/tag_managers.h"

#include "core/judge/detectors/page_requests.h"
#include "core/judge/evidence_text.h"
#include "core/judge/item_need.h"

namespace consentry {
namespace {

std::optional<Sign> loaded(const Question& /*question*/, const RunView& /*run*/,
                           const SentRequest& sent) {
  const Request& request = *sent.request;
  if (request.type != "script" || request.status == 0 || !request.third_party) return std::nullopt;
  if (grade_of(sent) != TrackerGrade::tag_manager) return std::nullopt;
  return Sign{Verdict::likely_breach, name_of_party(*sent.facts, request.url),
              evidence_of(sent, "a tag manager")};
}

}  // namespace

Finding tag_manager_loaded(const Question& question) {
  return judge_requests(question, loaded, "A tag manager was loaded before any choice",
                        "No tag manager was loaded before a choice.");
}

}  // namespace consentry
