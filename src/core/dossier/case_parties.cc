// SPDX-License-Identifier: Apache-2.0
#include "core/dossier/case_parties.h"

#include <algorithm>
#include <toml++/toml.h>

#include "core/judge/strict_table.h"

namespace consentry {
namespace {

constexpr std::size_t kSha256Digits = 64;

// A table below `top`, read by `read`, which must ask for all keys that may stand there.
template <class Read>
auto inner(StrictTable& top, std::string_view key, FirstError& error, Read read)
    -> std::optional<decltype(read(top))> {
  const toml::table* found = top.table(key);
  if (found == nullptr) return std::nullopt;
  StrictTable table(*found, top.where() + ": " + std::string(key), error);
  auto value = read(table);
  table.finish();
  return value;
}

template <class Read>
auto inner_list(StrictTable& top, std::string_view key, FirstError& error, Read read)
    -> std::vector<decltype(read(top))> {
  std::vector<decltype(read(top))> values;
  for (const toml::table* each : top.tables(key)) {
    const std::string where =
        top.where() + ": " + std::string(key) + " " + std::to_string(values.size() + 1);
    StrictTable table(*each, where, error);
    values.push_back(read(table));
    table.finish();
  }
  return values;
}

CaseSender read_sender(StrictTable& table) {
  CaseSender sender;
  sender.name = table.text("name");
  sender.address = table.texts("address", true);
  sender.contact = table.text("contact");
  sender.register_entry = table.optional_text("register");
  sender.statutes = table.optional_text("statutes");
  sender.rescan = table.optional_text("rescan");
  return sender;
}

CaseAuthority read_authority(StrictTable& table) {
  CaseAuthority authority;
  authority.name = table.text("name");
  authority.address = table.texts("address", false);
  authority.why = table.text("why");
  authority.lead = table.optional_text("lead");
  return authority;
}

BasisConfirmation read_confirmation(StrictTable& table) {
  return {table.text("basis"), table.text("by"), read_date(table, "on")};
}

SignOff read_sign_off(StrictTable& table) {
  SignOff sign_off{table.text("draft"), table.text("language"), table.text("by"),
                   read_date(table, "on"), table.text("sha256")};
  const bool digits = std::ranges::all_of(
      sign_off.sha256, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
  if (sign_off.sha256.size() != kSha256Digits || !digits)
    table.fail("sha256", "must be the 64 digits that the draft's foot tells");
  return sign_off;
}

}  // namespace

Date read_date(StrictTable& table, std::string_view key) {
  const std::string text = table.text(key);
  const auto date = parse_date(text);
  if (!date) table.fail(key, "'" + text + "' is no date such as 2026-11-22");
  return date ? *date : Date{};
}

CaseParties read_parties(StrictTable& top, const std::vector<std::string>& respondents) {
  FirstError& error = top.first_error();
  CaseParties result;
  result.sender = inner(top, "sender", error, read_sender);
  result.authority = inner(top, "authority", error, read_authority);
  result.parties = inner_list(top, "party", error, [&](StrictTable& table) {
    CaseParty party;
    party.name = table.one_of("name", respondents);
    party.address = table.texts("address", false);
    party.seat = table.optional_text("seat");
    party.role = table.optional_text("role");
    return party;
  });
  result.represented = top.texts("represented", false);
  result.relief = top.texts("relief", false);
  result.fault = top.texts("fault", false);
  result.confirmed = inner_list(top, "confirmed", error, read_confirmation);
  result.signed_off = inner_list(top, "signed_off", error, read_sign_off);
  return result;
}

}  // namespace consentry
