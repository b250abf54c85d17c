// SPDX-License-Identifier: Apache-2.0
// Names of a site's own domain that answer from the very address of a tracker's host (PRE-09): what a
// lent name looks like when it is an address record and no alias.
//
// An address is a weak witness: one machine may serve many. So it speaks only where nothing else does
// than the tracker and the name. The site's own pages there, a host of anybody else, two companies, or
// a network that carries everybody's sites acquit. IPv6 addresses are not compared: prefixes are handed
// out too freely for one address to be shared.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "core/judge/rule_book.h"
#include "core/judge/site_view.h"

namespace consentry {

struct TrackerNeighbour {
  std::string address;
  std::string host;     // of the tracker
  std::string company;  // or its registrable domain
};

// What the runs of a site tell of hosts' addresses: as the browser met them, or as a list gives them.
// Refers to the site and the book, which must outlive it.
class AddressBook {
 public:
  AddressBook(const SiteView& site, const RuleBook& book);

  // The tracker that answers from the same address as a name of the site's own domain and is alone
  // there with it.
  [[nodiscard]] std::optional<TrackerNeighbour> neighbour_of(std::string_view own_name) const;

 private:
  struct Host {
    std::set<std::string> addresses;
    bool page = false;     // pages of the site come from it
    bool own = false;      // a name of the site's own domain
    bool tracker = false;  // a company known to track, called as a third party
    std::string company;
  };

  void add_listed(const SiteView& site);
  void add_requests(const SiteView& site);
  [[nodiscard]] bool shared_by_all(std::string_view address) const;
  [[nodiscard]] std::optional<TrackerNeighbour> alone_at(const std::string& address,
                                                         std::string_view own_name) const;

  const RuleBook* book_;
  std::map<std::string, Host, std::less<>> hosts_;
  std::set<std::string, std::less<>> listed_;
  bool pages_known_ = false;  // the address of the site's own pages
};

}  // namespace consentry
