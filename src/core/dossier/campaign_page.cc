// SPDX-License-Identifier: Apache-2.0
#include "core/dossier/campaign_board.h"
#include "core/dossier/draft_writer.h"
#include "core/report/html_page.h"

namespace consentry {
namespace {

// The column's name again: on a phone a row is a card, and the head is not there.
void begin_cell(HtmlPage& page, std::string_view column, bool number = false) {
  page.raw("<td");
  if (number) page.raw(" class=\"number\"");
  page.raw(" data-label=\"").say(column).raw("\">");
}

void write_date(HtmlPage& page, const std::optional<Date>& date) {
  begin_cell(page, "Filed", true);
  if (date) page.text(date_words(*date, page.language()));
  page.raw("</td>");
}

void write_silence(HtmlPage& page, const BoardRow& row) {
  begin_cell(page, "Silence", true);
  if (row.silence)
    page.raw("<strong>").say_count(*row.silence, "{0} day", "{0} days").raw("</strong>");
  if (row.silence && row.decided)
    page.raw("<br><span class=\"soft\">").say("until the decision").raw("</span>");
  page.raw("</td>");
}

void write_row(HtmlPage& page, const BoardRow& row) {
  page.raw("<tr><th scope=\"row\">").quote(row.name).raw("<span class=\"under\">");
  page.quote(row.respondents).raw("</span></th>");
  write_silence(page, row);
  begin_cell(page, "State");
  page.say(name_of(row.status)).raw("</td>");
  write_date(page, row.filed);
  begin_cell(page, "With");
  page.quote(row.filed_with);
  if (!row.now_with.empty() && row.now_with != row.filed_with)
    page.raw("<br><span class=\"soft\">").say("now: {0}", {quoted(row.now_with)}).raw("</span>");
  page.raw("</td>");
  begin_cell(page, "Last event");
  if (row.last_on) page.text(date_words(*row.last_on, page.language())).raw(": ").quote(row.last);
  page.raw("</td></tr>\n");
}

}  // namespace

std::string board_html(const std::vector<BoardRow>& rows, const std::string& title, Date today,
                       const ReportLanguage& language) {
  HtmlPage page(title, language);
  const std::string day = date_words(today, language);
  page.raw("<header class=\"top\">\n<h1>").quote(title).raw("</h1>\n<p class=\"soft\">");
  page.say("As it stood on {0}. A day of silence is one on which the authority said nothing.",
           {words(day)});
  page.raw(
      "</p>\n</header>\n<main>\n<section>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" ");
  page.raw("aria-label=\"")
      .say("Complaints and claims")
      .raw("\">\n<table class=\"wide board\">\n<thead><tr>");
  page.columns({"Case"});
  page.number_columns({"Silence"});
  page.columns({"State"});
  page.number_columns({"Filed"});
  page.columns({"With", "Last event"}).raw("</tr></thead>\n<tbody>\n");
  for (const BoardRow& row : rows) write_row(page, row);
  page.raw("</tbody>\n</table>\n</div>\n</section>\n</main>\n");
  return std::move(page).take();
}

}  // namespace consentry
