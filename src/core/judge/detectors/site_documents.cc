// SPDX-License-Identifier: Apache-2.0
#include "core/judge/detectors/site_documents.h"

#include <boost/json.hpp>
#include <optional>

#include "core/judge/evidence_text.h"

namespace consentry {
namespace {

struct Seen {
  const RunView* run = nullptr;
  const SiteDocument* document = nullptr;
};

std::vector<Seen> documents_about(const SiteView& site, std::string_view about) {
  std::vector<Seen> found;
  for (const AsideView& aside : site.asides()) {
    for (const SiteDocument& document : aside.view.run->documents) {
      if (document.about == about && document.status != 0)
        found.push_back({aside.before, &document});
    }
  }
  return found;
}

std::vector<const RunView*> runs_of(const std::vector<Seen>& seen) {
  std::vector<const RunView*> runs;
  for (const Seen& one : seen) runs.push_back(one.run);
  return runs;
}

bool is_answer(int status) { return status >= 200 && status < 300; }
bool is_missing(int status) { return status == 404 || status == 410; }

// https://www.w3.org/TR/gpc/#gpc-support-resource: `gpc` a boolean, `lastUpdate` a date.
std::string wrong_with(const SiteDocument& file) {
  if (!is_answer(file.status)) return "is not there (HTTP " + std::to_string(file.status) + ")";
  boost::json::error_code error;
  const auto value = boost::json::parse(file.text, error);
  const auto* object = error ? nullptr : value.if_object();
  if (object == nullptr) return "is no JSON object";
  const auto* gpc = object->if_contains("gpc");
  if (gpc == nullptr || !gpc->is_bool()) return "does not say by 'gpc' whether it is honoured";
  const auto* updated = object->if_contains("lastUpdate");
  if (updated == nullptr || !updated->is_string()) return "has no date 'lastUpdate'";
  return {};
}

}  // namespace

Finding dead_policy_link(const Question& question) {
  std::vector<Seen> judged;
  for (const std::string_view about : {"policy", "cookies"}) {
    for (const Seen& seen : documents_about(question.site, about)) {
      // Other statuses may be a guard's answer to whoever asks without rendering.
      if (is_answer(seen.document->status) || is_missing(seen.document->status))
        judged.push_back(seen);
    }
  }
  if (judged.empty()) {
    return without_verdict(Verdict::not_measured,
                           "no link to a policy of the site was recognised and answered");
  }
  Tally tally(Phase::aside, runs_of(judged));
  for (const Seen& seen : judged) {
    const SiteDocument& document = *seen.document;
    if (is_answer(document.status)) continue;
    Sign sign{Verdict::likely_breach, shortened(document.label, 40), {}};
    sign.evidence.at = document.at;
    sign.evidence.text = "'" + shortened(document.label, 40) + "' leads to " +
                         shown_url(document.url) + ", which answers with HTTP " +
                         std::to_string(document.status);
    tally.add(*seen.run, std::move(sign));
  }
  return tally.conclude("The link to the policy leads nowhere",
                        "The link to the policy leads to a page.");
}

Finding gpc_support_file(const Question& question) {
  const std::vector<Seen> seen = documents_about(question.site, "gpc");
  if (seen.empty()) {
    return without_verdict(Verdict::not_measured,
                           "the file /.well-known/gpc.json was not asked for");
  }
  Tally tally(question.phase, runs_of(seen));
  for (const Seen& one : seen) {
    const std::string wrong = wrong_with(*one.document);
    if (wrong.empty()) continue;
    Sign sign{Verdict::info, "", {}};
    sign.evidence.at = one.document->at;
    sign.evidence.text = "/.well-known/gpc.json " + wrong;
    tally.add(*one.run, std::move(sign));
  }
  return tally.conclude("The site does not say in the standard place whether it honours the signal",
                        "The site says in the standard place whether it honours the signal.");
}

}  // namespace consentry
