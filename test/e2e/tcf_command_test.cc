// SPDX-License-Identifier: Apache-2.0
// `consentry tcf` as a user types it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sstream>

#include "e2e/program_run.h"
#include "e2e/temporary_folder.h"

namespace consentry::e2e {
namespace {

using ::testing::HasSubstr;

TEST(TcfCommand, TheExampleOfItsHelpWorksWhenPasted) {
  std::istringstream help(run({"tcf", "--help"}).out);
  std::vector<std::string> words;
  for (std::string word; help >> word;) words.push_back(word);
  ASSERT_GE(words.size(), 3U);
  ASSERT_EQ(words[words.size() - 3], "consentry");
  const Ended ended = run({words[words.size() - 2], words.back()});
  EXPECT_EQ(ended.status, 0);
  EXPECT_THAT(ended.out, HasSubstr("well-formed"));
}

TEST(TcfCommand, AWrongStringEndsWith1AndIsToldAsFarAsItCanBeRead) {
  const Ended ended = run({"tcf", "1YXN"});
  EXPECT_EQ(ended.status, 1);
  EXPECT_THAT(ended.out, HasSubstr("notice and opportunity given"));
  EXPECT_THAT(ended.out, HasSubstr("character 3"));
}

TEST(TcfCommand, WhatIsNoConsentStringEndsWith1) { EXPECT_EQ(run({"tcf", "hello"}).status, 1); }

TEST(TcfCommand, AWrongFormatOrAMissingStringIsWrongUsage) {
  EXPECT_EQ(run({"tcf"}).status, 2);
  const Ended ended = run({"tcf", "1YNN", "--format", "jsno"});
  EXPECT_EQ(ended.status, 2);
  EXPECT_THAT(ended.err, HasSubstr("'json'"));
}

TEST(TcfCommand, NamesOfVendorsComeFromTheFileThatIsGiven) {
  const TemporaryFolder folder;
  const std::string list =
      folder.write("vendor-list.json", R"({"vendors": {"2": {"name": "Two Ltd"}}})");
  const char* text =
      "CQSbk4AQSbk4ANwAAAENAwCgAAAAAAAAAAYgACPAAAAA.IDKQA4AAgAKAGQAygAAA.YAAAAAAAAAAA";
  EXPECT_THAT(run({"tcf", text, "--vendors", list}).out, HasSubstr("2  Two Ltd"));
  EXPECT_EQ(run({"tcf", text, "--vendors", folder / "missing.json"}).status, 2);
  EXPECT_EQ(run({"tcf", text, "--vendors", folder.write("no.json", "{}")}).status, 2);
}

}  // namespace
}  // namespace consentry::e2e
