// SPDX-License-Identifier: Apache-2.0
#include "command/receipt_command.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <string>

#include "command/exit_status.h"
#include "command/file_bytes.h"
#include "command/say.h"
#include "core/proof/receipt.h"

namespace consentry {
namespace {

constexpr std::size_t kMaxKeyBytes = 4096;

struct ReceiptWords {
  std::string file;
  std::string key_file;
};

Result<int> verify(const ReceiptWords& words) {
  const auto text = read_file(words.file, kMaxReceiptBytes);
  if (!text) return text.error();
  const auto receipt = parse_receipt(*text);
  if (!receipt) return receipt.error().in(words.file);
  std::string key;
  if (!words.key_file.empty()) {
    auto read = read_file(words.key_file, kMaxKeyBytes);
    if (!read) return read.error().in("--key");
    key = read->substr(0, read->find_first_of("\r\n"));
  }
  const ReceiptVerdict verdict = check_receipt(*receipt, key);
  std::printf("%s\n", std::string(explain(verdict)).c_str());
  if (verdict != ReceiptVerdict::proved) return static_cast<int>(ExitStatus::found);
  std::printf("record %llu of %llu, signed by %s\n",
              static_cast<unsigned long long>(receipt->leaf_index),
              static_cast<unsigned long long>(receipt->tree_size),
              (key.empty() ? receipt->key : key).c_str());
  if (key.empty())
    say("checked with the key in the receipt itself; name the log's published key with --key");
  return 0;
}

}  // namespace

void add_receipt_command(CLI::App& app, int& status) {
  auto words = std::make_shared<ReceiptWords>();
  CLI::App* command = app.add_subcommand("receipt", "A visitor's receipt of a choice");
  command->require_subcommand(1);
  command->footer("Example:\n  consentry receipt verify consent-receipt-0.json\n");
  CLI::App* checking = command->add_subcommand(
      "verify", "Checks that the log holds the receipt's record; needs no server");
  checking->add_option("FILE", words->file, "The receipt")->required();
  checking->add_option("--key", words->key_file, "File with the log's verifier key (/log/key)")
      ->type_name("FILE");
  checking->footer(
      "Exit status 1 when it does not verify. Example:\n"
      "  consentry receipt verify consent-receipt-0.json --key log.key.txt\n");
  checking->callback([words, &status] {
    const Result<int> result = verify(*words);
    status = result ? *result : fail(result.error());
  });
}

}  // namespace consentry
