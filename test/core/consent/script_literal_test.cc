// SPDX-License-Identifier: Apache-2.0
#include "core/consent/script_literal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace consentry {
namespace {

using testing::HasSubstr;

std::vector<ScriptFinding> found_in(std::string_view text) {
  auto findings = read_script(text);
  EXPECT_TRUE(findings) << (findings ? "" : findings.error().text());
  return findings ? *std::move(findings) : std::vector<ScriptFinding>();
}

ScriptValue value_of(const std::string& expression) {
  const auto findings = found_in("var a = " + expression + ";");
  return findings.empty() ? ScriptValue() : findings.front().values.front();
}

TEST(ReadScript, FindsWhatIsAssignedAndWhatIsCalled) {
  const auto findings = found_in(
      "// a comment\nwindow.klaroConfig = {a: 1};\nconst b: Options<string> = {c: 2}\n"
      "if (x) CookieConsent.run({d: 3}, 'e'); /* f({g: 4}) */ export default {h: 5};");
  ASSERT_EQ(findings.size(), 4U);
  EXPECT_EQ(findings[0].name, "klaroConfig");
  EXPECT_FALSE(findings[0].is_call);
  EXPECT_EQ(findings[1].name, "b");
  EXPECT_EQ(findings[1].values.front().find("c")->text, "2");
  EXPECT_EQ(findings[2].name, "CookieConsent.run");
  EXPECT_TRUE(findings[2].is_call);
  EXPECT_EQ(findings[2].values[1].text, "e");
  EXPECT_EQ(findings[3].name, "default");
}

TEST(ReadScript, FindsTheListThatJobsArePushedOn) {
  const auto findings =
      found_in("(tarteaucitron.job = tarteaucitron.job || []).push('gtag', 'youtube');");
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].name, "tarteaucitron.job.push");
  EXPECT_EQ(findings[0].values[1].text, "youtube");
}

TEST(ReadScript, TakesAJsonFileAsOneValue) {
  const auto findings = found_in("\xEF\xBB\xBF{\"services\": [{\"name\": \"a\"}], \"x\": null}");
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].name, "");
  EXPECT_EQ(findings[0].values.front().find("services")->items.size(), 1U);
}

TEST(ReadScript, ReadsEveryKindOfLiteral) {
  const ScriptValue value = value_of(
      R"({a: null, 'b': true, "c": !1, 4: -1.5e3, e: 'x\'\u00e9\u{1F36A}\x41\
y', f: `t`, g: /^_a\/[/]b$/i, h: new RegExp('^_c.+$', 'i'), i: [1, , 2,], j: void 0, k, l: location.hostname,})");
  EXPECT_TRUE(value.find("a")->is(ScriptKind::nothing));
  EXPECT_TRUE(value.find("b")->truth);
  EXPECT_TRUE(value.find("c")->is(ScriptKind::boolean));
  EXPECT_FALSE(value.find("c")->truth);
  EXPECT_EQ(value.find("4")->text, "-1.5e3");
  EXPECT_EQ(value.find("e")->text, "x'é🍪Ay");
  EXPECT_EQ(value.find("f")->text, "t");
  EXPECT_EQ(value.find("g")->text, "^_a\\/[/]b$");
  EXPECT_EQ(value.find("h")->text, "^_c.+$");
  EXPECT_EQ(value.find("i")->items.size(), 2U);
  EXPECT_TRUE(value.find("j")->is(ScriptKind::nothing));
  EXPECT_EQ(value.find("k")->text, "k");
  EXPECT_TRUE(value.find("l")->is(ScriptKind::reference));
  EXPECT_EQ(value.find("none"), nullptr);
}

TEST(ReadScript, JoinsTextsAndLeavesOtherExpressionsUnread) {
  const ScriptValue value = value_of(
      "{a: 'one ' + \"two\", b: '_gat_' + GTM_UA, c: x ? 1 : 2, d: `${x}`, e: f(1, [2]), g: 7}");
  EXPECT_EQ(value.find("a")->text, "one two");
  for (const char* key : {"b", "c", "d", "e"})
    EXPECT_TRUE(value.find(key)->is(ScriptKind::unread)) << key;
  EXPECT_EQ(value.find("b")->text, "'_gat_' + GTM_UA");
  EXPECT_EQ(value.find("g")->text, "7");
}

TEST(ReadScript, NamesFunctionsOfEveryShapeAndRunsNone) {
  const ScriptValue value = value_of(
      "{a: function (x) { return {b: 1, c: [2]}; }, d: (x, {y}) => ({z: 1}), e: async () => {}, "
      "f() { g(); }, async h() {}, ...more, [k]: 1, i: x => x, j: 1}");
  for (const char* key : {"a", "d", "e", "f", "i"}) {
    ASSERT_NE(value.find(key), nullptr) << key;
    EXPECT_TRUE(value.find(key)->is(ScriptKind::unread)) << key;
    EXPECT_EQ(value.find(key)->text, "a function") << key;
  }
  EXPECT_EQ(value.find("j")->text, "1");
}

TEST(ReadScript, LeavesTypesOfTypeScriptOut) {
  const auto findings = found_in("const a = {b: 'c' as const, d: [1] satisfies X} satisfies Y;");
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].values.front().find("b")->text, "c");
  EXPECT_EQ(findings[0].values.front().find("d")->items.size(), 1U);
}

TEST(ReadScript, SaysWhereATextHasNoEnd) {
  for (const char* text :
       {"\n\nvar a = 'b\n';", "\n\n/* a", "\n\nvar a = `b", "\n\nvar a = /b\n"}) {
    const auto findings = read_script(text);
    ASSERT_FALSE(findings) << text;
    EXPECT_EQ(findings.error().kind(), ErrorKind::invalid_input);
    EXPECT_THAT(findings.error().text(), HasSubstr("line 3"));
  }
}

TEST(ReadScript, DividesWhereNoExpressionCanBegin) {
  const auto findings = found_in("var a = {b: c / d / e, f: 1}; g = (h) / 2 / 'x'.length;");
  ASSERT_FALSE(findings.empty());
  EXPECT_EQ(findings[0].values.front().find("f")->text, "1");
}

TEST(ReadScript, BearsDamagedAndHostileTexts) {
  for (const char* text : {"", "{", "[[[", "a = {b: [1, {c:", "a = }", "a(]b", ")", ").push(",
                           "a = [1}", "a = {1 2 3}", "const", "export default", "(a = ).push(1"})
    EXPECT_TRUE(read_script(text)) << text;
  EXPECT_TRUE(read_script("a = " + std::string(100'000, '[')));
  const std::string calls = [] {
    std::string text;
    for (int i = 0; i < 50'000; ++i) text += "f(";
    return text;
  }();
  const auto deep = read_script(calls);
  if (!deep) {
    EXPECT_EQ(deep.error().kind(), ErrorKind::exhausted);
  }
  const auto large = read_script(std::string(kMaxScriptBytes + 1, ' '));
  EXPECT_EQ(large.error().kind(), ErrorKind::exhausted);
  std::string many = "a = [";
  for (std::size_t i = 0; i <= kMaxScriptValues; ++i) many += "1,";
  EXPECT_EQ(read_script(many + "]").error().kind(), ErrorKind::exhausted);
}

}  // namespace
}  // namespace consentry
