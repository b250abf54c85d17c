// SPDX-License-Identifier: Apache-2.0
// Sites and their publications, beside the ledger in the same database.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/time.h"
#include "core/consent/published_site.h"
#include "core/consent/tag_publisher.h"
#include "io/store/sqlite_database.h"

namespace consentry {

struct ConsentSite {
  std::string id;
  std::vector<std::string> origins;
  std::string config;  // JSON, docs/tag.md
  UtcTime created;
};

// How a notice looked.
struct NoticePicture {
  std::string name;  // "en-390x844.jpg"
  std::string jpeg;
};

// What publishing made; kept for good.
struct Publication {
  UtcTime time;
  std::string config;
  std::string sha256;    // of the artefact
  std::string artefact;  // notice_artefact()
  std::vector<TagFile> files;
  std::vector<NoticePicture> pictures;
};

// Made from a site's last scan.
struct StoredDeclaration {
  std::string site;
  UtcTime scanned;
  std::string report;   // file of the scan's report
  std::string content;  // declaration_json()
};

// One connection; not thread-safe, but others may use the database at the same time.
class SqliteSiteStore {
 public:
  static Result<SqliteSiteStore> open(const std::filesystem::path& path,
                                      std::span<const std::string_view> migrations);

  // conflict: there is a site of this id.
  Status add(const ConsentSite& site);
  // not_found when there is no such site; the same below.
  Status change(const ConsentSite& site);
  Status remove(std::string_view id);
  [[nodiscard]] Result<ConsentSite> find(std::string_view id) const;
  // By id.
  [[nodiscard]] Result<std::vector<ConsentSite>> list() const;

  Status publish(std::string_view id, const Publication& publication);
  // Publications of a site, newest first, without their files and pictures.
  [[nodiscard]] Result<std::vector<Publication>> publications(std::string_view id) const;
  // By name; none when no publication of the site has this digest.
  [[nodiscard]] Result<std::vector<NoticePicture>> pictures(std::string_view id,
                                                            std::string_view sha256) const;
  // Takes the place of the one before; also of a site that was not added yet.
  Status declare(const StoredDeclaration& declaration);
  // not_found when the site has none.
  [[nodiscard]] Result<StoredDeclaration> declaration(std::string_view id) const;
  // What a group shares, JSON; takes the place of what it shared before.
  Status keep_group(std::string_view id, std::string_view content, UtcTime published);
  // not_found when none of this id was published.
  [[nodiscard]] Result<std::string> group(std::string_view id) const;
  // Everything that a server needs of the sites that were published at least once.
  [[nodiscard]] Result<std::vector<PublishedSite>> published() const;
  // Grows with every change.
  [[nodiscard]] Result<std::int64_t> changes() const;

 private:
  explicit SqliteSiteStore(Database database) : database_(std::move(database)) {}
  Status write(Statement& statement, std::string_view id);
  Status insert(std::string_view id, const Publication& publication);
  [[nodiscard]] Result<std::vector<TagFile>> files_of(std::uint64_t publication) const;
  Status fill(PublishedSite& site) const;
  Database database_;
};

}  // namespace consentry
