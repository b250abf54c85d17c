// SPDX-License-Identifier: Apache-2.0
#include "command/scan_command.h"

#include <CLI/CLI.hpp>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <memory>
#include <thread>

#include "command/browser_host.h"
#include "command/budget_option.h"
#include "command/cpu_gate.h"
#include "command/embedded.h"
#include "command/exports.h"
#include "command/file_bytes.h"
#include "command/interruption.h"
#include "command/knowledge.h"
#include "command/output_folder.h"
#include "command/progress.h"
#include "command/report_languages.h"
#include "command/result_output.h"
#include "command/say.h"
#include "command/scan_options.h"
#include "command/scan_resumption.h"
#include "command/site_evaluation.h"
#include "command/site_scanner.h"
#include "command/stored_scan.h"
#include "command/system_time.h"
#include "command/user_lists.h"
#include "command/version.h"
#include "core/base/digest.h"
#include "core/judge/consent_sharing.h"
#include "core/judge/consented_purpose.h"
#include "core/judge/cross_visits.h"
#include "core/report/display_text.h"
#include "io/browser/run_tools.h"
#include "io/dns/listed_names.h"
#include "io/dns/system_names.h"
#include "io/store/evidence_folder.h"
#include "io/store/site_allowance.h"

namespace consentry {
namespace {

// A PEM file of authorities; a system's whole bundle has about 250 KiB.
constexpr std::size_t kMaxCaBytes = 4UL << 20U;
// A line for each of 100,000 names.
constexpr std::size_t kMaxDnsBytes = 16UL << 20U;
// Contexts per core that may be under way when --jobs does not say: with 6 a third of the CPU waits for
// the timers of pages, with more than 10 only latency grows.
constexpr int kJobsPerCore = 10;
// What a scan that ends by a signal nobody can catch leaves behind as a site's reason.
constexpr std::string_view kBrokenOff = "the scan was broken off; --resume goes on with it";
// Shells report a program ended by a signal as 128 + its number.
constexpr int kSignalExit = 128;

// What names point to: by a list, by the machine's resolver, or (null) by nobody, as --connect-to
// leads them all to one address.
struct Names {
  std::unique_ptr<NameLookup> lookup;
  std::string list_sha256;
};

Result<Names> make_names(const ScanRequest& request) {
  if (!request.dns_answers.empty()) {
    auto text = read_file(request.dns_answers, kMaxDnsBytes);
    if (!text) return text.error().in("--dns-answers");
    auto listed = ListedNames::parse(*text);
    if (!listed) return listed.error().in(request.dns_answers);
    return Names{std::make_unique<ListedNames>(*std::move(listed)), sha256_hex(*text)};
  }
  if (!request.connect_to.empty()) return Names{};
  return Names{std::make_unique<SystemNames>(), {}};
}

RunTools make_tools(const Knowledge& knowledge, NameLookup* names) {
  RunTools tools;
  tools.program = kProgram;
  tools.probe = embedded("probe.js");
  tools.state = embedded("state.js");
  tools.document = embedded("document.js");
  tools.finder = embedded("finder.js");
  tools.autoconsent = embedded("autoconsent.js");
  tools.autoconsent_rules = embedded("autoconsent-rules.json");
  tools.lexicon = &knowledge.lexicon();
  tools.category = [&knowledge](std::string_view text, std::string_view label) {
    return certain_category(knowledge.rules(), text, label);
  };
  tools.names = names;
  return tools;
}

Result<BrowserOptions> browser_options(const ScanRequest& request) {
  BrowserOptions options;
  options.build = request.full_chromium ? BrowserBuild::chromium : BrowserBuild::shell;
  options.third_party_cookies = request.third_party_cookies;
  options.sandbox = request.sandbox;
  options.connect_to = request.connect_to;
  options.language = request.language;
  options.viewport_width = request.width;
  options.viewport_height = request.height;
  if (!request.ca.empty()) {
    auto pem = read_file(request.ca, kMaxCaBytes);
    if (!pem) return pem.error().in("--ca");
    options.extra_ca_pem = *std::move(pem);
  }
  return options;
}

constexpr int kSiteMebibytes = static_cast<int>(kMaxSiteBytes >> 20U);

ScanSettings settings_of(const ScanRequest& request, const BrowserOptions& browser,
                         const std::string& command_line) {
  ScanSettings settings;
  settings.program = kProgram;
  settings.command_line = command_line;
  settings.third_party_cookies_allowed = request.third_party_cookies;
  settings.sandbox = request.sandbox;
  settings.viewport = std::to_string(request.width) + "x" + std::to_string(request.height);
  settings.language = request.language;
  settings.connect_to = request.connect_to;
  if (!browser.extra_ca_pem.empty()) settings.extra_ca = sha256_hex(browser.extra_ca_pem);
  settings.pages = request.pages;
  settings.timeout_s = request.timeout_s;
  settings.repeat = request.repeat;
  settings.site_mib = kSiteMebibytes;
  settings.phases = request.phases;
  settings.profile = request.profile;
  settings.started = to_rfc3339(system_time());
  return settings;
}

int default_jobs() {
  return kJobsPerCore * static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
}

void remember_browser(const BrowserHost& browsers, ScanSettings& settings) {
  const BrowserFacts facts = browsers.facts();
  if (facts.product.empty()) return;
  settings.browser = facts.product + (facts.build == "shell" ? " (headless-shell)" : " (chromium)");
  settings.sandbox = facts.sandbox;
}

// What an earlier part of the scan finished, and what is to be done.
Captures captures_so_far(const std::filesystem::path& out, const ScanRequest& request,
                         std::size_t repetition) {
  Captures captures;
  for (const std::string& url : request.sites.urls) {
    const auto finished = finished_site(out, url, repetition);
    captures.sites.push_back(
        finished ? *finished
                 : SiteEntry{url, site_folder(url, repetition), {}, std::string(kBrokenOff)});
  }
  return captures;
}

// scan.json before the first visit: should the scan be broken off, it says what there was to do.
// A scan that goes on keeps the time at which the first part began.
Status begin(const OutputFolder& folder, const ScanRequest& request, ScanSettings& settings) {
  if (folder.was_occupied()) {
    const auto earlier = read_manifest(folder.path());
    if (!earlier) return earlier.error().in("--resume");
    if (auto alike = measures_alike(earlier->settings, settings); !alike) return alike;
    if (auto all = keeps_all_sites(*earlier, request.sites.urls); !all) return all;
    settings.started = earlier->settings.started;
  }
  ScanManifest manifest;
  manifest.settings = settings;
  static_cast<Captures&>(manifest) = captures_so_far(folder.path(), request, 0);
  for (std::size_t i = 1; i < static_cast<std::size_t>(request.repeat); ++i) {
    manifest.repetitions.push_back(captures_so_far(folder.path(), request, i));
  }
  return write_whole_file(folder.path() / "scan.json", to_json(manifest));
}

struct ScanOutcome {
  ScanManifest manifest;
  ScanReport report;
};

// The visits across sites of one repetition; its captures go to the manifest, what they show is
// returned.
Measured visit_across(const ScanWorkshop& workshop, ScannedSites scanned, std::size_t repetition,
                      Captures& captures) {
  captures.sites = std::move(scanned.entries);
  std::vector<SiteFacts> facts;
  for (SiteReport& site : scanned.reports) facts.push_back(std::move(site.facts));
  CrossVisits visits{plan_cross_visits(facts), {}};
  for (const auto& [from, to] : consent_sharing(facts, workshop.knowledge.rules()).visits) {
    visits.carried.push_back({facts[from].observation.url, facts[to].observation.url});
  }
  captures.cross_runs = scan_across_sites(workshop, visits, repetition);
  for (std::size_t i = 0; i < facts.size(); ++i) scanned.reports[i].facts = std::move(facts[i]);
  auto cross = evaluate_cross_runs(workshop.out, captures.cross_runs, workshop.knowledge);
  return {std::move(scanned.reports), std::move(cross)};
}

Result<ScanOutcome> visit_and_judge(const ScanWorkshop& workshop, ScanSettings settings) {
  ScanOutcome outcome;
  const auto total =
      workshop.request.sites.urls.size() * static_cast<std::size_t>(workshop.request.repeat);
  std::vector<ScannedSites> scanned;
  {
    Progress progress(static_cast<int>(total));
    scanned = scan_sites(workshop, progress);
  }
  outcome.manifest.repetitions.resize(scanned.size() - 1);
  std::vector<Measured> repetitions;
  for (std::size_t i = 0; i < scanned.size(); ++i) {
    Captures& captures = i == 0 ? outcome.manifest : outcome.manifest.repetitions[i - 1];
    repetitions.push_back(visit_across(workshop, std::move(scanned[i]), i, captures));
  }
  settings.finished = to_rfc3339(system_time());
  outcome.manifest.settings = std::move(settings);
  const std::string manifest = to_json(outcome.manifest);
  if (auto status = write_whole_file(workshop.out / "scan.json", manifest); !status) {
    return status.error();
  }
  outcome.report =
      make_report(outcome.manifest.settings, std::move(repetitions), workshop.knowledge);
  return outcome;
}

// All that can be refused before the first site is visited, which may take hours.
struct ScanOrder {
  std::unique_ptr<const Knowledge> knowledge;
  ScanRequest request;
  std::optional<Budget> budget;
  ReportLanguage language;
  BrowserOptions browser;
  Names names;
};

Result<ScanOrder> read_order(const ScanWords& words) {
  auto lists = read_user_lists();
  if (!lists) return lists.error();
  auto knowledge = Knowledge::load(*std::move(lists));
  if (!knowledge) return knowledge.error();
  auto request = check_words(words, (*knowledge)->profile_names());
  if (!request) return request.error();
  if (!request->compare.empty()) {
    if (const auto earlier = read_manifest(request->compare); !earlier) {
      return earlier.error().in("--compare");
    }
  }
  auto budget = read_budget(words.budget);
  if (!budget) return budget.error();
  auto language = report_language(request->report_language);
  if (!language) return language.error();
  auto browser = browser_options(*request);
  if (!browser) return browser.error();
  auto names = make_names(*request);
  if (!names) return names.error();
  return ScanOrder{*std::move(knowledge), *std::move(request), *std::move(budget),
                   *std::move(language),  *std::move(browser), *std::move(names)};
}

// Every file of the result, and the lines for a terminal.
Status hand_over(const OutputFolder& folder, const ScanOrder& order, const ScanReport& report) {
  const ScanRequest& request = order.request;
  if (auto status = write_reports(folder.path(), report, order.language); !status) return status;
  if (auto status = write_exports(folder.path(), report, request.exports, request.fail_on);
      !status) {
    return status;
  }
  std::string changes;
  if (!request.compare.empty()) {
    auto compared = write_comparison(folder.path(), report, request.compare, *order.knowledge);
    if (!compared) return compared.error();
    changes = *std::move(compared);
  }
  print_result(report, request.format, folder.path(), changes);
  return {};
}

}  // namespace

Result<int> run_scan(const ScanWords& words, const std::string& command_line,
                     const std::function<void(const ScanReport&)>& look) {
  auto order = read_order(words);
  if (!order) return order.error();
  const ScanRequest& request = order->request;
  for (const std::string& problem : request.sites.problems) say(problem);
  if (request.sites.urls.empty()) return static_cast<int>(ExitStatus::usage);
  auto folder =
      OutputFolder::take(request.out.empty() ? default_output_name(system_time()) : request.out,
                         request.resume ? Occupied::resume : Occupied::refuse);
  if (!folder) return folder.error();

  Interruption interruption;
  ScanSettings settings = settings_of(request, order->browser, command_line);
  settings.dns_answers = order->names.list_sha256;
  auto guard = guard_for(words.reach, request.connect_to);
  if (!guard) return guard.error();
  if (*guard) order->browser.socks_port = (*guard)->port();
  BrowserHost browsers(std::move(order->browser));
  if (auto first = browsers.get(); !first) return first.error();
  remember_browser(browsers, settings);
  if (auto begun = begin(*folder, request, settings); !begun) return begun.error();
  CpuGate gate(request.jobs > 0 ? request.jobs : default_jobs());
  interruption.on_request([&] {
    gate.close();
    browsers.close();
  });
  const RunTools tools = make_tools(*order->knowledge, order->names.lookup.get());
  const ScanWorkshop workshop{request,  folder->path(), *order->knowledge, tools,
                              browsers, gate,           interruption};
  auto outcome = visit_and_judge(workshop, std::move(settings));
  if (!outcome) return outcome.error();
  hold_against(order->budget, outcome->report);
  if (auto status = hand_over(*folder, *order, outcome->report); !status) return status.error();
  const auto refused = *guard ? (*guard)->refused() : std::vector<std::string>();
  for (const std::string& each : refused) say("not public, so not reached: " + visible(each));
  if (auto status = write_scan_digest(folder->path(), outcome->report, words.digest, refused);
      !status) {
    return status.error();
  }
  if (interruption.requested()) {
    say("interrupted; what was finished is in " + folder->path().string() + "; go on with:\n  " +
        resuming_command(command_line, folder->path()));
    return kSignalExit + interruption.signal();
  }
  if (auto status = write_budget_file(words.budget, outcome->report); !status) {
    return status.error();
  }
  if (words.evidence.wanted) {
    const auto sealed = seal_and_say(folder->path(), folder->path() / kBundleFile, words.evidence);
    if (!sealed) return sealed.error();
  }
  if (look) look(outcome->report);
  return static_cast<int>(exit_status_of(outcome->report, request.fail_on));
}

namespace {

void add_options(CLI::App& command, ScanWords& words) {
  command.add_option("URL", words.urls, "Sites to scan");
  command.add_option("--list", words.lists, "A file with one site a line")->type_name("FILE");
  command
      .add_option("--phases", words.phases,
                  "What to measure; if named, too: revisit, visits 1, 30 and 179 days after a "
                  "refusal, and one-purpose, consent to statistics alone, else to preferences")
      ->capture_default_str();
  command
      .add_option("--profile", words.profile,
                  "Whose law and authorities: eu nl fr de it be at ie es dk se pl lu uk ch us-ca "
                  "us-co us-ct "
                  "us-other eu-omnibus")
      ->capture_default_str();
  command
      .add_option("--out", words.out,
                  "Folder for captures and reports, new or empty (default: named by the time)")
      ->type_name("DIR");
  command.add_flag("--resume", words.resume,
                   "Go on with the scan in --out that was broken off; finished sites are kept");
  command.add_option("--format", words.format, "What goes to stdout: table or json")
      ->capture_default_str();
  command.add_option("--jobs", words.jobs, "At most this many profiles at once (0: by CPU)")
      ->capture_default_str();
  add_result_options(command, words.fail_on, words.exports, words.compare, words.report_language);
  add_budget_options(command, words.budget);
  add_evidence_options(command, words.evidence);
  add_digest_options(command, words.digest);
  add_reach_options(command, words.reach);
  command
      .add_option("--pages", words.pages,
                  "Pages of the site to visit before choosing, found by links and sitemap as its "
                  "robots.txt allows")
      ->capture_default_str();
  command
      .add_option("--browser", words.browser,
                  "shell (chromium-headless-shell, fast) or chromium (what a visitor runs)")
      ->capture_default_str();
  command
      .add_option("--connect-to", words.connect_to,
                  "Send every host name to this address, for a staging server")
      ->type_name("HOST:PORT");
  command
      .add_option("--dns-answers", words.dns_answers,
                  "What names point to, in place of the DNS: one a line, with its aliases")
      ->type_name("FILE");
  command.add_option("--ca", words.ca, "Trust the certificate authorities in this PEM file too")
      ->type_name("FILE");
  command.add_option("--language", words.language, "The visitor's language")->capture_default_str();
  command.add_option("--viewport", words.viewport, "Window size")->capture_default_str();
  command.add_option("--timeout", words.timeout_s, "Seconds a page may take to answer")
      ->capture_default_str();
  command
      .add_option("--repeat", words.repeat,
                  "Measure every site this many times; what differs is marked \"k of n\"")
      ->capture_default_str();
  command.add_flag("--no-third-party-cookies", words.no_third_party_cookies,
                   "Block third-party cookies, as some browsers do");
  command.add_flag("--no-sandbox", words.no_sandbox,
                   "Run the browser without its sandbox (only where it cannot have one)");
}

std::string quoted_command_line(const std::vector<std::string>& args) {
  std::string line;
  for (const std::string& arg : args) {
    if (!line.empty()) line += ' ';
    const bool plain = arg.find_first_of(" \t\n'\"\\$`") == std::string::npos && !arg.empty();
    line += plain ? arg : "'" + arg + "'";
  }
  return line;
}

}  // namespace

void add_scan_command(CLI::App& app, const std::vector<std::string>& args, int& status) {
  auto words = std::make_shared<ScanWords>();
  CLI::App* command = app.add_subcommand(
      "scan", "Visits sites in a real browser and judges what they store, read and send");
  add_options(*command, *words);
  command->footer(
      "Exit status: 0 nothing at or above --fail-on, 1 something found or beyond --budget, 2 "
      "wrong\n"
      "usage, 3 nothing could be measured, or not all that --budget limits.\n"
      "Disk: the captures of a site take at most " +
      std::to_string(kSiteMebibytes) +
      " MiB each time it is measured. A run that comes to\n"
      "that ends there, and what is left of it counts as not measured.\n"
      "Example:\n  consentry scan https://example.com --out example --profile nl\n");
  command->callback([words, args, &status] {
    const Result<int> result = run_scan(*words, quoted_command_line(args), {});
    status = result ? *result : fail(result.error());
  });
}

}  // namespace consentry
