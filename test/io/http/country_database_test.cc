// SPDX-License-Identifier: Apache-2.0
#include "io/http/country_database.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <unistd.h>

#include "io/http/country_file.h"
#include "io/http/visit_origin.h"

namespace consentry::http {
namespace {

namespace fs = std::filesystem;

// A file that is gone with the test.
class WrittenFile {
 public:
  explicit WrittenFile(const std::string& bytes) {
    std::string name = (fs::temp_directory_path() / "countries-XXXXXX").string();
    const int fd = ::mkstemp(name.data());
    if (fd >= 0) ::close(fd);
    path_ = name;
    std::ofstream(path_, std::ios::binary) << bytes;
  }
  ~WrittenFile() { fs::remove(path_); }
  WrittenFile(const WrittenFile&) = delete;
  WrittenFile& operator=(const WrittenFile&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

const std::string kIpv4InIpv6(96, '0');

// 1.0.0.0/8 is Dutch, 2.0.0.0/7 German, 2001::/16 French.
std::string both_versions() {
  return country_file({{kIpv4InIpv6 + "00000001", "NL"},
                       {kIpv4InIpv6 + "0000001", "DE"},
                       {"0010000000000001", "FR"}},
                      6);
}

TEST(CountryDatabase, KnowsAddressesOfBothVersions) {
  const WrittenFile file(both_versions());
  const auto database = CountryDatabase::open(file.path());
  ASSERT_TRUE(database) << database.error().text();
  EXPECT_EQ(database->country_of("1.2.3.4"), "NL");
  EXPECT_EQ(database->country_of("3.255.0.1"), "DE");
  EXPECT_EQ(database->country_of("::ffff:1.2.3.4"), "NL");
  EXPECT_EQ(database->country_of("2001:db8::1"), "FR");
  for (const char* nowhere : {"9.9.9.9", "2a00::1", "", "shop.example", "1.2.3.4:80", "1.2.3.4.5"})
    EXPECT_EQ(database->country_of(nowhere), "") << nowhere;
}

TEST(CountryDatabase, OfOneVersionKnowsNothingOfTheOther) {
  const WrittenFile file(country_file({{"00000001", "be"}, {"00000010", "ZZ"}}, 4));
  const auto database = CountryDatabase::open(file.path());
  ASSERT_TRUE(database) << database.error().text();
  EXPECT_EQ(database->country_of("1.2.3.4"), "BE");
  EXPECT_EQ(database->country_of("2.2.3.4"), "") << "a code that stands for no country";
  EXPECT_EQ(database->country_of("2001:db8::1"), "");
}

TEST(CountryDatabase, IsRefusedWhenDamagedOrOfAnotherKind) {
  const auto error_of = [](const std::string& bytes) {
    const WrittenFile file(bytes);
    const auto opened = CountryDatabase::open(file.path());
    return opened ? std::string() : opened.error().text();
  };
  const std::string good = both_versions();
  EXPECT_EQ(error_of(good), "");
  EXPECT_NE(error_of(""), "");
  EXPECT_NE(error_of("no database"), "");
  EXPECT_NE(error_of(good.substr(0, good.size() / 2)), "") << "cut off";
  EXPECT_NE(error_of(good.substr(good.size() / 2)), "") << "its beginning is missing";
  std::string tree = good;
  tree.replace(3, 3, "\xFF\xFF\xFF");
  EXPECT_NE(error_of(tree).find("damaged"), std::string::npos) << error_of(tree);
  const auto data = good.find(
      "\xE1\x47"
      "country");
  ASSERT_NE(data, std::string::npos);
  std::string record = good;
  record.replace(data, 1, "\xFE");
  EXPECT_NE(error_of(record).find("damaged"), std::string::npos) << error_of(record);
  EXPECT_NE(error_of(country_file({{"0", "NL"}}, 4, "network")).find("no countries"),
            std::string::npos);
  EXPECT_EQ(CountryDatabase::open("/nowhere/countries.mmdb").error().kind(), ErrorKind::not_found);
}

TEST(CountryFromAddress, IsThatOfTheVisitorBehindATrustedProxyAndYieldsToItsHeader) {
  const WrittenFile file(both_versions());
  const auto database = CountryDatabase::open(file.path());
  ASSERT_TRUE(database) << database.error().text();
  const ClientLimits limits({}, {"10.0.0.1"});
  const CountrySource by_address = country_from_address(*database, limits);
  const CountrySource country = either(country_from_header("CF-IPCountry", limits), by_address);
  Request direct;
  direct.peer = "1.2.3.4";
  direct.headers = {{"X-Forwarded-For", "2001:db8::1"}, {"CF-IPCountry", "SE"}};
  EXPECT_EQ(country(direct), "NL") << "what a stranger says of itself is not believed";
  Request proxied = direct;
  proxied.peer = "10.0.0.1";
  EXPECT_EQ(by_address(proxied), "FR");
  EXPECT_EQ(country(proxied), "SE");
  proxied.headers.back().value = "XX";
  EXPECT_EQ(country(proxied), "FR") << "the proxy does not know it";
  Request local;
  local.peer = "127.0.0.1";
  EXPECT_EQ(country(local), "");
}

}  // namespace
}  // namespace consentry::http
