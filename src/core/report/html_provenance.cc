// SPDX-License-Identifier: Apache-2.0
#include "core/report/html_provenance.h"

#include <algorithm>

namespace consentry {
namespace {

void write_fact(HtmlPage& page, std::string_view term, std::string_view value) {
  if (value.empty()) return;
  page.raw("<dt>").say(term).raw("</dt><dd>").quote(value).raw("</dd>\n");
}

std::string phase_labels(const std::vector<Phase>& phases, const ReportLanguage& language) {
  std::string labels;
  for (const Phase phase : phases) {
    labels += (labels.empty() ? "" : ", ") + std::string(language.text(label_of(phase)));
  }
  return labels;
}

std::string_view title_of(const Profile& profile) {
  return profile.title.empty() ? profile.name : profile.title;
}

void write_settings(HtmlPage& page, const ScanReport& report) {
  const ScanSettings& settings = report.settings;
  const Profile& profile = report.rules.profile;
  const ReportLanguage& language = page.language();
  page.raw("<dl class=\"facts\">\n");
  write_fact(page, "Program", settings.program);
  write_fact(page, "Command", settings.command_line);
  write_fact(page, "Began", readable_time(settings.started, language));
  write_fact(page, "Ended", readable_time(settings.finished, language));
  write_fact(page, "Browser", settings.browser);
  write_fact(page, "Third-party cookies",
             language.text(
                 settings.third_party_cookies_allowed
                     ? "allowed, as in a browser that does not block them by itself"
                     : "blocked by the browser: what a site does in browsers that allow them was "
                       "not measured"));
  write_fact(page, "Browser sandbox", language.text(settings.sandbox ? "on" : "off"));
  write_fact(page, "Window", settings.viewport);
  write_fact(page, "Language", settings.language);
  if (!settings.connect_to.empty()) {
    page.raw("<dt>").say("Addresses").raw("</dt><dd>");
    page.say("every host name was sent to {0}", {quoted(settings.connect_to)}).raw("</dd>\n");
  }
  if (settings.site_mib > 0) {
    page.raw("<dt>").say("Disk").raw("</dt><dd>");
    page.say(
        "captures of a site take at most {0} MiB; a run that comes to that ends there, and the "
        "rest "
        "of it was not measured",
        {number_of(settings.site_mib)});
    page.raw("</dd>\n");
  }
  write_fact(page, "Phases", phase_labels(settings.phases, language));
  write_fact(page, "Profile", language.text(title_of(profile)));
  write_fact(page, "ePrivacy authority", language.text(profile.eprivacy_authority));
  write_fact(page, "Data protection authority", language.text(profile.gdpr_authority));
  page.raw("<dt>").say("Rule book").raw("</dt><dd>");
  page.say("version {0}", {quoted(report.rules.version)});
  page.raw(" <span class=\"mono soft\">sha256 ").text(report.rules.sha256);
  page.raw("</span></dd>\n</dl>\n");
}

void write_list(HtmlPage& page, const ListUsed& list) {
  page.raw("<tr><th scope=\"row\">").quote(list.name).raw("</th><td>");
  if (list.present) {
    page.say("used").raw("</td><td>").quote(list.version);
    page.raw("<span class=\"under\">").say_count(list.rules, "{0} rule", "{0} rules");
    page.raw("</span></td>");
    page.raw("<td class=\"mono\">").text(list.sha256).raw("</td><td>").quote(list.licence);
  } else {
    page.raw("<strong>").say("not used").raw("</strong></td><td colspan=\"2\">");
    page.english(list.absence);
    page.raw("</td><td>").quote(list.licence);
  }
  page.raw("</td></tr>\n");
}

}  // namespace

void write_circumstances(HtmlPage& page, const ScanReport& report) {
  const ScanSettings& settings = report.settings;
  const Profile& profile = report.rules.profile;
  const ReportLanguage& language = page.language();
  const std::string started = readable_time(settings.started, language);
  page.raw("<p>").say(settings.browser.empty() ? "Scanned {0}." : "Scanned {0} with {1}.",
                      {quoted(started), quoted(settings.browser)});
  page.raw(" ").say(settings.third_party_cookies_allowed
                        ? "Third-party cookies were allowed."
                        : "Third-party cookies were blocked by the browser.");
  const auto absent = std::count_if(report.lists.begin(), report.lists.end(),
                                    [](const ListUsed& list) { return !list.present; });
  const auto used = std::ssize(report.lists) - absent;
  const std::string with_lists = language.counted(used, "with {0} list", "with {0} lists");
  page.raw(" ").say(absent > 0 ? "Judged by rule book {0}, profile {1}, {2}; {3} not available."
                               : "Judged by rule book {0}, profile {1}, {2}.",
                    {quoted(report.rules.version), quoted(language.text(title_of(profile))),
                     words(with_lists), number_of(absent)});
  page.raw(" <a href=\"#measured\">").say("How this was measured").raw("</a></p>\n");
  if (language.is_english()) return;
  page.raw("<p class=\"soft\">");
  page.say("What was observed, the evidence and the reasons are told in English.");
  page.raw("</p>\n");
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
          "<h2 id=\"measured-title\">")
      .say("How this was measured")
      .raw("</h2>\n");
  write_settings(page, report);
  if (!report.lists.empty()) {
    page.raw("<div class=\"scroll\" role=\"region\" aria-label=\"").say("Lists");
    page.raw("\" tabindex=\"0\"><table class=\"wide\"><caption>");
    page.say("Lists and catalogues that say who a host belongs to and what it is for");
    page.raw("</caption>\n<thead><tr>");
    page.columns({"List", "Use", "Version", "SHA-256", "Licence"});
    page.raw("</tr></thead>\n<tbody>\n");
    for (const ListUsed& list : report.lists) write_list(page, list);
    page.raw("</tbody></table></div>\n");
  }
  page.raw("</section>\n");
}

void write_verdict_meanings(HtmlPage& page) {
  page.raw(
      "<section id=\"verdicts\" aria-labelledby=\"verdicts-title\">\n"
      "<h2 id=\"verdicts-title\">");
  page.say("What the verdicts mean").raw("</h2>\n<dl class=\"facts\">\n");
  for (const Verdict verdict : kVerdictsByWeight) {
    page.raw("<dt>").badge(verdict).raw("</dt><dd>").say(meaning_of(verdict)).raw("</dd>\n");
  }
  page.raw("</dl>\n<p class=\"soft\">");
  page.say(
      "A verdict says what was observed and how the authorities named treat it. It is neither "
      "legal advice nor the finding of an authority or a court. What was seen is what this browser "
      "met at this time; another visit may meet something else.");
  page.raw("</p>\n</section>\n");
}

void write_footer(HtmlPage& page, const ScanReport& report) {
  page.raw("<footer><p>");
  page.say("Written by {0}. The same facts, for programs, stand in report.json.",
           {quoted(report.settings.program)});
  page.raw("</p></footer>\n");
}

}  // namespace consentry
