// SPDX-License-Identifier: Apache-2.0
#include "command/printed_reports.h"

#include <algorithm>

#include "command/file_bytes.h"
#include "io/browser/browser.h"
#include "io/browser/pdf_printer.h"
#include "io/store/evidence_folder.h"

namespace consentry {
namespace {

namespace fs = std::filesystem;

constexpr const char* kReport = "report";
constexpr const char* kPageInMemory = "page.html";
// A screenshot is at most a few MB; the report of thousands of sites some tens. The pipe to the browser
// takes messages of 64 MiB, and base64 adds a third.
constexpr std::size_t kMaxAssetBytes = std::size_t{40} << 20U;

std::string mime_type_of(const fs::path& path) {
  if (path.extension() == ".html") return "text/html; charset=utf-8";
  if (path.extension() == ".jpg") return "image/jpeg";
  return "application/octet-stream";
}

// Only what lies below the page's folder: the words of a report come from scanned pages.
std::optional<StoredAsset> read_below(const fs::path& folder, std::string_view name) {
  const fs::path path = fs::path(name).lexically_normal();
  const bool climbs = std::ranges::find(path, "..") != path.end();
  if (path.empty() || path.is_absolute() || climbs) return std::nullopt;
  auto bytes = read_file(folder / path, kMaxAssetBytes);
  if (!bytes) return std::nullopt;
  return StoredAsset{*std::move(bytes), mime_type_of(path)};
}

Status print_in(Browser& browser, const fs::path& folder, const std::string& name) {
  const auto read = [&folder](std::string_view asset) { return read_below(folder, asset); };
  const auto pdf = print_to_pdf(browser, name + ".html", read);
  if (!pdf) return pdf.error().in(folder.string());
  return write_whole_file(folder / (name + ".pdf"), *pdf);
}

}  // namespace

Status print_reports(const fs::path& out, const ScanReport& report) {
  BrowserOptions options;
  options.sandbox = report.settings.sandbox;
  auto browser = Browser::launch(options);
  if (!browser) return browser.error().in("printing the reports");
  if (auto run = print_in(**browser, out, kReport); !run) return run;
  for (const SiteReport& site : report.sites) {
    const fs::path folder = out / site.folder;
    if (site.folder.empty() || !fs::exists(folder / "report.html")) continue;
    if (auto one = print_in(**browser, folder, kReport); !one) return one;
  }
  return {};
}

Result<std::string> printed(const std::string& html) {
  auto browser = Browser::launch({});
  if (!browser) return browser.error().in("printing");
  const auto read = [&html](std::string_view name) -> std::optional<StoredAsset> {
    if (name != kPageInMemory) return std::nullopt;
    return StoredAsset{html, mime_type_of(kPageInMemory)};
  };
  return print_to_pdf(**browser, kPageInMemory, read);
}

Status print_page(const fs::path& folder, const std::string& name) {
  auto browser = Browser::launch({});
  if (!browser) return browser.error().in("printing");
  return print_in(**browser, folder, name);
}

}  // namespace consentry
