// SPDX-License-Identifier: Apache-2.0
// `consentry mandate` as officers and administrators type it.
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <iterator>

#include "command/mandate_data.h"
#include "core/base/digest.h"
#include "e2e/program_run.h"
#include "e2e/temporary_folder.h"
#include "fakes/mandate_maker.h"
#include "io/seal/sealed_box.h"

namespace consentry::e2e {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string text_in_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void write(const std::string& path, const std::string& text) { std::ofstream(path) << text; }

// A case whose key two officers hold, with three people who signed and confirmed.
class MandateCommandTest : public ::testing::Test {
 protected:
  MandateCommandTest() {
    write(folder_ / "first", "correct horse battery\n");
    write(folder_ / "second", "another officer's words\n");
    const Ended made =
        run({"mandate", "key", "new", "--out", folder_ / "case.key", "--officers", "2",
             "--passphrase-file", folder_ / "first", "--passphrase-file", folder_ / "second"});
    EXPECT_EQ(made.status, 0) << made.err;
    std::string toml = mandate_form_toml();
    const std::size_t line = toml.find("sealing_key");
    toml.replace(line, toml.find('\n', line) - line + 1, made.out);
    write(folder_ / "form.toml", toml);
    const Ended opened = run({"mandate", "open", folder_ / "form.toml", "--data", data()});
    EXPECT_EQ(opened.status, 0) << opened.err;
    sign(*parse_mandate_form("form", toml));
  }

  void sign(const MandateForm& form) {
    const auto kept = ConsentData::open(data());
    const auto cipher = SodiumCipher::create();
    auto book = open_mandates(*kept);
    const auto pepper = read_pepper(*kept, form.id);
    ASSERT_TRUE(pepper);
    for (int n = 1; n <= 3; ++n) {
      const auto taken = take_mandate(form, mandate_submission(form, n), *pepper, *cipher, kNow);
      ASSERT_TRUE((*book)->receive(taken->mandate, "locked"));
      ASSERT_TRUE((*book)->confirm(taken->mandate.token, kNow));
    }
  }

  [[nodiscard]] std::string data() const { return folder_ / "data"; }
  Ended mandate(std::vector<std::string> words, const std::string& data) {
    words.insert(words.begin(), "mandate");
    words.insert(words.end(), {"--data", data});
    return run(words);
  }
  Ended mandate(const std::vector<std::string>& words) { return mandate(words, data()); }
  [[nodiscard]] std::vector<std::string> as_officers(std::vector<std::string> words) const {
    words.insert(words.end(), {"--by", "A. Officer", "--by", "B. Officer", "--reason", "a test",
                               "--key", folder_ / "case.key", "--passphrase-file",
                               folder_ / "first", "--passphrase-file", folder_ / "second"});
    return words;
  }

  static constexpr UtcTime kNow{1763846801000};
  TemporaryFolder folder_;
};

TEST_F(MandateCommandTest, CountsWithoutNamesAndTheCountVerifies) {
  const Ended counted = mandate({"count", "ours-theirs", "--certificate", folder_ / "count.json",
                                 "--commitments", folder_ / "list.txt"});
  EXPECT_EQ(counted.status, 0) << counted.err;
  EXPECT_THAT(counted.out, HasSubstr("3 people gave a mandate"));
  const std::size_t at = counted.out.find("Verifier key: ") + 14;
  const std::string key = counted.out.substr(at, counted.out.find('\n', at) - at);
  const std::vector<std::string> verify{"mandate", "verify",        folder_ / "count.json", "--key",
                                        key,       "--commitments", folder_ / "list.txt"};
  EXPECT_EQ(run(verify).status, 0);
  std::string changed = text_in_file(folder_ / "count.json");
  changed.replace(changed.find("\"NL\":3"), 6, "\"FR\":3");
  write(folder_ / "count.json", changed);
  EXPECT_EQ(run(verify).status, 1);
  EXPECT_THAT(mandate({"list", "ours-theirs"}).out, Not(HasSubstr("Given1")));
}

TEST_F(MandateCommandTest, OfficersExportFromAPackAndTheLogSaysSo) {
  const Ended packed = mandate({"pack", "ours-theirs", "--by", "A. Officer", "--reason", "annex",
                                "--out", folder_ / "pack"});
  EXPECT_EQ(packed.status, 0) << packed.err;
  EXPECT_FALSE(std::filesystem::exists(folder_ / "pack/log.key"));
  const Ended exported = mandate(
      as_officers({"export", "ours-theirs", "--for", "authority", "--out", folder_ / "annex"}),
      folder_ / "pack");
  EXPECT_EQ(exported.status, 0) << exported.err;
  EXPECT_THAT(text_in_file(folder_ / "annex/mandates.csv"), HasSubstr("\"Family3\",\"Given3\""));
  const Ended log = mandate({"log", "ours-theirs"});
  EXPECT_THAT(log.out, HasSubstr("\"packed\""));
  const Ended single =
      mandate(as_officers({"dossier", "ours-theirs", "2", "--out", folder_ / "two"}));
  EXPECT_EQ(single.status, 0) << single.err;
  EXPECT_THAT(text_in_file(folder_ / "two/mandate.txt"), HasSubstr("person2@mail.example"));
  EXPECT_THAT(mandate({"log", "ours-theirs"}).out,
              HasSubstr("\"actor\":\"A. Officer, B. Officer\",\"event\":\"opens\""));
}

TEST_F(MandateCommandTest, ExportsAnAnnexOnPaperForAuthorityAndCourt) {
  for (const std::string purpose : {"authority", "court"}) {
    const std::string out = folder_ / purpose;
    const Ended exported =
        mandate(as_officers({"export", "ours-theirs", "--for", purpose, "--pdf", "--out", out}));
    ASSERT_EQ(exported.status, 0) << exported.err;
    EXPECT_TRUE(text_in_file(out + "/annex.pdf").starts_with("%PDF-"));
    EXPECT_THAT(text_in_file(out + "/annex.html"), HasSubstr("Family3"));
    const std::string sums = text_in_file(out + "/SHA256SUMS");
    for (const char* name : {"annex.html", "annex.pdf", "mandates.csv"}) {
      EXPECT_THAT(sums, HasSubstr(sha256_hex(text_in_file(out + "/" + name)) + "  " + name));
      const auto mode = std::filesystem::status(out + "/" + name).permissions();
      EXPECT_EQ(mode & std::filesystem::perms::group_read, std::filesystem::perms::none) << name;
      EXPECT_EQ(mode & std::filesystem::perms::others_read, std::filesystem::perms::none) << name;
    }
    EXPECT_THAT(text_in_file(out + "/annex.html"),
                HasSubstr(sha256_hex(text_in_file(out + "/mandates.csv"))));
  }
}

TEST_F(MandateCommandTest, OneOfTwoOfficersOpensNothing) {
  const Ended alone = mandate({"export", "ours-theirs", "--for", "court", "--by", "A. Officer",
                               "--reason", "alone", "--key", folder_ / "case.key",
                               "--passphrase-file", folder_ / "first", "--out", folder_ / "o"});
  EXPECT_EQ(alone.status, 2);
  EXPECT_THAT(alone.err, HasSubstr("held by 2 officers"));
  EXPECT_FALSE(std::filesystem::exists(folder_ / "o"));
  EXPECT_THAT(mandate({"log", "ours-theirs"}).out, Not(HasSubstr("opens")));
}

TEST_F(MandateCommandTest, ErasesUnderAName) {
  EXPECT_EQ(mandate({"erase", "ours-theirs", "2"}).status, 2) << "neither name nor reason";
  EXPECT_EQ(mandate({"erase", "ours-theirs", "2", "--by", "A", "--reason", "on request"}).status,
            0);
  EXPECT_THAT(mandate({"count", "ours-theirs"}).out, HasSubstr("2 people gave a mandate"));
  EXPECT_THAT(mandate({"list"}).out, HasSubstr("2 counted"));
}

TEST_F(MandateCommandTest, ALostPepperIsNotDrawnAnew) {
  std::filesystem::remove(data() + "/mandates/ours-theirs.pepper");
  const Ended opened = mandate({"open", folder_ / "form.toml"});
  EXPECT_EQ(opened.status, 2);
  EXPECT_THAT(opened.err, HasSubstr("ours-theirs.pepper"));
}

TEST_F(MandateCommandTest, WrongWordsAreMended) {
  EXPECT_THAT(
      mandate(as_officers({"export", "ours-theirs", "--for", "authorty", "--out", "o"})).err,
      HasSubstr("did you mean 'authority'"));
  EXPECT_EQ(mandate({"count", "other"}).status, 2);
  EXPECT_THAT(mandate({"suspects", "ours-theirs", "17", "--duplicate"}).err, HasSubstr("17:230"));
}

}  // namespace
}  // namespace consentry::e2e
