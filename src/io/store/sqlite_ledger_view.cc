// SPDX-License-Identifier: Apache-2.0
#include "io/store/sqlite_ledger_view.h"

#include <algorithm>
#include <utility>

#include "io/store/sqlite_statistics.h"

namespace consentry {
namespace {

constexpr std::string_view kRecords =
    "SELECT seq, leaf, time, visitor, key, device_offset, clicks, shown_ms, site, act, choices, "
    "tail, "
    "previous "
    "FROM record LEFT JOIN shape ON shape.id = record.shape ";
// A visitor makes few choices; whoever has more than these sees the newest by the log alone.
constexpr std::size_t kMostOfOneVisitor = 1'000;

template <std::size_t N>
bool copy_bytes(std::span<const std::uint8_t> from, std::array<std::uint8_t, N>& to) {
  if (from.size() != N) return false;
  std::copy(from.begin(), from.end(), to.begin());
  return true;
}

Error damaged(std::uint64_t index) {
  return {ErrorKind::corrupt, "record " + std::to_string(index) + " is damaged"};
}

Result<StoredLeaf> leaf_in(const Statement& row) {
  StoredLeaf leaf;
  leaf.index = row.count(0);
  if (!copy_bytes(row.blob(1), leaf.hash)) return damaged(leaf.index);
  if (row.is_null(3)) return leaf;
  StoredRecord record;
  std::array<std::uint8_t, VisitorId::kBytes> visitor{};
  const auto act = parse_act(row.text(9));
  if (!copy_bytes(row.blob(3), visitor) || !act) return damaged(leaf.index);
  record.head.index = leaf.index;
  record.head.time = {row.number(2)};
  record.head.visitor = VisitorId(visitor);
  record.head.key = row.count(4);
  record.head.device_offset_ms = row.number(5);
  record.head.clicks = row.number(6);
  record.head.shown_ms = row.number(7);
  if (!row.is_null(12)) record.head.previous = row.count(12);
  record.tail = {std::string(row.text(8)), *act, std::string(row.text(10)),
                 std::string(row.text(11))};
  leaf.record = std::move(record);
  return leaf;
}

}  // namespace

struct SqliteLedgerView::Connection {
  Database database;
  Statement of_visitor;
  Statement head;
  Statement leaves;
  Statement subtrees;
  Statement counts;

  static Result<std::unique_ptr<Connection>> open(const std::filesystem::path& path) {
    auto database = Database::open(path, Database::Mode::read_only);
    if (!database) return database.error();
    std::vector<Statement> made;
    for (const std::string& sql :
         {std::string(kRecords) + "WHERE visitor = ?1 ORDER BY seq LIMIT ?2",
          std::string("SELECT key, size, checkpoint FROM log"),
          std::string("SELECT leaf FROM record WHERE seq >= ?1 AND seq < ?2 ORDER BY seq"),
          std::string("SELECT hash FROM subtree WHERE level = ?1 AND number >= ?2 AND number < ?3 "
                      "ORDER BY number"),
          std::string("SELECT day, act, choices, sum(count) FROM rollup "
                      "WHERE site = ?1 AND day >= ?2 AND day <= ?3 GROUP BY day, act, choices")}) {
      auto statement = database->prepare(sql);
      if (!statement) return statement.error();
      made.push_back(*std::move(statement));
    }
    return std::make_unique<Connection>(Connection{*std::move(database), std::move(made[0]),
                                                   std::move(made[1]), std::move(made[2]),
                                                   std::move(made[3]), std::move(made[4])});
  }
};

// A connection for one call; goes back to the idle ones.
struct SqliteLedgerView::Lease {
  const SqliteLedgerView& view;
  std::unique_ptr<Connection> connection;

  Lease(const SqliteLedgerView& of, std::unique_ptr<Connection> with)
      : view(of), connection(std::move(with)) {}
  Lease(Lease&&) = default;
  ~Lease() {
    if (connection == nullptr) return;
    const std::scoped_lock lock(view.mutex_);
    view.idle_.push_back(std::move(connection));
  }
  Connection* operator->() const { return connection.get(); }
};

SqliteLedgerView::SqliteLedgerView(std::filesystem::path path) : path_(std::move(path)) {}
SqliteLedgerView::~SqliteLedgerView() = default;

Result<std::unique_ptr<SqliteLedgerView>> SqliteLedgerView::open(
    const std::filesystem::path& path) {
  if (!std::filesystem::exists(path))
    return Error{ErrorKind::not_found, "there is no ledger at " + path.string()};
  std::unique_ptr<SqliteLedgerView> view(new SqliteLedgerView(path));
  if (const auto tried = view->lease(); !tried) return tried.error();
  return view;
}

Result<SqliteLedgerView::Lease> SqliteLedgerView::lease() const {
  {
    const std::scoped_lock lock(mutex_);
    if (!idle_.empty()) {
      auto connection = std::move(idle_.back());
      idle_.pop_back();
      return Lease(*this, std::move(connection));
    }
  }
  auto made = Connection::open(path_);
  if (!made) return made.error();
  return Lease(*this, *std::move(made));
}

Result<std::vector<StoredRecord>> SqliteLedgerView::records_of(std::string_view site,
                                                               const VisitorId& visitor) const {
  const auto connection = lease();
  if (!connection) return connection.error();
  Statement& rows = (*connection)->of_visitor;
  rows.bind_blob(0, visitor.bytes()).bind(1, std::uint64_t{kMostOfOneVisitor});
  std::vector<StoredRecord> records;
  while (true) {
    const auto row = rows.step();
    if (!row) return row.error();
    if (!*row) return records;
    if (rows.text(8) != site) continue;
    auto leaf = leaf_in(rows);
    if (!leaf) {
      rows.reset();
      return leaf.error();
    }
    // Always there, since the visitor is.
    if (auto& record = leaf->record; record) records.push_back(*std::move(record));
  }
}

Result<LedgerHead> SqliteLedgerView::head() const {
  const auto connection = lease();
  if (!connection) return connection.error();
  Statement& rows = (*connection)->head;
  const auto row = rows.step();
  if (!row) return row.error();
  if (!*row) return Error{ErrorKind::corrupt, "the ledger has no log"};
  LedgerHead head{rows.count(1), std::string(rows.text(2)), std::string(rows.text(0))};
  rows.reset();
  return head;
}

Result<std::vector<Sha256>> SqliteLedgerView::tile(const TileId& tile) const {
  const auto connection = lease();
  if (!connection) return connection.error();
  const std::uint64_t first = tile.index * kTileWidth;
  Statement& rows = tile.level == 0 ? (*connection)->leaves : (*connection)->subtrees;
  int parameter = 0;
  if (tile.level > 0) rows.bind(parameter++, std::uint64_t{tile.level} * kTileHeight);
  rows.bind(parameter, first).bind(parameter + 1, first + tile.width);
  std::vector<Sha256> hashes;
  while (true) {
    const auto row = rows.step();
    if (!row) return row.error();
    if (!*row) break;
    if (!copy_bytes(rows.blob(0), hashes.emplace_back())) {
      rows.reset();
      return damaged(first);
    }
  }
  if (hashes.size() == tile.width) return hashes;
  return Error{ErrorKind::not_found, "the log is not that large"};
}

Result<std::vector<DayCount>> SqliteLedgerView::counts(std::string_view site, std::int64_t from_day,
                                                       std::int64_t to_day) const {
  const auto connection = lease();
  if (!connection) return connection.error();
  Statement& rows = (*connection)->counts;
  rows.bind_text(0, site).bind(1, from_day).bind(2, to_day);
  std::vector<DayCount> counts;
  while (true) {
    const auto row = rows.step();
    if (!row) return row.error();
    if (!*row) return counts;
    counts.push_back({std::string(site), rows.number(0),
                      parse_act(rows.text(1)).value_or(Act::custom), std::string(rows.text(2)),
                      rows.count(3)});
  }
}

Result<std::vector<StatisticsGroup>> SqliteLedgerView::groups(const StatisticsQuery& query) const {
  const auto connection = lease();
  if (!connection) return connection.error();
  return read_groups((*connection)->database, query);
}

Result<std::vector<ChoicePattern>> SqliteLedgerView::patterns(const StatisticsQuery& query) const {
  const auto connection = lease();
  if (!connection) return connection.error();
  return read_patterns((*connection)->database, query);
}

Status SqliteLedgerView::for_each(std::uint64_t first,
                                  const std::function<Status(StoredLeaf)>& each) const {
  const auto connection = lease();
  if (!connection) return connection.error();
  auto rows =
      (*connection)->database.prepare(std::string(kRecords) + "WHERE seq >= ?1 ORDER BY seq");
  if (!rows) return rows.error();
  rows->bind(0, first);
  while (true) {
    const auto row = rows->step();
    if (!row) return row.error();
    if (!*row) return {};
    auto leaf = leaf_in(*rows);
    if (!leaf) return leaf.error();
    if (const Status done = each(*std::move(leaf)); !done) return done;
  }
}

Result<std::uint64_t> SqliteLedgerView::counted() const {
  const auto connection = lease();
  if (!connection) return connection.error();
  const auto sum = (*connection)->database.number("SELECT sum(count) FROM rollup");
  if (!sum) return sum.error();
  return static_cast<std::uint64_t>(*sum);
}

Status SqliteLedgerView::for_each_subtree(
    const std::function<Status(const TreeNode&)>& each) const {
  const auto connection = lease();
  if (!connection) return connection.error();
  auto rows = (*connection)->database.prepare("SELECT level, number, hash FROM subtree");
  if (!rows) return rows.error();
  while (true) {
    const auto row = rows->step();
    if (!row) return row.error();
    if (!*row) return {};
    TreeNode node{static_cast<unsigned>(rows->count(0)), rows->count(1), {}};
    if (!copy_bytes(rows->blob(2), node.hash)) return damaged(node.index << node.level);
    if (const Status done = each(node); !done) return done;
  }
}

}  // namespace consentry
