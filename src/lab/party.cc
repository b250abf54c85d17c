// SPDX-License-Identifier: Apache-2.0
#include "lab/party.h"

#include <array>

namespace consentry::lab {
namespace {

constexpr std::array kParties{
    Party{.id = PartyId::analytics4,
          .company = "Google",
          .category = "statistics",
          .source = "https://www.googletagmanager.com/gtag/js?id=G-{id}",
          .account = "??????????",
          .listed = true,
          .cookies = "_ga _ga_{id}"},
    Party{.id = PartyId::universal_analytics,
          .company = "Google",
          .category = "statistics",
          .source = "https://www.google-analytics.com/analytics.js",
          .account = "UA-########-1",
          .listed = true,
          .cookies = "_ga _gid"},
    Party{
        .id = PartyId::analytics_ping,
        .company = "Google",
        .category = "statistics",
        .source =
            "https://www.google-analytics.com/g/collect?v=2&tid=G-{id}&gcs=G100&en=page_view&npa=1",
        .account = "??????????",
        .image = true,
        .listed = true},
    Party{.id = PartyId::google_ads,
          .company = "Google",
          .category = "marketing",
          .source = "https://www.googletagmanager.com/gtag/js?id=AW-{id}",
          .account = "9########",
          .listed = true,
          .cookies = "_gcl_au",
          .shared_cookie = "IDE",
          .shared_cookie_known = true},
    Party{.id = PartyId::meta,
          .company = "Facebook",
          .category = "marketing",
          .source = "https://connect.facebook.net/en_US/fbevents.js",
          .account = "7##############",
          .listed = true,
          .cookies = "_fbp",
          .shared_cookie = "fr",
          .shared_cookie_known = true},
    Party{.id = PartyId::hotjar,
          .company = "Hotjar",
          .category = "statistics",
          .source = "https://static.hotjar.com/c/hotjar-{id}.js?sv=6",
          .account = "3######",
          .listed = true,
          .cookies = "_hjSessionUser_{id} _hjSession_{id}"},
    Party{.id = PartyId::microsoft,
          .company = "Microsoft",
          .category = "marketing",
          .source = "https://bat.bing.com/bat.js",
          .account = "1########",
          .listed = true,
          .cookies = "_uetsid _uetvid",
          .shared_cookie = "MUID",
          .shared_cookie_known = true},
    Party{.id = PartyId::tiktok,
          .company = "TikTok",
          .category = "marketing",
          .source = "https://analytics.tiktok.com/i18n/pixel/events.js?sdkid={id}&lib=ttq",
          .account = "C???????????????????",
          .listed = true,
          .cookies = "_ttp",
          .shared_cookie = "_ttp",
          .shared_cookie_known = true},
    Party{.id = PartyId::amazon,
          .company = "Amazon Ads",
          .category = "marketing",
          .source = "https://c.amazon-adsystem.com/aax2/apstag.js",
          .account = "####",
          .listed = true,
          .shared_cookie = "ad-id",
          .shared_cookie_known = true},
    Party{.id = PartyId::linkedin,
          .company = "LinkedIn",
          .category = "marketing",
          .source = "https://snap.licdn.com/li.lms-analytics/insight.min.js",
          .account = "5######",
          .listed = true,
          .shared_cookie = "bcookie",
          .shared_cookie_known = true},
    Party{.id = PartyId::clarity,
          .company = "Microsoft",
          .category = "statistics",
          .source = "https://www.clarity.ms/tag/{id}",
          .account = "k#m#p#q#z#",
          .listed = true,
          .cookies = "_clck _clsk"},
    Party{.id = PartyId::mirovante,
          .company = "Mirovante",
          .category = "marketing",
          .source = "https://cdn.mirovante.example/s/mv.js",
          .account = "mv-#####",
          .shared_cookie = "mv_id"},
    Party{.id = PartyId::tellusa,
          .company = "Tellusa",
          .category = "statistics",
          .source = "https://js.tellusa.example/v1/t.js",
          .account = "storage",
          .keys = "tls.visitor"},
    Party{.id = PartyId::tellusa_cookie,
          .company = "Tellusa",
          .category = "statistics",
          .source = "https://js.tellusa.example/v1/t.js",
          .account = "cookie",
          .unknown_cookies = "tls_uid",
          .keys = "tls.visitor"},
    Party{.id = PartyId::kenbaar,
          .company = "Kenbaar",
          .category = "marketing",
          .source = "https://d.kenbaar.example/f.js",
          .account = "kb#####",
          .fingerprint = true},
};

}  // namespace

std::span<const Party> parties() { return kParties; }

const Party& party(PartyId id) { return kParties.at(static_cast<std::size_t>(id)); }

std::string with_account(std::string_view text, std::string_view account) {
  std::string out;
  for (std::size_t at = text.find("{id}"); at != std::string_view::npos; at = text.find("{id}")) {
    out += text.substr(0, at);
    out += account;
    text.remove_prefix(at + 4);
  }
  out += text;
  return out;
}

}  // namespace consentry::lab
