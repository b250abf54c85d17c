// SPDX-License-Identifier: Apache-2.0
// A later visit without the wait: the browser forgets what a visitor's browser would have forgotten
// by then. Its clock stays, so what a page's own script lets expire by date is not forgotten.
#pragma once

namespace consentry {

class EventLog;
class Tab;

// As after closing the browser and so many days: session cookies, cookies that end within that time
// and the session storage of the page's frames are dropped. What went is logged (`forgotten`).
void let_days_pass(Tab& tab, EventLog& log, int days);

}  // namespace consentry
