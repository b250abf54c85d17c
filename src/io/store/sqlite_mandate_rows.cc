// SPDX-License-Identifier: Apache-2.0
#include "io/store/sqlite_mandate_rows.h"

#include <algorithm>
#include <utility>

#include "core/base/bytes.h"

namespace consentry {
namespace {

constexpr std::string_view kColumns =
    "seq, form, reference, coalesce(number, 0), state, received, confirmed, ended, replaced_by, "
    "day, country, respondents, powers, language, text, connected, mail_key, person_key, "
    "commitment, token, manage, held_mail, sealed, corrects";

template <std::size_t N>
std::array<std::uint8_t, N> array_in(const Statement& row, int column) {
  std::array<std::uint8_t, N> bytes{};
  const auto blob = row.blob(column);
  std::copy_n(blob.begin(), std::min(blob.size(), N), bytes.begin());
  return bytes;
}

std::string bytes_in(const Statement& row, int column) {
  const auto blob = row.blob(column);
  return {blob.begin(), blob.end()};
}

std::optional<UtcTime> time_in(const Statement& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return UtcTime{row.number(column)};
}

std::vector<std::string> ids_in(std::string_view text) {
  std::vector<std::string> ids;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    ids.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return ids;
}

std::vector<Power> powers_in(std::uint64_t bits) {
  std::vector<Power> powers;
  for (const Power power : kPowers) {
    if ((bits >> static_cast<unsigned>(power) & 1U) != 0) powers.push_back(power);
  }
  return powers;
}

std::uint64_t bits_of(const std::vector<Power>& powers) {
  std::uint64_t bits = 0;
  for (const Power power : powers) bits |= std::uint64_t{1} << static_cast<unsigned>(power);
  return bits;
}

MandateFacts facts_in(const Statement& row) {
  MandateFacts facts;
  facts.case_id = row.text(1);
  facts.reference = array_in<std::tuple_size_v<MandateReference>>(row, 2);
  const auto day = parse_date(row.text(9));
  if (day) facts.day = *day;
  facts.country = row.text(10);
  facts.respondents = ids_in(row.text(11));
  facts.powers = powers_in(row.count(12));
  facts.language = row.text(13);
  facts.text = array_in<std::tuple_size_v<Sha256>>(row, 14);
  facts.connected = row.number(15) != 0;
  return facts;
}

}  // namespace

std::string select_mandates(std::string_view condition) {
  return "SELECT " + std::string(kColumns) + " FROM mandate " + std::string(condition);
}

MandateRow row_in(const Statement& row) {
  constexpr std::size_t kDigest = std::tuple_size_v<Sha256>;
  MandateRow result;
  result.seq = row.count(0);
  StoredMandate& mandate = result.mandate;
  mandate.number = row.count(3);
  const auto state = static_cast<std::size_t>(row.count(4));
  mandate.state = state < kMandateStates.size() ? kMandateStates.at(state) : MandateState::erased;
  mandate.confirmed = time_in(row, 6);
  mandate.ended = time_in(row, 7);
  mandate.replaced_by = row.count(8);
  NewMandate& kept = mandate.kept;
  kept.facts = facts_in(row);
  kept.received = UtcTime{row.number(5)};
  kept.keys.mail = array_in<kDigest>(row, 16);
  if (!row.is_null(17)) kept.keys.person = array_in<kDigest>(row, 17);
  kept.commitment = array_in<kDigest>(row, 18);
  kept.token = array_in<kDigest>(row, 19);
  kept.manage = array_in<kDigest>(row, 20);
  kept.held_mail = bytes_in(row, 21);
  kept.sealed = bytes_in(row, 22);
  if (!row.is_null(23)) kept.corrects = array_in<std::tuple_size_v<MandateReference>>(row, 23);
  return result;
}

Result<std::vector<MandateRow>> rows_of(Statement& statement) {
  std::vector<MandateRow> rows;
  while (true) {
    const auto row = statement.step();
    if (!row) return row.error();
    if (!*row) return rows;
    rows.push_back(row_in(statement));
  }
}

Result<std::optional<MandateRow>> first_of(Statement& statement) {
  const auto row = statement.step();
  if (!row) return row.error();
  if (!*row) return std::optional<MandateRow>();
  std::optional<MandateRow> first = row_in(statement);
  statement.reset();
  return first;
}

std::string_view insert_mandate() {
  return "INSERT INTO mandate (form, reference, state, received, day, country, respondents, "
         "powers, "
         "language, text, connected, mail_key, person_key, commitment, token, manage, held_mail, "
         "sealed, corrects) VALUES (?1, ?2, 0, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, "
         "?14, "
         "?15, ?16, ?17, ?18)";
}

void bind_mandate(Statement& statement, const NewMandate& mandate, BoundMandate& bound) {
  const MandateFacts& facts = mandate.facts;
  bound.day = to_text(facts.day);
  for (const std::string& id : facts.respondents)
    bound.respondents += (bound.respondents.empty() ? "" : " ") + id;
  statement.bind_text(0, facts.case_id).bind_blob(1, facts.reference);
  statement.bind(2, mandate.received.milliseconds).bind_text(3, bound.day);
  statement.bind_text(4, facts.country).bind_text(5, bound.respondents);
  statement.bind(6, bits_of(facts.powers)).bind_text(7, facts.language);
  statement.bind_blob(8, facts.text).bind(9, std::int64_t{facts.connected ? 1 : 0});
  statement.bind_blob(10, mandate.keys.mail);
  if (mandate.keys.person)
    statement.bind_blob(11, *mandate.keys.person);
  else
    statement.bind(11, std::optional<std::uint64_t>());
  statement.bind_blob(12, mandate.commitment).bind_blob(13, mandate.token);
  statement.bind_blob(14, mandate.manage).bind_blob(15, as_bytes(mandate.held_mail));
  statement.bind_blob(16, as_bytes(mandate.sealed));
  if (mandate.corrects)
    statement.bind_blob(17, *mandate.corrects);
  else
    statement.bind(17, std::optional<std::uint64_t>());
}

}  // namespace consentry
