// SPDX-License-Identifier: Apache-2.0
// What a site stores, as it tells its visitors: made from what a scan saw, the services that the
// site declares and the registry of known ones (docs/declaration.md). What nobody knows is listed
// as unknown, and never as necessary.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/time.h"
#include "core/consent/service_registry.h"

namespace consentry {

// One cookie or key that a scan saw.
struct ScannedItem {
  std::string kind;  // "cookie", "local", "session", "indexeddb"
  std::string host;  // that it lies under
  std::string name;
  bool third_party = false;
  std::string purpose;               // of a catalogue: "statistics"; "unknown"
  std::string vendor;                // of a catalogue; empty: not known
  std::string company;               // who set it; empty: not known
  std::optional<double> lifetime_s;  // none: until the browser is closed, or without end
};

struct ScannedSite {
  UtcTime time;
  std::vector<ScannedItem> items;
};

enum class KeptFor : std::uint8_t { unknown, session, endless, seconds };

struct DeclarationEntry {
  std::string name;
  std::string kind;
  std::string host;
  std::string provider;  // empty: not known
  std::string country;   // of the provider's seat, by the registry; empty: not known
  KeptFor kept = KeptFor::unknown;
  double seconds = 0;  // with KeptFor::seconds
  bool operator==(const DeclarationEntry&) const = default;
};

// The group of what nobody knows; no category of a site has this id.
inline constexpr std::string_view kUnknownGroup = "unknown";

struct DeclarationGroup {
  std::string category;
  Texts name;         // by language, where the site has its own
  Texts description;  // the same
  std::vector<DeclarationEntry> entries;
  bool operator==(const DeclarationGroup&) const = default;
};

struct SiteDeclaration {
  std::string site;
  std::string owner;
  std::string privacy;  // address; may be empty
  UtcTime scanned;
  std::vector<std::string> languages;
  std::vector<DeclarationGroup>
      groups;  // the site's categories in order, then others, unknown last
};

SiteDeclaration make_declaration(const TagConfig& config, const ServiceRegistry& registry,
                                 const ScannedSite& scan);

// {"format": "consentry-declaration/1", ...} and back. invalid_input when it is no such thing.
std::string declaration_json(const SiteDeclaration& declaration);
Result<SiteDeclaration> parse_declaration(std::string_view json);

}  // namespace consentry
