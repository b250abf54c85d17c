// SPDX-License-Identifier: Apache-2.0
// What both ways of telling need of libcurl.
#pragma once

#include <memory>
#include <string>

#include "core/base/error.h"

using CURL = void;
struct curl_slist;

namespace consentry {

using CurlHandle = std::unique_ptr<CURL, void (*)(CURL*)>;
using CurlList = std::unique_ptr<curl_slist, void (*)(curl_slist*)>;

// Null when there is no memory. Thread-safe.
CurlHandle make_curl();
// timeout or unavailable; `what` failed, with libcurl's words. `code` is a CURLcode.
Error curl_error(const std::string& what, int code);

}  // namespace consentry
