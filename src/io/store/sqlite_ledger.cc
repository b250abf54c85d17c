// SPDX-License-Identifier: Apache-2.0
#include "io/store/sqlite_ledger.h"

#include <condition_variable>
#include <csignal>
#include <mutex>
#include <optional>
#include <pthread.h>
#include <thread>
#include <utility>

#include "io/store/sqlite_ledger_view.h"
#include "io/store/sqlite_ledger_writer.h"

namespace consentry {

struct SqliteLedger::State {
  // What is to be done, and whom to tell.
  using Done = std::function<void(Result<LedgerOutcome>)>;
  using Clock = std::chrono::steady_clock;

  SqliteLedgerOptions options;
  std::unique_ptr<SqliteLedgerWriter> writer;
  std::unique_ptr<SqliteLedgerView> view;
  mutable std::mutex mutex;
  std::condition_variable wake;
  std::vector<LedgerJob> jobs;
  std::vector<Done> dones;
  VisitTally shown;
  std::optional<Clock::time_point> write_visits_at;  // none: nothing waits to be counted
  LedgerStatistics statistics;
  bool stopping = false;
  std::thread thread;

  void add(LedgerJob job, Done done) {
    bool wake_up = false;
    {
      const std::scoped_lock lock(mutex);
      if (jobs.size() < options.queue && !stopping) {
        wake_up = jobs.empty();
        jobs.push_back(std::move(job));
        dones.push_back(std::move(done));
        done = nullptr;
      }
    }
    if (wake_up) wake.notify_one();
    if (done) done(Error{ErrorKind::exhausted, "too many choices wait to be kept"});
  }

  static Done telling(EraseDone done) {
    return [done = std::move(done)](Result<LedgerOutcome> outcome) {
      if (outcome && std::holds_alternative<SiteIsHeld>(*outcome))
        return done(Error{ErrorKind::conflict, "the site's records are kept for a legal dispute"});
      done(outcome ? Result<std::uint64_t>(std::get<std::uint64_t>(*outcome))
                   : Result<std::uint64_t>(outcome.error()));
    };
  }

  [[nodiscard]] bool visits_due() const {
    if (options.gather.count() == 0) return true;
    return write_visits_at && (stopping || *write_visits_at <= Clock::now());
  }

  // False: nothing is left to be done.
  bool wait_for_work(std::unique_lock<std::mutex>& lock) {
    while (jobs.empty() && !(write_visits_at && visits_due())) {
      if (stopping) return false;
      if (write_visits_at) {
        wake.wait_until(lock, *write_visits_at);
      } else {
        wake.wait(lock);
      }
    }
    return true;
  }

  void run() {
    std::vector<LedgerJob> taken;
    std::vector<Done> tell;
    while (true) {
      {
        std::unique_lock lock(mutex);
        if (!wait_for_work(lock)) return;
        taken.swap(jobs);
        tell.swap(dones);
        statistics.waiting = taken.size();
      }
      std::size_t first = 0;
      do {
        const std::size_t count = std::min(options.batch, taken.size() - first);
        write(std::span(taken).subspan(first, count), std::span(tell).subspan(first, count));
        first += options.batch;
      } while (first < taken.size());
      taken.clear();
      tell.clear();
    }
  }

  // The banners to be written with the next transaction, when it is time.
  std::optional<VisitTally> take_shown() {
    const std::scoped_lock lock(mutex);
    if (!visits_due()) return std::nullopt;
    write_visits_at.reset();
    return std::exchange(shown, VisitTally());
  }

  void write(std::span<const LedgerJob> batch, std::span<Done> tell) {
    const std::optional<VisitTally> banners = take_shown();
    auto outcomes = writer->write(batch, options.clock(), banners ? &*banners : nullptr);
    {
      const std::scoped_lock lock(mutex);
      if (!outcomes && banners) shown.add(*banners);
      // After a failure while ending nothing is tried again.
      const bool again = (!outcomes && !stopping) || (outcomes && writer->visits_wait());
      if (again && !write_visits_at) write_visits_at = Clock::now() + options.gather;
      statistics.batches += 1;
      statistics.jobs += outcomes ? batch.size() : 0;
      statistics.failures += outcomes ? 0U : 1U;
      statistics.waiting -= batch.size();
    }
    for (std::size_t i = 0; i < tell.size(); ++i) {
      tell[i](outcomes ? Result<LedgerOutcome>(std::move((*outcomes)[i]))
                       : Result<LedgerOutcome>(outcomes.error()));
    }
  }
};

SqliteLedger::SqliteLedger(std::unique_ptr<State> state) : state_(std::move(state)) {}

Result<std::unique_ptr<SqliteLedger>> SqliteLedger::open(SqliteLedgerOptions options,
                                                         SigningKey key) {
  auto writer = SqliteLedgerWriter::open(options.path, options.migrations, std::move(key));
  if (!writer) return writer.error();
  auto view = SqliteLedgerView::open(options.path);
  if (!view) return view.error();
  auto state = std::make_unique<State>();
  state->options = std::move(options);
  state->writer = *std::move(writer);
  state->view = *std::move(view);
  // Signals belong to the main thread.
  sigset_t all{};
  sigset_t before{};
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  state->thread = std::thread([&running = *state] { running.run(); });
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  return std::unique_ptr<SqliteLedger>(new SqliteLedger(std::move(state)));
}

SqliteLedger::~SqliteLedger() {
  {
    const std::scoped_lock lock(state_->mutex);
    state_->stopping = true;
  }
  state_->wake.notify_one();
  state_->thread.join();
}

void SqliteLedger::append(LedgerEntry entry, AppendDone done) {
  state_->add(AppendJob{std::move(entry)}, [done = std::move(done)](Result<LedgerOutcome> outcome) {
    done(outcome ? Result<Appended>(std::get<Appended>(*std::move(outcome)))
                 : Result<Appended>(outcome.error()));
  });
}

void SqliteLedger::erase(std::string site, VisitorId visitor, EraseDone done) {
  state_->add(EraseJob{std::move(site), visitor}, State::telling(std::move(done)));
}

void SqliteLedger::count_shown(const BannerShown& banner) {
  constexpr std::int64_t kDayMs = 86'400'000;
  const std::int64_t day = state_->options.clock().milliseconds / kDayMs;
  bool wake_up = false;
  {
    const std::scoped_lock lock(state_->mutex);
    state_->shown.add_shown(banner, day);
    wake_up = !state_->write_visits_at;
    if (wake_up) state_->write_visits_at = State::Clock::now() + state_->options.gather;
  }
  if (wake_up) state_->wake.notify_one();
}

void SqliteLedger::forget(std::vector<std::uint64_t> records, EraseDone done) {
  state_->add(ForgetJob{std::move(records)}, State::telling(std::move(done)));
}

Result<std::vector<StoredRecord>> SqliteLedger::records_of(std::string_view site,
                                                           const VisitorId& visitor) const {
  return state_->view->records_of(site, visitor);
}

Result<LedgerHead> SqliteLedger::head() const { return state_->view->head(); }

Result<std::vector<Sha256>> SqliteLedger::tile(const TileId& tile) const {
  return state_->view->tile(tile);
}

Result<std::vector<DayCount>> SqliteLedger::counts(std::string_view site, std::int64_t from_day,
                                                   std::int64_t to_day) const {
  return state_->view->counts(site, from_day, to_day);
}

Result<std::vector<StatisticsGroup>> SqliteLedger::groups(const StatisticsQuery& query) const {
  return state_->view->groups(query);
}

Result<std::vector<ChoicePattern>> SqliteLedger::patterns(const StatisticsQuery& query) const {
  return state_->view->patterns(query);
}

LedgerStatistics SqliteLedger::statistics() const {
  const std::scoped_lock lock(state_->mutex);
  LedgerStatistics now = state_->statistics;
  now.waiting += state_->jobs.size();
  return now;
}

}  // namespace consentry
