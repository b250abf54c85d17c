// SPDX-License-Identifier: Apache-2.0
// Validators of the browser's cache as stores of identifiers: a server that gives each browser
// another ETag or another Last-Modified is told it again with the next request (If-None-Match and
// If-Modified-Since, RFC 9110 sections 13.1.2 and 13.1.3) and needs no cookie to know the visitor
// (Ayenson et al. 2011). Internal to core/observe.
#pragma once

#include <string>
#include <vector>

#include "core/observe/observation.h"

namespace consentry {

// What one request had to do with the browser's cache.
struct CacheVisit {
  std::size_t request = 0;    // index in RunObservation::requests
  std::string tag;            // ETag of the answer; empty when it had none
  std::string returned;       // If-None-Match of the request
  std::string date;           // Last-Modified of the answer, as sent
  std::string returned_date;  // If-Modified-Since of the request
};

// Adds to run.storage, as of the answer that brought it, each validator of a third party that went
// back and was accepted (answered with 304, or with the same one). Left out is what is surely about
// the file or needs no validator to be known: requests that carried a cookie (what they are answered
// may follow from it); tags beside a date (a file on a disk, whose tag may differ from server to
// server) or too short to identify; dates within a day of the answer that gave them (made as it was
// asked for). Whether one differs between visitors is for whoever compares profiles. `visits` in the
// order of the requests.
void take_cache_validators(const std::vector<CacheVisit>& visits, RunObservation& run);

}  // namespace consentry
