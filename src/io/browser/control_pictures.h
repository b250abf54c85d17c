// SPDX-License-Identifier: Apache-2.0
// Pictures of the controls that accept or refuse where declared styles do not tell how they are seen
// (web/finder/doubts.ts), so that their contrast can be read from what is drawn.
#pragma once

namespace consentry {

class BannerFinder;
class EventLog;
class Tab;
struct SeenBanner;

// Right after the banner was logged; touches nothing. Each control gets two `picture` lines, some time
// apart, as what fades or moves shows nothing by one. Costs nothing where styles tell.
void picture_controls(Tab& tab, BannerFinder& finder, EventLog& log, const SeenBanner& banner);

}  // namespace consentry
