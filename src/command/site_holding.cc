// SPDX-License-Identifier: Apache-2.0
#include "command/site_holding.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <string>

#include "command/say.h"
#include "command/site_lookup.h"
#include "command/system_time.h"
#include "io/store/sqlite_holds.h"

namespace consentry {
namespace {

struct HoldingWords {
  std::string data = kDefaultDataFolder;
  std::string site;
  std::string reason;
};

// A removed site has records still, and publications that say so.
Status check_known(const HoldingWords& words) {
  const auto store = open_sites(words.data);
  if (!store) return store.error();
  const auto publications = store->publications(words.site);
  if (publications && !publications->empty()) return {};
  const auto site = find_site(*store, words.site);
  return site ? Status() : Status(site.error());
}

Result<SqliteHolds> holds_in(const std::string& folder) {
  const auto data = ConsentData::open(folder);
  if (!data) return data.error();
  return SqliteHolds::open(data->database(), consent_migrations());
}

Status hold(const HoldingWords& words) {
  if (const Status known = check_known(words); !known) return known;
  auto holds = holds_in(words.data);
  if (!holds) return holds.error();
  if (const Status done = holds->hold({words.site, words.reason, system_time()}); !done)
    return done;
  std::printf("no retention forgets records of %s until: consentry site release %s\n",
              words.site.c_str(), words.site.c_str());
  return {};
}

Status release(const HoldingWords& words) {
  auto holds = holds_in(words.data);
  if (!holds) return holds.error();
  if (const Status done = holds->release(words.site); !done) return done;
  std::printf("records of %s are forgotten again when they have been kept long enough\n",
              words.site.c_str());
  return {};
}

CLI::App* add_verb(CLI::App& site, const std::shared_ptr<HoldingWords>& words, int& status,
                   const std::string& name, const std::string& what,
                   Status (*verb)(const HoldingWords&)) {
  CLI::App* command = site.add_subcommand(name, what);
  command->add_option("SITE", words->site, "Its id")->required();
  command->add_option("--data", words->data, "Folder of ledger and keys")
      ->type_name("DIR")
      ->capture_default_str();
  command->callback([words, verb, &status] {
    const Status done = verb(*words);
    status = done ? 0 : fail(done.error());
  });
  return command;
}

}  // namespace

void say_hold(const std::string& data_folder, const std::string& site) {
  const auto holds = holds_in(data_folder);
  const auto all = holds ? holds->list() : Result<std::vector<SiteHold>>(holds.error());
  if (!all) return say(all.error().text());
  for (const SiteHold& each : *all) {
    if (each.site == site) say("held since " + to_rfc3339(each.since) + ": " + each.reason);
  }
}

void add_site_holding_verbs(CLI::App& site, int& status) {
  auto words = std::make_shared<HoldingWords>();
  CLI::App* holding =
      add_verb(site, words, status, "hold",
               "Keeps a site's records for a dispute, whatever the retention says", &hold);
  holding->add_option("--reason", words->reason, "Why: the case")->type_name("TEXT")->required();
  holding->footer("Example:\n  consentry site hold shop-example --reason 'case 12/2027'\n");
  add_verb(site, words, status, "release", "Ends a hold", &release)
      ->footer("Example:\n  consentry site release shop-example\n");
}

}  // namespace consentry
