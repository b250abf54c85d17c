// SPDX-License-Identifier: Apache-2.0
#include "core/judge/needle_search.h"

#include <gtest/gtest.h>

#include "core/judge/disguised_value.h"

namespace consentry {
namespace {

using Tags = std::vector<std::size_t>;

TEST(NeedleSearch, FindsWholeWordsOnly) {
  NeedleSearch search;
  search.add("abcdefgh1", 4);
  search.add("771234567.1763800000", 2);
  EXPECT_EQ(search.find("u=abcdefgh1&c=771234567.1763800000"), (Tags{2, 4}));
  EXPECT_EQ(search.find("abcdefgh1"), Tags{4});
  EXPECT_EQ(search.find("xabcdefgh1"), Tags{});
  EXPECT_EQ(search.find("abcdefgh12"), Tags{});
  EXPECT_EQ(search.find("abcdefg"), Tags{});
  EXPECT_EQ(search.find(""), Tags{});
}

TEST(NeedleSearch, LeavesOutWhatIsTooShortAndTellsEachTagOnce) {
  NeedleSearch search;
  search.add("short12", 1);
  search.add("longenough", 7);
  EXPECT_EQ(search.find("short12 longenough longenough"), Tags{7});
}

TEST(ValueForms, AreWhatOthersWouldCompute) {
  std::vector<std::string> texts;
  for (const ValueForm& form : forms_of("abc")) texts.push_back(form.text);
  EXPECT_EQ(texts, (std::vector<std::string>{
                       "abc", "YWJj", "616263", "900150983cd24fb0d6963f7d28e17f72",
                       "a9993e364706816aba3e25717850c26c9cd0d89d",
                       "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"}));
  EXPECT_TRUE(forms_of("").empty());
  EXPECT_EQ(base64_of("ab"), "YWI");
  EXPECT_EQ(forms_of("\xff\xfe").back().text, "__4");
}

}  // namespace
}  // namespace consentry
