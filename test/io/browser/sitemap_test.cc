// SPDX-License-Identifier: Apache-2.0
#include "io/browser/sitemap.h"

#include <gtest/gtest.h>
#include <zlib.h>

namespace consentry {
namespace {

using Addresses = std::vector<std::string>;

std::string packed(std::string text) {
  z_stream stream{};
  deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&stream, text.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(text.data());
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

const std::string kTwoPages =
    "<?xml version=\"1.0\"?><urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\""
    " xmlns:image=\"http://www.google.com/schemas/sitemap-image/1.1\">"
    "<url><loc>https://shop.example/?a=1&amp;b=2</loc><lastmod>2026-01-01</lastmod>"
    "<image:image><image:loc>https://shop.example/a.jpg</image:loc></image:image></url>"
    "<url><loc><![CDATA[ https://shop.example/b ]]></loc></url></urlset>";

TEST(Sitemap, HoldsThePagesAndNotTheirPictures) {
  EXPECT_EQ(read_sitemap(kTwoPages).pages,
            (Addresses{"https://shop.example/?a=1&b=2", "https://shop.example/b"}));
}

TEST(Sitemap, PackedReadsAsPlain) {
  EXPECT_EQ(read_sitemap(packed(kTwoPages)).pages, read_sitemap(kTwoPages).pages);
}

TEST(Sitemap, AnIndexNamesFurtherSitemaps) {
  const Sitemap index = read_sitemap(
      "<s:sitemapindex xmlns:s='x'><s:sitemap><s:loc>https://shop.example/s1.xml.gz</s:loc>"
      "</s:sitemap></s:sitemapindex>");
  EXPECT_EQ(index.sitemaps, Addresses{"https://shop.example/s1.xml.gz"});
  EXPECT_TRUE(index.pages.empty());
}

TEST(Sitemap, MayBePlainLines) {
  EXPECT_EQ(
      read_sitemap("\xEF\xBB\xBFhttps://shop.example/a\r\n\r\nno address\nhttps://shop.example/b")
          .pages,
      (Addresses{"https://shop.example/a", "https://shop.example/b"}));
}

TEST(Sitemap, CutShortKeepsWhatWasWhole) {
  const std::string cut = kTwoPages.substr(0, kTwoPages.find("</loc><lastmod>") + 8);
  EXPECT_EQ(read_sitemap(cut).pages, Addresses{"https://shop.example/?a=1&b=2"});
}

TEST(Sitemap, WithEntitiesIsNotRead) {
  EXPECT_TRUE(read_sitemap("<!DOCTYPE urlset [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]>"
                           "<urlset><url><loc>https://shop.example/&b;</loc></url></urlset>")
                  .pages.empty());
}

TEST(Sitemap, ThatIsNoneGivesNothing) {
  EXPECT_TRUE(read_sitemap("").pages.empty());
  EXPECT_TRUE(read_sitemap("<html><body><a href='/x'>x</a></body></html>").pages.empty());
  EXPECT_TRUE(read_sitemap("\x1f\x8b\x08 broken").pages.empty());
  EXPECT_TRUE(read_sitemap(std::string(1'000, '\0')).pages.empty());
}

TEST(Sitemap, OfAnySizeStaysWithinItsLimits) {
  std::string many = "<urlset>";
  for (std::size_t i = 0; i < kMaxSitemapPages + 10; ++i) {
    many += "<url><loc>https://shop.example/" + std::to_string(i) + "</loc></url>";
  }
  EXPECT_EQ(read_sitemap(many + "</urlset>").pages.size(), kMaxSitemapPages);
  std::string deep;
  for (int i = 0; i < 200'000; ++i) deep += "<a>";
  EXPECT_TRUE(read_sitemap(deep).pages.empty());
  // A bomb: its 64 MiB are not unpacked beyond what is read.
  EXPECT_TRUE(read_sitemap(packed(std::string(std::size_t{64} << 20U, ' '))).pages.empty());
}

}  // namespace
}  // namespace consentry
