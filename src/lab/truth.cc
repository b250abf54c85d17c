// SPDX-License-Identifier: Apache-2.0
#include "lab/truth.h"

#include <algorithm>
#include <set>

#include "lab/truth_rows.h"

namespace consentry::lab {
namespace {

// A tag manager by itself is contested: other rules speak of it.
Answer trackers_asked(const Facts& f) {
  const Activity& a = f.during(Stage::before);
  if (a.listed_requests || f.connects_to_tracker) return Answer::yes;
  return a.tag_manager ? Answer::undefined : Answer::no;
}

bool stores_or_reads(const Activity& a) {
  return a.listed_requests || a.known_storage || a.unknown_cookie || a.web_storage ||
         a.tagged_files || a.fingerprint;
}

// An identifier or a listed request is beyond doubt. A fingerprint alone leaves open what the rule
// counts as an identifier that is sent.
Answer still_tracks(const Activity& a) {
  if (a.listed_requests || a.identifiers) return Answer::yes;
  return a.fingerprint || a.tagged_files ? Answer::undefined : Answer::no;
}

// Identifiers from before the choice that go on are the rule's case; ones that were new after the
// refusal and are then sent again are PRE-existing to no one: REJ-01 has them, REJ-02 may or may
// not.
Answer earlier_identifiers_go_on(const Facts& f) {
  if (f.going_on_after_refusal.identifiers) return Answer::yes;
  const Activity& a = f.during(Stage::refuse);
  const bool open = f.new_after_refusal.identifiers || a.fingerprint || a.tagged_files;
  return open ? Answer::undefined : Answer::no;
}

Answer active_under_gpc(const Facts& f) {
  const Activity& a = f.during(Stage::gpc);
  if (a.listed_requests || a.known_storage || a.unknown_cookie) return Answer::yes;
  const bool open = a.web_storage || a.tagged_files || a.fingerprint || a.tag_manager;
  return open ? Answer::undefined : Answer::no;
}

Answer click_distance(const Facts& f) {
  if (f.has_banner && f.refuse_layer == 0) return Answer::undefined;
  // Who is asked again clicks twice.
  return answer(f.has_banner && (f.refuse_layer > 1 || f.flaw == Flaw::asks_again));
}

Answer low_refuse_contrast(const Facts& f) {
  constexpr double kReadable = 4.5;  // WCAG 2.2, 1.4.3
  return answer(f.has_banner && f.refuse_layer > 0 && f.refuse_contrast < kReadable);
}

// What only one profile ever meets, as a tag that a withdrawal brings, no scan can tell for sure to
// be an identifier.
Answer reach(const Situation& s) {
  const bool one_profile = s.facts.new_after_withdrawal.identifiers;
  return s.reach_elsewhere && one_profile ? Answer::undefined : answer(s.reach_elsewhere);
}

constexpr std::string_view kOnePurpose = "one-purpose";

// Advertising that ran before the choice, or after any, leaves open whether what goes on is more than
// a rule on another phase has already told.
Answer purpose_bleeds(const Facts& f) {
  if (!f.asks_by_purpose) return Answer::undefined;
  if (f.bleeds) return Answer::yes;
  return f.may_bleed ? Answer::undefined : Answer::no;
}

constexpr TruthRow kMain[] = {
    {"PRE-01", Stage::before,
     [](const Situation& s) { return trackers_asked(s.facts); }},
    {"PRE-02", Stage::before,
     [](const Situation& s) { return answer(s.facts.during(Stage::before).known_storage); }},
    {"PRE-03", Stage::before,
     [](const Situation& s) { return answer(s.facts.during(Stage::before).unknown_cookie); }},
    {"PRE-04", Stage::before,
     [](const Situation& s) {
       const Activity& a = s.facts.during(Stage::before);
       return answer(a.web_storage || a.tagged_files);
     }},
    {"PRE-06", Stage::before,
     [](const Situation& s) { return answer(s.facts.during(Stage::before).fingerprint); }},
    {"PRE-18", Stage::before,
     [](const Situation& s) {
       return answer(!s.facts.has_banner && stores_or_reads(s.facts.during(Stage::before)));
     }},
    {"PRE-19", Stage::before,
     [](const Situation& s) { return answer(s.facts.claims_before_choice); }},
    {"REJ-01", Stage::refuse,
     [](const Situation& s) {
       const Activity& a = s.facts.new_after_refusal;
       return answer(a.known_storage || a.unknown_cookie || a.web_storage);
     }},
    {"REJ-02", Stage::refuse,
     [](const Situation& s) { return earlier_identifiers_go_on(s.facts); }},
    {"REJ-03", Stage::refuse,
     [](const Situation& s) { return answer(s.facts.during(Stage::refuse).listed_requests); }},
    {"REJ-04", Stage::refuse,
     [](const Situation& s) { return answer(s.facts.claims_after_refusal); }},
    {"ACC-04", Stage::accept,
     [](const Situation& s) { return answer(s.facts.tracker_called_necessary); }},
    {"WDR-01", Stage::accept,
     [](const Situation& s) { return answer(s.facts.has_banner && !s.facts.can_withdraw); }},
    {"WDR-03", Stage::withdraw,
     [](const Situation& s) { return still_tracks(s.facts.during(Stage::withdraw)); }},
    {"GPC-01", Stage::gpc, [](const Situation&) { return Answer::no; }},
    {"GPC-04", Stage::gpc, [](const Situation& s) { return active_under_gpc(s.facts); }},
    {"UI-01", Stage::before,
     [](const Situation& s) { return answer(s.facts.has_banner && s.facts.refuse_layer != 1); }},
    {"UI-02", Stage::before, [](const Situation& s) { return click_distance(s.facts); }},
    {"UI-05", Stage::before, [](const Situation& s) { return low_refuse_contrast(s.facts); }},
    {"UI-10", Stage::before, [](const Situation& s) { return answer(s.facts.preticked); }},
    {"XS-01", Stage::before, [](const Situation& s) { return answer(s.shared_id_elsewhere); }},
    {"XS-02", Stage::before, [](const Situation& s) { return reach(s); }},
};

const std::vector<TruthRow>& all_rows() {
  static const std::vector<TruthRow> kAll = [] {
    std::vector<TruthRow> all(std::begin(kMain), std::end(kMain));
    for (const auto table :
         {observation_truth(), banner_truth(), choice_truth(), declaration_truth()})
      all.insert(all.end(), table.begin(), table.end());
    return all;
  }();
  return kAll;
}

SiteTruth judge(const Situation& situation) {
  SiteTruth truth;
  for (const TruthRow& row : all_rows()) {
    const Answer found = row.applies(situation);
    if (found == Answer::undefined) continue;
    auto& list = found == Answer::yes ? truth.must_find : truth.must_not_find;
    list.emplace_back(row.rule);
    if (found == Answer::yes)
      truth.must_find_in[std::string(name_of(row.stage))].emplace_back(row.rule);
  }
  AskedTruth& asked = truth.if_asked[std::string(kOnePurpose)];
  const Answer bleeds = purpose_bleeds(situation.facts);
  if (bleeds == Answer::yes) asked.must_find.emplace_back("ACC-02");
  if (bleeds == Answer::no) asked.must_not_find.emplace_back("ACC-02");
  std::sort(truth.must_find.begin(), truth.must_find.end());
  std::sort(truth.must_not_find.begin(), truth.must_not_find.end());
  return truth;
}

void add_names(std::set<std::string>& to, std::string_view names) {
  while (!names.empty()) {
    const std::size_t end = std::min(names.find(' '), names.size());
    const std::string_view name = names.substr(0, end);
    // Names that carry the site's account differ from site to site; the others tell the company.
    if (!name.empty() && name.find("{id}") == std::string_view::npos) to.emplace(name);
    names.remove_prefix(std::min(end + 1, names.size()));
  }
}

using SitesPerCompany = std::map<std::string, int>;

// On how many sites a company has its shared identifier before any choice.
SitesPerCompany sites_with_shared_id(const std::vector<Facts>& facts) {
  SitesPerCompany count;
  for (const Facts& site : facts) {
    for (const std::string& company : site.during(Stage::before).companies_with_shared_id)
      ++count[company];
  }
  return count;
}

// Stages in which nobody has agreed.
constexpr Stage kWithoutPermission[] = {Stage::before, Stage::refuse, Stage::withdraw};

// For each stage without permission, on how many sites a company has an identifier.
std::map<Stage, SitesPerCompany> reach_without_permission(const std::vector<Facts>& facts) {
  std::map<Stage, SitesPerCompany> reach;
  for (const Facts& site : facts) {
    for (const Stage stage : kWithoutPermission) {
      for (const std::string& company : site.during(stage).companies_with_id)
        ++reach[stage][company];
    }
  }
  return reach;
}

bool reaches_further(const Facts& site, const std::map<Stage, SitesPerCompany>& reach) {
  const auto elsewhere = [&reach](const std::string& company) {
    return std::any_of(reach.begin(), reach.end(), [&](const auto& stage) {
      const auto count = stage.second.find(company);
      return count != stage.second.end() && count->second > 1;
    });
  };
  return std::any_of(std::begin(kWithoutPermission), std::end(kWithoutPermission),
                     [&](Stage stage) {
                       const auto& here = site.during(stage).companies_with_id;
                       return std::any_of(here.begin(), here.end(), elsewhere);
                     });
}

void add_tag(CompanyTruth& truth, const Site& site, const Tag& tag) {
  for (const Stage stage : kStages) {
    auto& urls = truth.sites[std::string(name_of(stage))];
    // A company may have two tags on one site, which follow each other.
    if (runs(site, tag, stage) && (urls.empty() || urls.back() != site.url()))
      urls.push_back(site.url());
  }
}

std::vector<CompanyTruth> companies_of(const LabWeb& web, const SitesPerCompany& shared) {
  std::map<std::string, CompanyTruth> found;
  std::map<std::string, std::set<std::string>> identifiers;
  for (const Site& site : web.sites) {
    for (const Tag& tag : site.tags) {
      const Party& party = *tag.party;
      CompanyTruth& truth = found[std::string(party.company)];
      truth.company = party.company;
      truth.listed |= party.listed;
      for (const auto names :
           {party.cookies, party.unknown_cookies, party.keys, party.shared_cookie}) {
        add_names(identifiers[truth.company], names);
      }
      add_tag(truth, site, tag);
    }
  }
  std::vector<CompanyTruth> out;
  for (auto& [company, truth] : found) {
    truth.identifiers.assign(identifiers[company].begin(), identifiers[company].end());
    const auto count = shared.find(company);
    truth.follows = count != shared.end() && count->second > 1;
    out.push_back(std::move(truth));
  }
  return out;
}

}  // namespace

Truth truth_of(const LabWeb& web) {
  std::vector<Facts> facts;
  for (const Site& site : web.sites) facts.push_back(facts_of(site));
  const SitesPerCompany shared = sites_with_shared_id(facts);
  const auto reach = reach_without_permission(facts);
  Truth truth;
  for (const Facts& site : facts) {
    const auto& here = site.during(Stage::before).companies_with_shared_id;
    const bool elsewhere = std::any_of(here.begin(), here.end(), [&](const std::string& company) {
      return shared.at(company) > 1;
    });
    truth.sites.push_back(judge({site, elsewhere, reaches_further(site, reach)}));
  }
  for (std::size_t i = 0; i < web.sites.size(); ++i)
    truth.sites[i].stored = stored_by(web.sites[i]);
  truth.companies = companies_of(web, shared);
  return truth;
}

}  // namespace consentry::lab
