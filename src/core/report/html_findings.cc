// SPDX-License-Identifier: Apache-2.0
#include "core/report/html_findings.h"

#include <algorithm>

#include "core/judge/repetitions.h"
#include "core/report/wording.h"

namespace consentry {
namespace {

std::string_view treatment_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::breach:
      return "Treated as an infringement.";
    case Verdict::likely_breach:
      return "Treated as an infringement by most authorities, or depends on what a list says about "
             "the parties.";
    case Verdict::risk:
      return "Contested, or not certain from outside: a person must look.";
    default:
      return "For information.";
  }
}

void write_repeats_tag(HtmlPage& page, std::int64_t seen, std::int64_t repetitions) {
  page.raw("<strong class=\"tag\">");
  page.say("in {0} of {1} repetitions", {number_of(seen), number_of(repetitions)});
  page.raw("</strong>");
}

void write_treatment(HtmlPage& page, const Finding& finding, const Rule& rule,
                     const Profile& profile) {
  const Authority authority = authority_for(rule, profile);
  page.raw("<dt>").say("Treated how").raw("</dt><dd>").say(treatment_of(finding.verdict));
  if (!authority.name.empty()) {
    page.raw(" ");
    page.say("Competent under profile {0}: {1} ({2})",
             {quoted(profile.name), quoted(page.language().text(authority.name)),
              words(page.language().text(authority.law))});
  } else if (rule.layer == "contract") {
    page.raw(" ").say("This rests on a contract, not on a law.");
  }
  page.raw("</dd>\n");
}

void write_basis(HtmlPage& page, const LegalBasis& basis) {
  const std::string reference = basis.instrument + (basis.pin.empty() ? "" : ", " + basis.pin);
  page.raw("<li>").english_link(basis.url, reference);
  if (basis.mark == 'C' || basis.mark == 'S') {
    page.raw(" <span class=\"mark\">(").say(basis_mark_meaning(basis.mark));
    if (!basis.verified_on.empty()) page.raw(", ").text(basis.verified_on);
  } else {
    page.raw(" <span class=\"mark open\">(").say(basis_mark_meaning(basis.mark));
  }
  page.raw(")</span></li>\n");
}

void write_bases(HtmlPage& page, const Rule& rule) {
  if (rule.basis.empty()) return;
  page.raw("<dt>").say("Legal basis").raw("</dt><dd><ul>\n");
  for (const LegalBasis& basis : rule.basis) write_basis(page, basis);
  page.raw("</ul></dd>\n");
}

void write_source(HtmlPage& page, const SourceRef& source) {
  page.raw("<li>").say("according to {0}", {quoted(source.list)});
  if (!source.version.empty()) page.raw(", ").say("version {0}", {quoted(source.version)});
  if (source.line > 0) page.raw(", ").say("line {0}", {number_of(source.line)});
  if (!source.text.empty()) page.raw(": <code>").quote(source.text).raw("</code>");
  page.raw("</li>\n");
}

// A run's log as a link. A run of this site lies in the site's folder; a run over several sites beside all sites
// (docs/formats/event-log.md).
void write_log(HtmlPage& page, const EventRef& at, const SiteReport& site) {
  const std::string run = std::string(page.language().text("run")) + " " + at.run;
  const auto& runs = site.facts.observation.runs;
  const bool own = std::any_of(runs.begin(), runs.end(),
                               [&at](const RunObservation& known) { return known.name == at.run; });
  const std::string way = way_up_from(site.folder);
  const std::string url = file_url("cross/" + at.run + "/events.ndjson");
  if (own || way.empty() || url.empty()) {
    page.file_link(own ? at.run + "/events.ndjson" : "", run);
    return;
  }
  page.raw("<a href=\"").text(way).text(url).raw("\">").quote(run);
  page.raw("</a>, ").say("which visited several sites");
}

void write_place(HtmlPage& page, const EventRef& at, const SiteReport& site) {
  page.say("line {0} of {1}", {number_of(static_cast<std::int64_t>(at.line)),
                               [&](HtmlPage& inside) { write_log(inside, at, site); }});
}

void write_evidence_item(HtmlPage& page, const Evidence& evidence, const SiteReport& site) {
  page.raw("<li>").english(evidence.text).raw("\n<ul><li>");
  if (!evidence.company.empty()) page.quote(evidence.company).raw(" · ");
  if (!evidence.host.empty()) page.quote(evidence.host).raw(" · ");
  const auto repetitions = std::ssize(site.repetitions);
  if (evidence.repeats > 0 && evidence.repeats < repetitions) {
    write_repeats_tag(page, evidence.repeats, repetitions);
    page.raw(" · ");
  }
  write_place(page, evidence.at, site);
  page.raw("</li>\n");
  for (const SourceRef& source : evidence.sources) write_source(page, source);
  page.raw("</ul></li>\n");
}

void write_evidence(HtmlPage& page, const Finding& finding, const SiteReport& site) {
  if (finding.evidence.empty()) return;
  const auto shown = std::ssize(finding.evidence);
  const auto total = std::max<std::ptrdiff_t>(shown, finding.evidence_total);
  page.raw("<details><summary>");
  page.say_count(total, "Evidence: {0} observation", "Evidence: {0} observations");
  if (total > shown) page.raw(", ").say("{0} shown", {number_of(shown)});
  page.raw("</summary>\n<ol class=\"evidence\">\n");
  for (const Evidence& evidence : finding.evidence) write_evidence_item(page, evidence, site);
  page.raw("</ol></details>\n");
}

void write_heading(HtmlPage& page, const Finding& finding, const Rule* rule) {
  if (rule == nullptr || rule->title.empty()) {
    page.text(finding.rule);
  } else {
    page.title_of(*rule);
  }
}

void write_fix(HtmlPage& page, const Rule& rule) {
  if (rule.fix.empty()) return;
  const SpokenText fix = page.language().fix_of(rule);
  page.raw("<dt>").say("Fix").raw("</dt><dd>");
  (fix.translated ? page.quote(fix.words) : page.english(fix.words)).raw("</dd>\n");
}

void write_finding(HtmlPage& page, const Finding& finding, const SiteReport& site,
                   const RulesUsed& rules) {
  const Rule* rule = rules.find(finding.rule);
  page.raw("<article class=\"finding\">\n<header>").badge(finding.verdict);
  page.raw("<h3>");
  write_heading(page, finding, rule);
  page.raw("</h3><span class=\"soft\">").say(label_of(finding.phase)).raw(" · ");
  page.say("rule {0}", {words(finding.rule)});
  if (finding.severity > 0) {
    page.raw(" · ").say("severity {0} of 5", {number_of(finding.severity)});
  }
  if (finding.runs_total > 0) {
    page.raw(" · ").say(
        finding.runs_total == 1 ? "seen in {0} of {1} run" : "seen in {0} of {1} runs",
        {number_of(finding.runs_agreeing), number_of(finding.runs_total)});
  }
  if (differs_between_repeats(finding)) {
    page.raw(" · ");
    write_repeats_tag(page, repeats_agreeing(finding), std::ssize(finding.repeats));
  }
  page.raw("</span></header>\n<p>").english(told_summary(finding)).raw("</p>\n");
  if (rule != nullptr) {
    page.raw("<dl class=\"facts\">\n");
    write_fix(page, *rule);
    write_treatment(page, finding, *rule, rules.profile);
    write_bases(page, *rule);
    page.raw("</dl>\n");
  }
  write_evidence(page, finding, site);
  page.raw("</article>\n");
}

void write_row(HtmlPage& page, const Finding& finding, const RulesUsed& rules) {
  page.raw("<tr><th scope=\"row\">").text(finding.rule);
  page.raw("<span class=\"under\">");
  write_heading(page, finding, rules.find(finding.rule));
  page.raw("</span></th><td>").say(label_of(finding.phase)).raw("</td><td>");
  page.badge(finding.verdict).raw("</td><td>").english(told_summary(finding)).raw("</td></tr>\n");
}

void write_rows(HtmlPage& page, const std::vector<const Finding*>& findings, const RulesUsed& rules,
                std::string_view caption) {
  page.raw("<div class=\"scroll\" role=\"region\" aria-label=\"").say(caption);
  page.raw("\" tabindex=\"0\"><table class=\"wide\"><caption>").say(caption);
  page.raw("</caption>\n<thead><tr>");
  page.columns({"Rule", "Phase", "Verdict", "What was seen"});
  page.raw("</tr></thead>\n<tbody>\n");
  for (const Finding* finding : findings) write_row(page, *finding, rules);
  page.raw("</tbody></table></div>\n");
}

template <typename Wanted>
std::vector<const Finding*> chosen(const std::vector<const Finding*>& all, Wanted wanted) {
  std::vector<const Finding*> some;
  std::copy_if(all.begin(), all.end(), std::back_inserter(some),
               [&](const Finding* finding) { return wanted(finding->verdict); });
  return some;
}

}  // namespace

void write_findings(HtmlPage& page, const SiteReport& site, const RulesUsed& rules) {
  const auto all = findings_by_weight(site.judgement);
  const auto full = chosen(
      all, [](Verdict verdict) { return needs_attention(verdict) || verdict == Verdict::info; });
  const auto open = chosen(all, [](Verdict verdict) { return verdict == Verdict::not_measured; });
  const auto passed = chosen(all, [](Verdict verdict) {
    return verdict == Verdict::pass || verdict == Verdict::not_applicable;
  });
  page.raw(
          "<section id=\"findings\" aria-labelledby=\"findings-title\">\n"
          "<h2 id=\"findings-title\">")
      .say("Findings")
      .raw("</h2>\n");
  if (full.empty()) {
    page.raw("<p>").say(passed.empty() ? "Nothing was judged."
                                       : "No rule that was measured found anything to report.");
    page.raw("</p>\n");
  }
  for (const Finding* finding : full) write_finding(page, *finding, site, rules);
  if (!open.empty()) {
    page.raw("<div class=\"notice\">");
    write_rows(page, open, rules, "Not measured: these rules say nothing either way");
    page.raw("</div>\n");
  }
  if (!passed.empty()) {
    page.raw("<details><summary>");
    page.say("Passed or not applicable: {0}", {number_of(std::ssize(passed))}).raw("</summary>\n");
    write_rows(page, passed, rules, "Rules that found nothing, or that do not apply here");
    page.raw("</details>\n");
  }
  page.raw("</section>\n");
}

}  // namespace consentry
