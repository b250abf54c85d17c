// SPDX-License-Identifier: Apache-2.0
// Who and what: facts about the parties and items of an observation, each with the source that says
// so. Who owns a host (company) and what it does there (function) are separate facts.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/observe/observation.h"

namespace consentry {

// What a host or request is for. `unknown` is an answer: it never counts against a site as a
// tracker.
enum class Function {
  unknown,
  advertising,
  analytics,
  social,
  tag_manager,
  consent_manager,
  content,
  cdn,
  video,
  payment,
  support_chat,
  security,
  hosting
};
// "advertising" "tag-manager" "support-chat" …: lower-case, words joined by '-'.
std::string_view name_of(Function function);
std::optional<Function> function_named(std::string_view name);
// advertising, analytics, social: functions that need consent.
bool is_tracking(Function function);

// Why we say so: "easyprivacy.txt", line 4711, the rule's text; or a curated file and line.
struct SourceRef {
  std::string list;     // "easyprivacy", "third-party-web", "data/trackers.toml"
  std::string version;  // as the list names itself, or its SHA-256's first 12 digits
  int line = 0;         // 1-based; 0: no line
  std::string text;     // the rule or row itself
};

struct Party {
  std::string domain;   // registrable domain
  std::string company;  // owner; empty when unknown
  Function function = Function::unknown;
  std::vector<SourceRef> sources;
};

// About one request of a run.
struct RequestFacts {
  Party party;
  bool first_party_owner = false;        // another domain, but the site's own company
  std::vector<SourceRef> tracker_rules;  // lists that call this request a tracker
  std::vector<SourceRef> exceptions;     // list rules that except it
  bool tracker = false;  // tracker_rules not all excepted, or the party's function tracks
};

enum class Purpose { unknown, necessary, preferences, statistics, marketing, consent_record };
// "unknown" "necessary" "preferences" "statistics" "marketing" "consent-record".
std::string_view name_of(Purpose purpose);
std::optional<Purpose> purpose_named(std::string_view name);
// statistics, marketing: needs consent (ePrivacy Art. 5(3)); preferences and necessary do not.
bool needs_consent(Purpose purpose);

// How sure it is that a value tells one browser from others (matching-data: Acar, Englehardt,
// Fouad).
enum class IdentifierStrength { none, weak, strong };
std::string_view name_of(IdentifierStrength strength);

// One cookie or storage key of a site, over all runs: (kind, domain or origin, name).
struct ItemKey {
  std::string kind;   // "cookie", or a storage area: "local" "session" "indexeddb" …
  std::string owner;  // cookie domain without leading dot, or storage origin
  std::string name;
  auto operator<=>(const ItemKey&) const = default;
};

struct ItemFacts {
  ItemKey key;
  Purpose purpose = Purpose::unknown;
  bool catalogued = false;  // a catalogue knows the item by name; else concluded from the writer
  std::string vendor;       // from the catalogue; empty when unknown
  std::vector<SourceRef> sources;
  IdentifierStrength identifier = IdentifierStrength::none;
  std::string identifier_reason;     // one sentence: which test it passed or failed
  std::optional<double> lifetime_s;  // the longest seen; empty: session
  bool third_party = false;
  std::string setter_company;  // company of the script or host that wrote it
  std::string setter_domain;   // its registrable domain; empty when nobody saw who wrote it
  Function setter_function = Function::unknown;
  std::map<std::string, std::vector<std::string>> values_by_run;  // run -> distinct values seen
};

// Facts of one site. requests[run][i] belongs to runs[run].requests[i]; aside_requests likewise, for
// the runs that have an aside, in their order.
struct Classification {
  std::vector<std::vector<RequestFacts>> requests;
  std::vector<std::vector<RequestFacts>> aside_requests;
  // hints[run][i] belongs to runs[run].hints[i]: what a request to that address would be.
  std::vector<std::vector<RequestFacts>> hints;
  std::map<ItemKey, ItemFacts> items;
  std::string site_company;  // owner of the scanned site; empty when unknown
};

}  // namespace consentry
