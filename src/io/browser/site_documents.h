// SPDX-License-Identifier: Apache-2.0
// What a site says about itself beside its pages, fetched from the page that is there as its own
// script would fetch it: nothing is rendered, and it costs one small request each.
#pragma once

#include <optional>
#include <string>

#include "io/browser/deadline.h"

namespace consentry {

class EventLog;
class Tab;
struct RunTools;

struct ScriptedDocument {
  std::string about;  // as in its `document` line
  std::string label;
  std::string url;
};

// Logs a `document` line for the policy that a link of the page leads to, if one is recognised; for
// the page about cookies, if the page or else the policy links to one that is not the same; and for
// /.well-known/gpc.json. What gets no answer is logged with status 0. Of the first two the text is
// what core/observe/document_page.h reads. Returns the last of these two into which a script writes
// what the fetch does not show.
std::optional<ScriptedDocument> fetch_site_documents(Tab& tab, const RunTools& tools, EventLog& log,
                                                     Deadline end);

// Logs the `document` line of such a page, which the tab shows by now, as its scripts have made it,
// with what stands in its frames, those of other sites too.
void read_shown_document(Tab& tab, const RunTools& tools, EventLog& log,
                         const ScriptedDocument& document, Deadline end);

}  // namespace consentry
