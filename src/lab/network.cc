// SPDX-License-Identifier: Apache-2.0
#include "lab/network.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <utility>
#include <vector>

#include "lab/page.h"
#include "lab/token.h"

namespace consentry::lab {
namespace {

namespace json = boost::json;

// Anyone can send anything here; a lab that is left running must not fill the machine.
constexpr std::size_t kProfiles = 20'000;
constexpr std::size_t kSitesOfProfile = 300;
constexpr std::size_t kPagesOfSite = 50;
constexpr std::size_t kText = 120;
constexpr std::size_t kIdLength = 32;
constexpr std::string_view kCookie = "mv_id";

struct Advertisement {
  std::string_view topic, title, line, colour;
};
constexpr std::array<Advertisement, 5> kAdvertisements{{
    {"hiking", "Alpine boots, 30 % off", "For people who read about boots on more than one site.",
     "#7a4a1d"},
    {"local-news", "Twelve weeks of morning paper", "Delivered to readers like you.", "#1f3f66"},
    {"health", "Insurance for your next treatment", "Chosen because of what you looked up.",
     "#7a2233"},
    {"cooking", "Knives for the patient cook", "You have been reading recipes.", "#2c5a3a"},
    {"", "Your message could stand here", "Mirovante finds the right reader.", "#3a3f4a"},
}};

const Advertisement& advertisement_for(const Profile& profile) {
  const auto strongest =
      std::max_element(profile.interests.begin(), profile.interests.end(),
                       [](const auto& a, const auto& b) { return a.second < b.second; });
  const std::string_view topic =
      strongest == profile.interests.end() ? std::string_view() : strongest->first;
  const auto* found = std::find_if(kAdvertisements.begin(), kAdvertisements.end(),
                                   [topic](const Advertisement& ad) { return ad.topic == topic; });
  return found == kAdvertisements.end() ? kAdvertisements.back() : *found;
}

bool is_id(std::string_view text) {
  return text.size() == kIdLength && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
         });
}

std::string cut(std::string text) {
  if (text.size() > kText) text.resize(kText);
  return text;
}

void note(Profile& profile, const http::Request& request) {
  const std::string site = cut(request.parameter("at"));
  if (site.empty() || (profile.sites.size() >= kSitesOfProfile && !profile.sites.contains(site)))
    return;
  Profile::SiteVisit& visit = profile.sites[site];
  ++visit.views;
  if (visit.pages.size() < kPagesOfSite) visit.pages.insert(cut(request.parameter("page")));
  const std::string claimed = request.parameter("cs");
  visit.claimed.insert(claimed == "granted" || claimed == "denied" ? claimed : "unknown");
  const std::string topic = cut(request.parameter("topic"));
  if (!topic.empty() &&
      (profile.interests.size() < kPagesOfSite || profile.interests.contains(topic)))
    ++profile.interests[topic];
}

std::vector<std::pair<std::string, Profile>> by_reach(
    const std::map<std::string, Profile>& profiles) {
  std::vector<std::pair<std::string, Profile>> sorted(profiles.begin(), profiles.end());
  std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
    return a.second.sites.size() > b.second.sites.size();
  });
  return sorted;
}

std::string joined(const std::set<std::string>& items) {
  std::string out;
  for (const std::string& item : items) out += (out.empty() ? "" : ", ") + item;
  return out;
}

constexpr std::string_view kPageBegin = R"(<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Mirovante – what the network knows</title>
<style>body{font:16px/1.5 "Helvetica Neue",Arial,sans-serif;margin:0;background:#f3f4f7;color:#222a33}
main{max-width:980px;margin:0 auto;padding:36px 24px}h1{margin:0 0 6px}p.lead{margin:0 0 28px;color:#55606b}
section{background:#fff;border-radius:10px;padding:18px 22px;margin-bottom:18px;box-shadow:0 1px 4px rgba(20,30,40,.12)}
h2{font:600 17px ui-monospace,Menlo,monospace;margin:0 0 4px}.tags span{display:inline-block;background:#e3e8f6;border-radius:12px;padding:2px 10px;margin:0 6px 6px 0;font-size:14px}
table{width:100%;border-collapse:collapse;margin-top:8px;font-size:15px}th,td{text-align:left;padding:6px 10px 6px 0;border-top:1px solid #e4e7eb;vertical-align:top}th{color:#55606b;font-weight:600}</style></head><body><main>
<h1>Mirovante</h1>
)";

std::string counted(std::uint64_t count, std::string_view noun) {
  return std::to_string(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

std::string profile_section(const std::string& id, const Profile& profile) {
  std::string out =
      "<section><h2>" + escape_html(id) + "</h2>\n<p>" + counted(profile.sites.size(), "site") +
      ", " + counted(profile.advertisements, "advertisement") + " shown</p>\n<p class=\"tags\">";
  for (const auto& [topic, count] : profile.interests)
    out += "<span>" + escape_html(topic) + " " + std::to_string(count) + "</span>";
  out += "</p>\n<table><tr><th>site</th><th>pages</th><th>consent, as the site says</th></tr>\n";
  for (const auto& [site, visit] : profile.sites) {
    out += "<tr><td>" + escape_html(site) + "</td><td>" + escape_html(joined(visit.pages)) +
           "</td><td>" + escape_html(joined(visit.claimed)) + "</td></tr>\n";
  }
  return out + "</table></section>\n";
}

http::Response document(std::string type, std::string body) {
  http::Response response;
  response.headers = {{"Content-Type", std::move(type)}, {"Cache-Control", "no-store"}};
  response.body = std::move(body);
  return response;
}

}  // namespace

Network::Network() {
  router_.add("GET", "/v3/hello", [this](const http::Request& request) { return hello(request); });
  router_.add("GET", "/profiles.json", [this](const http::Request&) {
    return document("application/json", profiles_json());
  });
  router_.add("GET", "/profiles", [this](const http::Request& request) {
    const bool json_wanted = request.header("accept").starts_with("application/json");
    return json_wanted ? document("application/json", profiles_json())
                       : document("text/html; charset=utf-8", profiles_page());
  });
}

http::Response Network::hello(const http::Request& request) {
  std::string id(request.cookie(kCookie));
  const bool known = is_id(id);
  if (!known) id = random_word(kIdLength);
  Advertisement shown;
  {
    const std::scoped_lock lock(mutex_);
    if (profiles_.size() >= kProfiles && !profiles_.contains(id)) {
      profiles_.erase(std::min_element(
          profiles_.begin(), profiles_.end(),
          [](const auto& a, const auto& b) { return a.second.last_seen < b.second.last_seen; }));
    }
    Profile& profile = profiles_[id];
    profile.last_seen = ++requests_;
    note(profile, request);
    ++profile.advertisements;
    shown = advertisement_for(profile);
  }
  http::Response response =
      document("application/json",
               json::serialize(json::object{
                   {"title", shown.title}, {"line", shown.line}, {"colour", shown.colour}}));
  const std::string_view origin = request.header("origin");
  if (!origin.empty()) {
    response.headers.push_back({"Access-Control-Allow-Origin", std::string(origin)});
    response.headers.push_back({"Access-Control-Allow-Credentials", "true"});
  }
  if (!known) {
    response.headers.push_back(
        {"Set-Cookie", std::string(kCookie) + "=" + id +
                           "; Domain=mirovante.example; Path=/; Max-Age=34560000; Secure; "
                           "HttpOnly; SameSite=None"});
  }
  return response;
}

std::string Network::profiles_json() const {
  const std::scoped_lock lock(mutex_);
  json::array profiles;
  for (const auto& [id, profile] : by_reach(profiles_)) {
    json::array sites;
    for (const auto& [site, visit] : profile.sites) {
      json::array pages;
      for (const std::string& page : visit.pages) pages.emplace_back(page);
      json::array claimed;
      for (const std::string& word : visit.claimed) claimed.emplace_back(word);
      sites.push_back(json::object{{"site", site},
                                   {"pages", std::move(pages)},
                                   {"views", visit.views},
                                   {"consent", std::move(claimed)}});
    }
    json::object interests;
    for (const auto& [topic, count] : profile.interests) interests[topic] = count;
    profiles.push_back(json::object{{"id", id},
                                    {"sites", std::move(sites)},
                                    {"interests", std::move(interests)},
                                    {"advertisements", profile.advertisements}});
  }
  return json::serialize(
             json::object{{"company", "Mirovante"}, {"profiles", std::move(profiles)}}) +
         "\n";
}

std::string Network::profiles_page() const {
  const std::scoped_lock lock(mutex_);
  constexpr std::size_t kShown = 200;
  std::string out(kPageBegin);
  out += "<p class=\"lead\">" + counted(profiles_.size(), "profile") +
         ". One identifier follows a visitor over all sites that carry the script.</p>\n";
  std::size_t shown = 0;
  for (const auto& [id, profile] : by_reach(profiles_)) {
    if (shown++ == kShown) break;
    out += profile_section(id, profile);
  }
  return out + "</main></body></html>\n";
}

}  // namespace consentry::lab
