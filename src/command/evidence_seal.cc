// SPDX-License-Identifier: Apache-2.0
#include "command/evidence_seal.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <utility>

#include "command/embedded.h"
#include "command/evidence_check.h"
#include "command/stored_scan.h"
#include "io/store/archive_file.h"

namespace consentry {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPieceBytes = std::size_t{256} << 10U;

// A name in the bundle, and the file or the text that it stands for.
struct Source {
  fs::path file;
  std::string text;
};
using Sources = std::map<std::string, Source>;

bool is_left_out(const fs::path& path, const fs::path& folder) {
  const std::string name = path.filename().string();
  const bool bundle = path.parent_path() == folder && name.starts_with("evidence") &&
                      (name.ends_with(".zip") || name.ends_with(".zip.part"));
  return name.starts_with('.') || bundle;
}

Status add_folder(const fs::path& folder, const fs::path& bundle, Sources& sources) {
  std::error_code error;
  fs::recursive_directory_iterator at(folder, error);
  for (const fs::recursive_directory_iterator end; !error && at != end; at.increment(error)) {
    const fs::path& path = at->path();
    if (is_left_out(path, folder) || fs::equivalent(path, bundle, error)) {
      if (at->is_directory()) at.disable_recursion_pending();
      error.clear();
      continue;
    }
    error.clear();
    if (at->is_directory() && !at->is_symlink()) continue;
    const std::string name = kScanPrefix + path.lexically_relative(folder).generic_string();
    if (!at->is_regular_file() || at->is_symlink() || !is_sealed_name(name)) {
      return invalid_input(path.string() +
                           " cannot be sealed: it is no plain file, or its name has "
                           "other letters than printable ASCII");
    }
    sources[name] = {path, {}};
  }
  if (error) return Error{ErrorKind::unavailable, folder.string() + ": " + error.message()};
  return {};
}

Status write_file(ArchiveWriter& archive, const fs::path& path, Sha256Stream& digest) {
  std::ifstream in(path, std::ios::binary);
  std::string piece(kPieceBytes, '\0');
  while (in) {
    in.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    const std::string_view got(piece.data(), static_cast<std::size_t>(in.gcount()));
    digest.add(got);
    if (auto added = archive.add(got); !added) return added.error().in(path.string());
  }
  if (!in.eof()) return Error{ErrorKind::unavailable, "reading " + path.string()};
  return {};
}

Result<SealedFile> seal_source(ArchiveWriter& archive, const std::string& name,
                               const Source& source, SealOutcome& outcome) {
  std::error_code error;
  const std::uint64_t size =
      source.file.empty() ? source.text.size() : fs::file_size(source.file, error);
  if (error) return Error{ErrorKind::unavailable, source.file.string() + ": " + error.message()};
  if (auto begun = archive.begin(name, size); !begun) return begun.error();
  Sha256Stream digest;
  digest.add(source.text);
  const Status written =
      source.file.empty() ? archive.add(source.text) : write_file(archive, source.file, digest);
  if (!written) return written.error();
  outcome.bytes += size;
  ++outcome.files;
  return SealedFile{name, digest.finish()};
}

Status put_rest(ArchiveWriter& archive, const std::string& manifest, const AddedFiles& added) {
  if (auto put = archive.put(kManifestName, manifest); !put) return put;
  if (auto put = archive.put(kSealName, seal_text(manifest, added)); !put) return put;
  for (const auto& [name, bytes] : added) {
    if (auto put = archive.put(name, bytes); !put) return put;
  }
  return archive.finish();
}

Result<Sources> sources_of(const SealOrder& order) {
  const auto manifest = read_manifest(order.folder);
  if (!manifest) return manifest.error();
  StatementFiles files = make_statements(order.folder, *manifest, order.words);
  Sources sources{{"README.txt", {{}, std::string(embedded("data/evidence/README.txt"))}},
                  {"verify.py", {{}, std::string(embedded("data/evidence/verify.py"))}},
                  {"statement.json", {{}, std::move(files.statement)}},
                  {"environment.json", {{}, std::move(files.environment)}},
                  {"method.json", {{}, std::move(files.method)}},
                  {kCustodyName, {{}, std::move(files.custody)}}};
  if (auto added = add_folder(order.folder, order.bundle, sources); !added) return added.error();
  return sources;
}

// Sealed entries of a bundle as they are, into another.
Status copy_sealed(const fs::path& from, const Bundle& bundle, ArchiveWriter& to) {
  auto archive = ArchiveReader::open(from);
  if (!archive) return archive.error();
  const AddedFiles added = bundle.added();
  for (;;) {
    const auto entry = archive->next();
    if (!entry) return entry.error();
    if (!*entry) return {};
    const std::string& name = (*entry)->name;
    if (name == kManifestName || name == kSealName || added.contains(name)) continue;
    if (auto begun = to.begin(name, (*entry)->size); !begun) return begun;
    for (;;) {
      const auto piece = archive->read();
      if (!piece) return piece.error();
      if (piece->empty()) break;
      if (auto put = to.add(*piece); !put) return put;
    }
  }
}

}  // namespace

Result<SealOutcome> seal_folder(const SealOrder& order, UtcTime now) {
  const auto sources = sources_of(order);
  if (!sources) return sources.error();
  auto archive = ArchiveWriter::create(order.bundle);
  if (!archive) return archive.error();
  SealOutcome outcome;
  std::vector<SealedFile> sealed;
  for (const auto& [name, source] : *sources) {
    auto file = seal_source(*archive, name, source, outcome);
    if (!file) return file.error();
    sealed.push_back(*std::move(file));
  }
  const SealedTexts texts{sealed_list_text(sealed), sources->at(kCustodyName).text};
  outcome.manifest_sha256 = sha256_hex(texts.manifest);
  AddedFiles added;
  add_custody(added, texts,
              {to_rfc3339(now),
               order.words.by,
               "sealed",
               {{"manifest", outcome.manifest_sha256}, {"files", std::to_string(sealed.size())}}});
  outcome.problems = attest(texts, order.attestation, now, added);
  if (auto written = put_rest(*archive, texts.manifest, added); !written) return written.error();
  return outcome;
}

Result<SealOutcome> stamp_bundle(const fs::path& path, const AttestationOrder& order, UtcTime now) {
  const auto bundle = read_bundle(path);
  if (!bundle) return bundle.error();
  for (const EvidenceCheck& check : check_bundle(*bundle, {})) {
    if (check.state == CheckState::failed) {
      return Error{ErrorKind::corrupt, path.string() + " is not as it was sealed (" + check.name +
                                           ": " + check.text + ")"};
    }
  }
  const SealedTexts texts{bundle->text(kManifestName), bundle->text(kCustodyName)};
  AddedFiles added = bundle->added();
  SealOutcome outcome;
  outcome.files = bundle->manifest.size();
  outcome.manifest_sha256 = sha256_hex(texts.manifest);
  outcome.problems = attest(texts, order, now, added);
  auto archive = ArchiveWriter::create(path);
  if (!archive) return archive.error();
  if (auto copied = copy_sealed(path, *bundle, *archive); !copied) return copied.error();
  if (auto written = put_rest(*archive, texts.manifest, added); !written) return written.error();
  return outcome;
}

}  // namespace consentry
