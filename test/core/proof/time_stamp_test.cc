// SPDX-License-Identifier: Apache-2.0
// The replies are of a real authority, run by openssl: test/data/stamps.
#include "core/proof/time_stamp.h"

#include <fstream>
#include <gtest/gtest.h>
#include <iterator>

namespace consentry {
namespace {

std::string stored(const std::string& name) {
  std::ifstream in(std::string(CONSENTRY_SOURCE_DIR) + "/test/data/stamps/" + name,
                   std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

const Sha256 kSealed = sha256("what was sealed\n");

TEST(TimeStamp, SaysWhenAndByWhom) {
  const auto stamp = read_stamp(stored("reply.tsr"), kSealed);
  ASSERT_TRUE(stamp) << stamp.error().text();
  EXPECT_TRUE(to_rfc3339(stamp->time).starts_with("2026-11-23T06:"));
  EXPECT_EQ(stamp->authority, "CN=Test TSA");
  EXPECT_EQ(stamp->policy, "1.2.3.4.1");
  EXPECT_FALSE(stamp->serial.empty());
  EXPECT_NE(stamp->certificates.find("-----BEGIN CERTIFICATE-----"), std::string::npos);
}

TEST(TimeStamp, VerifiesAtItsTimeByTheRootAndByItself) {
  const std::string reply = stored("reply.tsr");
  EXPECT_TRUE(check_stamp(reply, kSealed, stored("root.pem")));
  EXPECT_TRUE(check_stamp(reply, kSealed, ""));
}

TEST(TimeStamp, DoesNotVerifyByWhomNobodyKnows) {
  EXPECT_EQ(check_stamp(stored("reply.tsr"), kSealed, "no certificate").error().kind(),
            ErrorKind::invalid_input);
}

TEST(TimeStamp, IsOfOneTextOnly) {
  EXPECT_EQ(read_stamp(stored("reply.tsr"), sha256("something else")).error().kind(),
            ErrorKind::corrupt);
}

TEST(TimeStamp, IsBrokenByEveryChangedByteOfWhatIsSigned) {
  const std::string reply = stored("reply.tsr");
  const std::string root = stored("root.pem");
  int accepted = 0;
  for (std::size_t i = 0; i < reply.size(); i += 3) {
    std::string changed = reply;
    changed[i] = static_cast<char>(changed[i] ^ 0x10);
    accepted += check_stamp(changed, kSealed, root) ? 1 : 0;
  }
  // A certificate of the chain that the root stands in for, and optional parts of the structure.
  EXPECT_LT(accepted, static_cast<int>(reply.size() / 3 / 2));
}

TEST(TimeStamp, AnswersItsRequestAndNoOther) {
  const std::string reply = stored("reply.tsr");
  EXPECT_TRUE(answers_request(reply, stored("request.tsq")));
  EXPECT_FALSE(answers_request(reply, *stamp_request(kSealed, 1)));
  EXPECT_FALSE(answers_request(reply, "?"));
}

TEST(TimeStamp, RequestIsDerAndDiffersByItsNonce) {
  const auto request = stamp_request(kSealed, 0x0102030405060708);
  ASSERT_TRUE(request);
  EXPECT_EQ(request->front(), '\x30');
  EXPECT_NE(request->find(std::string(kSealed.begin(), kSealed.end())), std::string::npos);
  EXPECT_NE(*request, *stamp_request(kSealed, 2));
}

TEST(TimeStamp, RefusalIsTold) {
  const auto refused = read_stamp(stored("refused.tsr"), kSealed);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind(), ErrorKind::unavailable);
}

TEST(TimeStamp, IsNoneOfAnyOtherBytes) {
  const std::string reply = stored("reply.tsr");
  for (const std::string& bytes : {std::string(), std::string("<html>"), reply.substr(0, 40),
                                   std::string(kMaxStampBytes + 1, '0')}) {
    EXPECT_EQ(read_stamp(bytes, kSealed).error().kind(), ErrorKind::invalid_input);
  }
}

}  // namespace
}  // namespace consentry
