// SPDX-License-Identifier: Apache-2.0
#include "io/browser/pdf_printer.h"

#include <boost/json.hpp>
#include <memory>

#include "core/base/origin.h"
#include "io/browser/base64.h"
#include "io/browser/json_fields.h"
#include "io/browser/tab.h"

namespace consentry {
namespace {

namespace json = boost::json;

// RFC 6761 section 6.4: a name that no resolver knows, should a request ever pass by us.
constexpr std::string_view kBase = "https://report.invalid/";
// A run over thousands of sites prints in seconds; a browser that takes longer hangs.
constexpr std::chrono::milliseconds kPrintTime{60'000};

// A4 in inches, as the protocol wants it; the style sheet of the report decides the margins.
constexpr double kWidth = 8.27;
constexpr double kHeight = 11.69;

// A report whose details stay folded would hide the evidence on paper; links to files beside it lead
// nowhere from a PDF.
constexpr std::string_view kMakeReadyForPaper = R"js((async () => {
  for (const details of document.querySelectorAll("details")) details.open = true;
  for (const link of document.querySelectorAll("a[href]")) {
    const inside = link.getAttribute("href").startsWith("#");
    if (!inside && link.origin === location.origin) link.removeAttribute("href");
  }
  for (const image of document.images) image.loading = "eager";
  await Promise.all([...document.images].map((image) => image.decode().catch(() => null)));
  return true;
})())js";

// Where a URL of the page points, without query and fragment.
std::string path_of(std::string_view url) {
  const std::string_view rest = url.substr(kBase.size());
  return percent_decoded(rest.substr(0, rest.find_first_of("?#")));
}

void answer(Tab& tab, const DevtoolsMessage& event, const AssetReader& read) {
  const std::string_view url = text_at(object_at(event.body(), "request"), "url");
  const std::string_view request = text_at(event.body(), "requestId");
  std::optional<PrintedAsset> asset;
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

// `loaded` turns true, by the caller's listener, when the page has loaded.
Status open_page(Tab& tab, const std::string& name, const bool& loaded, Deadline deadline) {
  const auto gone =
      tab.call("Page.navigate", json::object{{"url", std::string(kBase) + name}}, deadline);
  if (!gone) return gone.error();
  if (gone->is_object() && !text_at(gone->get_object(), "errorText").empty()) {
    return Error{ErrorKind::not_found, "the browser could not open it"};
  }
  if (tab.pump_until([&loaded] { return loaded; }, deadline)) return {};
  return Error{ErrorKind::timeout, "it did not load in the browser"};
}

Result<std::string> print(Tab& tab, Deadline deadline) {
  const json::object options{{"printBackground", true},   {"preferCSSPageSize", true},
                             {"paperWidth", kWidth},      {"paperHeight", kHeight},
                             {"generateTaggedPDF", true}, {"generateDocumentOutline", true}};
  auto reply = tab.exchange("Page.printToPDF", json::serialize(options), deadline);
  if (!reply) return reply.error();
  return decode_base64(text_at(reply->body(), "data"));
}

}  // namespace

Result<std::string> print_to_pdf(Browser& browser, const std::string& name,
                                 const AssetReader& read) {
  const Deadline deadline = in(kPrintTime);
  bool loaded = false;  // before the tab, whose listener writes to it
  auto tab = Tab::open(browser, TabOptions{});
  if (!tab) return tab.error().in("printing " + name);
  (*tab)->listen([&tab, &read, &loaded](const DevtoolsMessage& event) {
    if (event.method() == "Fetch.requestPaused") answer(**tab, event, read);
    if (event.method() == "Page.loadEventFired") loaded = true;
  });
  const json::object everything{{"patterns", json::array{json::object{{"urlPattern", "*"}}}}};
  if (const auto fetch = (*tab)->call("Fetch.enable", everything, deadline); !fetch) {
    return fetch.error().in("printing " + name);
  }
  if (const auto opened = open_page(**tab, name, loaded, deadline); !opened) {
    return opened.error().in("printing " + name);
  }
  const auto ready = (*tab)->evaluate((*tab)->main_frame(), kMakeReadyForPaper, deadline);
  if (!ready) return ready.error().in("printing " + name);
  auto pdf = print(**tab, deadline);
  if (!pdf) return pdf.error().in("printing " + name);
  return pdf;
}

}  // namespace consentry
