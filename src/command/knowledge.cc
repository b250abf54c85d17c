// SPDX-License-Identifier: Apache-2.0
#include "command/knowledge.h"

#include <algorithm>
#include <array>
#include <utility>

#include "command/embedded.h"
#include "core/base/digest.h"
#include "core/classify/company.h"
#include "core/classify/cookie_catalogue.h"
#include "core/classify/data_file.h"
#include "core/classify/request_matcher.h"

namespace consentry {
namespace {

constexpr std::string_view kOwnLicence = "Apache-2.0";

// Lists that a scan is better with, and what a report without them has to say.
struct WantedList {
  std::string_view name;
  std::string_view absence;
};
constexpr std::array<WantedList, 2> kWantedLists{{
    {"easylist",
     "advertising hosts that only this list knows count as unknown; add it with: consentry lists "
     "update"},
    {"easyprivacy",
     "tracking hosts that only this list knows count as unknown; add it with: consentry lists "
     "update"},
}};

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

ListUsed catalogue(std::string name, const std::vector<DataFile>& files, std::size_t rows,
                   std::string_view licence) {
  Sha256Stream digest;
  for (const DataFile& file : files) digest.add(file.text);
  ListUsed entry;
  entry.name = std::move(name);
  entry.sha256 = to_hex(digest.finish());
  entry.version = entry.sha256.substr(0, 12);
  entry.rules = static_cast<int>(rows);
  entry.present = true;
  entry.licence = licence;
  return entry;
}

ListUsed absent(const WantedList& wanted) {
  ListUsed entry;
  entry.name = wanted.name;
  entry.absence = wanted.absence;
  return entry;
}

bool is_cookie_database(const UserList& list) { return list.name.ends_with(".csv"); }

}  // namespace

struct Knowledge::Parts {
  RuleBook rules;
  ControlLexicon lexicon;
  CompanyCatalogue companies;
  CookieCatalogue cookies;
  RequestMatcher trackers;
  std::vector<ListUsed> lists;
};

namespace {

// Filter lists, ours and the user's, with their lines in `used`.
Result<RequestMatcher> load_trackers(std::vector<UserList>& user_lists,
                                     std::vector<ListUsed>& used) {
  std::vector<UserList> sources;
  for (const DataFile& file : embedded_files("data/trackers/", ".txt")) {
    sources.push_back({file.name, std::string(file.text)});
  }
  for (UserList& list : user_lists) {
    if (!is_cookie_database(list)) sources.push_back(std::move(list));
  }
  std::vector<FilterList> lists;
  for (UserList& source : sources) {
    const std::string sha256 = sha256_hex(source.text);
    auto list = FilterList::parse(source.name, std::move(source.text));
    if (!list) return list.error().in(source.name);
    ListUsed entry;
    entry.name = list->name();
    entry.version = list->header().version;
    entry.sha256 = sha256;
    entry.rules = list->counts().network;
    entry.present = true;
    entry.licence = list->header().licence;
    used.push_back(std::move(entry));
    lists.push_back(*std::move(list));
  }
  for (const WantedList& wanted : kWantedLists) {
    if (std::ranges::find(used, wanted.name, &ListUsed::name) == used.end()) {
      used.push_back(absent(wanted));
    }
  }
  return RequestMatcher(std::move(lists));
}

Result<CookieCatalogue> load_cookies(const std::vector<UserList>& user_lists,
                                     std::vector<ListUsed>& used) {
  const std::vector<DataFile> curated = embedded_files("data/cookies/", ".toml");
  std::vector<DataFile> imported;
  for (const UserList& list : user_lists) {
    if (is_cookie_database(list)) imported.push_back({list.name, list.text});
  }
  auto cookies = CookieCatalogue::parse(curated, imported);
  if (!cookies) return cookies.error();
  used.push_back(catalogue("data/cookies", curated, cookies->size(), kOwnLicence));
  for (const DataFile& file : imported) used.push_back(catalogue(file.name, {file}, 0, ""));
  return cookies;
}

Result<CompanyCatalogue> load_companies(std::vector<ListUsed>& used) {
  const std::vector<DataFile> curated = embedded_files("data/companies/", ".toml");
  const DataFile third_party_web{"third-party-web", embedded("companies.tsv")};
  auto companies = CompanyCatalogue::parse(curated, third_party_web);
  if (!companies) return companies.error();
  used.push_back(catalogue("data/companies", curated, 0, kOwnLicence));
  used.push_back(catalogue("third-party-web", {third_party_web}, companies->size(), "MIT"));
  return companies;
}

std::vector<std::string> names_of_profiles(const RuleBook& rules) {
  std::vector<std::string> names;
  for (const Profile& profile : rules.profiles()) names.push_back(profile.name);
  return names;
}

}  // namespace

Result<std::unique_ptr<const Knowledge>> Knowledge::load(std::vector<UserList> user_lists) {
  auto rules = load_rules();
  if (!rules) return rules.error();
  auto lexicon = load_lexicon();
  if (!lexicon) return lexicon.error();
  std::vector<ListUsed> used;
  auto companies = load_companies(used);
  if (!companies) return companies.error();
  auto cookies = load_cookies(user_lists, used);
  if (!cookies) return cookies.error();
  auto trackers = load_trackers(user_lists, used);
  if (!trackers) return trackers.error();
  return std::unique_ptr<const Knowledge>(new Knowledge(
      std::make_unique<Parts>(Parts{*std::move(rules), *std::move(lexicon), *std::move(companies),
                                    *std::move(cookies), *std::move(trackers), std::move(used)})));
}

Knowledge::Knowledge(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Knowledge::~Knowledge() = default;

const RuleBook& Knowledge::rules() const { return parts_->rules; }
const ControlLexicon& Knowledge::lexicon() const { return parts_->lexicon; }
const std::vector<ListUsed>& Knowledge::lists() const { return parts_->lists; }

ReferenceData Knowledge::reference() const {
  return {parts_->companies, parts_->cookies, parts_->trackers};
}

std::vector<std::string> Knowledge::profile_names() const {
  return names_of_profiles(parts_->rules);
}

Result<std::vector<std::string>> Knowledge::known_profiles() {
  const auto rules = load_rules();
  if (!rules) return rules.error();
  return names_of_profiles(*rules);
}

}  // namespace consentry
