// SPDX-License-Identifier: Apache-2.0
#include "command/notice_archive.h"

#include "io/store/evidence_folder.h"
#include "io/store/sqlite_site_store.h"

namespace consentry {
namespace {

namespace fs = std::filesystem;

// Enough to tell two publications of one second apart.
constexpr std::size_t kDigestShown = 12;

Status write_publication(const SqliteSiteStore& store, std::string_view site,
                         const Publication& publication, const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error)
    return Error{ErrorKind::unavailable, "creating " + folder.string() + ": " + error.message()};
  const auto pictures = store.pictures(site, publication.sha256);
  if (!pictures) return pictures.error();
  for (const NoticePicture& picture : *pictures) {
    if (const Status done = write_whole_file(folder / picture.name, picture.jpeg); !done)
      return done;
  }
  return write_whole_file(folder / "notice.json", publication.artefact);
}

}  // namespace

Result<int> write_notice_archive(const SqliteSiteStore& store, std::string_view site,
                                 const fs::path& folder) {
  const auto publications = store.publications(site);
  if (!publications) return publications.error();
  for (const Publication& each : *publications) {
    std::string name = to_rfc3339(each.time) + "-" + each.sha256.substr(0, kDigestShown);
    std::erase(name, ':');
    if (const Status done = write_publication(store, site, each, folder / name); !done)
      return done.error();
  }
  return static_cast<int>(publications->size());
}

}  // namespace consentry
