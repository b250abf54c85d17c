// SPDX-License-Identifier: Apache-2.0
// How long do lists take to load, and a request to match against all rules of all lists?
// Lists: ../shared/data or $CONSENTRY_SHARED_DATA; without them our own data/trackers is measured.
#include <array>
#include <benchmark/benchmark.h>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "core/base/origin.h"
#include "core/classify/company.h"
#include "core/classify/cookie_catalogue.h"
#include "core/classify/request_matcher.h"

namespace {

using namespace consentry;
namespace fs = std::filesystem;

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::pair<std::string, std::string>> list_texts() {
  const fs::path root(CONSENTRY_SOURCE_DIR);
  fs::path shared = root / "../shared/data";
  if (const char* given = std::getenv("CONSENTRY_SHARED_DATA")) shared = given;
  std::vector<std::pair<std::string, std::string>> texts;
  for (const char* name : {"easylist.txt", "easyprivacy.txt"}) {
    if (fs::exists(shared / name)) texts.emplace_back(name, read(shared / name));
  }
  for (const auto& entry : fs::directory_iterator(root / "data/trackers")) {
    texts.emplace_back(entry.path().filename().string(), read(entry.path()));
  }
  return texts;
}

std::vector<FilterList> parse_all() {
  std::vector<FilterList> lists;
  for (auto& [name, text] : list_texts())
    lists.push_back(std::move(*FilterList::parse(name, text)));
  return lists;
}

struct Sample {
  std::string_view url;
  ResourceType type;
};
constexpr std::array<Sample, 12> kRequests{{
    {"https://www.google-analytics.com/g/"
     "collect?v=2&tid=G-1ABC&gtm=45je4&_p=171&cid=123.456&ul=en&sr=1366x768",
     ResourceType::ping},
    {"https://securepubads.g.doubleclick.net/gampad/"
     "ads?pvsid=44&correlator=12&eid=31079&output=ldjh&gdfp_req=1",
     ResourceType::xmlhttprequest},
    {"https://cdn.shop.test/assets/app.3f9a1c.js", ResourceType::script},
    {"https://cdn.shop.test/media/catalog/product/cache/1/image/600x/"
     "9df78eab33525d08d6e5fb8d27136e95/a/b/ab12.jpg",
     ResourceType::image},
    {"https://fonts.gstatic.com/s/roboto/v30/KFOmCnqEu92Fr1Mu4mxK.woff2", ResourceType::font},
    {"https://www.facebook.com/tr/"
     "?id=1234567890&ev=PageView&dl=https%3A%2F%2Fshop.test%2F&rl=&if=false&ts=1763",
     ResourceType::image},
    {"https://unknown-cdn.example.net/v2/bundle/main.min.js?v=20261122", ResourceType::script},
    {"https://api.shop.test/graphql?operationName=Products&variables=%7B%22first%22%3A20%7D",
     ResourceType::xmlhttprequest},
    {"https://ib.adnxs.com/ut/v3/prebid", ResourceType::xmlhttprequest},
    {"https://static.criteo.net/js/ld/publishertag.prebid.137.js", ResourceType::script},
    {"https://d1234abcd.cloudfront.net/widget/loader.js?client=shop", ResourceType::script},
    {"https://player.vimeo.com/video/76979871?h=8272103f6e&autoplay=0&app_id=122963",
     ResourceType::subdocument},
}};

void load_lists(benchmark::State& state) {
  const auto texts = list_texts();
  for (auto step : state) {
    std::vector<FilterList> lists;
    for (const auto& [name, text] : texts)
      lists.push_back(std::move(*FilterList::parse(name, text)));
    const RequestMatcher matcher(std::move(lists));
    benchmark::DoNotOptimize(matcher.lists().size());
  }
}
BENCHMARK(load_lists)->Unit(benchmark::kMillisecond);

void match_all_rules(benchmark::State& state) {
  const RequestMatcher matcher(parse_all());
  std::array<std::string, kRequests.size()> hosts;
  for (std::size_t i = 0; i < hosts.size(); ++i) hosts[i] = parse_url(kRequests[i].url)->host;
  for (auto step : state) {
    for (std::size_t i = 0; i < hosts.size(); ++i) {
      const auto matches =
          matcher.all_matches({kRequests[i].url, hosts[i], "www.shop.test", kRequests[i].type});
      benchmark::DoNotOptimize(matches.blocking.size());
    }
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kRequests.size()));
}
BENCHMARK(match_all_rules)->Unit(benchmark::kMicrosecond);

void load_catalogues(benchmark::State& state) {
  const fs::path root(CONSENTRY_SOURCE_DIR);
  std::array<std::vector<std::string>, 2> texts;
  std::array<std::vector<DataFile>, 2> files;
  for (std::size_t kind = 0; kind < 2; ++kind) {
    for (const auto& entry :
         fs::directory_iterator(root / (kind == 0 ? "data/companies" : "data/cookies"))) {
      texts[kind].push_back(read(entry.path()));
    }
    for (const std::string& text : texts[kind]) files[kind].push_back({"file", text});
  }
  const std::string tsv = read(root / "build/assets/companies.tsv");
  for (auto step : state) {
    const auto companies = CompanyCatalogue::parse(files[0], {"third-party-web", tsv});
    const auto cookies = CookieCatalogue::parse(files[1], {});
    benchmark::DoNotOptimize(companies->size() + cookies->size());
  }
}
BENCHMARK(load_catalogues)->Unit(benchmark::kMillisecond);

}  // namespace
