// SPDX-License-Identifier: Apache-2.0
#include "command/web_root.h"

#include <array>
#include <utility>

#include "command/file_bytes.h"

namespace consentry {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxBytes = 64UL << 20U;
constexpr std::size_t kMaxFiles = 4096;

constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kTypes{{
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".webp", "image/webp"},
    {".gif", "image/gif"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".txt", "text/plain; charset=utf-8"},
}};

std::string_view type_of(std::string_view path) {
  for (const auto& [ending, type] : kTypes) {
    if (path.ends_with(ending)) return type;
  }
  return "application/octet-stream";
}

}  // namespace

Result<WebRoot> WebRoot::read(const fs::path& folder) {
  std::error_code error;
  WebRoot root;
  std::size_t bytes = 0;
  for (fs::recursive_directory_iterator each(folder, error), end; !error && each != end;
       each.increment(error)) {
    if (each->is_symlink() || !each->is_regular_file()) continue;
    auto text = read_file(each->path(), kMaxBytes);
    if (!text) return text.error();
    bytes += text->size();
    if (bytes > kMaxBytes || root.files_.size() >= kMaxFiles)
      return Error{ErrorKind::exhausted, folder.string() + " holds more than 64 MiB or 4096 files"};
    root.files_["/" + fs::relative(each->path(), folder).generic_string()] = *std::move(text);
  }
  if (error)
    return Error{ErrorKind::not_found, "cannot read " + folder.string() + ": " + error.message()};
  return root;
}

http::Response WebRoot::answer(const http::Request& request) const {
  std::string path = request.path;
  if (path.ends_with('/')) path += "index.html";
  const auto found = files_.find(path);
  if (found == files_.end()) return http::plain_text(404, "Nothing is here.");
  http::Response response;
  response.headers = {{"Content-Type", std::string(type_of(path))}, {"Cache-Control", "no-cache"}};
  response.lasting_body = found->second;
  return response;
}

}  // namespace consentry
