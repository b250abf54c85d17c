// SPDX-License-Identifier: Apache-2.0
#include "io/browser/site_file.h"

#include <algorithm>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include "io/browser/base64.h"
#include "io/browser/json_fields.h"

namespace consentry {
namespace json = boost::json;
namespace {

constexpr std::size_t kPieceBytes = std::size_t{256} * 1024;

Result<std::string> read_stream(Tab& tab, const std::string& stream, std::size_t most_bytes,
                                Deadline deadline) {
  std::string bytes;
  while (bytes.size() < most_bytes) {
    const json::object wanted{{"handle", stream}, {"size", kPieceBytes}};
    auto piece = tab.call("IO.read", wanted, deadline);
    if (!piece) return piece.error();
    const json::object& body = piece->as_object();
    const std::string_view data = text_at(body, "data");
    if (flag_at(body, "base64Encoded")) {
      auto decoded = decode_base64(data);
      if (!decoded) return decoded.error();
      bytes += *decoded;
    } else {
      bytes += data;
    }

    if (flag_at(body, "eof") || data.empty()) break;
  }
  bytes.resize(std::min(bytes.size(), most_bytes));
  return bytes;
}

}  // namespace

Result<SiteFile> load_site_file(Tab& tab, const std::string& url, std::size_t most_bytes,
                                Deadline deadline) {
  const json::object wanted{
      {"frameId", tab.main_frame()},
      {"url", url},
      {"options", json::object{{"disableCache", true}, {"includeCredentials", false}}}};
  auto reply = tab.call("Network.loadNetworkResource", wanted, deadline);
  if (!reply) return reply.error();
  const json::object& resource = object_at(reply->as_object(), "resource");
  SiteFile file;
  file.status = static_cast<int>(number_at(resource, "httpStatusCode"));
  const std::string stream(text_at(resource, "stream"));
  if (file.status == 0 && stream.empty()) {
    return Error{ErrorKind::unavailable,
                 url + ": " + std::string(text_at(resource, "netErrorName"))};
  }
  if (stream.empty()) return file;
  auto bytes = read_stream(tab, stream, most_bytes, deadline);
  tab.post("IO.close", json::serialize(json::object{{"handle", stream}}));
  if (!bytes) return bytes.error();
  file.bytes = *std::move(bytes);
  return file;
}

}  // namespace consentry
