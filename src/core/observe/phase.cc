// SPDX-License-Identifier: Apache-2.0
#include "core/observe/phase.h"

#include <utility>

namespace consentry {
namespace {

constexpr std::array<std::pair<Phase, std::string_view>, 8> kPhaseNames{
    {{Phase::before, "before"},
     {Phase::refuse, "refuse"},
     {Phase::accept, "accept"},
     {Phase::withdraw, "withdraw"},
     {Phase::gpc, "gpc"},
     {Phase::revisit, "revisit"},
     {Phase::one_purpose, "one-purpose"},
     {Phase::aside, "aside"}}};
constexpr std::array<std::pair<Step, std::string_view>, 17> kStepNames{
    {{Step::load, "load"},
     {Step::page, "page"},
     {Step::choice, "choice"},
     {Step::reload, "reload"},
     {Step::second_page, "second-page"},
     {Step::other_site, "other-site"},
     {Step::next_day, "next-day"},
     {Step::next_month, "next-month"},
     {Step::half_year, "half-year"},
     {Step::documents, "documents"},
     {Step::phone, "phone"},
     {Step::typing, "typing"},
     {Step::wait, "wait"},
     {Step::scroll, "scroll"},
     {Step::escape, "escape"},
     {Step::cross, "cross"},
     {Step::declaration, "declaration"}}};

template <typename Names, typename Value>
std::string_view name_in(const Names& names, Value value) {
  for (const auto& [candidate, name] : names) {
    if (candidate == value) return name;
  }
  return "unknown";
}

template <typename Value, typename Names>
std::optional<Value> value_in(const Names& names, std::string_view wanted) {
  for (const auto& [value, name] : names) {
    if (name == wanted) return value;
  }
  return std::nullopt;
}

}  // namespace

std::string_view name_of(Phase phase) { return name_in(kPhaseNames, phase); }
std::optional<Phase> phase_named(std::string_view name) {
  const auto phase = logged_phase_named(name);
  return phase == Phase::aside ? std::nullopt : phase;
}
std::optional<Phase> logged_phase_named(std::string_view name) {
  return value_in<Phase>(kPhaseNames, name);
}
std::string_view name_of(Step step) { return name_in(kStepNames, step); }
std::optional<Step> step_named(std::string_view name) { return value_in<Step>(kStepNames, name); }

}  // namespace consentry
