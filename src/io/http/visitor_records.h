// SPDX-License-Identifier: Apache-2.0
// What a visitor may do with the own records: see, prove, withdraw, erase. Knowing the random id is
// the right to (GDPR Art. 11(2), 15, 17); it never stands in an address, where logs would keep it.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "io/http/consent_services.h"

namespace consentry::http {

// Who asks about which site.
struct Visitor {
  std::shared_ptr<const SiteDirectory> sites;
  const PublishedSite* site = nullptr;  // in `sites`
  VisitorId id{{}};
};

// invalid_input: no id; not_found: no such site.
Result<Visitor> visitor_of(const ConsentServices& services, std::string_view site,
                           std::string_view id);

// The record with this index among the visitor's own, as a receipt. not_found when it is another's.
Result<Receipt> receipt_of(const ConsentServices& services, const Visitor& visitor,
                           std::uint64_t index);

// Keeps a withdrawal of everything, answering the site's newest notice. not_found when the site has
// published none.
Result<LedgerEntry> withdrawal_of(const ConsentServices& services, const Visitor& visitor,
                                  std::string_view language);

// GET /v1/records?site=S, GET /v1/receipts/INDEX?site=S, POST /v1/withdrawals?site=S and
// DELETE /v1/records?site=S, each with "Authorization: Bearer ID".
Response get_records(const ConsentServices& services, const Request& request);
Response get_receipt(const ConsentServices& services, const Request& request);
Response post_withdrawal(const ConsentServices& services, const Request& request);
Response delete_records(const ConsentServices& services, const Request& request);

inline constexpr std::string_view kReceiptPath = "/v1/receipts/";

}  // namespace consentry::http
