// SPDX-License-Identifier: Apache-2.0
#include "core/judge/reused_consent.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "core/base/origin.h"
#include "core/judge/banner_looks.h"
#include "core/judge/consent_claim.h"
#include "core/judge/consent_sharing.h"
#include "core/judge/evidence_text.h"
#include "core/judge/following.h"
#include "core/judge/item_need.h"
#include "core/judge/second_site.h"
#include "core/judge/shown_text.h"
#include "core/judge/tally.h"

namespace consentry {
namespace {

// Profiles of its own in which the site must not have claimed a consent: one alone may have met a
// page that asks only some of its visitors.
constexpr int kFreshProfiles = 2;
// Of a banner's text in evidence.
constexpr std::size_t kMaxTextShown = 300;

bool same_address(const std::string& a, const std::string& b) {
  const auto first = parse_url(a);
  const auto second = parse_url(b);
  return first && second && first->host == second->host && first->path == second->path;
}

const SiteFacts* site_at(const std::vector<SiteFacts>& sites, const std::string& address) {
  const auto found = std::ranges::find_if(
      sites, [&](const SiteFacts& site) { return same_address(site.observation.url, address); });
  return found == sites.end() ? nullptr : &*found;
}

// What a site does when nobody has consented anywhere.
struct Unasked {
  int profiles = 0;
  int banner_looks = 0, banner_seen = 0;
  std::set<std::pair<ClaimSource, std::string>> claims;
  std::set<std::string> parties;  // whom its pages ask for anything
};

Unasked unasked(const SiteFacts& site, const RuleBook& book) {
  Unasked fresh;
  const SiteView view(site);
  for (const RunView& run : view.runs()) {
    const bool measured =
        std::ranges::find(run.run->measured, Phase::before) != run.run->measured.end();
    if (!measured || run.run->global_privacy_control) continue;
    ++fresh.profiles;
    const BannerLook look = look_of(run);
    fresh.banner_looks += look == BannerLook::not_looked ? 0 : 1;
    fresh.banner_seen += look == BannerLook::seen ? 1 : 0;
    for (const ConsentClaim& claim : consent_claims(run, book, {Phase::before, 0})) {
      fresh.claims.insert({claim.source, claim.subject});
    }
    for (const SentRequest& sent : run.requests) {
      if (sent.stage == Stage::before) {
        fresh.parties.insert(name_of_party(*sent.facts, sent.request->url));
      }
    }
  }
  return fresh;
}

// One visit: consent is given on `given_on`, then `taken_to` is opened.
class Visit {
 public:
  Visit(const SiteFacts& given_on, const SiteFacts& taken_to, const SiteFacts& cross,
        const RuleBook& book, double letters)
      : given_on_(given_on),
        taken_to_(taken_to),
        book_(book),
        letters_(letters),
        view_(cross),
        run_(view_.runs().front()),
        second_(second_site_of(*run_.run)),
        from_(own_site(given_on)) {}

  Finding judge() {
    if (const std::string why = why_not_measured(); !why.empty()) {
      return without_verdict(Verdict::not_measured, why);
    }
    const Unasked fresh = unasked(taken_to_, book_);
    if (fresh.profiles < kFreshProfiles) {
      return without_verdict(Verdict::not_measured,
                             "too few visits of their own show what the site does unasked");
    }
    add_claims(fresh);
    const bool hidden = fresh.banner_seen > 0 && fresh.banner_seen == fresh.banner_looks &&
                        !second_.banner_views.empty() &&
                        std::ranges::none_of(second_.banner_views, &BannerView::found);
    if (hidden) add_trackers(fresh);
    if (!signs_.empty()) return weighed();
    if (hidden) {
      return without_verdict(
          Verdict::not_measured,
          "after consent on " + from_ +
              " no banner was shown here, but nothing tells that consent is claimed");
    }
    return passed("Consent given on " + from_ + " was not taken for consent here.", 1);
  }

 private:
  [[nodiscard]] std::string why_not_measured() const {
    const ChoiceOutcome* given = run_.timeline.outcome(Phase::accept);
    if (given == nullptr || given->result != ChoiceResult::done) {
      return "in the visit that was to carry consent here, accepting on " + from_ +
             " could not be proved";
    }
    const std::vector<Phase>& measured = run_.run->measured;
    const bool arrived = std::ranges::find(measured, Phase::accept) != measured.end() &&
                         second_page_site(*run_.run) == own_site(taken_to_);
    return arrived ? std::string()
                   : "the visit that was to carry consent here did not come to a page of the site";
  }

  void add_claims(const Unasked& fresh) {
    const RunView part(second_);
    for (const ConsentClaim& claim : consent_claims(part, book_, {Phase::accept, 0})) {
      if (claim.source == ClaimSource::us_opt_out) continue;  // says that nobody had to be asked
      if (fresh.claims.contains({claim.source, claim.subject})) continue;
      Sign sign{Verdict::likely_breach, claim.subject, {}};
      sign.evidence.at = claim.at;
      sign.evidence.text = "here, without any act: " + claim.text;
      signs_.push_back(std::move(sign));
    }
  }

  void add_trackers(const Unasked& fresh) {
    std::set<std::string> told;
    for (const SentRequest& sent : run_.requests) {
      const bool here = sent.request->when.step == Step::other_site &&
                        site_of(sent.request->page_url) == own_site(taken_to_);
      if (!here || grade_of(sent) != TrackerGrade::tracking) continue;
      const std::string party = name_of_party(*sent.facts, sent.request->url);
      if (fresh.parties.contains(party) || !told.insert(party).second) continue;
      signs_.push_back({Verdict::likely_breach, party,
                        evidence_of(sent,
                                    "here, without a banner and without any act; visits that "
                                    "begin here do not ask this company before a choice")});
    }
  }

  // Whether that is a fault depends on what the visitor was told when consenting.
  Finding weighed() {
    const std::string to = own_site(taken_to_);
    const std::string& company = taken_to_.classification.site_company;
    const bool other_owner = company != given_on_.classification.site_company;
    const SiteName name(to, other_owner ? company : std::string());
    const ShownText text(given_on_, *run_.run, book_, letters_);
    const TextSearch search = text.look_for(name);
    if (search.naming == Naming::named) {
      return passed("Consent given on " + from_ + " is used here; " + search.where +
                        " there names this site.",
                    1);
    }
    if (search.naming == Naming::unclear) {
      return without_verdict(Verdict::not_measured,
                             "consent given on " + from_ + " is used here, and whether " +
                                 search.where + " there names this site is not clear");
    }
    if (!text.missing().empty()) {
      return without_verdict(Verdict::not_measured,
                             "consent given on " + from_ + " is used here, but " + text.missing());
    }
    return accusation(text, to, name);
  }

  Finding accusation(const ShownText& text, const std::string& to, const SiteName& name) {
    Finding finding;
    finding.verdict = Verdict::likely_breach;
    std::vector<Evidence> evidence{choice_evidence(), text_evidence(text, to, name)};
    std::vector<std::string> subjects;
    for (Sign& sign : signs_) {
      if (std::ranges::find(subjects, sign.subject) == subjects.end()) {
        subjects.push_back(sign.subject);
      }
      evidence.push_back(std::move(sign.evidence));
    }
    SubjectList names;
    for (const Evidence& each : evidence) names.add(each);
    std::move(names).move_to(finding);
    finding.evidence_total = static_cast<int>(evidence.size());
    if (evidence.size() > kMaxEvidence) evidence.resize(kMaxEvidence);
    finding.evidence = std::move(evidence);
    finding.runs_agreeing = finding.runs_total = 1;
    finding.summary =
        "Consent given on " + from_ +
        ", which told nobody of this site, is taken for consent here: " + spelled_out(subjects) +
        ".";
    return finding;
  }

  [[nodiscard]] Evidence choice_evidence() const {
    const ChoiceOutcome* given = run_.timeline.outcome(Phase::accept);
    Evidence evidence;
    evidence.at = given->at;
    evidence.host = from_;
    evidence.text = "consent was given on " + from_;
    for (const std::string& proof : given->proof) {
      evidence.text += (&proof == &given->proof.front() ? ", as shown by " : ", ") + proof;
    }
    return evidence;
  }

  [[nodiscard]] Evidence text_evidence(const ShownText& text, const std::string& to,
                                       const SiteName& name) const {
    Evidence evidence;
    evidence.at = text.banner().at;
    evidence.host = from_;
    evidence.text = "neither \"" + to + "\" nor \"" + name.words() + "\" stands in the banner of " +
                    from_ + " (\"" + shortened(text.banner().text, kMaxTextShown) + "\")";
    for (const std::string& page : text.pages()) evidence.text += ", nor in " + page;
    return evidence;
  }

  const SiteFacts& given_on_;
  const SiteFacts& taken_to_;
  const RuleBook& book_;
  const double letters_;
  const SiteView view_;
  const RunView& run_;
  const RunObservation second_;
  const std::string from_;
  std::vector<Sign> signs_;
};

// Why nothing can be said of a site that no visit carried a consent to.
Finding without_visit(const SiteFacts& site, bool shared, std::size_t sites) {
  if (sites < 2) return without_verdict(Verdict::not_applicable, "only one site was scanned");
  if (shared) {
    return without_verdict(Verdict::not_measured,
                           "no visit came here after consent on a site that shares its consent "
                           "record or its account");
  }
  const SiteView view(site);
  const Speakers speakers = speakers_for(view, Phase::accept);
  if (speakers.runs.empty()) return without_verdict(speakers.otherwise, speakers.reason);
  return without_verdict(Verdict::not_applicable,
                         "no other scanned site shares a consent record at a third party, or the "
                         "account of a consent manager, with this one");
}

}  // namespace

std::vector<Finding> reused_consents(const std::vector<SiteFacts>& sites,
                                     const std::vector<SiteFacts>& cross_runs, const RuleBook& book,
                                     double letters) {
  std::vector<std::optional<Finding>> found(sites.size());
  for (const SiteFacts& cross : cross_runs) {
    if (cross.observation.runs.empty() || !carries_consent(cross.observation.runs.front()))
      continue;
    const RunObservation& run = cross.observation.runs.front();
    const SiteFacts* given_on = site_at(sites, run.site_url);
    const SiteFacts* taken_to = site_at(sites, second_address(run));
    if (given_on == nullptr || taken_to == nullptr || given_on == taken_to) continue;
    Finding finding = Visit(*given_on, *taken_to, cross, book, letters).judge();
    std::optional<Finding>& known = found[static_cast<std::size_t>(taken_to - sites.data())];
    if (!known || known->verdict < finding.verdict) known = std::move(finding);
  }
  const ConsentSharing sharing = consent_sharing(sites, book);
  std::vector<Finding> findings;
  for (std::size_t i = 0; i < sites.size(); ++i) {
    findings.push_back(found[i] ? *std::move(found[i])
                                : without_visit(sites[i], sharing.shared[i], sites.size()));
  }
  return findings;
}

}  // namespace consentry
