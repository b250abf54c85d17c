// SPDX-License-Identifier: Apache-2.0
#include "core/judge/finding.h"

#include <array>
#include <utility>

namespace consentry {
namespace {

constexpr std::array<std::pair<Verdict, std::string_view>, 7> kVerdictNames{
    {{Verdict::not_applicable, "not-applicable"},
     {Verdict::pass, "pass"},
     {Verdict::info, "info"},
     {Verdict::not_measured, "not-measured"},
     {Verdict::risk, "risk"},
     {Verdict::likely_breach, "likely-breach"},
     {Verdict::breach, "breach"}}};

}  // namespace

std::string_view name_of(Verdict verdict) {
  for (const auto& [value, name] : kVerdictNames) {
    if (value == verdict) return name;
  }
  return "unknown";
}

std::string_view name_of(SubjectKind kind) {
  if (kind == SubjectKind::item) return "item";
  return kind == SubjectKind::company ? "company" : "host";
}

std::optional<Verdict> verdict_named(std::string_view name) {
  for (const auto& [value, known] : kVerdictNames) {
    if (known == name) return value;
  }
  return std::nullopt;
}

}  // namespace consentry
