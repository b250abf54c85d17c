// SPDX-License-Identifier: Apache-2.0
#include "io/browser/stored_page.h"

#include <boost/json.hpp>
#include <utility>

#include "core/base/origin.h"
#include "io/browser/base64.h"
#include "io/browser/json_fields.h"
#include "io/browser/tab.h"

namespace consentry {
namespace {

namespace json = boost::json;

// RFC 6761 section 6.4: a name that no resolver knows, should a request ever pass by us.
constexpr std::string_view kBase = "https://report.invalid/";

// Where a URL of the page points, without query and fragment.
std::string path_of(std::string_view url) {
  const std::string_view rest = url.substr(kBase.size());
  return percent_decoded(rest.substr(0, rest.find_first_of("?#")));
}

void answer(Tab& tab, const DevtoolsMessage& event, const AssetReader& read) {
  const std::string_view url = text_at(object_at(event.body(), "request"), "url");
  const std::string_view request = text_at(event.body(), "requestId");
  std::optional<StoredAsset> asset;
  if (url.starts_with(kBase)) asset = read(path_of(url));
  if (!asset) {
    const json::object refusal{{"requestId", request}, {"errorReason", "Aborted"}};
    tab.post("Fetch.failRequest", json::serialize(refusal), event.session());
    return;
  }
  const json::array headers{json::object{{"name", "Content-Type"}, {"value", asset->mime_type}}};
  const json::object reply{{"requestId", request},
                           {"responseCode", 200},
                           {"responseHeaders", headers},
                           {"body", encode_base64(asset->bytes)}};
  tab.post("Fetch.fulfillRequest", json::serialize(reply), event.session());
}

}  // namespace

StoredPage::StoredPage(AssetReader read) : read_(std::move(read)) {}
StoredPage::~StoredPage() = default;

Result<std::unique_ptr<StoredPage>> StoredPage::open(Browser& browser, const std::string& name,
                                                     AssetReader read, PageSize size,
                                                     Deadline deadline) {
  std::unique_ptr<StoredPage> page(new StoredPage(std::move(read)));
  if (const Status done = page->load(browser, name, size, deadline); !done) return done.error();
  return page;
}

Status StoredPage::load(Browser& browser, const std::string& name, PageSize size,
                        Deadline deadline) {
  auto tab = Tab::open(browser, TabOptions{});
  if (!tab) return tab.error();
  tab_ = *std::move(tab);
  tab_->listen([this](const DevtoolsMessage& event) {
    if (event.method() == "Fetch.requestPaused") answer(*tab_, event, read_);
    if (event.method() == "Page.loadEventFired") loaded_ = true;
  });
  if (size.width > 0) {
    const json::object screen{{"width", size.width},
                              {"height", size.height},
                              {"deviceScaleFactor", 1},
                              {"mobile", false}};
    const auto set = tab_->call("Emulation.setDeviceMetricsOverride", screen, deadline);
    if (!set) return set.error();
  }
  const json::object everything{{"patterns", json::array{json::object{{"urlPattern", "*"}}}}};
  if (const auto fetch = tab_->call("Fetch.enable", everything, deadline); !fetch) {
    return fetch.error();
  }
  const auto gone =
      tab_->call("Page.navigate", json::object{{"url", std::string(kBase) + name}}, deadline);
  if (!gone) return gone.error();
  if (gone->is_object() && !text_at(gone->get_object(), "errorText").empty()) {
    return Error{ErrorKind::not_found, "the browser could not open it"};
  }
  if (tab_->pump_until([this] { return loaded_; }, deadline)) return {};
  return Error{ErrorKind::timeout, "it did not load in the browser"};
}

}  // namespace consentry
