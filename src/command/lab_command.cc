// SPDX-License-Identifier: Apache-2.0
#include "command/lab_command.h"

#include <CLI/CLI.hpp>
#include <charconv>
#include <cstdio>
#include <memory>
#include <string>

#include "command/embedded.h"
#include "command/exit_status.h"
#include "command/interruption.h"
#include "command/say.h"
#include "lab/lab.h"

namespace consentry {
namespace {

// A web of this many sites is made in seconds and served from memory; more is a mistyped number.
constexpr int kMaxLabSites = 20'000;
constexpr int kMaxHostileSites = 1'000;

struct LabWords {
  int sites = 40;
  int hostile = 0;
  std::uint64_t seed = 1;
  std::string listen = "127.0.0.1:8443";
  std::string dir = "lab";
};

Result<lab::LabOptions> check_lab_words(const LabWords& words) {
  lab::LabOptions options;
  if (words.sites < 1 || words.sites > kMaxLabSites) {
    return invalid_input("--sites takes 1 to " + std::to_string(kMaxLabSites) + ", not " +
                         std::to_string(words.sites));
  }
  options.sites = static_cast<std::size_t>(words.sites);
  if (words.hostile < 0 || words.hostile > kMaxHostileSites) {
    return invalid_input("--hostile takes 0 to " + std::to_string(kMaxHostileSites) + ", not " +
                         std::to_string(words.hostile));
  }
  options.hostile = static_cast<std::size_t>(words.hostile);
  options.seed = words.seed;
  options.assets = [](std::string_view name) { return embedded(name); };
  const auto colon = words.listen.rfind(':');
  const std::string port =
      colon == std::string::npos ? std::string{} : words.listen.substr(colon + 1);
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), options.port);
  if (port.empty() || error != std::errc{} || end != port.data() + port.size()) {
    return invalid_input("'" + words.listen + "' is not an address; write --listen 127.0.0.1:8443");
  }
  options.address = words.listen.substr(0, colon);
  return options;
}

Result<int> serve_lab(const LabWords& words) {
  auto options = check_lab_words(words);
  if (!options) return options.error();
  Interruption interruption;
  auto served = lab::Lab::start(*std::move(options));
  if (!served) return served.error();
  if (auto status = (*served)->write_files(words.dir); !status) return status.error();
  const std::string address = (*served)->connect_to();
  std::printf("lab ready on %s\n", address.c_str());
  std::printf(
      "consentry scan --list %s/sites.txt --connect-to %s --ca %s/ca.pem --dns-answers "
      "%s/names.txt\n",
      words.dir.c_str(), address.c_str(), words.dir.c_str(), words.dir.c_str());
  std::fflush(stdout);
  wait_for(interruption);
  (*served)->stop();
  return static_cast<int>(ExitStatus::nothing_found);
}

}  // namespace

void add_lab_command(CLI::App& app, int& status) {
  auto words = std::make_shared<LabWords>();
  CLI::App* command = app.add_subcommand(
      "lab", "Serves a fictional web with known truth on loopback, to try and to test scans");
  command->add_option("--sites", words->sites, "How many sites")->capture_default_str();
  command
      ->add_option("--hostile", words->hostile,
                   "How many sites that try to harm a scan, beside the others (hostile.txt)")
      ->capture_default_str();
  command->add_option("--seed", words->seed, "Another number makes another web")
      ->capture_default_str();
  command->add_option("--listen", words->listen, "Address; port 0 takes a free one")
      ->type_name("HOST:PORT")
      ->capture_default_str();
  command->add_option("--dir", words->dir, "Where sites.txt, names.txt, ca.pem and truth.json go")
      ->type_name("DIR")
      ->capture_default_str();
  command->footer(
      "Runs until Ctrl-C. Example, in two terminals:\n"
      "  consentry lab --sites 12 --dir lab\n"
      "  consentry scan --list lab/sites.txt --connect-to 127.0.0.1:8443 --ca lab/ca.pem\n");
  command->callback([words, &status] {
    const Result<int> result = serve_lab(*words);
    status = result ? *result : fail(result.error());
  });
}

}  // namespace consentry
