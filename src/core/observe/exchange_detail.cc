// SPDX-License-Identifier: Apache-2.0
#include "core/observe/exchange_detail.h"

#include <algorithm>
#include <boost/json.hpp>
#include <optional>

#include "core/observe/event_log_reader.h"
#include "core/observe/json_members.h"

namespace consentry {
namespace {

using boost::json::object;

// The browser joins the lines of a repeated header with a line feed.
std::vector<HeaderField> fields_of(const object* headers) {
  std::vector<HeaderField> fields;
  if (headers == nullptr) return fields;
  for (const auto& [name, value] : *headers) {
    if (fields.size() >= kMaxListEntries) break;
    if (const auto* text = value.if_string()) fields.push_back({cut_text(name), cut_text(*text)});
  }
  return fields;
}

double span(std::optional<double> from, std::optional<double> to) {
  if (!from || !to || *from < 0 || *to < *from) return -1;
  return *to - *from;
}

// https://chromedevtools.github.io/devtools-protocol/tot/Network/#type-ResourceTiming: milliseconds
// since requestTime, -1 for what did not happen.
ExchangeTiming timing_of(const object& response) {
  ExchangeTiming timing;
  const object* told = object_at(response, "timing");
  if (told == nullptr) return timing;
  const auto at = [told](std::string_view name) { return number_at(*told, name); };
  timing.dns = span(at("dnsStart"), at("dnsEnd"));
  timing.connect = span(at("connectStart"), at("connectEnd"));
  timing.ssl = span(at("sslStart"), at("sslEnd"));
  timing.send = span(at("sendStart"), at("sendEnd"));
  timing.wait = span(at("sendEnd"), at("receiveHeadersEnd"));
  // Whatever happens first ends the time in the queue.
  for (const std::string_view first : {"dnsStart", "connectStart", "sendStart"}) {
    const auto begin = at(first);
    if (!begin || *begin < 0) continue;
    timing.blocked = *begin;
    break;
  }
  return timing;
}

// The events of one request id; all hops of a redirect chain have the same.
struct Chain {
  struct Hop {
    std::uint64_t line = 0;
    bool has_extra = true;
    ExchangeDetail detail;
  };
  std::vector<Hop> hops;
  std::vector<std::vector<HeaderField>> sent, answered;  // …ExtraInfo events in their order

  void begin(std::uint64_t line, const object& params) {
    const object* request = object_at(params, "request");
    if (request == nullptr) return;
    const object* redirect = object_at(params, "redirectResponse");
    if (redirect != nullptr) {
      answer(*redirect, flag_at(params, "redirectHasExtraInfo").value_or(true));
    } else if (!hops.empty()) {
      return;  // another session tells of the same request
    }
    hops.push_back({line, true, {}});
    hops.back().detail.request_headers = fields_of(object_at(*request, "headers"));
  }

  void answer(const object& response, bool has_extra) {
    if (hops.empty()) return;
    Hop& hop = hops.back();
    hop.has_extra = has_extra;
    hop.detail.response_headers = fields_of(object_at(response, "headers"));
    hop.detail.protocol = text_at(response, "protocol");
    hop.detail.status_text = text_at(response, "statusText");
    hop.detail.timing = timing_of(response);
  }

  // What the network service saw replaces what the page's side believed.
  void join() {
    std::size_t extra = 0;
    for (Hop& hop : hops) {
      if (!hop.has_extra) continue;
      if (extra < sent.size()) hop.detail.request_headers = std::move(sent[extra]);
      if (extra < answered.size()) hop.detail.response_headers = std::move(answered[extra]);
      ++extra;
    }
  }
};

void take(Chain& chain, std::string_view method, const object& params, std::uint64_t line) {
  if (method == "Network.requestWillBeSent") {
    chain.begin(line, params);
  } else if (method == "Network.requestWillBeSentExtraInfo") {
    chain.sent.push_back(fields_of(object_at(params, "headers")));
  } else if (method == "Network.responseReceivedExtraInfo") {
    chain.answered.push_back(fields_of(object_at(params, "headers")));
  } else if (method == "Network.responseReceived") {
    const object* response = object_at(params, "response");
    if (response != nullptr)
      chain.answer(*response, flag_at(params, "hasExtraInfo").value_or(true));
  }
}

}  // namespace

std::map<std::uint64_t, ExchangeDetail> read_exchange_details(std::string_view log) {
  std::map<std::string, Chain, std::less<>> chains;
  EventLogReader reader(log);
  LogLine line;
  while (reader.next(line)) {
    if (line.kind != "event") continue;
    const object* message = object_at(*line.members, "m");
    const object* params = message == nullptr ? nullptr : object_at(*message, "params");
    if (params == nullptr) continue;
    const std::string id = text_at(*params, "requestId");
    if (!id.empty()) take(chains[id], view_at(*message, "method"), *params, line.number);
  }
  std::map<std::uint64_t, ExchangeDetail> details;
  for (auto& [id, chain] : chains) {
    chain.join();
    for (Chain::Hop& hop : chain.hops) details.emplace(hop.line, std::move(hop.detail));
  }
  return details;
}

}  // namespace consentry
