// SPDX-License-Identifier: Apache-2.0
#include "core/judge/detectors/detector.h"

#include <algorithm>

#include "core/judge/detectors/after_choice.h"
#include "core/judge/detectors/after_refusal.h"
#include "core/judge/detectors/banner_controls.h"
#include "core/judge/detectors/banner_design.h"
#include "core/judge/detectors/banner_settings.h"
#include "core/judge/detectors/banner_wording.h"
#include "core/judge/detectors/bounce_tracking.h"
#include "core/judge/detectors/click_ids.h"
#include "core/judge/detectors/collecting_requests.h"
#include "core/judge/detectors/consent_records.h"
#include "core/judge/detectors/declaration_page.h"
#include "core/judge/detectors/declared_and_seen.h"
#include "core/judge/detectors/embedded_content.h"
#include "core/judge/detectors/excessive_lifetime.h"
#include "core/judge/detectors/exempt_analytics.h"
#include "core/judge/detectors/false_consent.h"
#include "core/judge/detectors/fingerprinting.h"
#include "core/judge/detectors/global_privacy_control.h"
#include "core/judge/detectors/google_signal.h"
#include "core/judge/detectors/lent_names.h"
#include "core/judge/detectors/listening_in.h"
#include "core/judge/detectors/missing_banner.h"
#include "core/judge/detectors/necessary_label.h"
#include "core/judge/detectors/personal_data.h"
#include "core/judge/detectors/phone_view.h"
#include "core/judge/detectors/purpose_bleed.h"
#include "core/judge/detectors/refusal_lifetime.h"
#include "core/judge/detectors/site_documents.h"
#include "core/judge/detectors/stored_items.h"
#include "core/judge/detectors/tag_managers.h"
#include "core/judge/detectors/third_country.h"
#include "core/judge/detectors/tracker_requests.h"
#include "core/judge/detectors/travelling_identifiers.h"
#include "core/judge/detectors/vendor_consent.h"
#include "core/judge/detectors/withdrawal.h"

namespace consentry {

const std::vector<Detector>& detectors() {
  static const std::vector<Detector> kDetectors{
      {"tracker-requests", tracker_requests, {}},
      {"consent-required-cookies", consent_required_cookies, {}},
      {"unknown-identifier-cookies", unknown_identifier_cookies, {}},
      {"web-storage-items", web_storage_items, {}},
      {"fingerprinting",
       fingerprinting,
       {"canvas_side", "canvas_characters", "canvas_colours", "probed_fonts", "families"}},
      {"identifiers-read", identifiers_read, {}},
      {"identifiers-shared", identifiers_shared, {}},
      {"click-ids-kept", click_ids_kept, {}},
      {"tag-manager-loaded", tag_manager_loaded, {}},
      {"cookieless-pings", cookieless_pings, {}},
      {"embedded-content", embedded_content, {}},
      {"personal-data-sent", personal_data_sent, {}},
      {"own-domain-collection", own_domain_collection, {}},
      {"excessive-lifetime", excessive_lifetime, {"days"}},
      {"bounce-tracking", bounce_tracking, {}},
      {"missing-banner", missing_banner, {}},
      {"granted-before-choice", granted_before_choice, {}},
      {"storage-after-refusal", storage_after_refusal, {}},
      {"identifiers-after-refusal", identifiers_after_refusal, {}},
      {"trackers-after-refusal", trackers_after_refusal, {}},
      {"refusal-noted-as-consent", refusal_noted_as_consent, {}},
      {"tracker-called-necessary", tracker_called_necessary, {}},
      {"withdrawal-access", withdrawal_access, {}},
      {"tracking-after-withdrawal", tracking_after_withdrawal, {}},
      {"signal-ignored", signal_ignored, {}},
      {"refuse-on-first-layer", refuse_on_first_layer, {"close_refuses"}},
      {"click-distance", click_distance, {"likely_breach_from", "breach_from"}},
      {"refuse-contrast", refuse_contrast, {"unreadable", "hard_to_read", "minimum"}},
      {"preticked-toggles", preticked_toggles, {}},
      {"legitimate-interest-after-refusal", legitimate_interest_after_refusal, {}},
      {"banner-returns", banner_returns, {}},
      {"turned-away-after-refusal", turned_away_after_refusal, {}},
      {"choice-memory", choice_memory, {"share", "memory_days"}},
      {"unnamed-vendors", unnamed_vendors, {"vendors"}},
      {"withdrawal-effort", withdrawal_effort, {"risk_from", "likely_breach_from"}},
      {"storage-by-withdrawal", storage_by_withdrawal, {}},
      {"cookies-left", cookies_left, {}},
      {"reopened-panel", reopened_panel, {}},
      {"withdrawal-not-passed-on", withdrawal_not_passed_on, {}},
      {"signal-taken-as-consent", signal_taken_as_consent, {}},
      {"tcf-interface", tcf_interface, {}},
      {"disclosed-vendors", disclosed_vendors, {}},
      {"consent-mode-hits", consent_mode_hits, {}},
      {"refuse-as-text", refuse_as_text, {}},
      {"refuse-outside-box", refuse_outside_box, {"near_px"}},
      {"prominence", prominence, {"alike_up_to", "far_from"}},
      {"control-size", control_size, {"alike_from", "small_below"}},
      {"text-treatment", text_treatment, {"size_px"}},
      {"refuse-reachability", refuse_reachability, {"faint_below"}},
      {"legitimate-interest-toggles", legitimate_interest_toggles, {}},
      {"save-trap", save_trap, {"alike_up_to"}},
      {"cookie-wall", cookie_wall, {}},
      {"consent-or-pay", consent_or_pay, {}},
      {"banner-language", banner_language, {}},
      {"missing-content", missing_content, {}},
      {"vague-purposes", vague_purposes, {}},
      {"steering-words", steering_words, {}},
      {"granularity", granularity, {}},
      {"refusal-time", refusal_time, {"slow_s", "times"}},
      {"asking-again", asking_again, {}},
      {"close-cross", close_cross, {}},
      {"accessibility", accessibility, {"target_px"}},
      {"complexity", complexity, {"most_words"}},
      {"listening-in", listening_in, {}},
      {"dead-policy-link", dead_policy_link, {}},
      {"gpc-support-file", gpc_support_file, {}},
      {"declaration-missing", declaration_missing, {"letters"}},
      {"declaration-incomplete", declaration_incomplete, {}},
      {"declaration-out-of-date", declaration_out_of_date, {"days"}},
      {"wrong-legal-basis", wrong_legal_basis, {}},
      {"undeclared-items", undeclared_items, {}},
      {"declared-otherwise", declared_otherwise, {"tolerance"}},
      {"untold-transfers", untold_transfers, {"letters"}},
      {"exempt-analytics", exempt_analytics, {"days"}},
      {"closing-as-consent", closing_as_consent, {}},
      {"scrolling-as-consent", scrolling_as_consent, {}},
      {"refusal-lifetime", refusal_lifetime, {"days"}},
      {"lost-on-phone", lost_on_phone, {}},
      {"vendor-consent", vendor_consent, {}},
      {"google-signal", google_signal, {}},
      {"lent-names", lent_names, {}},
      {"purpose-bleed", purpose_bleed, {}},
      {"same-identifier-across-sites", nullptr, {}},
      {"reach-across-sites", nullptr, {}},
      {"reused-consent", nullptr, {"letters"}},
  };
  return kDetectors;
}

const Detector* find_detector(std::string_view name) {
  const auto found = std::ranges::find(detectors(), name, &Detector::name);
  return found == detectors().end() ? nullptr : &*found;
}

}  // namespace consentry
