// SPDX-License-Identifier: Apache-2.0
#include "command/mandate_officer.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "command/exit_status.h"
#include "command/mandate_count.h"
#include "command/mandate_data.h"
#include "command/mandate_opening.h"
#include "command/printed_reports.h"
#include "command/say.h"
#include "command/system_time.h"
#include "core/judge/nearest.h"
#include "core/mandate/count_certificate.h"
#include "core/mandate/mandate_annex.h"
#include "core/proof/sealed_list.h"
#include "io/store/evidence_folder.h"
#include "io/store/private_file.h"

namespace consentry {
namespace {

namespace fs = std::filesystem;

struct OfficerWords {
  std::string data = kDefaultDataFolder;
  std::string case_id;
  std::string purpose;
  std::string key;
  std::vector<std::string> passphrase_files;
  Officer officer;
  std::string out;
  std::uint64_t number = 0;
  bool pdf = false;
};

struct OpenCase {
  std::unique_ptr<SqliteMandates> book;
  std::optional<SigningKey> log_key;
  MandateForm form;
};

Result<OpenCase> open_case(const OfficerWords& words) {
  if (const Status good = check_officer(words.officer); !good) return good.error();
  auto folder = open_mandate_folder(words.data);
  if (!folder) return folder.error();
  const auto stored = folder->book->form(words.case_id);
  if (!stored) return stored.error();
  auto form = parse_mandate_form(words.case_id, stored->toml);
  if (!form) return form.error();
  return OpenCase{std::move(folder->book), std::move(folder->log_key), *std::move(form)};
}

Result<OpeningKey> unlock(const OpenCase& open, const OfficerWords& words) {
  return unlock_for(open.form, words.key, words.passphrase_files, words.officer);
}

// A folder of files that only their owner reads, with a list of their digests.
class PrivateFolder {
 public:
  static Result<PrivateFolder> create(const fs::path& path) {
    if (const Status made = create_evidence_folder(path); !made) return made.error();
    std::error_code error;
    fs::permissions(path, fs::perms::owner_all, error);
    if (error) return Error{ErrorKind::unavailable, path.string() + ": " + error.message()};
    return PrivateFolder(path);
  }

  Status put(const std::string& name, const std::string& bytes) {
    files_.push_back({name, sha256(bytes)});
    return create_private_file(path_ / name, bytes);
  }

  Status finish() {
    std::ranges::sort(files_, {}, &SealedFile::name);
    return create_private_file(path_ / "SHA256SUMS", sealed_list_text(files_));
  }

 private:
  explicit PrivateFolder(fs::path path) : path_(std::move(path)) {}
  fs::path path_;
  std::vector<SealedFile> files_;
};

// What a list is made of.
struct WrittenList {
  ExportFor purpose = ExportFor::authority;
  const OpenedList& opened;
  const CountCertificate& certificate;
  std::string csv;
  std::string withdrawn;
};

Status put_annex(PrivateFolder& folder, const OpenCase& open, const WrittenList& list, bool pdf) {
  const ExportTable table = export_table(open.form, list.opened.listed, list.purpose);
  const std::string html =
      annex_html({open.form, table, list.purpose, list.certificate, sha256_hex(list.csv)});
  if (const Status done = folder.put("annex.html", html); !done || !pdf) return done;
  const auto paper = printed(html);
  if (!paper) return paper.error();
  return folder.put("annex.pdf", *paper);
}

// Without the log's key nobody can sign a count; the one of `pack` is then the officers'.
Status write_list(const OpenCase& open, const OfficerWords& words, const WrittenList& list) {
  auto folder = PrivateFolder::create(words.out);
  if (!folder) return folder.error();
  if (const Status done = folder->put("mandates.csv", list.csv); !done) return done;
  if (const Status done = folder->put("withdrawn.csv", list.withdrawn); !done) return done;
  if (open.log_key) {
    const auto json = certificate_json(list.certificate, *open.log_key);
    if (!json) return json.error();
    if (const Status done = folder->put("count.json", *json); !done) return done;
  }
  const Status annexed = put_annex(*folder, open, list, words.pdf);
  const Status finished = folder->finish();
  return annexed ? finished : annexed;
}

Result<int> write_export(const OfficerWords& words) {
  const auto purpose = export_named(words.purpose);
  if (!purpose)
    return invalid_input(
        "--for is authority, court, organisation or opt-list, not '" + words.purpose + "'" +
        suggestion(words.purpose, {"authority", "court", "organisation", "opt-list"}));
  auto open = open_case(words);
  if (!open) return open.error();
  const auto key = unlock(*open, words);
  if (!key) return key.error();
  SqliteMandates& book = *open->book;
  const auto certificate = count_mandates(book, words.case_id, system_time());
  if (!certificate) return certificate.error();
  auto mandates = book.numbered(words.case_id);
  if (!mandates) return mandates.error();
  const std::string withdrawn = withdrawn_csv(*mandates);
  std::erase_if(*mandates, [&](const StoredMandate& each) { return !belongs_to(each, *purpose); });
  const std::string many = std::to_string(mandates->size());
  const Status told = log_act(book, words.case_id, words.officer, "opens",
                              {{"for", words.purpose}, {"mandates", many}});
  if (!told) return told.error();
  const OpenedList opened = open_mandates_with(*key, *mandates);
  const std::string list = export_csv(open->form, opened.listed, *purpose);
  const Status written =
      write_list(*open, words, {*purpose, opened, *certificate, list, withdrawn});
  const Status kept = log_act(book, words.case_id, words.officer, "exported",
                              {{"for", words.purpose},
                               {"mandates", std::to_string(opened.listed.size())},
                               {"sha256", sha256_hex(list)}});
  if (!kept) return kept.error();
  if (!written) return written.error();
  for (const std::string& problem : opened.problems) say(problem);
  std::printf("%zu mandates in %s, SHA-256 of mandates.csv %s\n", opened.listed.size(),
              words.out.c_str(), sha256_hex(list).c_str());
  return static_cast<int>(opened.problems.empty() ? ExitStatus::nothing_found : ExitStatus::found);
}

Result<int> write_dossier(const OfficerWords& words) {
  auto open = open_case(words);
  if (!open) return open.error();
  SqliteMandates& book = *open->book;
  const auto mandate = book.find(words.case_id, words.number);
  if (!mandate) return mandate.error();
  if (mandate->kept.sealed.empty())
    return Error{ErrorKind::not_found, "mandate " + std::to_string(words.number) + " is " +
                                           std::string(name_of(mandate->state)) +
                                           "; what named the person is gone"};
  const auto text = book.signed_text(words.case_id, mandate->kept.facts.text);
  if (!text) return text.error();
  const auto key = unlock(*open, words);
  if (!key) return key.error();
  const Status told = log_act(book, words.case_id, words.officer, "opens",
                              {{"for", "dossier"}, {"number", std::to_string(words.number)}});
  if (!told) return told.error();
  const std::vector<StoredMandate> one{*mandate};
  const OpenedList opened = open_mandates_with(*key, one);
  if (!opened.problems.empty()) return Error{ErrorKind::corrupt, opened.problems.front()};
  const auto leaves = book.counted_leaves(words.case_id);
  if (!leaves) return leaves.error();
  const auto proof = prove_counted(*leaves, words.number);
  auto folder = PrivateFolder::create(words.out);
  if (!folder) return folder.error();
  Status done = folder->put("mandate.txt", dossier_text(open->form, opened.listed.front(), *text));
  if (done) done = folder->put("mandate.json", personal_json(opened.listed.front().opened) + "\n");
  if (done && proof) done = folder->put("counted.json", count_proof_json(*proof) + "\n");
  if (done) done = folder->finish();
  if (!done) return done.error();
  std::printf("mandate %llu is in %s\n", static_cast<unsigned long long>(words.number),
              words.out.c_str());
  return 0;
}

Result<int> pack(const OfficerWords& words) {
  auto open = open_case(words);
  if (!open) return open.error();
  const std::optional<SigningKey>& log_key = open->log_key;
  if (!log_key)
    return invalid_input(words.data + " is a pack already; name the server's data folder");
  SqliteMandates& book = *open->book;
  const auto certificate = count_mandates(book, words.case_id, system_time());
  if (!certificate) return certificate.error();
  const auto json = certificate_json(*certificate, *log_key);
  if (!json) return json.error();
  auto folder = PrivateFolder::create(words.out);
  if (!folder) return folder.error();
  const Status told = log_act(book, words.case_id, words.officer, "packed",
                              {{"mandates", std::to_string(certificate->tally.counted)}});
  if (!told) return told.error();
  if (const Status done = folder->put("count.json", *json); !done) return done.error();
  const fs::path database = fs::path(words.out) / "ledger.db";
  if (const Status done = book.pack(words.case_id, database, consent_migrations()); !done)
    return done.error();
  std::printf("%s holds the sealed mandates of %s; take it to where the key is\n",
              words.out.c_str(), words.case_id.c_str());
  return 0;
}

Result<int> erase(const OfficerWords& words) {
  auto open = open_case(words);
  if (!open) return open.error();
  SqliteMandates& book = *open->book;
  const std::string number = std::to_string(words.number);
  const Status done = book.together([&]() -> Status {
    Status erased = book.erase(words.case_id, words.number, system_time());
    if (!erased) return erased;
    return log_act(book, words.case_id, words.officer, "erased", {{"number", number}});
  });
  if (!done) return done.error();
  std::printf("mandate %s is erased; its number stays\n", number.c_str());
  return 0;
}

using Verb = Result<int> (*)(const OfficerWords&);

CLI::App* add_verb(CLI::App& group, const char* name, const char* about, Verb verb,
                   const std::shared_ptr<OfficerWords>& words, int& status) {
  CLI::App* command = group.add_subcommand(name, about);
  command->add_option("CASE", words->case_id, "Its id")->required();
  command
      ->add_option("--data", words->data,
                   "The consent server's data folder, or what `pack` made of it")
      ->type_name("DIR")
      ->capture_default_str();
  command->add_option("--by", words->officer.names, "Who acts; once for each officer of the key")
      ->type_name("NAME")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->required();
  command->add_option("--reason", words->officer.reason, "Why; goes into the log of accesses")
      ->type_name("TEXT")
      ->required();
  command->callback([words, verb, &status] {
    const Result<int> result = verb(*words);
    status = result ? *result : fail(result.error());
  });
  return command;
}

void add_opening_words(CLI::App& command, const std::shared_ptr<OfficerWords>& words) {
  command.add_option("--key", words->key, "The private key's file")->type_name("FILE")->required();
  command
      .add_option("--passphrase-file", words->passphrase_files,
                  "Once for each officer, in the key's order (default: asks on the terminal)")
      ->type_name("FILE")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  command.add_option("--out", words->out, "A new folder, which only its owner can read")
      ->type_name("DIR")
      ->required();
}

}  // namespace

void add_mandate_officer_commands(CLI::App& group, int& status) {
  const auto words = std::make_shared<OfficerWords>();
  CLI::App* packed = add_verb(group, "pack",
                              "Copies a case's mandates, sealed as they are, for "
                              "officers whose key never comes to the server",
                              &pack, words, status);
  packed->add_option("--out", words->out, "A new folder; `export --data` reads it")
      ->type_name("DIR")
      ->required();
  CLI::App* exported = add_verb(group, "export", "A list with names, each purpose with its columns",
                                &write_export, words, status);
  exported->add_option("--for", words->purpose, "authority, court, organisation or opt-list")
      ->type_name("WHOM")
      ->required();
  add_opening_words(*exported, words);
  exported->add_flag("--pdf", words->pdf, "Print annex.html to annex.pdf as well, by the browser");
  exported->footer(
      "Who withdrew is in no list; withdrawn.csv tells their numbers to who had an earlier one.\n"
      "Example:\n  consentry mandate export our-case --for authority --key our-case.key --by \"A. "
      "Officer\"\n    --reason \"annex to the complaint\" --out annex\n");
  CLI::App* dossier = add_verb(group, "dossier", "One person's own file, by the mandate's number",
                               &write_dossier, words, status);
  dossier->add_option("NUMBER", words->number, "Of the mandate")->required();
  add_opening_words(*dossier, words);
  CLI::App* erased =
      add_verb(group, "erase", "Erases what names a person; needs no key", &erase, words, status);
  erased->add_option("NUMBER", words->number, "Of the mandate")->required();
}

}  // namespace consentry
