// SPDX-License-Identifier: Apache-2.0
// A shop's notice and choices that answer it.
#pragma once

#include <string>

#include "core/consent/ledger.h"

namespace consentry {

inline Notice shop_notice() {
  return {"shop",
          "0a1b2c3d",
          std::string(64, 'f'),
          "Corner Shop",
          "/privacy",
          {"necessary", "statistics", "marketing"},
          {{"basket", 0}, {"counter", 1}, {"adnet", 2}},
          {"en", "nl"},
          "box",
          183};
}

// Visitors of different numbers are different; their ids come in this order.
inline VisitorId visitor(unsigned number) {
  std::array<std::uint8_t, VisitorId::kBytes> bytes{0x01, 0x9a, 0xad};
  for (unsigned i = 0; i < 4; ++i)
    bytes[12 + i] = static_cast<std::uint8_t>(number >> (24 - 8 * i));
  return VisitorId(bytes);
}

inline Choice shop_choice(unsigned who, const std::string& key = "k", Act act = Act::accept_all) {
  Choice choice;
  choice.site = "shop";
  choice.visitor = visitor(who);
  choice.key = key;
  choice.act = act;
  const bool all = act == Act::accept_all;
  choice.purposes = {{"necessary", true}, {"statistics", all}, {"marketing", all}};
  if (act == Act::custom) choice.services = {"adnet"};
  choice.notice = "0a1b2c3d";
  choice.language = "en";
  choice.layout = "box";
  choice.clicks = 1;
  choice.shown_ms = 2300;
  choice.time = {1763846800000};
  return choice;
}

inline LedgerEntry shop_entry(unsigned who, const std::string& key = "k",
                              Act act = Act::accept_all) {
  return entry_for(shop_choice(who, key, act), shop_notice());
}

}  // namespace consentry
