// SPDX-License-Identifier: Apache-2.0
// The pages and pictures of a site.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "io/http/html_text.h"
#include "lab/site.h"

namespace consentry::lab {

// All HTML pages of a site by path: "/", "/read/1" and on, "/contact", "/privacy".
std::map<std::string, std::string, std::less<>> pages_of(const Site& site);

// The document inside a banner's frame; `config_source` is the address of its configuration.
std::string frame_page(const Site& site, std::string_view config_source);

// A picture of a landscape, an SVG of a kilobyte, different for each number.
std::string picture(const Site& site, unsigned number);

using http::escape_html;

}  // namespace consentry::lab
