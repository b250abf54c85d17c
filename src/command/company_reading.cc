// SPDX-License-Identifier: Apache-2.0
#include "command/company_reading.h"

#include <algorithm>
#include <cctype>
#include <optional>
#include <set>
#include <utility>

#include "command/sealed_reading.h"
#include "command/site_evaluation.h"
#include "command/stored_scan.h"
#include "core/judge/nearest.h"

namespace consentry {
namespace {

namespace fs = std::filesystem;

bool same_letters(std::string_view a, std::string_view b) {
  return std::ranges::equal(
      a, b, [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

class Reader {
 public:
  Reader(const std::string& name, const Knowledge& knowledge)
      : name_(name), knowledge_(knowledge) {}

  Status read(const fs::path& folder) {
    const auto manifest = read_manifest(folder);
    if (!manifest) return manifest.error();
    std::vector<SiteFacts> sites;
    CompanyScan scan;
    scan.folder = folder.string();
    scan.started = manifest->settings.started;
    scan.sealed = sealed_records(folder);
    scan.sites = static_cast<int>(manifest->sites.size());
    for (const SiteEntry& entry : manifest->sites) {
      sites.push_back(evaluate_site(folder, entry, manifest->settings.phases, knowledge_).facts);
      count_measured(sites.back(), scan);
    }
    const ProvenIdentifiers proven = proven_identifiers(sites);
    for (std::size_t i = 0; i < sites.size(); ++i) {
      add_site(sites[i], manifest->sites[i].folder, proven, scan);
    }
    const auto cross = evaluate_cross_runs(folder, manifest->cross_runs, knowledge_);
    add_followed(sites, cross, scan);
    profile_.scans.push_back(std::move(scan));
    return {};
  }

  Result<CompanyProfile> finish() {
    if (profile_.company.empty()) {
      const std::vector<std::string> names(seen_.begin(), seen_.end());
      return Error{ErrorKind::not_found,
                   "no site of these scans shows '" + name_ + "'" + suggestion(name_, names)};
    }
    std::ranges::stable_sort(profile_.scans, {}, &CompanyScan::started);
    return std::move(profile_);
  }

 private:
  static void count_measured(const SiteFacts& site, CompanyScan& scan) {
    std::set<Phase> phases;
    for (const RunObservation& run : site.observation.runs) {
      phases.insert(run.measured.begin(), run.measured.end());
    }
    for (const Phase phase : phases) ++scan.measured[phase];
  }

  [[nodiscard]] bool is_meant(const std::string& company, const Presence& presence) const {
    if (!profile_.company.empty()) return company == profile_.company;
    return same_letters(company, name_) ||
           std::ranges::any_of(presence.domains, [&](const std::string& domain) {
             return same_letters(domain, name_);
           });
  }

  void add_site(const SiteFacts& site, const std::string& folder, const ProvenIdentifiers& proven,
                CompanyScan& scan) {
    for (const auto& [company, presence] : presences(site, proven)) {
      seen_.insert(company);
      if (!is_meant(company, presence)) continue;
      profile_.company = company;
      scan.present.push_back(company_on_site(site, company, presence));
      scan.present.back().folder = folder;
    }
  }

  void add_followed(const std::vector<SiteFacts>& sites, const std::vector<SiteFacts>& cross,
                    CompanyScan& scan) const {
    scan.followed_measured = !cross.empty();
    for (FollowedVisitor& visitor : followed_visitors(sites, cross)) {
      if (visitor.company == profile_.company) scan.followed.push_back(std::move(visitor));
    }
    for (const SiteFacts& facts : cross) {
      for (const RunObservation& run : facts.observation.runs) {
        scan.cross_logs[run.name] = run.log_sha256;
      }
    }
  }

  const std::string& name_;
  const Knowledge& knowledge_;
  CompanyProfile profile_;
  std::set<std::string> seen_;
};

}  // namespace

Result<CompanyProfile> read_company(const std::string& name, const std::vector<fs::path>& folders,
                                    const Knowledge& knowledge) {
  Reader reader(name, knowledge);
  for (const fs::path& folder : folders) {
    if (auto read = reader.read(folder); !read) return read.error();
  }
  return reader.finish();
}

}  // namespace consentry
