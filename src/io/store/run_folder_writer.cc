// SPDX-License-Identifier: Apache-2.0
#include "io/store/run_folder_writer.h"

#include <utility>

namespace consentry {
namespace {

Error beyond_allowance() {
  return {ErrorKind::exhausted, "the captures of the site grew beyond their limit"};
}

}  // namespace

Result<std::unique_ptr<RunFolderWriter>> RunFolderWriter::create(
    const std::filesystem::path& folder, SiteAllowance& allowance) {
  if (auto made = create_evidence_folder(folder); !made) return made.error();
  auto log = GrowingFile::create(folder / "events.ndjson");
  if (!log) return log.error();
  return std::unique_ptr<RunFolderWriter>(new RunFolderWriter(folder, std::move(*log), allowance));
}

Status RunFolderWriter::keep(Status status) {
  if (!status && !failure_) failure_ = status.error();
  return status;
}

Status RunFolderWriter::line(std::string_view bytes) {
  if (failure_) return *failure_;
  if (log_.size() + bytes.size() > kMaxLogBytes) {
    return keep(Error{ErrorKind::exhausted, "the event log of a run grew beyond its limit"});
  }
  if (!allowance_.take(bytes.size())) return keep(beyond_allowance());
  return keep(log_.append(bytes));
}

Status RunFolderWriter::picture(std::string_view name, std::string_view bytes) {
  if (failure_) return *failure_;
  if (name.empty() || name.front() == '.' || name.find('/') != std::string_view::npos) {
    return keep(Error{ErrorKind::internal, "not a plain file name: " + std::string(name)});
  }
  if (picture_bytes_ + bytes.size() > kMaxPictureBytes) {
    return keep(Error{ErrorKind::exhausted, "the screenshots of a run grew beyond their limit"});
  }
  if (!allowance_.take(bytes.size())) return keep(beyond_allowance());
  picture_bytes_ += bytes.size();
  return keep(write_whole_file(folder_ / name, bytes));
}

Status RunFolderWriter::finish() {
  if (failure_) return *failure_;
  return keep(log_.finish());
}

}  // namespace consentry
