// SPDX-License-Identifier: Apache-2.0
// Stands in every frame and worker before the page's own scripts, and reports what they store and read
// (docs/formats/event-log.md, "What the probe reports").
import { knowWindowSize, leaveNotificationsUnasked, lookLikeChrome, signalGlobalPrivacyControl } from "./browser_look";
import { watchCanvas, watchWebgl } from "./canvas_reads";
import { connected } from "./channel";
import { watchConsentMode } from "./consent_mode";
import { watchDeeperStorage } from "./deeper_storage";
import { watchAudio, watchConnections, watchGraphicsUnit, watchHardware, watchVoices } from "./device_reads";
import { hideFunctions } from "./disguise";
import { watchFonts } from "./font_reads";
import { watchCookies, watchWebStorage } from "./storage_writes";

// Not connected: the probe stands here already, or must not report.
if (connected) {
  hideFunctions();
  const parts = [
    signalGlobalPrivacyControl,
    lookLikeChrome,
    knowWindowSize,
    leaveNotificationsUnasked,
    watchCookies,
    watchWebStorage,
    watchDeeperStorage,
    watchCanvas,
    watchWebgl,
    watchAudio,
    watchConnections,
    watchHardware,
    watchGraphicsUnit,
    watchVoices,
    watchFonts,
    watchConsentMode,
  ];
  for (const part of parts) {
    try {
      part();
    } catch {
      // One interface that is missing here must not cost the others.
    }
  }
}
