// SPDX-License-Identifier: Apache-2.0
#include <atomic>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <thread>

#include "e2e/serve_child.h"
#include "e2e/temporary_folder.h"
#include "io/http/wire_client.h"

namespace consentry::e2e {
namespace {

std::string asked(std::uint16_t port, const std::string& request) {
  http::WireClient client(port);
  client.send(request);
  return client.answers(1);
}

std::string got(std::uint16_t port, const std::string& path, const std::string& headers = {}) {
  return asked(port, "GET " + path + " HTTP/1.1\r\nHost: consent.example\r\n" + headers + "\r\n");
}

TEST(Serve, LosesNothingThatItTookWhenItIsStopped) {
  const TemporaryFolder folder;
  const std::string data = folder / "data";
  const std::string notice = prepare_shop(data);
  std::atomic<int> answered{0};
  {
    ServeChild server(data);
    std::vector<std::thread> clients;
    for (std::uint64_t first = 0; first < 4; ++first) {
      clients.emplace_back([&, first] {
        http::WireClient client(server.port());
        for (std::uint64_t i = 0; i < 10'000; ++i) {
          client.send(choice_request(first * 100'000 + i, notice));
          if (!client.answers(1).starts_with("HTTP/1.1 201")) return;
          ++answered;
        }
      });
    }
    while (answered < 50) std::this_thread::yield();
    server.signal(SIGTERM);
    const Ended ended = server.wait();
    EXPECT_EQ(ended.status, 0) << ended.err;
    EXPECT_NE(ended.err.find("\"event\":\"stopped\""), std::string::npos);
    for (std::thread& client : clients) client.join();
  }
  const Ended verified = run({"ledger", "verify", "--data", data});
  EXPECT_EQ(verified.status, 0) << verified.err;
  EXPECT_GE(std::stoi(verified.out), answered.load());
}

TEST(Serve, ShowsTheAdministratorsTokenAtTheFirstStartOnly) {
  const TemporaryFolder folder;
  const std::string data = folder / "data";
  std::string token;
  {
    ServeChild server(data);
    constexpr std::string_view kShown = "shown this once: ";
    const std::size_t at = server.output().find(kShown);
    ASSERT_NE(at, std::string::npos);
    token = server.output().substr(at + kShown.size(), 48);
    server.signal(SIGINT);
    EXPECT_EQ(server.wait().status, 0);
  }
  ServeChild server(data);
  EXPECT_EQ(server.output().find("token"), std::string::npos);
  const std::string path = "/v1/statistics?site=shop";
  EXPECT_NE(got(server.port(), path).find("401"), std::string::npos);
  EXPECT_NE(got(server.port(), path, "Authorization: Bearer " + token + "\r\n").find("200 OK"),
            std::string::npos);
  for (const auto& entry : std::filesystem::directory_iterator(data)) {
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string bytes(std::istreambuf_iterator<char>(file), {});
    EXPECT_EQ(bytes.find(token), std::string::npos) << entry.path();
  }
}

TEST(Serve, LeavesAFolderThatAnotherServerUsesAlone) {
  const TemporaryFolder folder;
  const std::string data = folder / "data";
  ServeChild server(data);
  const Ended second = run({"serve", "--listen", "127.0.0.1:0", "--data", data});
  EXPECT_EQ(second.status, 2);
  EXPECT_NE(second.err.find("another server"), std::string::npos) << second.err;
}

TEST(Serve, LogsNothingOfAVisitor) {
  const TemporaryFolder folder;
  const std::string data = folder / "data";
  const std::string notice = prepare_shop(data);
  ServeChild server(data);
  std::string request = choice_request(77, notice);
  request.insert(request.find("Origin"), "X-Forwarded-For: 203.0.113.77\r\n");
  EXPECT_TRUE(asked(server.port(), request).starts_with("HTTP/1.1 201"));
  asked(server.port(), "POST /v1/consents HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}");
  server.signal(SIGTERM);
  const Ended ended = server.wait();
  EXPECT_EQ(ended.err.find("019aadf3c5d0"), std::string::npos);
  EXPECT_EQ(ended.err.find("203.0.113"), std::string::npos);
}

TEST(Serve, NamesAWrongSettingAndTheNearestRightOne) {
  const TemporaryFolder folder;
  std::ofstream(folder / "serve.toml") << "listen = \"127.0.0.1:0\"\ntls_crt = \"a.pem\"\n";
  const Ended ended = run({"serve", "--config", folder / "serve.toml"});
  EXPECT_EQ(ended.status, 2);
  EXPECT_NE(ended.err.find("serve.toml:2: there is no setting 'tls_crt'; did you mean 'tls_cert'?"),
            std::string::npos)
      << ended.err;
}

TEST(Serve, DoesNotStartWithADamagedFileOfCountries) {
  const TemporaryFolder folder;
  const std::string countries = folder.write("countries.mmdb", "cut off");
  const std::string settings =
      folder.write("serve.toml", "data = '" + (folder / "data") + "'\nlisten = '127.0.0.1:0'\n" +
                                     "country_database = '" + countries + "'\n");
  const Ended ended = run({"serve", "--config", settings});
  EXPECT_EQ(ended.status, 2);
  EXPECT_NE(ended.err.find("country_database: " + countries), std::string::npos) << ended.err;
}

TEST(Serve, ServesPagesOfAFolderBesideTheTag) {
  const TemporaryFolder folder;
  std::filesystem::create_directories(folder / "web/sub");
  std::ofstream(folder / "web/index.html") << "<h1>Shop</h1>";
  std::ofstream(folder / "web/sub/a.css") << "body{}";
  ServeChild server(folder / "data", {"--web-root", folder / "web"});
  EXPECT_NE(got(server.port(), "/").find("<h1>Shop</h1>"), std::string::npos);
  EXPECT_NE(got(server.port(), "/sub/a.css").find("text/css"), std::string::npos);
  for (const char* path : {"/../data/log.key", "/sub/%2e%2e/x", "/sub", "//index.html"})
    EXPECT_NE(got(server.port(), path).find("404"), std::string::npos) << path;
}

TEST(Ledger, ExportsProofsOfOneVisitorThatVerifyOffline) {
  const TemporaryFolder folder;
  const std::string data = folder / "data";
  const std::string notice = prepare_shop(data);
  ServeChild server(data);
  for (std::uint64_t who = 0; who < 5; ++who) asked(server.port(), choice_request(who, notice));
  const Ended exported =
      run({"ledger", "export", "--data", data, "--visitor", "019aadf3c5d000000000000000000003"});
  ASSERT_EQ(exported.status, 0) << exported.err;
  EXPECT_EQ(std::count(exported.out.begin(), exported.out.end(), '\n'), 1);
  std::ofstream(folder / "one.json") << exported.out;
  EXPECT_EQ(run({"receipt", "verify", folder / "one.json"}).status, 0);
  const Ended none = run({"ledger", "export", "--data", data, "--to", "2020-01-01"});
  EXPECT_EQ(none.out, "");
  EXPECT_EQ(run({"ledger", "export", "--data", data, "--from", "soon"}).status, 2);
  EXPECT_EQ(run({"ledger", "verify", "--data", folder / "elsewhere"}).status, 2);
}

TEST(Site, IsRefusedWithEveryFaultNamed) {
  const TemporaryFolder folder;
  std::ofstream(folder / "shop.json")
      << R"({"site":"shop","owner":"","categories":["necessary"],"services":[],"months":1})";
  const Ended ended = run({"site", "add", "https://shop.example", "--config", folder / "shop.json",
                           "--data", folder / "data"});
  EXPECT_EQ(ended.status, 2);
  for (const char* key : {"owner:", "categories:", "months:"})
    EXPECT_NE(ended.err.find(key), std::string::npos) << ended.err;
}

}  // namespace
}  // namespace consentry::e2e
