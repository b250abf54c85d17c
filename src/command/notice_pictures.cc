// SPDX-License-Identifier: Apache-2.0
#include "command/notice_pictures.h"

#include <array>
#include <boost/json.hpp>

#include "io/browser/browser.h"
#include "io/browser/browser_options.h"
#include "io/browser/stored_page.h"
#include "io/browser/tab.h"

namespace consentry {
namespace {

constexpr std::array kSizes{PageSize{1366, 768}, PageSize{390, 844}};
// A page from memory takes a fraction of a second; a browser that takes longer hangs.
constexpr std::chrono::seconds kPictureTime{30};
constexpr std::string_view kPage = "index.html";
constexpr const char* kShown =
    "document.querySelector('consentry-banner').shadowRoot.querySelector('dialog') !== null";
constexpr const char* kOpenSettings = "consentry.open().then(() => true)";

std::string page_in(const std::string& language, const std::string& script) {
  return "<!doctype html><html lang=\"" + language +
         "\"><meta charset=\"utf-8\"><title>Notice</title><meta name=\"viewport\" "
         "content=\"width=device-width\"><script src=\"" +
         script + "\"></script><body></body></html>";
}

struct View {
  const Publication& publication;
  std::string language;
  PageSize size;
};

Result<std::string> picture(Tab& tab, const std::string& question, Deadline deadline) {
  const auto shown = tab.evaluate_in(tab.main_frame(), {}, question, deadline);
  if (!shown) return shown.error();
  return tab.screenshot(deadline);
}

Status add_pictures(Browser& browser, const View& view, std::vector<NoticePicture>& pictures) {
  const Deadline deadline = in(kPictureTime);
  const auto read = [&view](std::string_view path) -> std::optional<StoredAsset> {
    const auto& files = view.publication.files;
    if (path == kPage)
      return StoredAsset{page_in(view.language, files.front().name), "text/html; charset=utf-8"};
    for (const TagFile& file : files) {
      if (file.name == path) return StoredAsset{file.plain, "text/javascript; charset=utf-8"};
    }
    return std::nullopt;
  };
  const auto page = StoredPage::open(browser, std::string(kPage), read, view.size, deadline);
  if (!page) return page.error();
  const std::string size = std::to_string(view.size.width) + "x" + std::to_string(view.size.height);
  for (const auto& [layer, question] : {std::pair{"", kShown}, {"settings-", kOpenSettings}}) {
    auto jpeg = picture((*page)->tab(), question, deadline);
    if (!jpeg) return jpeg.error();
    pictures.push_back({view.language + "-" + layer + size + ".jpg", *std::move(jpeg)});
  }
  return {};
}

}  // namespace

Result<std::vector<NoticePicture>> take_notice_pictures(const Publication& publication,
                                                        const TagConfig& config) {
  auto browser = Browser::launch(BrowserOptions{});
  if (!browser) return browser.error();
  std::vector<NoticePicture> pictures;
  for (const std::string& language : config.languages) {
    for (const PageSize size : kSizes) {
      if (const Status done = add_pictures(**browser, {publication, language, size}, pictures);
          !done)
        return done.error().in("picture in " + language);
    }
  }
  return pictures;
}

}  // namespace consentry
