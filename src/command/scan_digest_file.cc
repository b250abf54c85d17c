// SPDX-License-Identifier: Apache-2.0
#include "command/scan_digest_file.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <set>
#include <utility>

#include "command/consent_data.h"
#include "command/site_check.h"
#include "core/base/origin.h"
#include "core/consent/service_suggestions.h"
#include "core/report/display_text.h"
#include "core/report/site_summary.h"
#include "io/store/evidence_folder.h"

namespace consentry {
namespace {

constexpr int kWordsColumns = 100;
constexpr std::size_t kKeyBytes = 120;
constexpr std::size_t kMaxLineBytes = 280;
// A digit or two tell things apart ("_ga" and "_ga2"); a long number was made up for this visit.
constexpr std::size_t kMadeUpDigits = 5;
// The rules of which a breach means that something is stored or sent before a choice.
constexpr std::string_view kLeakRules = "PRE-";

// One line without surprises, as the digest's reader wants it.
std::string plain(std::string_view text, int columns = kWordsColumns) {
  // Marks that combine have no width, and there may be any number of them.
  std::string line = fit(visible(text), columns);
  if (line.size() > kMaxLineBytes) line = valid_utf8(line.substr(0, kMaxLineBytes));
  return line;
}

// Names that hold a number made up for each visit are one thing: "_hjSession_1234567" is
// "_hjSession_*".
std::string without_made_up(std::string_view name) {
  std::string out;
  while (!name.empty()) {
    const std::size_t digits = std::min(name.find_first_not_of("0123456789abcdef"), name.size());
    const std::string_view run = name.substr(0, digits);
    const auto numbers =
        static_cast<std::size_t>(std::ranges::count_if(run, [](char c) { return c <= '9'; }));
    out += numbers >= kMadeUpDigits ? "*" : std::string(run);
    name.remove_prefix(digits);
    if (name.empty()) break;
    out += name.front();
    name.remove_prefix(1);
  }
  return out;
}

std::string key_of(std::string_view kind, std::string_view name) {
  std::string key = std::string(kind) + ":" + plain(name);
  if (key.size() > kKeyBytes) key.resize(kKeyBytes);
  return valid_utf8(key);
}

class Digesting {
 public:
  Digesting(const SiteReport& site, const std::vector<Phase>& planned)
      : site_(site), summary_(summarise(site, planned)) {
    for (const CompanySummary& company : summary_.companies) {
      for (const std::string& host : company.hosts) company_of_host_[host] = company.company;
    }
  }

  ScanDigest digest(const DigestWords& words, const ServiceRegistry& registry) {
    see_services(registry);
    for (const CompanySummary& company : summary_.companies) see_party(company);
    for (const ItemSummary& item : summary_.items) see_item(item);
    see_leaks();
    ScanDigest digest;
    digest.verdict = name_of(site_.judgement.verdict);
    digest.reason = plain(site_.reason);
    for (const PhaseSummary& phase : summary_.phases) {
      if (phase.planned && phase.runs > 0 && site_.status != SiteStatus::not_measured)
        digest.measured.push_back(phase.phase);
    }
    for (const RunObservation& run : site_.facts.observation.runs) {
      const auto started = parse_rfc3339(run.started);
      if (started) digest.started = std::max(digest.started, *started);
    }
    digest.tag = tag_in(words);
    keep_measured(digest.measured);
    digest.sightings = as_many_as_fit();
    return digest;
  }

 private:
  // A thing lies there in phases that were cut short, too; it is missed where it could be seen.
  void keep_measured(const std::vector<Phase>& measured) {
    for (auto& [key, sighting] : sightings_) {
      std::vector<Phase> seen;
      std::ranges::set_intersection(sighting.phases, measured, std::back_inserter(seen));
      if (!seen.empty()) sighting.phases = std::move(seen);
    }
  }

  // A page that makes up names without end must not hide a party behind them.
  std::vector<Sighting> as_many_as_fit() {
    std::vector<Sighting> all;
    for (const bool of_a_party : {true, false}) {
      for (const auto& [key, sighting] : sightings_) {
        const bool large =
            key.starts_with("service:") || key.starts_with("party:") || key.starts_with("rule:");
        if (large == of_a_party && all.size() < kMaxSightings) all.push_back(sighting);
      }
    }
    std::ranges::sort(all, {}, &Sighting::key);
    return all;
  }

  Sighting& see(const std::string& key, const std::string& words) {
    Sighting& sighting = sightings_[key];
    if (sighting.key.empty()) sighting = {key, plain(words), false, {}, {}};
    return sighting;
  }

  static void add_phases(Sighting& sighting, const std::array<bool, kPhases.size()>& seen) {
    for (const Phase phase : kPhases) {
      const bool known = std::ranges::find(sighting.phases, phase) != sighting.phases.end();
      if (seen.at(static_cast<std::size_t>(phase)) && !known) sighting.phases.push_back(phase);
    }
    std::ranges::sort(sighting.phases);
  }

  void see_services(const ServiceRegistry& registry) {
    SeenParts seen;
    std::map<std::string, std::array<bool, kPhases.size()>> phases;
    for (const HostSummary& host : summary_.hosts) {
      seen.hosts.push_back(host.host);
      for (std::size_t i = 0; i < kPhases.size(); ++i)
        phases[host.host].at(i) = host.requests.at(i) > 0;
    }
    for (const ItemSummary& item : summary_.items) {
      if (!item.facts->third_party) seen.names.push_back(item.facts->key.name);
      phases[item.facts->key.name] = item.stored;
    }
    for (const ServiceSuggestion& each : suggest_services(registry, seen).services) {
      const std::string key = key_of("service", each.service->id);
      Sighting& sighting = see(key, each.service->name);
      for (const std::string& host : each.hosts) {
        service_of_part_[host].insert(key);
        add_phases(sighting, phases[host]);
      }
      for (const std::string& name : each.names) {
        service_of_part_[name].insert(key);
        add_phases(sighting, phases[name]);
      }
    }
  }

  void add_parents(Sighting& sighting, const std::string& part) {
    const auto found = service_of_part_.find(part);
    if (found == service_of_part_.end()) return;
    for (const std::string& service : found->second) add_parent(sighting, service);
  }

  static void add_parent(Sighting& sighting, const std::string& parent) {
    constexpr std::size_t kMostParents = 20;
    if (sighting.parents.size() < kMostParents &&
        std::ranges::find(sighting.parents, parent) == sighting.parents.end())
      sighting.parents.push_back(parent);
  }

  void see_party(const CompanySummary& company) {
    std::string words = company.company;
    if (!company.hosts.empty() && company.hosts.front() != company.company)
      words += " (" + company.hosts.front() + (company.hosts.size() > 1 ? " and others)" : ")");
    Sighting& sighting = see(key_of("party", company.company), words);
    std::array<bool, kPhases.size()> seen{};
    for (std::size_t i = 0; i < kPhases.size(); ++i)
      seen.at(i) = company.requests.at(i) > 0 || company.items.at(i) > 0;
    add_phases(sighting, seen);
    for (const std::string& host : company.hosts) add_parents(sighting, host);
  }

  [[nodiscard]] std::string party_of_host(const std::string& host) const {
    const auto known = company_of_host_.find(host);
    return known == company_of_host_.end() ? registrable_domain(host) : known->second;
  }

  // Empty: the site's own.
  [[nodiscard]] std::string party_of(const ItemFacts& item) const {
    if (!item.setter_company.empty() &&
        item.setter_company != site_.facts.classification.site_company)
      return item.setter_company;
    if (item.third_party) {
      const std::size_t scheme = item.key.owner.find("://");
      return party_of_host(scheme == std::string::npos ? item.key.owner
                                                       : item.key.owner.substr(scheme + 3));
    }
    const auto url = parse_url(url_of(site_));
    if (item.setter_domain.empty() || !url || same_site(item.setter_domain, url->host)) return {};
    return party_of_host(item.setter_domain);
  }

  // Beside a third party's name its own identifiers say nothing new; under the site's domain each
  // name counts.
  void see_item(const ItemSummary& item) {
    const ItemFacts& facts = *item.facts;
    if (facts.purpose == Purpose::consent_record) return;
    const std::string party = party_of(facts);
    const std::string name = without_made_up(facts.key.name);
    std::string words =
        (facts.key.kind == "cookie" ? "cookie " : facts.key.kind + " storage ") + name;
    if (!party.empty()) words += " of " + party;
    const std::string where = facts.third_party ? name + "@" + party : name;
    Sighting& sighting = see(key_of(facts.key.kind, where), words);
    add_phases(sighting, item.stored);
    if (!party.empty()) add_parent(sighting, key_of("party", party));
    add_parents(sighting, facts.key.name);
  }

  void leak(const std::string& key) {
    Sighting& sighting = sightings_[key];
    sighting.leaks = true;
    leaking_.push_back(key);
    // What it is part of leaks through it.
    for (const std::string& parent : sighting.parents) {
      const auto found = sightings_.find(parent);
      if (found != sightings_.end()) found->second.leaks = true;
    }
  }

  // Whether it names a party that was seen.
  bool leak_of(const Evidence& evidence) {
    const std::string host = evidence.host.empty() ? std::string() : party_of_host(evidence.host);
    for (const std::string& party : {evidence.company, host}) {
      const std::string key = key_of("party", party);
      if (party.empty() || !sightings_.contains(key)) continue;
      leak(key);
      return true;
    }
    return false;
  }

  void see_leaks() {
    std::map<std::string, const Finding*> unnamed;
    for (const Finding& finding : site_.judgement.findings) {
      if (!finding.rule.starts_with(kLeakRules) || finding.verdict < Verdict::likely_breach ||
          finding.phase != Phase::before)
        continue;
      bool named = false;
      for (const Evidence& evidence : finding.evidence) named = leak_of(evidence) || named;
      if (!named) unnamed.emplace(finding.rule, &finding);
    }
    for (const auto& [rule, finding] : unnamed) {
      Sighting& sighting = see(key_of("rule", rule), finding->summary);
      sighting.leaks = true;
      add_phases(sighting, {true});
      for (const std::string& key : leaking_) add_parent(sighting, key);
      for (const ItemSummary& item : summary_.items) {
        const std::string party = party_of(*item.facts);
        if (item.stored.at(0) && !party.empty()) add_parent(sighting, key_of("party", party));
      }
    }
  }

  [[nodiscard]] TagSeen tag_in(const DigestWords& words) const {
    if (words.script.empty()) return TagSeen::unknown;
    switch (tag_presence(site_.facts.observation, {words.script, words.notice})) {
      case TagPresence::absent:
        return TagSeen::absent;
      case TagPresence::older:
        return TagSeen::older;
      case TagPresence::unproven:
      case TagPresence::current:
        return TagSeen::present;
    }
    return TagSeen::unknown;
  }

  const SiteReport& site_;
  SiteSummary summary_;
  std::map<std::string, std::string> company_of_host_;
  std::map<std::string, std::set<std::string>> service_of_part_;  // by host or name
  std::map<std::string, Sighting> sightings_;
  std::vector<std::string> leaking_;
};

}  // namespace

void add_digest_options(CLI::App& command, DigestWords& words) {
  CLI::Option* digest =
      command.add_flag("--digest", words.wanted,
                       "Also writes digest.json: what tells from scan to scan what is new");
  command
      .add_option("--expect-tag", words.script,
                  "With --digest: file name of the consent tag that the pages should carry")
      ->type_name("NAME")
      ->needs(digest);
  command.add_option("--expect-notice", words.notice, "With --expect-tag: version of its notice")
      ->type_name("VERSION")
      ->needs("--expect-tag");
}

ScanDigest digest_of(const SiteReport& site, const std::vector<Phase>& planned,
                     const DigestWords& words, const ServiceRegistry& registry) {
  return Digesting(site, planned).digest(words, registry);
}

Status write_scan_digest(const std::filesystem::path& out, const ScanReport& report,
                         const DigestWords& words, const std::vector<std::string>& refused) {
  if (!words.wanted || report.sites.empty()) return {};
  const auto registry = embedded_service_registry();
  if (!registry) return registry.error();
  ScanDigest digest = digest_of(report.sites.front(), report.settings.phases, words, *registry);
  if (digest.measured.empty() && !refused.empty())
    digest.reason = plain("not public, so not scanned: " + refused.front());
  return write_whole_file(out / kScanDigestFile, scan_digest_json(digest));
}

}  // namespace consentry
