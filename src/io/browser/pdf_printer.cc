// SPDX-License-Identifier: Apache-2.0
#include "io/browser/pdf_printer.h"

#include <boost/json.hpp>

#include "io/browser/base64.h"
#include "io/browser/json_fields.h"
#include "io/browser/tab.h"

namespace consentry {
namespace {

namespace json = boost::json;

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
  const auto page = StoredPage::open(browser, name, read, {}, deadline);
  if (!page) return page.error().in("printing " + name);
  Tab& tab = (*page)->tab();
  const auto ready = tab.evaluate(tab.main_frame(), kMakeReadyForPaper, deadline);
  if (!ready) return ready.error().in("printing " + name);
  auto pdf = print(tab, deadline);
  if (!pdf) return pdf.error().in("printing " + name);
  return pdf;
}

}  // namespace consentry
