// SPDX-License-Identifier: Apache-2.0
// Answers from a list in place of the DNS, for scans that send every name to one address.
#pragma once

#include <map>
#include <string_view>

#include "core/base/error.h"
#include "core/observe/name_lookup.h"

namespace consentry {

// Immutable after parse; safe to share between threads. A name that is not listed is an own name.
class ListedNames final : public NameLookup {
 public:
  // One name a line, then what it points to, and that in turn, or its IPv4 addresses:
  // "metrics.shop.example t.example", "shop.example 203.0.113.7". '#' begins a comment. invalid_input names the line.
  static Result<ListedNames> parse(std::string_view text);

  void ask(const std::string& /*host*/) override {}
  NameAnswer answer(const std::string& host, std::chrono::milliseconds most) override;
  [[nodiscard]] std::vector<std::string> addresses(const std::string& host) const override;

 private:
  std::map<std::string, std::vector<std::string>, std::less<>> names_, addresses_;
};

}  // namespace consentry
