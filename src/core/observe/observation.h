// SPDX-License-Identifier: Apache-2.0
// What happened on a site, as plain facts computed from event logs: no verdict, no company, no
// purpose. Every fact names the log line it rests on, so that any claim can be traced to raw bytes.
//
// observe() is pure: the same logs give the same observation, byte for byte, on any machine.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/observe/phase.h"
#include "core/observe/pixel_contrast.h"

namespace consentry {

// Where in the evidence a fact stands: line `line` (0-based, the "n" of that line) of the event log of run `run`.
struct EventRef {
  std::string run;
  std::uint64_t line = 0;
  auto operator<=>(const EventRef&) const = default;
};

// A moment: which step of which phase, and milliseconds since the run's log was opened.
struct Moment {
  Phase phase = Phase::before;
  Step step = Step::load;
  double ms = 0;
};

struct CookieSent {
  std::string name;
  std::string value;
  std::string domain;  // as in the jar; ".example" when not host-only
};

// A message that a page sent over a connection that stays open.
struct SentFrame {
  EventRef at;
  Moment when;
  std::string text;  // as far as the browser reports it; binary ones in base64
};

// One request, or one hop of a redirect chain (each hop is a Request of its own). What a page's
// Content-Security-Policy stopped inside the browser is none.
struct Request {
  EventRef at;
  Moment when;
  std::string id;      // the browser's request id; equal for all hops of a chain
  std::string url;     // whole, as sent
  std::string method;  // "GET"
  std::string
      type;  // the browser's resource type, lower-case: document script image xhr fetch ping websocket …
  std::string page_url;   // the top document it belongs to
  std::string frame_url;  // the frame's document; equal to page_url in the top frame
  std::string
      initiator_url;  // script or document that caused it; empty when the browser does not say
  std::vector<std::string> initiator_stack;  // script URLs, innermost first, without repeats
  std::string referrer;
  std::string post_data;                     // as far as the browser reports it
  std::vector<SentFrame> sent_frames;        // web sockets: what the page sent, in order
  std::string redirected_from;               // URL of the previous hop; empty for the first
  std::vector<CookieSent> cookies;           // what really went out
  std::vector<CookieSent> cookies_withheld;  // what the browser blocked
  int status = 0;                            // 0: no response seen
  std::string mime_type;
  std::string remote_address;  // empty: not told; "through a proxy": nobody's but that one's
  std::string failure;      // the browser's error text; empty when none, or when an answer had come
  bool from_cache = false;  // answered by the browser's cache: nothing went out
  bool third_party = false;  // registrable domain differs from the top document's
  bool from_worker = false;  // sent by a worker or service worker
};

enum class CookieOrigin { http, script };

// A write of a cookie, whether the jar took it or not.
struct CookieWrite {
  EventRef at;
  Moment when;
  std::string name;
  std::string value;
  std::string domain;  // effective domain; ".example" when not host-only
  std::string path;
  std::optional<double>
      lifetime_s;  // seconds from the write to expiry; empty: session cookie; <= 0: deletion
  CookieOrigin origin = CookieOrigin::http;
  std::string setter_url;  // response URL (http) or writing script (script); empty when unknown
  std::string page_url;
  std::vector<std::string> stack;    // script URLs, innermost first
  std::vector<std::string> blocked;  // the browser's reasons; empty when stored
  bool third_party = false;          // cookie domain against the top document
};

// A cookie as it lay in the jar at a checkpoint (end of a step).
struct CookieRow {
  EventRef at;
  Moment when;
  std::string name;
  std::string value;
  std::string domain;
  std::string path;
  std::optional<double> lifetime_s;  // seconds left at the checkpoint; empty: session cookie
  bool http_only = false;
  bool secure = false;
  std::string same_site;
  bool third_party = false;
};

enum class StorageArea {
  local,
  session,
  indexed_db,
  cache,
  service_worker,
  private_files,
  http_cache  // validators that a server gave and got back; never in logs, computed from headers
};
// "local" "session" "indexeddb" "cache" "service-worker" "opfs" "http-cache": in keys and reports.
std::string_view name_of(StorageArea area);
std::optional<StorageArea> storage_area_named(std::string_view name);

// A value kept in the browser beside the cookies: a write (with its script) or a row of a checkpoint's snapshot.
struct StorageItem {
  EventRef at;
  Moment when;
  StorageArea area = StorageArea::local;
  std::string origin;  // "https://shop.example"
  std::string key;    // IndexedDB: database/store/key; cache: address without query; worker: scope;
                      // HTTP cache: cache_validator.h
  std::string value;  // cache: whole address; service worker: its script
  std::string script_url;  // writes only; empty when unknown
  std::vector<std::string> stack;
  bool snapshot = false;     // true: seen lying there at the checkpoint; false: seen being written
  bool third_party = false;  // origin against the top document
};

// A page's wish that the browser get ready for a third party before anything is asked of it.
// "preconnect" opens a connection, so that the host learns the visitor's address; "dns-prefetch" has
// its name looked up; the others have something loaded, which is a request of its own when it is.
struct ConnectionHint {
  EventRef at;
  Moment when;
  std::string kind;      // "preconnect" "dns-prefetch" "prefetch" "prerender" "modulepreload"
  std::string by;        // "element" "header" "early-hints" "speculation-rules"
  std::string url;       // whole
  std::string page_url;  // the top document
};

// What tells about the device: a call of an interface, or high-entropy client hints that a host was
// sent in headers (client_hints.h). Families: canvas, webgl, webgpu, audio, fonts, hardware,
// screen, ua-hints, rtc, battery, media-devices, plugins, voices, keyboard.
struct DeviceRead {
  EventRef at;
  Moment when;
  std::string family;
  std::string member;                         // "CanvasRenderingContext2D.getImageData"
  std::map<std::string, std::string> detail;  // "width" "height" "text" "colours" …
  std::string script_url;                     // innermost; empty when unknown
  std::vector<std::string> stack;
  std::string frame_url;
};

// One Google Consent Mode command seen on the dataLayer.
struct ConsentCommand {
  EventRef at;
  Moment when;
  std::string action;                         // "default" or "update"
  std::map<std::string, std::string> values;  // "ad_storage" -> "granted" | "denied"
  std::string page_url{};                     // the top document
};

// What the page's consent interfaces said at a checkpoint.
struct ConsentSignals {
  EventRef at;
  Moment when;
  bool tcf_present = false;
  std::string tc_string;
  std::string tcf_event_status;  // "tcloaded" "cmpuishown" "useractioncomplete"
  std::optional<bool> tcf_gdpr_applies;
  std::map<int, bool> tcf_purpose_consents;
  std::map<int, bool> tcf_purpose_li;
  int tcf_vendor_consents = 0;  // how many vendors are true
  std::string gpp_string;
  std::string us_privacy;
  std::optional<bool> global_privacy_control;  // navigator.globalPrivacyControl as the page sees it
};

struct Rect {
  double x = 0, y = 0, width = 0, height = 0;  // CSS pixels, viewport coordinates
};
struct Colour {
  double red = 0, green = 0, blue = 0, alpha = 1;  // 0 to 255, alpha 0 to 1
};

// What a control would do, by its label and kind (control_label.h).
enum class Intent {
  unknown,
  accept_all,
  refuse_all,
  settings,
  save,
  close,
  withdraw,
  subscribe,
  policy,
  toggle
};
// "unknown" "accept-all" "refuse-all" "settings" "save" "close" "withdraw" "subscribe" "policy"
// "toggle", in logs and reports.
std::string_view name_of(Intent intent);
std::optional<Intent> intent_named(std::string_view name);

// How a control is set off from text, and whether it can be met without a mouse or scrolling.
struct ControlLook {
  bool bordered = false;  // a line or shadow that can be told from its ground
  double padding = 0;     // CSS pixels beside the label, the smaller side
  bool underlined = false;
  std::string font_family;
  std::string font_style;  // "normal" "italic" "oblique"
  double opacity = 1;      // of itself and everything around it
  bool focusable = false;  // the Tab key stops at it
  bool clipped = false;    // a box around it has to be scrolled first
  bool covered = false;    // something that is not the banner's lies over it
  Colour ground;           // what the control stands on
};

// A picture (PNG, at twice the page's size) of a control's text as it is seen.
struct ControlPicture {
  EventRef at;
  std::string file;  // relative to the run's folder
  std::string sha256;
};

struct BannerControl {
  std::string label;
  Intent intent = Intent::unknown;
  std::string tag;   // "button" "a" "input" "span"
  std::string role;  // computed or explicit ARIA role
  std::string kind;  // "button" "link" "checkbox" "switch" "radio" "close"
  std::string href;
  Rect rect;
  Colour text_colour;   // composited over what lies beneath
  Colour fill;          // effective background behind the label
  bool filled = false;  // has a background of its own that differs from the banner's
  double font_px = 0;
  double font_weight = 400;
  bool visible = false;       // rendered, not transparent, has area
  bool in_view = false;       // inside the viewport without scrolling
  bool in_box = false;        // inside the banner's box
  bool in_paragraph = false;  // part of running text
  bool disabled = false;
  std::optional<bool> checked;      // toggles only
  std::optional<ControlLook> look;  // empty in logs that do not tell it
  // Why its styles do not tell how its text is seen ("gradient" "filter" …). Empty: they do, or the log
  // is older than the question.
  std::vector<std::string> style_doubts;
  std::vector<ControlPicture> pictures;  // one after the other; only where styles do not tell
  // What these show. Never from the log alone: whoever holds the run's folder fills it in.
  std::optional<PixelContrast> pixels;
};

// One look at a consent banner or one of its layers.
struct BannerView {
  EventRef at;
  Moment when;
  int layer = 1;  // 1: as it opened; 2 and up: after that many clicks into it
  bool found = false;
  std::string how;            // "dialog" "fixed" "sticky" "iframe" "shadow" "autoconsent:<rule>" …
  std::string frame_url;      // empty in the top frame
  std::string text;           // visible text, at most 4,000 characters
  std::string page_language;  // <html lang>, lower-case, may be empty
  std::string page_sample;    // text of the page around it; empty when that was not seen
  std::optional<bool> blocks_page;  // the page behind it cannot be used; empty when not seen
  Rect box;
  Rect viewport;
  Colour fill;
  std::vector<BannerControl> controls;
};

struct Click {
  EventRef at;
  Moment when;
  int layer = 1;
  Intent intent = Intent::unknown;
  std::string label;
  std::string tool;  // "generic" or "autoconsent:<rule>"
};

// How an attempt to choose ended. 'No banner', 'banner, but refusing failed' and 'refused' are
// different results; only `done` may be judged as a choice made.
enum class ChoiceResult {
  done,  // the consent state that resulted says so
  no_banner,
  no_control,  // a banner, but no way to this choice was found
  unproven,    // clicked, but nothing shows that the choice was taken
  failed,      // the attempt broke off (crash, time)
};
// "done" "no-banner" "no-control" "unproven" "failed"
std::string_view name_of(ChoiceResult result);
std::optional<ChoiceResult> choice_result_named(std::string_view name);

struct ChoiceOutcome {
  EventRef at;
  Moment when;
  Phase wanted = Phase::refuse;  // refuse, accept or withdraw
  ChoiceResult result = ChoiceResult::failed;
  std::string tool;
  int clicks = 0;
  int layers = 0;  // deepest layer that was needed
  std::vector<std::string>
      proof;  // what shows it: "cookie:klaro", "tcf:purposes-denied", "banner-gone", …
};

// A way back to the choice that a visitor sees after accepting (withdrawal access).
struct ReopenControl {
  EventRef at;
  Moment when;
  std::string page_url;
  std::string label;
  std::string kind;  // "floating" "link" "button" "api"
  bool visible = false;
};

struct Screenshot {
  EventRef at;
  Moment when;
  std::string moment;  // "loaded" "before-click" "after-click" "reloaded"
  std::string file;    // relative to the run's folder
  std::string sha256;
};

// A window that the page asked for without a gesture of the visitor's, which browsers do not let
// open.
struct BlockedWindow {
  EventRef at;
  Moment when;
  std::string url;
  std::string page_url;
};

// Something that limits what this run can say.
struct Limitation {
  EventRef at;
  Moment when;
  std::string
      topic;  // "crash" "timeout" "http-error" "not-html" "redirected" "bot-wall" "events-dropped" …
  std::string text;
};

// The beginning of a step of the phase `aside`: when.step tells what was tried.
struct Trial {
  EventRef at;
  Moment when;
};

// What was fetched of the site's own word about itself, as a visitor of the page would get it.
struct SiteDocument {
  EventRef at;
  Moment when;
  std::string about;  // "policy": what a link so labelled leads to; "gpc": /.well-known/gpc.json
  std::string label;  // of the link
  std::string url;    // as linked
  int status = 0;     // 0: no answer
  std::string text;   // of "gpc", its beginning
};

// What another name of the site's own domain points to in the DNS, by the resolver of the machine
// that scanned.
struct HostAlias {
  EventRef at;
  Moment when;
  std::string host;
  bool answered = false;
  std::vector<std::string> aliases;  // in the order of the chain; empty: to nothing else
  // IPv4, in place of what requests tell; empty unless a list told them (then of any host).
  std::vector<std::string> addresses{};
};

// Made-up text that was typed into a field of the page, and that nobody else can know.
struct TypedText {
  EventRef at;
  Moment when;
  std::string field;  // "email" or "text"
  std::string text;
};

// One clean profile from open to close.
struct RunObservation {
  std::string name;  // "refuse" "accept" "gpc" "before" "aside" "before-2"
  std::string site_url;
  std::string final_url;  // top document after redirects
  int http_status = 0;    // of the first document; 0: none
  std::string started;    // RFC 3339
  std::string log_sha256;
  bool complete = false;       // the log closes with "complete" and every step begun has ended
  std::vector<Phase> planned;  // as the log's first line says
  std::vector<Phase>
      measured;  // phases whose load, choice and reload all settled on a page of the site
  bool global_privacy_control = false;  // this run sent Sec-GPC
  std::vector<Request> requests;
  std::vector<CookieWrite> cookie_writes;
  std::vector<CookieRow> cookie_rows;
  std::vector<StorageItem> storage;
  std::vector<DeviceRead> device_reads;
  std::vector<ConnectionHint> hints;  // each once a step
  std::vector<ConsentCommand> consent_commands;
  std::vector<ConsentSignals> consent_signals;
  std::vector<BannerView> banner_views;
  std::vector<Click> clicks;
  std::vector<ChoiceOutcome> choices;
  std::vector<ReopenControl> reopen_controls;
  std::vector<Screenshot> screenshots;
  std::vector<BlockedWindow> blocked_windows;
  std::vector<Limitation> limitations;
  std::vector<HostAlias> host_aliases;  // of one run a site
  bool names_resolved = true;           // false: the scan sent every name to one address
  // Empty, or one: what came of trials after the run's own phases (Phase::aside), with `trials` set.
  // Kept apart, since no rule about a phase may use it.
  std::vector<RunObservation> aside;
  std::vector<Trial> trials;
  std::vector<SiteDocument> documents;  // of an aside only
  std::vector<TypedText> typed;         // of an aside only
};

// All runs of one site.
struct SiteObservation {
  std::string url;  // as asked for
  std::vector<RunObservation> runs;
};

class ControlLexicon;

// Computes a run's facts from its event log (docs/formats/event-log.md). `log` is the file's bytes.
// Labels are read by `lexicon`, so that a better lexicon re-reads old captures.
// corrupt: not an event log, or of a later major format. A log cut off mid-line is no error: what is
// whole is observed and `complete` is false.
Result<RunObservation> observe(std::string_view log, const ControlLexicon& lexicon);

}  // namespace consentry
