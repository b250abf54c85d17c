// SPDX-License-Identifier: Apache-2.0
// Who owns a host, and what the host is for. The two are separate facts with separate sources:
// an advertising company also runs content hosts, and a bookseller runs an advertising host.
//
// Sources: our own data/companies/*.toml (families of domains, overrides) and the entities of the
// npm package third-party-web (MIT), made into "companies.tsv" by web/build.mjs.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

#include "core/classify/classification.h"
#include "core/classify/data_file.h"

namespace consentry {

// The most that is read from one catalogue file; ours are below 1 MiB.
inline constexpr std::size_t kMaxCompanyFileBytes = 16U << 20U;

// What is known about a host. Empty company and Function::unknown when nothing is.
struct HostFacts {
  std::string company;
  Function function = Function::unknown;
  std::size_t function_suffix = 0;  // bytes of the host suffix for which the function is told
  std::vector<SourceRef>
      sources;  // the row that names the owner, then the row that names the function
};

// Immutable after parse; safe to share between threads.
class CompanyCatalogue {
 public:
  // Curated files win over third-party-web where both speak of the same host suffix; otherwise the
  // longer suffix wins. invalid_input names file and line; exhausted when a file is too large.
  static Result<CompanyCatalogue> parse(std::span<const DataFile> curated,
                                        const DataFile& third_party_web);
  CompanyCatalogue(CompanyCatalogue&&) noexcept;
  CompanyCatalogue& operator=(CompanyCatalogue&&) noexcept;
  ~CompanyCatalogue();

  // host: lower-case, as in Url::host.
  [[nodiscard]] HostFacts find(std::string_view host) const;
  // Only the owner, without the cost of sources; empty when unknown. Lives as long as the
  // catalogue.
  [[nodiscard]] std::string_view owner(std::string_view host) const;
  [[nodiscard]] std::size_t size() const;  // host suffixes known

 private:
  struct Index;
  explicit CompanyCatalogue(std::unique_ptr<const Index> index);
  std::unique_ptr<const Index> index_;
};

}  // namespace consentry
