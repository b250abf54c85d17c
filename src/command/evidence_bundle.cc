// SPDX-License-Identifier: Apache-2.0
#include "command/evidence_bundle.h"

#include <set>
#include <utility>

#include "io/store/archive_file.h"

namespace consentry {
namespace {

// What all files beside the scan's may have together.
constexpr std::uint64_t kMaxKeptBytes = std::uint64_t{256} << 20U;

// How much may still be read. Files are stored as they are, so together they are no larger than the
// archive: one that grows when it is unpacked was not made by us.
struct Allowance {
  std::uint64_t all = 0;
  std::uint64_t kept = kMaxKeptBytes;
};

Status take_piece(std::string_view piece, bool keep, Allowance& allowance, std::string& text) {
  if (piece.size() > allowance.all || (keep && piece.size() > allowance.kept)) {
    return Error{ErrorKind::exhausted, "more comes out of it than there can be"};
  }
  allowance.all -= piece.size();
  if (!keep) return {};
  allowance.kept -= piece.size();
  text += piece;
  return {};
}

Status take_file(ArchiveReader& archive, const ArchiveEntry& entry, Bundle& bundle,
                 Allowance& allowance) {
  const bool keep = !entry.name.starts_with(kScanPrefix);
  Sha256Stream digest;
  std::string text;
  std::uint64_t size = 0;
  for (;;) {
    const auto piece = archive.read();
    if (!piece) return piece.error();
    if (piece->empty()) break;
    digest.add(*piece);
    size += piece->size();
    if (auto taken = take_piece(*piece, keep, allowance, text); !taken) return taken;
  }
  if (!bundle.files.emplace(entry.name, Bundle::Found{digest.finish(), size}).second) {
    return invalid_input("it holds " + entry.name + " twice");
  }
  if (keep) bundle.texts.emplace(entry.name, std::move(text));
  return {};
}

}  // namespace

std::string log_entry_for(std::string_view manifest) {
  return "consentry-evidence-v1\n" + sha256_hex(manifest) + "\n";
}

std::string seal_text(std::string_view manifest, const AddedFiles& added) {
  std::map<std::string, Sha256> digests{{kManifestName, sha256(manifest)}};
  for (const auto& [name, bytes] : added) digests[name] = sha256(bytes);
  std::vector<SealedFile> files;
  for (const auto& [name, digest] : digests) files.push_back({name, digest});
  return sealed_list_text(files);
}

std::string Bundle::text(const std::string& name) const {
  const auto found = texts.find(name);
  return found == texts.end() ? std::string() : found->second;
}

AddedFiles Bundle::added() const {
  std::set<std::string_view> others{kManifestName, kSealName};
  for (const SealedFile& file : manifest) others.insert(file.name);
  AddedFiles added;
  for (const auto& [name, text] : texts) {
    if (!others.contains(name)) added.emplace(name, text);
  }
  return added;
}

Result<Bundle> read_bundle(const std::filesystem::path& path) {
  auto archive = ArchiveReader::open(path);
  if (!archive) return archive.error();
  std::error_code error;
  Allowance allowance{std::filesystem::file_size(path, error)};
  if (error) return Error{ErrorKind::unavailable, path.string() + ": " + error.message()};
  Bundle bundle;
  for (;;) {
    const auto entry = archive->next();
    if (!entry) return entry.error();
    if (!*entry) break;
    if (!is_sealed_name((*entry)->name)) {
      return invalid_input(path.string() +
                           " is no evidence bundle: it holds a name that leads "
                           "elsewhere or is none");
    }
    if (auto taken = take_file(*archive, **entry, bundle, allowance); !taken) {
      return taken.error().in(path.string());
    }
  }
  if (!bundle.texts.contains(kManifestName)) {
    return invalid_input(path.string() + " is no evidence bundle (no MANIFEST.sha256 in it)");
  }
  if (auto manifest = parse_sealed_list(bundle.text(kManifestName))) {
    bundle.manifest = *std::move(manifest);
  }
  return bundle;
}

}  // namespace consentry
