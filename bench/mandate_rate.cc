// SPDX-License-Identifier: Apache-2.0
// How long do 10,000 mandates take to be told apart, counted and exported? Beside it the floor:
// libsodium opening as many sealed boxes and nothing else. Usage: mandate_rate FOLDER
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include "command/consent_data.h"
#include "command/mandate_count.h"
#include "command/mandate_opening.h"
#include "core/base/bytes.h"
#include "core/mandate/count_certificate.h"
#include "core/mandate/mandate_intake.h"

namespace {

using namespace consentry;

constexpr int kMandates = 10'000;
constexpr int kSomeonesAgain = 20;  // each 20th signs twice
constexpr UtcTime kNow{1763846801000};
constexpr double kLimitSeconds = 5;

double seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

std::string form_text(const SealingKey& key) {
  return "id = 'bench'\nversion = '1'\norganisation = 'Bench'\ncontact = 'a@bench.example'\n"
         "privacy = 'https://bench.example/'\nsealing_key = '" +
         base64_of(key) +
         "'\nkept_months = 12\npowers = ['complaint77']\n[[respondent]]\nid = 'theirs'\nname = "
         "'Theirs'\n[[text]]\nlanguage = 'en'\ntitle = 'Mandate'\nmandate = 'I give a mandate.'\n";
}

Submission person(const MandateForm& form, int n) {
  const std::string number = std::to_string(n);
  Submission submission;
  submission.language = "en";
  submission.text = form.texts.front().mandate_digest;
  submission.given_name = "Given" + number;
  submission.family_name = "Family" + number;
  submission.email = "person" + number + "@mail.example";
  submission.country = "NL";
  submission.respondents = {"theirs"};
  submission.powers = {Power::complaint77};
  return submission;
}

using Tokens = std::vector<Sha256>;

Status receive_all(SqliteMandates& book, const MandateForm& form, const SodiumCipher& cipher,
                   Tokens& tokens) {
  for (int n = 0; n < kMandates; ++n) {
    const int who = n % kSomeonesAgain == 0 ? n + 1 : n;
    const auto taken = take_mandate(form, person(form, who), Secret32{1}, cipher, kNow);
    if (!taken) return taken.error();
    if (const Status done = book.receive(taken->mandate, "mail"); !done) return done;
    tokens.push_back(taken->mandate.token);
  }
  return {};
}

Status confirm_all(SqliteMandates& book, const Tokens& tokens) {
  for (const Sha256& token : tokens) {
    if (const auto done = book.confirm(token, kNow); !done) return done.error();
  }
  return {};
}

int refuse(const Error& error) {
  std::fprintf(stderr, "mandate_rate: %s\n", error.text().c_str());
  return 1;
}

int measure(const std::filesystem::path& folder) {
  const auto cipher = SodiumCipher::create();
  const auto key = OpeningKey::create();
  auto book = SqliteMandates::open(folder / "bench.db", consent_migrations());
  if (!cipher || !key || !book) return 1;
  const std::string toml = form_text(key->sealing_key());
  const auto form = parse_mandate_form("bench", toml);
  if (!form) return refuse(form.error());
  if (const Status done = (*book)->open_form(toml, kNow); !done) return refuse(done.error());
  Tokens tokens;
  const double begun = seconds();
  const Status received =
      (*book)->together([&] { return receive_all(**book, *form, *cipher, tokens); });
  if (!received) return refuse(received.error());
  const double sealed = seconds();
  const Status told_apart = (*book)->together([&] { return confirm_all(**book, tokens); });
  if (!told_apart) return refuse(told_apart.error());
  const double confirmed = seconds();
  const auto certificate = count_mandates(**book, "bench", kNow);
  if (!certificate) return refuse(certificate.error());
  const double counted = seconds();
  auto mandates = (*book)->numbered("bench");
  if (!mandates) return refuse(mandates.error());
  std::erase_if(*mandates,
                [](const StoredMandate& each) { return !belongs_to(each, ExportFor::authority); });
  const OpenedList opened = open_mandates_with(*key, *mandates);
  const std::string csv = export_csv(*form, opened.listed, ExportFor::authority);
  const double exported = seconds();
  for (const StoredMandate& each : *mandates) {
    if (const auto plain = key->open(each.kept.sealed); !plain) return refuse(plain.error());
  }
  const double floor = seconds() - exported;
  const double goal = exported - sealed;
  std::printf("10,000 mandates         seconds\n");
  std::printf("received and sealed     %7.2f   (while people sign; not in the goal)\n",
              sealed - begun);
  std::printf("confirmed, told apart   %7.2f\ncounted                 %7.2f\n", confirmed - sealed,
              counted - confirmed);
  std::printf("opened and exported     %7.2f\n", exported - counted);
  std::printf("libsodium alone opens   %7.2f   (floor; the export takes %.2f times as long)\n",
              floor, (exported - counted) / floor);
  std::printf(
      "told apart, counted and exported in %.2f s (limit %.0f): %s; %llu counted, %zu listed, %zu "
      "bytes\n",
      goal, kLimitSeconds, goal <= kLimitSeconds ? "kept" : "MISSED",
      static_cast<unsigned long long>(certificate->tally.counted), opened.listed.size(),
      csv.size());
  return goal <= kLimitSeconds ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: mandate_rate FOLDER\n");
    return 2;
  }
  return measure(argv[1]);
}
