// SPDX-License-Identifier: Apache-2.0
#include "command/site_reading.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>

#include "command/file_bytes.h"
#include "command/say.h"
#include "command/scan_parties.h"
#include "command/site_lookup.h"
#include "command/site_policy.h"
#include "command/site_services.h"

namespace consentry {
namespace {

// A report of a large scan has some tens of MiB.
constexpr std::size_t kMaxReportBytes = 512UL << 20U;

struct ReadingWords {
  std::string data = kDefaultDataFolder;
  std::string site;
  std::string report_file;
  std::string format = "table";
};

Result<TagConfig> config_of(const ReadingWords& words) {
  const auto store = open_sites(words.data);
  if (!store) return store.error();
  const auto site = find_site(*store, words.site);
  if (!site) return site.error();
  return parse_tag_config(site->config);
}

Result<std::string> listing(const ReadingWords& words) {
  const auto registry = embedded_service_registry();
  if (!registry) return registry.error();
  const ListFormat format = words.format == "json" ? ListFormat::json : ListFormat::table;
  std::optional<TagConfig> config;
  if (!words.site.empty()) {
    auto read = config_of(words);
    if (!read) return read.error();
    config = *std::move(read);
  }
  if (words.report_file.empty())
    return config ? site_listing(*config, *registry, format) : registry_listing(*registry, format);
  const auto report = read_file(words.report_file, kMaxReportBytes);
  if (!report) return report.error().in("--from-scan");
  const auto parts = scanned_parts(*report);
  if (!parts) return parts.error();
  return suggestion_listing(suggest_services(*registry, parts->seen()), config ? &*config : nullptr,
                            format);
}

Result<std::string> policies(const ReadingWords& words) {
  const auto config = config_of(words);
  if (!config) return config.error();
  return words.format == "json" ? policy_json(*config) : policy_text(*config);
}

void finish(const Result<std::string>& text, int& status) {
  status = text ? 0 : fail(text.error());
  if (text) std::fputs(text->c_str(), stdout);
}

void add_data_option(CLI::App& verb, ReadingWords& words) {
  verb.add_option("--data", words.data, "Folder of ledger and keys")
      ->type_name("DIR")
      ->capture_default_str();
}

void add_services_verb(CLI::App& site, int& status) {
  auto words = std::make_shared<ReadingWords>();
  CLI::App* services = site.add_subcommand(
      "services", "Lists the services that are known, that a site has, or that a scan suggests");
  services->add_option("SITE", words->site, "Its id; without it the registry");
  add_data_option(*services, *words);
  services
      ->add_option("--from-scan", words->report_file,
                   "report.json of a scan: what it suggests, and why")
      ->type_name("FILE");
  services->add_option("--format", words->format, "table or json")
      ->check(CLI::IsMember({"table", "json"}))
      ->type_name("FORMAT")
      ->capture_default_str();
  services->footer(
      "Examples:\n  consentry site services\n  consentry site services shop-example\n"
      "  consentry site services --from-scan report.json --format json\n");
  services->callback([words, &status] { finish(listing(*words), status); });
}

void add_csp_verb(CLI::App& site, int& status) {
  auto words = std::make_shared<ReadingWords>();
  words->format = "text";
  CLI::App* csp = site.add_subcommand(
      "csp", "Prints Content-Security-Policy headers that enforce what the tag enforces");
  csp->add_option("SITE", words->site, "Its id")->required();
  add_data_option(*csp, *words);
  csp->add_option("--format", words->format, "text or json")
      ->check(CLI::IsMember({"text", "json"}))
      ->type_name("FORMAT")
      ->capture_default_str();
  csp->footer("Example:\n  consentry site csp shop-example\n");
  csp->callback([words, &status] { finish(policies(*words), status); });
}

}  // namespace

void add_site_reading_verbs(CLI::App& site, int& status) {
  add_services_verb(site, status);
  add_csp_verb(site, status);
}

}  // namespace consentry
