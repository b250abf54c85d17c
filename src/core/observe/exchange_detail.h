// SPDX-License-Identifier: Apache-2.0
// Headers and timings of a run's requests, as an archive of traffic needs them and a judgement does
// not: they are read again from the event log rather than kept in every observation.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace consentry {

struct HeaderField {
  std::string name;
  std::string value;
};

// Milliseconds, -1: does not apply or was not measured. The browser's ResourceTiming, cut as HAR 1.2
// names its parts; `ssl` is part of `connect`.
struct ExchangeTiming {
  double blocked = -1;
  double dns = -1;
  double connect = -1;
  double ssl = -1;
  double send = -1;
  double wait = -1;
};

struct ExchangeDetail {
  std::vector<HeaderField> request_headers;   // what really went out, where the browser tells
  std::vector<HeaderField> response_headers;  // what really came in, where the browser tells
  std::string protocol;                       // "h2", "http/1.1"; empty when unknown
  std::string status_text;
  ExchangeTiming timing;
};

// By the line at which the request begins in the log, which is Request::at.line. At most
// kMaxListEntries headers each way; long values are cut as in an observation. Never fails: what the
// log does not tell is absent.
std::map<std::uint64_t, ExchangeDetail> read_exchange_details(std::string_view log);

}  // namespace consentry
