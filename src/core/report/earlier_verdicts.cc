// SPDX-License-Identifier: Apache-2.0
#include "core/report/earlier_verdicts.h"

#include <algorithm>
#include <map>
#include <utility>

#include "core/report/display_text.h"
#include "core/report/html_page.h"
#include "core/report/json_text.h"
#include "core/report/terminal_style.h"
#include "core/report/wording.h"

namespace consentry {
namespace {

constexpr std::size_t kDigestShown = 12;
constexpr std::size_t kSitesOnTerminal = 10;

std::string book_of(const EarlierVerdicts& earlier) {
  return "rule book " + earlier.version + " (" + earlier.sha256.substr(0, kDigestShown) +
         "), profile " + earlier.profile;
}

std::string word_of(const std::optional<Verdict>& verdict) {
  return std::string(verdict ? label_of(*verdict) : "no such rule");
}

struct Changed {
  const SiteReport* site = nullptr;
  Verdict earlier = Verdict::not_measured;
};

std::vector<Changed> changed_sites(const ScanReport& report) {
  std::vector<Changed> changed;
  for (const SiteReport& site : report.sites) {
    const EarlierSite* before = earlier_site(report, site);
    if (before != nullptr && before->verdict != site.judgement.verdict) {
      changed.push_back({&site, before->verdict});
    }
  }
  return changed;
}

std::string lead(const EarlierVerdicts& earlier, std::size_t sites, std::size_t changed) {
  return "Judged before by " + book_of(earlier) + ": " +
         counted(static_cast<std::int64_t>(changed), "site", "sites") + " of " +
         std::to_string(sites) + " had another verdict";
}

void badge_of(HtmlPage& page, const std::optional<Verdict>& verdict) {
  if (verdict) {
    page.badge(*verdict);
  } else {
    page.say("no such rule");
  }
}

void write_book(HtmlPage& page, const EarlierVerdicts& earlier) {
  page.say("rule book {0} ({1}), profile {2}",
           {words(earlier.version), words(std::string_view(earlier.sha256).substr(0, kDigestShown)),
            words(earlier.profile)});
}

void write_title(HtmlPage& page) {
  page.raw("<section id=\"earlier\" aria-labelledby=\"earlier-title\">\n<h2 id=\"earlier-title\">");
  page.say("Two verdicts").raw("</h2>\n<p>");
}

void begin_table(HtmlPage& page, std::string_view caption, std::string_view first) {
  page.raw("<table><caption>").say(caption).raw("</caption>\n<thead><tr>");
  page.columns({first, "Then", "Now"}).raw("</tr></thead>\n<tbody>\n");
}

}  // namespace

const EarlierSite* earlier_site(const ScanReport& report, const SiteReport& site) {
  if (!report.earlier) return nullptr;
  const auto& sites = report.earlier->sites;
  const auto found = std::ranges::find(sites, url_of(site), &EarlierSite::url);
  return found == sites.end() ? nullptr : &*found;
}

std::vector<TwoVerdicts> differing(const EarlierSite& earlier, const SiteReport& now) {
  std::map<std::pair<std::string, Phase>, TwoVerdicts> both;
  const auto entry = [&](const std::string& rule, Phase phase) -> TwoVerdicts& {
    TwoVerdicts& two = both[{rule, phase}];
    two.rule = rule;
    two.phase = phase;
    return two;
  };
  for (const EarlierFinding& finding : earlier.findings) {
    entry(finding.rule, finding.phase).earlier = finding.verdict;
  }
  for (const Finding& finding : now.judgement.findings) {
    entry(finding.rule, finding.phase).now = finding.verdict;
  }
  std::vector<TwoVerdicts> out;
  for (auto& [key, two] : both) {
    if (two.earlier != two.now) out.push_back(std::move(two));
  }
  return out;
}

void write_earlier(JsonText& json, const ScanReport& report) {
  json.name("earlier");
  if (!report.earlier) {
    json.null();
    return;
  }
  json.begin_object();
  json.name("rule_book").begin_object();
  json.member("version", report.earlier->version);
  json.member("sha256", report.earlier->sha256);
  json.end_object();
  json.member("profile", report.earlier->profile);
  json.name("sites").begin_array();
  for (const EarlierSite& site : report.earlier->sites) {
    json.begin_object();
    json.member("url", site.url);
    json.member("verdict", name_of(site.verdict));
    json.name("findings").begin_array();
    for (const EarlierFinding& finding : site.findings) {
      json.begin_object(JsonText::Layout::line);
      json.member("rule", finding.rule);
      json.member("phase", name_of(finding.phase));
      json.member("verdict", name_of(finding.verdict));
      json.end_object();
    }
    json.end_array();
    json.end_object();
  }
  json.end_array();
  json.end_object();
}

std::string earlier_text(const ScanReport& report, const TerminalStyle& style) {
  if (!report.earlier) return {};
  const int width = style.width;
  const auto changed = changed_sites(report);
  std::string text =
      wrapped(visible(lead(*report.earlier, report.sites.size(), changed.size())), "", width);
  for (std::size_t i = 0; i < changed.size() && i < kSitesOnTerminal; ++i) {
    const std::string line = site_name(url_of(*changed[i].site)) + ": " +
                             std::string(label_of(changed[i].earlier)) + " then, " +
                             std::string(label_of(changed[i].site->judgement.verdict)) + " now";
    text += wrapped(visible(line), "  ", width);
  }
  if (changed.size() > kSitesOnTerminal) text += "  and more, all in report.json\n";
  if (report.sites.size() != 1) return text;
  const EarlierSite* before = earlier_site(report, report.sites.front());
  if (before == nullptr) return text;
  for (const TwoVerdicts& two : differing(*before, report.sites.front())) {
    text += wrapped(visible(two.rule + " " + std::string(name_of(two.phase)) + ": " +
                            word_of(two.earlier) + " then, " + word_of(two.now) + " now"),
                    "  ", width);
  }
  return text;
}

void write_earlier(HtmlPage& page, const ScanReport& report) {
  if (!report.earlier) return;
  const auto changed = changed_sites(report);
  write_title(page);
  const auto count = static_cast<std::int64_t>(changed.size());
  page.say(count == 1 ? "Judged before by {0}: {1} site of {2} had another verdict."
                      : "Judged before by {0}: {1} sites of {2} had another verdict.",
           {[&](HtmlPage& inside) { write_book(inside, *report.earlier); }, number_of(count),
            number_of(std::ssize(report.sites))});
  page.raw("</p>\n");
  if (!changed.empty()) {
    begin_table(page, "Sites whose verdict differs", "Site");
    for (const Changed& change : changed) {
      page.raw("<tr><th scope=\"row\">").quote(site_name(url_of(*change.site)));
      page.raw("</th><td>").badge(change.earlier).raw("</td><td>");
      page.badge(change.site->judgement.verdict).raw("</td></tr>\n");
    }
    page.raw("</tbody></table>\n");
  }
  page.raw("</section>\n");
}

void write_earlier(HtmlPage& page, const SiteReport& site, const ScanReport& report) {
  const EarlierSite* before = earlier_site(report, site);
  if (before == nullptr) return;
  write_title(page);
  page.say("By {0}: {1}; by the present one: {2}",
           {[&](HtmlPage& inside) { write_book(inside, *report.earlier); },
            verdict_badge(before->verdict), verdict_badge(site.judgement.verdict)});
  page.raw("</p>\n");
  const auto rules = differing(*before, site);
  if (!rules.empty()) {
    begin_table(page, "Rules on which the two differ", "Rule");
    for (const TwoVerdicts& two : rules) {
      page.raw("<tr><th scope=\"row\">").text(two.rule).raw(" ").say(label_of(two.phase));
      page.raw("</th><td>");
      badge_of(page, two.earlier);
      page.raw("</td><td>");
      badge_of(page, two.now);
      page.raw("</td></tr>\n");
    }
    page.raw("</tbody></table>\n");
  }
  page.raw("</section>\n");
}

}  // namespace consentry
