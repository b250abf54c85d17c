// SPDX-License-Identifier: Apache-2.0
// How the GPP's sections for the United States are laid out: data, one row a section and version.
#pragma once

#include <span>
#include <string_view>

namespace consentry {

// Fields as words: "SaleOptOut" has two bits, "Version:6" six, "SensitiveDataProcessing*9" is a list
// of nine values of two bits each.
struct UsSectionLayout {
  int id = 0;             // of the GPP's list of sections
  std::string_view name;  // the client side API's prefix: "usca"
  int version = 0;        // what the first field, of six bits, holds
  std::string_view core;
  std::string_view second;  // the segment after it: its fields, or empty when there is none
};

// Sorted by id, then version.
std::span<const UsSectionLayout> us_section_layouts();

}  // namespace consentry
