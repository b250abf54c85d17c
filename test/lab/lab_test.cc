// SPDX-License-Identifier: Apache-2.0
#include "lab/lab.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <iterator>
#include <sstream>
#include <unistd.h>

#include "command/embedded.h"
#include "io/http/wire_client.h"

namespace consentry::lab {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

std::unique_ptr<Lab> start(LabOptions options = {}) {
  options.assets = [](std::string_view name) { return embedded(name); };
  auto lab = Lab::start(std::move(options));
  EXPECT_TRUE(lab) << (lab ? "" : lab.error().text());
  return std::move(*lab);
}

std::string bytes_of(const std::filesystem::path& path) {
  std::ostringstream out;
  out << std::ifstream(path, std::ios::binary).rdbuf();
  return out.str();
}

class LabFolder : public ::testing::Test {
 protected:
  LabFolder()
      : path_(std::filesystem::temp_directory_path() / ("lab-test-" + std::to_string(::getpid()))) {
  }
  ~LabFolder() override { std::filesystem::remove_all(path_); }
  std::filesystem::path path_;
};

TEST(Lab, ServesASiteUnderItsNameWithACertificateOfItsAuthority) {
  const auto lab = start();
  const std::string url = lab->urls().at(1);
  const std::string host = url.substr(8, url.size() - 9);
  http::WireClient client(lab->port(), host, lab->ca_pem());
  ASSERT_TRUE(client.connected());
  EXPECT_TRUE(client.certified_for(host));
  client.send("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
  const std::string got = client.rest();
  EXPECT_THAT(got, StartsWith("HTTP/1.1 200 OK"));
  EXPECT_THAT(got, HasSubstr("</html>"));
}

TEST(Lab, CertifiesNoNameOutsideItsWeb) {
  const auto lab = start();
  EXPECT_FALSE(http::WireClient(lab->port(), "bank.example", lab->ca_pem()).connected());
}

TEST(Lab, ResumesSessionsSoThatASecondConnectionIsCheap) {
  const auto lab = start();
  const std::string url = lab->urls().front();
  const std::string host = url.substr(8, url.size() - 9);
  http::WireClient first(lab->port(), host, lab->ca_pem());
  first.send("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
  first.rest();
  SSL_SESSION* session = SSL_get1_session(first.ssl());
  EXPECT_EQ(SSL_SESSION_is_resumable(session), 1);
  SSL_SESSION_free(session);
}

TEST_F(LabFolder, HoldsSitesAuthorityAndTruth) {
  const auto lab = start();
  ASSERT_TRUE(lab->write_files((path_ / "deeper").string()));
  const std::string sites = bytes_of(path_ / "deeper" / "sites.txt");
  EXPECT_EQ(std::count(sites.begin(), sites.end(), '\n'), 40);
  EXPECT_THAT(sites, StartsWith(lab->urls().front() + "\n"));
  EXPECT_EQ(bytes_of(path_ / "deeper" / "ca.pem"), lab->ca_pem());
  EXPECT_EQ(bytes_of(path_ / "deeper" / "truth.json"), lab->truth_json());
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(path_ / "deeper"), {}), 4);
}

TEST_F(LabFolder, ThatCannotBeMadeIsNamed) {
  std::filesystem::create_directories(path_);
  std::ofstream(path_ / "file") << "in the way";
  const auto written = start()->write_files((path_ / "file" / "x").string());
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().kind(), ErrorKind::unavailable);
  EXPECT_THAT(written.error().text(), HasSubstr("file"));
}

TEST(Lab, SaysWhenThePortIsTaken) {
  const auto lab = start();
  LabOptions options;
  options.port = lab->port();
  options.assets = [](std::string_view name) { return embedded(name); };
  const auto second = Lab::start(options);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().kind(), ErrorKind::unavailable);
}

TEST(Lab, StopsMoreThanOnce) {
  const auto lab = start();
  lab->stop();
  lab->stop();
  EXPECT_FALSE(http::WireClient(lab->port()).connected());
}

}  // namespace
}  // namespace consentry::lab
