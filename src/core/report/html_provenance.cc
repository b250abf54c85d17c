// SPDX-License-Identifier: Apache-2.0
#include "core/report/html_provenance.h"

#include <algorithm>

namespace consentry {
namespace {

void write_fact(HtmlPage& page, Markup term, std::string_view value) {
  if (value.empty()) return;
  page.raw("<dt>").raw(term).raw("</dt><dd>").quote(value).raw("</dd>\n");
}

std::string phase_labels(const std::vector<Phase>& phases) {
  std::string labels;
  for (const Phase phase : phases) {
    labels += (labels.empty() ? "" : ", ") + std::string(label_of(phase));
  }
  return labels;
}

void write_settings(HtmlPage& page, const ScanReport& report) {
  const ScanSettings& settings = report.settings;
  page.raw("<dl class=\"facts\">\n");
  write_fact(page, "Program", settings.program);
  write_fact(page, "Command", settings.command_line);
  write_fact(page, "Began", readable_time(settings.started));
  write_fact(page, "Ended", readable_time(settings.finished));
  write_fact(page, "Browser", settings.browser);
  write_fact(page, "Third-party cookies",
             settings.third_party_cookies_allowed
                 ? "allowed, as in a browser that does not block them by itself"
                 : "blocked by the browser: what a site does in browsers that allow them was not "
                   "measured");
  write_fact(page, "Browser sandbox", settings.sandbox ? "on" : "off");
  write_fact(page, "Window", settings.viewport);
  write_fact(page, "Language", settings.language);
  write_fact(
      page, "Addresses",
      settings.connect_to.empty() ? "" : "every host name was sent to " + settings.connect_to);
  write_fact(page, "Phases", phase_labels(settings.phases));
  write_fact(
      page, "Profile",
      report.rules.profile.title.empty() ? report.rules.profile.name : report.rules.profile.title);
  write_fact(page, "ePrivacy authority", report.rules.profile.eprivacy_authority);
  write_fact(page, "Data protection authority", report.rules.profile.gdpr_authority);
  page.raw("<dt>Rule book</dt><dd>version ").quote(report.rules.version);
  page.raw(" <span class=\"mono soft\">sha256 ").text(report.rules.sha256);
  page.raw("</span></dd>\n</dl>\n");
}

void write_list(HtmlPage& page, const ListUsed& list) {
  page.raw("<tr><th scope=\"row\">").quote(list.name).raw("</th><td>");
  if (list.present) {
    page.raw("used").raw("</td><td>").quote(list.version);
    page.raw("<span class=\"under\">").number(list.rules).raw(" rules</span></td>");
    page.raw("<td class=\"mono\">").text(list.sha256).raw("</td><td>").quote(list.licence);
  } else {
    page.raw("<strong>not used</strong></td><td colspan=\"2\">").quote(list.absence);
    page.raw("</td><td>").quote(list.licence);
  }
  page.raw("</td></tr>\n");
}

}  // namespace

void write_circumstances(HtmlPage& page, const ScanReport& report) {
  const ScanSettings& settings = report.settings;
  const Profile& profile = report.rules.profile;
  page.raw("<p>Scanned ").quote(readable_time(settings.started));
  if (!settings.browser.empty()) page.raw(" with ").quote(settings.browser);
  page.raw(". Third-party cookies were ");
  page.text(settings.third_party_cookies_allowed ? "allowed" : "blocked by the browser");
  page.raw(". Judged by rule book ").quote(report.rules.version);
  page.raw(", profile ").quote(profile.title.empty() ? profile.name : profile.title);
  const auto absent = std::count_if(report.lists.begin(), report.lists.end(),
                                    [](const ListUsed& list) { return !list.present; });
  page.raw(", with ").text(counted(std::ssize(report.lists) - absent, "list", "lists"));
  if (absent > 0) page.raw("; ").number(absent).raw(" not available");
  page.raw(". <a href=\"#measured\">How this was measured</a></p>\n");
}

void write_tally(HtmlPage& page, const VerdictCounts& counts) {
  page.raw("<ul class=\"tally\">");
  for (const Verdict verdict : kVerdictsByWeight) {
    const int count = counts.count(verdict);
    if (count == 0) continue;
    page.raw("<li><b>").number(count).raw("</b> ").badge(verdict).raw("</li>");
  }
  page.raw("</ul>\n");
}

void write_provenance(HtmlPage& page, const ScanReport& report) {
  page.raw(
      "<section id=\"measured\" aria-labelledby=\"measured-title\">\n"
      "<h2 id=\"measured-title\">How this was measured</h2>\n");
  write_settings(page, report);
  if (!report.lists.empty()) {
    page.raw(
        "<div class=\"scroll\" role=\"region\" aria-label=\"Lists\" tabindex=\"0\">"
        "<table class=\"wide\"><caption>Lists and catalogues that say who a host belongs to "
        "and what it is for</caption>\n<thead><tr><th scope=\"col\">List</th>"
        "<th scope=\"col\">Use</th><th scope=\"col\">Version</th><th scope=\"col\">SHA-256"
        "</th><th scope=\"col\">Licence</th></tr></thead>\n<tbody>\n");
    for (const ListUsed& list : report.lists) write_list(page, list);
    page.raw("</tbody></table></div>\n");
  }
  page.raw("</section>\n");
}

void write_verdict_meanings(HtmlPage& page) {
  page.raw(
      "<section id=\"verdicts\" aria-labelledby=\"verdicts-title\">\n"
      "<h2 id=\"verdicts-title\">What the verdicts mean</h2>\n<dl class=\"facts\">\n");
  for (const Verdict verdict : kVerdictsByWeight) {
    page.raw("<dt>").badge(verdict).raw("</dt><dd>").text(meaning_of(verdict)).raw("</dd>\n");
  }
  page.raw(
      "</dl>\n<p class=\"soft\">A verdict says what was observed and how the authorities "
      "named treat it. It is neither legal advice nor the finding of an authority or a "
      "court. What was seen is what this browser met at this time; another visit may meet "
      "something else.</p>\n</section>\n");
}

void write_footer(HtmlPage& page, const ScanReport& report) {
  page.raw("<footer><p>Written by ").quote(report.settings.program);
  page.raw(". The same facts, for programs, stand in report.json.</p></footer>\n");
}

}  // namespace consentry
