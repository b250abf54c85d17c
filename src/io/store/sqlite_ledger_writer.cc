// SPDX-License-Identifier: Apache-2.0
#include "io/store/sqlite_ledger_writer.h"

#include <optional>
#include <unordered_map>
#include <utility>

#include "core/base/bytes.h"
#include "io/store/sqlite_database.h"

namespace consentry {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;
// Shapes remembered by their text; there are as many as answers that differ, so few.
constexpr std::size_t kRememberedShapes = 4'096;
// A retry follows its choice within days, and nobody makes more choices in them. Without a bound,
// each choice under one id would cost more than the one before.
constexpr std::uint64_t kRecordsLookedBack = 64;
constexpr std::size_t kDigestBytes = 16;
constexpr std::size_t kHashBytes = 32;

// Choices of one shape within a batch.
struct ShapeCount {
  const RecordTail* tail = nullptr;  // lives as long as the jobs
  std::int64_t count = 0;
};

std::string peaks_text(const CompactTree& tree) {
  std::string bytes;
  for (const Sha256& peak : tree.peaks()) bytes.append(peak.begin(), peak.end());
  return bytes;
}

Result<CompactTree> tree_from(std::uint64_t size, std::span<const std::uint8_t> bytes) {
  std::vector<Sha256> peaks(bytes.size() / kHashBytes);
  for (std::size_t i = 0; i < peaks.size(); ++i) {
    const auto peak = bytes.subspan(i * kHashBytes, kHashBytes);
    std::copy(peak.begin(), peak.end(), peaks[i].begin());
  }
  return CompactTree::restore(size, std::move(peaks));
}

}  // namespace

struct SqliteLedgerWriter::State {
  Database database;
  SigningKey key;
  CompactTree tree;
  TreeHasher hasher;
  std::vector<Statement> statements;
  std::unordered_map<std::string, std::int64_t> shapes;
  std::unordered_map<std::int64_t, ShapeCount> counts;  // by shape
  std::vector<const LedgerEntry*> fresh;                // kept by this batch
  VisitTally unwritten;                                 // of batches before

  enum Name {
    of_visitor,
    latest_of_visitor,
    site_of_shape,
    insert,
    shape_of,
    add_shape,
    add_subtree,
    count,
    count_visits,
    save,
    forget,
    held
  };
  static constexpr std::array<std::string_view, 12> kSql{
      "SELECT seq FROM record JOIN shape ON shape.id = record.shape "
      "WHERE visitor = ?1 AND site = ?2",
      "SELECT seq, key, time, shape FROM record WHERE visitor = ?1 ORDER BY seq DESC LIMIT ?2",
      "SELECT 1 FROM shape WHERE id = ?1 AND site = ?2",
      "INSERT INTO record VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
      "SELECT id FROM shape WHERE digest = ?1",
      "INSERT INTO shape (site, act, choices, tail, digest) VALUES (?1, ?2, ?3, ?4, ?5) "
      "RETURNING id",
      "INSERT INTO subtree VALUES (?1, ?2, ?3)",
      "INSERT INTO rollup VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) "
      "ON CONFLICT DO UPDATE SET count = count + excluded.count",
      "INSERT INTO visit_rollup VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) "
      "ON CONFLICT DO UPDATE SET shown = shown + excluded.shown, "
      "accepted = accepted + excluded.accepted, refused = refused + excluded.refused, "
      "custom = custom + excluded.custom, withdrawn = withdrawn + excluded.withdrawn",
      "UPDATE log SET size = ?1, peaks = ?2, checkpoint = ?3",
      "UPDATE record SET time = NULL, visitor = NULL, shape = NULL, key = NULL, "
      "device_offset = NULL, clicks = NULL, shown_ms = NULL, previous = NULL WHERE seq = ?1 "
      "AND shape IS NOT NULL",
      "SELECT 1 FROM site_hold WHERE site = ?1",
  };

  State(Database opened, SigningKey with) : database(std::move(opened)), key(std::move(with)) {}

  Statement& use(Name name) { return statements[name]; }

  Status prepare() {
    for (const std::string_view sql : kSql) {
      auto statement = database.prepare(sql);
      if (!statement) return statement.error();
      statements.push_back(*std::move(statement));
    }
    return {};
  }

  Status load() {
    auto log = database.prepare("SELECT key, size, peaks, checkpoint FROM log");
    if (!log) return log.error();
    const auto row = log->step();
    if (!row) return row.error();
    if (!*row) return begin_log();
    if (log->text(0) != key.verifier().text()) {
      return Error{ErrorKind::conflict,
                   "the ledger was signed by another key: " + std::string(log->text(0))};
    }
    auto stored = tree_from(log->count(1), log->blob(2));
    if (!stored) return stored.error().in("ledger");
    tree = *std::move(stored);
    if (tree.size() == 0) return {};
    const auto checkpoint = open_checkpoint(log->text(3), key.verifier());
    if (!checkpoint) return checkpoint.error().in("ledger");
    if (checkpoint->size != tree.size() || checkpoint->root != tree.root())
      return Error{ErrorKind::corrupt, "the ledger's tree is not that of its checkpoint"};
    return {};
  }

  Status begin_log() {
    auto insert_log = database.prepare("INSERT INTO log VALUES (1, ?1, 0, x'', '')");
    if (!insert_log) return insert_log.error();
    const std::string text = key.verifier().text();
    insert_log->bind_text(0, text);
    return insert_log->run();
  }

  Result<std::int64_t> shape_id(const RecordTail& tail) {
    std::string whole = tail.site + "\n" + tail.text;
    const auto known = shapes.find(whole);
    if (known != shapes.end()) return known->second;
    const Sha256 hash = sha256(whole);
    const auto digest = std::span(hash).first(kDigestBytes);
    use(shape_of).bind_blob(0, digest);
    auto found = first_number(use(shape_of));
    if (!found) return found.error();
    if (!*found) {
      use(add_shape)
          .bind_text(0, tail.site)
          .bind_text(1, name_of(tail.act))
          .bind_text(2, tail.choices)
          .bind_text(3, tail.text)
          .bind_blob(4, digest);
      found = first_number(use(add_shape));
      if (!found) return found.error();
    }
    if (shapes.size() >= kRememberedShapes) shapes.clear();
    const std::int64_t id = found->value_or(0);
    shapes.emplace(std::move(whole), id);
    return id;
  }

  static Result<std::optional<std::int64_t>> first_number(Statement& statement) {
    const auto row = statement.step();
    if (!row) return row.error();
    if (!*row) return std::optional<std::int64_t>();
    const std::int64_t number = statement.number(0);
    statement.reset();
    return std::optional(number);
  }

  // The visitor's last record before; or, when the choice is a repetition, the record of then.
  Result<std::optional<Appended>> look_back(const LedgerEntry& entry, RecordHead& head) {
    Statement& rows = use(latest_of_visitor);
    rows.bind_blob(0, entry.visitor.bytes()).bind(1, kRecordsLookedBack);
    while (true) {
      const auto row = rows.step();
      if (!row) return row.error();
      if (!*row) return std::optional<Appended>();
      // Not joined: most visitors are new, and a join is set up before the first row is looked for.
      use(site_of_shape).bind(0, rows.number(3)).bind_text(1, entry.tail.site);
      const auto of_site = first_number(use(site_of_shape));
      if (!of_site) {
        rows.reset();
        return of_site.error();
      }
      if (!*of_site) continue;
      if (rows.count(1) == entry.key) {
        RecordHead then;
        then.index = rows.count(0);
        then.time = {rows.number(2)};
        then.visitor = entry.visitor;
        then.key = entry.key;
        rows.reset();
        return std::optional(Appended{then.index, then.time, record_id(then), true});
      }
      if (!head.previous) head.previous = rows.count(0);
    }
  }

  Result<Appended> append(const LedgerEntry& entry, UtcTime now) {
    RecordHead head{tree.size(),
                    now,
                    entry.visitor,
                    entry.key,
                    entry.device_time.milliseconds - now.milliseconds,
                    entry.clicks,
                    entry.shown_ms,
                    std::nullopt};
    const auto repeated = look_back(entry, head);
    if (!repeated) return repeated.error();
    if (const std::optional<Appended>& then = *repeated; then) return *then;
    const auto shape = shape_id(entry.tail);
    if (!shape) return shape.error();
    std::string id = record_id(head);
    const Sha256 leaf = hasher.leaf(record_text(head, id, entry.tail.text));
    Statement& row = use(insert);
    row.bind(0, head.index)
        .bind_blob(1, leaf)
        .bind(2, head.time.milliseconds)
        .bind_blob(3, head.visitor.bytes())
        .bind(4, *shape)
        .bind(5, head.key)
        .bind(6, head.device_offset_ms)
        .bind(7, head.clicks)
        .bind(8, head.shown_ms)
        .bind(9, head.previous);
    if (const Status done = row.run(); !done) return done.error();
    if (const Status done = grow(leaf); !done) return done.error();
    ShapeCount& counted = counts[*shape];
    counted.tail = &entry.tail;
    ++counted.count;
    fresh.push_back(&entry);
    return Appended{head.index, now, std::move(id), false};
  }

  Status grow(const Sha256& leaf) {
    for (const TreeNode& node : tree.append(leaf)) {
      if (node.level == 0 || node.level % kTileHeight != 0) continue;
      use(add_subtree).bind(0, std::uint64_t{node.level}).bind(1, node.index);
      use(add_subtree).bind_blob(2, node.hash);
      if (const Status done = use(add_subtree).run(); !done) return done;
    }
    return {};
  }

  Result<bool> is_held(std::string_view site) {
    Statement& hold = use(held);
    hold.bind_text(0, site);
    auto found = hold.step();
    hold.reset();
    return found;
  }

  Result<std::uint64_t> erase(const EraseJob& job) {
    std::vector<std::uint64_t> found;
    Statement& rows = use(of_visitor);
    rows.bind_blob(0, job.visitor.bytes()).bind_text(1, job.site);
    while (true) {
      const auto row = rows.step();
      if (!row) return row.error();
      if (!*row) break;
      found.push_back(rows.count(0));
    }
    return forget_all(found);
  }

  Result<std::uint64_t> forget_all(const std::vector<std::uint64_t>& records) {
    std::uint64_t forgotten = 0;
    for (const std::uint64_t index : records) {
      use(forget).bind(0, index);
      if (const Status done = use(forget).run(); !done) return done.error();
      // A visitor may have erased it meanwhile.
      const auto changed = database.number("SELECT changes()");
      if (!changed) return changed.error();
      forgotten += static_cast<std::uint64_t>(*changed);
    }
    return forgotten;
  }

  Result<LedgerOutcome> run(const LedgerJob& job, UtcTime now) {
    if (const auto* add = std::get_if<AppendJob>(&job)) {
      auto added = append(add->entry, now);
      if (!added) return added.error();
      return LedgerOutcome(*std::move(added));
    }
    const auto* old = std::get_if<ForgetJob>(&job);
    if (old == nullptr) {
      const auto waits = is_held(std::get<EraseJob>(job).site);
      if (!waits) return waits.error();
      if (*waits) return LedgerOutcome(SiteIsHeld{});
    }
    const auto gone = old != nullptr ? forget_all(old->records) : erase(std::get<EraseJob>(job));
    if (!gone) return gone.error();
    return LedgerOutcome(*gone);
  }

  Status save_counts(std::int64_t day) {
    for (const auto& [shape, counted] : counts) {
      const RecordTail& tail = *counted.tail;
      Statement& row = use(count);
      row.bind_text(0, tail.site).bind(1, day).bind_text(2, name_of(tail.act));
      row.bind_text(3, tail.choices).bind_text(4, tail.language).bind_text(5, tail.notice);
      row.bind(6, counted.count);
      if (const Status done = row.run(); !done) return done;
    }
    return {};
  }

  void tally_fresh(std::int64_t day, VisitTally& visits) const {
    for (const LedgerEntry* entry : fresh)
      visits.add_choice(entry->tail.site, day, entry->tail.act, entry->from);
  }

  Status save_visits(std::int64_t day, const VisitTally& shown) {
    VisitTally visits = unwritten;
    visits.add(shown);
    tally_fresh(day, visits);
    for (const VisitRow& each : visits.rows()) {
      Statement& row = use(count_visits);
      row.bind_text(0, each.kind).bind_text(1, each.site).bind(2, each.day);
      row.bind_text(3, each.value).bind(4, each.counts.shown).bind(5, each.counts.accepted);
      row.bind(6, each.counts.refused).bind(7, each.counts.custom);
      row.bind(8, each.counts.withdrawn);
      if (const Status done = row.run(); !done) return done;
    }
    return {};
  }

  Status save_log() {
    const auto note = sign_checkpoint({key.verifier().name(), tree.size(), tree.root()}, key);
    if (!note) return note.error();
    const std::string peaks = peaks_text(tree);
    use(save).bind(0, tree.size()).bind_blob(1, as_bytes(peaks)).bind_text(2, *note);
    return use(save).run();
  }

  Result<std::vector<LedgerOutcome>> transact(std::span<const LedgerJob> jobs, UtcTime now,
                                              const VisitTally* shown) {
    const std::int64_t day = now.milliseconds / kDayMs;
    const std::uint64_t before = tree.size();
    if (const Status begun = database.run("BEGIN IMMEDIATE"); !begun) return begun.error();
    std::vector<LedgerOutcome> outcomes;
    outcomes.reserve(jobs.size());
    for (const LedgerJob& job : jobs) {
      auto outcome = run(job, now);
      if (!outcome) return outcome.error();
      outcomes.push_back(*std::move(outcome));
    }
    if (tree.size() != before) {
      if (const Status done = save_counts(day); !done) return done.error();
      if (const Status done = save_log(); !done) return done.error();
    }
    if (shown != nullptr) {
      if (const Status done = save_visits(day, *shown); !done) return done.error();
    }
    if (const Status done = database.run("COMMIT"); !done) return done.error();
    if (shown != nullptr) {
      unwritten.clear();
    } else {
      tally_fresh(day, unwritten);
    }
    return outcomes;
  }
};

SqliteLedgerWriter::SqliteLedgerWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
SqliteLedgerWriter::~SqliteLedgerWriter() = default;

Result<std::unique_ptr<SqliteLedgerWriter>> SqliteLedgerWriter::open(
    const std::filesystem::path& path, std::span<const std::string_view> migrations,
    SigningKey key) {
  auto database = Database::open(path, Database::Mode::create);
  if (!database) return database.error();
  if (const Status done = migrate(*database, migrations); !done) return done.error();
  auto state = std::make_unique<State>(*std::move(database), std::move(key));
  if (const Status done = state->prepare(); !done) return done.error();
  if (const Status done = state->load(); !done) return done.error();
  return std::unique_ptr<SqliteLedgerWriter>(new SqliteLedgerWriter(std::move(state)));
}

Result<std::vector<LedgerOutcome>> SqliteLedgerWriter::write(std::span<const LedgerJob> jobs,
                                                             UtcTime now, const VisitTally* shown) {
  const std::uint64_t size = state_->tree.size();
  const std::vector<Sha256> peaks = state_->tree.peaks();
  auto outcomes = state_->transact(jobs, now, shown);
  state_->counts.clear();
  state_->fresh.clear();
  if (outcomes) return outcomes;
  (void)state_->database.run("ROLLBACK");
  state_->shapes.clear();
  auto before = CompactTree::restore(size, peaks);
  if (!before) return before.error();
  state_->tree = *std::move(before);
  return outcomes.error().in("keeping choices");
}

bool SqliteLedgerWriter::visits_wait() const { return !state_->unwritten.empty(); }

}  // namespace consentry
