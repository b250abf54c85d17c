// SPDX-License-Identifier: Apache-2.0
#include "lab/declaration.h"

#include <algorithm>
#include <set>

#include "io/http/html_text.h"

namespace consentry::lab {
namespace {

using http::escape_html;

struct Row {
  std::string name, provider, purpose, expiry;
};

class Rows {
 public:
  explicit Rows(const Site& site) : site_(site), text_(site.language->page) {}

  std::vector<Row> all() {
    for (const std::string& line : site_.necessary_cookies) add_own(line.substr(0, line.find('=')));
    if (site_.banner.manager == Manager::own) add_own(site_.banner.store_name);
    for (const Tag& tag : site_.tags) add_tag(tag);
    if (site_.bounces) add("ds_id", "Doorstap", site_.language->banner.marketing_text);
    if (site_.declared == Declared::too_much)
      add("old_campaign_7", "Oudlicht", site_.language->banner.marketing_text);
    return std::move(rows_);
  }

 private:
  void add(const std::string& name, std::string_view provider, const std::string& purpose) {
    if (!told_.insert(name).second) return;
    const bool brief = site_.declared == Declared::too_briefly;
    rows_.push_back(
        {name, std::string(provider), purpose, brief ? text_.one_month : text_.two_years});
  }

  void add_own(const std::string& name) {
    if (told_.insert(name).second)
      rows_.push_back({name, site_.name, site_.language->banner.necessary_text, text_.two_years});
  }

  void add_tag(const Tag& tag) {
    const Party& party = *tag.party;
    if (site_.declared == Declared::incompletely && party.category == "statistics") return;
    const BannerText& words = site_.language->banner;
    const std::string& purpose =
        party.category == "statistics" ? words.statistics_text : words.marketing_text;
    for (std::string_view names :
         {party.cookies, party.unknown_cookies, party.shared_cookie, party.keys}) {
      while (!names.empty()) {
        const std::size_t end = std::min(names.find(' '), names.size());
        if (end > 0) add(with_account(names.substr(0, end), tag.account), party.company, purpose);
        names.remove_prefix(std::min(end + 1, names.size()));
      }
    }
    if (party.keeps_click) add("kh_click", party.company, purpose);
  }

  const Site& site_;
  const PageText& text_;
  std::set<std::string> told_;
  std::vector<Row> rows_;
};

std::string cells(std::string_view tag, const Row& row, bool durations) {
  const std::string open = "<" + std::string(tag) + ">";
  const std::string close = "</" + std::string(tag) + ">";
  std::string out = "<tr>";
  for (const std::string& cell : {row.name, row.provider, row.purpose})
    out += open + escape_html(cell) + close;
  if (durations) out += open + escape_html(row.expiry) + close;
  return out + "</tr>\n";
}

// As long as policies are, and about other matters.
std::string other_matters(const Site& site) {
  std::string out;
  for (const Kind kind : kKinds) {
    const KindText& text = site.language->kind(kind);
    for (const auto* list : {&text.body, &text.items, &text.body}) {
      for (const std::string& paragraph : *list) out += "<p>" + escape_html(paragraph) + "</p>\n";
    }
  }
  return out;
}

// A script that writes `html` where it stands, once the page is there. No text of the lab holds a
// back-tick or "</script>".
std::string by_script(const std::string& html) {
  return "<script id=\"CookieDeclaration\">addEventListener(\"load\", () => "
         "document.getElementById(\"CookieDeclaration\").insertAdjacentHTML(\"afterend\", `" +
         html + "`));</script>\n";
}

}  // namespace

std::string declaration_of(const Site& site) {
  if (site.declared == Declared::nothing) return other_matters(site);
  const PageText& text = site.language->page;
  const bool durations = site.declared != Declared::without_durations;
  const std::vector<Row> rows = Rows(site).all();
  std::string out;
  if (site.declared == Declared::by_interest)
    out += "<p>" + escape_html(text.by_interest) + "</p>\n";
  if (rows.empty()) return out;
  out += site.declared == Declared::without_transfers
             ? other_matters(site)
             : "<p>" + escape_html(text.transfers) + "</p>\n";
  std::string table =
      "<table>\n<thead>" +
      cells("th", {text.item_name, text.provider, text.purpose, text.expiry}, durations) +
      "</thead>\n<tbody>\n";
  for (const Row& row : rows) table += cells("td", row, durations);
  table += "</tbody>\n</table>\n";
  out += "<h2>" + escape_html(text.declaration) + "</h2>\n";
  return out + (site.declared_by_script ? by_script(table) : table);
}

}  // namespace consentry::lab
