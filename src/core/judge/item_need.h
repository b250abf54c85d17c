// SPDX-License-Identifier: Apache-2.0
// How heavily it weighs that an item was stored, or a request sent, without permission.
#pragma once

#include <string>
#include <string_view>

#include "core/judge/site_view.h"

namespace consentry {

// The verdict that storing the item without permission would have by itself, and why. `pass`: it
// may lie there. A purpose named by a catalogue gives breach; a purpose that is only concluded from
// a tracking party gives likely_breach; unknown purpose never gives breach.
struct Weight {
  Verdict verdict = Verdict::pass;
  std::string why;  // ends a sentence: "statistics, by the catalogue"
};
Weight weight_of_item(const SiteView& site, const ItemFacts& item);

// The purpose is unknown and the value looks like an identifier (PRE-03).
Weight weight_of_unknown_identifier(const SiteView& site, const ItemFacts& item);

// An item that tells the visitor apart and whose purpose does not excuse it.
bool follows_visitor(const ItemFacts& item);

enum class TrackerGrade {
  none,         // no tracker, or a function that does not track: consent manager, payment, security
  attempted,    // prefetch, preflight, or never left the machine
  tag_manager,  // loads others; by itself contested
  own,          // the site's own company or host
  tracking,
};
TrackerGrade grade_of(const SentRequest& sent);

// Company of the request's host, or its registrable domain.
std::string name_of_party(const RequestFacts& facts, std::string_view url);

}  // namespace consentry
