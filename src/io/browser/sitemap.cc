// SPDX-License-Identifier: Apache-2.0
#include "io/browser/sitemap.h"

#include <array>
#include <expat.h>
#include <memory>
#include <type_traits>
#include <zlib.h>

#include "core/base/origin.h"

namespace consentry {
namespace {

constexpr std::size_t kMaxAddress = 2'048;  // the protocol's own limit

void keep(std::string_view address, std::size_t most, std::vector<std::string>& list) {
  constexpr std::string_view kSpace = " \t\r\n";
  const std::size_t from = address.find_first_not_of(kSpace);
  if (from == std::string_view::npos || list.size() >= most) return;
  address = address.substr(from, address.find_last_not_of(kSpace) - from + 1);
  if (address.size() <= kMaxAddress && parse_url(address)) list.emplace_back(address);
}

struct FreeParser {
  void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
};

// <urlset><url><loc>…, <sitemapindex><sitemap><loc>…; image and video extensions have a loc of
// their own, which is told by its parent.
struct XmlReading {
  std::unique_ptr<std::remove_pointer_t<XML_Parser>, FreeParser> parser{XML_ParserCreate(nullptr)};
  Sitemap found;
  std::array<std::string, 3> open;  // names of the outermost elements, without prefix
  std::size_t depth = 0;            // elements open, however deep
  std::string text;
  bool in_loc = false;
};

std::string local_name(const XML_Char* name) {
  const std::string_view full(name);
  const std::size_t colon = full.rfind(':');
  return std::string(colon == std::string_view::npos ? full : full.substr(colon + 1));
}

void started(void* user, const XML_Char* name, const XML_Char** /*attributes*/) {
  auto& reading = *static_cast<XmlReading*>(user);
  if (reading.depth < reading.open.size()) reading.open[reading.depth] = local_name(name);
  ++reading.depth;
  reading.in_loc = reading.depth == reading.open.size() && reading.open.back() == "loc";
  reading.text.clear();
}

void ended(void* user, const XML_Char* /*name*/) {
  auto& reading = *static_cast<XmlReading*>(user);
  if (reading.in_loc) {
    const std::string& parent = reading.open[1];
    if (parent == "url") keep(reading.text, kMaxSitemapPages, reading.found.pages);
    if (parent == "sitemap") keep(reading.text, kMaxSitemaps, reading.found.sitemaps);
  }
  reading.in_loc = false;
  if (reading.depth > 0) --reading.depth;
}

void characters(void* user, const XML_Char* text, int length) {
  auto& reading = *static_cast<XmlReading*>(user);
  if (reading.in_loc && reading.text.size() <= kMaxAddress)
    reading.text.append(text, static_cast<std::size_t>(length));
}

void refuse_doctype(void* user, const XML_Char*, const XML_Char*, const XML_Char*, int) {
  XML_StopParser(static_cast<XmlReading*>(user)->parser.get(), XML_FALSE);
}

Sitemap read_xml(std::string_view bytes) {
  XmlReading reading;
  if (!reading.parser) return {};
  XML_SetUserData(reading.parser.get(), &reading);
  XML_SetElementHandler(reading.parser.get(), started, ended);
  XML_SetCharacterDataHandler(reading.parser.get(), characters);
  XML_SetStartDoctypeDeclHandler(reading.parser.get(), refuse_doctype);
  (void)XML_Parse(reading.parser.get(), bytes.data(), static_cast<int>(bytes.size()), 1);
  return std::move(reading.found);
}

Sitemap read_lines(std::string_view bytes) {
  Sitemap found;
  while (!bytes.empty() && found.pages.size() < kMaxSitemapPages) {
    const std::size_t end = std::min(bytes.find('\n'), bytes.size());
    keep(bytes.substr(0, end), kMaxSitemapPages, found.pages);
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
  }
  return found;
}

std::string unpacked(std::string_view packed) {
  constexpr int kGzipOnly = 15 + 16;  // largest window, gzip header: zlib.h, inflateInit2
  z_stream stream{};
  if (inflateInit2(&stream, kGzipOnly) != Z_OK) return {};
  std::string out;
  std::array<char, 1U << 16U> block{};
  std::string input(packed);  // zlib asks for bytes it may write to
  stream.next_in = reinterpret_cast<Bytef*>(input.data());
  stream.avail_in = static_cast<uInt>(input.size());
  int state = Z_OK;
  while (state == Z_OK && out.size() < kMaxSitemapBytes) {
    stream.next_out = reinterpret_cast<Bytef*>(block.data());
    stream.avail_out = static_cast<uInt>(block.size());
    state = inflate(&stream, Z_NO_FLUSH);
    out.append(block.data(), block.size() - stream.avail_out);
    if (stream.avail_in == 0 && stream.avail_out != 0) break;
  }
  inflateEnd(&stream);
  return out;
}

}  // namespace

Sitemap read_sitemap(std::string_view bytes) {
  if (bytes.size() > kMaxSitemapBytes) bytes = bytes.substr(0, kMaxSitemapBytes);
  std::string plain;
  if (bytes.starts_with("\x1f\x8b")) {
    plain = unpacked(bytes);
    if (plain.size() > kMaxSitemapBytes) plain.resize(kMaxSitemapBytes);
    bytes = plain;
  }
  const std::size_t first = bytes.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  if (first == std::string_view::npos) return {};
  bytes.remove_prefix(first);
  return bytes.front() == '<' ? read_xml(bytes) : read_lines(bytes);
}

}  // namespace consentry
