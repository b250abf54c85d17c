// SPDX-License-Identifier: Apache-2.0
#include "core/report/company_html.h"

#include <algorithm>
#include <utility>

#include "core/report/company_graph.h"
#include "core/report/company_output.h"
#include "core/report/company_place.h"
#include "core/report/html_page.h"
#include "core/report/wording.h"

namespace consentry {
namespace {

void write_bar(HtmlPage& page, int count, int total) {
  page.raw("<svg class=\"bar\" preserveAspectRatio=\"none\" aria-hidden=\"true\" ");
  page.raw("focusable=\"false\" viewBox=\"0 0 ").number(std::max(total, 1));
  page.raw(" 1\"><rect class=\"track\" height=\"1\" width=\"").number(std::max(total, 1));
  page.raw("\"/><rect class=\"early\" height=\"1\" width=\"").number(count).raw("\"/></svg>");
}

void write_bar_row(HtmlPage& page, std::string_view label, int count, int total) {
  page.raw("<tr><th scope=\"row\">").text(label).raw("</th><td class=\"number\">");
  if (total == 0) {
    page.raw("not measured</td><td></td></tr>\n");
    return;
  }
  page.number(count).raw(" of ").number(total).raw("</td><td>");
  write_bar(page, count, total);
  page.raw("</td></tr>\n");
}

int measured_at(const CompanyScan& scan, Stage stage) {
  const auto found = scan.measured.find(phase_of(stage));
  return found == scan.measured.end() ? 0 : found->second;
}

int identifier_at(const ReachCount& count, Stage stage) {
  const auto found = count.identifier.find(stage);
  return found == count.identifier.end() ? 0 : found->second;
}

void write_header(HtmlPage& page, const CompanyProfile& profile) {
  const CompanyScan& last = profile.scans.back();
  const ReachCount count = reach_of(last);
  page.raw("<a class=\"skip\" href=\"#content\">To the numbers</a>\n<header class=\"top\">\n");
  page.raw("<p class=\"kind\">Company file</p>\n<h1>").quote(profile.company);
  page.raw(" on ").number(count.sites).raw(" of ").number(last.sites).raw(" sites</h1>\n");
  page.raw("<p class=\"lead\">It stored or sent an identifier on ").number(count.any_identifier);
  page.raw(" of them; on ").number(identifier_at(count, Stage::before));
  page.raw(" before the visitor had chosen, on ")
      .number(identifier_at(count, Stage::after_refusal));
  page.raw(" after a refusal and on ").number(identifier_at(count, Stage::after_withdrawal));
  page.raw(" after consent was withdrawn.</p>\n<p class=\"soft\">Scan of ");
  page.text(readable_time(last.started));
  if (profile.scans.size() > 1) {
    page.raw(", the last of ").number(std::ssize(profile.scans)).raw(" scans");
  }
  page.raw(
      ". What was observed, counted; what it means in law is for authorities and courts to "
      "say.</p>\n<nav class=\"jump\" aria-label=\"On this page\"><ul>"
      "<li><a href=\"#reach\">Reach</a></li><li><a href=\"#graph\">Sites and partners</a></li>"
      "<li><a href=\"#data\">Data</a></li><li><a href=\"#scans\">From scan to scan</a></li>"
      "<li><a href=\"#appendix\">Site by site</a></li></ul></nav>\n</header>\n"
      "<main id=\"content\">\n");
}

void write_reach_chart(HtmlPage& page, const CompanyScan& scan) {
  const ReachCount count = reach_of(scan);
  page.raw(
      "<section id=\"reach\" aria-labelledby=\"reach-title\">\n<h2 id=\"reach-title\">Reach</h2>\n"
      "<table><caption>Sites on which it was seen, and on which it stored or sent an identifier, "
      "of those where that was measured</caption>\n<thead><tr><th>When</th>"
      "<th class=\"number\">Sites</th><th></th></tr></thead>\n<tbody>\n");
  write_bar_row(page, "seen at all", count.sites, scan.sites);
  for (const Stage stage : kProfileStages) {
    write_bar_row(page, label_of(stage), identifier_at(count, stage), measured_at(scan, stage));
  }
  page.raw("</tbody></table>\n</section>\n");
}

// Bundle, file in it, line and digest: enough to look it up without this program.
void write_place(HtmlPage& page, const CompanyScan& scan, const CompanyPlace& place) {
  page.raw(" <span class=\"place\">");
  if (place.entry.empty()) {
    page.text(place.record);
  } else {
    page.text(bundle_mark(scan.sealed)).text(": ").text(place.entry);
  }
  page.raw(", line ").number(static_cast<std::int64_t>(place.line));
  if (!place.sha256.empty()) page.raw(", SHA-256 <code>").text(place.sha256).raw("</code>");
  if (place.entry.empty() && !scan.sealed.manifest.empty()) page.raw(", not in the bundle");
  page.raw("</span>");
}

void write_followed(HtmlPage& page, const CompanyScan& scan) {
  if (!scan.followed_measured) {
    page.raw("<p>No profile visited several sites, so it was not measured whether one identifier ");
    page.raw("serves several.</p>\n");
    return;
  }
  if (scan.followed.empty()) {
    page.raw("<p>In profiles that visited several sites, no identifier of it served more than ");
    page.raw("one.</p>\n");
    return;
  }
  page.raw("<ul>");
  for (const FollowedVisitor& visitor : scan.followed) {
    page.raw("<li>One <code>").quote(visitor.name).raw("</code> of ").quote(visitor.domain);
    page.raw(" (SHA-256 <code>").text(value_digest(visitor.value)).raw("…</code>) served ");
    page.number(std::ssize(visitor.by_site)).raw(" sites of one visitor:<ul>");
    for (const auto& [site, evidence] : visitor.by_site) {
      page.raw("<li>").quote(site);
      write_place(page, scan, place_across(scan, evidence.at));
      page.raw("</li>");
    }
    page.raw("</ul></li>\n");
  }
  page.raw("</ul>\n");
}

void write_sites_and_partners(HtmlPage& page, const CompanyProfile& profile) {
  const CompanyScan& scan = profile.scans.back();
  page.raw("<section id=\"graph\" aria-labelledby=\"graph-title\">\n<h2 id=\"graph-title\">");
  page.raw("Sites and partners</h2>\n<p class=\"soft\">Left the sites; thick lines lead to those ");
  page.raw("on which one and the same identifier served one visitor. Right, by broken lines, who ");
  page.raw("was told an identifier of it or told it one.</p>\n");
  write_graph(page, profile.company, scan);
  write_followed(page, scan);
  page.raw("</section>\n");
}

// One kind of data over all sites.
struct DataReach {
  std::set<std::string> sites;
  std::set<Stage> stages;
};

void write_stages(HtmlPage& page, const std::set<Stage>& stages) {
  bool first = true;
  for (const Stage stage : kProfileStages) {
    if (!stages.contains(stage)) continue;
    page.text(first ? "" : ", ").text(label_of(stage));
    first = false;
  }
}

void write_data(HtmlPage& page, const CompanyScan& scan) {
  std::map<std::pair<std::string, std::string>, DataReach> kinds;
  for (const CompanyOnSite& site : scan.present) {
    for (const DataSent& data : site.data) {
      DataReach& reach = kinds[{data.what, data.how}];
      reach.sites.insert(site.url);
      reach.stages.insert(data.stages.begin(), data.stages.end());
    }
  }
  page.raw("<section id=\"data\" aria-labelledby=\"data-title\">\n<h2 id=\"data-title\">");
  page.raw("What went along</h2>\n");
  if (kinds.empty()) {
    page.raw("<p>Nothing that is looked for was seen in requests to it.</p>\n</section>\n");
    return;
  }
  page.raw("<div class=\"scroll\" role=\"group\" aria-labelledby=\"data-title\" tabindex=\"0\">");
  page.raw("<table><thead><tr><th>What</th><th class=\"number\">Sites</th><th>When</th>");
  page.raw("<th>What shows it</th></tr></thead>\n<tbody>\n");
  for (const auto& [kind, reach] : kinds) {
    page.raw("<tr><th scope=\"row\">").text(kind.first).raw("</th><td class=\"number\">");
    page.number(std::ssize(reach.sites)).raw("</td><td>");
    write_stages(page, reach.stages);
    page.raw("</td><td>").text(kind.second).raw("</td></tr>\n");
  }
  page.raw("</tbody></table></div>\n</section>\n");
}

void write_scans(HtmlPage& page, const CompanyProfile& profile) {
  page.raw("<section id=\"scans\" aria-labelledby=\"scans-title\">\n<h2 id=\"scans-title\">");
  page.raw("From scan to scan</h2>\n<div class=\"scroll\" role=\"group\" ");
  page.raw("aria-labelledby=\"scans-title\" tabindex=\"0\"><table class=\"wide\"><thead><tr>");
  page.raw("<th>Scan</th><th class=\"number\">Seen on</th>");
  for (const Stage stage : kProfileStages) {
    page.raw("<th class=\"number\">").text(label_of(stage)).raw("</th>");
  }
  page.raw("<th>Share before a choice</th></tr></thead>\n<tbody>\n");
  for (const CompanyScan& scan : profile.scans) {
    const ReachCount count = reach_of(scan);
    page.raw("<tr><th scope=\"row\">").text(scan.started).raw("<span class=\"under\">");
    page.quote(scan.folder).raw("</span></th><td class=\"number\">").number(count.sites);
    page.raw(" of ").number(scan.sites).raw("</td>");
    for (const Stage stage : kProfileStages) {
      page.raw("<td class=\"number\">");
      if (measured_at(scan, stage) == 0) {
        page.raw("not measured</td>");
      } else {
        page.number(identifier_at(count, stage)).raw("</td>");
      }
    }
    page.raw("<td>");
    write_bar(page, identifier_at(count, Stage::before), measured_at(scan, Stage::before));
    page.raw("</td></tr>\n");
  }
  page.raw("</tbody></table></div>\n</section>\n");
}

void write_evidence(HtmlPage& page, const CompanyScan& scan, const CompanyOnSite& site,
                    const Evidence& evidence) {
  page.quote(evidence.text);
  write_place(page, scan, place_of(scan, site, evidence.at));
}

void write_items(HtmlPage& page, const CompanyScan& scan, const CompanyOnSite& site) {
  if (site.items.empty()) return;
  page.raw("<dt>Items</dt><dd><ul>");
  for (const ProfileItem& item : site.items) {
    page.raw("<li><code>").quote(item.key.name).raw("</code> ").text(item.key.kind + " of ");
    page.quote(item.key.owner).text(", " + std::string(name_of(item.purpose)));
    if (item.identifies) page.raw(", an identifier");
    if (!item.stored.empty()) page.raw(", stored ");
    write_stages(page, item.stored);
    for (const auto& [run, digest] : item.value_digests) {
      page.raw("<span class=\"under\">in ").text(run).raw(": SHA-256 <code>").text(digest);
      page.raw("…</code></span>");
    }
    write_place(page, scan, place_of(scan, site, item.first));
    page.raw("</li>");
  }
  page.raw("</ul></dd>\n");
}

void write_exchanges(HtmlPage& page, const CompanyScan& scan, const CompanyOnSite& site) {
  if (site.exchanges.empty()) return;
  page.raw("<dt>Exchanged</dt><dd><ul>");
  for (const Exchange& exchange : site.exchanges) {
    page.raw("<li><code>").quote(exchange.name).raw("</code> ");
    page.text(exchange.told ? "told to " : "told by ");
    page.quote(exchange.other.empty() ? "the site" : exchange.other).raw(": ");
    write_evidence(page, scan, site, exchange.first);
    page.raw("</li>");
  }
  page.raw("</ul></dd>\n");
}

void write_site(HtmlPage& page, const CompanyScan& scan, const CompanyOnSite& site) {
  page.raw("<article class=\"finding\"><header><h3>").web_link(site.url, site.url);
  page.raw("</h3></header><dl class=\"facts\">\n");
  for (const Stage stage : kProfileStages) {
    const auto requests = site.requests.find(stage);
    const auto identifier = site.identifier.find(stage);
    if (requests == site.requests.end() && identifier == site.identifier.end()) continue;
    page.raw("<dt>").text(label_of(stage)).raw("</dt><dd>");
    page.number(requests == site.requests.end() ? 0 : requests->second).raw(" requests; ");
    if (identifier == site.identifier.end()) {
      page.raw("no identifier seen");
      const auto first = site.requested.find(stage);
      if (first != site.requested.end())
        write_place(page, scan, place_of(scan, site, first->second));
    } else {
      write_evidence(page, scan, site, identifier->second);
    }
    page.raw("</dd>\n");
  }
  write_items(page, scan, site);
  if (!site.data.empty()) page.raw("<dt>Went along</dt><dd><ul>");
  for (const DataSent& data : site.data) {
    page.raw("<li>");
    write_evidence(page, scan, site, data.first);
    page.raw("</li>");
  }
  if (!site.data.empty()) page.raw("</ul></dd>\n");
  write_exchanges(page, scan, site);
  page.raw("</dl></article>\n");
}

void write_appendix(HtmlPage& page, const CompanyProfile& profile) {
  page.raw("<section id=\"appendix\" aria-labelledby=\"appendix-title\">\n");
  page.raw("<h2 id=\"appendix-title\">Site by site</h2>\n");
  for (const CompanyScan& scan : profile.scans) {
    page.raw("<details open><summary>").text(scan.started).raw(", ").quote(scan.folder);
    page.raw("</summary>\n<p class=\"soft\">");
    if (scan.sealed.manifest.empty()) {
      page.raw("No evidence bundle lies in this scan's folder; lines are those of its records.");
    } else {
      page.quote(bundle_mark(scan.sealed))
          .raw(" is the evidence bundle whose MANIFEST.sha256 has ");
      page.raw("the SHA-256 <code>").text(scan.sealed.manifest).raw("</code>. ");
      page.raw("<code>unzip -p evidence.zip FILE | sha256sum</code> gives a record's SHA-256, ");
      page.raw("<code>unzip -p evidence.zip FILE | grep '^.\"n\":LINE,'</code> shows the line.");
    }
    page.raw("</p>\n");
    for (const CompanyOnSite& site : scan.present) write_site(page, scan, site);
    page.raw("</details>\n");
  }
  page.raw("</section>\n</main>\n");
}

}  // namespace

std::string company_html(const CompanyProfile& profile, const ReportLanguage& language) {
  HtmlPage page(profile.company + ": company file", language);
  if (profile.scans.empty()) return std::move(page).take();
  write_header(page, profile);
  write_reach_chart(page, profile.scans.back());
  write_sites_and_partners(page, profile);
  write_data(page, profile.scans.back());
  write_scans(page, profile);
  write_appendix(page, profile);
  return std::move(page).take();
}

}  // namespace consentry
