// SPDX-License-Identifier: Apache-2.0
#include "core/judge/detectors/lent_names.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/base/origin.h"
#include "core/judge/evidence_text.h"
#include "core/judge/shared_address.h"

namespace consentry {
namespace {

// What the runs tell of the site's names.
struct Names {
  std::map<std::string, const HostAlias*, std::less<>> answered;
  bool off = false;  // in this scan no name was resolved
};

Names names_of(const SiteView& site) {
  Names names;
  for (const RunView& run : site.runs()) {
    names.off = names.off || !run.run->names_resolved;
    for (const HostAlias& alias : run.run->host_aliases) {
      if (alias.answered) names.answered[alias.host] = &alias;
    }
  }
  return names;
}

struct Lent {
  const LentName* to = nullptr;
  std::string target;
};

Lent lent_to(const RuleBook& book, const std::vector<std::string>& chain) {
  for (const std::string& name : chain) {
    for (const LentName& lent : book.lent_names()) {
      const bool fits = std::ranges::any_of(
          lent.targets, [&](const std::string& target) { return domain_matches(name, target); });
      if (fits) return {&lent, name};
    }
  }
  return {};
}

bool differ_by_www(std::string_view a, std::string_view b) {
  constexpr std::string_view kWww = "www.";
  return a.starts_with(kWww) && a.substr(kWww.size()) == b;
}

// Another name of the page's own domain; "" for the page's own and for strangers'.
std::string other_name(const Request& request) {
  const auto url = parse_url(request.url);
  const auto page = parse_url(request.page_url);
  if (!url || !page || url->host == page->host || request.third_party) return {};
  if (!same_site(url->host, page->host)) return {};
  const bool twin = differ_by_www(url->host, page->host) || differ_by_www(page->host, url->host);
  return twin ? std::string() : url->host;
}

Sign sign_of(const SentRequest& sent, const std::string& host, const Lent& lent) {
  const std::string what =
      host + " points to " + shortened(lent.target, 80) + ", " + lent.to->company;
  return {Verdict::likely_breach, host, evidence_of(sent, what)};
}

Sign sign_of(const SentRequest& sent, const std::string& host, const TrackerNeighbour& neighbour) {
  const std::string what = host + " answers from " + neighbour.address + ", as " + neighbour.host +
                           " of " + neighbour.company + " does";
  return {Verdict::risk, host, evidence_of(sent, what)};
}

}  // namespace

Finding lent_names(const Question& question) {
  const Speakers speakers = speakers_for(question.site, question.phase);
  if (speakers.runs.empty()) return without_verdict(speakers.otherwise, speakers.reason);
  const Names names = names_of(question.site);
  const AddressBook addresses(question.site, question.book);
  Tally tally(question.phase, speakers.runs);
  std::set<std::string> open;
  for (const RunView* run : speakers.runs) {
    for (const SentRequest& sent : run->requests) {
      if (sent.stage != stage_of(question.phase) || sent.request->from_cache) continue;
      const std::string host = other_name(*sent.request);
      if (host.empty()) continue;
      const auto known = names.answered.find(host);
      const Lent lent =
          known == names.answered.end() ? Lent{} : lent_to(question.book, known->second->aliases);
      if (lent.to != nullptr) {
        tally.add(*run, sign_of(sent, host, lent));
      } else if (const auto neighbour = addresses.neighbour_of(host)) {
        tally.add(*run, sign_of(sent, host, *neighbour));
      } else if (known == names.answered.end()) {
        open.insert(host);
      }
    }
  }
  if (tally.empty() && !open.empty()) {
    if (names.off) {
      return without_verdict(Verdict::not_measured,
                             "no name was resolved in this scan, as all lead to one address");
    }
    return without_verdict(Verdict::not_measured,
                           "what " + *open.begin() + " points to in the DNS is not known");
  }
  return tally.conclude(
      "The site's own domain was lent to a company that tracks, before any choice",
      "No name of the site's own domain was seen leading to a tracker.");
}

}  // namespace consentry
