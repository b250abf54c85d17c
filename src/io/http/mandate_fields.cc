// SPDX-License-Identifier: Apache-2.0
#include "io/http/mandate_fields.h"

#include <algorithm>
#include <array>

#include "core/mandate/field_text.h"
#include "io/http/html_text.h"

namespace consentry::http {
namespace {

std::string attribute(std::string_view name, std::string_view value) {
  return " " + std::string(name) + "=\"" + escape_html(value) + "\"";
}

std::string id_of(std::string_view name) { return "f-" + std::string(name); }

// Browsers count characters, the server bytes; no name that people have comes near either.
std::string length_limit(std::string_view name) {
  const std::size_t most =
      name == "email" || name == "account_email" ? kMaxEmailBytes : kMaxFieldBytes;
  return attribute("maxlength", std::to_string(most));
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 28> kLabels{{
    {"given_name", "given_name"},
    {"family_name", "family_name"},
    {"email", "email"},
    {"country", "country"},
    {"residence_from", "lived_since"},
    {"residence_to", "lived_until"},
    {"respondent", "respondents"},
    {"power", "powers"},
    {"site", "sites"},
    {"other_sites", "other_sites"},
    {"use_statement", "use_statement"},
    {"frequency", "frequency"},
    {"since", "used_since"},
    {"account_holder", "account_holder"},
    {"adult", "age"},
    {"guardian", "age"},
    {"guardian_name", "guardian_name"},
    {"birth_date", "birth_date"},
    {"street", "street"},
    {"postal_code", "post_code"},
    {"city", "city"},
    {"account_email", "account_email"},
    {"signature", "signature"},
    {"accept_text", "text"},
    {"accept_fee", "fee"},
    {"text_sha256", "text"},
    {"fee_sha256", "fee"},
    {"language", "text"},
}};

std::string_view label_key(std::string_view field) {
  const auto* found =
      std::ranges::find(kLabels, field, &std::pair<std::string_view, std::string_view>::first);
  return found == kLabels.end() ? std::string_view() : found->second;
}

// Where a link to a mistake leads: fields that nobody sees have their place at the tick beside them.
std::string anchor_of(std::string_view field) {
  if (field == "text_sha256" || field == "language") return id_of("accept_text");
  if (field == "fee_sha256") return id_of("accept_fee");
  if (field == "guardian") return id_of("adult");
  return id_of(label_key(field).empty() ? "given_name" : field);
}

}  // namespace

std::string FieldWriter::value_of(std::string_view name) const {
  for (const auto& [key, value] : view_.fields) {
    // What is no text would make the page none.
    if (key == name) return is_prose(with_line_feeds(value)) ? value : std::string();
  }
  return {};
}

bool FieldWriter::was_sent(std::string_view name, std::string_view value) const {
  return std::ranges::any_of(view_.fields, [&](const auto& field) {
    return field.first == name && field.second == value;
  });
}

const FieldError* FieldWriter::error_of(std::string_view name) const {
  const auto found = std::ranges::find_if(
      view_.errors, [&](const FieldError& each) { return anchor_of(each.field) == id_of(name); });
  return found == view_.errors.end() ? nullptr : &*found;
}

std::string FieldWriter::error_html(std::string_view name) const {
  const FieldError* error = error_of(name);
  if (error == nullptr) return {};
  return "<span class=\"e\" id=\"e-" + std::string(name) + "\">" +
         words_.html(text_key(error->fault)) + "</span>";
}

std::string FieldWriter::label_html(std::string_view key, Asked asked) const {
  const std::string note =
      asked == Asked::optional ? " <small>(" + words_.html("optional") + ")</small>" : "";
  return words_.html(key) + note;
}

std::string FieldWriter::described_by(std::string_view name, bool has_hint) const {
  std::string ids;
  if (error_of(name) != nullptr) ids = "e-" + std::string(name);
  if (has_hint) ids += (ids.empty() ? "h-" : " h-") + std::string(name);
  std::string attributes = ids.empty() ? ids : attribute("aria-describedby", ids);
  if (error_of(name) != nullptr) attributes += attribute("aria-invalid", "true");
  return attributes;
}

std::string FieldWriter::row(std::string_view name, const std::string& inside) const {
  return std::string("<div class=\"f") + (error_of(name) == nullptr ? "" : " bad") + "\">" +
         inside + "</div>";
}

std::string FieldWriter::text(const TextField& field) const {
  if (field.asked == Asked::no) return {};
  const std::string id = id_of(field.name);
  std::string html =
      "<label class=\"l\" for=\"" + id + "\">" + label_html(field.label, field.asked) + "</label>";
  if (!field.hint.empty())
    html += "<span class=\"hint\" id=\"h-" + std::string(field.name) + "\">" +
            words_.html(field.hint) + "</span>";
  html +=
      error_html(field.name) + "<input" + attribute("id", id) + attribute("name", field.name) +
      attribute("type", field.type) + attribute("autocomplete", field.autocomplete) +
      length_limit(field.name) + attribute("value", value_of(field.name)) +
      described_by(field.name, !field.hint.empty()) +
      (field.asked == Asked::required ? " required" : "") +
      (field.type == "email" ? " dir=\"ltr\" spellcheck=\"false\" autocapitalize=\"none\"" : "") +
      ">";
  return row(field.name, html);
}

std::string FieldWriter::prose(std::string_view name, std::string_view label) const {
  const std::string id = id_of(name);
  return row(name, "<label class=\"l\" for=\"" + id + "\">" + label_html(label, Asked::optional) +
                       "</label>" + error_html(name) + "<textarea" + attribute("id", id) +
                       attribute("name", name) + described_by(name, false) + " rows=\"4\">" + "\n" +
                       escape_html(value_of(name)) + "</textarea>");
}

std::string FieldWriter::tick(const TickBox& box) const {
  const std::string id = id_of(box.name);
  return row(box.name, error_html(box.name) + "<label class=\"t\"><input type=\"checkbox\"" +
                           attribute("id", id) + attribute("name", box.name) +
                           attribute("value", box.value) + described_by(box.name, false) +
                           (was_sent(box.name, box.value) ? " checked" : "") + "><span>" +
                           box.label + box.note + "</span></label>");
}

std::string FieldWriter::buttons(const Choices& choices) const {
  if (choices.asked == Asked::no) return {};
  std::string html = "<fieldset" + described_by(choices.name, false) + "><legend>" +
                     label_html(choices.label, choices.asked) + "</legend>" +
                     error_html(choices.name);
  bool first = true;
  for (const auto& [value, label] : choices.values) {
    html += "<label class=\"t\"><input type=\"radio\"" +
            (first ? attribute("id", id_of(choices.name)) : "") + attribute("name", choices.name) +
            attribute("value", value) + (was_sent(choices.name, value) ? " checked" : "") +
            "><span>" + escape_html(label) + "</span></label>";
    first = false;
  }
  return row(choices.name, html + "</fieldset>");
}

std::string FieldWriter::list(const Choices& choices) const {
  const std::string id = id_of(choices.name);
  std::string html =
      "<label class=\"l\" for=\"" + id + "\">" + label_html(choices.label, choices.asked) +
      "</label>" + error_html(choices.name) + "<select" + attribute("id", id) +
      attribute("name", choices.name) + attribute("autocomplete", choices.autocomplete) +
      described_by(choices.name, false) + (choices.asked == Asked::required ? " required" : "") +
      "><option value=\"\">" + words_.html("choose") + "</option>";
  for (const auto& [value, label] : choices.values)
    html += "<option" + attribute("value", value) +
            (was_sent(choices.name, value) ? " selected" : "") + ">" + escape_html(label) +
            "</option>";
  return row(choices.name, html + "</select>");
}

std::string FieldWriter::group(const Group& group) const {
  std::string html = "<fieldset" + described_by(group.name, !group.hint.empty()) + "><legend>" +
                     group.heading + "</legend>";
  if (!group.hint.empty())
    html +=
        "<span class=\"hint\" id=\"h-" + std::string(group.name) + "\">" + group.hint + "</span>";
  html += error_html(group.name);
  bool first = true;
  for (const TickBox& box : group.boxes) {
    html += "<label class=\"t\"><input type=\"checkbox\"" +
            (first ? attribute("id", id_of(group.name)) : "") + attribute("name", box.name) +
            attribute("value", box.value) + (was_sent(box.name, box.value) ? " checked" : "") +
            "><span>" + box.label + box.note + "</span></label>";
    first = false;
  }
  return row(group.name, html + "</fieldset>");
}

std::string FieldWriter::summary() const {
  if (view_.errors.empty() && view_.notice.empty()) return {};
  // It has the focus when the page comes, so that who hears the page hears this first.
  std::string html =
      "<div class=\"sum\" role=\"alert\" tabindex=\"-1\" autofocus aria-labelledby=\"s\"><h2 "
      "id=\"s\">" +
      words_.html("errors") + "</h2><ul>";
  if (!view_.notice.empty()) html += "<li>" + words_.html(view_.notice) + "</li>";
  for (const FieldError& error : view_.errors) {
    const std::string_view label = label_key(error.field);
    const Filling filling{{"organisation", view_.served.form.organisation}};
    html += "<li><a href=\"#" + escape_html(anchor_of(error.field)) + "\">" +
            (label.empty() ? "" : words_.html(label, filling) + ": ") +
            words_.html(text_key(error.fault)) + "</a></li>";
  }
  return html + "</ul></div>";
}

}  // namespace consentry::http
