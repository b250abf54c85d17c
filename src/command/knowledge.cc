// SPDX-License-Identifier: Apache-2.0
#include "command/knowledge.h"

#include <algorithm>
#include <string>
#include <utility>

#include "command/embedded.h"
#include "core/base/digest.h"
#include "core/classify/company.h"
#include "core/classify/cookie_catalogue.h"
#include "core/classify/data_file.h"
#include "core/classify/request_matcher.h"
#include "io/store/list_folder.h"

namespace consentry {
namespace {

std::vector<DataFile> embedded_files(std::string_view prefix, std::string_view suffix) {
  std::vector<DataFile> files;
  for (const std::string_view name : embedded_names(prefix)) {
    if (name.ends_with(suffix)) files.push_back({std::string(name), embedded(name)});
  }
  std::ranges::sort(files, {}, &DataFile::name);
  return files;
}

Result<ControlLexicon> load_lexicon() {
  std::vector<std::string_view> texts;
  for (const DataFile& file : embedded_files("data/lexicon/", ".toml")) texts.push_back(file.text);
  return ControlLexicon::parse(texts);
}

Result<RuleBook> load_rules() {
  std::vector<std::pair<std::string, std::string_view>> files;
  for (DataFile& file : embedded_files("data/rules/", ".toml")) {
    files.emplace_back(std::move(file.name), file.text);
  }
  return RuleBook::parse(files);
}

// "data/trackers/amazon.txt" -> "amazon": what a report cites is the path, so it stays whole.
ListUsed used(const FilterList& list, const std::string& sha256) {
  ListUsed entry;
  entry.name = list.name();
  entry.version = list.header().version;
  entry.sha256 = sha256;
  entry.rules = list.counts().network;
  entry.present = true;
  entry.licence = list.header().licence;
  return entry;
}

}  // namespace

}  // namespace consentry
