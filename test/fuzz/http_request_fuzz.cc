// SPDX-License-Identifier: Apache-2.0
// Any bytes, in two pieces, are one request, a refusal or not yet enough.
#include "io/http/request_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using consentry::http::RequestReader;
  const std::string bytes(data, data + size);
  RequestReader reader({1024, 256});
  std::string kept = bytes.substr(0, size / 2);
  kept.erase(0, reader.feed(kept));
  kept += bytes.substr(size / 2);
  if (reader.state() == RequestReader::State::incomplete) reader.feed(kept);
  if (reader.state() != RequestReader::State::complete) return 0;
  const auto request = reader.take();
  if (request.parameter("a").size() > size || request.body.size() > 256) __builtin_trap();
  return request.cookie("a").size() > size ? 1 : 0;
}
