// SPDX-License-Identifier: Apache-2.0
#include "io/store/sqlite_site_store.h"

#include <algorithm>

#include "core/base/bytes.h"

namespace consentry {
namespace {

// Immutable names of so many publications are still served.
constexpr std::size_t kServedPublications = 20;
constexpr std::string_view kCountChange = "UPDATE site_change SET count = count + 1";

std::string lines_of(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all += text + "\n";
  return all;
}

std::vector<std::string> texts_of(std::string_view lines) {
  std::vector<std::string> texts;
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    texts.emplace_back(lines.substr(0, end));
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
  return texts;
}

Error no_site(std::string_view id) {
  return {ErrorKind::not_found, "there is no site '" + std::string(id) + "'"};
}

ConsentSite entry_in(const Statement& row) {
  return {std::string(row.text(0)), texts_of(row.text(1)), std::string(row.text(2)),
          UtcTime{row.number(3)}};
}

}  // namespace

Result<SqliteSiteStore> SqliteSiteStore::open(const std::filesystem::path& path,
                                              std::span<const std::string_view> migrations) {
  auto database = Database::open(path, Database::Mode::create);
  if (!database) return database.error();
  if (const Status done = migrate(*database, migrations); !done) return done.error();
  return SqliteSiteStore(*std::move(database));
}

// A statement that must touch exactly one row, with the change counted.
Status SqliteSiteStore::write(Statement& statement, std::string_view id) {
  if (const Status begun = database_.run("BEGIN IMMEDIATE"); !begun) return begun;
  Status done = statement.run();
  const auto touched = database_.number("SELECT changes()");
  if (done && touched && *touched == 0) done = no_site(id);
  if (done) done = database_.run(std::string(kCountChange));
  if (!done) {
    (void)database_.run("ROLLBACK");
    return done;
  }
  return database_.run("COMMIT");
}

Status SqliteSiteStore::add(const ConsentSite& site) {
  if (find(site.id)) return Error{ErrorKind::conflict, "there is a site '" + site.id + "' already"};
  auto statement = database_.prepare("INSERT INTO site VALUES (?1, ?2, ?3, ?4)");
  if (!statement) return statement.error();
  const std::string origins = lines_of(site.origins);
  statement->bind_text(0, site.id).bind_text(1, origins).bind_text(2, site.config);
  statement->bind(3, site.created.milliseconds);
  return write(*statement, site.id);
}

Status SqliteSiteStore::change(const ConsentSite& site) {
  auto statement = database_.prepare("UPDATE site SET origins = ?2, config = ?3 WHERE id = ?1");
  if (!statement) return statement.error();
  const std::string origins = lines_of(site.origins);
  statement->bind_text(0, site.id).bind_text(1, origins).bind_text(2, site.config);
  return write(*statement, site.id);
}

Status SqliteSiteStore::remove(std::string_view id) {
  auto statement = database_.prepare("DELETE FROM site WHERE id = ?1");
  if (!statement) return statement.error();
  statement->bind_text(0, id);
  return write(*statement, id);
}

Result<ConsentSite> SqliteSiteStore::find(std::string_view id) const {
  auto rows = database_.prepare("SELECT id, origins, config, created FROM site WHERE id = ?1");
  if (!rows) return rows.error();
  rows->bind_text(0, id);
  const auto row = rows->step();
  if (!row) return row.error();
  if (!*row) return no_site(id);
  return entry_in(*rows);
}

Result<std::vector<ConsentSite>> SqliteSiteStore::list() const {
  auto rows = database_.prepare("SELECT id, origins, config, created FROM site ORDER BY id");
  if (!rows) return rows.error();
  std::vector<ConsentSite> sites;
  while (true) {
    const auto row = rows->step();
    if (!row) return row.error();
    if (!*row) return sites;
    sites.push_back(entry_in(*rows));
  }
}

Status SqliteSiteStore::publish(std::string_view id, const Publication& publication) {
  if (const Status begun = database_.run("BEGIN IMMEDIATE"); !begun) return begun;
  Status done = insert(id, publication);
  if (done) done = database_.run(std::string(kCountChange));
  if (!done) {
    (void)database_.run("ROLLBACK");
    return done;
  }
  return database_.run("COMMIT");
}

Status SqliteSiteStore::insert(std::string_view id, const Publication& publication) {
  if (const auto site = find(id); !site) return site.error();
  auto statement =
      database_.prepare("INSERT INTO publication VALUES (NULL, ?1, ?2, ?3, ?4, ?5) RETURNING seq");
  if (!statement) return statement.error();
  statement->bind_text(0, id).bind(1, publication.time.milliseconds);
  statement->bind_text(2, publication.config).bind_text(3, publication.sha256);
  statement->bind_text(4, publication.artefact);
  const auto row = statement->step();
  if (!row) return row.error();
  const std::uint64_t seq = statement->count(0);
  statement->reset();
  auto add_file = database_.prepare("INSERT INTO tag_file VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
  if (!add_file) return add_file.error();
  for (const TagFile& file : publication.files) {
    add_file->bind(0, seq).bind_text(1, file.name).bind_text(2, file.digest);
    add_file->bind_blob(3, as_bytes(file.plain)).bind_blob(4, as_bytes(file.gzip));
    add_file->bind_blob(5, as_bytes(file.brotli));
    if (const Status done = add_file->run(); !done) return done;
  }
  auto add_picture = database_.prepare("INSERT INTO notice_picture VALUES (?1, ?2, ?3)");
  if (!add_picture) return add_picture.error();
  for (const NoticePicture& picture : publication.pictures) {
    add_picture->bind(0, seq).bind_text(1, picture.name).bind_blob(2, as_bytes(picture.jpeg));
    if (const Status done = add_picture->run(); !done) return done;
  }
  return {};
}

Result<std::vector<NoticePicture>> SqliteSiteStore::pictures(std::string_view id,
                                                             std::string_view sha256) const {
  auto rows = database_.prepare(
      "SELECT name, jpeg FROM notice_picture WHERE publication = (SELECT max(seq) FROM publication "
      "WHERE site = ?1 AND sha256 = ?2) ORDER BY name");
  if (!rows) return rows.error();
  rows->bind_text(0, id).bind_text(1, sha256);
  std::vector<NoticePicture> all;
  while (true) {
    const auto row = rows->step();
    if (!row) return row.error();
    if (!*row) return all;
    all.push_back({std::string(rows->text(0)), std::string(rows->text(1))});
  }
}

Result<std::vector<Publication>> SqliteSiteStore::publications(std::string_view id) const {
  auto rows = database_.prepare(
      "SELECT time, config, sha256, artefact FROM publication WHERE site = ?1 ORDER BY seq DESC");
  if (!rows) return rows.error();
  rows->bind_text(0, id);
  std::vector<Publication> all;
  while (true) {
    const auto row = rows->step();
    if (!row) return row.error();
    if (!*row) return all;
    all.push_back({UtcTime{rows->number(0)},
                   std::string(rows->text(1)),
                   std::string(rows->text(2)),
                   std::string(rows->text(3)),
                   {},
                   {}});
  }
}

Status SqliteSiteStore::declare(const StoredDeclaration& declaration) {
  auto statement = database_.prepare(
      "INSERT INTO declaration VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET "
      "scanned = excluded.scanned, report = excluded.report, content = excluded.content");
  if (!statement) return statement.error();
  statement->bind_text(0, declaration.site).bind(1, declaration.scanned.milliseconds);
  statement->bind_text(2, declaration.report).bind_text(3, declaration.content);
  return write(*statement, declaration.site);
}

Result<StoredDeclaration> SqliteSiteStore::declaration(std::string_view id) const {
  auto rows =
      database_.prepare("SELECT site, scanned, report, content FROM declaration WHERE site = ?1");
  if (!rows) return rows.error();
  rows->bind_text(0, id);
  const auto row = rows->step();
  if (!row) return row.error();
  if (!*row) return Error{ErrorKind::not_found, "'" + std::string(id) + "' has no declaration yet"};
  return StoredDeclaration{std::string(rows->text(0)),
                           {rows->number(1)},
                           std::string(rows->text(2)),
                           std::string(rows->text(3))};
}

Result<std::vector<TagFile>> SqliteSiteStore::files_of(std::uint64_t publication) const {
  auto rows = database_.prepare(
      "SELECT name, plain, gzip, brotli, digest FROM tag_file WHERE publication = ?1 "
      "ORDER BY name");
  if (!rows) return rows.error();
  rows->bind(0, publication);
  std::vector<TagFile> files;
  while (true) {
    const auto row = rows->step();
    if (!row) return row.error();
    if (!*row) return files;
    files.push_back({std::string(rows->text(0)), std::string(rows->text(1)),
                     std::string(rows->text(2)), std::string(rows->text(3)),
                     std::string(rows->text(4))});
  }
}

Status SqliteSiteStore::keep_group(std::string_view id, std::string_view content,
                                   UtcTime published) {
  auto statement = database_.prepare(
      "INSERT INTO site_group VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET "
      "content = excluded.content, published = excluded.published");
  if (!statement) return statement.error();
  statement->bind_text(0, id).bind_text(1, content).bind(2, published.milliseconds);
  return write(*statement, id);
}

Result<std::string> SqliteSiteStore::group(std::string_view id) const {
  auto rows = database_.prepare("SELECT content FROM site_group WHERE id = ?1");
  if (!rows) return rows.error();
  rows->bind_text(0, id);
  const auto row = rows->step();
  if (!row) return row.error();
  if (!*row)
    return Error{ErrorKind::not_found, "no group '" + std::string(id) + "' was published yet"};
  return std::string(rows->text(0));
}

Status SqliteSiteStore::fill(PublishedSite& site) const {
  auto rows = database_.prepare(
      "SELECT seq, config, sha256 FROM publication WHERE site = ?1 ORDER BY seq DESC");
  if (!rows) return rows.error();
  rows->bind_text(0, site.id);
  std::size_t number = 0;
  while (true) {
    const auto row = rows->step();
    if (!row) return row.error();
    if (!*row) return {};
    const auto config = parse_tag_config(rows->text(1));
    if (!config) return config.error().in("publication of " + site.id);
    Notice notice = notice_of(*config);
    notice.sha256 = rows->text(2);
    site.notices.insert(site.notices.begin(), std::move(notice));
    if (number == 0) site.withdrawal = withdrawal_rules(*config);
    if (number < kServedPublications) {
      auto files = files_of(rows->count(0));
      if (!files) return files.error();
      if (number == 0)
        site.files = *std::move(files);
      else
        site.earlier_files.insert(site.earlier_files.begin(), *std::move(files));
    }
    ++number;
  }
}

Result<std::vector<PublishedSite>> SqliteSiteStore::published() const {
  const auto sites = list();
  if (!sites) return sites.error();
  std::vector<PublishedSite> all;
  for (const ConsentSite& entry : *sites) {
    PublishedSite site;
    site.id = entry.id;
    site.origins = entry.origins;
    if (const Status done = fill(site); !done) return done.error();
    auto declared = declaration(entry.id);
    if (declared) site.declaration = std::move(declared->content);
    if (!declared && declared.error().kind() != ErrorKind::not_found) return declared.error();
    if (!site.notices.empty()) all.push_back(std::move(site));
  }
  return all;
}

Result<std::int64_t> SqliteSiteStore::changes() const {
  return database_.number("SELECT count FROM site_change");
}

}  // namespace consentry
