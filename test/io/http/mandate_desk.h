// SPDX-License-Identifier: Apache-2.0
// The pages below /m/ over a book in memory, asked without sockets.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "core/consent/locale_words.h"
#include "fakes/mandate_maker.h"
#include "fakes/memory_mandate_book.h"
#include "fakes/plain_cipher.h"
#include "io/http/consent_server.h"
#include "io/http/form_body.h"
#include "io/http/mandate_api.h"

namespace consentry::http {

inline std::string encoded(std::string_view text) {
  std::string out;
  for (const char c : text) out += "%" + hex_of(as_bytes(std::string_view(&c, 1)));
  return out;
}

inline std::string form_body_of(const FormFields& fields) {
  std::string body;
  for (const auto& [name, value] : fields)
    body += (body.empty() ? "" : "&") + encoded(name) + "=" + encoded(value);
  return body;
}

struct MandateDesk {
  static constexpr std::string_view kForm = "/m/ours-theirs";
  static constexpr std::string_view kAddress = "https://claims.example";

  explicit MandateDesk(const std::string& more = {}, const std::string& tables = {}) {
    book.opened.push_back(
        {"ours-theirs", mandate_form_toml({}, more, tables), server.ledger.now, {}, {}, 0});
    auto served = std::make_shared<ServedForms>();
    served->emplace("ours-theirs", ServedForm{mandate_form({}, more, tables), false, pepper});
    forms = served;
    for (const char* language : {"en", "nl", "el"}) {
      texts.emplace(language, *parse_page_texts(source_file("data/translations/mandate/" +
                                                            std::string(language) + ".json")));
      countries.emplace(language, countries_by_name(language));
    }
    server.texts.mandates = &services;
    handler = consent_routes(wide, server.texts);
  }

  ConsentServer server;
  // As many as it likes: what holds people off here is to be seen alone.
  ClientLimits clients{{60'000, 10'000}};
  ConsentServices wide{server.ledger, [this] { return server.sites; }, clients, server.metrics,
                       [this] { return server.ledger.now; }};
  MemoryMandateBook book;
  PlainCipher cipher;
  Secret32 pepper = sha256("pepper");
  PageLanguages texts;
  std::map<std::string, CountryNames, std::less<>> countries;
  std::shared_ptr<const ServedForms> forms;
  MandateLimits limits;
  MandateCounts counts;
  std::vector<std::string> reported;
  bool is_full = false;
  UtcTime now = *parse_rfc3339("2026-11-23T09:00:00Z");
  MandateServices services{book,
                           cipher,
                           [this] { return forms; },
                           texts,
                           countries,
                           limits,
                           counts,
                           [this] { return now; },
                           std::string(kAddress),
                           "claims@ours.example",
                           [this](const std::function<void()>& work) {
                             if (!is_full) work();
                             return !is_full;
                           },
                           [this](std::string_view event, const Error& why) {
                             reported.push_back(std::string(event) + ": " + why.text());
                           }};
  Router handler;

  [[nodiscard]] const MandateForm& form() const { return forms->begin()->second.form; }
  Response ask(Request request) {
    if (request.peer.empty()) request.peer = "192.0.2.1";
    Response response = handler(request);
    if (!response.later) return response;
    std::optional<Response> later;
    response.later([&](Response answer) { later = std::move(answer); });
    return std::move(*later);
  }
  Response get(const std::string& target, std::vector<Header> headers = {}) {
    return ask(ConsentServer::request_for("GET", target, std::move(headers)));
  }
  Response post(const std::string& target, const std::string& body = {},
                std::vector<Header> headers = {}) {
    Request request = ConsentServer::request_for("POST", target, std::move(headers));
    request.body = body;
    return ask(request);
  }
  Response sign_up(int person = 1) {
    return post(std::string(kForm) + "?language=en", form_body_of(mandate_fields(form(), person)));
  }
  // The last mail: to whom, and its text.
  MandateMail mail() {
    auto mail = *unlock_mail(book.mails.back().locked, pepper, cipher);
    const std::size_t body = mail.message.find("\r\n\r\n");
    std::string packed = mail.message.substr(body + 4);
    std::erase_if(packed, [](char c) { return c == '\r' || c == '\n'; });
    const auto bytes = bytes_of_base64(packed);
    mail.message = mail.message.substr(0, body + 4) + std::string(bytes->begin(), bytes->end());
    return mail;
  }
  // The path of a link in the last mail: "confirm" or "own".
  std::string link(const std::string& verb) {
    const std::string text = mail().message;
    const std::string begin = std::string(kAddress) + std::string(kForm) + "/" + verb + "/";
    const std::size_t at = text.find(begin);
    if (at == std::string::npos) return {};
    return text.substr(at + kAddress.size(), text.find('\n', at) - at - kAddress.size());
  }
  // Signs up, and presses the button in the mail.
  std::string confirmed(int person = 1) {
    sign_up(person);
    const std::string confirm = link("confirm");
    post(confirm);
    return confirm;
  }
  [[nodiscard]] bool counted(MandateFate fate, int times) const {
    return counts.text().find("{fate=\"" + std::string(name_of(fate)) + "\"} " +
                              std::to_string(times) + "\n") != std::string::npos;
  }
};

}  // namespace consentry::http
