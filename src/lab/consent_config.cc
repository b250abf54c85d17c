// SPDX-License-Identifier: Apache-2.0
#include "lab/consent_config.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <numeric>
#include <vector>

#include "lab/tc_string.h"

namespace consentry::lab {
namespace {

namespace json = boost::json;

constexpr std::array kVendors{21, 28, 32, 50, 52, 69, 76, 91, 131, 136, 278, 755, 793, 804, 815};
constexpr int kCmpId = 92;
constexpr int kManyVendors = 60;
// A GPP header that lists section 2, TCF EU, alone.
constexpr std::string_view kGppHeader = "DBABMA~";

std::vector<int> vendors_of(const Site& site) {
  if (!site.faults.many_vendors) return {kVendors.begin(), kVendors.end()};
  std::vector<int> vendors(kManyVendors);
  std::iota(vendors.begin(), vendors.end(), 1);
  return vendors;
}

json::array words_of(const std::string& text) {
  json::array out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    if (end > at) out.emplace_back(text.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

json::object tag_json(const Tag& tag) {
  const Party& party = *tag.party;
  const std::string cookies = std::string(party.cookies) + " " + std::string(party.unknown_cookies);
  return {{"src", with_account(party.source, tag.account)},
          {"id", tag.account},
          {"category", party.category},
          {"gate", name_of(tag.gate)},
          {"image", party.image},
          {"cookies", words_of(with_account(cookies, tag.account))},
          {"keys", words_of(std::string(party.keys))}};
}

json::object signal_json(const Site& site) {
  static constexpr std::array<std::string_view, 5> kClaims{
      "honest", "before-choice", "after-refusal", "after-withdrawal", "under-gpc"};
  const std::string_view claim = kClaims.at(static_cast<std::size_t>(site.claim));
  if (site.signal == SignalKind::google) return {{"kind", "google"}, {"claim", claim}};
  const std::string_view country = std::string_view(site.language->locale).substr(3);
  const std::vector<int> listed = vendors_of(site);
  TcChoice choice{true, listed, kCmpId, site.language->code, country};
  choice.legitimate_interest = site.faults.legitimate_interest;
  choice.disclosed = !site.faults.undisclosed_vendors;
  const bool gpp = site.signal == SignalKind::gpp;
  const std::string before(gpp ? kGppHeader : std::string_view());
  json::object out{
      {"kind", gpp ? "gpp" : "tcf"}, {"claim", claim}, {"cmpId", kCmpId}, {"country", country}};
  out["granted"] = before + tc_string(choice);
  choice.granted = false;
  out["denied"] = before + tc_string(choice);
  json::array vendors;
  for (const int id : listed) vendors.emplace_back(id);
  out["vendors"] = std::move(vendors);
  return out;
}

json::object faults_json(const ChoiceFaults& faults) {
  return {{"forgetsRefusal", faults.forgets_refusal},
          {"turnsAway", faults.turns_away},
          {"shortRefusal", faults.short_refusal},
          {"withdrawByToggles", faults.withdraw_by_toggles},
          {"keepsCookies", faults.keeps_cookies},
          {"panelForgets", faults.panel_forgets},
          {"legitimateInterest", faults.legitimate_interest},
          {"incompleteTcf", faults.incomplete_tcf},
          {"tellsHits", faults.tells_hits},
          {"lyingHits", faults.lying_hits},
          {"hidesUnderGpc", faults.hides_under_gpc}};
}

// The words of the request: what they leave out, or add, is some sites' flaw.
std::string request_of(const Site& site, const Language& language) {
  const BannerText& text = language.banner;
  std::string honest = text.wordings.at(site.banner.wording).text + " " + text.complete;
  switch (site.banner.flaw) {
    case Flaw::silent_text:
      return text.wordings.at(site.banner.wording).text;
    case Flaw::implied_consent:
      return text.implied + " " + honest;
    case Flaw::vague_text:
      return text.vague + " " + text.complete;
    case Flaw::steering_text:
      return honest + " " + text.steering;
    case Flaw::long_text: {
      std::string all = honest;
      for (const Kind kind : kKinds) {
        for (const std::string& paragraph : language.kind(kind).body) all += " " + paragraph;
      }
      return all;
    }
    default:
      break;
  }
  return honest;
}

json::object text_json(const Site& site) {
  const Language& language =
      site.banner_language != nullptr ? *site.banner_language : *site.language;
  const BannerText& text = language.banner;
  const Wording& wording = text.wordings.at(site.banner.wording);
  std::string words = request_of(site, language);
  if (site.faults.says_how_many) words += " (" + std::to_string(kManyVendors) + ")";
  if (site.names_partners) {
    for (const std::string& partner : site.consent_partners) words += " + " + partner;
  }
  return {{"title", wording.title},
          {"text", words},
          {"accept", wording.accept},
          {"refuse", wording.refuse},
          {"settings", wording.settings},
          {"save", text.save},
          {"necessary", text.necessary},
          {"necessaryText", text.necessary_text},
          {"statistics", text.statistics},
          {"statisticsText", text.statistics_text},
          {"marketing", text.marketing},
          {"marketingText", text.marketing_text},
          {"partners", text.partners},
          {"partnersText", text.partners_text},
          {"refuseDeep", text.refuse_deep},
          {"close", text.close},
          {"pay", text.pay},
          {"sure", text.sure},
          {"sureRefuse", text.sure_refuse},
          {"interest", text.interest}};
}

void replace_all(std::string& text, std::string_view what, std::string_view by) {
  for (std::size_t at = text.find(what); at != std::string::npos;
       at = text.find(what, at + by.size())) {
    text.replace(at, what.size(), by);
  }
}

std::string banner_css(const Site& site, const Assets& assets) {
  std::string css(assets("lab/banner.css"));
  replace_all(css, "{{fill}}", "#ffffff");
  replace_all(css, "{{text}}", "#20272c");
  replace_all(css, "{{edge}}", site.palette.deep);
  replace_all(css, "{{accept}}", site.banner.accept_fill);
  replace_all(css, "{{acceptText}}", site.banner.accept_text);
  replace_all(css, "{{refuse}}", site.banner.refuse_fill);
  replace_all(css, "{{refuseText}}", site.banner.refuse_text);
  replace_all(css, "{{refuseBorder}}", site.banner.refuse_border);
  replace_all(css, "{{font}}", site.font);
  replace_all(css, "{{round}}", "12px");
  return css;
}

std::string_view layout_name(Layout layout) {
  static constexpr std::array<std::string_view, 6> kNames{"bar",    "box",   "modal",
                                                          "shadow", "frame", "frame"};
  return kNames.at(static_cast<std::size_t>(layout));
}

// The items behind the word "necessary": the site's own, and in one scenario a tracker.
std::string necessary_items(const Site& site) {
  std::string items;
  for (const std::string& line : site.necessary_cookies)
    items += (items.empty() ? "" : ", ") + line.substr(0, line.find('='));
  if (site.banner.lists_tracker_as_necessary)
    items += std::string(items.empty() ? "" : ", ") + "Google Analytics: _ga";
  return items;
}

json::object banner_json(const Site& site, const Assets& assets, bool framed) {
  static constexpr std::array<std::string_view, 4> kReopen{"footer", "floating", "policy", "none"};
  const Banner& banner = site.banner;
  json::array partners;
  for (const Tag& tag : site.tags) partners.emplace_back(tag.party->company);
  const std::string frame =
      banner.layout == Layout::foreign_frame
          ? "https://" + std::string(kFrameProvider) + "/frame?site=" + site.bare_host
          : std::string("/consent/frame");
  return {{"layout", layout_name(banner.layout)},
          {"framed", framed},
          {"frameSource", frame},
          {"text", text_json(site)},
          {"refuseLayer", banner.refuse_layer},
          {"togglesOn", banner.toggles_on},
          {"preticked", banner.preticked},
          {"switches", banner.switches},
          {"closedShadow", banner.closed_shadow},
          {"storesRefusalAsConsent", banner.stores_refusal_as_consent},
          {"buttonTag", banner.button_tag},
          {"settingsTag", banner.button_tag},
          {"store", json::object{{"name", banner.store_name},
                                 {"shape", banner.store_shape},
                                 {"local", banner.store_local}}},
          {"reopen", kReopen.at(static_cast<std::size_t>(banner.reopen))},
          {"reopenLabel", site.language->page.cookie_settings},
          {"necessaryItems", necessary_items(site)},
          {"partners", std::move(partners)},
          {"css", banner.manager == Manager::own ? banner_css(site, assets) : std::string()},
          {"hub", site.consent_hub.empty() ? std::string() : "https://" + site.consent_hub},
          {"flaw", name_of(banner.flaw)},
          {"delay", banner.delay_ms}};
}

}  // namespace

std::string consent_config(const Site& site, const Assets& assets, bool framed) {
  json::array tags;
  for (const Tag& tag : site.tags) tags.push_back(tag_json(tag));
  json::object config{
      {"language", site.language->code},
      {"honoursGpc", site.honours_gpc},
      {"keepsAfterWithdrawal", !site.banner.withdrawal_works},
      {"faults", faults_json(site.faults)},
      {"tags", std::move(tags)},
      {"page", json::object{{"privacy", site.language->page.privacy},
                            {"cookieSettings", site.language->page.cookie_settings}}},
      {"banner", banner_json(site, assets, framed)}};
  if (site.signal != SignalKind::none) config["signal"] = signal_json(site);
  return "window.siteConsent=" + json::serialize(config) + ";\n";
}

}  // namespace consentry::lab
