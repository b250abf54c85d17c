// SPDX-License-Identifier: Apache-2.0
// Keeps a run's evidence in its folder: events.ndjson and the screenshots.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "core/observe/run_sink.h"
#include "io/store/evidence_folder.h"
#include "io/store/site_allowance.h"

namespace consentry {

// Of one run's log. The browser room drops events long before; this guards the disk against a
// mistake.
inline constexpr std::size_t kMaxLogBytes = std::size_t{256} << 20U;
// Screenshots of a run together.
inline constexpr std::size_t kMaxPictureBytes = std::size_t{64} << 20U;

// One thread. Until finish(), the log stands under the name events.ndjson.part.
class RunFolderWriter final : public RunSink {
 public:
  // allowance: of the run's site; it must outlive the writer. conflict: the folder holds something
  // already; unavailable: the disk said no.
  static Result<std::unique_ptr<RunFolderWriter>> create(const std::filesystem::path& folder,
                                                         SiteAllowance& allowance);

  Status line(std::string_view bytes) override;
  [[nodiscard]] bool has_room(std::size_t bytes) const override {
    return allowance_.has_room(bytes);
  }
  Status picture(std::string_view name, std::string_view bytes) override;
  // Log and pictures, so far.
  [[nodiscard]] std::size_t bytes() const { return log_.size() + picture_bytes_; }
  // Makes the log durable under its own name. Error: what went wrong first, here or earlier.
  Status finish();

 private:
  RunFolderWriter(std::filesystem::path folder, GrowingFile log, SiteAllowance& allowance)
      : folder_(std::move(folder)), log_(std::move(log)), allowance_(allowance) {}
  Status keep(Status status);
  std::filesystem::path folder_;
  GrowingFile log_;
  SiteAllowance& allowance_;
  std::size_t picture_bytes_ = 0;
  std::optional<Error> failure_;
};

}  // namespace consentry
