// SPDX-License-Identifier: Apache-2.0
#include "core/judge/shown_text.h"

#include <algorithm>

#include "core/judge/evidence_text.h"
#include "core/judge/named_entries.h"
#include "core/judge/second_site.h"

namespace consentry {
namespace {

void search(const BannerView& view, const SiteName& name, TextSearch& best) {
  Naming found = name.in(view.text);
  for (const BannerControl& control : view.controls) {
    found = std::max({found, name.in(control.label), name.in(control.href)});
  }
  if (found > best.naming) best = {found, "the banner"};
}

}  // namespace

ShownText::ShownText(const SiteFacts& site, const RunObservation& visit, const RuleBook& book,
                     double letters)
    : visit_(visit), view_(site), declaration_(read_declaration(view_, book)), letters_(letters) {
  for (const BannerView* view : first_site_banners(visit)) {
    if (banner_ == nullptr && !view->text.empty()) banner_ = view;
  }
}

TextSearch ShownText::look_for(const SiteName& name) const {
  TextSearch best;
  for (const BannerView* view : first_site_banners(visit_)) search(*view, name, best);
  for (const RunView& run : view_.runs()) {
    for (const BannerView& view : run.run->banner_views) {
      if (view.found) search(view, name, best);
    }
  }
  for (const DeclaredPage& page : declaration_.pages) {
    const Naming found = name.in(page.text);
    if (found > best.naming) best = {found, "the page " + shown_url(page.document->url)};
  }
  return best;
}

std::string ShownText::missing() const {
  if (banner_ == nullptr) return "the text of the banner there was not captured";
  if (banner_may_list_more(view_)) return "not all that the banner there says was seen";
  const bool policy = std::ranges::any_of(declaration_.pages, [&](const DeclaredPage& page) {
    return page.document->about == "policy" && bears_its_name(page) &&
           static_cast<double>(page.text.size()) >= letters_;
  });
  if (!policy) return "the policy there was not recognised or could not be read";
  if (declaration_.partly_read()) return "not all of the policy there could be read";
  return {};
}

std::vector<std::string> ShownText::pages() const {
  std::vector<std::string> pages;
  for (const DeclaredPage& page : declaration_.pages) {
    pages.push_back("the page " + shown_url(page.document->url) + " (read in the run " +
                    page.document->at.run + " of that site, line " +
                    std::to_string(page.document->at.line) + ")");
  }
  return pages;
}

}  // namespace consentry
