// SPDX-License-Identifier: Apache-2.0
#include "command/consent_server.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <filesystem>
#include <mutex>
#include <thread>
#include <utility>

#include "command/case_reading.h"
#include "command/consent_data.h"
#include "command/embedded.h"
#include "command/file_bytes.h"
#include "command/mandate_server.h"
#include "command/record_retention.h"
#include "command/report_languages.h"
#include "command/site_watch.h"
#include "command/site_watcher.h"
#include "command/structured_log.h"
#include "command/system_time.h"
#include "command/web_root.h"
#include "io/http/consent_routes.h"
#include "io/http/country_database.h"
#include "io/http/listener.h"
#include "io/http/visit_origin.h"
#include "io/store/case_folder.h"
#include "io/store/private_file.h"
#include "io/store/sqlite_ledger.h"
#include "io/store/sqlite_site_store.h"

namespace consentry {
namespace {

ClockReading clock_reading() { return {system_time(), machine_uptime()}; }

constexpr std::chrono::seconds kLookForSites{1};
constexpr std::chrono::seconds kStopTime{5};
constexpr std::chrono::hours kForgetEvery{24};
constexpr unsigned kMostThreads = 8;
constexpr std::size_t kMaxPemBytes = 1UL << 20U;

unsigned threads_for(int wanted) {
  if (wanted > 0) return static_cast<unsigned>(wanted);
  return std::clamp(std::thread::hardware_concurrency(), 1U, kMostThreads);
}

// Holds the sites of now; readers keep what they took.
class SitesOfNow {
 public:
  [[nodiscard]] std::shared_ptr<const SiteDirectory> get() const {
    const std::scoped_lock lock(mutex_);
    return sites_;
  }
  void set(std::shared_ptr<const SiteDirectory> sites) {
    const std::scoped_lock lock(mutex_);
    sites_ = std::move(sites);
  }

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const SiteDirectory> sites_ =
      std::make_shared<const SiteDirectory>(std::vector<PublishedSite>());
};

Result<http::IdentitySource> identities_for(const ServeSettings& settings) {
  if (settings.tls_cert.empty() && settings.tls_key.empty()) return http::IdentitySource();
  if (settings.tls_cert.empty() || settings.tls_key.empty())
    return invalid_input("TLS needs both --tls-cert and --tls-key");
  auto chain = read_file(settings.tls_cert, kMaxPemBytes);
  if (!chain) return chain.error().in("--tls-cert");
  auto key = read_file(settings.tls_key, kMaxPemBytes);
  if (!key) return key.error().in("--tls-key");
  return http::IdentitySource([identity = http::Identity{*chain, *key}](
                                  std::string_view) -> Result<http::Identity> { return identity; });
}

std::string ledger_metrics(const SqliteLedger& ledger) {
  const LedgerStatistics now = ledger.statistics();
  return http::metric_text("consentry_ledger_batches_total", "counter",
                           "Transactions of the ledger.", now.batches) +
         http::metric_text("consentry_ledger_jobs_total", "counter",
                           "Choices and erasures done in them.", now.jobs) +
         http::metric_text("consentry_ledger_failures_total", "counter",
                           "Transactions that failed.", now.failures) +
         http::metric_text("consentry_ledger_waiting", "gauge", "Choices and erasures that wait.",
                           now.waiting);
}

}  // namespace

struct ConsentServer::State {
  ServeSettings settings;
  std::optional<std::string> fresh_token;
  std::filesystem::path token_file;
  SitesOfNow sites;
  http::ServerMetrics metrics;
  std::optional<FolderLock> lock;
  std::unique_ptr<SqliteSiteStore> site_store;
  std::optional<RecordRetention> retention;
  std::unique_ptr<http::ClientLimits> limits;
  std::unique_ptr<http::CountryDatabase> countries;
  http::ServerTexts texts;
  std::unique_ptr<WebRoot> web_root;
  bool secure = false;
  std::unique_ptr<SqliteWatches> watches;
  std::unique_ptr<SiteWatcher> site_watcher;
  std::unique_ptr<http::WatchServices> watch_services;
  std::unique_ptr<CaseFolder> case_folder;
  std::unique_ptr<http::CaseServices> case_services;
  std::unique_ptr<MandateServer> mandates;
  // The ledger's answers go through the listener, so it ends before that.
  std::unique_ptr<http::Listener> listener;
  std::unique_ptr<SqliteLedger> ledger;
  std::unique_ptr<http::ConsentServices> services;

  std::mutex mutex;
  std::condition_variable wake;
  bool stopping = false;
  std::thread watcher;

  Status open() {
    auto data = ConsentData::open_or_create(settings.data, settings.log_name);
    if (!data) return data.error();
    auto taken = FolderLock::take(data->lock());
    if (!taken) return taken.error().in("another server uses " + settings.data);
    lock.emplace(*std::move(taken));
    auto key = data->key();
    if (!key) return key.error();
    auto token = data->admin_token();
    if (!token) return token.error();
    fresh_token = token->fresh;
    token_file = data->folder() / "admin.token";
    texts.admin_token = token->digest;
    auto store = SqliteSiteStore::open(data->database(), consent_migrations());
    if (!store) return store.error();
    site_store = std::make_unique<SqliteSiteStore>(*std::move(store));
    auto opened =
        SqliteLedger::open({data->database(), consent_migrations(), &system_time}, *std::move(key));
    if (!opened) return opened.error();
    ledger = *std::move(opened);
    auto keeping = RecordRetention::open(data->database(), consent_migrations(),
                                         settings.retention_months, clock_reading());
    if (!keeping) return keeping.error();
    retention.emplace(*std::move(keeping));
    auto watching = SqliteWatches::open(data->database(), consent_migrations());
    if (!watching) return watching.error();
    watches = *std::move(watching);
    watch_services.reset(new http::WatchServices{*watches, &new_webhook_secret});
    texts.watches = watch_services.get();
    auto mandating = MandateServer::start(settings, *data, &system_time);
    if (!mandating) return mandating.error();
    mandates = *std::move(mandating);
    texts.mandates = &mandates->services();
    return load_sites();
  }

  // Of a start that failed nobody has seen the token: the next one makes another, and shows it.
  void withdraw_token() {
    if (!fresh_token) return;
    std::error_code ignored;
    std::filesystem::remove(token_file, ignored);
  }

  Status load_sites() {
    auto published = site_store->published();
    if (!published) return published.error();
    const std::size_t count = published->size();
    sites.set(std::make_shared<const SiteDirectory>(*std::move(published)));
    log_event(LogLevel::info, "sites_loaded", {{"sites", std::to_string(count)}});
    return {};
  }

  // A trusted proxy knows better than a file.
  Status find_countries() {
    if (!settings.country_database.empty()) {
      auto opened = http::CountryDatabase::open(settings.country_database);
      if (!opened) return opened.error().in("country_database");
      countries = std::make_unique<http::CountryDatabase>(*std::move(opened));
      services->country = http::country_from_address(*countries, *limits);
    }
    if (settings.country_header.empty()) return {};
    auto header = http::country_from_header(settings.country_header, *limits);
    services->country =
        services->country ? http::either(std::move(header), services->country) : std::move(header);
    return {};
  }

  Status find_cases() {
    if (settings.cases.empty()) return {};
    auto rules = embedded_clock_rules();
    if (!rules) return rules.error();
    case_folder = std::make_unique<CaseFolder>(settings.cases, *std::move(rules));
    const auto shelf = case_folder->all();
    if (!shelf) return shelf.error().in("--cases");
    for (const UnreadCase& each : shelf->unread)
      log_event(LogLevel::error, "case_not_read", {{"case", each.id}, {"why", each.why}});
    case_services.reset(new http::CaseServices{*case_folder, {}});
    for (const std::string& name : report_languages()) {
      auto language = report_language(name);
      if (!language) return language.error();
      case_services->languages.emplace(name, *std::move(language));
    }
    texts.cases = case_services.get();
    return {};
  }

  Status prepare() {
    auto languages = embedded_page_languages();
    if (!languages) return languages.error();
    texts.languages = *std::move(languages);
    auto declarations = embedded_declaration_languages();
    if (!declarations) return declarations.error();
    texts.declarations = *std::move(declarations);
    texts.declaration_script = embedded("tag/declaration.js");
    texts.openapi = embedded("data/openapi.json");
    texts.further_metrics = [this] {
      return ledger_metrics(*ledger) + mandates->metrics() +
             (site_watcher ? site_watcher->metrics() : "");
    };
    limits = std::make_unique<http::ClientLimits>(
        http::ClientAllowance{settings.requests_per_minute, settings.requests_at_once},
        settings.trusted_proxies);
    services.reset(new http::ConsentServices{*ledger, [this] { return sites.get(); }, *limits,
                                             metrics, &system_time});
    if (const Status good = find_countries(); !good) return good;
    if (const Status good = find_cases(); !good) return good;
    if (settings.web_root.empty()) return {};
    auto root = WebRoot::read(settings.web_root);
    if (!root) return root.error().in("--web-root");
    web_root = std::make_unique<WebRoot>(*std::move(root));
    return {};
  }

  http::Handler handler() {
    http::Router router = http::consent_routes(*services, texts);
    if (web_root) {
      router.add("GET", "/*",
                 [this](const http::Request& request) { return web_root->answer(request); });
    }
    http::Handler counted = http::counted(std::move(router), metrics);
    if (!secure) return counted;
    return [counted = std::move(counted)](const http::Request& request) {
      if (request.secure) return counted(request);
      http::Response response = http::plain_text(308, "This server speaks HTTPS.");
      response.headers.push_back({"Location", "https://" + request.host + request.path});
      return response;
    };
  }

  Status start_site_watcher() {
    auto started = SiteWatcher::start(settings.watch, *watches, settings.data, &system_time);
    if (!started) return started.error();
    site_watcher = *std::move(started);
    return {};
  }

  Status listen() {
    auto identities = identities_for(settings);
    if (!identities) return identities.error();
    const auto to = parse_listen(settings.listen);
    if (!to) return to.error();
    secure = static_cast<bool>(*identities);
    http::ListenerOptions options;
    options.address = to->address;
    options.port = to->port;
    options.threads = static_cast<int>(threads_for(settings.threads));
    options.identities = *std::move(identities);
    options.stop_time = kStopTime;
    options.connections_per_address = settings.connections_per_address;
    auto started = http::Listener::start(std::move(options), handler());
    if (!started) return started.error();
    listener = *std::move(started);
    return {};
  }

  void forget_expired() {
    const auto gone = retention->run(*ledger, clock_reading(), [this] {
      const std::scoped_lock guard(mutex);
      return stopping;
    });
    if (!gone) log_event(LogLevel::error, "records_not_forgotten", {{"why", gone.error().text()}});
    if (gone && *gone > 0)
      log_event(LogLevel::info, "records_forgotten", {{"records", std::to_string(*gone)}});
  }

  // Other processes add and publish sites in the same database.
  void watch() {
    std::int64_t seen = site_store->changes().value_or(0);
    auto forget_at = std::chrono::steady_clock::now();
    std::unique_lock guard(mutex);
    while (!wake.wait_for(guard, kLookForSites, [this] { return stopping; })) {
      if (std::chrono::steady_clock::now() >= forget_at) {
        guard.unlock();
        forget_expired();
        mandates->purge();
        forget_at = std::chrono::steady_clock::now() + kForgetEvery;
        guard.lock();
        if (stopping) return;
      }
      mandates->look_for_forms();
      const auto changes = site_store->changes();
      if (changes && *changes == seen) continue;
      const Status loaded = changes ? load_sites() : Status(changes.error());
      if (loaded) seen = *changes;
      if (!loaded) log_event(LogLevel::error, "sites_not_loaded", {{"why", loaded.error().text()}});
    }
  }

  void start_watching() {
    sigset_t all{};
    sigset_t before{};
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    watcher = std::thread([this] { watch(); });
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
  }
};

ConsentServer::ConsentServer(std::unique_ptr<State> state) : state_(std::move(state)) {}
ConsentServer::~ConsentServer() { stop(); }

Result<std::unique_ptr<ConsentServer>> ConsentServer::start(const ServeSettings& settings) {
  auto state = std::make_unique<State>();
  state->settings = settings;
  for (const auto step :
       {&State::open, &State::prepare, &State::start_site_watcher, &State::listen}) {
    const Status done = (*state.*step)();
    if (done) continue;
    state->withdraw_token();
    return done.error();
  }
  state->start_watching();
  std::unique_ptr<ConsentServer> server(new ConsentServer(std::move(state)));
  log_event(LogLevel::info, "started", {{"address", server->address()}});
  return server;
}

std::string ConsentServer::address() const {
  const auto to = parse_listen(state_->settings.listen);
  const std::string host = to ? to->address : "127.0.0.1";
  return std::string(state_->secure ? "https://" : "http://") +
         (host.find(':') == std::string::npos ? host : "[" + host + "]") + ":" +
         std::to_string(state_->listener->port());
}

const std::optional<std::string>& ConsentServer::fresh_token() const { return state_->fresh_token; }

void ConsentServer::stop() {
  if (state_->listener == nullptr) return;
  {
    const std::scoped_lock guard(state_->mutex);
    state_->stopping = true;
  }
  state_->wake.notify_all();
  state_->site_watcher->stop();
  if (state_->watcher.joinable()) state_->watcher.join();
  state_->mandates->stop();
  state_->listener->stop();
  state_->ledger.reset();
  state_->listener.reset();
  log_event(LogLevel::info, "stopped");
}

}  // namespace consentry
