// SPDX-License-Identifier: Apache-2.0
#include "io/http/declaration_page.h"

#include <utility>
#include <vector>

#include "core/consent/other_language_names.h"
#include "core/consent/writing_direction.h"
#include "io/http/html_text.h"

namespace consentry::http {
namespace {

// On a phone every row becomes a list of labels and values.
constexpr std::string_view kStyle =
    ":root{color-scheme:light dark}"
    "body{font:1rem/1.5 system-ui,sans-serif;margin:0 auto;padding:1rem;max-width:70rem;"
    "background:Canvas;color:CanvasText}"
    "h1{font-size:1.6rem}h2{font-size:1.2rem;margin-block:2rem .25rem}p{margin-block:.25rem 1rem}"
    "table{border-collapse:collapse;width:100%;table-layout:fixed}"
    "th{width:13%}th:nth-child(-n+2){width:19%}th:nth-child(3){width:auto}"
    "th,td{padding:.5rem;text-align:start;vertical-align:top;overflow-wrap:break-word;"
    "border-block-end:1px solid #8888}"
    "a.b{display:inline-block;padding:.6rem 1rem;border:2px solid;border-radius:.4rem;"
    "font-weight:600;color:inherit;text-decoration:none}"
    "@media(max-width:48rem){thead{position:absolute;clip-path:inset(50%);width:1px;height:1px;"
    "overflow:hidden}"
    "table,tbody,tr,td{display:block}tr{padding-block:.5rem;border-block-end:1px solid #8888}"
    "td{border:0;padding:.15rem 0}td::before{content:attr(data-label) \": \";font-weight:600}}";

std::string table_html(const DeclarationTable& table) {
  const auto& heads = table.rows.front();
  std::string html = "<h2>" + escape_html(table.heading) + "</h2>";
  if (table.description != table.heading) html += "<p>" + escape_html(table.description) + "</p>";
  html += "<table><thead><tr>";
  for (const std::string& head : heads) html += "<th scope=\"col\">" + escape_html(head) + "</th>";
  html += "</tr></thead><tbody>";
  for (std::size_t i = 1; i < table.rows.size(); ++i) {
    html += "<tr>";
    for (std::size_t column = 0; column < heads.size(); ++column) {
      // Names and hosts keep their own direction within another.
      html += "<td data-label=\"" + escape_html(heads[column]) + "\"><bdi>" +
              escape_html(table.rows[i][column]) + "</bdi></td>";
    }
    html += "</tr>";
  }
  return html + "</tbody></table>";
}

// "nl" of "nl-BE, en;q=0.8", or of ?lang=; of the site's own languages where it has them.
std::string language_for(const SiteDeclaration& declaration, const PageLanguages& texts,
                         const Request& request) {
  std::vector<std::string> all;
  for (const auto& [language, words] : texts) all.push_back(language);
  const std::string wanted = serving_language(request.parameter("lang"), all);
  if (!wanted.empty()) return wanted;
  PageLanguages own;
  for (const std::string& each : declaration.languages) {
    if (texts.contains(each)) own[each] = {};
  }
  if (own.empty()) return "en";
  const std::string_view accepted = request.header("accept-language");
  const std::string best(preferred_language(accepted, own));
  if (own.contains(best)) return best;
  for (const std::string& each : declaration.languages)
    if (own.contains(each)) return each;
  return "en";
}

Response content(std::string type, std::string body) {
  Response response;
  response.headers = {
      {"Content-Type", std::move(type)},    {"Cache-Control", "public, max-age=300"},
      {"Vary", "Accept-Language"},          {"X-Content-Type-Options", "nosniff"},
      {"Access-Control-Allow-Origin", "*"}, {"Cross-Origin-Resource-Policy", "cross-origin"}};
  response.body = std::move(body);
  return response;
}

Response page(const PublishedSite& site, const SiteDeclaration& declaration,
              const WordedDeclaration& words) {
  DeclarationLinks links{declaration.privacy, {}, {}};
  std::string framing;
  for (const std::string& origin : site.origins) framing += " " + origin;
  if (!site.origins.empty()) {
    const std::string& home = site.origins.front();
    links.change = home + "/#consentry-open";
    if (links.privacy.starts_with('/')) links.privacy = home + links.privacy;
    links.change_label = words.change.empty() ? home : words.change;
  }
  Response response = content("text/html; charset=utf-8", declaration_html(words, links));
  // Its own pages may frame it.
  response.headers.push_back({"Content-Security-Policy",
                              "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; "
                              "form-action 'none'; frame-ancestors" +
                                  (framing.empty() ? " 'none'" : framing)});
  response.headers.push_back({"Referrer-Policy", "no-referrer"});
  return response;
}

}  // namespace

std::string declaration_html(const WordedDeclaration& words, const DeclarationLinks& links) {
  std::string html = "<!doctype html>\n<html lang=\"" + escape_html(words.language) + "\" dir=\"" +
                     std::string(writing_direction(words.language)) +
                     "\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
                     "content=\"width=device-width\"><title>" +
                     escape_html(words.title) + "</title><style>" + std::string(kStyle) +
                     "</style></head><body><main><h1>" + escape_html(words.title) + "</h1><p>" +
                     escape_html(words.updated) + "</p>";
  if (!links.change.empty()) {
    html += "<p><a class=\"b\" target=\"_top\" href=\"" + escape_html(links.change) + "\">" +
            escape_html(links.change_label) + "</a></p>";
  }
  for (const DeclarationTable& table : words.tables) html += table_html(table);
  for (const std::string& note : words.notes) html += "<p>" + escape_html(note) + "</p>";
  // Only what a browser can follow as a page; the configuration may hold anything.
  if (links.privacy.starts_with("https://") || links.privacy.starts_with("http://")) {
    const std::string address = escape_html(links.privacy);
    html += "<p><a target=\"_top\" href=\"" + address + "\">" + address + "</a></p>";
  }
  return html + "</main></body></html>\n";
}

Response get_declaration(const ConsentServices& services, const PageLanguages& texts,
                         std::string_view script, const Request& request) {
  std::string_view name = std::string_view(request.path).substr(kDeclarationPath.size());
  const std::size_t dot = std::min(name.find('.'), name.size());
  const std::string_view ending = name.substr(dot);
  const auto sites = services.sites();
  const PublishedSite* site = sites->find(name.substr(0, dot));
  if (site == nullptr || site->declaration.empty())
    return plain_text(404, "There is no declaration here.");
  if (!services.limits.admits(request, ClientLimits::Clock::now()))
    return json_error(429, "too many requests from this address");
  if (ending == ".js") return content("text/javascript; charset=utf-8", std::string(script));
  const auto declaration = parse_declaration(site->declaration);
  if (!declaration) return json_error(declaration.error());
  const std::string language = language_for(*declaration, texts, request);
  const auto found = texts.find(language);
  if (found == texts.end()) return json_error(500, "the server failed");
  const WordedDeclaration words = worded(*declaration, found->second, language);
  if (ending.empty()) return page(*site, *declaration, words);
  if (ending == ".json") return content("application/json", declaration_json(*declaration, words));
  if (ending == ".md") return content("text/markdown; charset=utf-8", declaration_markdown(words));
  return plain_text(404, "There is no declaration here.");
}

}  // namespace consentry::http
