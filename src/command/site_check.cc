// SPDX-License-Identifier: Apache-2.0
#include "command/site_check.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <map>

#include "command/exit_status.h"
#include "command/scan_command.h"
#include "command/scan_options.h"
#include "core/report/display_text.h"

namespace consentry {
namespace {

constexpr std::string_view kChoiceCookie = "consentry";

// The last part of a URL's path: "shop.js" of https://a.example/t/shop.js?1.
std::string_view file_of(std::string_view url) {
  url = url.substr(0, url.find_first_of("?#"));
  const std::size_t slash = url.rfind('/');
  return slash == std::string_view::npos ? url : url.substr(slash + 1);
}

// "shop.js" and its form for one language, "shop.nl.js"; not the panel.
bool is_script(std::string_view file, std::string_view script) {
  if (file == script) return true;
  const std::string_view stem = script.substr(0, script.size() - std::string_view(".js").size());
  return file.starts_with(stem) && file.substr(stem.size()).starts_with('.') &&
         file.ends_with(".js") && !file.ends_with(".panel.js");
}

std::string scan_line(const ScanWords& words) {
  std::string line = "consentry scan";
  for (const std::string& url : words.urls) line += " " + url;
  for (const auto& [name, value] :
       {std::pair{" --connect-to ", &words.connect_to}, {" --ca ", &words.ca}}) {
    if (!value->empty()) line += name + *value;
  }
  return line + " --profile " + words.profile;
}

std::string_view told(TagPresence presence) {
  switch (presence) {
    case TagPresence::absent:
      return "does not carry the tag: put its line first in the head of every page";
    case TagPresence::older:
      return "carries an earlier notice: not yet put in place, or kept by a cache";
    case TagPresence::unproven:
      return "loads the tag; which notice was not seen, as no choice could be made";
    case TagPresence::current:
      return "carries the notice that was published";
  }
  return "";
}

// Rules by the reason why they say nothing: a check that is silent about them would read as a pass.
std::string not_measured(const SiteReport& site) {
  std::map<std::string, std::string> rules_by_reason;
  for (const Finding& finding : site.judgement.findings) {
    if (finding.verdict != Verdict::not_measured) continue;
    std::string& rules = rules_by_reason[finding.summary];
    rules += (rules.empty() ? "" : ", ") + finding.rule;
  }
  std::string text;
  for (const auto& [reason, rules] : rules_by_reason)
    text += "  " + visible(reason) + "  (" + rules + ")\n";
  return text.empty() ? "Everything that the rules ask for was measured.\n"
                      : "Not measured, so not shown to be right:\n" + text;
}

}  // namespace

TagPresence tag_presence(const SiteObservation& site, const PublishedNotice& notice) {
  TagPresence presence = TagPresence::absent;
  for (const RunObservation& run : site.runs) {
    for (const CookieWrite& write : run.cookie_writes) {
      if (write.name != kChoiceCookie || write.third_party) continue;
      if (write.value.starts_with(notice.version + "~")) return TagPresence::current;
      presence = TagPresence::older;
    }
    const bool loaded = std::ranges::any_of(run.requests, [&](const Request& request) {
      return request.status == 200 && is_script(file_of(request.url), notice.script);
    });
    if (loaded && presence == TagPresence::absent) presence = TagPresence::unproven;
  }
  return presence;
}

Result<int> check_published(const std::string& site, const PublishedNotice& notice,
                            const CheckWords& words) {
  ScanWords scan;
  scan.urls = words.pages.empty() ? std::vector{site} : words.pages;
  scan.connect_to = words.connect_to;
  scan.ca = words.ca;
  scan.profile = words.profile;
  scan.out = words.out;
  bool everywhere = true;
  const auto look = [&](const ScanReport& report) {
    for (const SiteReport& each : report.sites) {
      const TagPresence presence = tag_presence(each.facts.observation, notice);
      everywhere = everywhere && presence != TagPresence::absent && presence != TagPresence::older;
      std::printf("\n%s %s\n%s", visible(url_of(each)).c_str(), std::string(told(presence)).c_str(),
                  not_measured(each).c_str());
    }
    std::fflush(stdout);
  };
  const auto status = run_scan(scan, scan_line(scan), look);
  if (!status || everywhere) return status;
  return *status == 0 ? static_cast<int>(ExitStatus::found) : *status;
}

void add_check_options(CLI::App& command, CheckWords& words) {
  constexpr const char* kGroup = "Check";
  command
      .add_flag("--check", words.wanted,
                "Then scans the site in a real browser, and exits as consentry scan does")
      ->group(kGroup);
  const auto with_check = [&](CLI::Option* option) { option->needs("--check")->group(kGroup); };
  with_check(command.add_option("--pages", words.pages, "What to scan [the site's address]")
                 ->type_name("URL"));
  with_check(command
                 .add_option("--connect-to", words.connect_to,
                             "Send every host name to this address, for a staging server")
                 ->type_name("HOST:PORT"));
  with_check(
      command.add_option("--ca", words.ca, "Trust the certificate authorities in this file too")
          ->type_name("FILE"));
  with_check(command.add_option("--profile", words.profile, "Whose law, as for consentry scan")
                 ->capture_default_str());
  with_check(
      command.add_option("--out", words.out, "Folder for captures and reports")->type_name("DIR"));
}

}  // namespace consentry
