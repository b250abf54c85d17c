// SPDX-License-Identifier: Apache-2.0
#include "io/http/tag_api.h"

#include <algorithm>
#include <array>
#include <utility>

namespace consentry::http {
namespace {

// Served to pages of any origin. A proxy must know that the bytes differ with the coding.
constexpr std::string_view kHead =
    "Content-Type: text/javascript; charset=utf-8\r\n"
    "Vary: Accept-Encoding\r\n"
    "Access-Control-Allow-Origin: *\r\n"
    "Cross-Origin-Resource-Policy: cross-origin\r\n"
    "X-Content-Type-Options: nosniff\r\n";

// The form for visitors without scripts: a page, and nothing but its own style.
constexpr std::string_view kFormHead =
    "Content-Type: text/html; charset=utf-8\r\n"
    "Vary: Accept-Encoding\r\n"
    "Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'; frame-ancestors "
    "'none'; base-uri 'none'\r\n"
    "X-Content-Type-Options: nosniff\r\n";

constexpr std::string_view kForMinutes = "public, max-age=300, stale-while-revalidate=86400";
constexpr std::string_view kForEver = "public, max-age=31536000, immutable";

struct Coded {
  std::string_view coding;  // empty: as it is
  const std::string* bytes;
};

Coded chosen(const TagFile& file, std::string_view accept_encoding) {
  if (!file.brotli.empty() && accepts_coding(accept_encoding, "br")) return {"br", &file.brotli};
  if (!file.gzip.empty() && accepts_coding(accept_encoding, "gzip")) return {"gzip", &file.gzip};
  return {"", &file.plain};
}

// Strong: each coding has a tag of its own (RFC 9110 section 8.8.3).
std::string entity_tag(const TagFile& file, std::string_view coding) {
  return "\"" + file.digest + (coding.empty() ? "" : "-" + std::string(coding)) + "\"";
}

// If-None-Match compares weakly (RFC 9110 section 13.1.2), and proxies mark tags as weak.
bool has_it(std::string_view if_none_match, std::string_view tag) {
  while (!if_none_match.empty()) {
    const std::size_t comma = std::min(if_none_match.find(','), if_none_match.size());
    std::string_view each = if_none_match.substr(0, comma);
    if_none_match.remove_prefix(std::min(comma + 1, if_none_match.size()));
    each.remove_prefix(std::min(each.find_first_not_of(' '), each.size()));
    each = each.substr(0, each.find_last_not_of(' ') + 1);
    if (each.starts_with("W/")) each.remove_prefix(2);
    if (each == tag || each == "*") return true;
  }
  return false;
}

}  // namespace

bool accepts_coding(std::string_view accept_encoding, std::string_view coding) {
  while (!accept_encoding.empty()) {
    const std::size_t comma = std::min(accept_encoding.find(','), accept_encoding.size());
    std::string_view each = accept_encoding.substr(0, comma);
    accept_encoding.remove_prefix(std::min(comma + 1, accept_encoding.size()));
    each.remove_prefix(std::min(each.find_first_not_of(' '), each.size()));
    const std::size_t end = std::min(each.find_first_of("; "), each.size());
    if (!same_header(each.substr(0, end), coding)) continue;
    const std::size_t weight = each.find("q=");
    // "q=0", "q=0.0": not at all.
    return weight == std::string_view::npos ||
           each.find_first_of("123456789", weight) != std::string_view::npos;
  }
  return false;
}

Response get_tag_file(const ConsentServices& services, const Request& request) {
  const std::string_view name = std::string_view(request.path).substr(kTagFolder.size());
  auto sites = services.sites();
  const TagFile* file = sites->file(name);
  if (file == nullptr) return plain_text(404, "There is no such file.");
  const Coded coded = chosen(*file, request.header("accept-encoding"));
  Response response;
  response.lasting_head = file->name.ends_with(".html") ? kFormHead : kHead;
  std::string tag = entity_tag(*file, coded.coding);
  const bool unchanged = has_it(request.header("if-none-match"), tag);
  response.headers = {{"ETag", std::move(tag)},
                      {"Cache-Control", std::string(file->name != name ? kForEver : kForMinutes)}};
  if (unchanged) {
    response.status = 304;
    return response;
  }
  if (!coded.coding.empty())
    response.headers.push_back({"Content-Encoding", std::string(coded.coding)});
  response.lasting_body = *coded.bytes;
  response.keeps = std::move(sites);
  return response;
}

}  // namespace consentry::http
