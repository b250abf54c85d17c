// SPDX-License-Identifier: Apache-2.0
// A list of mandates as an annex to print: the same columns as the CSV of its purpose, on paper that says
// whose mandates they are, how many, and by which digests list and count can be held against it.
#pragma once

#include <string>

#include "core/mandate/count_certificate.h"
#include "core/mandate/mandate_export.h"

namespace consentry {

struct MandateAnnex {
  const MandateForm& form;
  const ExportTable& table;
  ExportFor purpose = ExportFor::authority;
  const CountCertificate& certificate;
  std::string csv_sha256;  // of the list that lies beside it
};

// One page that stands alone, without script; English, names as they were written.
std::string annex_html(const MandateAnnex& annex);

}  // namespace consentry
