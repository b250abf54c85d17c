// SPDX-License-Identifier: Apache-2.0
#include "io/http/mandate_counts.h"

namespace consentry::http {

std::string_view name_of(MandateFate fate) {
  constexpr std::array<std::string_view, kMandateFates> kNames{
      "received", "faulty",   "too_often", "same_mailbox", "trapped", "foreign",
      "closed",   "not_kept", "confirmed", "withdrawn",    "bad_link"};
  return kNames[static_cast<std::size_t>(fate)];
}

std::string MandateCounts::text() const {
  std::string text =
      "# HELP consentry_mandates_total Forms, confirmations and withdrawals of mandates, by their "
      "fate.\n# TYPE consentry_mandates_total counter\n";
  for (std::size_t i = 0; i < fates_.size(); ++i) {
    text += "consentry_mandates_total{fate=\"";
    text += name_of(static_cast<MandateFate>(i));
    text += "\"} " + std::to_string(fates_[i].load()) + "\n";
  }
  return text;
}

}  // namespace consentry::http
