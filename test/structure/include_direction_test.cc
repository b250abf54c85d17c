// SPDX-License-Identifier: Apache-2.0
// The table of rooms, held against the real sources; and the checker itself, held against made-up
// trees that break each rule.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "structure/room_rules.h"
#include "structure/source_tree.h"

namespace consentry::structure {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const SourceTree& project() {
  static const SourceTree tree = read_source_tree(CONSENTRY_SOURCE_DIR);
  return tree;
}

TEST(ProjectStructure, TheCheckerSeesTheProject) {
  ASSERT_THAT(project(),
              ::testing::Contains(::testing::Field(&SourceFile::path, "src/core/base/error.h")));
  EXPECT_THAT(project(), ::testing::Contains(::testing::Field(&SourceFile::path, "dev")));
}

TEST(ProjectStructure, RoomsIncludeOnlyWhatTheTableAllows) {
  EXPECT_THAT(wrong_includes(project()), IsEmpty());
}

TEST(ProjectStructure, LibrariesStayInTheirPlace) {
  EXPECT_THAT(misplaced_libraries(project()), IsEmpty());
}

TEST(ProjectStructure, EachTypeIsDefinedOnce) {
  EXPECT_THAT(types_defined_twice(project()), IsEmpty());
}

TEST(WrongIncludes, AnIncludeDownTheTableIsAllowed) {
  const SourceTree tree{
      {"src/core/base/error.h", ""},
      {"src/core/judge/judge.h", "#include \"core/base/error.h\"\n"},
      {"src/core/judge/judge.cc", "#include \"core/judge/judge.h\"\n#include <vector>\n"},
      {"src/command/scan.cc", "#include \"core/judge/judge.h\"\n"}};
  EXPECT_THAT(wrong_includes(tree), IsEmpty());
}

TEST(WrongIncludes, AnIncludeUpTheTableIsNamed) {
  const SourceTree tree{{"src/core/judge/judge.h", ""},
                        {"src/core/base/x.cc", "#  include \"core/judge/judge.h\"\n"}};
  EXPECT_THAT(wrong_includes(tree),
              ElementsAre("src/core/base/x.cc: must not include core/judge/judge.h"));
}

TEST(WrongIncludes, AdaptersDoNotIncludeEachOther) {
  const SourceTree tree{{"src/io/http/router.h", ""},
                        {"src/io/browser/visit.cc", "#include \"io/http/router.h\"\n"}};
  EXPECT_THAT(wrong_includes(tree), SizeIs(1));
}

TEST(WrongIncludes, CommandSeesTheLabsDoorButNotItsInside) {
  const SourceTree tree{
      {"src/lab/lab.h", ""},
      {"src/lab/site.h", ""},
      {"src/command/lab_command.cc", "#include \"lab/lab.h\"\n#include \"lab/site.h\"\n"}};
  EXPECT_THAT(wrong_includes(tree),
              ElementsAre("src/command/lab_command.cc: must not include lab/site.h"));
}

TEST(WrongIncludes, ARelativeIncludeIsNoPathFromSrc) {
  const SourceTree tree{{"src/core/base/error.h", ""},
                        {"src/core/base/error.cc", "#include \"error.h\"\n"}};
  EXPECT_THAT(wrong_includes(tree), ElementsAre(HasSubstr("is no path from src/")));
}

TEST(WrongIncludes, AFolderThatIsNoRoomIsNamed) {
  EXPECT_THAT(wrong_includes({{"src/core/basement/x.h", ""}}), ElementsAre(HasSubstr("no room")));
}

TEST(WrongIncludes, TheFolderNextDoorIsAnotherRoom) {
  const SourceTree tree{{"src/core/observer/x.h", ""},
                        {"src/core/judge/y.h", "#include \"core/observer/x.h\"\n"}};
  EXPECT_THAT(wrong_includes(tree), SizeIs(2));
}

TEST(MisplacedLibraries, CoreTakesNoFileClockOrThread) {
  const SourceTree tree{{"src/core/base/time.cc",
                         "#include <fstream>\n#include <sys/stat.h>\n#include <chrono>\n"
                         "auto now = std::chrono::system_clock::now();\n"}};
  EXPECT_THAT(misplaced_libraries(tree),
              ElementsAre(HasSubstr("includes fstream"), HasSubstr("includes sys/stat.h"),
                          HasSubstr("uses system_clock")));
}

TEST(MisplacedLibraries, CommentsAndOtherRoomsMaySpeakOfThem) {
  const SourceTree tree{
      {"src/core/base/time.h", "// reads no system_clock, shares no shared_ptr\n"},
      {"src/io/store/folder.cc", "#include <fstream>\n"}};
  EXPECT_THAT(misplaced_libraries(tree), IsEmpty());
}

TEST(MisplacedLibraries, OnlyTheRequestReaderHasBeastAndNobodyCoroutines) {
  const SourceTree tree{
      {"src/io/http/request_reader.cc", "#include <boost/beast/http.hpp>\n"},
      {"src/io/http/router.cc", "#include <boost/beast/http.hpp>\nco_await x;\n"}};
  EXPECT_THAT(misplaced_libraries(tree),
              ElementsAre(HasSubstr("router.cc: includes"), HasSubstr("router.cc: uses co_await")));
}

TEST(MisplacedLibraries, HeadersStayLight) {
  const SourceTree tree{{"src/command/x.h", "#include <boost/json.hpp>\n#include <CLI/CLI.hpp>\n"},
                        {"src/command/x.cc", "#include <boost/json.hpp>\n#include <CLI/CLI.hpp>\n"},
                        {"src/core/observe/y.h", "#include <boost/json/fwd.hpp>\n"}};
  EXPECT_THAT(misplaced_libraries(tree), ElementsAre(HasSubstr("x.h: includes boost/json.hpp"),
                                                     HasSubstr("x.h: includes CLI")));
}

TEST(TypesDefinedTwice, TheSameNameInOneNamespaceIsNamed) {
  const SourceTree tree{
      {"src/core/a.h",
       "namespace consentry {\nstruct Facts {\n  int a;\n};\n}  // namespace consentry\n"},
      {"src/io/b.cc",
       "namespace consentry {\nclass Facts final : Base {\n};\n}  // namespace consentry\n"}};
  EXPECT_THAT(types_defined_twice(tree),
              ElementsAre(HasSubstr("src/io/b.cc: defines consentry::Facts again")));
}

TEST(TypesDefinedTwice, DeclarationsOtherNamespacesAndAFilesOwnTypesAreNot) {
  const SourceTree tree{
      {"src/core/a.h", "namespace consentry {\nstruct Facts {\n};\n}  // namespace consentry\n"},
      {"src/core/b.h", "namespace consentry {\nstruct Facts;\n}  // namespace consentry\n"},
      {"src/core/c.h",
       "namespace consentry::lab {\nstruct Facts {\n};\n}  // namespace consentry::lab\n"},
      {"src/core/d.cc",
       "namespace consentry {\nnamespace {\nstruct Facts {\n};\n}  // namespace\n}  // namespace "
       "consentry\n"}};
  EXPECT_THAT(types_defined_twice(tree), IsEmpty());
}

}  // namespace
}  // namespace consentry::structure
