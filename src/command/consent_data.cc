// SPDX-License-Identifier: Apache-2.0
#include "command/consent_data.h"

#include <algorithm>
#include <chrono>
#include <openssl/rand.h>
#include <utility>
#include <vector>

#include "command/embedded.h"
#include "command/file_bytes.h"
#include "command/log_key.h"
#include "core/base/bytes.h"
#include "io/store/private_file.h"

namespace consentry {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxSecretBytes = 4096;
constexpr std::size_t kTokenBytes = 24;

template <std::size_t N>
Result<std::array<std::uint8_t, N>> random_bytes() {
  std::array<std::uint8_t, N> bytes{};
  if (RAND_bytes(bytes.data(), static_cast<int>(N)) != 1)
    return Error{ErrorKind::internal, "OpenSSL gives no random bytes"};
  return bytes;
}

std::string_view last_part(std::string_view path) {
  path.remove_prefix(path.rfind('/') + 1);
  return path.substr(0, path.rfind('.'));
}

}  // namespace

Result<ConsentData> ConsentData::open(const fs::path& folder) {
  if (!fs::exists(folder / "log.key"))
    return Error{ErrorKind::not_found, "there is no consent data in " + folder.string() +
                                           "; name its folder with --data"};
  return ConsentData(folder);
}

Result<ConsentData> ConsentData::open_or_create(const fs::path& folder,
                                                const std::string& log_name) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error)
    return Error{ErrorKind::unavailable, "creating " + folder.string() + ": " + error.message()};
  fs::permissions(folder, fs::perms::owner_all, error);
  ConsentData data(folder);
  if (fs::exists(folder / "log.key")) return data;
  // A ledger whose key is gone must not get another one.
  if (fs::exists(data.database()))
    return Error{ErrorKind::corrupt, (folder / "log.key").string() + " is missing; put it back"};
  if (const Status made = create_log_key(folder / "log.key", log_name);
      !made && made.error().kind() != ErrorKind::conflict)
    return made.error();
  return data;
}

Result<SigningKey> ConsentData::key() const { return read_log_key(folder_ / "log.key"); }

Result<ConsentData::AdminToken> ConsentData::admin_token() const {
  const fs::path path = folder_ / "admin.token";
  AdminToken token;
  if (!fs::exists(path)) {
    const auto bytes = random_bytes<kTokenBytes>();
    if (!bytes) return bytes.error();
    token.fresh = hex_of(*bytes);
    token.digest = sha256(*token.fresh);
    if (const Status done = create_private_file(path, to_hex(token.digest) + "\n"); !done)
      return done.error();
    return token;
  }
  const auto text = read_file(path, kMaxSecretBytes);
  if (!text) return text.error();
  const auto digest = bytes_of_hex(std::string_view(*text).substr(0, 2 * token.digest.size()));
  if (!digest || digest->size() != token.digest.size())
    return Error{ErrorKind::corrupt, path.string() + " is no digest; remove it for a new token"};
  std::copy(digest->begin(), digest->end(), token.digest.begin());
  return token;
}

std::span<const std::string_view> consent_migrations() {
  static const std::vector<std::string_view> steps = [] {
    std::vector<std::string_view> names = embedded_names("migrations/");
    std::sort(names.begin(), names.end());
    std::vector<std::string_view> texts;
    for (const std::string_view name : names) texts.push_back(embedded(name));
    return texts;
  }();
  return steps;
}

TagBundles embedded_tag_bundles() {
  return {embedded("tag/core.js"),
          embedded("tag/panel.js"),
          embedded("tag/autoblock.js"),
          embedded("tag/consent_mode.js"),
          embedded("tag/erase.js"),
          embedded("tag/withdrawal.js"),
          embedded("tag/scripts.js"),
          embedded("tag/delivery.js"),
          embedded("tag/placeholder.js"),
          embedded("tag/sisters.js"),
          embedded("tag/shown.js"),
          embedded("tag/other_names.js"),
          embedded("data/placeholder-texts.json"),
          {embedded("tag/uet.js"), embedded("tag/clarity.js"), embedded("tag/matomo.js"),
           embedded("tag/meta.js"), embedded("tag/wordpress.js")},
          {embedded("tag/adapter_cookiebot.js"), embedded("tag/adapter_cookiefirst.js"),
           embedded("tag/adapter_klaro.js"), embedded("tag/adapter_vanilla_cookieconsent.js")}};
}

Result<TagTranslations> embedded_tag_translations() {
  TagTranslations all;
  for (const std::string_view name : embedded_names("data/translations/tag/")) {
    auto texts = parse_tag_texts(embedded(name));
    if (!texts) return texts.error().in(std::string(name));
    all.emplace(last_part(name), *std::move(texts));
  }
  return all;
}

Result<ServiceRegistry> embedded_service_registry() {
  std::vector<std::string_view> names = embedded_names("data/services/");
  std::sort(names.begin(), names.end());
  std::vector<ServiceFile> files;
  for (const std::string_view name : names) files.push_back({std::string(name), embedded(name)});
  return ServiceRegistry::parse(files);
}

Result<http::PageLanguages> embedded_page_languages() {
  http::PageLanguages all;
  for (const std::string_view name : embedded_names("data/translations/my-consent/")) {
    auto texts = http::parse_page_texts(embedded(name));
    if (!texts) return texts.error().in(std::string(name));
    all.emplace(last_part(name), *std::move(texts));
  }
  return all;
}

Result<http::PageLanguages> embedded_declaration_languages() {
  const auto translations = embedded_tag_translations();
  if (!translations) return translations.error();
  http::PageLanguages all;
  for (const std::string_view name : embedded_names("data/translations/declaration/")) {
    auto texts = http::parse_page_texts(embedded(name));
    if (!texts) return texts.error().in(std::string(name));
    const auto tag = translations->find(last_part(name));
    if (tag == translations->end()) continue;
    (*texts)["change"] = tag->second.texts.at("reopen");
    for (const auto& [id, words] : tag->second.categories) {
      (*texts)["categories." + id + ".name"] = words.first;
      (*texts)["categories." + id + ".description"] = words.second;
    }
    all.emplace(last_part(name), *std::move(texts));
  }
  return all;
}

}  // namespace consentry
