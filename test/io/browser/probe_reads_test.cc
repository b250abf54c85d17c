// SPDX-License-Identifier: Apache-2.0
// What the probe claims to see (docs/formats/event-log.md), in real browsers: each way of reading the
// device, in a page, in a frame of another site and in workers. What a build does not offer at all
// is said as such by the page itself, so that silence is never taken for sight.
#include <algorithm>
#include <gtest/gtest.h>
#include <iostream>

#include "command/embedded.h"
#include "io/browser/browser.h"
#include "io/browser/loopback_site.h"
#include "io/browser/recorded_run.h"
#include "io/browser/run.h"
#include "io/browser/run_tools.h"

namespace consentry {
namespace {

using testing::LoopbackSite;
using testing::RecordedRun;

struct Reading {
  std::string told;   // what stands in the probe's report: the member, or a cookie as assigned
  std::string there;  // true where the browser has it
  std::string code;
  bool everywhere = true;  // false: not every build has it, or has anything to tell
};

const std::vector<Reading> kOfDocuments{
    {"by_store=1", "'cookieStore' in self", "cookieStore.set('by_store','1')"},
    {"Navigator.getBattery", "navigator.getBattery", "navigator.getBattery().catch(()=>0)"},
    {"SpeechSynthesis.getVoices", "self.speechSynthesis", "speechSynthesis.getVoices()", false},
    {"Keyboard.getLayoutMap", "navigator.keyboard",
     "navigator.keyboard.getLayoutMap().catch(()=>0)", false},
    {"Navigator.plugins", "navigator.plugins", "navigator.plugins.length"},
    {"Navigator.mimeTypes", "navigator.mimeTypes", "navigator.mimeTypes.length"},
    {"Screen.width", "self.screen", "screen.width"},
    {"Screen.colorDepth", "self.screen", "screen.colorDepth"},
    {"MediaDevices.enumerateDevices", "navigator.mediaDevices",
     "navigator.mediaDevices.enumerateDevices().catch(()=>0)"},
    {"RTCPeerConnection.onicecandidate", "self.RTCPeerConnection",
     "const c=new RTCPeerConnection();c.createDataChannel('x');c.onicecandidate=()=>0;"
     "c.createOffer().then(o=>c.setLocalDescription(o)).then(()=>c.localDescription)"},
    {"RTCPeerConnection.localDescription", "self.RTCPeerConnection", "0"},
    {"Window.queryLocalFonts", "self.queryLocalFonts", "queryLocalFonts().catch(()=>0)", false},
    {"HTMLElement.offsetWidth", "true",
     "const s=document.createElement('span');document.documentElement.append(s);s.textContent='m';"
     "let w=0;for(let i=0;i<35;i++){s.style.fontFamily='Font'+i;w+=s.offsetWidth}"},
    {"CanvasRenderingContext2D.measureText", "true",
     "const x=document.createElement('canvas').getContext('2d');"
     "for(let i=0;i<60;i++){x.font='12px Font'+i;x.measureText('mmmlli')}"},
    {"AnalyserNode.getFloatFrequencyData", "self.AudioContext",
     "const n=new AudioContext().createAnalyser();n.getFloatFrequencyData(new Float32Array(8))"},
    {"OfflineAudioContext.startRendering", "self.OfflineAudioContext",
     "new OfflineAudioContext(1,100,44100).startRendering()"},
    {"WebGLRenderingContext.getParameter", "document.createElement('canvas').getContext('webgl')",
     "const g=document.createElement('canvas').getContext('webgl');g.getParameter(g.VENDOR)",
     false}};

// Dedicated workers have these as well.
const std::vector<Reading> kOfAll{
    {"FontFaceSet.check", "self.document||self.fonts",
     "const f=self.fonts||document.fonts;for(let i=0;i<35;i++)f.check('12px Font'+i)"},
    {"NavigatorUAData.getHighEntropyValues", "navigator.userAgentData",
     "navigator.userAgentData.getHighEntropyValues(['model','architecture'])"},
    {"GPUAdapter.info", "navigator.gpu",
     "navigator.gpu.requestAdapter().then(a=>a?a.info:said('GPUAdapter.info'))"
     ".catch(()=>said('GPUAdapter.info'))",
     false},
    {"OffscreenCanvasRenderingContext2D.getImageData", "self.OffscreenCanvas",
     "new OffscreenCanvas(20,20).getContext('2d').getImageData(0,0,20,20)"}};

const std::vector<Reading> kOfWorkers{
    {"WorkerNavigator.hardwareConcurrency", "true", "navigator.hardwareConcurrency"},
    {"WorkerNavigator.platform", "true", "navigator.platform"},
    {"OffscreenCanvas.convertToBlob", "self.OffscreenCanvas",
     "const o=new OffscreenCanvas(20,20);o.getContext('2d').fillText('x',1,9);o.convertToBlob()"},
    {"WebGL2RenderingContext.getParameter", "new OffscreenCanvas(1,1).getContext('webgl2')",
     "const g=new OffscreenCanvas(1,1).getContext('webgl2');g.getParameter(g.VENDOR)", false}};

std::string script_of(const std::vector<std::vector<Reading>>& lists) {
  std::string script = "const said=name=>fetch('/said?'+encodeURIComponent(name));\n";
  for (const auto& list : lists) {
    for (const Reading& reading : list) {
      script += "try{if(" + reading.there + "){" + reading.code + "}else said('" + reading.told +
                "')}catch(e){said('" + reading.told + "')}\n";
    }
  }
  return script;
}

class ProbeReads : public ::testing::TestWithParam<BrowserBuild> {
 protected:
  void SetUp() override {
    BrowserOptions options;
    options.build = GetParam();
    options.connect_to = site_.address();
    auto browser = Browser::launch(options);
    ASSERT_TRUE(browser) << browser.error().text();
    browser_ = std::move(*browser);
    site_.serve("/said", {"ok", "text/plain"});
  }
  RecordedRun run() {
    RunTools tools;
    tools.program = "consentry test";
    tools.probe = embedded("probe.js");
    tools.state = embedded("state.js");
    RunPlan plan;
    plan.run = "before";
    plan.site = "http://localhost/";
    plan.phases = {Phase::before};
    RecordedRun recorded;
    EXPECT_TRUE(perform_run(*browser_, plan, tools, recorded));
    return recorded;
  }
  bool missing(const std::string& host, const std::string& name) {
    const auto seen = site_.seen();
    return std::ranges::any_of(seen, [&](const testing::SeenRequest& request) {
      std::string path = request.path;
      if (const auto at = path.find("%3D"); at != std::string::npos) path.replace(at, 3, "=");
      return request.host.starts_with(host) && path == "/said?" + name;
    });
  }
  void expect_told(const RecordedRun& got, const std::vector<Reading>& list,
                   const std::string& host, const std::string& address) {
    for (const Reading& reading : list) {
      const bool told = got.has({"bindingCalled", reading.told, R"(\"u\":\")" + address});
      if (missing(host, reading.told)) {
        EXPECT_FALSE(reading.everywhere) << reading.told << " is not available";
        std::cout << "  not available at " << address << ": " << reading.told << "\n";
      } else {
        EXPECT_TRUE(told) << reading.told << " at " << address;
      }
    }
  }
  LoopbackSite site_;
  std::unique_ptr<Browser> browser_;
};

TEST_P(ProbeReads, in_a_page_and_in_a_frame_of_another_site_are_told) {
  const std::string script = "<script>{" + script_of({kOfDocuments, kOfAll}) + "}</script>";
  site_.serve("localhost/", {"<iframe src='http://other.localhost/frame'></iframe>" + script});
  site_.serve("other.localhost/frame", {"<body>" + script});
  const RecordedRun got = run();
  for (const auto& list : {kOfDocuments, kOfAll}) {
    expect_told(got, list, "localhost", "http://localhost/");
    // A frame needs the page's leave for these.
    std::vector<Reading> free = list;
    for (Reading& reading : free) {
      const std::string& name = reading.told;
      if (name == "Navigator.getBattery" || name.starts_with("MediaDevices")) {
        reading.everywhere = false;
      }
    }
    expect_told(got, free, "other.localhost", "http://other.localhost/frame");
  }
}

TEST_P(ProbeReads, in_a_dedicated_worker_are_told) {
  site_.serve("localhost/", {"<script>new Worker('/w.js')</script>"});
  site_.serve("localhost/w.js", {script_of({kOfWorkers, kOfAll}), "text/javascript"});
  const RecordedRun got = run();
  for (const auto& list : {kOfWorkers, kOfAll}) {
    expect_told(got, list, "localhost", "http://localhost/w.js");
  }
}

TEST_P(ProbeReads, in_a_shared_worker_are_told) {
  site_.serve("localhost/", {"<script>new SharedWorker('/s.js')</script>"});
  site_.serve("localhost/s.js", {script_of({kOfWorkers, kOfAll}), "text/javascript"});
  const RecordedRun got = run();
  for (const auto& list : {kOfWorkers, kOfAll}) {
    expect_told(got, list, "localhost", "http://localhost/s.js");
  }
}

INSTANTIATE_TEST_SUITE_P(Builds, ProbeReads,
                         ::testing::Values(BrowserBuild::shell, BrowserBuild::chromium),
                         [](const auto& build) {
                           return build.param == BrowserBuild::shell ? "shell" : "chromium";
                         });

}  // namespace
}  // namespace consentry
