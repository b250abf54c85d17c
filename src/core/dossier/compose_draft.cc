// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <chrono>
#include <utility>

#include "core/base/digest.h"
#include "core/dossier/draft.h"
#include "core/dossier/draft_writer.h"
#include "core/report/wording.h"

namespace consentry {
namespace {

constexpr std::string_view kLodged = "complaint-lodged";
// Sites named one by one in a sentence; more are counted, and named at the facts.
constexpr std::size_t kSitesNamed = 4;

std::optional<Date> lodged_on(const DraftRequest& request) {
  std::optional<Date> lodged;
  for (const CaseStep& step : request.file.steps) {
    if (step.event.kind.starts_with(kLodged) && step.event.date <= request.on)
      lodged = step.event.date;
  }
  return lodged;
}

// What is missing, as a reader of the case file would look for it; empty: nothing.
std::string missing(const DraftRequest& request, std::string_view need) {
  const CaseParties& parties = request.file.parties;
  if (need == "facts" || need == "device-facts") {
    if (request.facts == nullptr) return "a scan: name its folder with --scan";
    const bool none =
        need == "facts" ? request.facts->facts.empty() : device_facts(*request.facts).empty();
    return none ? "a fact: the scan shows no breach or likely breach that a record supports" : "";
  }
  if (need == "represented" && parties.represented.empty())
    return "represented = [\"…\"]: for whom it is written";
  if (need == "relief" && parties.relief.empty()) return "relief = [\"…\"]: what is asked";
  if (need == "statutes" && (!parties.sender || parties.sender->statutes.empty()))
    return "statutes in [sender]: proof of the body's purpose";
  if (need == "respondents" && parties.parties.empty())
    return "[[party]]: address, seat and role of the respondents";
  if (need == kLodged && !lodged_on(request))
    return "an [[event]] of kind complaint-lodged before that day";
  return {};
}

Status check(const DraftRequest& request) {
  std::string what;
  const CaseParties& parties = request.file.parties;
  if (!request.letter.from_claimant && !parties.sender)
    what = "[sender] with name, address and contact";
  if (what.empty() && request.letter.to_authority && !parties.authority)
    what = "[authority] with name and why it is competent";
  for (const std::string& need : request.letter.needs) {
    if (what.empty()) what = missing(request, need);
  }
  if (!what.empty())
    return invalid_input("the letter '" + request.letter.kind + "' cannot do without " + what);
  const auto& names = request.file.respondents;
  if (!request.respondent.empty() && std::ranges::find(names, request.respondent) == names.end())
    return invalid_input("'" + request.respondent + "' is no respondent of this case");
  if (request.days && *request.days < request.letter.at_least_days)
    return invalid_input("the term of this letter is at least " +
                         std::to_string(request.letter.at_least_days) + " days");
  return {};
}

std::string joined_sites(const std::vector<std::string>& sites, const ReportLanguage& language) {
  if (sites.size() > kSitesNamed)
    return language.counted(static_cast<std::int64_t>(sites.size()), "{0} site", "{0} sites");
  std::string text;
  for (const std::string& site : sites) text += (text.empty() ? "" : ", ") + site;
  return text;
}

Filling filling_for(const DraftRequest& request) {
  Filling filling{{"respondent", request.respondent}};
  if (const auto& sender = request.file.parties.sender) {
    filling.emplace_back("sender", sender->name);
    filling.emplace_back("contact", sender->contact);
  }
  filling.emplace_back("rescan", request.rescan);
  const int days = request.days.value_or(request.letter.days);
  filling.emplace_back("deadline",
                       date_words(end_of(request.on, {days, TermUnit::days}), request.language));
  if (request.facts != nullptr) {
    filling.emplace_back("sites", joined_sites(request.facts->sites, request.language));
    filling.emplace_back("count", std::to_string(request.facts->facts.size()));
    filling.emplace_back("scanned", readable_date(request.facts->scanned, request.language));
  }
  if (const auto lodged = lodged_on(request)) {
    std::vector<CaseEvent> events;
    for (const CaseStep& step : request.file.steps) {
      if (step.event.date <= request.on) events.push_back(step.event);
    }
    filling.emplace_back("lodged", date_words(*lodged, request.language));
    filling.emplace_back("silence",
                         std::to_string(days_of_silence(events, request.on).value_or(0)));
  }
  return filling;
}

void set_state(const DraftRequest& request, Draft& draft) {
  const SignOff* last = nullptr;
  for (const SignOff& each : request.file.parties.signed_off) {
    if (each.draft != draft.kind || each.language != draft.language) continue;
    if (last == nullptr || each.sha256 == draft.sha256) last = &each;
  }
  if (last == nullptr) {
    draft.mark = request.words.at("draft");
  } else if (last->sha256 != draft.sha256) {
    draft.state = DraftState::changed;
    draft.mark = request.words.at("changed");
  } else {
    draft.state = DraftState::signed_off;
    draft.mark =
        filled_sentence(request.words.at("signed"),
                        {{"name", last->by}, {"date", date_words(last->on, request.language)}});
  }
}

Draft composed(const DraftRequest& request) {
  DraftWriter writer(request, filling_for(request));
  writer.write_head();
  for (const LetterPart& part : request.letter.parts) writer.write_part(part);
  Draft draft;
  draft.kind = request.letter.kind;
  draft.language = request.words.language;
  draft.blocks = writer.take();
  draft.sha256 = sha256_hex(draft_words(draft));
  set_state(request, draft);
  return draft;
}

}  // namespace

Result<Draft> compose_draft(const DraftRequest& asked) {
  DraftRequest request = asked;
  if (auto checked = check(request); !checked) return checked.error();
  if (request.respondent.empty()) request.respondent = request.file.respondents.front();
  if (const auto& sender = request.file.parties.sender; sender && request.rescan.empty())
    request.rescan = sender->rescan;
  Draft draft = composed(request);
  if (draft.state != DraftState::changed || request.form == DraftForm::first) return draft;
  request.form = DraftForm::first;
  Draft earlier = composed(request);
  return earlier.state == DraftState::signed_off ? std::move(earlier) : std::move(draft);
}

std::string draft_words(const Draft& draft) {
  std::string words;
  for (const DraftBlock& block : draft.blocks) words += block.text + "\n";
  return words;
}

}  // namespace consentry
