// SPDX-License-Identifier: Apache-2.0
#include "io/http/choice_form_api.h"

#include <algorithm>
#include <array>
#include <openssl/rand.h>
#include <utility>

#include "io/http/visit_origin.h"

namespace consentry::http {
namespace {

constexpr std::string_view kCookie = "consentry";
constexpr std::int64_t kDayS = 86'400;

// As the tag makes them: 48 bits of time in milliseconds, then 80 random ones.
Result<VisitorId> new_visitor(UtcTime now) {
  constexpr std::size_t kTimeBytes = 6;
  std::array<std::uint8_t, VisitorId::kBytes> bytes{};
  auto time = static_cast<std::uint64_t>(now.milliseconds);
  for (std::size_t i = kTimeBytes; i-- > 0; time >>= 8U)
    bytes[i] = static_cast<std::uint8_t>(time & 0xFFU);
  if (RAND_bytes(bytes.data() + kTimeBytes, static_cast<int>(bytes.size() - kTimeBytes)) != 1)
    return Error{ErrorKind::internal, "OpenSSL gives no random bytes"};
  return VisitorId(bytes);
}

std::string_view without_scheme(std::string_view origin) {
  const std::size_t at = origin.find("://");
  return at == std::string_view::npos ? std::string_view() : origin.substr(at + 3);
}

// The form stands on the server itself, or among the site's own files.
bool is_own_form(const PublishedSite& site, const Request& request) {
  const std::string_view origin = request.header("origin");
  return site.may_post(origin) ||
         (!origin.empty() && without_scheme(origin) == request.header("host"));
}

// The server answers under one of the site's names.
bool is_under_site(const PublishedSite& site, const Request& request) {
  return std::ranges::any_of(site.origins, [&](const std::string& origin) {
    return without_scheme(origin) == request.header("host");
  });
}

std::string base36(std::int64_t number) {
  std::string digits;
  for (auto rest = static_cast<std::uint64_t>(number); rest > 0; rest /= 36)
    digits.insert(digits.begin(), "0123456789abcdefghijklmnopqrstuvwxyz"[rest % 36]);
  return digits;
}

// The value that web/tag/core/choice.ts keeps.
std::string choice_cookie(const Choice& choice, const Notice& notice) {
  std::string granted;
  for (std::size_t i = 1; i < choice.purposes.size(); ++i) {
    if (!choice.purposes[i].second) continue;
    granted += (granted.empty() ? "" : ".") + choice.purposes[i].first;
  }
  return std::string(kCookie) + "=" + notice.version + "~" + base36(choice.time.milliseconds) +
         "~" + choice.visitor.text() + "~" + granted +
         "; Path=/; SameSite=Lax; Max-Age=" + std::to_string(notice.days * kDayS);
}

Choice choice_in(const Request& fields, const Notice& notice, const VisitorId& visitor,
                 UtcTime now) {
  const std::string act = fields.parameter("act");
  Choice choice;
  choice.site = notice.site;
  choice.visitor = visitor;
  choice.time = now;
  choice.key = "form-" + std::to_string(now.milliseconds);
  std::size_t granted = 0;
  for (std::size_t i = 0; i < notice.categories.size(); ++i) {
    const std::string& id = notice.categories[i];
    const bool wanted =
        act == "accept" || (act == "save" && !fields.parameter("purpose-" + id).empty());
    choice.purposes.emplace_back(id, i == 0 || wanted);
    granted += i > 0 && wanted ? 1U : 0U;
  }
  choice.act = granted == 0                              ? Act::reject_all
               : granted + 1 == notice.categories.size() ? Act::accept_all
                                                         : Act::custom;
  const std::string language = fields.parameter("language");
  const bool published = std::ranges::find(notice.languages, language) != notice.languages.end();
  choice.language = published ? language : notice.languages.front();
  choice.layout = "form";
  choice.clicks = 1;
  return choice;
}

struct FormRefusal {
  ChoiceFate fate;
  int status;
};

// The notice that the form is of, or why the choice is not taken.
tl::expected<const Notice*, FormRefusal> notice_for(const PublishedSite* site,
                                                    const Request& request, const Request& fields) {
  if (site == nullptr) return tl::unexpected(FormRefusal{ChoiceFate::unknown_site, 404});
  if (!is_own_form(*site, request))
    return tl::unexpected(FormRefusal{ChoiceFate::wrong_origin, 403});
  const Notice* notice = site->notice(fields.parameter("notice"));
  if (notice == nullptr || notice->languages.empty())
    return tl::unexpected(FormRefusal{ChoiceFate::other_notice, 422});
  return notice;
}

}  // namespace

Response post_choice_form(const ConsentServices& services, const PageLanguages& languages,
                          const Request& request) {
  Request fields;
  fields.query = request.body;  // the same coding as a query's
  const auto refuse = [&](ChoiceFate fate, int status) {
    services.metrics.count(fate);
    return my_consent_failure(languages, request, status);
  };
  if (!services.limits.admits(request, ClientLimits::Clock::now()))
    return refuse(ChoiceFate::too_often, 429);
  const auto sites = services.sites();
  const PublishedSite* site = sites->find(fields.parameter("site"));
  const auto notice = notice_for(site, request, fields);
  if (!notice) return refuse(notice.error().fate, notice.error().status);
  const auto visitor = new_visitor(services.clock());
  if (!visitor) return refuse(ChoiceFate::not_kept, 503);
  const Choice choice = choice_in(fields, **notice, *visitor, services.clock());
  std::string cookie;
  if (is_under_site(*site, request)) cookie = choice_cookie(choice, **notice);
  LedgerEntry entry = entry_for(choice, **notice);
  entry.from = visit_origin_of(services, request);
  Response response;
  response.later = [&services, &languages, request, cookie, site_id = site->id,
                    id = visitor->text(), entry = std::move(entry)](const Reply& reply) {
    services.ledger.append(entry, [=, &services, &languages](const Result<Appended>& kept) {
      services.metrics.count(kept ? ChoiceFate::kept : ChoiceFate::not_kept);
      if (!kept) return reply(my_consent_failure(languages, request, 503));
      Response page = my_consent_of(services, languages, request, {site_id, id});
      if (!cookie.empty()) page.headers.push_back({"Set-Cookie", cookie});
      reply(std::move(page));
    });
  };
  return response;
}

}  // namespace consentry::http
