// SPDX-License-Identifier: Apache-2.0
#include "core/judge/budget.h"

#include <algorithm>
#include <toml++/toml.h>

#include "core/base/digest.h"
#include "core/base/origin.h"
#include "core/judge/nearest.h"
#include "core/judge/strict_table.h"
#include "core/judge/toml_text.h"

namespace consentry {
namespace {

std::string folded(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return out;
}

bool any_fits(std::string_view text, const std::vector<std::string>& patterns) {
  return std::ranges::any_of(
      patterns, [&](const std::string& pattern) { return fits_pattern(text, pattern); });
}

// What is wrong with the name of a service: an address or a host below a registrable domain would
// never fit, so the budget would fail for a reason that nobody sees.
std::string fault_of_service(const std::string& service) {
  if (service.find("//") != std::string::npos) {
    const auto url = parse_url(service);
    const std::string domain = url ? registrable_domain(url->host) : std::string();
    return "is an address; write its domain" + (domain.empty() ? "" : " '" + domain + "'");
  }
  const bool is_host = service.find('.') != std::string::npos &&
                       service.find_first_of(" ,*") == std::string::npos && service.back() != '.';
  if (!is_host) return {};
  const std::string domain = registrable_domain(folded(service));
  if (domain == folded(service)) return {};
  return "is no registrable domain; write '" + domain + "'";
}

void check_services(StrictTable& table, const std::vector<std::string>& services) {
  for (const std::string& service : services) {
    if (service.empty()) continue;
    const std::string fault = fault_of_service(service);
    if (!fault.empty()) table.fail("services", "'" + service + "' " + fault);
  }
}

PhaseAllowance read_phase(StrictTable table) {
  PhaseAllowance allowance;
  allowance.services = table.texts("services", false);
  check_services(table, allowance.services);
  allowance.cookies = table.texts("cookies", false);
  allowance.storage = table.texts("storage", false);
  table.finish();
  for (std::string& service : allowance.services) service = folded(service);
  return allowance;
}

Result<Budget> read(const toml::table& root, Budget budget) {
  std::vector<std::string> known;
  for (const Phase phase : kPhases) known.emplace_back(name_of(phase));
  FirstError error;
  for (const auto& [key, node] : root) {
    const std::string name(key.str());
    const auto phase = phase_named(name);
    if (!phase) {
      return invalid_input(budget.name + ": '" + name + "' is not a phase" +
                           suggestion(name, known));
    }
    if (!node.is_table()) {
      return invalid_input(budget.name + ": " + name + " must be a table: [" + name + "]");
    }
    budget.phases[*phase] = read_phase({*node.as_table(), budget.name + ": " + name, error});
  }
  if (error) return *error;
  if (budget.phases.empty()) {
    return invalid_input(budget.name + ": limits no phase; begin one with [before]");
  }
  return budget;
}

}  // namespace

bool PhaseAllowance::allows_service(std::string_view company, std::string_view domain) const {
  return any_fits(folded(domain), services) ||
         (!company.empty() && any_fits(folded(company), services));
}

bool PhaseAllowance::allows_item(std::string_view kind, std::string_view name) const {
  return any_fits(name, kind == "cookie" ? cookies : storage);
}

bool fits_pattern(std::string_view text, std::string_view pattern) {
  std::size_t at = 0;
  std::size_t in = 0;
  std::size_t star = std::string_view::npos;  // the last '*' seen in the pattern
  std::size_t resume = 0;                     // where its text would have to end next
  while (at < text.size()) {
    if (in < pattern.size() && pattern[in] == '*') {
      star = in++;
      resume = at;
    } else if (in < pattern.size() && pattern[in] == text[at]) {
      ++in;
      ++at;
    } else if (star != std::string_view::npos) {
      in = star + 1;
      at = ++resume;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', in) == std::string_view::npos;
}

Result<Budget> Budget::parse(std::string_view name, std::string_view text) {
  Budget budget;
  budget.name = name;
  if (text.size() > kMaxBytes) return invalid_input(budget.name + ": is too large");
  budget.sha256 = sha256_hex(text);
  const auto root = parse_toml(budget.name, text);
  if (!root) return root.error();
  return read(*root, budget);
}

}  // namespace consentry
