// SPDX-License-Identifier: Apache-2.0
#include "io/browser/page_search.h"

#include <algorithm>

#include "core/base/origin.h"
#include "io/browser/browser.h"
#include "io/browser/page_choice.h"
#include "io/browser/robots_rules.h"
#include "io/browser/site_file.h"
#include "io/browser/sitemap.h"
#include "io/browser/tab.h"

namespace consentry {
namespace {

// A site that lets a small text file wait longer is not worth a search.
constexpr std::chrono::milliseconds kFileTime{5'000};
constexpr int kOk = 200;
constexpr int kClientError = 400;
constexpr int kServerError = 500;

class PageSearch {
 public:
  PageSearch(Tab& tab, const Url& here, Deadline deadline)
      : tab_(tab), here_(here), deadline_(deadline) {}

  FurtherPages find(const std::vector<std::string>& links, const std::string& here,
                    std::size_t count) {
    ask_robots();
    found_.apart = robots_.delay();
    std::vector<std::string> candidates = links;
    // All of them: what robots.txt forbids is left out afterwards.
    found_.urls = allowed(choose_pages(candidates, here, candidates.size()));
    if (found_.urls.size() < count && answered_) {
      add_sitemaps(candidates);
      found_.urls = allowed(choose_pages(candidates, here, candidates.size()));
    }
    found_.urls.resize(std::min(found_.urls.size(), count));
    if (left_out_ > 0) {
      remark(std::to_string(left_out_) + " pages left out as robots.txt asks");
    }
    return std::move(found_);
  }

 private:
  [[nodiscard]] Deadline soon() const { return std::min(in(kFileTime), deadline_); }

  void remark(const std::string& words) {
    if (!found_.remark.empty()) found_.remark += "; ";
    found_.remark += words;
  }

  void ask_robots() {
    const auto file =
        load_site_file(tab_, here_.origin() + "/robots.txt", RobotsRules::kMaxBytes, soon());
    if (!file || file->status >= kServerError) {
      robots_ = RobotsRules::nothing_allowed();
      answered_ = false;
      remark("robots.txt: " +
             (file ? "HTTP status " + std::to_string(file->status) : file.error().text()));
    } else if (file->status < kClientError) {
      robots_ = RobotsRules::parse(file->bytes);
    }
  }

  std::vector<std::string> allowed(std::vector<std::string> pages) {
    // Another host of the site has a robots.txt of its own, which was not read.
    std::erase_if(pages, [&](const std::string& page) {
      const auto url = parse_url(page);
      return !url || url->origin() != here_.origin();
    });
    left_out_ = std::erase_if(pages, [&](const std::string& page) {
      const auto url = parse_url(page);
      return !robots_.allows(url->query.empty() ? url->path : url->path + "?" + url->query);
    });
    return pages;
  }

  void add_sitemaps(std::vector<std::string>& candidates) {
    std::vector<std::string> waiting = robots_.sitemaps();
    if (waiting.empty()) waiting.push_back(here_.origin() + "/sitemap.xml");
    for (std::size_t i = 0; i < std::min(waiting.size(), kMaxSitemapsRead + 1); ++i) {
      const auto file = load_site_file(tab_, waiting[i], kMaxSitemapBytes, soon());
      if (!file || file->status != kOk) continue;
      const Sitemap sitemap = read_sitemap(file->bytes);
      candidates.insert(candidates.end(), sitemap.pages.begin(), sitemap.pages.end());
      waiting.insert(waiting.end(), sitemap.sitemaps.begin(), sitemap.sitemaps.end());
    }
  }

  Tab& tab_;
  const Url& here_;
  Deadline deadline_;
  RobotsRules robots_;
  bool answered_ = true;
  std::size_t left_out_ = 0;
  FurtherPages found_;
};

}  // namespace

FurtherPages search_pages(Browser& browser, const std::vector<std::string>& links,
                          const std::string& here, std::size_t count, Deadline deadline) {
  const auto url = parse_url(here);
  if (!url) return {};
  auto tab = Tab::open(browser, TabOptions{});
  if (!tab) return {{}, {}, "no search for further pages: " + tab.error().text()};
  return PageSearch(**tab, *url, deadline).find(links, here, count);
}

}  // namespace consentry
