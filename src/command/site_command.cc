// SPDX-License-Identifier: Apache-2.0
#include "command/site_command.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <string>
#include <unistd.h>
#include <vector>

#include "command/file_bytes.h"
#include "command/notice_archive.h"
#include "command/say.h"
#include "command/service_entries.h"
#include "command/site_check.h"
#include "command/site_config.h"
#include "command/site_declaration.h"
#include "command/site_holding.h"
#include "command/site_import.h"
#include "command/site_lookup.h"
#include "command/site_membership.h"
#include "command/site_publishing.h"
#include "command/site_reading.h"
#include "command/site_statistics.h"
#include "command/site_watch.h"
#include "command/system_time.h"
#include "core/base/origin.h"
#include "core/consent/cookie_domain.h"
#include "core/consent/tag_publisher.h"
#include "io/store/evidence_folder.h"

namespace consentry {
namespace {

namespace fs = std::filesystem;

// A report of a large scan has some tens of MiB.
constexpr std::size_t kMaxReportBytes = 512UL << 20U;

// Keeps browsers from requesting anything before the tag has run; docs/tag.md tells why.
constexpr const char* kReadNothingAhead =
    "<meta http-equiv=\"Content-Security-Policy\" content=\"base-uri *\">";

struct SiteWords {
  std::string data = kDefaultDataFolder;
  std::string site;
  NewSiteWords new_site;
  std::string report_file;
  std::string config_file;
  std::string group;
  std::string static_folder;
  std::vector<std::string> origins;
  std::string archive_folder;
  bool no_pictures = false;
  CheckWords check;
};

Status check_domain(const ConsentSite& site) {
  const auto config = parse_tag_config(site.config);
  if (!config) return config.error();
  return check_cookie_domain(config->cookie_domain, site.origins);
}

Result<int> add(const SiteWords& words) {
  NewSiteWords wanted = words.new_site;
  if (!words.report_file.empty()) {
    auto report = read_file(words.report_file, kMaxReportBytes);
    if (!report) return report.error().in("--from-scan");
    wanted.scan_report = *std::move(report);
  }
  const auto registry = embedded_service_registry();
  if (!registry) return registry.error();
  auto site = new_site(wanted, *registry);
  if (!site) return site.error();
  if (!words.config_file.empty()) {
    auto config = read_file(words.config_file, kMaxTagConfigBytes);
    if (!config) return config.error().in("--config");
    const auto parsed = parse_tag_config(*config);
    if (!parsed) return parsed.error().in(words.config_file);
    site->id = parsed->site;
    site->config = *std::move(config);
  }
  // A faulty configuration is better found now than when it is published.
  if (const auto tried = make_publication(site->config, system_time()); !tried)
    return tried.error();
  auto store = open_sites(words.data, true);
  if (!store) return store.error();
  ConsentSite entry{site->id, {site->origin}, site->config, system_time()};
  for (const std::string& each : words.origins) {
    const auto url = parse_site_url(each);
    if (!url) return url.error().in("--origin");
    entry.origins.push_back(url->origin());
  }
  if (const Status fitting = check_domain(entry); !fitting) return fitting.error();
  if (const Status added = store->add(entry); !added) return added.error();
  if (!words.report_file.empty()) {
    const Status declared =
        declare_from_report(*store, entry, wanted.scan_report, words.report_file);
    if (!declared) say("not declared: " + declared.error().text());
  }
  if (words.config_file.empty()) {
    for (const std::string& note : site->notes) say(note);
  }
  std::printf("added %s for %s; publish it with:\n  consentry site publish %s --data %s\n",
              entry.id.c_str(), site->origin.c_str(), entry.id.c_str(), words.data.c_str());
  return 0;
}

Result<int> list(const SiteWords& words) {
  const auto store = open_sites(words.data);
  if (!store) return store.error();
  const auto sites = store->list();
  if (!sites) return sites.error();
  for (const ConsentSite& site : *sites) {
    const auto publications = store->publications(site.id);
    if (!publications) return publications.error();
    const std::string published = publications->empty()
                                      ? "not published"
                                      : "published " + to_rfc3339(publications->front().time);
    const std::string group = group_of(site.config);
    std::printf("%s\t%s\t%s%s\n", site.id.c_str(), site.origins.front().c_str(), published.c_str(),
                group.empty() ? "" : ("\tgroup " + group).c_str());
  }
  if (sites->empty())
    std::printf("no sites; add one with: consentry site add https://shop.example\n");
  return 0;
}

Result<int> show(const SiteWords& words) {
  const auto store = open_sites(words.data);
  if (!store) return store.error();
  const auto site = find_site(*store, words.site);
  if (!site) return site.error();
  const auto publications = store->publications(site->id);
  if (!publications) return publications.error();
  std::printf("%s", site->config.c_str());
  for (const std::string& origin : site->origins) say("takes choices from " + origin);
  if (const std::string group = membership_of(*store, *site); !group.empty()) say(group);
  for (const Publication& each : *publications)
    say("published " + to_rfc3339(each.time) + ", notice " + each.sha256);
  say_hold(words.data, site->id);
  return 0;
}

// Before anything is published, so that a folder that cannot be written leaves all as it was.
Status prepare_static(const std::string& folder) {
  if (folder.empty()) return {};
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) return Error{ErrorKind::unavailable, "creating " + folder + ": " + error.message()};
  if (::access(folder.c_str(), W_OK | X_OK) == 0) return {};
  return Error{ErrorKind::unavailable, "--static: " + folder + " cannot be written"};
}

Status write_static(const std::string& folder, const Publication& publication) {
  for (const TagFile& file : publication.files) {
    const fs::path path = fs::path(folder) / file.name;
    for (const auto& [ending, bytes] :
         {std::pair{"", &file.plain}, {".gz", &file.gzip}, {".br", &file.brotli}}) {
      fs::path name = path;
      name += ending;
      if (const Status done = write_whole_file(name, *bytes); !done) return done;
    }
  }
  return {};
}

// "Privacy choice" in the site's first language.
std::string reopen_label(const TagConfig& config) {
  const auto translations = embedded_tag_translations();
  if (!translations) return "consent";
  const std::string& tag = config.languages.front();
  if (const auto own = config.texts.find(tag); own != config.texts.end()) {
    if (const auto text = own->second.find("reopen"); text != own->second.end())
      return text->second;
  }
  return translations->at(tag).texts.at("reopen");
}

Status check_filled(const std::string& config_json) {
  const auto config = parse_tag_config(config_json);
  if (!config) return {};  // publishing says what is wrong with it
  const auto places = unfilled_places(config->services);
  if (places.empty()) return {};
  return invalid_input("services: fill in " + places.front());
}

Result<Publication> published_now(const ConsentSite& site, bool no_pictures) {
  const std::string& config = site.config;
  if (const Status filled = check_filled(config); !filled) return filled.error();
  if (const Status fitting = check_domain(site); !fitting) return fitting.error();
  if (no_pictures) return make_publication(config, system_time());
  auto made = make_pictured_publication(config, system_time());
  if (!made) return made.error();
  if (!made->without.empty()) say("archived without pictures of the notice: " + made->without);
  return std::move(made->publication);
}

// A changed configuration takes the place of the site's own.
Status take_config(const std::string& file, ConsentSite& site) {
  if (file.empty()) return {};
  auto config = read_file(file, kMaxTagConfigBytes);
  if (!config) return config.error().in("--config");
  const auto parsed = parse_tag_config(*config);
  if (!parsed) return parsed.error().in(file);
  if (parsed->site != site.id) return invalid_input(file + " is of site '" + parsed->site + "'");
  site.config = *std::move(config);
  return {};
}

// The line for the pages alone goes to stdout.
void tell(const ConsentSite& site, const Publication& publication, const TagConfig& config) {
  std::string server = config.server;
  if (server.ends_with('/')) server.pop_back();
  if (server.empty())
    say("the configuration names no \"server\": choices stay in the visitor's browser");
  const TagFile& script = publication.files.front();
  say("published " + site.id + ", notice " + publication.sha256 + ": " +
      std::to_string(script.plain.size()) + " bytes, " + std::to_string(script.brotli.size()) +
      " with Brotli");
  say("first in the head of every page:");
  std::printf("<script src=\"%s/t/%s\"></script>%s\n", server.c_str(), script.name.c_str(),
              config.autoblock ? kReadNothingAhead : "");
  std::fflush(stdout);
  if (server.empty()) return;
  const std::string form = script.name.substr(0, script.name.size() - 2) + "html";
  say("for visitors without scripts, anywhere in the body: <noscript><a href=\"" + server + "/t/" +
      form + "\">" + reopen_label(config) + "</a></noscript>");
}

// What was made takes the place of what visitors get.
Status put_in_place(SqliteSiteStore& store, const ConsentSite& site, const Publication& publication,
                    const std::string& static_folder) {
  if (const Status done = store.change(site); !done) return done.error();
  if (const Status done = store.publish(site.id, publication); !done) return done.error();
  if (const Status done = declare_again(store, site); !done) return done.error();
  if (!static_folder.empty()) {
    if (const Status done = write_static(static_folder, publication); !done) return done.error();
  }
  const auto config = parse_tag_config(site.config);
  if (!config) return config.error();
  tell(site, publication, *config);
  return {};
}

// All are made before the first is published: a fault in one leaves every site as it was.
Result<int> publish_group(const SiteWords& words) {
  if (words.check.wanted) return invalid_input("--check is for one SITE at a time");
  if (const Status ready = prepare_static(words.static_folder); !ready) return ready.error();
  auto store = open_sites(words.data);
  if (!store) return store.error();
  const auto named = find_group(*store, words.group);
  if (!named) return named.error();
  const auto sites = sites_of(*store, named->group);
  if (!sites) return sites.error().in(words.group);
  std::vector<std::pair<ConsentSite, Publication>> made;
  for (const std::string& id : *sites) {
    auto site = find_site(*store, id);
    if (!site) return site.error().in(words.group);
    auto config = named->group.config_of(site->config);
    if (!config) return config.error().in(words.group);
    site->config = *std::move(config);
    auto publication = published_now(*site, words.no_pictures);
    if (!publication) return publication.error().in(id);
    made.emplace_back(*std::move(site), *std::move(publication));
  }
  if (const std::string& id = named->group.id(); !id.empty()) {
    const Status kept = store->keep_group(id, named->text, system_time());
    if (!kept) return kept.error();
  }
  for (const auto& [site, publication] : made) {
    if (const Status done = put_in_place(*store, site, publication, words.static_folder); !done)
      return done.error().in(site.id);
  }
  return 0;
}

Result<int> publish(const SiteWords& words) {
  if (!words.group.empty()) return publish_group(words);
  if (words.site.empty()) return invalid_input("name a SITE, or a file with --group");
  if (const Status ready = prepare_static(words.static_folder); !ready) return ready.error();
  auto store = open_sites(words.data);
  if (!store) return store.error();
  auto site = find_site(*store, words.site);
  if (!site) return site.error();
  if (const Status taken = take_config(words.config_file, *site); !taken) return taken.error();
  const auto publication = published_now(*site, words.no_pictures);
  if (!publication) return publication.error();
  if (const std::string other = difference_from_group(*store, *site); !other.empty())
    say(other + "; `consentry site publish --group` brings all its sites in line");
  if (const Status done = put_in_place(*store, *site, *publication, words.static_folder); !done)
    return done.error();
  if (!words.check.wanted) return 0;
  const auto config = parse_tag_config(site->config);
  if (!config) return config.error();
  return check_published(site->origins.front() + "/",
                         {publication->files.front().name, notice_of(*config).version},
                         words.check);
}

Result<int> archive(const SiteWords& words) {
  const auto store = open_sites(words.data);
  if (!store) return store.error();
  const auto written = write_notice_archive(*store, words.site, words.archive_folder);
  if (!written) return written.error();
  std::printf("%d publications of %s in %s\n", *written, words.site.c_str(),
              words.archive_folder.c_str());
  return 0;
}

Result<int> remove(const SiteWords& words) {
  auto store = open_sites(words.data);
  if (!store) return store.error();
  const auto site = find_site(*store, words.site);
  if (!site) return site.error();
  if (const Status done = store->remove(site->id); !done) return done.error();
  std::printf("removed %s; its records and notices are kept\n", site->id.c_str());
  return 0;
}

using Verb = Result<int> (*)(const SiteWords&);

CLI::App* add_verb(CLI::App& parent, const std::shared_ptr<SiteWords>& words, int& status,
                   const std::string& name, const std::string& what, Verb verb) {
  CLI::App* command = parent.add_subcommand(name, what);
  command->add_option("--data", words->data, "Folder of ledger and keys")
      ->type_name("DIR")
      ->capture_default_str();
  command->callback([words, verb, &status] {
    const Result<int> result = verb(*words);
    status = result ? *result : fail(result.error());
  });
  return command;
}

}  // namespace

void add_site_command(CLI::App& app, int& status) {
  auto words = std::make_shared<SiteWords>();
  CLI::App* command = app.add_subcommand("site", "The sites that the consent server works for");
  command->require_subcommand(1);
  command->footer("Example:\n  consentry site add https://shop.example --owner 'Corner Shop'\n");

  CLI::App* adding = add_verb(*command, words, status, "add", "Adds a site", &add);
  adding->add_option("URL", words->new_site.address, "Where the site is")->required();
  adding->add_option("--id", words->new_site.id, "Name of its files [from the address]");
  adding->add_option("--owner", words->new_site.owner, "Who asks for consent [the host]");
  adding->add_option("--language", words->new_site.languages,
                     "Of the banner, several times; first: the fallback [en]");
  adding
      ->add_option("--server", words->new_site.server,
                   "Origin of this server, as visitors reach it")
      ->type_name("URL");
  adding->add_option("--origin", words->origins, "Further origins that may send choices")
      ->type_name("URL");
  adding->add_flag("--marked-only", words->new_site.marked_only,
                   "Hold back only what the pages mark; else nothing passes before consent");
  adding->add_option("--from-scan", words->report_file, "report.json of a scan: services it found")
      ->type_name("FILE");
  CLI::Option* config =
      adding->add_option("--config", words->config_file, "Own configuration (docs/tag.md)")
          ->type_name("FILE");
  adding
      ->add_option(
          "--service", words->new_site.services,
          "A service for the tag to load after consent, several times; see `site services`")
      ->type_name("ID")
      ->excludes(config);
  adding->footer(
      "Example:\n  consentry site add https://shop.example --owner 'Corner Shop' --language nl\n");

  add_verb(*command, words, status, "list", "Lists the sites", &list)
      ->footer("Example:\n  consentry site list\n");

  add_site_import_verb(*command, status);
  add_site_reading_verbs(*command, status);
  add_site_holding_verbs(*command, status);
  add_site_statistics_verb(*command, status);
  add_site_declaration_verb(*command, status);
  add_site_watch_verb(*command, status);

  CLI::App* showing =
      add_verb(*command, words, status, "show", "Shows a site's configuration", &show);
  showing->add_option("SITE", words->site, "Its id")->required();
  showing->footer("Example:\n  consentry site show shop-example > shop.json\n");

  CLI::App* publishing = add_verb(*command, words, status, "publish",
                                  "Makes and archives what visitors get", &publish);
  CLI::Option* one = publishing->add_option("SITE", words->site, "Its id");
  CLI::Option* changed =
      publishing->add_option("--config", words->config_file, "Changed configuration to publish")
          ->type_name("FILE");
  publishing
      ->add_option("--group", words->group,
                   "Several sites, and what they share in place of their own; or the id of a group "
                   "that was published before")
      ->type_name("FILE")
      ->excludes(one)
      ->excludes(changed);
  publishing
      ->add_option("--static", words->static_folder,
                   "Also writes the files there, to be served by any web server")
      ->type_name("DIR");
  publishing->add_flag("--no-pictures", words->no_pictures,
                       "Archives the notice without pictures of it");
  add_check_options(*publishing, words->check);
  publishing->footer(
      "Examples:\n  consentry site publish shop-example --config shop.json --static public/t\n"
      "  consentry site publish --group shops.json\n"
      "  consentry site publish shop-example --check --connect-to staging.example:443\n"
      "With --check the exit status is 0 when nothing is a breach, 1 when something is or the "
      "pages\ndo not carry what was published, 3 when nothing could be measured.\n");

  CLI::App* archiving =
      add_verb(*command, words, status, "archive",
               "Writes every notice that was published, with its pictures", &archive);
  archiving->add_option("SITE", words->site, "Its id")->required();
  archiving->add_option("--out", words->archive_folder, "Folder to write to")
      ->type_name("DIR")
      ->required();
  archiving->footer("Example:\n  consentry site archive shop-example --out notices\n");

  CLI::App* removing = add_verb(*command, words, status, "remove",
                                "Takes no more choices of a site; keeps its records", &remove);
  removing->add_option("SITE", words->site, "Its id")->required();
  removing->footer("Example:\n  consentry site remove shop-example\n");
}

}  // namespace consentry
