// SPDX-License-Identifier: Apache-2.0
#include "core/mandate/mandate_annex.h"

#include <algorithm>
#include <map>
#include <utility>

#include "core/report/html_page.h"

namespace consentry {
namespace {

// More columns than this have no room beside each other on A4 across: each mandate then is a block.
constexpr std::size_t kMaxColumns = 11;
// Digits of a text's digest in a row; whole ones stand once below the list.
constexpr std::size_t kTextDigits = 12;
constexpr std::string_view kTextColumn = "text_sha256";

constexpr std::string_view kAnnexStyle = R"css(
*{box-sizing:border-box}
html{font:15px/1.45 system-ui,"DejaVu Sans",sans-serif;color:#1b2330;background:#fff;-webkit-text-size-adjust:100%}
body{margin:0 auto;max-width:78rem;padding:clamp(.8rem,3vw,2rem);overflow-wrap:anywhere}
h1{font-size:1.35rem;line-height:1.3;margin:0 0 .3rem}h2{font-size:1.05rem;margin:1.6rem 0 .5rem}
.lead{margin:0 0 1rem;color:#505a6b}
dl{display:grid;grid-template-columns:minmax(8rem,14rem) 1fr;gap:.15rem 1rem;margin:0}dt{color:#505a6b}dd{margin:0}
code{font:.86em ui-monospace,"DejaVu Sans Mono",monospace}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.28rem .5rem;border-bottom:1px solid #d8dde5}
thead th{border-bottom:2px solid #505a6b;white-space:nowrap}
th:first-child,td:first-child{text-align:right;font-variant-numeric:tabular-nums}
article{border-top:1px solid #98a1b0;padding:.6rem 0}h3{font-size:1rem;margin:0 0 .3rem}
@media print{html{font-size:9pt}body{padding:0;max-width:none}thead{display:table-header-group}tr,article{break-inside:avoid}h1,h2,h3{break-after:avoid}}
@page{size:A4 landscape;margin:14mm 14mm 18mm;@bottom-right{content:counter(page) " / " counter(pages);font:8pt system-ui,sans-serif}}
)css";

// "family_name": "Family name".
std::string title_of(std::string_view column) {
  if (column == kTextColumn) return "Text signed";
  std::string title(column);
  std::ranges::replace(title, '_', ' ');
  if (!title.empty() && title.front() >= 'a' && title.front() <= 'z')
    title.front() = static_cast<char>(title.front() - 'a' + 'A');
  return title;
}

std::string_view subject_of(ExportFor purpose) {
  switch (purpose) {
    case ExportFor::authority:
      return "Annex: mandates to lodge a complaint (GDPR, Articles 77 and 80(1))";
    case ExportFor::court:
      return "Annex: mandates to go to court (GDPR, Articles 78, 79, 80(1) and 82)";
    case ExportFor::opt_list:
      return "List: who lets the organisation declare an opt-in or opt-out";
    case ExportFor::organisation:
      break;
  }
  return "List of mandates of the organisation";
}

std::string cell_text(std::string_view column, const std::string& value) {
  if (column != kTextColumn || value.size() <= kTextDigits) return value;
  return value.substr(0, kTextDigits) + "…";
}

void write_fact(HtmlPage& page, std::string_view name, std::string_view value) {
  page.raw("<dt>").text(name).raw("</dt><dd>").quote(value).raw("</dd>\n");
}

void write_head(HtmlPage& page, const MandateAnnex& annex) {
  page.raw("<main>\n<h1>").text(subject_of(annex.purpose)).raw("</h1>\n<p class=\"lead\">");
  page.raw(
      "Confidential: names people. Not to be passed on without asking who sent it.</p>\n<dl>\n");
  write_fact(page, "Organisation", annex.form.organisation);
  write_fact(page, "Case", annex.form.id);
  write_fact(page, "As of (UTC)", to_rfc3339(annex.certificate.at).substr(0, 16));
  write_fact(page, "In this list", std::to_string(annex.table.rows.size()));
  write_fact(page, "Mandates that stand", std::to_string(annex.certificate.tally.counted));
  page.raw("<dt>Root of the count</dt><dd><code>").text(to_hex(annex.certificate.tally.root));
  page.raw("</code></dd>\n<dt>SHA-256 of mandates.csv</dt><dd><code>").text(annex.csv_sha256);
  page.raw("</code></dd>\n</dl>\n");
}

void write_rows(HtmlPage& page, const ExportTable& table) {
  page.raw("<h2 id=\"list\">Mandates</h2>\n<div class=\"scroll\" role=\"group\" tabindex=\"0\" ");
  page.raw("aria-labelledby=\"list\"><table>\n<thead><tr>");
  for (const std::string_view column : table.columns)
    page.raw("<th scope=\"col\">").text(title_of(column)).raw("</th>");
  page.raw("</tr></thead>\n<tbody>\n");
  for (const std::vector<std::string>& row : table.rows) {
    page.raw("<tr>");
    for (std::size_t i = 0; i < row.size(); ++i)
      page.raw("<td>").quote(cell_text(table.columns[i], row[i])).raw("</td>");
    page.raw("</tr>\n");
  }
  page.raw("</tbody></table></div>\n");
}

void write_blocks(HtmlPage& page, const ExportTable& table) {
  page.raw("<h2>Mandates</h2>\n");
  for (const std::vector<std::string>& row : table.rows) {
    page.raw("<article><h3>No. ").text(row.front()).raw("</h3><dl>\n");
    for (std::size_t i = 1; i < row.size(); ++i) {
      if (!row[i].empty())
        write_fact(page, title_of(table.columns[i]), cell_text(table.columns[i], row[i]));
    }
    page.raw("</dl></article>\n");
  }
}

void write_texts(HtmlPage& page, const ExportTable& table) {
  const auto column = std::ranges::find(table.columns, kTextColumn);
  if (column == table.columns.end()) return;
  const auto at = static_cast<std::size_t>(column - table.columns.begin());
  std::map<std::string, std::int64_t> texts;
  for (const std::vector<std::string>& row : table.rows) ++texts[row[at]];
  page.raw("<h2>Texts signed</h2>\n<ul>\n");
  for (const auto& [digest, count] : texts) {
    page.raw("<li>SHA-256 <code>").text(digest).raw("</code>: ").number(count);
    page.raw("</li>\n");
  }
  page.raw("</ul>\n");
}

}  // namespace

std::string annex_html(const MandateAnnex& annex) {
  const ReportLanguage english;
  HtmlPage page(subject_of(annex.purpose), english, kAnnexStyle);
  write_head(page, annex);
  if (annex.table.columns.size() <= kMaxColumns) {
    write_rows(page, annex.table);
  } else {
    write_blocks(page, annex.table);
  }
  write_texts(page, annex.table);
  page.raw("</main>\n");
  return std::move(page).take();
}

}  // namespace consentry
