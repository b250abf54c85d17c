// SPDX-License-Identifier: Apache-2.0
#include "core/consent/rival_import.h"

#include <algorithm>
#include <array>

#include "core/consent/rival_formats.h"
#include "core/consent/rival_words.h"
#include "core/consent/tag_theme.h"

namespace consentry {
namespace {

struct Rival {
  const char* name;
  bool (*read)(const RivalMaterial&, ImportDraft&);
  // A word of the files that only this one's have, for "auto".
  std::vector<std::string_view> signs;
};

// The more telling signs first.
const std::vector<Rival>& rivals() {
  static const std::vector<Rival> all{
      {"cookiebot", &draft_cookiebot, {"cookiebot.com/", "CookieConsentDialog.cookieTable"}},
      {"cookiefirst", &draft_cookiefirst, {"cookiefirst.com/"}},
      {"vanilla-cookieconsent",
       &draft_vanilla_cookieconsent,
       {"CookieConsent.run", "preferencesModal"}},
      {"orejime", &draft_orejime, {"orejimeConfig", "Orejime.init", "isMandatory"}},
      {"tarteaucitron", &draft_tarteaucitron, {"tarteaucitron.init", "tarteaucitron.job"}},
      {"osano", &draft_osano, {"cookieconsent.initialise", "\"palette\""}},
      {"klaro", &draft_klaro, {"klaroConfig", "klaro", "\"purposes\"", "purposes:"}},
      {"cookie-list", &draft_cookie_list, {}},
  };
  return all;
}

bool is_named(const std::string& name, std::string_view ending) {
  return name.size() >= ending.size() && name.ends_with(ending);
}

// "tarteaucitron.nl.js", "orejime-standard-nl.js"
std::string language_of(std::string name) {
  name = name.substr(name.find_last_of('/') + 1);
  for (const std::string_view ending : {".js", ".min"}) {
    if (is_named(name, ending)) name.resize(name.size() - ending.size());
  }
  const std::size_t at = name.find_last_of(".-");
  const std::string last = at == std::string::npos ? "" : name.substr(at + 1);
  const bool letters =
      std::all_of(last.begin(), last.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  return last.size() == 2 && letters && last != "js" ? last : std::string();
}

Status add_script(const std::string& text, const std::string& name, RivalMaterial& to) {
  auto findings = read_script(text);
  if (!findings) return findings.error().in(name);
  std::move(findings->begin(), findings->end(), std::back_inserter(to.findings));
  return {};
}

Status add_file(const RivalFile& file, RivalMaterial& to) {
  if (is_named(file.name, ".csv") || is_named(file.name, ".tsv")) {
    to.tables.push_back(file);
    return {};
  }
  if (const std::string told = language_of(file.name); !told.empty()) to.file_language = told;
  if (!is_markup(file.text)) return add_script(file.text, file.name, to);
  for (PageScript& each : page_scripts(file.text)) {
    const std::string type = each.attribute("type");
    const bool runs =
        type.empty() || type.find("javascript") != std::string::npos || type == "module";
    // A page's other scripts are none of our business, nor is what is wrong with them.
    if (runs && !each.text.empty()) (void)add_script(each.text, file.name, to);
    to.elements.push_back(std::move(each));
  }
  return {};
}

bool has_signs(const Rival& rival, const std::vector<RivalFile>& files) {
  return std::any_of(files.begin(), files.end(), [&](const RivalFile& file) {
    return std::any_of(rival.signs.begin(), rival.signs.end(), [&](std::string_view sign) {
      return file.text.find(sign) != std::string::npos;
    });
  });
}

std::string names_of_all() {
  std::string all;
  for (const Rival& each : rivals()) all += (all.empty() ? "" : ", ") + std::string(each.name);
  return all;
}

// Those to try, the likeliest first.
Result<std::vector<const Rival*>> rivals_for(std::string_view manager,
                                             const std::vector<RivalFile>& files) {
  std::vector<const Rival*> wanted;
  for (const Rival& each : rivals()) {
    const bool fits =
        manager == "auto" ? each.signs.empty() || has_signs(each, files) : manager == each.name;
    if (fits) wanted.push_back(&each);
  }
  if (wanted.empty())
    return invalid_input("there is no format '" + std::string(manager) + "'; one of " +
                         names_of_all());
  return wanted;
}

// A theme that cannot be read is the rival's, not ours.
void drop_unreadable_theme(ImportedSite& site) {
  const auto faults = theme_faults(site.config);
  if (faults.empty()) return;
  site.config.theme.clear();
  site.left.push_back("colours: " + faults.front());
}

}  // namespace

const ScriptValue* RivalMaterial::object_of(std::string_view name) const {
  for (auto each = findings.rbegin(); each != findings.rend(); ++each) {
    if (each->name != name || each->values.empty()) continue;
    const ScriptValue& value = each->values.front();
    // One step of resolving is what people write: const config = {…}; run(config).
    if (!value.is(ScriptKind::reference)) return &value;
    if (value.text == name) continue;
    const auto named = std::find_if(findings.rbegin(), findings.rend(), [&](const auto& other) {
      return other.name == value.text && !other.is_call &&
             !other.values.front().is(ScriptKind::reference);
    });
    if (named != findings.rend()) return &named->values.front();
  }
  return nullptr;
}

std::vector<const ScriptFinding*> RivalMaterial::all_of(std::string_view name) const {
  std::vector<const ScriptFinding*> all;
  for (const ScriptFinding& each : findings) {
    if (each.name == name && !each.values.empty()) all.push_back(&each);
  }
  return all;
}

const std::vector<std::string>& rival_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    for (const Rival& each : rivals()) all.emplace_back(each.name);
    return all;
  }();
  return names;
}

Result<ImportedSite> import_rival(const std::vector<RivalFile>& files, std::string_view manager,
                                  const ImportSources& sources) {
  const auto wanted = rivals_for(manager, files);
  if (!wanted) return wanted.error();
  RivalMaterial material;
  for (const RivalFile& file : files) {
    if (const Status added = add_file(file, material); !added) return added.error();
  }
  for (const Rival* rival : *wanted) {
    ImportDraft draft(rival->name, sources);
    if (!rival->read(material, draft)) continue;
    ImportedSite site = draft.finish();
    drop_unreadable_theme(site);
    return site;
  }
  return invalid_input("no configuration of " +
                       (manager == "auto" ? "a manager that is known" : std::string(manager)) +
                       " is in the files; say whose it is with --format: " + names_of_all());
}

}  // namespace consentry
