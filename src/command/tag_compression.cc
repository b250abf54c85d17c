// SPDX-License-Identifier: Apache-2.0
#include "command/tag_compression.h"

#include <brotli/encode.h>
#include <zlib.h>

namespace consentry {

Result<std::string> brotli_compressed(std::string_view bytes) {
  std::size_t size = BrotliEncoderMaxCompressedSize(bytes.size());
  std::string out(size, '\0');
  const BROTLI_BOOL done =
      BrotliEncoderCompress(BROTLI_MAX_QUALITY, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT,
                            bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()),
                            &size, reinterpret_cast<std::uint8_t*>(out.data()));
  if (done != BROTLI_TRUE) return Error{ErrorKind::internal, "Brotli does not compress"};
  out.resize(size);
  return out;
}

Result<std::string> gzip_compressed(std::string_view bytes) {
  constexpr int kGzipWindow = 15 + 16;  // 16 more: gzip's head and end instead of zlib's
  z_stream stream{};
  if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, kGzipWindow, 9, Z_DEFAULT_STRATEGY) !=
      Z_OK)
    return Error{ErrorKind::internal, "zlib does not compress"};
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  std::string in(bytes);  // zlib takes no pointer to const
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int done = deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  if (done != Z_STREAM_END) return Error{ErrorKind::internal, "zlib does not compress"};
  return out;
}

}  // namespace consentry
