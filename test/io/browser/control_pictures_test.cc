// SPDX-License-Identifier: Apache-2.0
// What is drawn against what styles declare, in a real browser: the two ways to read a contrast agree
// wherever both can, and where styles do not tell, the finder says so and pictures are kept.
#include "io/browser/control_pictures.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <gtest/gtest.h>
#include <set>
#include <vector>

#include "core/observe/contrast.h"
#include "io/browser/banner_finder.h"
#include "io/browser/banner_page.h"
#include "io/store/png_picture.h"

namespace consentry {
namespace {

using testing::BannerPage;
namespace json = boost::json;

std::string bar(const std::string& controls, const std::string& style = "background:#fff") {
  return "<!doctype html><html lang=en><title>t</title><body style='margin:0;font:16px "
         "sans-serif'><h1>Shop</h1><div "
         "style='position:fixed;bottom:0;left:0;right:0;height:200px;" +
         style + "'><p>We use cookies to measure visits and show advertising.</p>" + controls +
         "</div>";
}

std::string refusal(const std::string& style) {
  return "<button>Accept all</button> <button style='border:0;padding:8px 20px;font:16px "
         "sans-serif;" +
         style + "'>Reject all</button>";
}

Colour colour_of(const json::value& list) {
  return {list.at(0).to_number<double>(), list.at(1).to_number<double>(),
          list.at(2).to_number<double>(), list.at(3).to_number<double>()};
}

class ControlPictures : public testing::BannerTest {
 protected:
  struct Refusal {
    json::object told;  // by the finder
    PixelContrast seen;
    double styles = 0;
    std::set<std::string> doubts;
  };

  // Reads the refusal both ways, whether styles tell or not.
  static Refusal read(BannerPage& page, const std::string& label = "Reject all") {
    Refusal refusal;
    BannerFinder finder(*page.tab, page.tools);
    const auto look = finder.look();
    if (!look.banner) {
      ADD_FAILURE() << "no banner";
      return refusal;
    }
    const json::value line = json::parse(look.banner->line);
    for (const json::value& item : line.at("controls").as_array()) {
      if (item.at("label").as_string() == label) refusal.told = item.as_object();
    }
    if (refusal.told.empty()) {
      ADD_FAILURE() << "no " << label << " in " << look.banner->line;
      return refusal;
    }
    for (const json::value& doubt : refusal.told.at("doubts").as_array())
      refusal.doubts.emplace(doubt.as_string());
    const json::value& at = refusal.told.at("textRect");
    const auto number = [&at](std::size_t i) { return at.at(i).to_number<double>(); };
    const auto png = page.tab->picture({number(0), number(1), number(2), number(3)}, 2,
                                       in(std::chrono::seconds(5)));
    if (!png) {
      ADD_FAILURE() << png.error().text();
      return refusal;
    }
    const auto raster = decode_png(*png);
    EXPECT_TRUE(raster) << raster.error().text();
    if (raster) refusal.seen = pixel_contrast(*raster);
    refusal.styles = contrast_ratio(colour_of(refusal.told.at("textColour")),
                                    colour_of(refusal.told.at("fill")));
    return refusal;
  }

  static void after_two_frames(BannerPage& page) {
    EXPECT_TRUE(page.tab->evaluate(page.tab->main_frame(),
                                   "new Promise(r=>requestAnimationFrame(()=>requestAnimationFrame("
                                   "()=>r(0))))",
                                   in(std::chrono::seconds(5))));
  }

  static Refusal read(const std::string& html) { return read(*open(html)); }
};

void expect_agreement(double pixels, double styles, const std::string& what) {
  EXPECT_NEAR(pixels, styles, std::max(0.3, styles * 0.1)) << what;
}

TEST_F(ControlPictures, agree_with_styles_where_styles_tell) {
  for (const char* style :
       {"color:#000;background:#fff", "color:#fff;background:#1a4b8c",
        "color:#767676;background:#fff", "color:#aaa;background:#fff",
        "color:#e4e7e9;background:#fff", "color:#f4f4f4;background:#fff",
        "color:#1a73e8;background:transparent", "color:#fff8;background:#b00020",
        "color:#333;background:#fc0;font-weight:700", "color:#555;background:#eee;font-size:12px",
        "color:#000;background:#fff;font-weight:300;font-size:13px",
        "color:#0a0;background:#fff;text-transform:uppercase;letter-spacing:2px",
        "color:#d00;background:#fff;font:italic 28px serif",
        "color:#222;background:#fff;font:11px monospace",
        "color:#666;background:#fff;text-decoration:underline;border:1px solid #000;padding:0"}) {
    const Refusal seen = read(bar(refusal(style)));
    EXPECT_EQ(seen.doubts, std::set<std::string>{}) << style;
    ASSERT_TRUE(seen.seen.ratio) << style << ": " << seen.seen.reason;
    expect_agreement(*seen.seen.ratio, seen.styles, style);
  }
}

const char* const kPale =
    "url(\"data:image/svg+xml,%3Csvg xmlns=%27http://www.w3.org/2000/svg%27%3E%3Crect "
    "width=%27100%25%27 "
    "height=%27100%25%27 fill=%27%23eef1f3%27/%3E%3C/svg%3E\")";

struct Case {
  std::string doubt;
  std::string html;
  double least = 1, most = 21;  // of what is seen
};

std::vector<Case> doubtful_cases() {
  const std::string veil =
      "<div style='position:fixed;inset:0;background:#fffffff0;"
      "pointer-events:none;z-index:9'></div>";
  return {
      {"background-image", bar(refusal("color:#fff;background:#123 " + std::string(kPale))), 1.02,
       1.5},
      {"gradient", bar(refusal("color:#fff;background:linear-gradient(90deg,#fff,#e8e8e8)")), 1.1,
       1.5},
      {"filter", bar(refusal("color:#000;background:#fff;filter:opacity(.1)")), 1.1, 1.5},
      {"filter", bar(refusal("color:#000;background:#fff"), "background:#fff;filter:invert(1)"), 20,
       21},
      {"opacity",
       bar("<div style='opacity:.1'>" + refusal("color:#fff;background:#000") + "</div>"), 1.1,
       1.4},
      {"blend", bar(refusal("color:#fff;background:#000;mix-blend-mode:difference")), 15, 21},
      {"text-shadow", bar(refusal("color:#fff;background:#fff;text-shadow:1px 1px 0 #000")), 4, 21},
      {"text-stroke", bar(refusal("color:#fff;background:#fff;-webkit-text-stroke:1px #000")), 4,
       21},
      {"clip-text",
       bar(refusal("color:transparent;background:linear-gradient(#e5e5e5,#e5e5e5);"
                   "-webkit-background-clip:text")),
       1.1, 1.5},
      {"overlap", bar(refusal("color:#000;background:#fff")) + veil, 1, 1.6},
      {"pseudo-element",
       bar("<style>.r{position:relative;z-index:0}.r::before{content:'';position:absolute;inset:0;"
           "z-index:-1;background:#111}</style><button>Accept all</button> <button class=r "
           "style='border:0;padding:8px 20px;font:16px "
           "sans-serif;color:#fff;background:#fff'>Reject "
           "all</button>"),
       15, 21},
      {"apart",
       bar("<button>Accept all</button><span style='background:#000;display:inline-block;"
           "width:20px;height:20px'><button style='position:absolute;right:10px;top:90px;"
           "border:0;color:#fff;background:none'>Reject all</button></span>"),
       0, 21},
      {"canvas",
       "<!doctype html><html lang=en style='color-scheme:dark'><title>t</title><body><div "
       "style='position:fixed;bottom:0;left:0;right:0;height:200px'><p>We use cookies to "
       "measure visits and show advertising.</p>" +
           refusal("color:#fff;background:none") + "</div>",
       10, 21},
  };
}

TEST_F(ControlPictures, show_what_styles_do_not_tell) {
  for (const Case& each : doubtful_cases()) {
    const Refusal refusal = read(each.html);
    EXPECT_TRUE(refusal.doubts.contains(each.doubt)) << each.doubt << json::value(refusal.told);
    if (each.least == 0) continue;  // white on white
    ASSERT_TRUE(refusal.seen.ratio) << each.doubt << ": " << refusal.seen.reason;
    EXPECT_GE(*refusal.seen.ratio, each.least) << each.doubt;
    EXPECT_LE(*refusal.seen.ratio, each.most) << each.doubt;
  }
}

TEST_F(ControlPictures, are_of_the_window_also_when_the_page_is_scrolled) {
  auto page =
      open(bar(refusal("color:#444;background:#fff")) +
           "<div style='height:4000px;background:#a33'>" + std::string(400, 'x') + "</div>");
  EXPECT_EQ(page->text_of("void scrollTo(0,1500)"), "undefined");
  const Refusal refusal = read(*page);
  EXPECT_EQ(page->text_of("scrollY"), "1500");
  ASSERT_TRUE(refusal.seen.ratio) << refusal.seen.reason;
  expect_agreement(*refusal.seen.ratio, refusal.styles, "scrolled");
}

TEST_F(ControlPictures, find_text_in_frames_and_closed_roots) {
  site_->serve("shop.example/frame",
               {bar(refusal("color:#fff;background:#123 " + std::string(kPale)))});
  const std::string in_frame =
      "<!doctype html><title>t</title><h1>Shop</h1><iframe src=/frame "
      "style='position:fixed;left:40px;"
      "bottom:30px;width:700px;height:260px;border:5px solid #000'></iframe>";
  const std::string closed =
      "<!doctype html><title>t</title><h1>Shop</h1><div "
      "id=host></div><script>document.querySelector("
      "'#host').attachShadow({mode:'closed'}).innerHTML=`" +
      bar(refusal("color:#fff;background:#123 " + std::string(kPale))) + "`</script>";
  for (const std::string& html : {in_frame, closed}) {
    auto page = open(html);
    if (html == in_frame) {
      ASSERT_TRUE(page->tab->pump_until(
          [&] { return page->text_of("frames[0].document.readyState") == "complete"; },
          in(std::chrono::seconds(5))));
    }
    const Refusal refusal = read(*page);
    EXPECT_TRUE(refusal.doubts.contains("background-image")) << json::value(refusal.told);
    ASSERT_TRUE(refusal.seen.ratio) << refusal.seen.reason;
    EXPECT_LT(*refusal.seen.ratio, 1.5);
  }
}

TEST_F(ControlPictures, are_taken_twice_where_styles_do_not_tell_and_never_else) {
  auto plain = open(bar(refusal("color:#000;background:#fff")));
  look_at_banner(*plain->tab, plain->tools, *plain->log);
  EXPECT_EQ(plain->run.count({"\"kind\":\"banner\""}), 1u);
  EXPECT_EQ(plain->run.count({"\"kind\":\"picture\""}), 0u);
  auto doubtful = open(bar(refusal("color:#fff;background:#123 " + std::string(kPale))));
  look_at_banner(*doubtful->tab, doubtful->tools, *doubtful->log);
  EXPECT_EQ(doubtful->run.count({"\"kind\":\"picture\"", "\"control\":1", "-control.png"}), 2u)
      << doubtful->run.all();
  EXPECT_EQ(doubtful->run.count({"\"kind\":\"picture\""}), 2u) << "accepting is plain there";
}

// The page could tell a scan from a visit by that.
TEST_F(ControlPictures, are_nothing_that_the_page_notices) {
  auto page = open(
      bar(refusal("color:#fff;background:#123 " + std::string(kPale))) +
      "<script>var seen=[];for(const k of ['resize','scroll','blur','focus','visibilitychange'])"
      "addEventListener(k,()=>seen.push(k),true);"
      "for(const r of [1.5,2])matchMedia('(min-resolution:'+r+'dppx)').onchange=()=>seen.push("
      "'dpr');new ResizeObserver(()=>seen.push('observer')).observe(document.body)</script>");
  after_two_frames(*page);
  EXPECT_EQ(page->text_of("seen.length=0"), "0");
  look_at_banner(*page->tab, page->tools, *page->log);
  ASSERT_GT(page->run.count({"\"kind\":\"picture\""}), 0u);
  after_two_frames(*page);
  EXPECT_EQ(page->text_of("seen.join()+devicePixelRatio+'|'+innerWidth"), "1|1366");
}

}  // namespace
}  // namespace consentry
