// SPDX-License-Identifier: Apache-2.0
// Entity tags as stores of identifiers: a server that gives each browser another ETag is told it
// again with the next request (If-None-Match, RFC 9110 section 13.1.2) and needs no cookie to know
// the visitor (Ayenson et al. 2011). Internal to core/observe.
#pragma once

#include <string>
#include <vector>

#include "core/observe/observation.h"

namespace consentry {

// What one request had to do with the browser's cache.
struct CacheVisit {
  std::size_t request = 0;  // index in RunObservation::requests
  std::string tag;          // ETag of the answer; empty when it had none
  std::string returned;     // If-None-Match of the request
  bool dated = false;       // the answer had a Last-Modified
};

// Adds to run.storage, as of the answer that brought it, each tag of a third party that went back and
// was accepted (answered with 304, or with the same tag). Left out is what is surely about the file
// or needs no tag to be known: answers with a Last-Modified (a file on a disk, whose tag may differ
// from server to server), requests that carried a cookie (what they are answered may follow from
// it), and tags too short to identify. Whether a tag differs between visitors is for whoever compares
// profiles. `visits` in the order of the requests.
void take_cache_validators(const std::vector<CacheVisit>& visits, RunObservation& run);

}  // namespace consentry
