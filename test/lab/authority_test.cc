// SPDX-License-Identifier: Apache-2.0
#include "lab/authority.h"

#include <atomic>
#include <gtest/gtest.h>

#include "io/http/listener.h"
#include "io/http/wire_client.h"

namespace consentry::lab {
namespace {

using http::WireClient;

class AuthorityOverTls : public ::testing::Test {
 protected:
  AuthorityOverTls() : authority_(std::move(*Authority::create())) {
    http::ListenerOptions options;
    options.identities = [this](std::string_view host) {
      ++asked_;
      return authority_->issue(host);
    };
    listener_ = std::move(*http::Listener::start(options, [](const http::Request& request) {
      return http::plain_text(
          200, request.server_name + (request.secure ? " secure " : " plain ") + request.host);
    }));
  }

  std::unique_ptr<Authority> authority_;
  std::atomic<int> asked_ = 0;
  std::unique_ptr<http::Listener> listener_;
};

TEST_F(AuthorityOverTls, EachNameGetsACertificateOfItsOwn) {
  for (const char* host : {"shop.example", "www.tracker.test", "a-b.c.example"}) {
    WireClient client(listener_->port(), host, authority_->certificate_pem());
    ASSERT_TRUE(client.connected()) << host;
    EXPECT_TRUE(client.certified_for(host));
    EXPECT_FALSE(client.certified_for("other.example"));
    client.send("GET / HTTP/1.1\r\nHost: " + std::string(host) + "\r\nConnection: close\r\n\r\n");
    EXPECT_NE(client.rest().find(std::string(host) + " secure " + host), std::string::npos);
  }
}

TEST_F(AuthorityOverTls, ACertificateIsMadeOncePerName) {
  for (int i = 0; i < 3; ++i)
    WireClient(listener_->port(), "Shop.Example", authority_->certificate_pem());
  EXPECT_EQ(asked_, 1);
}

TEST_F(AuthorityOverTls, AClientWithoutAServerNameGetsLocalhost) {
  WireClient client(listener_->port(), "", authority_->certificate_pem());
  ASSERT_TRUE(client.connected());
  EXPECT_TRUE(client.certified_for("localhost"));
}

TEST_F(AuthorityOverTls, PlainHttpOnTheSamePortIsToldApart) {
  WireClient client(listener_->port());
  client.send("GET / HTTP/1.1\r\nHost: shop.example\r\nConnection: close\r\n\r\n");
  EXPECT_NE(client.rest().find(" plain shop.example"), std::string::npos);
}

TEST_F(AuthorityOverTls, AnotherAuthorityIsNotBelieved) {
  const auto other = std::move(*Authority::create());
  EXPECT_FALSE(WireClient(listener_->port(), "shop.example", other->certificate_pem()).connected());
}

TEST_F(AuthorityOverTls, ANameThatIsNoHostNameEndsTheHandshake) {
  EXPECT_FALSE(
      WireClient(listener_->port(), "a_b.example", authority_->certificate_pem()).connected());
  EXPECT_TRUE(
      WireClient(listener_->port(), "ok.example", authority_->certificate_pem()).connected());
}

TEST_F(AuthorityOverTls, GarbageInPlaceOfAHandshakeEndsOnlyThatConnection) {
  WireClient garbage(listener_->port());
  garbage.send(std::string("\x16\x03\x01garbage\0\0\0", 13));
  garbage.rest();
  EXPECT_TRUE(
      WireClient(listener_->port(), "ok.example", authority_->certificate_pem()).connected());
}

TEST(Authority, IssuesLeavesThatBrowsersAccept) {
  const auto authority = std::move(*Authority::create());
  const auto identity = authority->issue("shop.example");
  ASSERT_TRUE(identity);
  BIO* memory = BIO_new_mem_buf(identity->chain_pem.data(), -1);
  X509* leaf = PEM_read_bio_X509(memory, nullptr, nullptr, nullptr);
  ASSERT_NE(leaf, nullptr);
  int days = 0;
  int seconds = 0;
  ASN1_TIME_diff(&days, &seconds, X509_get0_notBefore(leaf), X509_get0_notAfter(leaf));
  EXPECT_LE(days, 397);
  EXPECT_GT(days, 300);
  EXPECT_EQ(X509_get_extended_key_usage(leaf), static_cast<unsigned>(XKU_SSL_SERVER));
  EXPECT_EQ(X509_check_ca(leaf), 0);
  EXPECT_NE(X509_get0_subject_key_id(leaf), nullptr);
  EXPECT_NE(X509_get0_authority_key_id(leaf), nullptr);
  X509_free(leaf);
  BIO_free(memory);
}

}  // namespace
}  // namespace consentry::lab
