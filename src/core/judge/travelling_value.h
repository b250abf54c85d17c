// SPDX-License-Identifier: Apache-2.0
// Which stored values left the device again, to whom and in what form, within one stage of a run.
// Matching after Acar et al. 2014 and Fouad et al. 2020, with hashes added: values are taken apart,
// and what other profiles hold too (versions, experiments, times) is no sign of this visitor.
#pragma once

#include <string_view>
#include <vector>

#include "core/judge/site_view.h"

namespace consentry {

struct TravellingValue {
  const StoredItem* item = nullptr;   // never null; of the run's view
  const SentRequest* sent = nullptr;  // never null; sent after the item was stored
  bool in_cookie_header = false;
  std::string_view how;  // "" as it is, else "base64", "SHA-256" … (disguised_value.h)
};

using Concerns = bool (*)(const ItemFacts&);

// Items of the stage for which `concerns` answers yes, in requests that reach a stranger
// (sent_text.h); one entry for each item, receiver and run, the first that shows it.
std::vector<TravellingValue> travelling_values(const RunView& run, Stage stage, Concerns concerns);

}  // namespace consentry
