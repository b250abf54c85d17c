// SPDX-License-Identifier: Apache-2.0
#include "command/mandate_key.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "command/file_bytes.h"
#include "command/passphrase.h"
#include "command/say.h"
#include "core/base/bytes.h"
#include "io/store/private_file.h"

namespace consentry {
namespace {

struct KeyWords {
  std::string file;
  std::vector<std::string> passphrase_files;
  std::size_t officers = 1;
};

void print_public(const SealingKey& key) {
  std::printf("sealing_key = \"%s\"\n", base64_of(key).c_str());
}

Result<int> make(const KeyWords& words) {
  if (words.officers < 1 || words.officers > kMaxPassphrases)
    return invalid_input("--officers is 1 to " + std::to_string(kMaxPassphrases));
  const auto passphrases = read_passphrases(words.passphrase_files, words.officers, Asking::twice);
  if (!passphrases) return passphrases.error();
  const auto key = OpeningKey::create();
  if (!key) return key.error();
  const auto text = lock_key(*key, *passphrases, LockStrength::moderate);
  if (!text) return text.error();
  if (const Status done = create_private_file(words.file, *text); !done) return done.error();
  print_public(key->sealing_key());
  say("keep " + words.file +
      " and its passphrases apart, off the server; without them nobody opens a mandate again");
  return 0;
}

Result<int> show(const KeyWords& words) {
  const auto text = read_file(words.file, kMaxKeyFileBytes);
  if (!text) return text.error();
  const auto head = read_key_file(*text);
  if (!head) return head.error();
  print_public(head->sealing_key);
  std::printf("# passphrases: %zu\n", head->passphrases);
  return 0;
}

}  // namespace

void add_mandate_key_command(CLI::App& group, int& status) {
  const auto words = std::make_shared<KeyWords>();
  CLI::App* key = group.add_subcommand("key", "The key that mandates are sealed to");
  key->require_subcommand(1);
  const auto run = [words, &status](Result<int> (*verb)(const KeyWords&)) {
    return [words, &status, verb] {
      const Result<int> result = verb(*words);
      status = result ? *result : fail(result.error());
    };
  };
  CLI::App* fresh = key->add_subcommand(
      "new", "Draws a pair, locks the private half in a file, prints the public half");
  fresh->add_option("--out", words->file, "The private key's file, made anew")
      ->type_name("FILE")
      ->required();
  fresh
      ->add_option("--officers", words->officers,
                   "So many passphrases, each of another officer; all are needed to open")
      ->type_name("N")
      ->capture_default_str();
  fresh
      ->add_option("--passphrase-file", words->passphrase_files,
                   "A file with a passphrase on its first line, once for each officer (default: "
                   "asks on the terminal)")
      ->type_name("FILE")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  fresh->callback(run(&make));
  fresh->footer(
      "Run it where the key shall stay, not on the server.\nExample:\n"
      "  consentry mandate key new --out our-case.key --officers 2\n");
  CLI::App* shown = key->add_subcommand("show", "The public half, from the private key's file");
  shown->add_option("FILE", words->file, "The private key's file")->required();
  shown->callback(run(&show));
}

}  // namespace consentry
