// SPDX-License-Identifier: Apache-2.0
// The consent server's data folder and what is embedded for it. The folder holds ledger.db (SQLite),
// log.key (the secret that signs the log), admin.token (digest of the administrator's token) and
// lock.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>

#include "core/base/digest.h"
#include "core/consent/service_registry.h"
#include "core/consent/tag_publisher.h"
#include "core/proof/signed_note.h"
#include "io/http/my_consent_page.h"

namespace consentry {

inline constexpr const char* kDefaultDataFolder = "consentry-data";

class ConsentData {
 public:
  // Makes the folder and the key when they are not there. `log_name` names the log when its key is
  // made; empty: a name from the key itself.
  static Result<ConsentData> open_or_create(const std::filesystem::path& folder,
                                            const std::string& log_name = {});
  // not_found when there is no data.
  static Result<ConsentData> open(const std::filesystem::path& folder);

  [[nodiscard]] std::filesystem::path database() const { return folder_ / "ledger.db"; }
  [[nodiscard]] std::filesystem::path lock() const { return folder_ / "lock"; }
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
  [[nodiscard]] Result<SigningKey> key() const;

  struct AdminToken {
    Sha256 digest{};
    // Only when it was made just now: the one time that it can be shown.
    std::optional<std::string> fresh;
  };
  [[nodiscard]] Result<AdminToken> admin_token() const;

 private:
  explicit ConsentData(std::filesystem::path folder) : folder_(std::move(folder)) {}
  std::filesystem::path folder_;
};

// SQL of the store's tables, in order.
std::span<const std::string_view> consent_migrations();
TagBundles embedded_tag_bundles();
Result<TagTranslations> embedded_tag_translations();
// data/services.
Result<ServiceRegistry> embedded_service_registry();
Result<http::PageLanguages> embedded_page_languages();
// By language: data/translations/declaration with the tag's words for categories and "change".
Result<http::PageLanguages> embedded_declaration_languages();

}  // namespace consentry
