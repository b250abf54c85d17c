// SPDX-License-Identifier: Apache-2.0
// Pieces of a log's lines that its makers share.
#pragma once

#include <boost/json.hpp>
#include <string>

#include "fakes/event_log_maker.h"

namespace consentry::fakes {

// The members of an object without its braces.
inline std::string inner(const boost::json::object& members) {
  const std::string text = boost::json::serialize(members);
  return text.substr(1, text.size() - 2);
}

// "https://shop.example" of an address there.
inline std::string origin_of(const std::string& url) { return url.substr(0, url.find('/', 8)); }

inline boost::json::object object_of(const Pairs& pairs) {
  boost::json::object out;
  for (const auto& [key, value] : pairs) out[key] = value;
  return out;
}

}  // namespace consentry::fakes
