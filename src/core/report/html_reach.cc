// SPDX-License-Identifier: Apache-2.0
#include "core/report/html_reach.h"

#include "core/report/wording.h"

namespace consentry {
namespace {

constexpr std::size_t kIdentifiersShown = 6;  // the most used; report.json has all

void write_names(HtmlPage& page, const std::vector<std::string>& names, std::size_t most) {
  for (std::size_t i = 0; i < names.size() && i < most; ++i) {
    page.text(i == 0 ? "" : ", ").quote(names[i]);
  }
  if (names.size() > most) {
    page.raw(" ");
    page.say("and {0} more", {number_of(static_cast<std::int64_t>(names.size() - most))});
  }
}

// Two bars on one track: where it was seen, and over it where it acted before a choice.
void write_bar(HtmlPage& page, const CompanyReach& company, std::int64_t total) {
  page.raw("<td>").say("{0} of {1}", {number_of(company.sites), number_of(total)});
  page.raw("<svg class=\"bar\" viewBox=\"0 0 ").number(total);
  page.raw(
          " 1\" preserveAspectRatio=\"none\" aria-hidden=\"true\" focusable=\"false\">"
          "<rect class=\"track\" height=\"1\" width=\"")
      .number(total);
  page.raw("\"/><rect class=\"seen\" height=\"1\" width=\"").number(company.sites);
  page.raw("\"/><rect class=\"early\" height=\"1\" width=\"").number(company.sites_before_choice);
  page.raw("\"/></svg></td>");
}

void write_number(HtmlPage& page, int value) {
  if (value == 0) {
    page.raw("<td class=\"number none\">–</td>");
  } else {
    page.raw("<td class=\"number\">").number(value).raw("</td>");
  }
}

void write_company(HtmlPage& page, const CompanyReach& company, std::int64_t total) {
  constexpr std::size_t kDomainsShown = 3;
  page.raw("<tr><th scope=\"row\">").quote(company.company);
  page.raw("<span class=\"under\">").say(label_of(company.function));
  if (!company.domains.empty() &&
      (company.domains.size() > 1 || company.domains[0] != company.company)) {
    page.raw("</span><span class=\"under\">");
    write_names(page, company.domains, kDomainsShown);
  }
  page.raw("</span></th>");
  write_bar(page, company, total);
  write_number(page, company.sites_before_choice);
  write_number(page, company.sites_after_refusal);
  write_number(page, company.sites_after_withdrawal);
  page.raw("<td>");
  if (company.follows)
    page.raw("<span class=\"tag\">").say("follows from site to site").raw("</span> ");
  write_names(page, company.identifier_names, kIdentifiersShown);
  page.raw("</td></tr>\n");
}

void write_others(HtmlPage& page, const std::vector<CompanyReach>& companies) {
  std::vector<std::string> names;
  for (const CompanyReach& company : companies) {
    if (is_worth_listing(company)) continue;
    names.push_back(company.company + " (" + std::to_string(company.sites) + ")");
  }
  if (names.empty()) return;
  page.raw("<details><summary>");
  page.say("Seen, but neither known to track nor seen to identify: {0}",
           {number_of(std::ssize(names))});
  page.raw("</summary>\n<p>");
  write_names(page, names, names.size());
  page.raw("</p></details>\n");
}

}  // namespace

void write_reach(HtmlPage& page, const ScanReport& report) {
  if (report.companies.empty()) return;
  const auto total = std::ssize(report.sites);
  page.raw(
      "<section id=\"companies\" aria-labelledby=\"companies-title\">\n"
      "<h2 id=\"companies-title\">");
  page.say("Companies by reach").raw("</h2>\n<p class=\"soft\"><span class=\"key\"></span>");
  page.say("sites where the company was seen,").raw(" <span class=\"key early\"></span>");
  page.say("of them, sites where it stored or sent an identifier before the visitor had chosen");
  page.raw(
      "</p>\n<div class=\"scroll\" role=\"group\" aria-labelledby=\"companies-title\" "
      "tabindex=\"0\"><table class=\"wide\"><caption>");
  page.say_count(total, "Number of sites on which each company acted, out of {0} site",
                 "Number of sites on which each company acted, out of {0} sites");
  page.raw("</caption>\n<thead><tr>").columns({"Company", "Seen on"});
  page.number_columns({"Before choice", "After refusal", "After withdrawal"});
  page.columns({"Identifiers"}).raw("</tr></thead>\n<tbody>\n");
  for (const CompanyReach& company : report.companies) {
    if (is_worth_listing(company)) write_company(page, company, total);
  }
  page.raw("</tbody></table></div>\n");
  write_others(page, report.companies);
  page.raw("</section>\n");
}

}  // namespace consentry
