// SPDX-License-Identifier: Apache-2.0
// Builds event logs (docs/formats/event-log.md) for tests of the rooms that read them: a tab, its
// documents, what they load, set, read and ask. Lines have the shape and the order that a real
// Chromium sends; test/data/captures/ holds real ones to compare with.
//
//   EventLogMaker log({.run = "refuse"});
//   log.step(Phase::before, Step::load);
//   log.document("https://shop.example/");
//   log.request({.url = "https://t.tracker.example/a.js", .set_cookies = {"id=1; Max-Age=9999"}});
//   log.jar({{.name = "id", .value = "1", .domain = "t.tracker.example"}});
//   log.end_step();
//   log.close();
//   observe(log.text(), lexicon);
//
// Every method that writes lines returns the number of the line a fact will name as its evidence.
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/observe/observation.h"

namespace consentry::fakes {

using Line = std::uint64_t;
using Strings = std::vector<std::string>;
using Pairs = std::vector<std::pair<std::string, std::string>>;

struct MadeRun {
  std::string run = "refuse";
  std::string site = "https://shop.example/";
  std::vector<Phase> phases = {Phase::before, Phase::refuse};
  bool gpc = false;
  std::string started = "2026-11-22T13:00:00.000Z";
  bool third_party_cookies = true;
};

// A hop of a redirect chain: the answer that sends the request on to `to`.
struct MadeHop {
  std::string to = {};
  int status = 302;
  Strings set_cookies = {};
  std::vector<CookieSent> cookies = {};  // sent with the request this hop answers
};

struct MadeRequest {
  std::string url = {};
  std::string type = "Script";  // as the browser spells it: Document Script Image Fetch Ping …
  std::string method = "GET";
  std::string post_data = {};
  Strings stack = {};      // initiating scripts, innermost first; empty: the parser of the page
  std::string frame = {};  // URL of the frame it is sent from; empty: top frame (see frame())
  std::vector<CookieSent> cookies = {};
  std::vector<CookieSent> withheld = {};
  std::vector<MadeHop> hops = {};  // url -> hops[0].to -> hops[1].to …
  int status = 200;                // 0: never answered
  std::string mime_type = "text/javascript";
  Strings set_cookies = {};  // raw Set-Cookie lines of the last answer
  std::vector<std::pair<std::string, std::string>> blocked = {};  // raw line, the browser's reason
  std::string failure = {};                                       // "net::ERR_BLOCKED_BY_CLIENT"
};

struct MadeCookie {
  std::string name = {};
  std::string value = {};
  std::string domain = {};  // ".example" when not host-only
  std::string path = "/";
  std::optional<double> lifetime_s = {};  // from now; empty: session
  bool http_only = false;
  bool secure = true;
  std::string same_site = {};
};

struct MadeHint {
  std::string kind = {};
  std::string by = {};
  std::string url = {};
};

// The page's consent interfaces, for state().
struct MadeState {
  std::optional<bool> gdpr_applies = {};  // any of the tcf members makes the interface present
  std::string tc_string = {};
  std::string event_status = {};
  std::vector<std::pair<int, bool>> purpose_consents = {};
  std::vector<std::pair<int, bool>> purpose_li = {};
  int vendor_consents = 0;
  std::string gpp = {};
  std::string usp = {};
  std::optional<bool> gpc = {};
  std::vector<std::pair<std::string, Pairs>> gcm = {};  // action, values
  Strings links = {};
  std::vector<MadeHint> hints = {};
  std::string hints_text = {};  // JSON in place of them
};

// Not thread-safe. Time starts at 0 and moves on by 1 ms a line, and by wait().
class EventLogMaker {
 public:
  explicit EventLogMaker(const MadeRun& run = {});

  void wait(double ms) { ms_ += ms; }

  // A step line with at = begin; settles and ends the step before, unless that was done.
  Line step(Phase phase, Step step);
  void settle(std::string_view quiet = "network");
  void end_step();

  // The tab goes to `url` and gets there: request, answer, commit. hops as in MadeRequest.
  // A template, so that document({.url = …}) can only mean the other.
  template <std::convertible_to<std::string> Text>
  Line document(const Text& url) {
    return document(MadeRequest{.url = url});
  }
  Line document(MadeRequest request);
  // A frame of the top document loads `url`; request({.frame = url}) then sends from it.
  Line frame(const std::string& url);
  // A worker of the page; what is sent while its URL stands in MadeRequest::frame comes from it.
  void worker(const std::string& url, bool service_worker = false);
  Line request(const MadeRequest& request);
  // A web socket from open to handshake.
  Line web_socket(const std::string& url, const Strings& stack = {});

  // The jar as Storage.getCookies gives it.
  Line jar(const std::vector<MadeCookie>& cookies);
  Line storage_snapshot(StorageArea area, const std::string& origin, const Pairs& items);

  // What the probe reports. frame: URL of the reporting frame; empty: the top document.
  Line script_cookie(const std::string& assigned, const Strings& stack,
                     const std::string& frame = {});
  Line storage_write(StorageArea area, const std::string& key, const std::string& value,
                     const Strings& stack, const std::string& frame = {});
  Line device_read(const std::string& family, const std::string& member, const Strings& stack,
                   const Pairs& detail = {}, const std::string& frame = {});
  Line consent_command(const std::string& action, const Pairs& values, const Strings& stack = {});

  Line state(const MadeState& state);
  // A look of the banner finder; labels are written without intent, as in real logs.
  Line banner(const BannerView& view);
  Line click(Intent intent, const std::string& label, int layer = 1,
             const std::string& tool = "generic");
  Line choice(Phase wanted, ChoiceResult result, int clicks = 1, int layers = 1,
              const Strings& proof = {"banner-gone"}, const std::string& tool = "generic");
  Line reopen(const std::string& label, const std::string& control, bool visible = true);
  Line shot(const std::string& moment, const std::string& file, const std::string& sha256 = {});
  Line note(const std::string& topic, const std::string& text);
  // Settles and ends the open step, then writes the closing line.
  Line close(const std::string& status = "complete", const std::string& reason = {});

  // One protocol event of the caller's own: params as JSON text, which may run over lines.
  Line event(const std::string& method, const std::string& params,
             const std::string& session = "page");
  // A line as it stands, "\n" added; for what no good log holds.
  Line raw(const std::string& line);

  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  struct Frame {
    std::string id;
    std::string loader;
    std::string session;
    bool worker = false;
  };

  Line put(std::string_view kind, std::string_view members);
  Line probe(const std::string& frame, const std::string& message);
  const Frame& frame_at(const std::string& url);
  Line send(const MadeRequest& request, const std::string& url, const std::string& id,
            const std::string& redirect);
  void answer(const std::string& url, const std::string& id, const std::string& session, int status,
              const Strings& set_cookies,
              const std::vector<std::pair<std::string, std::string>>& blocked);
  Line chain(const MadeRequest& request, const std::string& id);
  std::string next_id(std::string_view prefix);

  std::string text_;
  Line lines_ = 0;
  double ms_ = 0;
  int ids_ = 0;
  std::string started_;
  std::string top_url_;
  std::vector<std::pair<std::string, Frame>> frames_;  // by URL; the top document is the first
  std::optional<std::pair<Phase, Step>> open_step_;
  bool settled_ = false;
};

}  // namespace consentry::fakes
