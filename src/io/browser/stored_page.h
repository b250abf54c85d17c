// SPDX-License-Identifier: Apache-2.0
// A page that lies on disk or in memory, opened in a tab. The browser runs as a user who may not read
// the caller's files and must not reach the network for such a page, so every request of it is answered
// here: from `read`, or not at all.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/error.h"
#include "io/browser/deadline.h"

namespace consentry {

class Browser;
class Tab;

struct StoredAsset {
  std::string bytes;
  std::string mime_type;
};

// What lies under a path relative to the page's folder ("report.html", "refuse/1.jpg"); empty when
// nothing does. The path is as the page wrote it, with escapes undone, and may point anywhere.
using AssetReader = std::function<std::optional<StoredAsset>(std::string_view path)>;

struct PageSize {
  int width = 0;  // CSS pixels; 0: the browser's own
  int height = 0;
};

// Not thread-safe. The browser outlives it.
class StoredPage {
 public:
  // Loaded when it returns. unavailable: the browser is gone; not_found: it cannot open it; timeout.
  static Result<std::unique_ptr<StoredPage>> open(Browser& browser, const std::string& name,
                                                  AssetReader read, PageSize size,
                                                  Deadline deadline);
  ~StoredPage();
  StoredPage(const StoredPage&) = delete;
  StoredPage& operator=(const StoredPage&) = delete;

  Tab& tab() { return *tab_; }

 private:
  explicit StoredPage(AssetReader read);
  Status load(Browser& browser, const std::string& name, PageSize size, Deadline deadline);

  AssetReader read_;
  bool loaded_ = false;
  std::unique_ptr<Tab> tab_;  // last: its listener uses the others
};

}  // namespace consentry
