// SPDX-License-Identifier: Apache-2.0
// What the headers of one request and its answer say of hints: what the browser is to get ready for
// (Link, RFC 8288), and what it told, or is to tell, about the device (client hints, RFC 8942).
// Internal to core/observe.
#pragma once

#include <boost/json/fwd.hpp>
#include <cstddef>
#include <string>
#include <vector>

namespace consentry {

struct HeaderSigns {
  std::size_t request = 0;        // index in RunObservation::requests
  std::string link;               // Link of the answer, lines joined by commas
  std::string early_link;         // Link of a 103 Early Hints before it (RFC 8297)
  std::vector<std::string> sent;  // high-entropy client hints of the request: "arch" "model" …
  bool asks = false;              // the answer's Accept-CH names one of them
  bool insists = false;           // its Critical-CH does
  bool hands_on = false;          // its Permissions-Policy speaks of one

  [[nodiscard]] bool silent() const {
    return link.empty() && early_link.empty() && sent.empty() && !asks && !insists && !hands_on;
  }
};

// Of an answer; `headers` as the browser's events give them.
HeaderSigns signs_in(const boost::json::object& headers);
// Of a request: which of the hints it carried that a browser sends to nobody unasked.
// https://wicg.github.io/ua-client-hints/ section 3; "device-memory" is of RFC 8942's registry.
std::vector<std::string> client_hints_in(const boost::json::object& headers);

}  // namespace consentry
