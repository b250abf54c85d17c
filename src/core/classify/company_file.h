// SPDX-License-Identifier: Apache-2.0
// The two file formats that company facts come in, read into one row type.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/classify/classification.h"
#include "core/classify/data_file.h"

namespace consentry {

// One statement about a host suffix: who owns it, what it is for, or both.
struct CompanyRow {
  std::string suffix;       // lower-case host or domain, without leading dot or "*."
  bool whole_host = false;  // the function holds for exactly this host, not for hosts below it
  std::string company;      // empty: says nothing about the owner
  std::optional<Function> function;
  int line = 0;      // 1-based, in its file
  std::string text;  // what a report cites
};

// Other names of a company, as third-party-web uses them ("Facebook" -> "Meta").
struct CompanyAlias {
  std::string alias;
  std::string company;
};

struct CompanyFile {
  std::string version;
  std::vector<CompanyRow> rows;
  std::vector<CompanyAlias> aliases;
};

// data/companies/*.toml (format: data/README.md). Unknown keys are an error: a misspelt key must
// not lose a fact silently.
Result<CompanyFile> parse_company_toml(const DataFile& file);

// companies.tsv: "# third-party-web VERSION …", then entity TAB company TAB category TAB domains,
// the domains separated by spaces, "*." in front where the entry holds for all hosts below.
Result<CompanyFile> parse_company_tsv(const DataFile& file);

// What a category of third-party-web says about function. "marketing", "utility" and "other" mix
// trackers with harmless services: they say nothing.
std::optional<Function> function_of_category(std::string_view category);

}  // namespace consentry
