// SPDX-License-Identifier: Apache-2.0
#include "command/watched_scan.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <cstdlib>
#include <openssl/rand.h>
#include <optional>
#include <utility>

#include "command/consent_data.h"
#include "command/file_bytes.h"
#include "command/report_members.h"
#include "command/scan_digest_file.h"
#include "command/site_declaration.h"
#include "command/structured_log.h"
#include "core/base/bytes.h"
#include "core/report/display_text.h"
#include "core/watch/watch_message.h"
#include "io/store/sqlite_site_store.h"
#include "io/worker/worker_process.h"

namespace consentry {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

constexpr std::size_t kMaxComparisonBytes = 8UL << 20U;
// Of one site; a large one has some MiB.
constexpr std::size_t kMaxSiteReportBytes = 64UL << 20U;
constexpr std::size_t kMaxSaidBytes = 1UL << 20U;
constexpr std::uint64_t kMegabyte = 1ULL << 20U;
constexpr int kReasonColumns = 160;
// What a worker says; its last line is the reason when it fails.
constexpr const char* kSaidFile = "worker.txt";
// What an older scan keeps; its captures go when a newer one is there to compare with.
constexpr std::array<std::string_view, 5> kKeptFiles{
    "report.json", "report.html", "comparison.json", kScanDigestFile, "scan.json"};
// What a scan needs of our environment; nothing of it is a secret.
constexpr std::array<const char*, 7> kPassedOn{"PATH",
                                               "HOME",
                                               "TMPDIR",
                                               "CONSENTRY_DATA",
                                               "SUDO_UID",
                                               "XDG_DATA_HOME",
                                               "CONSENTRY_BROWSER_PATH"};

std::vector<std::string> worker_environment() {
  std::vector<std::string> all{"LANG=C.UTF-8", "NO_COLOR=1"};
  for (const char* name : kPassedOn) {
    const char* value = std::getenv(name);
    if (value != nullptr) all.push_back(std::string(name) + "=" + value);
  }
  return all;
}

std::string last_line(const fs::path& file) {
  const auto text = read_file(file, kMaxSaidBytes);
  if (!text) return {};
  std::string_view said = *text;
  while (said.ends_with('\n')) said.remove_suffix(1);
  said.remove_prefix(said.rfind('\n') + 1);
  return fit(visible(said), kReasonColumns);
}

// Findings that moved, and what came or went.
int changes_in(const fs::path& comparison) {
  const auto text = read_file(comparison, kMaxComparisonBytes);
  json::error_code error;
  const json::value value = text ? json::parse(*text, error) : json::value();
  const json::array* sites = error ? nullptr : array_in(value, "sites");
  if (sites == nullptr || sites->empty()) return 0;
  std::size_t count = 0;
  for (const char* what : {"findings", "came_and_went"}) {
    const json::array* changes = array_in(sites->front(), what);
    count += changes == nullptr ? 0 : changes->size();
  }
  return static_cast<int>(count);
}

std::string message_id() {
  std::array<std::uint8_t, 16> bytes{};
  // A repeated id would only make a message be taken for a repetition; the store refuses it.
  (void)RAND_bytes(bytes.data(), static_cast<int>(bytes.size()));
  return hex_of(bytes);
}

std::string notice_version(const SqliteSiteStore& store, const std::string& site) {
  const auto publications = store.publications(site);
  if (!publications || publications->empty()) return {};
  const auto config = parse_tag_config(publications->front().config);
  return config ? notice_of(*config).version : std::string();
}

fs::path this_program() {
  std::error_code error;
  return fs::read_symlink("/proc/self/exe", error);
}

}  // namespace

struct WatchedScanner::Outcome {
  ScanFate fate = ScanFate::failed;
  std::string reason{};
  int status = -1;  // exit status of a worker that ended by itself
  std::optional<ScanDigest> digest{};
  int changes = 0;
};

WatchedScanner::WatchedScanner(const WatchSettings& settings, SqliteWatches& watches, fs::path data,
                               std::function<UtcTime()> clock)
    : settings_(settings), watches_(watches), data_(std::move(data)), clock_(std::move(clock)) {}

fs::path WatchedScanner::folder_of(const std::string& site) const {
  return fs::absolute(data_) / "scans" / site;
}

std::vector<std::string> WatchedScanner::words_for(const WatchOrder& order, const ConsentSite& site,
                                                   const std::string& notice,
                                                   const fs::path& out) const {
  const fs::path program = settings_.program.empty() ? this_program() : settings_.program;
  std::vector<std::string> words{program.string(), "scan", site.origins.front() + "/", "--out",
                                 out.string(), "--fail-on", "never",
                                 // Politely: a site is not asked for all at once.
                                 "--jobs", "2", "--digest"};
  const auto add = [&](const std::string& name, const std::string& value) {
    words.push_back(name);
    words.push_back(value);
  };
  add("--profile", order.profile.empty() ? settings_.profile : order.profile);
  add("--pages", std::to_string(order.pages == 0 ? settings_.pages : order.pages));
  if (!order.language.empty()) add("--language", order.language);
  words.emplace_back("--public-only");
  for (const std::string& network : settings_.networks) add("--allow-network", network);
  if (!notice.empty()) {
    add("--expect-tag", site.id + ".js");
    add("--expect-notice", notice);
  }
  // The newest that still has its captures.
  const auto kept = watches_.kept(site.id);
  if (kept && !kept->empty()) {
    const fs::path earlier = fs::absolute(data_) / kept->front().folder;
    std::error_code error;
    if (fs::exists(earlier / "sites", error)) add("--compare", earlier.string());
  }
  return words;
}

WatchedScanner::Outcome WatchedScanner::run_worker(const std::vector<std::string>& words,
                                                   const fs::path& out) {
  WorkerSpec spec;
  spec.arguments = words;
  spec.environment = worker_environment();
  spec.output = out.parent_path() / kSaidFile;
  spec.folder = out;
  spec.memory_bytes = settings_.memory_mb * kMegabyte;
  spec.file_bytes = settings_.disk_mb * kMegabyte;
  spec.folder_bytes = settings_.disk_mb * kMegabyte;
  spec.time = std::chrono::minutes(settings_.minutes);
  const auto failed = [](std::string why) { return Outcome{ScanFate::failed, std::move(why)}; };
  auto worker = WorkerProcess::start(std::move(spec));
  if (!worker) return failed(worker.error().text());
  {
    const std::scoped_lock guard(mutex_);
    if (stopped_) worker->stop();
    running_.insert(&*worker);
  }
  const WorkerEnd end = worker->run();
  {
    const std::scoped_lock guard(mutex_);
    running_.erase(&*worker);
  }
  switch (end.fate) {
    case WorkerFate::stopped:
      return {ScanFate::broken_off, "the server stopped"};
    case WorkerFate::too_late:
      return failed("not finished in " + std::to_string(settings_.minutes) + " minutes");
    case WorkerFate::too_large:
      return failed("wrote more than " + std::to_string(settings_.disk_mb) + " MiB");
    case WorkerFate::crashed:
      return failed("the scan crashed (signal " + std::to_string(end.signal) + ")");
    case WorkerFate::ended:
      break;
  }
  return {ScanFate::done, {}, end.status};
}

WatchedScanner::Outcome WatchedScanner::work(const WatchOrder& order, const ConsentSite& site,
                                             const std::string& notice, const fs::path& out) {
  Outcome outcome = run_worker(words_for(order, site, notice, out), out);
  if (outcome.fate != ScanFate::done) return outcome;
  const auto text = read_file(out / kScanDigestFile, kMaxScanDigestBytes);
  auto digest = text ? parse_scan_digest(*text) : Result<ScanDigest>(text.error());
  if (!digest) {
    const std::string said = last_line(out.parent_path() / kSaidFile);
    outcome.fate = ScanFate::failed;
    outcome.reason = "the scan ended with " + std::to_string(outcome.status);
    if (!said.empty()) outcome.reason += ": " + said;
    return outcome;
  }
  outcome.reason = digest->reason;
  outcome.digest = *std::move(digest);
  const auto& measured = outcome.digest->measured;
  if (std::ranges::find(measured, Phase::before) == measured.end()) {
    outcome.fate = ScanFate::failed;
    if (outcome.reason.empty()) outcome.reason = "nothing was measured";
    return outcome;
  }
  outcome.changes = changes_in(out / "comparison.json");
  return outcome;
}

FinishedScan WatchedScanner::finished(const WatchEntry& entry, const ConsentSite& site,
                                      std::uint64_t number, const Outcome& outcome,
                                      WatchMemory memory) const {
  FinishedScan end;
  const ScanDigest* digest = outcome.digest ? &*outcome.digest : nullptr;
  const bool done = outcome.fate == ScanFate::done && digest != nullptr;
  std::vector<Alert> alerts =
      done ? learn(memory, *digest)
           : learn_failure(memory, outcome.reason, static_cast<int>(settings_.failures));
  end.scan.number = number;
  end.scan.site = site.id;
  end.scan.finished = clock_();
  end.scan.fate = outcome.fate;
  end.scan.reason = outcome.reason;
  end.scan.changes = outcome.changes;
  end.scan.alerts = static_cast<int>(alerts.size());
  if (digest != nullptr) end.scan.tag = name_of(digest->tag);
  if (done) end.scan.verdict = digest->verdict;
  end.memory = watch_memory_json(memory);
  const auto schedule = Schedule::parse(entry.order.schedule);
  constexpr std::int64_t kDayMs = 86'400'000;
  end.due = schedule ? schedule->next(site.id, end.scan.finished)
                     : UtcTime{end.scan.finished.milliseconds + kDayMs};
  if (alerts.empty()) return end;
  WatchNews news{message_id(),      site.id,          site.origins.front() + "/",
                 end.scan.finished, end.scan.verdict, std::move(alerts)};
  if (digest != nullptr) news.scanned = digest->started;
  const auto post = [&](const std::string& way, std::string body) {
    end.messages.push_back(
        {0, news.id + "-" + way, site.id, way, std::move(body), end.scan.finished, 0});
  };
  if (!entry.order.webhook.empty()) {
    WatchNews own = news;
    own.id += "-webhook";
    post("webhook", webhook_body(own));
  }
  if (!entry.order.mail.empty()) post("mail", mail_text(news));
  return end;
}

Result<ScanFate> WatchedScanner::scan(const std::string& id) {
  const auto entry = watches_.find(id);
  if (!entry) return entry.error();
  // A connection of its own: the store's is not thread-safe.
  auto store = SqliteSiteStore::open(data_ / "ledger.db", consent_migrations());
  if (!store) return store.error();
  const auto site = store->find(id);
  if (!site) return site.error();
  const auto remembered = watches_.memory(id);
  if (!remembered) return remembered.error();
  auto memory = parse_watch_memory(*remembered);
  if (!memory) return memory.error();
  const auto number = watches_.begin(id, clock_());
  if (!number) return number.error();
  const fs::path work_folder = folder_of(id) / "under-way";
  std::error_code error;
  fs::remove_all(work_folder, error);
  fs::create_directories(work_folder, error);
  if (error) return Error{ErrorKind::unavailable, "creating " + work_folder.string()};
  const Outcome outcome =
      work(entry->order, *site, notice_version(*store, id), work_folder / "result");
  if (outcome.fate == ScanFate::broken_off) {
    fs::remove_all(work_folder, error);
    if (const Status noted = watches_.break_off(*number, outcome.reason, clock_()); !noted)
      return noted.error();
    return outcome.fate;
  }
  FinishedScan end = finished(*entry, *site, *number, outcome, *std::move(memory));
  const fs::path kept = folder_of(id) / std::to_string(*number);
  if (outcome.fate == ScanFate::done) {
    fs::remove_all(kept, error);
    fs::rename(work_folder / "result", kept, error);
    if (error) return Error{ErrorKind::unavailable, "keeping " + kept.string()};
    end.scan.folder = "scans/" + id + "/" + std::to_string(*number);
  }
  fs::remove_all(work_folder, error);
  if (const Status done = watches_.finish(end); !done) return done.error();
  if (outcome.fate != ScanFate::done) return outcome.fate;
  const auto report = read_file(kept / "report.json", kMaxSiteReportBytes);
  const Status declared =
      report ? declare_from_report(*store, *site, *report, (kept / "report.json").string())
             : Status(report.error());
  if (!declared)
    log_event(LogLevel::error, "not_declared", {{"site", id}, {"why", declared.error().text()}});
  thin_out(id);
  return outcome.fate;
}

void WatchedScanner::thin_out(const std::string& site) {
  const auto kept = watches_.kept(site);
  if (!kept) return;
  std::error_code error;
  for (std::size_t i = 1; i < kept->size(); ++i) {
    const fs::path folder = fs::absolute(data_) / kept->at(i).folder;
    if (i >= settings_.reports) {
      fs::remove_all(folder, error);
      (void)watches_.forget_folder(kept->at(i).number);
      continue;
    }
    for (const auto& each : fs::directory_iterator(folder, error)) {
      const std::string name = each.path().filename().string();
      if (std::ranges::find(kKeptFiles, name) == kKeptFiles.end())
        fs::remove_all(each.path(), error);
    }
  }
}

void WatchedScanner::stop() {
  const std::scoped_lock guard(mutex_);
  stopped_ = true;
  for (const WorkerProcess* worker : running_) worker->stop();
}

}  // namespace consentry
