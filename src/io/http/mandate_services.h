// SPDX-License-Identifier: Apache-2.0
// What the handlers below /m/ work with: the forms of the cases that are open here, where mandates are
// kept, and who may send how many.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/mandate/mandate_book.h"
#include "core/mandate/mandate_intake.h"
#include "io/http/mandate_counts.h"
#include "io/http/mandate_limits.h"
#include "io/http/my_consent_page.h"

namespace consentry::http {

// A case's form as it is served now.
struct ServedForm {
  MandateForm form;
  bool closed = false;
  Secret32 pepper{};
};
// By the case's id.
using ServedForms = std::map<std::string, ServedForm, std::less<>>;

// ISO 3166-1 code and name, in the order of the names.
using CountryNames = std::vector<std::pair<std::string, std::string>>;

// All must outlive the handlers; all but `texts` and `countries` are asked by several threads.
struct MandateServices {
  MandateBook& book;
  const MandateCipher& cipher;
  // The forms of now; a handler keeps them while it works.
  std::function<std::shared_ptr<const ServedForms>()> forms;
  const PageLanguages& texts;                                         // data/translations/mandate
  const std::map<std::string, CountryNames, std::less<>>& countries;  // by language of `texts`
  MandateLimits& limits;
  MandateCounts& counts;
  std::function<UtcTime()> clock;
  // Where people reach this server: "https://claims.example". Never from a request: whoever sends one
  // could have the link of somebody else's mail lead to a server of their own.
  std::string address;
  std::string sender;  // mail address
  // Does work that waits for the disk, on a thread that may. False: too much waits already.
  std::function<bool(std::function<void()>)> work;
  // What went wrong, for the operator; never anything that was sent.
  std::function<void(std::string_view event, const Error& why)> report;

  // Without both nothing is taken: it could never be confirmed.
  [[nodiscard]] bool sends_mail() const { return !address.empty() && !sender.empty(); }
};

}  // namespace consentry::http
