// SPDX-License-Identifier: Apache-2.0
#include "command/site_declaration.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <boost/json.hpp>
#include <cstdio>
#include <filesystem>
#include <memory>

#include "command/file_bytes.h"
#include "command/report_members.h"
#include "command/say.h"
#include "command/site_lookup.h"
#include "core/base/origin.h"
#include "core/judge/nearest.h"
#include "io/http/declaration_page.h"

namespace consentry {
namespace {

namespace json = boost::json;

// A report of a large scan has some tens of MiB.
constexpr std::size_t kMaxReportBytes = 512UL << 20U;

struct DeclarationOptions {
  std::string data = kDefaultDataFolder;
  std::string site;
  std::string report_file;
  std::string language;
  std::string format = "markdown";
};

bool is_declared_kind(std::string_view kind) {
  return kind == "cookie" || kind == "local" || kind == "session" || kind == "indexeddb";
}

ScannedItem item_in(const json::object& object) {
  ScannedItem item{text_in(object, "kind"),           text_in(object, "owner"),
                   text_in(object, "name"),           false,
                   text_in(object, "purpose"),        text_in(object, "vendor"),
                   text_in(object, "setter_company"), std::nullopt};
  if (const json::value* third = object.if_contains("third_party"); third != nullptr)
    item.third_party = third->is_bool() && third->get_bool();
  if (const json::value* lasts = object.if_contains("lifetime_s");
      lasts != nullptr && lasts->is_number())
    item.lifetime_s = lasts->to_number<double>();
  // Web storage is told by its origin.
  const std::size_t scheme = item.host.find("://");
  if (scheme != std::string::npos) item.host = item.host.substr(scheme + 3);
  return item;
}

void add(const json::value& site, ScannedSite& all) {
  const json::array* runs = array_in(site, "runs");
  for (const json::value& run : runs == nullptr ? json::array() : *runs) {
    const auto started = parse_rfc3339(text_in(run, "started"));
    if (started) all.time = std::max(all.time, *started);
  }
  const json::array* items = array_in(site, "items");
  for (const json::value& each : items == nullptr ? json::array() : *items) {
    if (!each.is_object()) continue;
    ScannedItem item = item_in(each.get_object());
    if (!item.name.empty() && is_declared_kind(item.kind)) all.items.push_back(std::move(item));
  }
}

bool is_of(const json::value& site, const std::vector<std::string>& origins) {
  const auto url = parse_site_url(text_in(site, "url"));
  return url && std::ranges::find(origins, url->origin()) != origins.end();
}

Result<std::string> in_format(const SiteDeclaration& declaration, const ConsentSite& site,
                              const DeclarationOptions& options) {
  const auto all = embedded_declaration_languages();
  if (!all) return all.error();
  std::string language = options.language;
  if (language.empty()) {
    const auto own = std::ranges::find_if(
        declaration.languages, [&](const std::string& each) { return all->contains(each); });
    language = own == declaration.languages.end() ? "en" : *own;
  }
  const auto texts = all->find(language);
  if (texts == all->end()) {
    std::vector<std::string> known;
    for (const auto& each : *all) known.push_back(each.first);
    return invalid_input("--language: there are no words in '" + language + "'" +
                         suggestion(language, known));
  }
  const WordedDeclaration words = worded(declaration, texts->second, language);
  if (options.format == "json") return declaration_json(declaration, words) + "\n";
  if (options.format == "markdown") return declaration_markdown(words);
  return http::declaration_html(
      words, {declaration.privacy, site.origins.front() + "/#consentry-open", words.change});
}

Result<std::string> declaration_of(const DeclarationOptions& options) {
  auto store = open_sites(options.data);
  if (!store) return store.error();
  const auto site = find_site(*store, options.site);
  if (!site) return site.error();
  if (!options.report_file.empty()) {
    const auto report = read_file(options.report_file, kMaxReportBytes);
    if (!report) return report.error().in("--from-scan");
    const Status kept = declare_from_report(*store, *site, *report, options.report_file);
    if (!kept) return kept.error();
  }
  const auto stored = store->declaration(site->id);
  if (!stored && stored.error().kind() == ErrorKind::not_found) {
    return Error{ErrorKind::not_found,
                 "no scan of '" + site->id + "' is known; make one with: consentry scan " +
                     site->origins.front() + " --out result && consentry site declaration " +
                     site->id + " --from-scan result/report.json"};
  }
  if (!stored) return stored.error();
  const auto declaration = parse_declaration(stored->content);
  if (!declaration) return declaration.error();
  return in_format(*declaration, *site, options);
}

}  // namespace

Result<ScannedSite> scanned_site(std::string_view report, const std::vector<std::string>& origins) {
  json::error_code error;
  const json::value value = json::parse(report, error);
  const json::array* sites = error ? nullptr : array_in(value, "sites");
  if (sites == nullptr || sites->empty())
    return invalid_input("--from-scan takes the report.json of a scan");
  ScannedSite all;
  bool found = false;
  for (const json::value& site : *sites) {
    if (!is_of(site, origins)) continue;
    found = true;
    add(site, all);
  }
  if (!found && sites->size() > 1)
    return invalid_input("--from-scan: the report has no site at " + origins.front());
  if (!found) add(sites->front(), all);
  if (all.time.milliseconds == 0)
    return invalid_input("--from-scan: nothing of the site was measured in this scan");
  return all;
}

Status declare_from_report(SqliteSiteStore& store, const ConsentSite& site, std::string_view report,
                           const std::string& file) {
  const auto config = parse_tag_config(site.config);
  if (!config) return config.error();
  const auto registry = embedded_service_registry();
  if (!registry) return registry.error();
  const auto scan = scanned_site(report, site.origins);
  if (!scan) return scan.error();
  std::error_code none;
  const std::filesystem::path absolute = std::filesystem::absolute(file, none);
  return store.declare({site.id, scan->time, none ? file : absolute.string(),
                        declaration_json(make_declaration(*config, *registry, *scan))});
}

Status declare_again(SqliteSiteStore& store, const ConsentSite& site) {
  const auto stored = store.declaration(site.id);
  if (!stored && stored.error().kind() == ErrorKind::not_found) return {};
  if (!stored) return stored.error();
  const auto report = read_file(stored->report, kMaxReportBytes);
  if (!report) {
    say("the declaration stays as it was made on " + to_rfc3339(stored->scanned) + ": " +
        report.error().text());
    return {};
  }
  return declare_from_report(store, site, *report, stored->report);
}

void add_site_declaration_verb(CLI::App& site, int& status) {
  auto options = std::make_shared<DeclarationOptions>();
  CLI::App* verb = site.add_subcommand(
      "declaration", "What the site stores, made from its last scan and the known services");
  verb->add_option("SITE", options->site, "Its id")->required();
  verb->add_option("--data", options->data, "Folder of ledger and keys")
      ->type_name("DIR")
      ->capture_default_str();
  verb->add_option("--from-scan", options->report_file,
                   "report.json of a newer scan, to be declared from now on")
      ->type_name("FILE");
  verb->add_option("--language", options->language, "Of the words [the site's first]")
      ->type_name("TAG");
  verb->add_option("--format", options->format, "html, markdown or json")
      ->check(CLI::IsMember({"html", "markdown", "json"}))
      ->type_name("FORMAT")
      ->capture_default_str();
  verb->footer(
      "Examples:\n  consentry site declaration shop-example --from-scan result/report.json\n"
      "  consentry site declaration shop-example --language nl --format html > cookies.html\n"
      "The consent server serves it as /d/SITE (docs/declaration.md).\n");
  verb->callback([options, &status] {
    const Result<std::string> text = declaration_of(*options);
    status = text ? 0 : fail(text.error());
    if (text) std::fputs(text->c_str(), stdout);
  });
}

}  // namespace consentry
