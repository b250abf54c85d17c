// SPDX-License-Identifier: Apache-2.0
// Lists of mandates for those who must see names: the authority, a court, the organisation itself, who
// carries out opt-ins and opt-outs. Each gets the columns that it needs and no others (GDPR, Article
// 5(1)(c)). Formats: docs/formats/mandate-export.md.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/mandate/mandate_book.h"

namespace consentry {

enum class ExportFor { authority, court, organisation, opt_list };
inline constexpr std::array kExports{ExportFor::authority, ExportFor::court,
                                     ExportFor::organisation, ExportFor::opt_list};
std::string_view name_of(ExportFor purpose);  // "authority" "court" "organisation" "opt-list"
std::optional<ExportFor> export_named(std::string_view name);
// Whether this mandate belongs into the list: it stands, and gives the power that the list is about.
bool belongs_to(const StoredMandate& mandate, ExportFor purpose);

// Checks what was opened against what is stored beside it. corrupt: it is another mandate's, or facts
// were changed after it was sealed.
Status check_opened(const OpenedMandate& opened, const StoredMandate& stored);

struct ListedMandate {
  const StoredMandate* stored = nullptr;  // never null; outlives the list
  OpenedMandate opened;
};
// What a list shows of each, in the order given.
struct ExportTable {
  std::vector<std::string_view> columns;       // "number" "family_name" …
  std::vector<std::vector<std::string>> rows;  // a cell for each column
};
ExportTable export_table(const MandateForm& form, const std::vector<ListedMandate>& listed,
                         ExportFor purpose);
// CSV (core/report/csv_text.h), by number, in the order given.
std::string export_csv(const MandateForm& form, const std::vector<ListedMandate>& listed,
                       ExportFor purpose);
// Numbers and dates of those that were withdrawn, for who had an earlier list; names nobody.
std::string withdrawn_csv(const std::vector<StoredMandate>& mandates);

// One person's own file, to read and print: what was told, what was signed, what became of it.
std::string dossier_text(const MandateForm& form, const ListedMandate& listed,
                         const MandateBook::SignedText& text);

}  // namespace consentry
