// SPDX-License-Identifier: Apache-2.0
// What a cookie or storage key is for, by its name: our own data/cookies/*.toml, then what the user
// imported (the Open Cookie Database's CSV). A name that many sites use for different things is
// only known together with its domain.
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "core/classify/classification.h"
#include "core/classify/data_file.h"

namespace consentry {

enum class EntryKind { any, cookie, storage };

// One row of a catalogue. `name` may hold '*' for any run of characters, also an empty one.
struct CookieEntry {
  std::string name;
  std::string domain;  // cookie domain or storage host, or a parent of it; empty: anywhere
  EntryKind kind = EntryKind::any;
  Purpose purpose = Purpose::unknown;
  std::string vendor;  // who defined the name: "Google Analytics", "PHP"
  std::string about;   // one sentence in our own words
  std::string lasts;   // usual duration, in words: "2 years", "session"; empty when not known
  SourceRef source;
};

// Immutable after parse; safe to share between threads.
class CookieCatalogue {
 public:
  // invalid_input names file and line. Imported rows answer only where the curated ones do not.
  static Result<CookieCatalogue> parse(std::span<const DataFile> curated_toml,
                                       std::span<const DataFile> imported_csv);
  CookieCatalogue(CookieCatalogue&&) noexcept;
  CookieCatalogue& operator=(CookieCatalogue&&) noexcept;
  ~CookieCatalogue();

  // The best row: curated before imported, exact before pattern, bound to the domain before free,
  // longer pattern before shorter. Null when the name is not known. kind as in ItemKey; host is the
  // cookie's domain without leading dot, or the storage origin's host.
  [[nodiscard]] const CookieEntry* find(std::string_view kind, std::string_view host,
                                        std::string_view name) const;
  [[nodiscard]] std::size_t size() const;  // rows

 private:
  struct Index;
  explicit CookieCatalogue(std::unique_ptr<const Index> index);
  std::unique_ptr<const Index> index_;
};

// One data/cookies/*.toml file (format: data/README.md).
Result<std::vector<CookieEntry>> parse_cookie_toml(const DataFile& file);

}  // namespace consentry
