// SPDX-License-Identifier: Apache-2.0
// Small databases in MaxMind's format (https://maxmind.github.io/MaxMind-DB/), made by tests.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace consentry::http {

// The bits of an address that a network has in common, from the first on: "00000001" is 1.0.0.0/8.
using NetworkBits = std::string;

// `networks`: bits and the value of country.iso_code; `key` instead of "country" makes a file that
// tells something else. IP version 4 or 6.
std::string country_file(const std::vector<std::pair<NetworkBits, std::string>>& networks,
                         int version, const std::string& key = "country");

}  // namespace consentry::http
