// SPDX-License-Identifier: Apache-2.0
#include "command/mandate_opening.h"

#include <utility>

#include "command/file_bytes.h"
#include "command/passphrase.h"
#include "command/system_time.h"

namespace consentry {
namespace {

Result<OpenedMandate> open_one(const OpeningKey& key, const StoredMandate& mandate) {
  const auto plain = key.open(mandate.kept.sealed);
  if (!plain) return plain.error().in("mandate " + std::to_string(mandate.number));
  auto opened = read_personal(*plain);
  if (!opened) return opened.error().in("mandate " + std::to_string(mandate.number));
  if (const Status good = check_opened(*opened, mandate); !good) return good.error();
  return opened;
}

}  // namespace

Status check_officer(const Officer& officer) {
  if (officer.names.empty()) return invalid_input("say who acts: --by \"NAME\"");
  if (officer.reason.empty()) return invalid_input("say why: --reason \"TEXT\"");
  return {};
}

Status log_act(SqliteMandates& book, const std::string& case_id, const Officer& officer,
               const std::string& act, std::vector<std::pair<std::string, std::string>> details) {
  std::string names;
  for (const std::string& name : officer.names) names += (names.empty() ? "" : ", ") + name;
  details.emplace_back("reason", officer.reason);
  return book.log_access(case_id, {to_rfc3339(system_time()), names, act, std::move(details)});
}

Result<OpeningKey> unlock_for(const MandateForm& form, const std::string& key_file,
                              const std::vector<std::string>& passphrase_files,
                              const Officer& officer) {
  const auto text = read_file(key_file, kMaxKeyFileBytes);
  if (!text) return text.error();
  const auto head = read_key_file(*text);
  if (!head) return head.error().in(key_file);
  if (head->sealing_key != form.sealing_key)
    return invalid_input(key_file + " is the key of another case");
  if (head->passphrases != officer.names.size())
    return invalid_input("this key is held by " + std::to_string(head->passphrases) +
                         " officers; name each with --by");
  const auto passphrases = read_passphrases(passphrase_files, head->passphrases, Asking::once);
  if (!passphrases) return passphrases.error();
  auto key = unlock_key(*text, *passphrases);
  if (!key) return key.error().in(key_file);
  return key;
}

OpenedList open_mandates_with(const OpeningKey& key, const std::vector<StoredMandate>& mandates) {
  OpenedList list;
  list.listed.reserve(mandates.size());
  for (const StoredMandate& mandate : mandates) {
    auto opened = open_one(key, mandate);
    if (opened)
      list.listed.push_back({&mandate, *std::move(opened)});
    else
      list.problems.push_back(opened.error().text());
  }
  return list;
}

}  // namespace consentry
