// SPDX-License-Identifier: Apache-2.0
#include "command/mandate_data.h"

#include "command/file_bytes.h"
#include "core/mandate/mandate_token.h"
#include "io/seal/sealed_box.h"
#include "io/store/private_file.h"

namespace consentry {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxPepperBytes = 256;

fs::path pepper_file(const ConsentData& data, const std::string& case_id) {
  return data.folder() / "mandates" / (case_id + ".pepper");
}

}  // namespace

Result<std::unique_ptr<SqliteMandates>> open_mandates(const ConsentData& data) {
  return SqliteMandates::open(data.database(), consent_migrations());
}

Result<MandateFolder> open_mandate_folder(const fs::path& folder) {
  if (!fs::exists(folder / "ledger.db"))
    return Error{ErrorKind::not_found,
                 "there are no mandates in " + folder.string() + "; name their folder with --data"};
  MandateFolder result;
  auto book = SqliteMandates::open(folder / "ledger.db", consent_migrations());
  if (!book) return book.error();
  result.book = *std::move(book);
  const auto data = ConsentData::open(folder);
  if (!data) return result;
  auto key = data->key();
  if (!key) return key.error();
  result.log_key.emplace(*std::move(key));
  return result;
}

Status make_pepper(const ConsentData& data, const std::string& case_id) {
  const fs::path file = pepper_file(data, case_id);
  if (fs::exists(file)) {
    const auto there = read_pepper(data, case_id);
    return there ? Status() : Status(there.error());
  }
  std::error_code error;
  fs::create_directories(file.parent_path(), error);
  if (!error) fs::permissions(file.parent_path(), fs::perms::owner_all, error);
  if (error)
    return Error{ErrorKind::unavailable,
                 "creating " + file.parent_path().string() + ": " + error.message()};
  const auto cipher = SodiumCipher::create();
  if (!cipher) return cipher.error();
  const auto pepper = cipher->random();
  if (!pepper) return pepper.error();
  return create_private_file(file, token_text(*pepper) + "\n");
}

Result<Secret32> read_pepper(const ConsentData& data, const std::string& case_id) {
  const fs::path file = pepper_file(data, case_id);
  const auto text = read_file(file, kMaxPepperBytes);
  if (!text) return text.error();
  const auto pepper = parse_token(std::string_view(*text).substr(0, text->find('\n')));
  if (!pepper)
    return Error{ErrorKind::corrupt, file.string() + " is no pepper; put the right one back"};
  return *pepper;
}

}  // namespace consentry
