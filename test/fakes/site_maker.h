// SPDX-License-Identifier: Apache-2.0
// Builds the facts of one site by hand, in the words of a browser visit, so that judging and
// reporting can be tested without a browser, an event log or reference data.
//
//   SiteMaker site;
//   for (RunMaker* run : site.both()) run->request("https://ads.example/p", tracker("Ads Inc"));
//   site.cookie("ads.example", "uid").purpose = Purpose::marketing;
//   const SiteFacts facts = site.facts();
#pragma once

#include <deque>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/origin.h"
#include "core/judge/judge.h"
#include "core/observe/aside.h"

namespace consentry {

inline constexpr double kDay = 86'400;

// Facts of a request to a company that tracks.
inline RequestFacts tracker(std::string company, Function function = Function::advertising) {
  RequestFacts facts;
  facts.party.company = std::move(company);
  facts.party.function = function;
  facts.tracker = is_tracking(function);
  facts.tracker_rules.push_back({"data/trackers.toml", "1", 7, "a tracker host"});
  return facts;
}

// Facts of a request to a company that does something else.
inline RequestFacts party(std::string company, Function function) {
  RequestFacts facts;
  facts.party.company = std::move(company);
  facts.party.function = function;
  return facts;
}

inline BannerControl button(std::string label, Intent intent) {
  BannerControl control;
  control.label = std::move(label);
  control.intent = intent;
  control.tag = "button";
  control.role = "button";
  control.kind = "button";
  control.rect = {20, 600, 120, 40};
  control.text_colour = {0, 0, 0, 1};
  control.fill = {255, 255, 255, 1};
  control.font_px = 16;
  control.visible = control.in_view = control.in_box = true;
  return control;
}

inline BannerControl toggle(std::string label, bool checked, bool disabled = false) {
  BannerControl control = button(std::move(label), Intent::toggle);
  control.tag = "input";
  control.kind = control.role = "checkbox";
  control.checked = checked;
  control.disabled = disabled;
  return control;
}

// One run. What is added happens at the moment set last by at(); every addition takes the next line
// of the log.
class RunMaker {
 public:
  RunMaker(std::string name, std::vector<Phase> measured, std::string site_url)
      : site_url_(std::move(site_url)) {
    run_.name = std::move(name);
    run_.site_url = run_.final_url = site_url_;
    run_.http_status = 200;
    run_.started = "2026-11-22T12:00:00.000Z";
    run_.log_sha256 = std::string(64, 'a');
    run_.complete = true;
    run_.global_privacy_control = run_.name == "gpc";
    if (!measured.empty()) when_.phase = measured.front();
    run_.measured = std::move(measured);
    document();
  }

  // Moves to another step; a page load adds the request of the document.
  RunMaker& at(Phase phase, Step step) {
    when_.phase = phase;
    when_.step = step;
    if (step != Step::choice) document();
    return *this;
  }

  // Moves to another step, of which nothing has happened yet.
  RunMaker& move(Phase phase, Step step) {
    when_.phase = phase;
    when_.step = step;
    return *this;
  }

  // Begins a trial after the run's own phases; no page is loaded for it.
  RunMaker& trial(Step step) {
    when_.phase = Phase::aside;
    when_.step = step;
    run_.trials.push_back({next(), when_});
    return *this;
  }

  RunMaker& limitation(std::string topic, std::string text) {
    run_.limitations.push_back({next(), when_, std::move(topic), std::move(text)});
    return *this;
  }
  // The log ends in the middle of a step.
  RunMaker& cut_off() {
    run_.complete = false;
    return *this;
  }

  RunMaker& typed(std::string field, std::string text) {
    run_.typed.push_back({next(), when_, std::move(field), std::move(text)});
    return *this;
  }
  RunMaker& document(std::string about, int status, std::string text = {}) {
    run_.documents.push_back({next(), when_, std::move(about), "Policy", "https://shop.example/p",
                              status, std::move(text)});
    return *this;
  }

  // Moves to another page of the site, or (cross runs) to another site.
  RunMaker& on(std::string page_url) {
    site_url_ = std::move(page_url);
    document();
    return *this;
  }

  RunMaker& request(std::string url, RequestFacts facts = {}, std::vector<CookieSent> sent = {}) {
    Request request = new_request(std::move(url));
    request.type = "image";
    request.cookies = std::move(sent);
    push(std::move(request), std::move(facts));
    return *this;
  }

  // The last request, to set what a test needs.
  Request& last_request() { return run_.requests.back(); }

  // A cookie set by a response, which then lies in the jar.
  RunMaker& http_cookie(std::string domain, std::string name, std::string value,
                        std::string setter_url, std::optional<double> lifetime_s = 365 * kDay) {
    write(std::move(domain), std::move(name), std::move(value), std::move(setter_url), lifetime_s,
          CookieOrigin::http);
    return row(run_.cookie_writes.back());
  }
  RunMaker& script_cookie(std::string domain, std::string name, std::string value,
                          std::string script_url, std::optional<double> lifetime_s = 365 * kDay) {
    write(std::move(domain), std::move(name), std::move(value), std::move(script_url), lifetime_s,
          CookieOrigin::script);
    return row(run_.cookie_writes.back());
  }

  // A write of which nothing stayed; `why` empty: written and gone, else the browser's reason.
  RunMaker& lost_cookie(std::string domain, std::string name, std::string value,
                        std::string setter_url, CookieOrigin origin, std::string why) {
    write(std::move(domain), std::move(name), std::move(value), std::move(setter_url), 365 * kDay,
          origin);
    if (!why.empty()) run_.cookie_writes.back().blocked.push_back(std::move(why));
    return *this;
  }

  RunMaker& local_item(std::string origin, std::string key, std::string value,
                       std::string script_url = {}) {
    StorageItem item;
    item.at = next();
    item.when = when_;
    item.origin = std::move(origin);
    item.key = std::move(key);
    item.value = std::move(value);
    item.script_url = std::move(script_url);
    item.third_party = third_party(item.origin);
    run_.storage.push_back(std::move(item));
    return *this;
  }

  RunMaker& device_read(std::string family, std::string member, std::string script_url,
                        std::map<std::string, std::string> detail = {}) {
    DeviceRead read;
    read.at = next();
    read.when = when_;
    read.family = std::move(family);
    read.member = std::move(member);
    read.script_url = script_url;
    read.stack.push_back(std::move(script_url));
    read.frame_url = site_url_;
    read.detail = std::move(detail);
    run_.device_reads.push_back(std::move(read));
    return *this;
  }

  RunMaker& consent_command(std::string action, std::map<std::string, std::string> values) {
    run_.consent_commands.push_back(
        {next(), when_, std::move(action), std::move(values), site_url_});
    return *this;
  }

  RunMaker& signals(std::map<int, bool> purposes, std::string status = "tcloaded") {
    ConsentSignals signals;
    signals.at = next();
    signals.when = when_;
    signals.tcf_present = true;
    signals.tcf_gdpr_applies = true;
    signals.tcf_event_status = std::move(status);
    signals.tcf_purpose_consents = std::move(purposes);
    run_.consent_signals.push_back(std::move(signals));
    return *this;
  }

  RunMaker& banner(std::vector<BannerControl> controls, int layer = 1, std::string text = {}) {
    BannerView view;
    view.at = next();
    view.when = when_;
    view.layer = layer;
    view.found = true;
    view.how = "fixed";
    view.text = std::move(text);
    view.page_language = "en";
    view.box = {0, 560, 1366, 208};
    view.viewport = {0, 0, 1366, 768};
    view.fill = {255, 255, 255, 1};
    view.controls = std::move(controls);
    run_.banner_views.push_back(std::move(view));
    return *this;
  }

  RunMaker& no_banner() {
    BannerView view;
    view.at = next();
    view.when = when_;
    run_.banner_views.push_back(std::move(view));
    return *this;
  }

  RunMaker& click(Intent intent, std::string label, int layer = 1, std::string tool = "generic") {
    run_.clicks.push_back({next(), when_, layer, intent, std::move(label), std::move(tool)});
    return *this;
  }

  RunMaker& outcome(Phase wanted, ChoiceResult result, int clicks = 1, int layers = 1) {
    ChoiceOutcome outcome;
    outcome.at = next();
    outcome.when = when_;
    outcome.wanted = wanted;
    outcome.result = result;
    outcome.tool = "generic";
    outcome.clicks = clicks;
    outcome.layers = layers;
    if (result == ChoiceResult::done) outcome.proof.emplace_back("banner-gone");
    run_.choices.push_back(std::move(outcome));
    return *this;
  }

  // Clicks a control and is believed: moves to the choice step of the phase.
  RunMaker& choose(Phase wanted) {
    at(wanted, Step::choice);
    const Intent intent = wanted == Phase::refuse   ? Intent::refuse_all
                          : wanted == Phase::accept ? Intent::accept_all
                                                    : Intent::withdraw;
    click(intent, std::string(name_of(wanted)));
    return outcome(wanted, ChoiceResult::done);
  }

  RunMaker& reopen_control(std::string label, std::string kind = "link", bool visible = true) {
    run_.reopen_controls.push_back(
        {next(), when_, site_url_, std::move(label), std::move(kind), visible});
    return *this;
  }

  [[nodiscard]] RunObservation& run() { return run_; }
  [[nodiscard]] const RunObservation& run() const { return run_; }
  [[nodiscard]] const std::vector<RequestFacts>& request_facts() const { return facts_; }

 private:
  EventRef next() {
    when_.ms += 10;
    return {run_.name, ++line_};
  }

  [[nodiscard]] bool third_party(const std::string& url) const {
    const auto mine = parse_url(site_url_);
    const auto theirs = parse_url(url);
    return mine && theirs && !same_site(mine->host, theirs->host);
  }

  Request new_request(std::string url) {
    Request request;
    request.at = next();
    request.when = when_;
    request.id = std::to_string(line_);
    request.url = std::move(url);
    request.method = "GET";
    request.page_url = request.frame_url = request.initiator_url = site_url_;
    request.status = 200;
    request.third_party = third_party(request.url);
    return request;
  }

  void push(Request request, RequestFacts facts) {
    if (facts.party.domain.empty()) {
      const auto url = parse_url(request.url);
      if (url) facts.party.domain = registrable_domain(url->host);
    }
    run_.requests.push_back(std::move(request));
    facts_.push_back(std::move(facts));
  }

  void document() {
    Request request = new_request(site_url_);
    request.type = "document";
    request.initiator_url.clear();
    push(std::move(request), {});
  }

  void write(std::string domain, std::string name, std::string value, std::string setter_url,
             std::optional<double> lifetime_s, CookieOrigin origin) {
    CookieWrite write;
    write.at = next();
    write.when = when_;
    write.name = std::move(name);
    write.value = std::move(value);
    write.third_party = third_party("https://" + domain);
    write.domain = std::move(domain);
    write.path = "/";
    write.lifetime_s = lifetime_s;
    write.origin = origin;
    write.setter_url = std::move(setter_url);
    write.page_url = site_url_;
    run_.cookie_writes.push_back(std::move(write));
  }

  RunMaker& row(const CookieWrite& write) {
    CookieRow row;
    row.at = next();
    row.when = when_;
    row.name = write.name;
    row.value = write.value;
    row.domain = write.domain;
    row.path = write.path;
    row.lifetime_s = write.lifetime_s;
    row.third_party = write.third_party;
    run_.cookie_rows.push_back(std::move(row));
    return *this;
  }

  RunObservation run_;
  std::vector<RequestFacts> facts_;
  std::string site_url_;
  Moment when_;
  std::uint64_t line_ = 0;
};

// One site with its runs and what is known of its items.
class SiteMaker {
 public:
  explicit SiteMaker(std::string url = "https://shop.example/") : url_(std::move(url)) {}

  RunMaker& add_run(std::string name, std::vector<Phase> measured) {
    return runs_.emplace_back(std::move(name), std::move(measured), url_);
  }

  // The run of that name, made with its usual phases when it is not there yet.
  RunMaker& run(const std::string& name) {
    for (RunMaker& run : runs_) {
      if (run.run().name == name) return run;
    }
    if (name == "refuse") return add_run(name, {Phase::before, Phase::refuse});
    if (name == "accept") return add_run(name, {Phase::before, Phase::accept, Phase::withdraw});
    if (name == "one-purpose") return add_run(name, {Phase::before, Phase::one_purpose});
    if (name == "gpc") return add_run(name, {Phase::gpc});
    return add_run(name, {Phase::before});
  }

  // The two independent profiles that a claim about 'before' rests on.
  std::vector<RunMaker*> both() { return {&run("refuse"), &run("accept")}; }

  ItemFacts& cookie(const std::string& domain, const std::string& name) {
    return item({"cookie", domain, name});
  }
  ItemFacts& local_item(const std::string& origin, const std::string& name) {
    return item({"local", origin, name});
  }
  ItemFacts& item(const ItemKey& key) {
    ItemFacts& facts = items_[key];
    facts.key = key;
    const auto mine = parse_url(url_);
    const auto theirs = parse_url(key.kind == "cookie" ? "https://" + key.owner : key.owner);
    facts.third_party = mine && theirs && !same_site(mine->host, theirs->host);
    return facts;
  }

  std::string site_company;

  [[nodiscard]] SiteFacts facts() const {
    SiteFacts facts;
    facts.observation.url = url_;
    facts.classification.items = items_;
    facts.classification.site_company = site_company;
    for (const RunMaker& run : runs_) {
      add_values(run.run(), facts.classification);
      add_request_facts(run, facts.classification);
      set_aside(facts.observation.runs.emplace_back(run.run()));
    }
    return facts;
  }

 private:
  static void add_request_facts(const RunMaker& run, Classification& classification) {
    std::vector<RequestFacts> own, aside;
    for (std::size_t i = 0; i < run.request_facts().size(); ++i) {
      const bool tried = run.run().requests[i].when.phase == Phase::aside;
      (tried ? aside : own).push_back(run.request_facts()[i]);
    }
    classification.requests.push_back(std::move(own));
    if (!run.run().trials.empty()) classification.aside_requests.push_back(std::move(aside));
  }

  static void add_values(const RunObservation& run, Classification& classification) {
    const auto add = [&](ItemKey key, const std::string& value, bool third_party) {
      ItemFacts& facts = classification.items[key];
      if (facts.key.kind.empty()) facts.third_party = third_party;
      facts.key = std::move(key);
      std::vector<std::string>& values = facts.values_by_run[run.name];
      if (values.empty() || values.back() != value) values.push_back(value);
    };
    for (const CookieWrite& write : run.cookie_writes) {
      const bool dot = write.domain.starts_with('.');
      add({"cookie", dot ? write.domain.substr(1) : write.domain, write.name}, write.value,
          write.third_party);
    }
    for (const StorageItem& item : run.storage) {
      add({std::string(name_of(item.area)), item.origin, item.key}, item.value, item.third_party);
    }
  }

  std::string url_;
  std::deque<RunMaker> runs_;
  std::map<ItemKey, ItemFacts> items_;
};

}  // namespace consentry
