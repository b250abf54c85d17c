// SPDX-License-Identifier: Apache-2.0
// One request below /m/, with the form that it is about, and the answers that are plain.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "io/http/consent_services.h"
#include "io/http/mandate_page.h"

namespace consentry::http {

// Copied into work that waits for the disk; `forms` keeps what `served` refers to.
struct MandateAsking {
  const ConsentServices& services;
  const MandateServices& mandates;
  Request request;
  std::shared_ptr<const ServedForms> forms;
  const ServedForm& served;
  std::string token;  // as it stands in the path; may be none
  MandateWords words;
};

// A heading and a sentence, keys of the texts.
struct Notice {
  int status = 200;
  std::string_view heading;
  std::string_view sentence;
};
Response notice_page(const MandateAsking& asking, const Notice& notice);
// The link in the path is none, or not any more.
Response bad_link(const MandateAsking& asking);
// The store failed; what went wrong is reported and not told.
Response not_kept(const MandateAsking& asking, const Error& why);
// 303 to another page of the same server.
Response see_other(const std::string& path);

// Does it where waiting harms nobody; 503 when too much waits there.
Response in_background(MandateAsking asking, std::function<Response(const MandateAsking&)> work);

}  // namespace consentry::http
