// SPDX-License-Identifier: Apache-2.0
#include "io/store/sqlite_site_store.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "io/store/private_file.h"
#include "io/store/sqlite_store.h"

namespace consentry {
namespace {

constexpr std::string_view kConfig =
    R"({"site":"shop","owner":"Corner Shop","categories":["necessary","statistics"],)"
    R"("services":[{"id":"counter","category":"statistics"}]})";

class SiteStore : public ::testing::Test {
 protected:
  StoreFolder folder_;
  SqliteSiteStore store_ = *SqliteSiteStore::open(folder_.database(), ledger_migrations());
  ConsentSite shop_{
      "shop", {"https://shop.example", "https://www.shop.example"}, std::string(kConfig), {1000}};

  static Publication publication(const std::string& sha256) {
    return {{2000},
            std::string(kConfig),
            sha256,
            "artefact " + sha256,
            {{"shop.js", "plain " + sha256, "gz", std::string("b\0r", 3), "digest" + sha256}},
            {}};
  }
};

TEST_F(SiteStore, KeepsASite) {
  ASSERT_TRUE(store_.add(shop_));
  const auto found = store_.find("shop");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->origins, shop_.origins);
  EXPECT_EQ(found->config, kConfig);
  EXPECT_EQ(store_.list()->size(), 1U);
  EXPECT_EQ(store_.add(shop_).error().kind(), ErrorKind::conflict);
}

TEST_F(SiteStore, SaysThatThereIsNoSite) {
  EXPECT_EQ(store_.find("shop").error().kind(), ErrorKind::not_found);
  EXPECT_EQ(store_.remove("shop").error().kind(), ErrorKind::not_found);
  EXPECT_EQ(store_.change(shop_).error().kind(), ErrorKind::not_found);
  EXPECT_EQ(store_.publish("shop", publication("a")).error().kind(), ErrorKind::not_found);
  EXPECT_EQ(*store_.changes(), 0);
}

TEST_F(SiteStore, ServesTheNewestPublicationAndKeepsAll) {
  ASSERT_TRUE(store_.add(shop_));
  EXPECT_TRUE(store_.published()->empty()) << "nothing was published yet";
  ASSERT_TRUE(store_.publish("shop", publication("a")));
  ASSERT_TRUE(store_.publish("shop", publication("b")));
  const auto published = *store_.published();
  ASSERT_EQ(published.size(), 1U);
  EXPECT_EQ(published[0].notices.size(), 2U);
  EXPECT_EQ(published[0].notices.back().sha256, "b");
  EXPECT_EQ(published[0].notices.back().owner, "Corner Shop");
  EXPECT_EQ(published[0].files.at(0).plain, "plain b");
  EXPECT_EQ(published[0].files.at(0).brotli, std::string("b\0r", 3));
  EXPECT_EQ(published[0].earlier_files.at(0).at(0).plain, "plain a");
  EXPECT_EQ(store_.publications("shop")->at(1).artefact, "artefact a");
}

TEST_F(SiteStore, ForgetsARemovedSiteAndKeepsWhatItPublished) {
  ASSERT_TRUE(store_.add(shop_));
  ASSERT_TRUE(store_.publish("shop", publication("a")));
  ASSERT_TRUE(store_.remove("shop"));
  EXPECT_TRUE(store_.published()->empty());
  EXPECT_EQ(store_.publications("shop")->size(), 1U);
}

TEST_F(SiteStore, KeepsThePicturesOfEachPublication) {
  ASSERT_TRUE(store_.add(shop_));
  Publication pictured = publication("a");
  pictured.pictures = {{"nl-390x844.jpg", "x"}, {"en-390x844.jpg", std::string("j\0g", 3)}};
  ASSERT_TRUE(store_.publish("shop", pictured));
  ASSERT_TRUE(store_.publish("shop", publication("b")));
  const auto kept = *store_.pictures("shop", "a");
  ASSERT_EQ(kept.size(), 2U);
  EXPECT_EQ(kept[0].name, "en-390x844.jpg");
  EXPECT_EQ(kept[0].jpeg, std::string("j\0g", 3));
  EXPECT_TRUE(store_.pictures("shop", "b")->empty());
  EXPECT_TRUE(store_.pictures("other", "a")->empty());
}

TEST_F(SiteStore, CountsChangesForOtherConnections) {
  const SqliteSiteStore other = *SqliteSiteStore::open(folder_.database(), ledger_migrations());
  const auto before = *other.changes();
  ASSERT_TRUE(store_.add(shop_));
  const auto after = *other.changes();
  EXPECT_GT(after, before);
  ASSERT_TRUE(store_.publish("shop", publication("a")));
  EXPECT_GT(*other.changes(), after);
}

TEST(PrivateFile, IsReadByItsOwnerOnlyAndNeverReplaced) {
  const StoreFolder folder;
  const auto path = folder.path() / "secret";
  ASSERT_TRUE(create_private_file(path, "one"));
  struct stat about{};
  ASSERT_EQ(::stat(path.c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777U, 0600U);
  EXPECT_EQ(create_private_file(path, "two").error().kind(), ErrorKind::conflict);
  EXPECT_EQ(create_private_file(folder.path() / "no" / "file", "x").error().kind(),
            ErrorKind::unavailable);
}

TEST(FolderLock, IsHeldByOneAtATime) {
  const StoreFolder folder;
  const auto path = folder.path() / "lock";
  {
    const auto first = FolderLock::take(path);
    ASSERT_TRUE(first);
    EXPECT_EQ(FolderLock::take(path).error().kind(), ErrorKind::conflict);
  }
  EXPECT_TRUE(FolderLock::take(path));
}

}  // namespace
}  // namespace consentry
