// SPDX-License-Identifier: Apache-2.0
#include "lab/lab_web.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <utility>

#include "lab/recipe.h"
#include "lab/third_party.h"

namespace consentry::lab {
namespace {

constexpr std::array<std::string_view, 10> kLanguages{"nl", "en", "de", "fr", "it",
                                                      "es", "pl", "sv", "da", "el"};

constexpr std::array<Palette, 8> kPalettes{{
    {"#2f7d5b", "#1d5a40", "#dcebe4", "#f4f7f5"},
    {"#c2552d", "#8f3715", "#f6e3da", "#faf6f3"},
    {"#2d62a8", "#1c4782", "#dbe6f4", "#f4f6fa"},
    {"#8a3f7c", "#672a5c", "#f0dfed", "#f9f5f8"},
    {"#b08a1e", "#6b5209", "#f5ecd2", "#faf8f2"},
    {"#2b7f8c", "#185862", "#d8ecef", "#f3f8f9"},
    {"#a83246", "#7c1f30", "#f4dce0", "#faf4f5"},
    {"#4a5a6a", "#2f3c49", "#e2e7ec", "#f5f7f8"},
}};

constexpr std::array<std::string_view, 4> kFonts{
    "Georgia,'Times New Roman',serif", "'Helvetica Neue',Arial,sans-serif",
    "Verdana,Geneva,sans-serif", "'Trebuchet MS','Segoe UI',sans-serif"};

constexpr std::array<std::string_view, 4> kStoreNames{"cookie_consent", "cookie-preferences",
                                                      "consent", "cookie_choice"};

// "Fuentefría Café" -> "fuentefria-cafe": host names are plain letters.
std::string slug(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 28> kPlain{
      {{"á", "a"}, {"à", "a"},  {"ä", "ae"}, {"å", "aa"}, {"ą", "a"},  {"æ", "ae"}, {"é", "e"},
       {"è", "e"}, {"ê", "e"},  {"ę", "e"},  {"í", "i"},  {"ł", "l"},  {"ñ", "n"},  {"ń", "n"},
       {"ó", "o"}, {"ö", "oe"}, {"ø", "oe"}, {"ú", "u"},  {"ü", "ue"}, {"ß", "ss"}, {"ż", "z"},
       {"ź", "z"}, {"ś", "s"},  {"ć", "c"},  {"Ä", "ae"}, {"Ö", "oe"}, {"Å", "aa"}, {"Æ", "ae"}}};
  std::string out;
  while (!name.empty()) {
    const auto* accented = std::find_if(
        kPlain.begin(), kPlain.end(), [&](const auto& row) { return name.starts_with(row.first); });
    if (accented != kPlain.end()) {
      out += accented->second;
      name.remove_prefix(accented->first.size());
      continue;
    }
    const char c = name.front();
    if (c == ' ') out += '-';
    if (c >= 'A' && c <= 'Z') out += static_cast<char>(c + 32);
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) out += c;
    name.remove_prefix(1);
  }
  return out;
}

void name_site(Site& site, std::set<std::string>& taken, Dice& dice) {
  const KindText& text = site.language->kind(site.kind);
  std::string base;
  do {
    const std::string& first =
        dice.pick(site.language->firsts);  // one draw a statement: a fixed order
    site.name = first + " " + dice.pick(text.seconds);
    base = slug(site.name);
    // Two words run out in a large web; a place in front then tells them apart.
    if (taken.contains(base)) {
      const std::string place = dice.pick(site.language->firsts);
      site.name = place + " " + site.name;
      base = slug(site.name);
    }
  } while (!taken.insert(base).second);
  site.bare_host = base + (dice.chance(70) ? ".example" : ".test");
  site.host = site.bare_host;
}

Layout own_layout(Dice& dice) {
  static constexpr std::array kWeighted{
      Layout::bar, Layout::bar,   Layout::bar,    Layout::box,   Layout::box,
      Layout::box, Layout::modal, Layout::shadow, Layout::frame, Layout::foreign_frame};
  return dice.pick(kWeighted);
}

// An honest banner in one of many looks.
Banner honest_banner(const Site& site, Dice& dice) {
  Banner banner;
  banner.manager = Manager::own;
  banner.layout = own_layout(dice);
  banner.wording = dice.below(site.language->banner.wordings.size());
  banner.toggles_on = dice.chance(40) ? 2 : 0;
  banner.switches = dice.chance(50);
  banner.closed_shadow = dice.chance(30);
  banner.reopen = dice.chance(70) ? Reopen::footer_link : Reopen::floating;
  static constexpr std::array<std::string_view, 5> kTags{"button", "button", "button", "a", "div"};
  banner.button_tag = dice.pick(kTags);
  banner.store_name = dice.pick(kStoreNames);
  static constexpr std::array<std::string_view, 3> kShapes{"json", "flags", "word"};
  banner.store_shape = dice.pick(kShapes);
  banner.store_local = dice.chance(20);
  const bool alike = dice.chance(60);
  banner.refuse_fill = alike ? site.palette.deep : "#ffffff";
  banner.refuse_text = alike ? "#ffffff" : site.palette.deep;
  banner.accept_fill = banner.refuse_fill;
  banner.accept_text = banner.refuse_text;
  banner.refuse_border = site.palette.deep;
  banner.delay_ms = dice.chance(20) ? 400 : 0;
  return banner;
}

Site make_site(std::size_t index, const Language& language, std::set<std::string>& taken,
               Dice& dice) {
  Site site;
  site.language = &language;
  site.kind = kKinds.at(dice.below(kKinds.size()));
  site.palette = dice.pick(kPalettes);
  site.font = dice.pick(kFonts);
  site.picture_seed = dice.next();
  name_site(site, taken, dice);
  site.banner = honest_banner(site, dice);
  site.shares_fonts = dice.chance(30);
  site.shares_library = dice.chance(30);
  site.shows_map = site.kind == Kind::clinic && dice.chance(60);
  if (dice.chance(35))
    site.necessary_cookies.emplace_back(
        "PHPSESSID={random}; Path=/; HttpOnly; Secure; SameSite=Lax");
  if (dice.chance(15))
    site.necessary_cookies.emplace_back(
        "csrftoken={random}; Path=/; Max-Age=31449600; Secure; SameSite=Lax");
  const Recipe& recipe = recipes()[index % recipes().size()];
  if (recipe.scenario.starts_with("nothing stored")) site.necessary_cookies.clear();
  site.scenario = recipe.scenario;
  recipe.cook(site, dice);
  return site;
}

// The sites of one kind within one round of the recipes share a host with each other alone.
void join_consents(std::vector<Site>& sites) {
  for (std::size_t i = 0; i < sites.size(); ++i) {
    if (!sites[i].shares_consent) continue;
    sites[i].consent_hub = (sites[i].names_partners ? "met" : "stil") +
                           std::to_string(i / recipes().size()) + "." + std::string(kConsentHubs);
  }
  for (Site& site : sites) {
    for (const Site& other : sites) {
      const bool joined = !site.consent_hub.empty() && other.consent_hub == site.consent_hub;
      if (joined && &other != &site) site.consent_partners.push_back(other.host);
    }
  }
}

}  // namespace

Result<LabWeb> make_web(std::uint64_t seed, std::size_t sites, const Assets& assets) {
  if (sites == 0 || sites > kMostSites) {
    return invalid_input("a web has 1 to " + std::to_string(kMostSites) + " sites, not " +
                         std::to_string(sites));
  }
  LabWeb web;
  for (const std::string_view code : kLanguages) {
    const std::string name = "data/lab/text/" + std::string(code) + ".json";
    const std::string_view bytes = assets(name);
    if (bytes.empty()) return Error{ErrorKind::not_found, "missing from the program: " + name};
    auto language = parse_language(bytes);
    if (!language) return language.error().in(name);
    web.languages.push_back(std::make_unique<Language>(std::move(*language)));
  }
  std::set<std::string> taken;
  for (std::size_t i = 0; i < sites; ++i) {
    // Each site has dice of its own, so that a longer web begins with the shorter one.
    Dice dice(seed * 0x2545F4914F6CDD1DU + i);
    const Language& language =
        *web.languages[(i + i / recipes().size() + dice.below(3)) % web.languages.size()];
    Site site = make_site(i, language, taken, dice);
    if (site.banner.flaw == Flaw::foreign_language) {
      site.banner_language = web.languages[(i + 1) % web.languages.size()].get();
      if (site.banner_language == site.language)
        site.banner_language = web.languages[(i + 2) % web.languages.size()].get();
    }
    web.sites.push_back(std::move(site));
  }
  join_consents(web.sites);
  return web;
}

}  // namespace consentry::lab
