// SPDX-License-Identifier: Apache-2.0
// The country of an address by a file in MaxMind's format (https://maxmind.github.io/MaxMind-DB/),
// of whomever it is. The address is looked up and kept nowhere.
#pragma once

#include <memory>
#include <string>

#include "core/base/error.h"
#include "io/http/consent_services.h"

namespace consentry::http {

// Immutable, and so thread-safe. The file is mapped: whoever has a newer one puts it in the place
// of the old one by renaming, and starts the server anew.
class CountryDatabase {
 public:
  // Reads every record once, so that a damaged file is told now and not at some visitor's request.
  // not_found, or invalid_input: no such file, damaged, or it tells no countries.
  static Result<CountryDatabase> open(const std::string& file);
  CountryDatabase(CountryDatabase&&) noexcept;
  CountryDatabase& operator=(CountryDatabase&&) noexcept;
  ~CountryDatabase();

  // `address` without a port. Two capital letters; empty: not known, or no address.
  [[nodiscard]] std::string country_of(const std::string& address) const;

 private:
  struct State;
  explicit CountryDatabase(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// By the address that a request came from. Both must outlive it.
CountrySource country_from_address(const CountryDatabase& database, const ClientLimits& limits);

// What `first` knows, else what `second` does.
CountrySource either(CountrySource first, CountrySource second);

}  // namespace consentry::http
