// SPDX-License-Identifier: Apache-2.0
// The facts of a site arranged for judging: what came to lie on the device and what was sent, per
// run, each with its stage and its classification. Detectors read this and nothing else.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/classify/item_collection.h"
#include "core/judge/judge.h"
#include "core/judge/timeline.h"

namespace consentry {

// A value that really lay on the device: refused and deleting writes are left out, and a script's
// write counts only when the jar or a request shows the cookie.
struct StoredItem {
  const ItemFacts* facts = nullptr;  // never null; an empty one when nothing is known
  ItemKey key;
  EventRef at;
  Moment when;
  Stage stage = Stage::other;
  std::string value;
  std::optional<double> lifetime_s;
  std::string setter_url;  // empty when only the jar or the storage area showed it
  bool written = false;    // seen being written, not only lying there
};

struct SentRequest {
  const Request* request = nullptr;     // never null
  const RequestFacts* facts = nullptr;  // never null
  Stage stage = Stage::other;
  bool of_this_page = true;  // false: sent by the page that was just left (unload beacons)
};

struct PreparedHint {
  const ConnectionHint* hint = nullptr;  // never null
  const RequestFacts* facts = nullptr;   // never null
  Stage stage = Stage::other;
};

struct RunView {
  explicit RunView(const RunObservation& observed) : run(&observed), timeline(observed) {}

  const RunObservation* run;
  Timeline timeline;
  std::vector<StoredItem> stored;     // in log order
  std::vector<SentRequest> requests;  // in log order
  std::vector<PreparedHint> hints;    // in log order; none in an aside
};

// What was tried in a run once its phases were over.
struct AsideView {
  const RunView* before;  // the run itself; never null
  RunView view;
};

// Refers to the facts, which must outlive it. Immutable.
class SiteView {
 public:
  explicit SiteView(const SiteFacts& facts);

  [[nodiscard]] const SiteFacts& facts() const { return *facts_; }
  [[nodiscard]] const std::vector<RunView>& runs() const { return runs_; }
  [[nodiscard]] const std::vector<AsideView>& asides() const { return asides_; }
  // Who is behind a host or URL, as far as a request to that registrable domain was classified.
  [[nodiscard]] const Party* party_of(std::string_view host_or_url) const;
  // Company, or the registrable domain when the owner is unknown.
  [[nodiscard]] std::string party_name(std::string_view host_or_url) const;
  [[nodiscard]] const ItemFacts& item(const ItemKey& key) const;
  // Some run saw a consent banner.
  [[nodiscard]] bool banner_seen() const;

 private:
  void arrange(RunView& view, const std::vector<RequestFacts>& facts);
  static void arrange_hints(RunView& view, const std::vector<RequestFacts>& facts);

  const SiteFacts* facts_;
  std::vector<RunView> runs_;
  std::vector<AsideView> asides_;
  std::map<std::string, const Party*, std::less<>> parties_;
};

ItemKey key_of(std::string_view cookie_domain, std::string_view name);

// The runs that can speak of a phase: measured, and for phases after a choice with the choice made.
// When there is none, `otherwise` (not_measured or not_applicable) and `reason` say why.
struct Speakers {
  std::vector<const RunView*> runs;
  Verdict otherwise = Verdict::not_measured;
  std::string reason;
};
Speakers speakers_for(const SiteView& site, Phase phase);

}  // namespace consentry
