// SPDX-License-Identifier: Apache-2.0
#include "core/report/company_graph.h"

#include <algorithm>
#include <set>

#include "core/base/origin.h"

namespace consentry {
namespace {

constexpr std::int64_t kRowHeight = 24;
constexpr std::int64_t kTop = 40;
constexpr std::int64_t kWidth = 760;
// Where nobody stands on the right, a phone needs not be scrolled to see the company.
constexpr std::int64_t kWidthWithoutPartners = 500;

struct Node {
  std::string name;
  bool strong = false;
};

std::vector<Node> sites_of(const CompanyScan& scan) {
  std::set<std::string> followed;
  for (const FollowedVisitor& visitor : scan.followed) {
    for (const auto& [site, evidence] : visitor.by_site) followed.insert(site);
  }
  std::vector<Node> nodes;
  for (const CompanyOnSite& site : scan.present) {
    const auto url = parse_url(site.url);
    const std::string host = url ? url->host : site.url;
    nodes.push_back({host, followed.contains(registrable_domain(host))});
  }
  std::ranges::stable_sort(nodes, std::ranges::greater{}, &Node::strong);
  return nodes;
}

std::vector<Node> partners_of(const CompanyScan& scan) {
  std::set<std::string> names;
  for (const CompanyOnSite& site : scan.present) {
    for (const Exchange& exchange : site.exchanges) {
      if (!exchange.other.empty()) names.insert(exchange.other);
    }
  }
  std::vector<Node> nodes;
  for (const std::string& name : names) nodes.push_back({name, true});
  return nodes;
}

void write_left(HtmlPage& page, const Node& node, std::int64_t y, std::int64_t middle) {
  page.raw("<line x1=\"296\" x2=\"372\" y1=\"").number(y).raw("\" y2=\"").number(middle);
  if (node.strong) {
    page.raw("\" stroke=\"currentColor\" stroke-width=\"2.5\"/>");
  } else {
    page.raw("\" stroke=\"currentColor\" stroke-opacity=\"0.35\"/>");
  }
  page.raw("<circle cx=\"292\" r=\"4\" fill=\"currentColor\" cy=\"").number(y);
  page.raw("\"/><text x=\"282\" text-anchor=\"end\" font-size=\"14\" fill=\"currentColor\" y=\"");
  page.number(y + 5).raw("\">").text(node.name).raw("</text>\n");
}

void write_right(HtmlPage& page, const Node& node, std::int64_t y, std::int64_t middle) {
  page.raw("<line x1=\"388\" x2=\"474\" stroke=\"currentColor\" stroke-dasharray=\"5 4\" y1=\"");
  page.number(middle).raw("\" y2=\"").number(y);
  page.raw("\"/><circle cx=\"478\" r=\"4\" fill=\"currentColor\" cy=\"").number(y);
  page.raw("\"/><text x=\"488\" font-size=\"14\" fill=\"currentColor\" y=\"").number(y + 5);
  page.raw("\">").text(node.name).raw("</text>\n");
}

}  // namespace

void write_graph(HtmlPage& page, const std::string& company, const CompanyScan& scan) {
  const auto sites = sites_of(scan);
  const auto partners = partners_of(scan);
  const auto rows = static_cast<std::int64_t>(
      std::clamp<std::size_t>(std::max(sites.size(), partners.size()), 2, kGraphRows));
  const std::int64_t height = kTop + rows * kRowHeight;
  const std::int64_t middle = kTop + (rows - 1) * kRowHeight / 2;
  page.raw("<div class=\"scroll\" role=\"group\" aria-label=\"Graph\" tabindex=\"0\">");
  const std::int64_t width = partners.empty() ? kWidthWithoutPartners : kWidth;
  page.raw("<svg width=\"").number(width).raw("\" role=\"img\" aria-label=\"");
  page.text(company + " between " + std::to_string(sites.size()) + " sites and " +
            std::to_string(partners.size()) + " partners");
  page.raw("\" viewBox=\"0 0 ").number(width).raw(" ").number(height);
  page.raw("\" height=\"").number(height).raw("\">\n");
  for (std::size_t i = 0; i < sites.size() && i < kGraphRows; ++i) {
    write_left(page, sites[i], kTop + static_cast<std::int64_t>(i) * kRowHeight, middle);
  }
  for (std::size_t i = 0; i < partners.size() && i < kGraphRows; ++i) {
    write_right(page, partners[i], kTop + static_cast<std::int64_t>(i) * kRowHeight, middle);
  }
  page.raw("<circle cx=\"380\" r=\"9\" fill=\"currentColor\" cy=\"").number(middle);
  page.raw("\"/><text x=\"380\" y=\"18\" text-anchor=\"middle\" font-size=\"15\" ");
  page.raw("font-weight=\"bold\" fill=\"currentColor\">").text(company).raw("</text>\n");
  page.raw(
      "<line x1=\"380\" x2=\"380\" y1=\"24\" stroke=\"currentColor\" stroke-opacity=\"0.35\" "
      "y2=\"");
  page.number(middle - 9).raw("\"/></svg></div>\n");
  if (sites.size() > kGraphRows || partners.size() > kGraphRows) {
    page.raw("<p class=\"soft\">Not all have room here; the appendix names every one.</p>\n");
  }
}

}  // namespace consentry
