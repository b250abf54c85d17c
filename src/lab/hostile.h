// SPDX-License-Identifier: Apache-2.0
// Sites that try to harm whoever visits them: a scan must end them as a stated result, and nobody
// else's. Each kind is one trap; a trap that needs more than a page is answered by the server.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "io/http/message.h"

namespace consentry::lab {

struct HostileKind {
  std::string_view name;  // "busy-page"
  std::string_view head;  // markup of the page's head, before everything else
  std::string_view body;
  // Beside or in place of the page; null: only the page.
  http::Response (*answer)(const HostileKind& kind, const http::Request& request) = nullptr;
};

struct HostileSite {
  const HostileKind* kind = nullptr;
  std::string host;  // "busy-page-trap.example"
};

// All kinds, in a fixed order.
const std::vector<HostileKind>& hostile_kinds();
// `count` sites; kinds come again when there are more sites than kinds.
std::vector<HostileSite> hostile_sites(std::size_t count);
// Null when the host is none of them.
const HostileSite* find_hostile(const std::vector<HostileSite>& sites, std::string_view host);
// The name in the site's certificate, which is another's where the certificate is the trap.
std::string certified_name(const HostileSite& site);
http::Response hostile_answer(const HostileSite& site, const http::Request& request);
// The page of a kind, with markup that every site has.
http::Response hostile_page(const HostileKind& kind);

}  // namespace consentry::lab
