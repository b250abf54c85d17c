// SPDX-License-Identifier: Apache-2.0
#include "e2e/serve_child.h"

#include <array>
#include <cstdio>
#include <stdexcept>

#include "command/consent_data.h"
#include "io/store/sqlite_site_store.h"

namespace consentry::e2e {
namespace {

std::vector<std::string> words_for(const std::string& data, const std::vector<std::string>& more) {
  std::vector<std::string> words{"serve", "--listen", "127.0.0.1:0", "--data", data};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

}  // namespace

std::string prepare_shop(const std::string& data) {
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"site", "add", "https://shop.example", "--id", "shop", "--data",
                                 data},
        std::vector<std::string>{"site", "publish", "shop", "--no-pictures", "--data", data}}) {
    const Ended ended = run(words);
    if (ended.status != 0) throw std::runtime_error(ended.err);
  }
  const auto store = SqliteSiteStore::open(data + "/ledger.db", consent_migrations());
  if (!store) throw std::runtime_error(store.error().text());
  return store->published()->at(0).notices.back().version;
}

ServeChild::ServeChild(const std::string& data, const std::vector<std::string>& more)
    : program_(words_for(data, more)) {
  constexpr std::string_view kReady = "ready on ";
  if (!program_.wait_for_output("/my-consent", std::chrono::seconds(20)))
    throw std::runtime_error("the server did not start: " + program_.output());
  const std::string& said = program_.output();
  const std::size_t line = said.find(kReady);
  const std::size_t colon = said.rfind(':', said.find('\n', line));
  port_ = static_cast<std::uint16_t>(std::stoul(said.substr(colon + 1)));
}

std::string choice_request(std::uint64_t visitor, const std::string& notice) {
  std::array<char, 33> id{};
  std::snprintf(id.data(), id.size(), "019aadf3c5d0%020llx",
                static_cast<unsigned long long>(visitor));
  const std::string name(id.data());
  const std::string body =
      R"({"site":"shop","id":")" + name + R"(","key":")" + name +
      R"(-1","event":"reject_all","purposes":{"necessary":true,"statistics":false,)"
      R"("marketing":false},"services":[],"notice":")" +
      notice +
      R"(","language":"en","layout":"box","clicks":1,"ms":900,"time":1763846800000,)"
      R"("signals":{"gpc":false}})";
  return "POST /v1/consents HTTP/1.1\r\nHost: consent.example\r\nOrigin: https://shop.example\r\n"
         "Content-Type: application/json\r\nContent-Length: " +
         std::to_string(body.size()) + "\r\n\r\n" + body;
}

}  // namespace consentry::e2e
