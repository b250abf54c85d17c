// SPDX-License-Identifier: Apache-2.0
// What a durable and provable choice costs at least: the program's own HTTP server and checks, and
// behind them nothing but an append-only file with fdatasync, the Merkle tree and a signature a
// batch. No index, no query, no repetition noticed.
//   consent_floor FILE THREADS        prints its port, serves until its input ends
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <mutex>
#include <thread>
#include <unistd.h>
#include <vector>

#include "command/consent_data.h"
#include "command/system_time.h"
#include "io/http/consent_routes.h"
#include "io/http/listener.h"

namespace {

using namespace consentry;

class AppendLog final : public Ledger {
 public:
  explicit AppendLog(const char* path)
      : file_(::open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600)),
        thread_([this] { run(); }) {}
  ~AppendLog() override {
    {
      const std::scoped_lock lock(mutex_);
      stopping_ = true;
    }
    wake_.notify_one();
    thread_.join();
    ::close(file_);
  }
  void append(LedgerEntry entry, AppendDone done) override {
    bool first = false;
    {
      const std::scoped_lock lock(mutex_);
      first = waiting_.empty();
      waiting_.emplace_back(std::move(entry), std::move(done));
    }
    if (first) wake_.notify_one();
  }
  void erase(std::string, VisitorId, EraseDone done) override { done(std::uint64_t{0}); }
  Result<std::vector<StoredRecord>> records_of(std::string_view, const VisitorId&) const override {
    return std::vector<StoredRecord>();
  }
  Result<LedgerHead> head() const override { return LedgerHead(); }
  Result<std::vector<Sha256>> tile(const TileId&) const override { return std::vector<Sha256>(); }
  Result<std::vector<StatisticsGroup>> groups(const StatisticsQuery&) const override {
    return std::vector<StatisticsGroup>();
  }
  Result<std::vector<ChoicePattern>> patterns(const StatisticsQuery&) const override {
    return std::vector<ChoicePattern>();
  }
  void count_shown(const BannerShown&) override {}
  Result<std::vector<DayCount>> counts(std::string_view, std::int64_t,
                                       std::int64_t) const override {
    return std::vector<DayCount>();
  }

 private:
  using Job = std::pair<LedgerEntry, AppendDone>;

  void run() {
    std::vector<Job> batch;
    while (true) {
      {
        std::unique_lock lock(mutex_);
        wake_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
        if (waiting_.empty()) return;
        batch.swap(waiting_);
      }
      write(batch);
      batch.clear();
    }
  }

  void write(std::vector<Job>& batch) {
    std::string bytes;
    std::vector<Appended> kept;
    const UtcTime now = system_time();
    for (const Job& job : batch) {
      const RecordHead head{tree_.size(),       now,         job.first.visitor,
                            job.first.key,      0,           job.first.clicks,
                            job.first.shown_ms, std::nullopt};
      std::string id = record_id(head);
      const std::string text = record_text(head, id, job.first.tail.text);
      const Sha256 leaf = hasher_.leaf(text);
      tree_.append(leaf);
      bytes += text;
      bytes.append(leaf.begin(), leaf.end());
      kept.push_back({head.index, now, std::move(id), false});
    }
    bytes += *sign_checkpoint({"floor", tree_.size(), tree_.root()}, key_);
    if (::write(file_, bytes.data(), bytes.size()) < 0 || ::fdatasync(file_) != 0) std::abort();
    for (std::size_t i = 0; i < batch.size(); ++i) batch[i].second(kept[i]);
  }

  int file_;
  SigningKey key_ = *SigningKey::create("floor", {1});
  CompactTree tree_;
  TreeHasher hasher_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<Job> waiting_;
  bool stopping_ = false;
  std::thread thread_;
};

std::shared_ptr<const SiteDirectory> shop() {
  PublishedSite site;
  site.id = "shop";
  site.origins = {"https://shop.example"};
  site.notices = {{"shop",
                   "0a1b2c3d",
                   std::string(64, '0'),
                   "Shop",
                   "",
                   {"necessary", "statistics", "marketing"},
                   {},
                   {"en"},
                   "box",
                   183}};
  return std::make_shared<const SiteDirectory>(std::vector<PublishedSite>{site});
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  auto sites = shop();
  http::ClientLimits limits({600, 300});
  http::ServerMetrics metrics;
  const http::ServerTexts texts;
  std::unique_ptr<http::Listener> listener;
  AppendLog ledger(argv[1]);
  const http::ConsentServices services{ledger, [&] { return sites; }, limits, metrics,
                                       &system_time};
  http::ListenerOptions options;
  options.threads = std::atoi(argv[2]);
  listener = *http::Listener::start(options,
                                    http::counted(http::consent_routes(services, texts), metrics));
  std::printf("%u\n", listener->port());
  std::fflush(stdout);
  while (std::getchar() != EOF) {
  }
  listener->stop();
  return 0;
}
