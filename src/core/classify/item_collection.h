// SPDX-License-Identifier: Apache-2.0
// Gathers every cookie and storage key of a site over all its runs and says what each is for, who
// wrote it and whether it identifies. A step of classify().
#pragma once

#include <map>
#include <string_view>

#include "core/classify/classify.h"

namespace consentry {

// Purpose by cascade: curated catalogue, the user's imported catalogue (a row that leaves the
// purpose open ends the cascade), then the function of the known company whose script or response
// wrote the item; else unknown. Nothing is called necessary but by a catalogue row.
std::map<ItemKey, ItemFacts> classify_items(const SiteObservation& site, const ReferenceData& data,
                                            std::string_view site_company);

// The keys under which an observation's facts are found in Classification::items.
ItemKey key_of(const CookieWrite& write);
ItemKey key_of(const CookieRow& row);
ItemKey key_of(const StorageItem& item);

}  // namespace consentry
