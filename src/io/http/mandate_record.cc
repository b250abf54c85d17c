// SPDX-License-Identifier: Apache-2.0
#include "io/http/mandate_record.h"

#include "core/base/bytes.h"
#include "core/consent/locale_words.h"
#include "io/http/html_text.h"
#include "io/http/mandate_paths.h"

namespace consentry::http {
namespace {

std::string_view state_key(MandateState state) {
  switch (state) {
    case MandateState::received:
      return "waiting";
    case MandateState::confirmed:
      return "confirmed";
    case MandateState::withdrawn:
      return "withdrawn";
    case MandateState::replaced:
    case MandateState::corrected:
      return "replaced";
    case MandateState::erased:
      break;
  }
  return "erased";
}

bool is_over(MandateState state) {
  return state != MandateState::received && state != MandateState::confirmed;
}

std::string joined(const std::vector<std::string>& parts) {
  std::string all;
  for (const std::string& each : parts) all += (all.empty() ? "" : "; ") + each;
  return all;
}

std::string table(const RecordRows& rows) {
  std::string html = "<dl>";
  for (const auto& [label, value] : rows)
    html += "<dt>" + escape_html(label) + "</dt><dd><bdi>" + escape_html(value) + "</bdi></dd>";
  return html + "</dl>";
}

std::string link_for(const MandateRecord& record, std::string_view verb, const MandateWords& words,
                     std::string_view key) {
  return "<a class=\"np\" href=\"" +
         mandate_path({record.form.id, verb, record.manage, words.language()}) + "\">" +
         words.html(key) + "</a>";
}

std::string actions(const MandateRecord& record, const MandateWords& words) {
  if (is_over(record.mandate.state)) return {};
  return "<h2 class=\"np\">" + words.html("withdraw_title") +
         "</h2><form method=\"post\" action=\"" +
         mandate_path({record.form.id, "withdraw", record.manage, words.language()}) + "\"><p>" +
         words.html("withdraw") + "</p><p><button>" + words.html("do_withdraw") +
         "</button></p></form><h2 class=\"np\">" + words.html("correct_title") +
         "</h2><p class=\"np\">" + words.html("correct") + "</p><p>" +
         link_for(record, "correct", words, "do_correct") + "</p>";
}

std::string counted(const MandateRecord& record, const MandateWords& words) {
  if (record.mandate.state != MandateState::confirmed) return {};
  return "<h2>" + words.html("check") + "</h2><p>" +
         words.html("check_text", {{"organisation", record.form.organisation}}) + "</p>" +
         table(check_rows(record, words)) + "<p>" + link_for(record, "proof", words, "proof") +
         "</p>";
}

}  // namespace

RecordRows record_rows(const MandateRecord& record, const MandateWords& words) {
  const MandateFacts& facts = record.mandate.kept.facts;
  RecordRows rows;
  if (record.mandate.number > 0)
    rows.emplace_back(words.text("number"), std::to_string(record.mandate.number));
  if (record.mandate.confirmed)
    rows.emplace_back(words.text("confirmed_on"),
                      date_words(*record.mandate.confirmed, words.language()));
  std::vector<std::string> names;
  for (const std::string& id : facts.respondents) {
    const FormChoice* choice = choice_of(record.form.respondents, id);
    names.push_back(choice == nullptr ? id : choice->name);
  }
  if (!names.empty()) rows.emplace_back(words.text("against"), joined(names));
  std::vector<std::string> powers;
  for (const Power power : facts.powers) powers.push_back(words.text(name_of(power)));
  if (!powers.empty()) rows.emplace_back(words.text("agreed"), joined(powers));
  if (facts.text != Sha256{}) rows.emplace_back(words.text("text_digest"), to_hex(facts.text));
  return rows;
}

RecordRows check_rows(const MandateRecord& record, const MandateWords& words) {
  RecordRows rows{{words.text("reference"), hex_of(record.mandate.kept.facts.reference)}};
  if (record.salt) rows.emplace_back(words.text("salt"), hex_of(*record.salt));
  rows.emplace_back(words.text("commitment"), to_hex(record.mandate.kept.commitment));
  return rows;
}

MandatePage record_page(const MandateRecord& record, const MandateWords& words) {
  const MandateText& text = shown_text(record.form, words.language());
  const MandateState state = record.mandate.state;
  MandatePage page;
  page.title = words.text("own_title") + ": " + text.title;
  page.body = "<p class=\"top\"" + lang_attribute(text.language, words) + ">" +
              escape_html(text.title) + "</p><h1>" + words.html("own_title") +
              "</h1><p class=\"box\" role=\"status\"><strong>" + words.html(state_key(state)) +
              "</strong></p>" + table(record_rows(record, words));
  if (state == MandateState::confirmed)
    page.body += "<p>" + words.html("keep") + "</p><p>" +
                 link_for(record, "text", words, "save_text") + "</p>";
  page.body += counted(record, words) + actions(record, words);
  if (const auto& what = record.text; what && !is_over(state))
    page.body += "<h2>" + words.html("text") + "</h2><div class=\"doc\"" +
                 lang_attribute(what->language, words) + ">" + paragraphs(what->mandate) + "</div>";
  return page;
}

std::string record_text(const MandateRecord& record, const MandateWords& words) {
  const MandateText& title = shown_text(record.form, words.language());
  std::string text = title.title + "\n" + record.form.organisation + "\n\n" +
                     words.text(state_key(record.mandate.state)) + "\n\n";
  RecordRows rows = record_rows(record, words);
  const RecordRows check = check_rows(record, words);
  rows.insert(rows.end(), check.begin(), check.end());
  for (const auto& [label, value] : rows) text += label + ": " + value + "\n";
  if (const auto& what = record.text)
    text += "\n" + words.text("text") + "\n\n" + what->mandate + "\n";
  return text;
}

}  // namespace consentry::http
