// SPDX-License-Identifier: Apache-2.0
#include "core/report/html_phases.h"

#include <algorithm>
#include <cstdio>
#include <utility>

#include "core/report/wording.h"

namespace consentry {
namespace {

void write_number(HtmlPage& page, int count, std::string_view one, std::string_view many) {
  page.raw("<div><dt>").text(page.language().text_for(count, one, many)).raw("</dt><dd>");
  page.number(count).raw("</dd></div>");
}

// How the choice that a phase needs ended, in each run that tried.
void write_choices(HtmlPage& page, const SiteReport& site, Phase phase) {
  for (const RunObservation& run : site.facts.observation.runs) {
    for (const ChoiceOutcome& choice : run.choices) {
      if (choice.wanted != phase) continue;
      page.raw("<p>").say("Choice: {0}", {words(page.language().text(label_of(choice.result)))});
      if (choice.clicks > 0) {
        page.raw(" (").say_count(choice.clicks, "{0} click", "{0} clicks").raw(", ");
        page.say_count(choice.layers, "{0} layer", "{0} layers").raw(")");
      }
      page.raw("</p>\n");
    }
  }
}

void write_card(HtmlPage& page, const SiteReport& site, const PhaseSummary& phase) {
  page.raw(phase.runs > 0 ? Markup("<li class=\"card\"><h3>")
                          : Markup("<li class=\"card off\"><h3>"));
  page.say(label_of(phase.phase)).raw("</h3>\n");
  if (phase.runs == 0) {
    page.badge(Verdict::not_measured);
    write_choices(page, site, phase.phase);
    page.raw("</li>\n");
    return;
  }
  if (phase.judged) page.badge(phase.verdict);
  page.raw("<dl>");
  write_number(page, phase.companies, "other company asked", "other companies asked");
  write_number(page, phase.trackers, "of them tracks", "of them track");
  write_number(page, phase.items, "stored item that needs consent or identifies",
               "stored items that need consent or identify");
  page.raw("</dl>\n");
  write_choices(page, site, phase.phase);
  page.raw("</li>\n");
}

struct Frame {
  const RunObservation* run = nullptr;
  const Screenshot* shot = nullptr;
  std::string url;
};

// In the order of a visit: phase by phase, and within a phase as each run took them.
std::vector<Frame> frames_of(const SiteReport& site) {
  std::vector<Frame> frames;
  for (const RunObservation& run : site.facts.observation.runs) {
    for (const Screenshot& shot : run.screenshots) {
      std::string url = file_url(run.name + "/" + shot.file);
      if (!url.empty()) frames.push_back({&run, &shot, std::move(url)});
    }
  }
  std::stable_sort(frames.begin(), frames.end(), [](const Frame& a, const Frame& b) {
    return a.shot->when.phase < b.shot->when.phase;
  });
  return frames;
}

std::string_view moment_label(std::string_view moment) {
  if (moment == "loaded") return "page loaded";
  if (moment == "before-click") return "before the click";
  if (moment == "after-click") return "after the click";
  if (moment == "reloaded") return "page loaded again";
  return moment;
}

void write_frame(HtmlPage& page, const Frame& frame) {
  const std::string& url = frame.url;
  char seconds[32];
  std::snprintf(seconds, sizeof seconds, "%.1f s", frame.shot->when.ms / 1000);
  std::ranges::replace(seconds, '.', page.language().decimal_mark());
  const std::string_view phase = page.language().text(label_of(frame.shot->when.phase));
  const std::string_view moment = page.language().text(moment_label(frame.shot->moment));
  page.raw("<li><figure><a href=\"").text(url).raw("\"><img loading=\"lazy\" src=\"").text(url);
  page.raw("\" alt=\"");
  page.say("Screenshot: {0}, {1}, run {2}", {words(phase), words(moment), words(frame.run->name)});
  page.raw("\"></a><figcaption><b>").text(phase).raw("</b><br>").text(moment).raw(" · ");
  page.say("run {0}", {quoted(frame.run->name)}).raw(" · ").text(seconds);
  page.raw("</figcaption></figure></li>\n");
}

void write_cell(HtmlPage& page, const PhaseSummary& phase, int requests, int items) {
  constexpr int kMany = 20;  // requests from which a cell has the deepest shade
  constexpr int kSome = 5;
  if (phase.runs == 0) {
    page.raw("<td class=\"cell unknown\">").say("not measured").raw("</td>");
    return;
  }
  if (requests == 0 && items == 0) {
    page.raw("<td class=\"cell none\">–</td>");
    return;
  }
  page.raw(requests >= kMany   ? Markup("<td class=\"cell q3\">")
           : requests >= kSome ? Markup("<td class=\"cell q2\">")
                               : Markup("<td class=\"cell q1\">"));
  page.say_count(requests, "{0} request", "{0} requests");
  if (items > 0) page.raw("<small>").say("● {0} stored", {number_of(items)}).raw("</small>");
  page.raw("</td>");
}

void write_company(HtmlPage& page, const CompanySummary& company, const SiteSummary& summary) {
  page.raw(company.tracker ? Markup("<tr class=\"tracker\">") : Markup("<tr>"));
  page.raw("<th scope=\"row\">").quote(company.company);
  if (company.tracker) page.raw(" <span class=\"tag\">").say("tracker").raw("</span>");
  page.raw("<span class=\"under\">");
  page.say(company.known ? label_of(company.function) : "owner unknown").raw("</span></th>");
  for (const PhaseSummary& phase : summary.phases) {
    if (!phase.planned) continue;
    const auto index = static_cast<std::size_t>(phase.phase);
    write_cell(page, phase, company.requests[index], company.items[index]);
  }
  page.raw("</tr>\n");
}

}  // namespace

void write_phases(HtmlPage& page, const SiteReport& site, const SiteSummary& summary) {
  page.raw(
      "<section id=\"phases\" aria-labelledby=\"phases-title\">\n"
      "<h2 id=\"phases-title\">");
  page.say("Phase by phase").raw("</h2>\n<p class=\"soft\">");
  page.say(
      "Each run begins in a clean browser profile; withdrawing follows accepting. GPC is Global "
      "Privacy Control, a browser's signal against the sale and sharing of data. Numbers are the "
      "most seen in one run.");
  page.raw("</p>\n<ul class=\"cards\">\n");
  for (const PhaseSummary& phase : summary.phases) {
    if (phase.planned) write_card(page, site, phase);
  }
  page.raw("</ul>\n</section>\n");
}

bool has_filmstrip(const SiteReport& site) { return !frames_of(site).empty(); }

void write_filmstrip(HtmlPage& page, const SiteReport& site) {
  const auto frames = frames_of(site);
  if (frames.empty()) return;
  page.raw(
      "<section id=\"screens\" aria-labelledby=\"screens-title\">\n"
      "<h2 id=\"screens-title\">");
  page.say("What the visitor saw").raw("</h2>\n<ol class=\"strip\" tabindex=\"0\" aria-label=\"");
  page.say("Screenshots in order").raw("\">\n");
  for (const Frame& frame : frames) write_frame(page, frame);
  page.raw("</ol>\n</section>\n");
}

void write_matrix(HtmlPage& page, const SiteSummary& summary) {
  if (summary.companies.empty()) return;
  page.raw(
      "<section id=\"companies\" aria-labelledby=\"companies-title\">\n"
      "<h2 id=\"companies-title\">");
  page.say("Which company in which phase");
  page.raw(
      "</h2>\n<div class=\"scroll\" role=\"group\" aria-labelledby=\"companies-title\" "
      "tabindex=\"0\"><table class=\"wide\"><caption>");
  page.say(
      "Requests to other companies, and (●) cookies or storage of theirs that need consent or "
      "identify the browser");
  page.raw("</caption>\n<thead><tr>").columns({"Company"});
  for (const PhaseSummary& phase : summary.phases) {
    if (phase.planned) page.columns({label_of(phase.phase)});
  }
  page.raw("</tr></thead>\n<tbody>\n");
  for (const CompanySummary& company : summary.companies) write_company(page, company, summary);
  page.raw("</tbody></table></div>\n</section>\n");
}

}  // namespace consentry
