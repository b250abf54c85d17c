// SPDX-License-Identifier: Apache-2.0
#include "core/judge/tc_strings.h"

#include <array>
#include <utility>
#include <variant>

#include "core/consent/gpp_string.h"
#include "core/judge/percent_text.h"

namespace consentry {
namespace {

constexpr std::array<std::string_view, 2> kCookies{"euconsent-v2", "eupubconsent-v2"};

bool within(const Window& window, const Moment& when, const EventRef& at) {
  return when.phase == window.phase && at.line > window.after_line;
}

void add(std::string_view text, std::string_view where, const EventRef& at,
         std::vector<SeenTcString>& strings) {
  if (text.empty()) return;
  auto tc = read_tc_string(text, Strictness::lenient);
  if (tc) strings.push_back({*std::move(tc), std::string(where), at});
}

void add_gpp(const ConsentSignals& signals, std::vector<SeenTcString>& strings) {
  if (signals.gpp_string.empty()) return;
  auto gpp = read_gpp_string(signals.gpp_string, Strictness::lenient);
  if (!gpp) return;
  for (GppSection& section : gpp->sections) {
    if (auto* tc = std::get_if<TcString>(&section.content)) {
      strings.push_back({std::move(*tc), "__gpp", signals.at});
    }
  }
}

void add_cookies(const RunView& run, const Window& window, std::vector<SeenTcString>& strings) {
  for (const std::string_view name : kCookies) {
    const CookieRow* last = nullptr;
    for (const CookieRow& row : run.run->cookie_rows) {
      if (row.name == name && within(window, row.when, row.at)) last = &row;
    }
    if (last != nullptr) add(percent_decoded_twice(last->value), name, last->at, strings);
  }
}

}  // namespace

std::vector<const ConsentSignals*> tcf_answers(const RunView& run, const Window& window) {
  std::vector<const ConsentSignals*> answers;
  for (const ConsentSignals& signals : run.run->consent_signals) {
    if (signals.tcf_present && within(window, signals.when, signals.at)) {
      answers.push_back(&signals);
    }
  }
  return answers;
}

std::vector<SeenTcString> tc_strings_at_end(const RunView& run, const Window& window) {
  std::vector<SeenTcString> strings;
  const ConsentSignals* last = last_consent_signals(run, window);
  if (last != nullptr && last->tcf_gdpr_applies == false) return strings;
  if (last != nullptr && last->tcf_present) add(last->tc_string, "__tcfapi", last->at, strings);
  if (last != nullptr) add_gpp(*last, strings);
  if (strings.empty()) add_cookies(run, window, strings);
  return strings;
}

}  // namespace consentry
