// SPDX-License-Identifier: Apache-2.0
#include "io/http/visitor_records.h"

#include <boost/json.hpp>
#include <charconv>
#include <utility>

#include "io/http/visit_origin.h"

namespace consentry::http {
namespace {

// Asks in the name of the visitor; answers what is wrong with the request itself.
Result<Visitor> bearer(const ConsentServices& services, const Request& request) {
  constexpr std::string_view kScheme = "Bearer ";
  std::string_view credentials = request.header("authorization");
  if (!credentials.starts_with(kScheme))
    return invalid_input("send the consent id as \"Authorization: Bearer ID\"");
  credentials.remove_prefix(kScheme.size());
  return visitor_of(services, request.parameter("site"), credentials);
}

Response opened(const Visitor& visitor, const Request& request, Response response) {
  const std::string_view origin = request.header("origin");
  if (visitor.site->may_post(origin)) allow_origin(response, origin);
  return response;
}

// Runs `answer` with the visitor, unless the request is refused.
template <typename Answer>
Response for_visitor(const ConsentServices& services, const Request& request, Answer answer) {
  if (!services.limits.admits(request, ClientLimits::Clock::now()))
    return json_error(429, "too many requests from this address");
  const auto visitor = bearer(services, request);
  if (!visitor) return json_error(visitor.error());
  return opened(*visitor, request, answer(*visitor));
}

}  // namespace

Result<Visitor> visitor_of(const ConsentServices& services, std::string_view site,
                           std::string_view id) {
  const auto parsed = VisitorId::parse(id);
  if (!parsed) return invalid_input("a consent id is 32 digits of 0-9 and a-f");
  Visitor visitor{services.sites(), nullptr, *parsed};
  visitor.site = visitor.sites->find(site);
  if (visitor.site == nullptr) return Error{ErrorKind::not_found, "no such site"};
  return visitor;
}

Result<Receipt> receipt_of(const ConsentServices& services, const Visitor& visitor,
                           std::uint64_t index) {
  const auto records = services.ledger.records_of(visitor.site->id, visitor.id);
  if (!records) return records.error();
  for (const StoredRecord& record : *records) {
    if (record.head.index == index) return receipt_for(services.ledger, record);
  }
  return Error{ErrorKind::not_found, "there is no such record under this id"};
}

Result<LedgerEntry> withdrawal_of(const ConsentServices& services, const Visitor& visitor,
                                  std::string_view language) {
  if (visitor.site->notices.empty())
    return Error{ErrorKind::not_found, "the site has published no notice"};
  const Notice& notice = visitor.site->notices.back();
  Choice choice;
  choice.site = visitor.site->id;
  choice.visitor = visitor.id;
  choice.act = Act::withdraw;
  choice.time = services.clock();
  choice.key = "page-" + std::to_string(choice.time.milliseconds);
  for (std::size_t i = 0; i < notice.categories.size(); ++i)
    choice.purposes.emplace_back(notice.categories[i], i == 0);
  choice.language = language;
  choice.layout = "my-consent";
  choice.clicks = 1;
  return entry_for(choice, notice);
}

Response get_records(const ConsentServices& services, const Request& request) {
  return for_visitor(services, request, [&](const Visitor& visitor) {
    const auto records = services.ledger.records_of(visitor.site->id, visitor.id);
    if (!records) return json_error(records.error());
    std::string body = "{\"records\":[";
    for (const StoredRecord& record : *records) {
      if (body.back() == '}') body += ',';
      body += "{\"leaf_index\":" + std::to_string(record.head.index) +
              ",\"record\":" + record.text() + "}";
    }
    return json_answer(200, body + "]}");
  });
}

Response get_receipt(const ConsentServices& services, const Request& request) {
  return for_visitor(services, request, [&](const Visitor& visitor) {
    const auto number = std::string_view(request.path).substr(kReceiptPath.size());
    std::uint64_t index = 0;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), index);
    if (error != std::errc{} || end != number.data() + number.size())
      return json_error(404, "there is no such record under this id");
    const auto receipt = receipt_of(services, visitor, index);
    return receipt ? json_answer(200, receipt_json(*receipt)) : json_error(receipt.error());
  });
}

Response post_withdrawal(const ConsentServices& services, const Request& request) {
  return for_visitor(services, request, [&](const Visitor& visitor) {
    auto entry = withdrawal_of(services, visitor, "und");
    if (!entry) return json_error(entry.error());
    entry->from = visit_origin_of(services, request);
    const std::string_view origin = request.header("origin");
    const std::string allowed(visitor.site->may_post(origin) ? origin : std::string_view());
    Response response;
    response.later = [&services, allowed, entry = *std::move(entry)](const Reply& reply) {
      services.ledger.append(entry, [allowed, reply](const Result<Appended>& kept) {
        Response answer = kept ? json_answer(201, boost::json::serialize(boost::json::object{
                                                      {"record_id", kept->record_id},
                                                      {"leaf_index", kept->index},
                                                      {"event_time", to_rfc3339(kept->time)}}))
                               : json_error(kept.error());
        if (!allowed.empty()) allow_origin(answer, allowed);
        reply(std::move(answer));
      });
    };
    return response;
  });
}

Response delete_records(const ConsentServices& services, const Request& request) {
  return for_visitor(services, request, [&](const Visitor& visitor) {
    const std::string_view origin = request.header("origin");
    const std::string allowed(visitor.site->may_post(origin) ? origin : std::string_view());
    Response response;
    response.later = [&services, allowed, site = visitor.site->id,
                      id = visitor.id](const Reply& reply) {
      services.ledger.erase(site, id, [allowed, reply](const Result<std::uint64_t>& gone) {
        Response answer = gone ? json_answer(200, "{\"erased\":" + std::to_string(*gone) + "}")
                               : json_error(gone.error());
        if (!allowed.empty()) allow_origin(answer, allowed);
        reply(std::move(answer));
      });
    };
    return response;
  });
}

}  // namespace consentry::http
