// SPDX-License-Identifier: Apache-2.0
// The form on which a person gives a mandate, as a page that needs no script. Nothing is ticked but what
// the person ticked before; what was sent with mistakes comes back with each named and linked.
#pragma once

#include <string>
#include <vector>

#include "core/mandate/submission.h"
#include "io/http/mandate_page.h"

namespace consentry::http {

// What a bot fills in and no person sees.
inline constexpr std::string_view kTrapField = "homepage";

struct MandateFormView {
  const ServedForm& served;
  std::string action;  // where it is posted to
  const CountryNames& countries;
  const LanguageNames& languages;    // in which the page can be had
  FormFields fields{};               // as they were sent
  std::vector<FieldError> errors{};  // of these
  std::string_view notice{};         // what else went wrong, a key of the texts
  int status = 200;
  bool corrects = false;  // in place of an earlier one
  bool framed = false;    // stands in a page of another site
};

Response mandate_form_page(const MandateFormView& view, const MandateWords& words);

// What a fault is called, a key of the texts.
std::string_view text_key(FieldFault fault);

}  // namespace consentry::http
