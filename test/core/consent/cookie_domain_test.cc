// SPDX-License-Identifier: Apache-2.0
#include "core/consent/cookie_domain.h"

#include <gtest/gtest.h>

namespace consentry {
namespace {

std::string fault(std::string_view domain, const std::vector<std::string>& origins) {
  const Status checked = check_cookie_domain(domain, origins);
  return checked ? "" : checked.error().text();
}

TEST(CookieDomain, MayBeTheHostOrADomainAboveIt) {
  EXPECT_EQ(fault("", {"https://www.shop.example"}), "");
  EXPECT_EQ(fault("shop.example", {"https://www.shop.example"}), "");
  EXPECT_EQ(fault(".shop.example", {"https://shop.example:8443"}), "");
  EXPECT_EQ(fault("127.0.0.1", {"http://127.0.0.1:8080"}), "");
  EXPECT_EQ(fault("localhost", {"http://localhost:8080"}), "");
}

TEST(CookieDomain, OfAnotherHostIsRefusedWithTheOneToWrite) {
  EXPECT_EQ(fault("cafe.example", {"https://www.shop.example"}),
            "cookieDomain: 'cafe.example' is no domain above www.shop.example; write "
            "'shop.example', or leave it out for a choice on each host");
  // Its end is the same, but not at a label.
  EXPECT_NE(fault("hop.example", {"https://shop.example"}), "");
  EXPECT_NE(fault("www.shop.example", {"https://shop.example"}), "");
  EXPECT_NE(fault("0.0.1", {"http://127.0.0.1"}), "");
}

TEST(CookieDomain, ThatIsAPublicSuffixIsRefused) {
  EXPECT_NE(fault("co.uk", {"https://www.shop.co.uk"}).find("write 'shop.co.uk'"),
            std::string::npos);
  EXPECT_NE(fault("example", {"https://shop.example"}), "");
  EXPECT_NE(fault("github.io", {"https://shop.github.io"}), "");
}

TEST(CookieDomain, MayBeOfAnyOfTheSitesOrigins) {
  EXPECT_EQ(fault("shop.nl", {"https://shop.example", "https://www.shop.nl"}), "");
}

}  // namespace
}  // namespace consentry
