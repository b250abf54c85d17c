// SPDX-License-Identifier: Apache-2.0
// Requests from the protocol's Network events. What one request is comes in up to five events, on
// several sessions, the ones from the network service (…ExtraInfo: what was really sent and
// received) before or after the ones from the page. All carry the request's id, and all hops of a
// redirect chain the same: so events are gathered by id and joined by their order when the log has
// been read. Internal to core/observe.
#pragma once

#include <boost/json/fwd.hpp>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/observe/cache_validators.h"
#include "core/observe/header_signs.h"
#include "core/observe/here.h"

namespace consentry {

class PageTracker;
class ThirdParty;

// One Set-Cookie line of an answer.
struct AnsweredCookie {
  Here here;
  std::string line;
  std::vector<std::string> blocked;  // the browser's reasons
  std::size_t request = 0;           // index in RunObservation::requests
};

// Not thread-safe. Events in the order of the log, then finish() once.
class RequestJoiner {
 public:
  // A Network event; others, and shapes that are none, are ignored.
  void take(std::string_view method, const boost::json::object& params, std::string_view session,
            const Here& here, const PageTracker& pages);

  // Fills run.requests and run.http_status; returns the Set-Cookie lines in the log's order.
  std::vector<AnsweredCookie> finish(RunObservation& run, ThirdParty& parties);
  // After finish(): what requests and answers said of the browser's cache, in the requests' order.
  [[nodiscard]] const std::vector<CacheVisit>& cache_visits() const { return cache_visits_; }
  // Likewise what they said of hints; those that said nothing are left out.
  [[nodiscard]] const std::vector<HeaderSigns>& header_signs() const { return header_signs_; }

 private:
  struct Sent {
    std::vector<CookieSent> cookies;
    std::vector<CookieSent> withheld;
    std::string returned_tag;   // If-None-Match
    std::string returned_date;  // If-Modified-Since
    std::vector<std::string> client_hints;
  };
  struct Answer {
    int status = 0;
    std::vector<AnsweredCookie> cookies;
    std::string tag;   // ETag
    std::string date;  // Last-Modified
    HeaderSigns signs;
  };
  struct Response {
    int status = 0;
    std::string mime_type;
    std::string remote_address;
    bool from_cache = false;
    std::optional<bool> has_extra;  // whether …ExtraInfo events belong to this hop
  };
  struct Hop {
    Request request;
    Response response;
    std::string preflight_of;  // id of the request that it clears the way for
    bool never_left = false;   // stopped inside the browser
    bool navigates_tab = false;
    bool first_tab = false;
    CacheVisit cache;
    HeaderSigns signs;
  };
  struct Chain {
    std::vector<std::size_t> hops;  // indexes in hops_
    std::vector<Sent> sent;
    std::vector<Answer> answers;
    std::optional<Response> response;  // of the last hop
    std::string early_link;            // Link of a 103 before the last answer
    std::string failure;
    bool stopped = false;  // the page's own policy refused the last hop
    bool from_cache = false;
    bool inside = false;  // data:, blob: and the like: nothing leaves the browser
  };

  void will_be_sent(const boost::json::object& params, std::string_view session, const Here& here,
                    const PageTracker& pages);
  void connection_opened(const boost::json::object& params, std::string_view type,
                         std::string_view session, const Here& here, const PageTracker& pages);
  void frame_sent(const boost::json::object& params, const Here& here);
  void sent_extra(const boost::json::object& params);
  void answer_extra(const boost::json::object& params, const Here& here);
  void response_received(const boost::json::object& params);
  void hand_over(const boost::json::object& params, Hop& hop, std::string_view session,
                 const PageTracker& pages) const;
  void join(Chain& chain, std::vector<AnsweredCookie>& cookies);
  void place_navigation(const Chain& chain, ThirdParty& parties);
  void move_sent(RunObservation& run, std::vector<AnsweredCookie>& cookies);
  void place_preflight(Hop& hop);
  void report_strays(RunObservation& run) const;

  static Response read_response(const boost::json::object& response);

  std::vector<Hop> hops_;
  std::vector<CacheVisit> cache_visits_;
  std::vector<HeaderSigns> header_signs_;
  std::map<std::string, Chain, std::less<>> chains_;  // by request id
};

}  // namespace consentry
