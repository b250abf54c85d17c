// SPDX-License-Identifier: Apache-2.0
#include "io/dns/cname_chain.h"

#include <algorithm>
#include <arpa/nameser.h>
#include <array>
#include <netinet/in.h>
#include <resolv.h>

namespace consentry {
namespace {

std::string lower(std::string text) {
  std::ranges::transform(text, text.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return text;
}

}  // namespace

std::vector<std::string> cname_chain(std::span<const unsigned char> message) {
  std::vector<std::string> chain;
  ns_msg handle{};
  if (message.size() > NS_MAXMSG ||
      ns_initparse(message.data(), static_cast<int>(message.size()), &handle) != 0) {
    return chain;
  }
  const int records = ns_msg_count(handle, ns_s_an);
  for (int i = 0; i < records && chain.size() < kMaxAliases; ++i) {
    ns_rr record{};
    if (ns_parserr(&handle, ns_s_an, i, &record) != 0) break;
    if (ns_rr_type(record) != ns_t_cname || ns_rr_class(record) != ns_c_in) continue;
    std::array<char, NS_MAXDNAME> name{};
    const int read = ns_name_uncompress(ns_msg_base(handle), ns_msg_end(handle),
                                        ns_rr_rdata(record), name.data(), name.size());
    if (read > 0) chain.push_back(lower(name.data()));
  }
  return chain;
}

}  // namespace consentry
