// SPDX-License-Identifier: Apache-2.0
#include "io/browser/run.h"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <filesystem>
#include <gtest/gtest.h>
#include <signal.h>
#include <thread>

#include "command/embedded.h"
#include "io/browser/browser.h"
#include "io/browser/deadline.h"
#include "io/browser/loopback_site.h"
#include "io/browser/recorded_run.h"
#include "io/browser/run_tools.h"

namespace consentry {
namespace {

using namespace std::chrono_literals;
using testing::LoopbackSite;
using testing::RecordedRun;

RunTools tools() {
  RunTools tools;
  tools.program = "consentry test";
  tools.probe = embedded("probe.js");
  tools.state = embedded("state.js");
  return tools;
}

class RunTest : public ::testing::Test {
 protected:
  void launch(BrowserOptions options = {}) {
    options.connect_to = site_.address();
    auto browser = Browser::launch(options);
    ASSERT_TRUE(browser) << browser.error().text();
    browser_ = std::move(*browser);
  }
  RecordedRun run(const std::string& url, std::vector<Phase> phases = {Phase::before},
                  bool gpc = false) {
    if (!browser_) launch();
    RunPlan plan;
    plan.run = gpc ? "gpc" : "before";
    plan.site = url;
    plan.phases = std::move(phases);
    plan.gpc = gpc;
    RecordedRun recorded;
    status_ = perform_run(*browser_, plan, tools(), recorded);
    return recorded;
  }
  LoopbackSite site_;
  std::unique_ptr<Browser> browser_;
  Status status_;
};

TEST_F(RunTest, every_line_is_json_numbered_in_order_and_the_run_is_complete) {
  site_.serve("shop.example/", {"<html lang=nl><title>Shop</title><a href=/about>a</a>"});
  const RecordedRun got = run("http://shop.example/");
  ASSERT_TRUE(status_) << status_.error().text();
  std::int64_t expected = 0;
  for (const std::string& line : got.lines) {
    const auto value = boost::json::parse(line);
    EXPECT_EQ(value.at("n").as_int64(), expected++);
  }
  EXPECT_TRUE(got.has({"\"kind\":\"open\"", "consentry-event-log/1", "\"build\":\"shell\""}));
  EXPECT_TRUE(got.has({"\"at\":\"settled\"", "\"quiet\":\"network\""}));
  EXPECT_TRUE(got.has({"\"kind\":\"state\"", "\"language\":\"nl\"", "http://shop.example/about"}));
  EXPECT_TRUE(got.has({"\"kind\":\"close\"", "\"status\":\"complete\""})) << got.lines.back();
  EXPECT_EQ(got.pictures.size(), 1u);
}

// A disk that holds what the first phase needs and no more.
class SmallDisk final : public RunSink {
 public:
  explicit SmallDisk(std::size_t bytes) : left_(bytes) {}
  Status line(std::string_view bytes) override {
    left_ -= std::min(left_, bytes.size());
    return recorded.line(bytes);
  }
  [[nodiscard]] bool has_room(std::size_t bytes) const override { return bytes <= left_; }
  Status picture(std::string_view name, std::string_view bytes) override {
    return recorded.picture(name, bytes);
  }
  RecordedRun recorded;

 private:
  std::size_t left_;
};

TEST_F(RunTest, what_a_full_disk_cut_off_is_not_measured_and_the_record_says_so) {
  std::string page = "<title>Shop</title>";
  for (int i = 0; i < 200; ++i) page += "<img src='/p" + std::to_string(i) + ".gif'>";
  site_.serve("shop.example/", {page});
  launch();
  RunPlan plan;
  plan.run = "before";
  plan.site = "http://shop.example/";
  plan.phases = {Phase::before};
  SmallDisk disk(std::size_t{40} << 10U);
  ASSERT_TRUE(perform_run(*browser_, plan, tools(), disk)) << "the run ended in order";
  const RecordedRun& got = disk.recorded;
  EXPECT_TRUE(got.has({"\"topic\":\"events-dropped\"", "the disk that they may take"}));
  EXPECT_TRUE(got.has({"\"topic\":\"events-dropped\"", "browser events beyond the run's limits"}));
  EXPECT_TRUE(got.has({"\"kind\":\"close\"", "\"status\":\"failed\"", "before: "}))
      << got.lines.back();
  EXPECT_FALSE(got.has({"\"at\":\"end\""})) << "a step without its end is not measured";
}

TEST_F(RunTest, cookies_of_both_kinds_of_parties_are_recorded_with_what_wrote_them) {
  site_.serve(
      "shop.example/",
      {"<script src='http://ads.example/t.js'></script>", "text/html", 200, {"Set-Cookie: sid=1"}});
  site_.serve("ads.example/t.js",
              {"document.cookie='aid=42; max-age=9999';localStorage.setItem('k','v7');"
               "new Image().src='http://ads.example/p.gif'",
               "text/javascript"});
  site_.serve("ads.example/p.gif", {"GIF", "image/gif", 200, {"Set-Cookie: uid=77"}});
  const RecordedRun got = run("http://shop.example/");
  EXPECT_TRUE(got.has({"Network.responseReceivedExtraInfo", "sid=1"}));
  EXPECT_TRUE(got.has({"Network.responseReceivedExtraInfo", "uid=77"}));
  EXPECT_TRUE(got.has(
      {"Runtime.bindingCalled", R"(\"k\":\"cookie\")", "aid=42", "http://ads.example/t.js:1:"}));
  EXPECT_TRUE(got.has(
      {"Runtime.bindingCalled", R"(\"k\":\"storage\")", "v7", "http://ads.example/t.js:1:"}));
  EXPECT_TRUE(got.has({"\"method\":\"Storage.getCookies\"", "\"aid\"", "\"sid\""}));
  EXPECT_TRUE(got.has({"DOMStorage.getDOMStorageItems", "\"isLocalStorage\":true", "\"v7\""}));
  EXPECT_TRUE(got.has({"DOMStorage.domStorageItemAdded", "v7"}));
}

// localhost: these interfaces want a secure context.
TEST_F(RunTest, what_is_kept_beyond_web_storage_is_recorded_with_its_script) {
  site_.serve("localhost/", {"<script src='http://ads.example/deep.js'></script>"});
  site_.serve("localhost/sw.js", {"", "text/javascript"});
  site_.serve("ads.example/deep.js",
              {"const o=indexedDB.open('vault',1);"
               "o.onupgradeneeded=()=>o.result.createObjectStore('ids');"
               "o.onsuccess=()=>o.result.transaction('ids','readwrite').objectStore('ids')"
               ".put({visitor:'v-31',get trap(){document.title='seen';return 1}},'me');"
               "caches.open('c').then(c=>c.put('/pixel?u=77',new Response('x')));"
               "navigator.serviceWorker.register('/sw.js');"
               "navigator.storage.getDirectory().then(d=>d.getFileHandle('id',{create:true}))",
               "text/javascript"});
  const RecordedRun got = run("http://localhost/");
  const std::string script = "http://ads.example/deep.js:1:";
  EXPECT_TRUE(got.has({R"(\"a\":\"indexeddb\")", "vault/ids/me", "v-31", script}));
  EXPECT_TRUE(got.has({R"(\"a\":\"cache\")", "http://localhost/pixel?u=77", script}));
  EXPECT_TRUE(got.has({R"(\"a\":\"service-worker\")", "http://localhost/sw.js", script}));
  EXPECT_TRUE(got.has({R"(\"a\":\"opfs\")", "file id", script}));
}

TEST_F(RunTest, fonts_told_by_measuring_are_counted_and_ordinary_layout_is_not) {
  site_.serve("shop.example/", {"<p id=p style='font-family:serif'>x</p>"
                                "<script src='http://fp.example/m.js'></script>"});
  site_.serve("fp.example/m.js",
              {"const s=document.createElement('span');document.body.append(s);"
               "s.textContent='mmmmmmmmmmlli';let w=0;"
               "for(let i=0;i<200;i++)w+=document.getElementById('p').offsetWidth;"
               "for(let i=0;i<35;i++){s.style.cssText='font-family:\"Font '+i+'\",serif';"
               "w+=s.offsetWidth}",
               "text/javascript"});
  const RecordedRun got = run("http://shop.example/");
  EXPECT_TRUE(got.has({R"(\"f\":\"fonts\")", "HTMLElement.offsetWidth", R"(\"fonts\":30)",
                       "http://fp.example/m.js:1:"}));
  site_.serve("plain.example/", {"<p id=p style='font-family:serif'>x</p><script>"
                                 "for(let i=0;i<200;i++)document.getElementById('p').offsetWidth"
                                 "</script>"});
  EXPECT_FALSE(run("http://plain.example/").has({R"(\"f\":\"fonts\")"}));
}

TEST_F(RunTest, a_canvas_read_is_recorded_with_text_size_and_script) {
  site_.serve("shop.example/", {"<script src='http://fp.example/f.js'></script>"});
  site_.serve("fp.example/f.js",
              {"const c=document.createElement('canvas');c.width=220;c.height=40;"
               "const x=c.getContext('2d');x.fillStyle='#f60';x.fillText('Cwm fjordbank',2,2);"
               "x.fillStyle='#069';window.got=c.toDataURL()",
               "text/javascript"});
  const RecordedRun got = run("http://shop.example/");
  EXPECT_TRUE(got.has({R"(\"f\":\"canvas\")", "HTMLCanvasElement.toDataURL", R"(\"width\":220)",
                       R"(\"colours\":2)", R"(\"save\":false)", "http://fp.example/f.js:1:"}))
      << got.all().substr(0, 100);
}

TEST_F(RunTest, the_probe_leaves_natives_looking_native) {
  site_.serve(
      "shop.example/",
      {"<script>const d=Object.getOwnPropertyDescriptor(Document.prototype,'cookie');"
       "const f=HTMLCanvasElement.prototype.toDataURL;let thrown='';"
       "try{f.call({})}catch(e){thrown=e.constructor.name+e.message}"
       "localStorage.setItem('look',[d.set.name,String(d.set).includes('[native code]'),"
       "f.name,f.length,String(f).replace(/\\s+/g,' '),thrown,"
       "Function.prototype.toString.toString().replace(/\\s+/g,' '),"
       "Object.keys(window).filter(k=>/^b[a-z]{9}$/.test(k)).length,typeof chrome].join('|'))"
       "</script>"});
  const RecordedRun got = run("http://shop.example/");
  EXPECT_TRUE(got.has(
      {"domStorageItemAdded",
       "set cookie|true|toDataURL|0|function toDataURL() { [native code] }|TypeErrorIllegal "
       "invocation|function toString() { [native code] }|0|object"}))
      << [&] {
           for (const auto& line : got.lines) {
             if (line.find("domStorageItemAdded") != std::string::npos) return line;
           }
           return std::string();
         }();
}

TEST_F(RunTest, a_workers_request_and_a_nested_frame_are_seen) {
  site_.serve("shop.example/", {"<iframe src='http://a.example/f'></iframe>"
                                "<script>new Worker('/w.js')</script>"});
  site_.serve("a.example/f", {"<iframe src='http://b.example/g'></iframe>"});
  site_.serve("b.example/g", {"<script>document.cookie='deep=1; SameSite=None'</script>"});
  site_.serve("shop.example/w.js",
              {"fetch('/from-worker?c='+new OffscreenCanvas(20,20).width)", "text/javascript"});
  const RecordedRun got = run("http://shop.example/");
  EXPECT_TRUE(got.has({"Network.requestWillBeSent\"", "/from-worker?c=20"}));
  EXPECT_TRUE(got.has({"bindingCalled", "deep=1", "b.example"}));
  EXPECT_TRUE(site_.was_asked("shop.example", "/from-worker?c=20"));
}

TEST_F(RunTest, a_service_worker_is_not_stopped_and_its_requests_are_seen) {
  site_.serve("localhost/",
              {"<script>navigator.serviceWorker.register('/sw.js').catch(e=>{document."
               "title=String(e)})</script>"});
  site_.serve(
      "localhost/sw.js",
      {"self.addEventListener('install',e=>e.waitUntil(fetch('/by-sw')))", "text/javascript"});
  const RecordedRun got = run("http://localhost/");
  EXPECT_TRUE(site_.was_asked("localhost", "/by-sw"));
  EXPECT_TRUE(got.has({"Network.requestWillBeSent\"", "/by-sw"}));
}

TEST_F(RunTest, a_page_that_is_never_quiet_costs_six_seconds_and_loses_nothing) {
  site_.serve("shop.example/", {"<img src=/hang.png><script>setInterval(()=>fetch('/beat'),100);"
                                "document.cookie='late=1'</script>"});
  site_.serve("shop.example/hang.png", {"x", "image/png", 200, {}, true});
  site_.serve("shop.example/beat", {"ok", "text/plain"});
  launch();
  const auto begin = Clock::now();
  const RecordedRun got = run("http://shop.example/");
  EXPECT_LT(Clock::now() - begin, 8s);
  EXPECT_TRUE(got.has({"\"quiet\":\"ceiling\""}));
  EXPECT_TRUE(got.has({"Storage.getCookies", "\"late\""}));
  EXPECT_TRUE(got.has({"\"kind\":\"close\"", "complete"}));
}

TEST_F(RunTest, a_body_that_nobody_reads_does_not_delay_quiet) {
  site_.serve("shop.example/", {"<script>fetch('/t')</script>"});
  site_.serve("shop.example/t", {"x", "text/plain", 200, {}, true});
  launch();
  const auto begin = Clock::now();
  const RecordedRun got = run("http://shop.example/");
  EXPECT_LT(Clock::now() - begin, 4s);
  EXPECT_TRUE(got.has({"\"quiet\":\"network\""}));
}

TEST_F(RunTest, the_signal_of_global_privacy_control_reaches_server_and_script) {
  site_.serve("shop.example/",
              {"<script>document.title=navigator.globalPrivacyControl</script>"
               "<img src='http://ads.example/p'><iframe src='http://f.example/'>"});
  site_.serve("f.example/", {"frame"});
  const RecordedRun got = run("http://shop.example/", {Phase::gpc}, true);
  EXPECT_TRUE(got.has({"\"kind\":\"state\"", "\"gpc\":true", "\"title\":\"true\""}));
  for (const auto& request : site_.seen()) {
    EXPECT_EQ(request.headers.count("sec-gpc"), 1u) << request.host << request.path;
  }
}

TEST_F(RunTest, a_redirect_to_another_site_is_followed_and_said) {
  site_.serve("old.example/", {"", "text/html", 302, {"Location: http://new.example/"}});
  site_.serve("new.example/", {"<title>new</title>"});
  const RecordedRun got = run("http://old.example/");
  EXPECT_TRUE(got.has({"\"topic\":\"redirected\"", "from old.example to new.example"}));
  EXPECT_TRUE(got.has({"\"kind\":\"close\"", "complete"}));
}

TEST_F(RunTest, what_is_no_page_is_named) {
  site_.serve("gone.example/", {"gone", "text/html", 500});
  site_.serve("pdf.example/", {"{}", "application/json"});
  site_.serve("wall.example/", {"<title>Just a moment...</title>", "text/html", 403});
  EXPECT_TRUE(run("http://gone.example/").has({"http-error", "HTTP status 500"}));
  EXPECT_TRUE(run("http://pdf.example/").has({"not-html", "application/json"}));
  const RecordedRun wall = run("http://wall.example/");
  EXPECT_TRUE(wall.has({"\"topic\":\"bot-wall\""}));
  EXPECT_TRUE(wall.has({"\"kind\":\"close\"", "\"status\":\"failed\""}));
}

TEST(RunWithoutServer, a_refused_connection_is_named) {
  BrowserOptions options;
  options.connect_to = "127.0.0.1:1";
  auto browser = Browser::launch(options);
  ASSERT_TRUE(browser) << browser.error().text();
  RunPlan plan;
  plan.run = "before";
  plan.site = "http://shop.example/";
  RecordedRun got;
  ASSERT_TRUE(perform_run(**browser, plan, tools(), got));
  EXPECT_TRUE(got.has({"\"topic\":\"refused\""}));
  EXPECT_TRUE(got.has({"\"kind\":\"close\"", "\"status\":\"failed\""}));
}

TEST_F(RunTest, a_dialog_is_noted_and_declined) {
  site_.serve("shop.example/", {"<script>document.title=confirm('all cookies?')</script>"});
  const RecordedRun got = run("http://shop.example/");
  EXPECT_TRUE(got.has({"\"topic\":\"dialog\"", "all cookies?"}));
  EXPECT_TRUE(got.has({"\"kind\":\"state\"", "\"title\":\"false\""}));
}

TEST_F(RunTest, a_killed_browser_is_seen_at_once_and_leaves_nothing_behind) {
  site_.serve("shop.example/", {"<script>setInterval(()=>fetch('/x'),50)</script>"});
  launch();
  const std::string folder = browser_->profile_folder();
  const int pid = browser_->process_id();
  Deadline killed;
  std::thread killer([&] {
    while (!site_.was_asked("shop.example", "/x")) std::this_thread::yield();
    killed = Clock::now();
    ::kill(pid, SIGKILL);
  });
  const RecordedRun got = run("http://shop.example/");
  const auto noticed = Clock::now();
  killer.join();
  EXPECT_LT(noticed - killed, 1s);
  ASSERT_FALSE(status_);
  EXPECT_EQ(status_.error().kind(), ErrorKind::unavailable);
  EXPECT_TRUE(got.has({"\"kind\":\"close\"", "\"status\":\"failed\""}));
  EXPECT_FALSE(browser_->alive());
  browser_.reset();
  EXPECT_FALSE(std::filesystem::exists(folder));
  EXPECT_EQ(::kill(-pid, 0), -1);
}

TEST_F(RunTest, runs_side_by_side_do_not_mix) {
  for (const char* name : {"a", "b", "c", "d"}) {
    const std::string host = std::string(name) + ".example";
    site_.serve(host + "/", {"<script>document.cookie='who=" + std::string(name) + "'</script>"});
  }
  launch();
  std::vector<RecordedRun> got(4);
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < 4; ++i) {
    threads.emplace_back([&, i] {
      RunPlan plan;
      plan.run = "before";
      plan.site = std::string("http://") + static_cast<char>('a' + i) + ".example/";
      EXPECT_TRUE(perform_run(*browser_, plan, tools(), got[i]));
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (std::size_t i = 0; i < 4; ++i) {
    const std::string own = std::string("who=") + static_cast<char>('a' + i);
    EXPECT_TRUE(got[i].has({"bindingCalled", own}));
    EXPECT_EQ(got[i].count({"who="}), got[i].count({own}));
  }
}

TEST_F(RunTest, several_sites_in_one_profile_share_a_third_partys_cookie) {
  for (const char* host : {"a.example/", "b.example/"}) {
    site_.serve(host, {"<img src='http://ads.example/p'>"});
  }
  site_.serve("ads.example/p", {"GIF", "image/gif", 200, {"Set-Cookie: uid=5"}});
  launch();
  CrossPlan plan;
  plan.run = "cross-1";
  plan.sites = {"http://a.example/", "http://b.example/"};
  RecordedRun got;
  ASSERT_TRUE(perform_cross_run(*browser_, plan, tools(), got));
  EXPECT_EQ(got.count({"\"kind\":\"step\"", "\"at\":\"begin\""}), 2u);
  EXPECT_TRUE(got.has({"\"kind\":\"close\"", "complete"}));
}

TEST_F(RunTest, without_a_consent_on_the_first_site_the_other_is_not_opened) {
  site_.serve("a.example/", {"<!doctype html><p>A</p>"});
  site_.serve("b.example/", {"<!doctype html><p>B</p>"});
  launch();
  CrossPlan plan;
  plan.run = "carry-1";
  plan.sites = {"http://a.example/", "http://b.example/"};
  plan.consents = true;
  RecordedRun got;
  ASSERT_TRUE(perform_cross_run(*browser_, plan, tools(), got));
  EXPECT_TRUE(got.has({"\"kind\":\"choice\"", "\"result\":\"no-banner\""}));
  EXPECT_FALSE(got.has({"\"step\":\"other-site\""}));
}

}  // namespace
}  // namespace consentry
