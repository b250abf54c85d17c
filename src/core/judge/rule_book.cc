// SPDX-License-Identifier: Apache-2.0
#include "core/judge/rule_book.h"

#include <algorithm>
#include <array>
#include <optional>
#include <toml++/toml.h>

#include "core/base/digest.h"
#include "core/judge/category_text.h"
#include "core/judge/nearest.h"
#include "core/judge/strict_table.h"
#include "core/judge/toml_text.h"

namespace consentry {
namespace {

using File = std::pair<std::string, std::string_view>;

// A rule book is some tens of kilobytes; more than this is a mistake in what was passed.
constexpr std::size_t kMaxFileBytes = 1U << 20U;

const std::vector<std::string> kLayers{"eprivacy", "gdpr", "contract", "ux"};
const std::vector<std::string> kCategories{"before choice", "refusal", "acceptance", "withdrawal",
                                           "gpc",           "banner",  "cross-site"};
const std::vector<std::string> kOrigins{"law", "standard", "decision", "product"};
const std::vector<std::string> kMarks{"C", "S", "M"};
const std::vector<std::string> kRegimes{"consent", "opt-out"};
const std::vector<std::string> kRecordKinds{"cookie", "local", "any"};
constexpr int kMaxVendorId = 65'535;  // MaxVendorId has 16 bits
const std::vector<std::string> kEmbedVerdicts{"risk", "likely-breach"};
const std::vector<std::string> kWordCategories{"necessary", "preferences", "statistics",
                                               "marketing", "legitimate-interest"};

// An instrument that rules cite by key, so that its address stands in one place.
struct Source {
  std::string instrument;
  std::string url;
  std::string verified_on;
};

// Everything read so far, over all files.
struct Draft {
  std::vector<Rule> rules;
  std::vector<Profile> profiles;
  std::vector<ConsentRecordForm> records;
  std::vector<EmbedForm> embeds;
  std::vector<TcfVendor> vendors;
  std::vector<LentName> lent_names;
  std::vector<SharedNetwork> shared_networks;
  std::vector<CategoryWords> words;
  std::vector<BannerWords> banner_words;
  std::vector<DeclarationWords> declaration_words;
  std::vector<CompanySeat> company_seats;
  std::map<std::string, Source> sources;
  std::string version;
  FirstError error;
};

struct ParsedFile {
  std::string name;
  toml::table root;
};

Result<ParsedFile> parse_file(const File& file) {
  if (file.second.size() > kMaxFileBytes) return invalid_input(file.first + ": is too large");
  auto root = parse_toml(file.first, file.second);
  if (!root) return root.error();
  return ParsedFile{file.first, *std::move(root)};
}

std::vector<std::string> profile_names(const Draft& draft) {
  std::vector<std::string> names;
  for (const Profile& profile : draft.profiles) names.push_back(profile.name);
  return names;
}

void read_profile(StrictTable table, Draft& draft) {
  Profile profile;
  profile.name = table.text("name");
  profile.title = table.text("title");
  profile.eprivacy_authority = table.text("eprivacy_authority");
  profile.gdpr_authority = table.text("gdpr_authority");
  profile.law = table.optional_text("law");
  if (!profile.law.empty()) {
    const std::string mark = table.one_of("mark", kMarks);
    if (!mark.empty()) profile.mark = mark.front();
  }
  profile.based_on = table.optional_text("based_on");
  if (const std::string regime = table.optional_text("regime"); !regime.empty()) {
    if (std::ranges::find(kRegimes, regime) == kRegimes.end()) {
      table.fail("regime", "'" + regime + "' is no regime" + suggestion(regime, kRegimes));
    }
    profile.regime = regime;
  }
  if (const std::string ceiling = table.optional_text("ceiling"); !ceiling.empty()) {
    profile.ceiling = verdict_named(ceiling);
    if (!profile.ceiling) table.fail("ceiling", "'" + ceiling + "' is not a verdict");
  }
  table.finish();
  if (std::ranges::find(draft.profiles, profile.name, &Profile::name) != draft.profiles.end()) {
    table.fail("name", "'" + profile.name + "' is defined twice");
  }
  draft.profiles.push_back(std::move(profile));
}

void read_sources(StrictTable table, Draft& draft) {
  for (const std::string& key : table.keys()) {
    const toml::table* entry = table.table(key);
    if (entry == nullptr) return;
    StrictTable source(*entry, table.where() + ": source " + key, draft.error);
    const Source read{source.text("instrument"), source.text("url"),
                      source.optional_text("verified_on")};
    source.finish();
    if (!draft.sources.emplace(key, read).second) source.fail("", "is defined twice");
  }
}

void read_record(StrictTable table, Draft& draft) {
  ConsentRecordForm form;
  form.manager = table.text("manager");
  form.kind = table.one_of("kind", kRecordKinds);
  form.name = table.text("name");
  form.granted_any = table.texts("granted_any", false);
  form.granted_none = table.texts("granted_none", false);
  form.granted_exact = table.texts("granted_exact", false);
  form.assumed = table.flag("assumed");
  if (form.granted_any.empty() && form.granted_exact.empty()) {
    table.fail("granted_any", "or granted_exact must be given");
  }
  table.finish();
  draft.records.push_back(std::move(form));
}

void read_embed(StrictTable table, Draft& draft) {
  EmbedForm form;
  form.kind = table.text("kind");
  form.verdict =
      table.one_of("verdict", kEmbedVerdicts) == "risk" ? Verdict::risk : Verdict::likely_breach;
  form.places = table.texts("places", true);
  table.finish();
  draft.embeds.push_back(std::move(form));
}

void read_vendor(StrictTable table, Draft& draft) {
  TcfVendor vendor;
  vendor.id = table.integer("id", 1, kMaxVendorId);
  vendor.name = table.text("name");
  vendor.hosts = table.texts("hosts", true);
  table.text("source");
  table.finish();
  if (std::ranges::find(draft.vendors, vendor.id, &TcfVendor::id) != draft.vendors.end()) {
    table.fail("id", "is given twice");
  }
  draft.vendors.push_back(std::move(vendor));
}

void read_lent_name(StrictTable table, Draft& draft) {
  LentName lent;
  lent.company = table.text("company");
  lent.targets = table.texts("targets", true);
  table.text("source");
  table.finish();
  draft.lent_names.push_back(std::move(lent));
}

void read_words(StrictTable table, Draft& draft) {
  CategoryWords words;
  words.category = table.one_of("category", kWordCategories);
  for (const std::string& word : table.texts("words", true)) {
    words.words.push_back(folded_text(word));
  }
  table.finish();
  draft.words.push_back(std::move(words));
}

// What other files refer to: read from all of them before the first rule.
void read_definitions(const ParsedFile& file, Draft& draft) {
  StrictTable root(file.root, file.name, draft.error);
  if (const std::string version = root.optional_text("version"); !version.empty()) {
    if (!draft.version.empty()) root.fail("version", "stands in more than one file");
    draft.version = version;
  }
  for (const toml::table* entry : root.tables("profile")) {
    read_profile({*entry, file.name + ": profile", draft.error}, draft);
  }
  if (const toml::table* sources = root.table("source")) {
    read_sources({*sources, file.name, draft.error}, draft);
  }
  for (const toml::table* entry : root.tables("consent_record")) {
    read_record({*entry, file.name + ": consent_record", draft.error}, draft);
  }
  for (const toml::table* entry : root.tables("embed")) {
    read_embed({*entry, file.name + ": embed", draft.error}, draft);
  }
  for (const toml::table* entry : root.tables("tcf_vendor")) {
    read_vendor({*entry, file.name + ": tcf_vendor", draft.error}, draft);
  }
  for (const toml::table* entry : root.tables("lent_name")) {
    read_lent_name({*entry, file.name + ": lent_name", draft.error}, draft);
  }
  for (const toml::table* entry : root.tables("shared_network")) {
    StrictTable table(*entry, file.name + ": shared_network", draft.error);
    draft.shared_networks.push_back(read_shared_network(table));
  }
  for (const toml::table* entry : root.tables("category_words")) {
    read_words({*entry, file.name + ": category_words", draft.error}, draft);
  }
  for (const toml::table* entry : root.tables("banner_words")) {
    StrictTable table(*entry, file.name + ": banner_words", draft.error);
    draft.banner_words.push_back(read_banner_words(table));
  }
  for (const toml::table* entry : root.tables("declaration_words")) {
    StrictTable table(*entry, file.name + ": declaration_words", draft.error);
    draft.declaration_words.push_back(read_declaration_words(table));
  }
  for (const toml::table* entry : root.tables("company_seat")) {
    StrictTable table(*entry, file.name + ": company_seat", draft.error);
    CompanySeat seat{table.text("company"), table.text("country"), table.text("source"), 'M'};
    seat.mark = table.one_of("mark", kMarks)[0];
    table.finish();
    draft.company_seats.push_back(std::move(seat));
  }
  root.tables("rule");
  root.finish();
}

void read_phases(StrictTable& table, Rule& rule) {
  std::vector<std::string> known;
  for (const Phase phase : kPhases) known.emplace_back(name_of(phase));
  for (const std::string& name : table.texts("phases", true)) {
    const auto phase = phase_named(name);
    if (!phase) {
      table.fail("phases", "'" + name + "' is not a phase" + suggestion(name, known));
      return;
    }
    rule.phases.push_back(*phase);
  }
}

void read_basis(StrictTable& table, Draft& draft, Rule& rule) {
  std::vector<std::string> known;
  for (const auto& [key, source] : draft.sources) known.push_back(key);
  for (const toml::table* entry : table.tables("basis")) {
    StrictTable basis(*entry, table.where() + ": basis", draft.error);
    const std::string key = basis.one_of("source", known);
    LegalBasis out;
    out.pin = basis.text("pin");
    const std::string mark = basis.one_of("mark", kMarks);
    basis.finish();
    const auto source = draft.sources.find(key);
    if (source == draft.sources.end() || mark.empty()) return;
    out.instrument = source->second.instrument;
    out.url = source->second.url;
    out.mark = mark.front();
    if (out.mark != 'M') out.verified_on = source->second.verified_on;
    rule.basis.push_back(std::move(out));
  }
  if (rule.basis.empty()) table.fail("basis", "must name at least one source");
}

void read_threshold(StrictTable table, const std::string& key, Draft& draft, Rule& rule) {
  const auto value = table.number("value");
  if (!value) table.fail("value", "is missing");
  rule.thresholds[key] = value.value_or(0);
  rule.threshold_origins[key] = table.one_of("origin", kOrigins);
  for (const Profile& profile : draft.profiles) {
    if (const auto special = table.number(profile.name)) {
      rule.profile_thresholds[profile.name][key] = *special;
    }
  }
  table.finish();
}

void read_thresholds(StrictTable& table, Draft& draft, Rule& rule) {
  const toml::table* thresholds = table.table("threshold");
  if (thresholds == nullptr) return;
  StrictTable names(*thresholds, table.where() + ": threshold", draft.error);
  for (const std::string& key : names.keys()) {
    if (const toml::table* entry = names.table(key)) {
      read_threshold({*entry, names.where() + " " + key, draft.error}, key, draft, rule);
    }
  }
}

void read_verdicts(StrictTable& table, Draft& draft, Rule& rule) {
  const toml::table* verdicts = table.table("verdict_by_profile");
  if (verdicts == nullptr) return;
  StrictTable entries(*verdicts, table.where() + ": verdict_by_profile", draft.error);
  for (const std::string& profile : entries.keys()) {
    const auto known = profile_names(draft);
    if (std::ranges::find(known, profile) == known.end()) {
      entries.fail(profile, "is not a profile" + suggestion(profile, known));
    }
    const std::string name = entries.text(profile);
    const auto verdict = verdict_named(name);
    if (!verdict) entries.fail(profile, "'" + name + "' is not a verdict");
    rule.verdict_by_profile[profile] = verdict.value_or(Verdict::not_measured);
  }
}

void read_regimes(StrictTable& table, Rule& rule) {
  rule.regimes = table.texts("regimes", false);
  for (const std::string& regime : rule.regimes) {
    if (std::ranges::find(kRegimes, regime) == kRegimes.end()) {
      table.fail("regimes", "'" + regime + "' is no regime" + suggestion(regime, kRegimes));
    }
  }
  if (rule.regimes.empty()) rule.regimes.push_back(kRegimes.front());
}

void read_rule(const toml::table& entry, const std::string& file, Draft& draft) {
  const std::string id = entry["id"].value_or(std::string("without id"));
  StrictTable table(entry, file + ": rule " + id, draft.error);
  Rule rule;
  rule.id = table.text("id");
  rule.version = table.integer("version", 1, 1000);
  rule.title = table.text("title");
  rule.detector = table.text("detector");
  read_phases(table, rule);
  rule.severity = table.integer("severity", 1, 5);
  rule.layer = table.one_of("layer", kLayers);
  rule.category = table.one_of("category", kCategories);
  rule.fix = table.text("fix");
  read_basis(table, draft, rule);
  read_thresholds(table, draft, rule);
  read_verdicts(table, draft, rule);
  read_regimes(table, rule);
  table.finish();
  if (std::ranges::find(draft.rules, rule.id, &Rule::id) != draft.rules.end()) {
    table.fail("id", "is defined twice");
  }
  draft.rules.push_back(std::move(rule));
}

// One digest over names and bytes, each with its length, so that no two sets of files share it.
std::string digest_of(const std::vector<File>& files) {
  Sha256Stream stream;
  for (const auto& [name, bytes] : files) {
    stream.add(std::to_string(name.size()) + ":" + name + std::to_string(bytes.size()) + ":");
    stream.add(bytes);
  }
  return to_hex(stream.finish());
}

void check_bases(Draft& draft) {
  for (const Profile& profile : draft.profiles) {
    const auto base = std::ranges::find(draft.profiles, profile.based_on, &Profile::name);
    const bool known = base != draft.profiles.end() && base->based_on.empty();
    if (profile.based_on.empty() || known || draft.error) continue;
    draft.error = invalid_input("rule book: profile " + profile.name + ": based_on: '" +
                                profile.based_on + "' is no profile that stands by itself");
  }
}

Result<Draft> read_all(const std::vector<File>& files) {
  std::vector<ParsedFile> parsed;
  for (const File& file : files) {
    auto result = parse_file(file);
    if (!result) return result.error();
    parsed.push_back(*std::move(result));
  }
  Draft draft;
  for (const ParsedFile& file : parsed) read_definitions(file, draft);
  check_bases(draft);
  for (const ParsedFile& file : parsed) {
    if (draft.error) break;
    StrictTable root(file.root, file.name, draft.error);
    for (const toml::table* rule : root.tables("rule")) read_rule(*rule, file.name, draft);
  }
  if (draft.error) return *draft.error;
  if (draft.version.empty()) return invalid_input("rule book: version is missing");
  if (draft.profiles.empty()) return invalid_input("rule book: no profile is defined");
  if (draft.rules.empty()) return invalid_input("rule book: no rule is defined");
  return draft;
}

// Where a profile's own values are looked for, nearest first.
std::vector<std::string> with_base(const Profile* profile, std::string_view name) {
  std::vector<std::string> names{std::string(name)};
  if (profile != nullptr && !profile->based_on.empty()) names.push_back(profile->based_on);
  return names;
}

}  // namespace

Result<RuleBook> RuleBook::parse(
    const std::vector<std::pair<std::string, std::string_view>>& files) {
  std::vector<File> ordered = files;
  std::ranges::sort(ordered, {}, &File::first);
  auto draft = read_all(ordered);
  if (!draft) return draft.error();
  std::ranges::sort(draft->rules, {}, &Rule::id);
  RuleBook book;
  book.rules_ = std::move(draft->rules);
  book.profiles_ = std::move(draft->profiles);
  book.consent_records_ = std::move(draft->records);
  book.embeds_ = std::move(draft->embeds);
  book.tcf_vendors_ = std::move(draft->vendors);
  book.lent_names_ = std::move(draft->lent_names);
  book.shared_networks_ = std::move(draft->shared_networks);
  book.category_words_ = std::move(draft->words);
  book.banner_words_ = std::move(draft->banner_words);
  book.declaration_words_ = std::move(draft->declaration_words);
  book.company_seats_ = std::move(draft->company_seats);
  book.version_ = std::move(draft->version);
  book.sha256_ = digest_of(ordered);
  return book;
}

const Rule* RuleBook::find(std::string_view id) const {
  const auto rule = std::ranges::find(rules_, id, &Rule::id);
  return rule == rules_.end() ? nullptr : &*rule;
}

const Profile* RuleBook::profile(std::string_view name) const {
  const auto profile = std::ranges::find(profiles_, name, &Profile::name);
  return profile == profiles_.end() ? nullptr : &*profile;
}

double RuleBook::threshold(const Rule& rule, std::string_view key, std::string_view profile) const {
  for (const std::string& name : with_base(this->profile(profile), profile)) {
    const auto special = rule.profile_thresholds.find(name);
    if (special == rule.profile_thresholds.end()) continue;
    const auto value = special->second.find(std::string(key));
    if (value != special->second.end()) return value->second;
  }
  const auto value = rule.thresholds.find(std::string(key));
  return value == rule.thresholds.end() ? 0 : value->second;
}

std::optional<Verdict> RuleBook::ceiling(const Rule& rule, std::string_view profile) const {
  const Profile* known = this->profile(profile);
  if (known != nullptr && std::ranges::find(rule.regimes, known->regime) == rule.regimes.end()) {
    return Verdict::not_applicable;
  }
  const auto general = known == nullptr ? std::nullopt : known->ceiling;
  for (const std::string& name : with_base(known, profile)) {
    const auto limit = rule.verdict_by_profile.find(name);
    if (limit == rule.verdict_by_profile.end()) continue;
    return std::min(limit->second, general.value_or(Verdict::breach));
  }
  return general;
}

}  // namespace consentry
