// SPDX-License-Identifier: Apache-2.0
// Time stamps of others (RFC 3161): an authority signs that a digest was shown to it at a time. Asking
// and answering are DER; carrying them over HTTP is somebody else's (io/fetch/post.h).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/digest.h"
#include "core/base/error.h"
#include "core/base/time.h"

namespace consentry {

// A reply with a chain of certificates has 2 to 10 KiB.
inline constexpr std::size_t kMaxStampBytes = std::size_t{256} << 10U;

// What an authority's reply says. Value type; nothing in it is trusted until check_stamp().
struct TimeStamp {
  UtcTime time;
  std::string serial;  // hexadecimal
  std::string policy;  // object identifier in dots
  std::string
      authority;  // subject of the certificate that signed; empty when it is not in the reply
  std::string certificates;  // those in the reply, PEM, as they stand there
};

// A TimeStampReq for a SHA-256, version 1, which asks for the certificate. `nonce` is a random number.
Result<std::string> stamp_request(const Sha256& digest, std::uint64_t nonce);

// Reads a TimeStampResp. unavailable: the authority refused, with its words; invalid_input: no reply;
// corrupt: it is about another digest.
Result<TimeStamp> read_stamp(std::string_view reply, const Sha256& digest);
// Whether the reply answers this request: same digest, same nonce. corrupt when not.
Status answers_request(std::string_view reply, std::string_view request);

// Checks the authority's signature over `digest`, with certificates valid at the time it states.
// `roots` (PEM) are authorities that the caller trusts; empty: the reply's own certificates stand in,
// which proves no more than that the reply is consistent. corrupt when it does not verify.
Status check_stamp(std::string_view reply, const Sha256& digest, std::string_view roots);

}  // namespace consentry
