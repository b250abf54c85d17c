// SPDX-License-Identifier: Apache-2.0
#include "core/classify/company.h"

#include <deque>
#include <unordered_map>

#include "core/classify/company_file.h"

namespace consentry {
namespace {

struct StoredRow {
  CompanyRow row;
  std::size_t file = 0;
};

// First label cut off: "a.b.c" -> "b.c"; empty when there is no dot.
std::string_view parent(std::string_view host) {
  const std::size_t dot = host.find('.');
  return dot == std::string_view::npos ? std::string_view() : host.substr(dot + 1);
}

bool is_address(std::string_view host) {
  return host.empty() || host.front() == '[' ||
         host.find_first_not_of("0123456789.") == std::string_view::npos;
}

}  // namespace

struct CompanyCatalogue::Index {
  struct FileName {
    std::string name;
    std::string version;
  };
  // Both values index rows; the key views the row's suffix. The first row of a suffix stays, so
  // curated files are added before third-party-web.
  std::deque<StoredRow> rows;
  std::vector<FileName> files;
  std::unordered_map<std::string_view, const StoredRow*> owners;
  std::unordered_map<std::string_view, const StoredRow*> functions;

  void add(CompanyFile file, std::string name) {
    for (CompanyRow& row : file.rows) {
      const StoredRow& stored = rows.emplace_back(StoredRow{std::move(row), files.size()});
      if (!stored.row.company.empty()) owners.try_emplace(stored.row.suffix, &stored);
      if (stored.row.function) functions.try_emplace(stored.row.suffix, &stored);
    }
    files.push_back({std::move(name), std::move(file.version)});
  }

  [[nodiscard]] const StoredRow* owner_row(std::string_view host) const {
    if (is_address(host)) return nullptr;
    for (std::string_view suffix = host; !suffix.empty(); suffix = parent(suffix)) {
      if (const auto found = owners.find(suffix); found != owners.end()) return found->second;
    }
    return nullptr;
  }

  [[nodiscard]] const StoredRow* function_row(std::string_view host) const {
    if (is_address(host)) return nullptr;
    for (std::string_view suffix = host; !suffix.empty(); suffix = parent(suffix)) {
      const auto found = functions.find(suffix);
      if (found == functions.end()) continue;
      if (found->second->row.whole_host && suffix.size() != host.size()) continue;
      return found->second;
    }
    return nullptr;
  }

  [[nodiscard]] SourceRef source(const StoredRow& stored) const {
    const FileName& file = files[stored.file];
    return {file.name, file.version, stored.row.line, stored.row.text};
  }
};

CompanyCatalogue::CompanyCatalogue(std::unique_ptr<const Index> index) : index_(std::move(index)) {}
CompanyCatalogue::CompanyCatalogue(CompanyCatalogue&&) noexcept = default;
CompanyCatalogue& CompanyCatalogue::operator=(CompanyCatalogue&&) noexcept = default;
CompanyCatalogue::~CompanyCatalogue() = default;

Result<CompanyCatalogue> CompanyCatalogue::parse(std::span<const DataFile> curated,
                                                 const DataFile& third_party_web) {
  auto index = std::make_unique<Index>();
  std::unordered_map<std::string, std::string> aliases;
  for (const DataFile& file : curated) {
    auto parsed = parse_company_toml(file);
    if (!parsed) return parsed.error();
    for (CompanyAlias& alias : parsed->aliases) aliases[alias.alias] = alias.company;
    index->add(std::move(*parsed), file.name);
  }
  auto entities = parse_company_tsv(third_party_web);
  if (!entities) return entities.error();
  for (CompanyRow& row : entities->rows) {
    if (const auto alias = aliases.find(row.company); alias != aliases.end()) {
      row.company = alias->second;
    }
  }
  index->add(std::move(*entities), third_party_web.name);
  return CompanyCatalogue(std::move(index));
}

HostFacts CompanyCatalogue::find(std::string_view host) const {
  HostFacts facts;
  const StoredRow* owner = index_->owner_row(host);
  const StoredRow* function = index_->function_row(host);
  if (owner != nullptr) {
    facts.company = owner->row.company;
    facts.sources.push_back(index_->source(*owner));
  }
  if (function != nullptr && function->row.function) {
    facts.function = *function->row.function;
    facts.function_suffix = function->row.suffix.size();
    if (function != owner) facts.sources.push_back(index_->source(*function));
  }
  return facts;
}

std::string_view CompanyCatalogue::owner(std::string_view host) const {
  const StoredRow* row = index_->owner_row(host);
  return row == nullptr ? std::string_view() : std::string_view(row->row.company);
}

std::size_t CompanyCatalogue::size() const { return index_->owners.size(); }

}  // namespace consentry
