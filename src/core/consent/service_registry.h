// SPDX-License-Identifier: Apache-2.0
// Services that a site may use, from data/services/*.toml (docs/formats/services.md): who is behind
// each, what for, where it connects, what it stores, how it is loaded. Values; safe to read from
// several threads.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "core/consent/tag_config.h"

namespace consentry {

// Ours are below 64 KiB each; a larger one is no list of services.
inline constexpr std::size_t kMaxServiceFileBytes = std::size_t{1} << 20U;

enum class StoredKind : std::uint8_t { cookie, local_storage, session_storage, database };

struct StoredPattern {
  std::vector<std::string> names;  // "_ga", "_ga_*": any rest
  std::string purpose;             // a category of the tag
  StoredKind kind = StoredKind::cookie;
  std::string domain;  // the vendor's, where the tag cannot erase it; empty: the site's own
  std::string lasts;   // "session", "until deleted", "13 months"; empty: not known
};

// What stands in the service's place until a visitor agrees.
struct EmbedLook {
  std::string preview;  // "video", "map"
  std::string ratio;    // width to height, "16:9"; empty: not fixed
  std::string element;  // selector of the element that its script fills; empty: a frame
  std::vector<std::string> urls;
};

struct KnownService {
  std::string id;
  std::string kind;  // of the file: "analytics"
  std::string name;
  std::string vendor;
  std::string country;                // ISO 3166-1 of the vendor's seat; empty: not sure
  std::vector<std::string> purposes;  // the first is the one to suggest
  std::string reason;                 // why it is necessary; empty when it is not
  std::vector<std::string> hosts;     // "*.x" for sub-domains of x; none: on the site's own server
  std::vector<std::string> shared;    // those of `hosts` that other services use too
  std::vector<StoredPattern> stores;
  std::vector<TextPairs> scripts;  // attributes of each, "{}" for the owner to fill in
  std::optional<EmbedLook> embed;
  std::string policy;   // address of the vendor's privacy statement; empty: not known
  std::string opt_out;  // https address where the vendor takes a refusal itself; empty: not known
};

// `name` is what errors cite; `text` need only outlive the call.
struct ServiceFile {
  std::string name;
  std::string_view text;
};

class ServiceRegistry {
 public:
  // For files that come with the program: toml++ 3.3 asserts over some damaged ones instead of
  // refusing them. invalid_input names file, service and key of what is wrong; exhausted: a file is
  // too long.
  static Result<ServiceRegistry> parse(const std::vector<ServiceFile>& files);

  [[nodiscard]] const std::vector<KnownService>& services() const { return services_; }
  // nullptr when there is none.
  [[nodiscard]] const KnownService* find(std::string_view id) const;
  // Services that connect to a host, in lower case and without port; empty: unknown.
  [[nodiscard]] std::vector<const KnownService*> at_host(std::string_view host) const;
  // Services that keep something under a name on the site's own domain.
  [[nodiscard]] std::vector<const KnownService*> storing(std::string_view name) const;

 private:
  std::vector<KnownService> services_;
  std::map<std::string, std::size_t, std::less<>> by_id_;
  std::multimap<std::string, std::size_t, std::less<>> by_host_;  // patterns as written
};

// Whether `pattern`, which may end in "*", stands for `name`.
bool is_stored_under(std::string_view pattern, std::string_view name);

}  // namespace consentry
