// SPDX-License-Identifier: Apache-2.0
#include "command/site_import.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "command/consent_data.h"
#include "command/file_bytes.h"
#include "command/say.h"
#include "command/site_id.h"
#include "command/site_lookup.h"
#include "command/site_publishing.h"
#include "command/system_time.h"
#include "core/base/origin.h"
#include "core/consent/notice.h"
#include "core/consent/script_literal.h"
#include "core/consent/tag_config_json.h"

namespace consentry {
namespace {

// Stands in a configuration that is only looked at.
constexpr const char* kNoOrigin = "https://site.example";

Result<std::vector<RivalFile>> read_files(const std::vector<std::string>& names) {
  std::vector<RivalFile> files;
  for (const std::string& name : names) {
    auto text = read_file(name, kMaxScriptBytes);
    if (!text) return text.error();
    files.push_back({name, *std::move(text)});
  }
  return files;
}

void tell(const ImportedSite& told) {
  say("read as " + told.manager);
  for (const std::string& each : told.carried) say("carried over: " + each);
  for (const std::string& each : told.added) say("added: " + each);
  for (const std::string& each : told.left) say("not carried over: " + each);
}

Result<int> import(const ImportWords& words) {
  if (words.origin.empty() && !words.dry_run)
    return invalid_input("where the site is must be said: --origin https://shop.example");
  const auto files = read_files(words.files);
  if (!files) return files.error();
  const auto made = new_import(words, *files);
  if (!made) return made.error();
  tell(made->told);
  if (words.dry_run) {
    std::printf("%s", made->config.c_str());
    return 0;
  }
  auto store = open_sites(words.data, true);
  if (!store) return store.error();
  if (const Status added = store->add({made->id, {made->origin}, made->config, system_time()});
      !added)
    return added.error();
  std::printf(
      "added %s for %s; look at it, then publish it with:\n"
      "  consentry site show %s --data %s\n  consentry site publish %s --data %s\n",
      made->id.c_str(), made->origin.c_str(), made->id.c_str(), words.data.c_str(),
      made->id.c_str(), words.data.c_str());
  return 0;
}

}  // namespace

Result<NewImport> new_import(const ImportWords& words, const std::vector<RivalFile>& files) {
  const auto url = parse_site_url(words.origin.empty() ? kNoOrigin : words.origin);
  if (!url) return url.error().in("--origin");
  const auto translations = embedded_tag_translations();
  if (!translations) return translations.error();
  const auto registry = embedded_service_registry();
  if (!registry) return registry.error();
  const ImportSources sources{*translations, *registry, words.language,
                              words.origin.empty() ? "" : url->origin()};
  auto told = import_rival(files, words.format, sources);
  if (!told) return told.error();
  NewImport made;
  made.origin = url->origin();
  made.id = words.id.empty() ? id_from(made.origin.substr(made.origin.find("//") + 2)) : words.id;
  if (!is_consent_id(made.id))
    return invalid_input("'" + made.id + "' is no id of a site; use a-z, 0-9 and -, at most 40");
  told->config.site = made.id;
  told->config.owner = words.owner.empty() ? url->host : words.owner;
  told->config.server = words.server;
  made.config = tag_config_json(told->config);
  // What cannot be published is better told now than later.
  if (const auto tried = make_publication(made.config, system_time()); !tried) return tried.error();
  made.told = *std::move(told);
  return made;
}

void add_site_import_verb(CLI::App& site, int& status) {
  auto words = std::make_shared<ImportWords>();
  words->data = kDefaultDataFolder;
  CLI::App* command = site.add_subcommand(
      "import", "Takes over the configuration of another consent manager, without running it");
  command
      ->add_option("FILE", words->files,
                   "Its configuration: a script, JSON, a page, or a list of cookies as CSV")
      ->required();
  std::string formats;
  for (const std::string& each : rival_names()) formats += ", " + each;
  command->add_option("--format", words->format, "Whose it is: auto" + formats)
      ->capture_default_str();
  command->add_option("--origin", words->origin, "Where the site is")->type_name("URL");
  command->add_option("--id", words->id, "Name of its files [from the origin]");
  command->add_option("--owner", words->owner, "Who asks for consent [the host]");
  command->add_option("--language", words->language, "Of texts in files that do not say [en]");
  command->add_option("--server", words->server, "Origin of this server, as visitors reach it")
      ->type_name("URL");
  command->add_option("--data", words->data, "Folder of ledger and keys")
      ->type_name("DIR")
      ->capture_default_str();
  command->add_flag("--dry-run", words->dry_run, "Prints the configuration, and adds no site");
  command->footer(
      "Example:\n  consentry site import klaro-config.js --origin https://shop.example\n"
      "  consentry site import cc.js page.html --dry-run > shop.json\n");
  command->callback([words, &status] {
    const Result<int> result = import(*words);
    status = result ? *result : fail(result.error());
  });
}

}  // namespace consentry
