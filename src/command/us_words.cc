// SPDX-License-Identifier: Apache-2.0
#include "command/us_words.h"

#include <array>
#include <cctype>

namespace consentry {
namespace {

using Answers = std::array<std::string_view, 4>;  // by value

constexpr Answers kNotice{"does not apply", "notice was given", "notice was not given",
                          "3 (no meaning)"};
constexpr Answers kOptOut{"does not apply", "opted out", "did not opt out", "3 (no meaning)"};
constexpr Answers kConsent{"does not apply", "no consent", "consent", "3 (no meaning)"};
constexpr Answers kYesNo{"does not apply", "yes", "no", "3 (no meaning)"};
constexpr Answers kMspaMode{"does not apply", "opt-out option mode", "service provider mode",
                            "3 (no meaning)"};
constexpr Answers kNumbers{"0 (does not apply)", "1", "2", "3 (no meaning)"};

const Answers& answers_of(std::string_view section, std::string_view field) {
  if (field.ends_with("Notice")) return kNotice;
  if (field.ends_with("OptOut")) return kOptOut;
  if (field == "MspaMode") return kMspaMode;
  if (field.starts_with("Mspa")) return kYesNo;
  // California turned 1 and 2 round between published versions of its section.
  if (section == "usca") return kNumbers;
  // Utah and Iowa let visitors opt out of it; elsewhere it needs consent.
  const bool opt_out = section == "usut" || section == "usia";
  if (field == "SensitiveDataProcessing" && opt_out) return kOptOut;
  return kConsent;
}

std::string_view answer_for(const Answers& answers, int value) {
  return answers.at(static_cast<std::size_t>(value) % answers.size());
}

// "opted out: 1, 3; does not apply: 2": the places in the list, by what stands there.
std::string list_words(const Answers& answers, const std::vector<int>& values) {
  std::string words;
  for (const int answer : {1, 2, 0, 3}) {
    std::string places;
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (values[i] == answer) places += (places.empty() ? "" : ", ") + std::to_string(i + 1);
    }
    if (places.empty()) continue;
    words += (words.empty() ? "" : "; ") + std::string(answer_for(answers, answer)) + ": " + places;
  }
  return words;
}

}  // namespace

std::string us_field_label(std::string_view field) {
  std::string label;
  if (field.starts_with("Mspa")) {  // an acronym: Multi-State Privacy Agreement
    label = "MSPA";
    field.remove_prefix(label.size());
  }
  for (const char c : field) {
    const auto letter = static_cast<unsigned char>(c);
    const bool begins_word = !label.empty() && std::isupper(letter) != 0;
    if (begins_word) label.push_back(' ');
    label.push_back(begins_word ? static_cast<char>(std::tolower(letter)) : c);
  }
  return label;
}

std::string us_field_words(std::string_view section, const UsField& field) {
  if (field.name.ends_with("Version")) {
    return field.values.empty() ? "" : std::to_string(field.values.front());
  }
  const Answers& answers = answers_of(section, field.name);
  if (field.is_list) return list_words(answers, field.values);
  return std::string(field.values.empty() ? "" : answer_for(answers, field.values.front()));
}

}  // namespace consentry
