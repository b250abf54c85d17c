// SPDX-License-Identifier: Apache-2.0
#include "core/dossier/draft_output.h"
#include "core/report/html_page.h"

namespace consentry {
namespace {

// A letter on paper of any width; what is no letter yet says so on each printed page.
constexpr std::string_view kLetterStyle = R"css(
:root{--ink:#1b2330;--soft:#505a6b;--paper:#fff;--ground:#eceef2;--line:#d8dde5;--mark:#8c1620;--mark-bg:#fbe3e3;--care:#564500;--care-bg:#f9f0c2}
@media (prefers-color-scheme:dark){:root{--ink:#e5e9f0;--soft:#a9b2c1;--paper:#1a1f28;--ground:#12161d;--line:#343c49;--mark:#ffb9b9;--mark-bg:#4b1b20;--care:#f1e28e;--care-bg:#3b3410}}
*{box-sizing:border-box}
html{font:16px/1.55 Georgia,"Times New Roman","DejaVu Serif",serif;color:var(--ink);background:var(--ground);-webkit-text-size-adjust:100%}
body{margin:0;padding:clamp(0rem,3vw,2rem)}
main{max-width:46rem;margin:0 auto;background:var(--paper);padding:clamp(1.1rem,6vw,4rem);border:1px solid var(--line);overflow-wrap:anywhere}
.state{max-width:46rem;margin:0 auto;padding:.6rem 1rem;font-family:system-ui,sans-serif;font-weight:600;text-align:center;border:1px solid var(--line);background:var(--paper)}
.open{color:var(--mark);background:var(--mark-bg);border-color:var(--mark)}
p{margin:0 0 .8rem}
.from,.to{margin:0}.from{color:var(--soft);text-align:right}
.to{margin-left:0}.from+.to{margin-top:1.5rem}
.date{margin:1.5rem 0}
h1{font-size:1.25rem;line-height:1.3;margin:0 0 1.2rem}
h2{font-size:1.05rem;line-height:1.35;margin:1.6rem 0 .5rem}
ul,ol{margin:0 0 .8rem;padding-left:1.6rem}li{margin:0 0 .45rem}
.detail{color:var(--soft);font-size:.9rem;margin:.15rem 0 0}
.care{color:var(--care);background:var(--care-bg);font-size:.9rem;padding:.15rem .5rem;margin:.2rem 0 .5rem}
.end{margin:1.2rem 0 0}
.digest{color:var(--soft);font-size:.8rem;font-family:ui-monospace,monospace;margin-top:2rem}
.across{display:none}
@media print{:root{--ink:#000;--soft:#333;--paper:#fff;--ground:#fff;--line:#999;--mark:#8c1620;--mark-bg:#fff;--care:#000;--care-bg:#eee}
html{font-size:11pt}body,main{padding:0;border:0;max-width:none}main{margin-top:1rem}h1,h2{break-after:avoid}li{break-inside:avoid}
.across{display:block;position:fixed;top:45%;left:0;right:0;text-align:center;font:700 26pt system-ui,sans-serif;color:#8c1620;opacity:.12;transform:rotate(-28deg)}}
@page{margin:22mm}
)css";

enum class List { none, bullets, facts };

List list_of(DraftBlockKind kind) {
  if (kind == DraftBlockKind::bullet) return List::bullets;
  return kind == DraftBlockKind::fact ? List::facts : List::none;
}

bool belongs_to_last(DraftBlockKind kind) {
  return kind == DraftBlockKind::detail || kind == DraftBlockKind::caution;
}

class LetterPage {
 public:
  explicit LetterPage(HtmlPage& page) : page_(page) {}

  void write(const DraftBlock& block) {
    const List wanted = belongs_to_last(block.kind) ? open_ : list_of(block.kind);
    if (!belongs_to_last(block.kind)) end_item();
    if (wanted != open_) end_list();
    if (wanted != open_) begin_list(wanted);
    write_block(block);
  }

  void finish() {
    end_item();
    end_list();
  }

 private:
  void end_item() {
    if (in_item_) page_.raw("</li>\n");
    in_item_ = false;
  }

  void end_list() {
    if (open_ == List::bullets) page_.raw("</ul>\n");
    if (open_ == List::facts) page_.raw("</ol>\n");
    open_ = List::none;
  }

  void begin_list(List list) {
    if (list == List::bullets) page_.raw("<ul>\n");
    if (list == List::facts) page_.raw("<ol>\n");
    open_ = list;
  }

  void write_words(const DraftBlock& block) {
    if (block.english) {
      page_.english(block.text);
    } else {
      page_.text(block.text);
    }
  }

  void write_in(Markup begin, Markup end, const DraftBlock& block) {
    page_.raw(begin);
    write_words(block);
    page_.raw(end).raw("\n");
  }

  void write_block(const DraftBlock& block) {
    switch (block.kind) {
      case DraftBlockKind::sender:
        return write_in("<p class=\"from\">", "</p>", block);
      case DraftBlockKind::recipient:
        return write_in("<p class=\"to\">", "</p>", block);
      case DraftBlockKind::date:
        return write_in("<p class=\"date\">", "</p>", block);
      case DraftBlockKind::subject:
        return write_in("<h1>", "</h1>", block);
      case DraftBlockKind::heading:
        return write_in("<h2>", "</h2>", block);
      case DraftBlockKind::paragraph:
        return write_in("<p>", "</p>", block);
      case DraftBlockKind::closing:
        return write_in("<p class=\"end\">", "</p>", block);
      case DraftBlockKind::detail:
        return write_in("<p class=\"detail\">", "</p>", block);
      case DraftBlockKind::caution:
        return write_in("<p class=\"care\">", "</p>", block);
      case DraftBlockKind::bullet:
      case DraftBlockKind::fact:
        in_item_ = true;
        page_.raw("<li>");
        write_words(block);
        page_.raw("\n");
    }
  }

  HtmlPage& page_;
  List open_ = List::none;
  bool in_item_ = false;
};

std::string_view subject_of(const Draft& draft) {
  for (const DraftBlock& block : draft.blocks) {
    if (block.kind == DraftBlockKind::subject) return block.text;
  }
  return draft.kind;
}

}  // namespace

std::string draft_html(const Draft& draft, const ReportLanguage& language) {
  HtmlPage page(subject_of(draft), language, kLetterStyle);
  const bool open = draft.state != DraftState::signed_off;
  if (open) {
    page.raw("<p class=\"state open\" role=\"note\">").text(draft.mark).raw("</p>\n");
    page.raw("<p class=\"across\" aria-hidden=\"true\">").text(draft.mark).raw("</p>\n");
  }
  page.raw("<main>\n");
  LetterPage letter(page);
  for (const DraftBlock& block : draft.blocks) letter.write(block);
  letter.finish();
  page.raw("<p class=\"digest\">");
  if (!open) page.text(draft.mark).raw("<br>");
  page.raw("SHA-256 ").text(draft.sha256).raw("</p>\n</main>\n");
  return std::move(page).take();
}

}  // namespace consentry
