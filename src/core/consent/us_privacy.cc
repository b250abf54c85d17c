// SPDX-License-Identifier: Apache-2.0
#include "core/consent/us_privacy.h"

#include <string>

namespace consentry {
namespace {

constexpr std::size_t kLength = 4;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

char answer(std::string_view text, std::size_t at, std::string_view field, UsPrivacy& read) {
  const char c = text[at];
  if (c == 'Y' || c == 'N' || c == '-') return c;
  read.problems.push_back({std::string(field), 0, "is neither Y nor N nor -", at});
  return c == 'y' ? 'Y' : c == 'n' ? 'N' : '?';
}

}  // namespace

bool looks_like_us_privacy(std::string_view text) {
  return text.size() == kLength && is_digit(text.front());
}

Result<UsPrivacy> read_us_privacy(std::string_view text, Strictness strictness) {
  if (!looks_like_us_privacy(text)) {
    return Error{ErrorKind::corrupt, "not a US Privacy string: it has no digit and three letters"};
  }
  UsPrivacy read;
  if (text[0] != '1') {
    read.problems.push_back({"version", 0, "is not 1, the only version there is", 0});
  }
  read.notice = answer(text, 1, "notice", read);
  read.opt_out_sale = answer(text, 2, "optOutSale", read);
  read.lspa_covered = answer(text, 3, "lspaCovered", read);
  if (auto error = refusal(read.problems, strictness)) return *std::move(error);
  return read;
}

}  // namespace consentry
