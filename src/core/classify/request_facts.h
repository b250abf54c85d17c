// SPDX-License-Identifier: Apache-2.0
// The facts about one request: who is behind its host, what it is for, and which lists call it a
// tracker. A step of classify().
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "core/classify/classify.h"
#include "core/classify/company.h"
#include "core/classify/request_matcher.h"

namespace consentry {

// Holds references to `data`; remembers hosts it has seen, so one instance per thread.
class RequestClassifier {
 public:
  RequestClassifier(const ReferenceData& data, std::string_view site_company)
      : data_(data), site_company_(site_company) {}

  RequestFacts classify(const Request& request);

 private:
  const HostFacts& host_facts(const std::string& host);

  const ReferenceData& data_;
  std::string site_company_;
  std::unordered_map<std::string, HostFacts> hosts_;
};

// What a script or response is for, by its URL: a rule of our own lists that names a function (path
// by path, for mixed hosts) before the host's general function. Empty company when unknown.
HostFacts who_serves(std::string_view url, std::string_view page_host, ResourceType type,
                     const ReferenceData& data);

}  // namespace consentry
