// SPDX-License-Identifier: Apache-2.0
#include "io/http/my_consent_page.h"

#include <algorithm>
#include <boost/json.hpp>
#include <charconv>
#include <utility>
#include <vector>

#include "core/base/bytes.h"
#include "core/consent/other_language_names.h"
#include "core/consent/writing_direction.h"
#include "io/http/html_text.h"
#include "io/http/visit_origin.h"
#include "io/http/visitor_records.h"

namespace consentry::http {
namespace {

namespace json = boost::json;

constexpr std::string_view kStyle =
    ":root{color-scheme:light dark;--line:#8888;--main:light-dark(#1f4a8c,#a9c7ff);"
    "--on:light-dark(#fff,#14161a)}"
    "*{box-sizing:border-box}"
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:44rem;margin:auto;padding:1.5rem 1rem;"
    "background:light-dark(#fff,#14161a);color:light-dark(#1b1d22,#f1f2f4)}"
    "h1{font-size:1.6rem;line-height:1.2}"
    "label{display:block;margin-block:1rem .25rem;font-weight:600}"
    "input,button{font:inherit;padding:.6em .8em;border-radius:.5em;min-height:2.75rem}"
    "input{width:100%;border:1px solid;background:transparent;color:inherit;"
    "font-family:ui-monospace,monospace}"
    "button{border:0;background:var(--main);color:var(--on);font-weight:600;cursor:pointer}"
    ":focus-visible{outline:3px solid;outline-offset:2px}"
    "form{margin-block:1rem}.row{display:flex;flex-wrap:wrap;gap:.75rem}.row form{margin:0}"
    "ol{list-style:none;padding:0}li{border:1px solid var(--line);border-radius:.5em;"
    "padding:1rem;margin-block:1rem}"
    "dl{display:grid;grid-template-columns:auto 1fr;gap:.25rem 1rem;margin:0 0 1rem}"
    "dt{font-weight:600}dd{margin:0;overflow-wrap:anywhere}"
    "[role=status]{border-inline-start:.3rem solid var(--main);padding:.5rem 1rem}";

const std::string& style_policy() {
  static const std::string policy =
      "default-src 'none'; style-src 'sha256-" + base64_of(sha256(kStyle)) +
      "'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
  return policy;
}

// Writes one page in one language.
class Page {
 public:
  Page(std::string_view language, const PageTexts& texts, std::string_view site,
       std::string_view id)
      : texts_(texts), language_(language), site_(site), id_(id) {}

  [[nodiscard]] std::string text(std::string_view key) const {
    const auto found = texts_.find(key);
    return escape_html(found == texts_.end() ? key : std::string_view(found->second));
  }

  void say(std::string_view key) { body_ += "<p role=\"status\">" + text(key) + "</p>"; }

  void add_records(const std::vector<StoredRecord>& records) {
    if (records.empty()) return say("none");
    body_ += "<ol reversed>";
    for (auto record = records.rbegin(); record != records.rend(); ++record) add(*record);
    body_ += "</ol><div class=\"row\">" + button("withdraw", "do_withdraw") +
             button("erase", "do_erase") + "</div>";
  }

  [[nodiscard]] Response response(int status) const {
    Response response;
    response.status = status;
    response.headers = {
        {"Content-Type", "text/html; charset=utf-8"}, {"Cache-Control", "no-store"},
        {"Content-Language", std::string(language_)}, {"Content-Security-Policy", style_policy()},
        {"Referrer-Policy", "no-referrer"},           {"Vary", "Accept-Language"},
        {"X-Content-Type-Options", "nosniff"},        {"X-Robots-Tag", "noindex"}};
    response.body = "<!doctype html><html lang=\"" + std::string(language_) + "\" dir=\"" +
                    std::string(writing_direction(language_)) +
                    "\"><head><meta charset=\"utf-8\">"
                    "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
                    "<title>" +
                    text("title") + "</title><style>" + std::string(kStyle) +
                    "</style></head><body><main><h1>" + text("title") + "</h1><p>" + text("intro") +
                    "</p>" + form() + body_ + "</main></body></html>\n";
    return response;
  }

 private:
  [[nodiscard]] std::string form() const {
    return "<form method=\"post\" action=\"/my-consent\"><input type=\"hidden\" name=\"action\" "
           "value=\"show\"><label for=\"site\">" +
           text("site") +
           "</label><input id=\"site\" name=\"site\" dir=\"ltr\" required maxlength=\"200\" "
           "value=\"" +
           escape_html(site_) + "\"><label for=\"id\">" + text("number") +
           "</label><input id=\"id\" name=\"id\" dir=\"ltr\" required maxlength=\"32\" "
           "autocomplete=\"off\" "
           "spellcheck=\"false\" value=\"" +
           escape_html(id_) + "\"><p><button>" + text("show") + "</button></p></form>";
  }

  [[nodiscard]] std::string button(std::string_view action, std::string_view label,
                                   const std::string& index = {}) const {
    const auto hidden = [](std::string_view name, std::string_view value) {
      return "<input type=\"hidden\" name=\"" + std::string(name) + "\" value=\"" +
             escape_html(value) + "\">";
    };
    return "<form method=\"post\" action=\"/my-consent\">" + hidden("site", site_) +
           hidden("id", id_) + hidden("action", action) +
           (index.empty() ? std::string() : hidden("index", index)) + "<button>" + text(label) +
           "</button></form>";
  }

  void add(const StoredRecord& record) {
    const json::value stored = json::parse(record.text());
    std::string granted;
    for (const json::value& purpose : stored.at("purposes").as_array()) {
      if (purpose.at("lawful_basis") != "consent" || !purpose.at("granted").as_bool()) continue;
      granted += (granted.empty() ? "" : ", ") + escape_html(purpose.at("purpose").as_string());
    }
    const std::string time = to_rfc3339(record.head.time);
    body_ += "<li><dl><dt>" + text("when") + "</dt><dd><time datetime=\"" + time + "\">" +
             time.substr(0, 10) + " " + time.substr(11, 8) + " UTC</time></dd><dt>" +
             text("event") + "</dt><dd>" + text(name_of(record.tail.act)) + "</dd><dt>" +
             text("granted") + "</dt><dd>" + (granted.empty() ? text("nothing_granted") : granted) +
             "</dd></dl>" + button("receipt", "receipt", std::to_string(record.head.index)) +
             "</li>";
  }

  const PageTexts& texts_;
  std::string_view language_;
  std::string_view site_;
  std::string_view id_;
  std::string body_;
};

struct Form {
  std::string site;
  std::string id;
  std::string action;
  std::string index;
};

Form form_in(const Request& request) {
  Request fields;
  fields.query = request.body;  // the same coding as a query's
  return {fields.parameter("site"), fields.parameter("id"), fields.parameter("action"),
          fields.parameter("index")};
}

Response show(const ConsentServices& services, Page page, const Visitor& visitor,
              std::string_view message) {
  if (!message.empty()) page.say(message);
  const auto records = services.ledger.records_of(visitor.site->id, visitor.id);
  if (!records) {
    page.say("failed");
    return page.response(status_for(records.error().kind()));
  }
  if (message != "erased") page.add_records(*records);
  return page.response(200);
}

Response send_receipt(const ConsentServices& services, Page page, const Visitor& visitor,
                      const std::string& index) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(index.data(), index.data() + index.size(), number);
  const bool good = error == std::errc{} && end == index.data() + index.size();
  const auto receipt =
      good ? receipt_of(services, visitor, number) : Result<Receipt>(invalid_input("no number"));
  if (!receipt) {
    page.say("failed");
    return page.response(404);
  }
  Response response = json_answer(200, receipt_json(*receipt));
  response.headers.push_back(
      {"Content-Disposition", "attachment; filename=\"consent-receipt-" + index + ".json\""});
  return response;
}

}  // namespace

Result<PageTexts> parse_page_texts(std::string_view text) {
  json::error_code error;
  const json::value value = json::parse(text, error);
  if (error || !value.is_object()) return invalid_input("page texts are a JSON object");
  PageTexts texts;
  for (const auto& [key, each] : value.get_object()) {
    if (!each.is_string()) return invalid_input("page texts hold only texts");
    texts[std::string(key)] = std::string(each.get_string());
  }
  return texts;
}

std::string_view preferred_language(std::string_view accept, const PageLanguages& languages) {
  // Browsers send a handful; each is held against all there are.
  constexpr int kMostWishes = 20;
  std::vector<std::string> all;
  for (const auto& [language, texts] : languages) all.push_back(language);
  std::string_view best = "en";
  double best_weight = 0;
  for (int wishes = 0; !accept.empty() && wishes < kMostWishes; ++wishes) {
    const std::size_t comma = std::min(accept.find(','), accept.size());
    std::string_view each = accept.substr(0, comma);
    accept.remove_prefix(std::min(comma + 1, accept.size()));
    each.remove_prefix(std::min(each.find_first_not_of(' '), each.size()));
    const auto found =
        languages.find(serving_language(each.substr(0, each.find_first_of("; ")), all));
    const std::size_t q = each.find("q=");
    double weight = 1;
    if (q != std::string_view::npos &&
        std::from_chars(each.data() + q + 2, each.data() + each.size(), weight).ec != std::errc{})
      weight = 0;
    if (found == languages.end() || weight <= best_weight) continue;
    best = found->first;
    best_weight = weight;
  }
  return best;
}

Response get_my_consent(const ConsentServices& /*services*/, const PageLanguages& languages,
                        const Request& request) {
  const auto language = preferred_language(request.header("accept-language"), languages);
  const std::string site = request.parameter("site");
  return Page(language, languages.find(language)->second, is_consent_id(site) ? site : "", "")
      .response(200);
}

Response post_my_consent(const ConsentServices& services, const PageLanguages& languages,
                         const Request& request) {
  const auto language = preferred_language(request.header("accept-language"), languages);
  const PageTexts& texts = languages.find(language)->second;
  Form form = form_in(request);
  const auto sites = services.sites();
  if (const PublishedSite* site = sites->find_as_written(form.site)) form.site = site->id;
  Page page(language, texts, form.site, form.id);
  if (!services.limits.admits(request, ClientLimits::Clock::now())) {
    page.say("failed");
    return page.response(429);
  }
  const auto visitor = visitor_of(services, form.site, form.id);
  if (!visitor) {
    page.say("bad_number");
    return page.response(400);
  }
  if (form.action == "receipt") return send_receipt(services, page, *visitor, form.index);
  if (form.action != "withdraw" && form.action != "erase")
    return show(services, page, *visitor, "");
  // What the page refers to must live until the answer: all of it is copied.
  const auto finish = [&services, &texts, language, form, visitor = *visitor](
                          bool done, std::string_view message) {
    return show(services, Page(language, texts, form.site, form.id), visitor,
                done ? message : "failed");
  };
  Response response;
  if (form.action == "erase") {
    response.later = [&services, finish, visitor = *visitor](const Reply& reply) {
      services.ledger.erase(visitor.site->id, visitor.id,
                            [finish, reply](const Result<std::uint64_t>& gone) {
                              const bool held = !gone && gone.error().kind() == ErrorKind::conflict;
                              reply(finish(gone || held, held ? "held" : "erased"));
                            });
    };
    return response;
  }
  auto entry = withdrawal_of(services, *visitor, language);
  if (!entry) return show(services, page, *visitor, "failed");
  entry->from = visit_origin_of(services, request);
  response.later = [&services, finish, entry = *entry](const Reply& reply) {
    services.ledger.append(entry, [finish, reply](const Result<Appended>& kept) {
      reply(finish(kept.has_value(), "withdrawn"));
    });
  };
  return response;
}

Response my_consent_of(const ConsentServices& services, const PageLanguages& languages,
                       const Request& request, const SiteVisitor& of) {
  const auto language = preferred_language(request.header("accept-language"), languages);
  const auto visitor = visitor_of(services, of.site, of.id);
  if (!visitor) return my_consent_failure(languages, request, 404);
  return show(services, Page(language, languages.find(language)->second, of.site, of.id), *visitor,
              "");
}

Response my_consent_failure(const PageLanguages& languages, const Request& request, int status) {
  const auto language = preferred_language(request.header("accept-language"), languages);
  Page page(language, languages.find(language)->second, "", "");
  page.say("failed");
  return page.response(status);
}

}  // namespace consentry::http
