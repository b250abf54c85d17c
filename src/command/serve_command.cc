// SPDX-License-Identifier: Apache-2.0
#include "command/serve_command.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <string>

#include "command/consent_server.h"
#include "command/exit_status.h"
#include "command/file_bytes.h"
#include "command/interruption.h"
#include "command/say.h"
#include "command/site_watch.h"

namespace consentry {
namespace {

constexpr std::size_t kMaxConfigBytes = 1UL << 20U;

// What the command line says; empty: the file's or the default.
struct ServeWords {
  std::string config;
  std::string listen;
  std::string data;
  std::string tls_cert;
  std::string tls_key;
  std::string web_root;
  std::string cases;
};

Result<ServeSettings> settings_from(const ServeWords& words) {
  ServeSettings settings;
  if (!words.config.empty()) {
    const auto text = read_file(words.config, kMaxConfigBytes);
    if (!text) return text.error().in("--config");
    auto read = parse_serve_settings(*text, words.config);
    if (!read) return read.error();
    settings = *std::move(read);
  }
  for (const auto& [word, setting] : {std::pair{&words.listen, &settings.listen},
                                      {&words.data, &settings.data},
                                      {&words.tls_cert, &settings.tls_cert},
                                      {&words.tls_key, &settings.tls_key},
                                      {&words.web_root, &settings.web_root},
                                      {&words.cases, &settings.cases}}) {
    if (!word->empty()) *setting = *word;
  }
  // Before anything is made in the data folder.
  if (const auto listen = parse_listen(settings.listen); !listen) return listen.error();
  if (const Status known = check_profile(settings.watch.profile); !known)
    return known.error().in("watch_profile");
  return settings;
}

Result<int> serve(const ServeWords& words) {
  const auto settings = settings_from(words);
  if (!settings) return settings.error();
  Interruption interruption;
  const auto server = ConsentServer::start(*settings);
  if (!server) return server.error();
  std::printf("consent server ready on %s\n", (*server)->address().c_str());
  if (const auto& token = (*server)->fresh_token()) {
    std::printf("administrator's token, shown this once: %s\n", token->c_str());
  }
  std::printf("visitors see their choices on %s/my-consent\n", (*server)->address().c_str());
  std::fflush(stdout);
  wait_for(interruption);
  (*server)->stop();
  return static_cast<int>(ExitStatus::nothing_found);
}

}  // namespace

void add_serve_command(CLI::App& app, int& status) {
  auto words = std::make_shared<ServeWords>();
  CLI::App* command = app.add_subcommand(
      "serve", "Serves the consent tag, keeps every choice durably and proves it");
  command->add_option("--config", words->config, "Settings in TOML (docs/operations.md)")
      ->type_name("FILE");
  command->add_option("--data", words->data, "Folder of ledger and keys [consentry-data]")
      ->type_name("DIR");
  command
      ->add_option("--listen", words->listen, "Address; port 0 takes a free one [127.0.0.1:8080]")
      ->type_name("HOST:PORT");
  command->add_option("--tls-cert", words->tls_cert, "Certificate chain in PEM, leaf first")
      ->type_name("FILE");
  command->add_option("--tls-key", words->tls_key, "The certificate's private key in PEM")
      ->type_name("FILE");
  command
      ->add_option("--web-root", words->web_root, "Serves a folder of pages as well, to try them")
      ->type_name("DIR");
  command
      ->add_option("--cases", words->cases, "Folder of case files to show and log (docs/cases.md)")
      ->type_name("DIR");
  command->footer(
      "Runs until Ctrl-C or SIGTERM. Example, in two terminals:\n"
      "  consentry serve --data consentry-data\n"
      "  consentry site add https://shop.example --owner 'Corner Shop' && consentry site publish "
      "shop-example\n");
  command->callback([words, &status] {
    const Result<int> result = serve(*words);
    status = result ? *result : fail(result.error());
  });
}

}  // namespace consentry
