// SPDX-License-Identifier: Apache-2.0
#include "io/http/server_metrics.h"

namespace consentry::http {
namespace {

std::string head_of(std::string_view name, std::string_view kind, std::string_view what) {
  return "# HELP " + std::string(name) + " " + std::string(what) + "\n# TYPE " + std::string(name) +
         " " + std::string(kind) + "\n";
}

}  // namespace

std::string_view name_of(ChoiceFate fate) {
  constexpr std::array<std::string_view, kChoiceFates> kNames{
      "kept",         "repeated",     "malformed", "unknown_site",
      "wrong_origin", "other_notice", "too_often", "not_kept"};
  return kNames[static_cast<std::size_t>(fate)];
}

std::string ServerMetrics::text() const {
  std::string text =
      head_of("consentry_choices_total", "counter", "Choices posted, by their fate.");
  for (std::size_t i = 0; i < fates_.size(); ++i) {
    text += "consentry_choices_total{fate=\"";
    text += name_of(static_cast<ChoiceFate>(i));
    text += "\"} " + std::to_string(fates_[i].load()) + "\n";
  }
  text +=
      head_of("consentry_answers_total", "counter", "Answers, by the first digit of the status.");
  for (std::size_t i = 1; i < answers_.size(); ++i) {
    text += "consentry_answers_total{status=\"" + std::to_string(i) + "xx\"} " +
            std::to_string(answers_[i].load()) + "\n";
  }
  return text;
}

std::string metric_text(std::string_view name, std::string_view kind, std::string_view what,
                        std::uint64_t value) {
  return head_of(name, kind, what) + std::string(name) + " " + std::to_string(value) + "\n";
}

}  // namespace consentry::http
