// SPDX-License-Identifier: Apache-2.0
// A case's log from the command line and over HTTP: what was written starts clocks, and a change is told.
#include <csignal>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "e2e/serve_child.h"
#include "e2e/temporary_folder.h"
#include "io/http/wire_client.h"

namespace consentry::e2e {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kCase =
    "name = \"Ours v Theirs\"\nsummary = \"s\"\nrespondents = [\"Theirs B.V.\"]\n"
    "state = \"open\"\nstate_on = \"2026-01-02\"\ncampaign = \"spring\"\npublic = true\n";

class CaseLogTest : public ::testing::Test {
 protected:
  Ended log(const std::string& verb, std::vector<std::string> words) {
    words.insert(words.begin(), {"case", "log", verb, file_});
    return run(words);
  }
  void claim() {
    letter_ = folder_.write("claim.pdf", "the letter");
    const Ended added =
        log("add", {"--kind", "letter-sent", "--text", "Claim letter", "--on", "2026-02-02",
                    "--with", "Theirs B.V.", "--dispatch", "RR1NL", "--file", letter_, "--starts",
                    "claim-letter-received", "--by", "J. Doe"});
    ASSERT_EQ(added.status, 0) << added.err;
  }

  const TemporaryFolder folder_;
  const std::string file_ = folder_.write("ours.toml", kCase);
  std::string letter_;
};

TEST_F(CaseLogTest, StartsTheClockOfAClaimLetter) {
  claim();
  const Ended shown = run({"case", "show", file_, "--on", "2026-02-10"});
  EXPECT_EQ(shown.status, 0) << shown.err;
  EXPECT_THAT(shown.out, AllOf(HasSubstr("Status: claim letter"), HasSubstr("NL-CONSULT"),
                               HasSubstr("not before 2026-02-16, in 6 days")));
}

TEST_F(CaseLogTest, TellsAChangedFileAndABrokenChain) {
  claim();
  EXPECT_EQ(log("show", {}).status, 0);
  const std::string letter = folder_.write("claim.pdf", "another letter");
  const Ended changed = log("show", {});
  EXPECT_EQ(changed.status, 1);
  EXPECT_THAT(changed.err, HasSubstr("claim.pdf is not the file that was logged"));
  const std::string record = read_whole(folder_ / "ours.log.ndjson");
  std::string bad = record;
  bad.replace(bad.find("Claim"), 5, "Other");
  EXPECT_EQ(folder_.write("ours.log.ndjson", bad + record).empty(), false);
  for (const char* verb : {"show", "add"}) {
    const Ended broken = std::string(verb) == "show"
                             ? log("show", {})
                             : log("add", {"--kind", "note", "--text", "t"});
    EXPECT_EQ(broken.status, 2) << verb;
    EXPECT_THAT(broken.err, HasSubstr("does not follow"));
  }
}

TEST_F(CaseLogTest, ExportsForACourtWithoutWhatWasSaidWithoutPrejudice) {
  claim();
  ASSERT_EQ(log("add", {"--kind", "offer-received", "--text", "Forty each", "--on", "2026-02-09",
                        "--without-prejudice"})
                .status,
            0);
  const Ended exported = log("export", {"--for", "court"});
  EXPECT_EQ(exported.status, 0) << exported.err;
  EXPECT_THAT(exported.out, AllOf(HasSubstr("Claim letter"), Not(HasSubstr("Forty"))));
  EXPECT_THAT(exported.err, HasSubstr("2 entries, 1 of them withheld"));
  EXPECT_EQ(log("export", {"--for", "press"}).status, 2);
}

TEST_F(CaseLogTest, RefusesAFileOutsideTheCasesFolder) {
  const TemporaryFolder elsewhere;
  const Ended refused =
      log("add", {"--kind", "note", "--text", "t", "--file", elsewhere.write("far.pdf", "x")});
  EXPECT_EQ(refused.status, 2);
  EXPECT_THAT(refused.err, HasSubstr("put it into the case's folder"));
}

TEST_F(CaseLogTest, IsWrittenOverHttpAndReadFromTheCommandLine) {
  ServeChild server(folder_ / "data", {"--cases", folder_.path().string()});
  const std::string mark = "shown this once: ";
  const std::string& said = server.output();
  const std::size_t at = said.find(mark) + mark.size();
  const std::string token = said.substr(at, said.find('\n', at) - at);
  const auto ask = [&](const std::string& what, const std::string& body) {
    http::WireClient client(server.port());
    client.send(what + " HTTP/1.1\r\nHost: c.example\r\nAuthorization: Bearer " + token +
                "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
    return client.answers(1);
  };
  EXPECT_THAT(
      ask("POST /v1/cases/ours/log?by=J.+Doe",
          R"({"kind":"event","on":"2026-02-01","text":"Sent","starts":"complaint-lodged"})"),
      HasSubstr("HTTP/1.1 201"));
  EXPECT_THAT(ask("GET /v1/cases/ours?on=2026-02-11", ""), HasSubstr("\"days_of_silence\":10"));
  EXPECT_THAT(ask("GET /campaigns/spring", ""), HasSubstr("Ours v Theirs"));
  server.signal(SIGTERM);
  EXPECT_EQ(server.wait().status, 0);
  EXPECT_THAT(log("show", {}).out, AllOf(HasSubstr("Sent"), HasSubstr("by J. Doe")));
}

TEST(ServeWithCases, RefusesAFolderThatIsNotThere) {
  const TemporaryFolder folder;
  const Ended ended = run({"serve", "--data", folder / "data", "--listen", "127.0.0.1:0", "--cases",
                           folder / "missing"});
  EXPECT_NE(ended.status, 0);
  EXPECT_THAT(ended.err, HasSubstr("missing"));
}

}  // namespace
}  // namespace consentry::e2e
