// SPDX-License-Identifier: Apache-2.0
#include "core/report/budget_file.h"

#include <map>
#include <utility>

#include "core/report/display_text.h"
#include "core/report/json_text.h"
#include "core/report/wording.h"

namespace consentry {
namespace {

// Names of one list, each with the comment behind it (empty: none).
using Names = std::map<std::string, std::string>;

struct PhaseNames {
  Names services;
  Names cookies;
  Names storage;
  bool measured = false;
  std::string missing;  // comment lines about sites that did not measure it
};

// A JSON text is a TOML basic string (TOML 1.0, String): the escapes that JsonText writes are a
// subset.
std::string quoted(const std::string& name) {
  JsonText json;
  json.text(name);
  std::string text = std::move(json).take();
  text.pop_back();
  return text;
}

void note(Names& names, const std::string& name, const std::string& comment) {
  std::string& noted = names[name];
  if (noted.empty()) noted = comment;
}

void add_thing(const SeenThing& thing, int runs, PhaseNames& names) {
  if (thing.kind == kServiceKind) return note(names.services, thing.name, thing.owner);
  std::string comment;
  if (thing.runs < runs) {
    comment = "in " + std::to_string(thing.runs) + " of " + std::to_string(runs) + " runs";
  }
  note(thing.kind == "cookie" ? names.cookies : names.storage, thing.name, comment);
}

void add_site(const SiteReport& site, std::map<Phase, PhaseNames>& phases) {
  for (const PhaseInventory& inventory : inventory_of(site.facts)) {
    PhaseNames& names = phases[inventory.phase];
    names.measured = names.measured || inventory.runs > 0;
    for (const SeenThing& thing : inventory.seen) add_thing(thing, inventory.runs, names);
    if (inventory.runs > 0) continue;
    names.missing += "# " + visible(site_name(url_of(site)) + ": " + inventory.reason) + "\n";
  }
}

std::string list_of(const char* key, const Names& names) {
  if (names.empty()) return std::string(key) + " = []\n";
  std::string text = std::string(key) + " = [\n";
  for (const auto& [name, comment] : names) {
    text += "  " + quoted(name) + ",";
    if (!comment.empty()) text += "  # " + visible(comment);
    text += "\n";
  }
  return text + "]\n";
}

std::string phase_text(Phase phase, const PhaseNames& names) {
  const std::string name(name_of(phase));
  if (!names.measured)
    return "\n# Not limited, because no site measured it: " + name + "\n" + names.missing;
  std::string text = "\n[" + name + "]\n";
  if (!names.missing.empty()) text += "# Not measured everywhere:\n" + names.missing;
  return text + list_of("services", names.services) + list_of("cookies", names.cookies) +
         list_of("storage", names.storage);
}

}  // namespace

std::string budget_file(const ScanReport& report) {
  std::map<Phase, PhaseNames> phases;
  for (const SiteReport& site : report.sites) add_site(site, phases);
  bool any = false;
  std::string text =
      "# What may be seen on these sites, phase by phase; anything else exceeds the budget.\n"
      "# Written from a scan: review every line. In a name '*' stands for any text; put it where\n"
      "# a name differs from visit to visit. A phase that is not named here has no limit.\n";
  for (const auto& [phase, names] : phases) {
    text += phase_text(phase, names);
    any = any || names.measured;
  }
  return any ? text : std::string();
}

}  // namespace consentry
