// SPDX-License-Identifier: Apache-2.0
#include "command/site_watch.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <cstdio>
#include <memory>
#include <openssl/rand.h>

#include "command/knowledge.h"
#include "command/say.h"
#include "command/site_lookup.h"
#include "command/system_time.h"
#include "core/base/bytes.h"
#include "core/judge/nearest.h"
#include "core/report/display_text.h"
#include "core/watch/watch_order.h"
#include "io/store/sqlite_watches.h"

namespace consentry {
namespace {

constexpr std::size_t kSecretBytes = 32;
constexpr int kMostReasonColumns = 60;

struct WatchWords {
  std::string data = kDefaultDataFolder;
  WatchOrder order;
  bool off = false;
  bool now = false;
  bool new_secret = false;
  bool no_webhook = false;
  bool no_mail = false;
  bool usual = false;
};

// "2026-11-23 09:00"
std::string minute_of(UtcTime time) {
  std::string text = to_rfc3339(time).substr(0, 16);
  text[10] = ' ';
  return text;
}

std::string result_of(const std::optional<WatchedScan>& last) {
  if (!last) return "not scanned yet";
  std::string text =
      last->fate == ScanFate::done ? last->verdict : std::string(name_of(last->fate));
  if (last->fate != ScanFate::done)
    return text + ": " + fit(visible(last->reason), kMostReasonColumns);
  if (last->changes > 0) text += ", " + std::to_string(last->changes) + " changed";
  if (last->alerts > 0) text += ", " + std::to_string(last->alerts) + " told";
  if (last->tag == name_of(TagSeen::absent)) text += ", without the tag";
  return text;
}

Result<std::unique_ptr<SqliteWatches>> open_watches(const std::string& folder) {
  const auto data = ConsentData::open(folder);
  if (!data) return data.error();
  return SqliteWatches::open(data->database(), consent_migrations());
}

Result<int> list(const WatchWords& words) {
  const auto watches = open_watches(words.data);
  if (!watches) return watches.error();
  const auto entries = (*watches)->list();
  if (!entries) return entries.error();
  if (entries->empty())
    std::printf("no site is watched; begin with: consentry site watch ID --every daily\n");
  else
    std::fputs(watch_listing(*entries).c_str(), stdout);
  return 0;
}

// Those words that were not given stay as they are.
void keep_what_stands(const WatchEntry& entry, WatchWords& words) {
  WatchOrder& order = words.order;
  if (order.schedule.empty()) order.schedule = entry.order.schedule;
  if (order.webhook.empty() && !words.no_webhook) order.webhook = entry.order.webhook;
  if (order.mail.empty() && !words.no_mail) order.mail = entry.order.mail;
  if (words.usual) return;
  if (order.profile.empty()) order.profile = entry.order.profile;
  if (order.language.empty()) order.language = entry.order.language;
  if (order.pages == 0) order.pages = entry.order.pages;
}

// "under us-ca, as a visitor who reads nl, 3 pages"; empty: as the server's settings say.
std::string scope_of(const WatchOrder& order) {
  std::string text;
  const auto add = [&](const std::string& part) { text += (text.empty() ? "" : ", ") + part; };
  if (!order.profile.empty()) add("under " + order.profile);
  if (!order.language.empty()) add("as a visitor who reads " + order.language);
  if (order.pages > 0) add(std::to_string(order.pages) + (order.pages == 1 ? " page" : " pages"));
  return text;
}

Result<int> watch(WatchWords words) {
  if (const Status good = check_profile(words.order.profile); !good) return good.error();
  const auto store = open_sites(words.data);
  if (!store) return store.error();
  if (const auto site = find_site(*store, words.order.site); !site) return site.error();
  auto watches = open_watches(words.data);
  if (!watches) return watches.error();
  if (words.off) {
    if (const Status done = (*watches)->unwatch(words.order.site); !done) return done.error();
    std::printf("%s is not watched any more; its reports are kept\n", words.order.site.c_str());
    return 0;
  }
  const auto before = (*watches)->find(words.order.site);
  if (before) keep_what_stands(*before, words);
  if (words.order.schedule.empty())
    return invalid_input("say how often: --every daily, --every 7d, --every '30 4 * * mon'");
  if (const Status good = check_order(words.order); !good) return good.error();
  const bool had_secret = before && !before->order.secret.empty();
  if (!words.order.webhook.empty() && (!had_secret || words.new_secret)) {
    auto secret = new_webhook_secret();
    if (!secret) return secret.error();
    words.order.secret = *std::move(secret);
  }
  const UtcTime now = system_time();
  if (const Status done = (*watches)->watch(words.order, now); !done) return done.error();
  if (words.now) {
    if (const Status done = (*watches)->put_due(words.order.site, now); !done) return done.error();
  }
  const auto entry = (*watches)->find(words.order.site);
  if (!entry) return entry.error();
  std::printf("%s is scanned %s while `consentry serve` runs, next at %s UTC\n",
              entry->order.site.c_str(), entry->order.schedule.c_str(),
              minute_of(entry->due).c_str());
  if (const std::string scope = scope_of(entry->order); !scope.empty())
    std::printf("%s\n", scope.c_str());
  if (!words.order.secret.empty())
    std::printf("secret that signs the webhook, shown this once: %s\n", words.order.secret.c_str());
  return 0;
}

Result<int> run(const WatchWords& words) {
  if (!words.order.site.empty()) return watch(words);
  if (words.off || words.now || words.new_secret || words.no_webhook || words.no_mail ||
      words.usual || !scope_of(words.order).empty() || !words.order.schedule.empty() ||
      !words.order.webhook.empty() || !words.order.mail.empty())
    return invalid_input("name the site");
  return list(words);
}

void add_scope_options(CLI::App& verb, WatchWords& words) {
  CLI::Option* profile =
      verb.add_option("--profile", words.order.profile,
                      "Whose law this site is held against, as for consentry scan")
          ->type_name("NAME");
  CLI::Option* language =
      verb.add_option("--language", words.order.language, "The language of its visitor")
          ->type_name("TAG");
  CLI::Option* pages = verb.add_option("--pages", words.order.pages,
                                       "So many of its pages are looked at before a choice")
                           ->check(CLI::Range(1U, kMostWatchedPages))
                           ->type_name("COUNT");
  CLI::Option* usual = verb.add_flag("--as-usual", words.usual,
                                     "Profile, language and pages as the server's settings say");
  for (CLI::Option* each : {profile, language, pages}) usual->excludes(each);
}

}  // namespace

Result<std::string> new_webhook_secret() {
  std::array<std::uint8_t, kSecretBytes> bytes{};
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1)
    return Error{ErrorKind::internal, "OpenSSL gives no random bytes"};
  return hex_of(bytes);
}

Status check_profile(const std::string& profile) {
  if (profile.empty()) return {};
  const auto known = Knowledge::known_profiles();
  if (!known) return known.error();
  if (std::ranges::find(*known, profile) != known->end()) return {};
  return invalid_input("there is no profile '" + profile + "'" + suggestion(profile, *known));
}

std::string watch_listing(const std::vector<WatchEntry>& entries) {
  constexpr int kTimeColumns = 18;
  int id_columns = 6;
  int schedule_columns = 7;
  for (const WatchEntry& each : entries) {
    id_columns = std::max(id_columns, display_width(each.order.site) + 2);
    schedule_columns = std::max(schedule_columns, display_width(each.order.schedule) + 2);
  }
  const auto line = [&](const std::string& id, const std::string& schedule, const std::string& last,
                        const std::string& next, const std::string& result) {
    return pad_right(id, id_columns) + pad_right(schedule, schedule_columns) +
           pad_right(last, kTimeColumns) + pad_right(next, kTimeColumns) + result + "\n";
  };
  std::string text = line("site", "every", "last, UTC", "next, UTC", "result");
  for (const WatchEntry& each : entries) {
    text +=
        line(each.order.site, each.order.schedule, each.last ? minute_of(each.last->started) : "-",
             minute_of(each.due), result_of(each.last));
  }
  return text;
}

void add_site_watch_verb(CLI::App& site, int& status) {
  auto words = std::make_shared<WatchWords>();
  CLI::App* verb = site.add_subcommand(
      "watch",
      "Scans a site periodically and tells what is new; without SITE lists what is watched");
  verb->add_option("SITE", words->order.site, "Its id; without it one line for each watched site");
  verb->add_option("--data", words->data, "Folder of ledger and keys")
      ->type_name("DIR")
      ->capture_default_str();
  verb->add_option("--every", words->order.schedule,
                   "hourly, daily, weekly, monthly, 12h, 7d, or a cron expression in UTC")
      ->type_name("SCHEDULE");
  CLI::Option* webhook =
      verb->add_option("--webhook", words->order.webhook, "Where alerts are posted, signed")
          ->type_name("URL");
  verb->add_flag("--no-webhook", words->no_webhook, "Posts alerts nowhere any more")
      ->excludes(webhook);
  CLI::Option* mail =
      verb->add_option("--mail", words->order.mail, "Who gets alerts by mail (needs smtp_url)")
          ->type_name("ADDRESS");
  verb->add_flag("--no-mail", words->no_mail, "Mails alerts to nobody any more")->excludes(mail);
  add_scope_options(*verb, *words);
  verb->add_flag("--now", words->now, "Does not wait for the first time, or the next");
  verb->add_flag("--new-secret", words->new_secret, "Signs webhooks by another secret from now on");
  verb->add_flag("--off", words->off, "Ends it");
  verb->footer(
      "Examples:\n  consentry site watch shop-example --every daily --mail privacy@shop.example\n"
      "  consentry site watch shop-example --every 'cron 30 4 * * mon' --webhook "
      "https://hooks.example/consentry\n"
      "  consentry site watch\n"
      "Scans are made by `consentry serve` (docs/watching.md).\n");
  verb->callback([words, &status] {
    const Result<int> result = run(*words);
    status = result ? *result : fail(result.error());
  });
}

}  // namespace consentry
