// SPDX-License-Identifier: Apache-2.0
#include "io/http/mandate_form_page.h"

#include <algorithm>

#include "core/base/bytes.h"
#include "core/consent/locale_words.h"
#include "io/http/html_text.h"
#include "io/http/mandate_fields.h"

namespace consentry::http {
namespace {

constexpr double kMonthSeconds = 365.25 / 12 * 86'400;

// Writes the sections, in the order in which a person meets them.
class FormWriter {
 public:
  FormWriter(const MandateFormView& view, const MandateWords& words)
      : view_(view),
        form_(view.served.form),
        words_(words),
        text_(shown_text(form_, words.language())),
        fields_(view, words) {}

  [[nodiscard]] std::string body() const {
    std::string html = languages() + head() + fields_.summary() +
                       "<form method=\"post\" novalidate action=\"" + escape_html(view_.action) +
                       "\">" + person() + age() + residence() + respondents() + usage() + powers() +
                       text() + fee() + extras() + trap();
    html += "<p><button>" + words_.html(view_.corrects ? "do_correct" : "send") +
            "</button></p></form>" + about_data();
    return html;
  }

 private:
  [[nodiscard]] std::string html(std::string_view key) const {
    return words_.html(key, {{"organisation", form_.organisation},
                             {"age", age_},
                             {"case", text_.title},
                             {"version", form_.version}});
  }
  [[nodiscard]] std::string legend(std::string_view key) const {
    return "<legend>" + html(key) + "</legend>";
  }

  [[nodiscard]] std::string head() const {
    std::string out = "<p class=\"top\">" + html(view_.corrects ? "correct_title" : "title") +
                      "</p><h1" + lang_attribute(text_.language, words_) + ">" +
                      escape_html(text_.title) + "</h1>";
    if (view_.framed)
      out += "<p><a target=\"_blank\" rel=\"noopener\" href=\"" + escape_html(view_.action) +
             "\">" + html("own_window") + "</a></p>";
    if (view_.corrects) return out + "<p>" + html("correct") + "</p>";
    return out + "<div" + lang_attribute(text_.language, words_) + ">" + paragraphs(text_.summary) +
           "</div><p>" + html("intro") + "</p><p class=\"box\">" + html("sealed") + "</p>";
  }

  [[nodiscard]] std::string person() const {
    std::string out =
        "<fieldset>" + legend("you") + "<div class=\"two\">" +
        fields_.text({"given_name", "given_name", "given-name"}) +
        fields_.text({"family_name", "family_name", "family-name"}) + "</div>" +
        fields_.text({"email", "email", "email", Asked::required, "email_hint", "email"}) +
        fields_.text({"birth_date", "birth_date", "bday", form_.birth_date, {}, "date"});
    if (form_.postal_address != Asked::no) {
      out += fields_.text({"street", "street", "address-line1", form_.postal_address}) +
             "<div class=\"two\">" +
             fields_.text({"postal_code", "post_code", "postal-code", form_.postal_address}) +
             fields_.text({"city", "city", "address-level2", form_.postal_address}) + "</div>";
    }
    return out + fields_.tick({"connected", "yes", html("connected")}) + "</fieldset>";
  }

  [[nodiscard]] std::string age() const {
    const TickBox adult{"adult", "yes", html("adult")};
    if (!form_.minors) return fields_.tick(adult);
    return fields_.group(
               {"adult", html("age"), {}, {adult, {"guardian", "yes", html("guardian")}}}) +
           fields_.text({"guardian_name", "guardian_name", "off", Asked::optional});
  }

  [[nodiscard]] std::string residence() const {
    CountryNames taken;
    for (const auto& country : view_.countries) {
      if (form_.countries.empty() ||
          std::ranges::find(form_.countries, country.first) != form_.countries.end())
        taken.push_back(country);
    }
    std::string out = fields_.list({"country", "country", taken, Asked::required, "country"});
    if (form_.residence_period == Asked::no) return out;
    return out + "<div class=\"two\">" +
           fields_.text(
               {"residence_from", "lived_since", "off", form_.residence_period, "date_hint"}) +
           fields_.text({"residence_to", "lived_until", "off", Asked::optional, "until_hint"}) +
           "</div>";
  }

  [[nodiscard]] std::string respondents() const {
    std::vector<TickBox> boxes;
    for (const FormChoice& each : form_.respondents)
      boxes.push_back({"respondent", each.id, escape_html(each.name)});
    return fields_.group({"respondent", html("respondents"), {}, std::move(boxes)});
  }

  [[nodiscard]] std::string usage() const {
    std::string out =
        fields_.buttons({"account_holder",
                         "account_holder",
                         {{"yes", words_.text("yes")}, {"no", words_.text("no")}},
                         form_.account_holder}) +
        fields_.text({"account_email", "account_email", "off", form_.account_email, {}, "email"});
    if (!form_.sites.empty()) {
      std::vector<TickBox> boxes;
      for (const FormChoice& each : form_.sites)
        boxes.push_back({"site", each.id, "<bdi>" + escape_html(each.name) + "</bdi>"});
      out += fields_.group({"site", html("sites"), {}, std::move(boxes)}) +
             fields_.prose("other_sites", "other_sites");
    }
    out += fields_.buttons({"frequency",
                            "frequency",
                            {{"daily", words_.text("daily")},
                             {"weekly", words_.text("weekly")},
                             {"monthly", words_.text("monthly")},
                             {"rarely", words_.text("rarely")}}}) +
           fields_.text({"since", "used_since", "off", Asked::optional, "date_hint"});
    if (form_.use_statement != Asked::no) out += fields_.prose("use_statement", "use_statement");
    return "<fieldset>" + legend("usage") + out + "</fieldset>";
  }

  [[nodiscard]] std::string powers() const {
    std::vector<TickBox> boxes;
    for (const Power power : form_.powers) {
      const bool needed =
          std::ranges::find(form_.needed_powers, power) != form_.needed_powers.end();
      boxes.push_back({"power", name_of(power), html(name_of(power)),
                       needed ? " <small>(" + html("needed") + ")</small>" : ""});
    }
    return fields_.group({"power", html("powers"), html("powers_hint"), std::move(boxes)});
  }

  [[nodiscard]] std::string text() const {
    const auto hidden = [](std::string_view name, std::string_view value) {
      return "<input type=\"hidden\" name=\"" + std::string(name) + "\" value=\"" +
             escape_html(value) + "\">";
    };
    const std::string digest = to_hex(text_.mandate_digest);
    const bool other = text_.language != words_.language();
    return "<h2>" + html("text") + "</h2>" +
           (other ? "<p>" + words_.html("text_language", {{"language", language_name()}}) + "</p>"
                  : "") +
           "<div class=\"doc\"" + lang_attribute(text_.language, words_) + ">" +
           paragraphs(text_.mandate) + "</div><p>" + html("version") + " <code>" + digest +
           "</code></p>" + hidden("language", text_.language) + hidden("text_sha256", digest) +
           (text_.fee.empty() ? "" : hidden("fee_sha256", to_hex(text_.fee_digest))) +
           fields_.tick({"accept_text", "yes", html("accept")}) +
           fields_.text({"signature", "signature", "name", form_.signature});
  }

  [[nodiscard]] std::string fee() const {
    const std::string heading = "<h2>" + html("fee") + "</h2>";
    if (text_.fee.empty()) return heading + "<p>" + html("free") + "</p>";
    return heading + "<div" + lang_attribute(text_.language, words_) + ">" + paragraphs(text_.fee) +
           "</div>" + fields_.tick({"accept_fee", "yes", html("fee_ack")});
  }

  [[nodiscard]] std::string extras() const {
    if (!form_.asks_newsletter && !form_.asks_press) return {};
    std::string out;
    if (form_.asks_newsletter) out += fields_.tick({"newsletter", "yes", html("newsletter")});
    if (form_.asks_press) out += fields_.tick({"press", "yes", html("press")});
    return "<fieldset>" + legend("extra") + out + "</fieldset>";
  }

  [[nodiscard]] std::string trap() const {
    return "<p class=\"trap\" aria-hidden=\"true\"><label>" + html("leave_empty") +
           "<input name=\"" + std::string(kTrapField) +
           "\" tabindex=\"-1\" autocomplete=\"off\"></label></p>";
  }

  [[nodiscard]] std::string about_data() const {
    std::string out = "<h2>" + html("data") + "</h2>";
    if (form_.kept_months > 0) {
      const std::string duration =
          duration_words(form_.kept_months * kMonthSeconds, words_.language());
      out += "<p>" + words_.html("kept", {{"duration", duration}}) + "</p>";
    }
    if (!form_.contact.empty())
      out += "<p>" + html("contact") + " <bdi>" + escape_html(form_.contact) + "</bdi></p>";
    if (!form_.privacy.empty())
      out += "<p><a target=\"_blank\" rel=\"noopener\" href=\"" + escape_html(form_.privacy) +
             "\">" + html("privacy") + "</a></p>";
    return out;
  }

  [[nodiscard]] std::string languages() const {
    std::string out = "<nav aria-label=\"" + html("languages") + "\"><details><summary>" +
                      html("languages") + ": " + html("language") + "</summary><ul>";
    const std::string path = view_.action.substr(0, view_.action.find('?'));
    for (const auto& [tag, name] : view_.languages) {
      const bool here = tag == words_.language();
      out += "<li><a lang=\"" + tag + "\" hreflang=\"" + tag + "\" href=\"" + escape_html(path) +
             "?language=" + tag + "\"" + (here ? " aria-current=\"true\"" : "") + ">" +
             escape_html(name) + "</a></li>";
    }
    return out + "</ul></details></nav>";
  }

  [[nodiscard]] std::string language_name() const {
    for (const auto& [tag, name] : view_.languages) {
      if (tag == text_.language) return name;
    }
    return text_.language;
  }

  const MandateFormView& view_;
  const MandateForm& form_;
  const MandateWords& words_;
  const MandateText& text_;
  FieldWriter fields_;
  std::string age_ = std::to_string(kFullAge);
};

}  // namespace

std::string_view text_key(FieldFault fault) {
  switch (fault) {
    case FieldFault::missing:
      return "missing";
    case FieldFault::too_long:
      return "too_long";
    case FieldFault::not_text:
      return "not_text";
    case FieldFault::not_an_email:
      return "not_an_email";
    case FieldFault::not_a_country:
    case FieldFault::not_offered:
      return "unknown_choice";
    case FieldFault::other_country:
      return "other_country";
    case FieldFault::not_a_date:
    case FieldFault::in_the_future:
      return "bad_date";
    case FieldFault::wrong_order:
      return "wrong_order";
    case FieldFault::not_accepted:
      return "must_tick";
    case FieldFault::text_version_changed:
      return "text_changed";
    case FieldFault::under_age_without_guardian:
      return "no_age";
    case FieldFault::no_respondent:
    case FieldFault::no_power:
      return "none_ticked";
    case FieldFault::repeated:
    case FieldFault::too_many_fields:
      break;
  }
  return "failed";
}

Response mandate_form_page(const MandateFormView& view, const MandateWords& words) {
  const MandateForm& form = view.served.form;
  const std::string title = shown_text(form, words.language()).title;
  MandatePage page;
  const bool good = view.errors.empty() && view.notice.empty();
  page.title = (good ? "" : words.text("errors") + " ") + title;
  page.body = FormWriter(view, words).body();
  page.status = view.status;
  if (!view.corrects) page.framed_by = form.embed;
  return mandate_response(page, words);
}

}  // namespace consentry::http
