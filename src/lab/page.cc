// SPDX-License-Identifier: Apache-2.0
#include "lab/page.h"

#include <algorithm>
#include <array>

#include "lab/declaration.h"
#include "lab/dice.h"

namespace consentry::lab {
namespace {

std::string link(std::string_view to, std::string_view label, std::string_view attributes = {}) {
  return "<a href=\"" + std::string(to) + "\"" + std::string(attributes) + ">" +
         escape_html(label) + "</a>";
}

std::string script(std::string_view source, std::string_view attributes = {}) {
  return "<script src=\"" + escape_html(source) + "\"" + std::string(attributes) + "></script>\n";
}

std::string stylesheet(std::string_view source) {
  return "<link rel=\"stylesheet\" href=\"" + std::string(source) + "\">\n";
}

// Tags that the site put straight into its pages, asking nobody.
std::string ungated_tags(const Site& site) {
  std::string out;
  if (const OtherName other = other_name(site); !other.name.empty())
    out += "<img src=\"https://" + other.name + "/i.svg\" width=\"1\" height=\"1\" alt=\"\">\n";
  for (const Tag& tag : site.tags) {
    if (tag.gate != Gate::always) continue;
    const std::string source = with_account(tag.party->source, tag.account);
    out += tag.party->image
               ? "<img src=\"" + escape_html(source) +
                     "\" width=\"1\" height=\"1\" alt=\"\" style=\"position:absolute;left:-9px\">\n"
               : script(source, " async data-id=\"" + tag.account + "\"");
  }
  return out;
}

std::string manager_scripts(const Site& site) {
  if (!site.has_banner()) return {};
  const std::string begin = script("/assets/consent-config.js") + script("/assets/tags.js");
  switch (site.banner.manager) {
    case Manager::own:
      return begin +
             (site.consent_hub.empty() ? std::string()
                                       : script("https://" + site.consent_hub + "/recall.js")) +
             script("/assets/consent.js");
    case Manager::klaro:
      return begin + script("/assets/klaro-setup.js") + script("/assets/klaro.js");
    case Manager::vanilla_cookieconsent:
      return stylesheet("/assets/vanilla-cookieconsent.css") + begin +
             script("/assets/vanilla-cookieconsent.js") + script("/assets/vanilla-setup.js");
    case Manager::osano:
      return stylesheet("/assets/osano-cookieconsent.css") + begin +
             script("/assets/osano-cookieconsent.js") + script("/assets/osano-setup.js");
    case Manager::orejime:
      return stylesheet("/assets/orejime.css") + begin + script("/assets/orejime-setup.js") +
             script("/assets/orejime.js");
    case Manager::tarteaucitron:
      return stylesheet("/assets/tarteaucitron.css") + begin + script("/assets/tarteaucitron.js") +
             script("/assets/tarteaucitron-setup.js");
    case Manager::c15t:
      return stylesheet("/assets/c15t.css") + begin + script("/assets/c15t.js");
    case Manager::none:
      break;
  }
  return {};
}

std::string head(const Site& site, std::string_view title) {
  std::string out = "<!doctype html>\n<html lang=\"" + site.language->locale + "\"";
  if (site.emoji_check) out += " data-emoji=\"1\"";
  if (site.preferences) out += " data-preferences=\"1\"";
  if (site.busy) out += " data-busy=\"1\"";
  if (site.server_side) out += " data-collect=\"1\"";
  if (site.counts_itself) out += " data-count=\"1\"";
  out +=
      ">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, "
      "initial-scale=1\">\n<title>" +
      escape_html(title) + "</title>\n<meta name=\"page-topic\" content=\"" +
      site.language->kind(site.kind).topic + "\">\n<link rel=\"icon\" href=\"/img/0.svg\">\n";
  const auto variable = [](std::string_view name, std::string_view value) {
    return "--" + std::string(name) + ":" + std::string(value) + ";";
  };
  out += "<style>:root{" + variable("brand", site.palette.brand) +
         variable("deep", site.palette.deep) + variable("soft", site.palette.soft) +
         variable("paper", site.palette.paper) + variable("font", site.font) +
         variable("round", "10px") + "}</style>\n" + stylesheet("/assets/site.css");
  if (site.prepares != Prepares::nothing) {
    out += "<link rel=\"";
    out += site.prepares == Prepares::connection ? "preconnect" : "dns-prefetch";
    out += "\" href=\"https://www.google-analytics.com\">\n";
  }
  if (site.shares_fonts)
    out +=
        stylesheet("https://fonts.googleapis.com/css2?family=Lora:wght@400;700&amp;display=swap");
  if (site.shares_library)
    out += script("https://cdn.jsdelivr.net/npm/lazysizes@5.3.2/lazysizes.min.js", " defer");
  return out + manager_scripts(site) + ungated_tags(site) + "</head>\n";
}

std::string top(const Site& site) {
  const KindText& text = site.language->kind(site.kind);
  std::string out = "<body>\n<header class=\"top\"><div class=\"wide\">" +
                    link("/", site.name, " class=\"brand\"") + "<nav class=\"main\">";
  for (std::size_t i = 0; i < text.nav.size(); ++i)
    out += link("/read/" + std::to_string(i + 1), text.nav[i]);
  return out + link("/contact", site.language->page.contact) + "</nav></div></header>\n";
}

std::string end(const Site& site, bool policy_page) {
  const PageText& text = site.language->page;
  const Reopen reopen = site.banner.reopen;
  const bool offers = site.has_banner() && (reopen == Reopen::footer_link ||
                                            (reopen == Reopen::policy_page && policy_page));
  std::string out = "<footer class=\"end\"><div class=\"wide\">" + link("/contact", text.contact) +
                    link("/privacy", text.privacy);
  if (offers) out += link("#", text.cookie_settings, " data-open-consent");
  out += "<p>&copy; 2026 " + escape_html(site.name) + ". " + escape_html(text.rights) +
         ".</p></div></footer>\n";
  return out + script("/assets/site.js", " defer") + "</body>\n</html>\n";
}

bool carries_network(const Site& site) {
  return std::any_of(site.tags.begin(), site.tags.end(),
                     [](const Tag& tag) { return tag.party->id == PartyId::mirovante; });
}

std::string aside(const Site& site) {
  const KindText& text = site.language->kind(site.kind);
  std::string out = "<aside>\n<h2>" + escape_html(site.language->page.about) +
                    "</h2>\n<div class=\"note\">" + escape_html(text.body.back()) + "</div>\n";
  if (carries_network(site)) {
    out += "<div class=\"promo\"><small>" + escape_html(site.language->page.sponsored) +
           "</small><div data-slot></div></div>\n";
  }
  if (site.newsletter) {
    out +=
        "<form class=\"note\" method=\"post\" action=\"/contact\"><label>E-mail <input "
        "type=\"email\" name=\"email\" autocomplete=\"email\"></label></form>\n";
  }
  if (site.shows_map) {
    out +=
        R"(<div class="map"><img src="https://tile.openstreetmap.org/14/8414/5384.png" alt=""><img src="https://tile.openstreetmap.org/14/8415/5384.png" alt=""></div>)"
        "\n";
  }
  return out + "</aside>\n";
}

// A film of another company, at once or behind a picture of our own.
std::string film(const Site& site) {
  constexpr std::string_view kPlayer = "https://www.youtube-nocookie.com/embed/dQ8hV3mTzkA";
  if (site.plays_video) {
    return "<iframe src=\"" + std::string(kPlayer) + "\" width=\"480\" height=\"270\" title=\"" +
           escape_html(site.name) + "\"></iframe>\n";
  }
  if (!site.offers_video) return {};
  return "<button type=\"button\" data-film=\"" + std::string(kPlayer) +
         "\"><img src=\"/img/5.svg\" alt=\"" + escape_html(site.name) +
         "\" width=\"480\" height=\"270\"></button>\n";
}

std::string cards(const Site& site, Dice& dice) {
  const KindText& text = site.language->kind(site.kind);
  std::string out = "<ul class=\"cards\">\n";
  for (std::size_t i = 0; i < text.items.size(); ++i) {
    const std::string number = std::to_string(i + 1);
    out += "<li class=\"card\"><img src=\"/img/" + number +
           ".svg\" alt=\"\" width=\"320\" height=\"130\"><div><h3>" +
           link("/read/" + number, text.items[i]) + "</h3>";
    if (site.kind == Kind::shop) {
      out += "<span class=\"price\">" + site.language->currency + " " +
             std::to_string(19 + dice.below(180)) + ",95</span><br>" +
             link("/read/" + number, site.language->page.buy, " class=\"button\"");
    } else {
      out += link("/read/" + number, site.language->page.more, " class=\"button\"");
    }
    out += "</div></li>\n";
  }
  return out + "</ul>\n";
}

std::string home(const Site& site) {
  const KindText& text = site.language->kind(site.kind);
  Dice dice(site.picture_seed);
  return head(site, site.name + " – " + text.tagline) + top(site) +
         "<section class=\"hero\"><img src=\"/img/7.svg\" alt=\"\"><div class=\"wide\"><h1>" +
         escape_html(site.name) + "</h1><p>" + escape_html(text.tagline) +
         "</p></div></section>\n<div class=\"wide columns\"><main>\n<p>" +
         escape_html(text.body.front()) + "</p>\n" + film(site) + cards(site, dice) + "</main>\n" +
         aside(site) + "</div>\n" + end(site, false);
}

std::string article(const Site& site, std::string_view title,
                    const std::vector<std::string>& paragraphs, bool policy_page,
                    std::string_view more = {}) {
  std::string out = head(site, std::string(title) + " – " + site.name) + top(site) +
                    "<div class=\"wide columns\"><main>\n<h1>" + escape_html(title) + "</h1>\n";
  for (const std::string& paragraph : paragraphs) out += "<p>" + escape_html(paragraph) + "</p>\n";
  return out + std::string(more) + "</main>\n" + aside(site) + "</div>\n" + end(site, policy_page);
}

}  // namespace

std::map<std::string, std::string, std::less<>> pages_of(const Site& site) {
  const KindText& text = site.language->kind(site.kind);
  const PageText& page = site.language->page;
  std::map<std::string, std::string, std::less<>> pages;
  pages["/"] = home(site);
  for (std::size_t i = 0; i < text.items.size(); ++i) {
    pages["/read/" + std::to_string(i + 1)] = article(site, text.items[i], text.body, false);
  }
  pages["/contact"] = article(site, page.contact, {site.name, text.body.back()}, false);
  if (!site.dead_policy) {
    pages["/privacy"] =
        article(site, page.privacy, {page.privacy_text}, true, declaration_of(site));
  }
  return pages;
}

std::string frame_page(const Site& site, std::string_view config_source) {
  return "<!doctype html>\n<html lang=\"" + site.language->locale +
         "\">\n<head><meta charset=\"utf-8\"><title>" +
         escape_html(site.language->page.cookie_settings) +
         "</title></head>\n<body style=\"margin:0\">\n" + script(config_source) +
         script("/assets/consent.js") + "</body>\n</html>\n";
}

std::string picture(const Site& site, unsigned number) {
  Dice dice(site.picture_seed + number);
  std::string out;
  // One draw a statement: the order of draws within an expression is the compiler's choice.
  const auto put = [&](std::string_view before, std::size_t from, std::size_t range) {
    out += before;
    out += std::to_string(from + dice.below(range));
  };
  out +=
      R"svg(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 260" preserveAspectRatio="xMidYMid slice">)svg";
  out +=
      R"svg(<defs><linearGradient id="s" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color=")svg";
  out += site.palette.soft;
  out += R"svg("/><stop offset="1" stop-color=")svg";
  out += site.palette.paper;
  out += R"svg("/></linearGradient></defs><rect width="640" height="260" fill="url(#s)"/>)svg";
  put("<circle fill=\"#fff6d8\" cx=\"", 80, 480);
  put("\" cy=\"", 40, 70);
  put("\" r=\"", 18, 26);
  out += "\"/>";
  static constexpr std::array<std::string_view, 3> kDepths{".35", ".6", ".85"};
  for (std::size_t layer = 0; layer < kDepths.size(); ++layer) {
    out += "<path fill=\"" + std::string(layer == 2 ? site.palette.deep : site.palette.brand);
    out += "\" fill-opacity=\"" + std::string(kDepths.at(layer));
    put("\" d=\"M0 ", 110 + layer * 45, 40);
    put(" Q ", 90, 90);
    put(" ", 60 + layer * 50, 50);
    put(" ", 280, 60);
    put(" ", 120 + layer * 40, 40);
    put(" T 640 ", 100 + layer * 45, 50);
    out += " V260 H0Z\"/>";
  }
  return out + "</svg>\n";
}

}  // namespace consentry::lab
