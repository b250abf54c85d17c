// SPDX-License-Identifier: Apache-2.0
#include "core/mandate/mandate_export.h"

#include <algorithm>

#include "core/base/bytes.h"
#include "core/report/csv_text.h"

namespace consentry {
namespace {

constexpr std::array<std::string_view, kExports.size()> kNames{"authority", "court", "organisation",
                                                               "opt-list"};

struct Row {
  const MandateForm& form;
  const ListedMandate& listed;
  [[nodiscard]] const Submission& person() const { return listed.opened.person; }
};

std::string joined(const std::vector<std::string>& texts) {
  std::string result;
  for (const std::string& text : texts) result += (result.empty() ? "" : "; ") + text;
  return result;
}

// As the form names them today; by its id what the form does not offer any more.
std::string chosen(const std::vector<std::string>& ids, const std::vector<FormChoice>& offered) {
  std::vector<std::string> names;
  for (const std::string& id : ids) {
    const FormChoice* choice = choice_of(offered, id);
    names.push_back(choice == nullptr ? id : choice->name);
  }
  return joined(names);
}

std::string powers_of(const std::vector<Power>& powers) {
  std::vector<std::string> names;
  for (const Power power : powers) names.emplace_back(name_of(power));
  return joined(names);
}

std::string day_of(const std::optional<UtcTime>& time) {
  return time ? to_rfc3339(*time).substr(0, 10) : std::string();
}

std::string yes_no(bool value) { return value ? "yes" : "no"; }

struct Column {
  std::string_view name;
  std::string (*cell)(const Row& row);
};

template <std::string Submission::*Field>
std::string told(const Row& row) {
  return row.person().*Field;
}
std::string number(const Row& row) { return std::to_string(row.listed.stored->number); }
std::string confirmed(const Row& row) { return day_of(row.listed.stored->confirmed); }
std::string respondents(const Row& row) {
  return chosen(row.person().respondents, row.form.respondents);
}
std::string powers(const Row& row) { return powers_of(row.person().powers); }
std::string sites(const Row& row) { return chosen(row.person().sites, row.form.sites); }
std::string text(const Row& row) { return to_hex(row.person().text); }
std::string connected(const Row& row) { return yes_no(row.person().connected); }
std::string newsletter(const Row& row) { return yes_no(row.person().newsletter); }
std::string press(const Row& row) { return yes_no(row.person().press); }

constexpr Column kNumber{"number", &number};
constexpr Column kGiven{"given_name", &told<&Submission::given_name>};
constexpr Column kFamily{"family_name", &told<&Submission::family_name>};
constexpr Column kGuardian{"guardian", &told<&Submission::guardian_name>};
constexpr Column kCountry{"country", &told<&Submission::country>};
constexpr Column kConfirmed{"confirmed", &confirmed};
constexpr Column kRespondents{"respondents", &respondents};
constexpr Column kPowers{"powers", &powers};
constexpr Column kEmail{"email", &told<&Submission::email>};
constexpr Column kLanguage{"language", &told<&Submission::language>};
constexpr Column kBorn{"birth_date", &told<&Submission::birth_date>};
constexpr Column kStreet{"street", &told<&Submission::street>};
constexpr Column kPostal{"postal_code", &told<&Submission::postal_code>};
constexpr Column kCity{"city", &told<&Submission::city>};
constexpr Column kText{"text_sha256", &text};

const std::vector<Column>& columns_for(ExportFor purpose) {
  static const std::vector<Column> authority{kNumber,  kFamily,    kGiven,       kGuardian,
                                             kCountry, kConfirmed, kRespondents, kText};
  static const std::vector<Column> court{kNumber,
                                         kFamily,
                                         kGiven,
                                         kGuardian,
                                         kBorn,
                                         kStreet,
                                         kPostal,
                                         kCity,
                                         kCountry,
                                         {"residence_from", &told<&Submission::residence_from>},
                                         {"residence_to", &told<&Submission::residence_to>},
                                         kConfirmed,
                                         kRespondents,
                                         kPowers,
                                         {"sites", &sites},
                                         {"other_sites", &told<&Submission::other_sites>},
                                         {"frequency", &told<&Submission::frequency>},
                                         {"since", &told<&Submission::since>},
                                         {"account_holder", &told<&Submission::account_holder>},
                                         {"account_email", &told<&Submission::account_email>},
                                         {"use_statement", &told<&Submission::use_statement>},
                                         {"signature", &told<&Submission::signature>},
                                         {"connected", &connected},
                                         kText};
  static const std::vector<Column> organisation{kNumber,
                                                kFamily,
                                                kGiven,
                                                kGuardian,
                                                kEmail,
                                                kLanguage,
                                                kCountry,
                                                kConfirmed,
                                                kRespondents,
                                                kPowers,
                                                {"connected", &connected},
                                                {"newsletter", &newsletter},
                                                {"press", &press}};
  static const std::vector<Column> opt_list{kNumber, kFamily, kGiven,   kGuardian,  kBorn, kStreet,
                                            kPostal, kCity,   kCountry, kConfirmed, kText};
  switch (purpose) {
    case ExportFor::authority:
      return authority;
    case ExportFor::court:
      return court;
    case ExportFor::organisation:
      return organisation;
    case ExportFor::opt_list:
      return opt_list;
  }
  return authority;
}

void add_line(std::string& out, std::string_view name, const std::string& value) {
  if (!value.empty()) out += std::string(name) + ": " + value + "\n";
}

}  // namespace

std::string_view name_of(ExportFor purpose) { return kNames.at(static_cast<std::size_t>(purpose)); }

std::optional<ExportFor> export_named(std::string_view name) {
  const auto found = std::ranges::find(kNames, name);
  if (found == kNames.end()) return std::nullopt;
  return kExports.at(static_cast<std::size_t>(found - kNames.begin()));
}

bool belongs_to(const StoredMandate& mandate, ExportFor purpose) {
  if (mandate.state != MandateState::confirmed) return false;
  const auto gives = [&](Power power) {
    return std::ranges::find(mandate.kept.facts.powers, power) != mandate.kept.facts.powers.end();
  };
  switch (purpose) {
    case ExportFor::authority:
      return gives(Power::complaint77);
    case ExportFor::court:
      return gives(Power::court7879) || gives(Power::damages82);
    case ExportFor::opt_list:
      return gives(Power::optinout);
    case ExportFor::organisation:
      return true;
  }
  return false;
}

Status check_opened(const OpenedMandate& opened, const StoredMandate& stored) {
  const std::string name = "mandate " + std::to_string(stored.number);
  if (opened.facts != stored.kept.facts)
    return Error{ErrorKind::corrupt, name + ": the sealed part tells other facts than the row"};
  if (commitment_of(opened.facts, opened.person.email, opened.salt) != stored.kept.commitment)
    return Error{ErrorKind::corrupt, name + ": the sealed part does not lead to its commitment"};
  return {};
}

ExportTable export_table(const MandateForm& form, const std::vector<ListedMandate>& listed,
                         ExportFor purpose) {
  const std::vector<Column>& columns = columns_for(purpose);
  ExportTable table;
  for (const Column& column : columns) table.columns.push_back(column.name);
  for (const ListedMandate& each : listed) {
    std::vector<std::string>& row = table.rows.emplace_back();
    for (const Column& column : columns) row.push_back(column.cell({form, each}));
  }
  return table;
}

std::string export_csv(const MandateForm& form, const std::vector<ListedMandate>& listed,
                       ExportFor purpose) {
  const ExportTable table = export_table(form, listed, purpose);
  CsvText csv(table.columns);
  for (const std::vector<std::string>& row : table.rows) {
    for (const std::string& cell : row) csv.text(cell);
    csv.end_row();
  }
  return std::move(csv).take();
}

std::string withdrawn_csv(const std::vector<StoredMandate>& mandates) {
  CsvText csv({"number", "confirmed", "withdrawn"});
  for (const StoredMandate& mandate : mandates) {
    if (mandate.state != MandateState::withdrawn) continue;
    csv.number(static_cast<std::int64_t>(mandate.number));
    csv.text(day_of(mandate.confirmed)).text(day_of(mandate.ended));
    csv.end_row();
  }
  return std::move(csv).take();
}

std::string dossier_text(const MandateForm& form, const ListedMandate& listed,
                         const MandateBook::SignedText& text) {
  const StoredMandate& stored = *listed.stored;
  std::string out = text.title + "\n" + form.organisation + "\n\n";
  add_line(out, "state", std::string(name_of(stored.state)));
  add_line(out, "received", day_of(stored.kept.received));
  // The court's list has every column there is, the organisation's adds how to reach the person.
  std::vector<std::string_view> written;
  for (const ExportFor purpose : {ExportFor::court, ExportFor::organisation}) {
    for (const Column& column : columns_for(purpose)) {
      if (std::ranges::find(written, column.name) != written.end()) continue;
      written.push_back(column.name);
      add_line(out, column.name, column.cell({form, listed}));
    }
  }
  add_line(out, "reference", hex_of(stored.kept.facts.reference));
  add_line(out, "commitment", to_hex(stored.kept.commitment));
  add_line(out, "salt", hex_of(listed.opened.salt));
  out += "\nSigned text, version " + text.version + "\n\n" + text.mandate + "\n";
  if (!text.fee.empty()) out += "\nFees and funders\n\n" + text.fee + "\n";
  return out;
}

}  // namespace consentry
