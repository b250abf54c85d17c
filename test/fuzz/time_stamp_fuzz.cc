// SPDX-License-Identifier: Apache-2.0
// Any bytes are a reply of a time stamping authority or not; none is a stamp of what nobody stamped.
#include "core/proof/time_stamp.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace consentry;
  const std::string_view reply(reinterpret_cast<const char*>(data), size);
  (void)read_stamp(reply, sha256("what was sealed\n"));
  (void)check_stamp(reply, sha256("what was sealed\n"), {});
  static const std::string request = *stamp_request(sha256("?"), 1);
  if (answers_request(reply, request)) __builtin_trap();
  return 0;
}
