// SPDX-License-Identifier: Apache-2.0
// A stored scan's pictures of controls, judged again without a browser.
#include "command/control_pictures.h"

#include <filesystem>
#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "command/file_bytes.h"
#include "core/base/digest.h"
#include "core/observe/observation.h"

namespace consentry {
namespace {

const std::filesystem::path kFolder = CONSENTRY_SOURCE_DIR "/test/fuzz/corpus/png_picture";

ControlPicture picture_of(const std::string& name) {
  const auto bytes = read_file(kFolder / name, 1U << 20U);
  EXPECT_TRUE(bytes) << name;
  return {{}, name, bytes ? sha256_hex(*bytes) : ""};
}

BannerControl read(std::vector<ControlPicture> pictures, Intent intent = Intent::refuse_all) {
  RunObservation run;
  BannerControl& control = run.banner_views.emplace_back().controls.emplace_back();
  control.intent = intent;
  control.pictures = std::move(pictures);
  read_control_pictures(kFolder, run);
  return run.banner_views[0].controls[0];
}

TEST(ControlPictureFiles, TellTheContrastOfARefusal) {
  const ControlPicture picture = picture_of("text_on_white");
  const auto pixels = read({picture, picture}).pixels;
  ASSERT_TRUE(pixels && pixels->ratio) << (pixels ? pixels->reason : "");
  EXPECT_NEAR(*pixels->ratio, 14.7, 0.2);  // #282828 on white
  EXPECT_FALSE(read({picture, picture}, Intent::accept_all).pixels);
  EXPECT_FALSE(read({}).pixels);
}

TEST(ControlPictureFiles, MustBeTwoThatAgree) {
  EXPECT_FALSE(read({picture_of("text_on_white")}).pixels->ratio);
  const auto other = read({picture_of("text_on_white"), picture_of("text_on_gradient")}).pixels;
  EXPECT_FALSE(other->ratio);
  EXPECT_NE(other->reason, "");
}

TEST(ControlPictureFiles, AreTheOnesOfTheLogOrNone) {
  ControlPicture changed = picture_of("text_on_white");
  changed.sha256 = sha256_hex("another");
  EXPECT_EQ(read({changed, changed}).pixels->reason,
            "text_on_white is not the picture that was taken");
  const ControlPicture gone{{}, "nowhere.png", ""};
  EXPECT_EQ(read({gone, gone}).pixels->reason, "nowhere.png cannot be read");
  const ControlPicture outside{{}, "../png_picture/text_on_white", changed.sha256};
  EXPECT_EQ(read({outside, outside}).pixels->reason, "the log names no file for it");
  const ControlPicture cut = picture_of("cut_off");
  EXPECT_FALSE(read({cut, cut}).pixels->ratio);
}

}  // namespace
}  // namespace consentry
