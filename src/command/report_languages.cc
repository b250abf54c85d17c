// SPDX-License-Identifier: Apache-2.0
#include "command/report_languages.h"

#include <algorithm>
#include <string_view>

#include "command/embedded.h"

namespace consentry {
namespace {

constexpr std::string_view kFolder = "data/translations/report/";
constexpr std::string_view kEnding = ".json";

}  // namespace

std::vector<std::string> report_languages() {
  std::vector<std::string> names;
  for (std::string_view name : embedded_names(kFolder)) {
    if (!name.ends_with(kEnding)) continue;
    name.remove_prefix(kFolder.size());
    name.remove_suffix(kEnding.size());
    names.emplace_back(name);
  }
  std::ranges::sort(names);
  names.insert(names.begin(), ReportLanguage().code());
  return names;
}

Result<ReportLanguage> report_language(const std::string& name) {
  if (name == ReportLanguage().code()) return ReportLanguage();
  const std::string file = std::string(kFolder) + name + std::string(kEnding);
  auto language = ReportLanguage::parse(embedded(file));
  if (!language) return language.error().in(file);
  return language;
}

}  // namespace consentry
