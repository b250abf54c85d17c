// SPDX-License-Identifier: Apache-2.0
// What a site says about itself beside its pages, fetched from the page that is there as its own
// script would fetch it: nothing is rendered, and it costs one small request each.
#pragma once

#include "io/browser/deadline.h"

namespace consentry {

class EventLog;
class Tab;
struct RunTools;

// Logs a `document` line for the policy that a link of the page leads to, if one is recognised; for
// the page about cookies, if the page or else the policy links to one that is not the same; and for
// /.well-known/gpc.json. What gets no answer is logged with status 0. Of the first two the text is
// what core/observe/document_page.h reads.
void fetch_site_documents(Tab& tab, const RunTools& tools, EventLog& log, Deadline end);

}  // namespace consentry
