// SPDX-License-Identifier: Apache-2.0
#include "command/site_publishing.h"

#include "command/notice_pictures.h"
#include "command/tag_compression.h"

namespace consentry {
namespace {

constexpr std::size_t kDigestDigits = 16;

Result<TagFile> tag_file(const std::string& name, const std::string& text) {
  auto gzip = gzip_compressed(text);
  if (!gzip) return gzip.error();
  auto brotli = brotli_compressed(text);
  if (!brotli) return brotli.error();
  return TagFile{name, text, *std::move(gzip), *std::move(brotli),
                 sha256_hex(text).substr(0, kDigestDigits)};
}

}  // namespace

Result<Publication> make_publication(const std::string& config_json, UtcTime now,
                                     std::vector<NoticePicture> pictures) {
  const auto config = parse_tag_config(config_json);
  if (!config) return config.error().in("configuration");
  const auto translations = embedded_tag_translations();
  if (!translations) return translations.error();
  const auto faults = tag_faults(*config, *translations);
  if (!faults.empty()) {
    std::string text = "the configuration cannot be published:";
    for (const std::string& fault : faults) text += "\n  " + fault;
    return invalid_input(text);
  }
  const PublishedTag published = publish_tag(*config, embedded_tag_bundles(), *translations);
  TextPairs digests;
  for (const NoticePicture& picture : pictures)
    digests.emplace_back(picture.name, sha256_hex(picture.jpeg));
  Publication publication{now, config_json, {}, {}, {}, std::move(pictures)};
  publication.artefact = notice_artefact(config_json, *config, *translations, published, digests);
  publication.sha256 = sha256_hex(publication.artefact);
  for (const auto& [name, text] : published.files) {
    auto file = tag_file(name, text);
    if (!file) return file.error();
    publication.files.push_back(*std::move(file));
  }
  return publication;
}

Result<PicturedPublication> make_pictured_publication(const std::string& config_json, UtcTime now) {
  auto plain = make_publication(config_json, now);
  if (!plain) return plain.error();
  const auto config = parse_tag_config(config_json);
  if (!config) return config.error();
  auto pictures = take_notice_pictures(*plain, *config);
  if (!pictures) return PicturedPublication{*std::move(plain), pictures.error().text()};
  auto whole = make_publication(config_json, now, *std::move(pictures));
  if (!whole) return whole.error();
  return PicturedPublication{*std::move(whole), {}};
}

}  // namespace consentry
