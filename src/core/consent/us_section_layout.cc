// SPDX-License-Identifier: Apache-2.0
// Sources: the technical specifications in Sections/US-National and Sections/US-States of the IAB
// Tech Lab's Global Privacy Platform; for 24 to 27 what its encoder 3.2.0 writes, where the drafts
// for public comment had a section header as well.
#include "core/consent/us_section_layout.h"

#include <array>

namespace consentry {
namespace {

constexpr std::string_view kGpc = "GpcSegmentType Gpc:1";
constexpr std::string_view kSensitiveData = "SensitiveDataProcessing*8";

constexpr std::array<UsSectionLayout, 22> kLayouts{{
    {7, "usnat", 1,
     "Version:6 SharingNotice SaleOptOutNotice SharingOptOutNotice "
     "TargetedAdvertisingOptOutNotice SensitiveDataProcessingOptOutNotice "
     "SensitiveDataLimitUseNotice SaleOptOut SharingOptOut TargetedAdvertisingOptOut "
     "SensitiveDataProcessing*12 KnownChildSensitiveDataConsents*2 PersonalDataConsents "
     "MspaCoveredTransaction MspaOptOutOptionMode MspaServiceProviderMode",
     kGpc},
    {7, "usnat", 2,
     "Version:6 SharingNotice SaleOptOutNotice SharingOptOutNotice "
     "TargetedAdvertisingOptOutNotice SensitiveDataProcessingOptOutNotice "
     "SensitiveDataLimitUseNotice SaleOptOut SharingOptOut TargetedAdvertisingOptOut "
     "SensitiveDataProcessing*16 KnownChildSensitiveDataConsents*3 PersonalDataConsents "
     "MspaCoveredTransaction MspaOptOutOptionMode MspaServiceProviderMode",
     kGpc},
    {8, "usca", 1,
     "Version:6 SaleOptOutNotice SharingOptOutNotice SensitiveDataLimitUseNotice "
     "SaleOptOut SharingOptOut SensitiveDataProcessing*9 "
     "KnownChildSensitiveDataConsents*2 PersonalDataConsents MspaCoveredTransaction "
     "MspaOptOutOptionMode MspaServiceProviderMode",
     kGpc},
    {9, "usva", 1,
     "Version:6 SharingNotice SaleOptOutNotice TargetedAdvertisingOptOutNotice SaleOptOut "
     "TargetedAdvertisingOptOut SensitiveDataProcessing*8 KnownChildSensitiveDataConsents "
     "MspaCoveredTransaction MspaOptOutOptionMode MspaServiceProviderMode",
     ""},
    {10, "usco", 1,
     "Version:6 SharingNotice SaleOptOutNotice TargetedAdvertisingOptOutNotice SaleOptOut "
     "TargetedAdvertisingOptOut SensitiveDataProcessing*7 KnownChildSensitiveDataConsents "
     "MspaCoveredTransaction MspaOptOutOptionMode MspaServiceProviderMode",
     kGpc},
    {11, "usut", 1,
     "Version:6 SharingNotice SaleOptOutNotice TargetedAdvertisingOptOutNotice "
     "SensitiveDataProcessingOptOutNotice SaleOptOut TargetedAdvertisingOptOut "
     "SensitiveDataProcessing*8 KnownChildSensitiveDataConsents MspaCoveredTransaction "
     "MspaOptOutOptionMode MspaServiceProviderMode",
     ""},
    {12, "usct", 1,
     "Version:6 SharingNotice SaleOptOutNotice TargetedAdvertisingOptOutNotice SaleOptOut "
     "TargetedAdvertisingOptOut SensitiveDataProcessing*8 "
     "KnownChildSensitiveDataConsents*3 MspaCoveredTransaction MspaOptOutOptionMode "
     "MspaServiceProviderMode",
     kGpc},
    {13, "usfl", 1,
     "Version:6 ProcessingNotice SaleOptOutNotice TargetedAdvertisingOptOutNotice "
     "SaleOptOut TargetedAdvertisingOptOut SensitiveDataProcessing*8 "
     "KnownChildSensitiveDataConsents*3 AdditionalDataProcessingConsent "
     "MspaCoveredTransaction MspaOptOutOptionMode MspaServiceProviderMode",
     ""},
    {14, "usmt", 1,
     "Version:6 SharingNotice SaleOptOutNotice TargetedAdvertisingOptOutNotice SaleOptOut "
     "TargetedAdvertisingOptOut SensitiveDataProcessing*8 "
     "KnownChildSensitiveDataConsents*3 AdditionalDataProcessingConsent "
     "MspaCoveredTransaction MspaOptOutOptionMode MspaServiceProviderMode",
     kGpc},
    {15, "usor", 1,
     "Version:6 ProcessingNotice SaleOptOutNotice TargetedAdvertisingOptOutNotice "
     "SaleOptOut TargetedAdvertisingOptOut SensitiveDataProcessing*11 "
     "KnownChildSensitiveDataConsents*3 AdditionalDataProcessingConsent "
     "MspaCoveredTransaction MspaOptOutOptionMode MspaServiceProviderMode",
     kGpc},
    {16, "ustx", 1,
     "Version:6 ProcessingNotice SaleOptOutNotice TargetedAdvertisingOptOutNotice "
     "SaleOptOut TargetedAdvertisingOptOut SensitiveDataProcessing*8 "
     "KnownChildSensitiveDataConsents AdditionalDataProcessingConsent "
     "MspaCoveredTransaction MspaOptOutOptionMode MspaServiceProviderMode",
     kGpc},
    {17, "usde", 1,
     "Version:6 ProcessingNotice SaleOptOutNotice TargetedAdvertisingOptOutNotice "
     "SaleOptOut TargetedAdvertisingOptOut SensitiveDataProcessing*9 "
     "KnownChildSensitiveDataConsents*5 AdditionalDataProcessingConsent "
     "MspaCoveredTransaction MspaOptOutOptionMode MspaServiceProviderMode",
     kGpc},
    {18, "usia", 1,
     "Version:6 ProcessingNotice SaleOptOutNotice TargetedAdvertisingOptOutNotice "
     "SensitiveDataOptOutNotice SaleOptOut TargetedAdvertisingOptOut "
     "SensitiveDataProcessing*8 KnownChildSensitiveDataConsents MspaCoveredTransaction "
     "MspaOptOutOptionMode MspaServiceProviderMode",
     kGpc},
    {19, "usne", 1,
     "Version:6 ProcessingNotice SaleOptOutNotice TargetedAdvertisingOptOutNotice "
     "SaleOptOut TargetedAdvertisingOptOut SensitiveDataProcessing*8 "
     "KnownChildSensitiveDataConsents AdditionalDataProcessingConsent "
     "MspaCoveredTransaction MspaOptOutOptionMode MspaServiceProviderMode",
     kGpc},
    {20, "usnh", 1,
     "Version:6 ProcessingNotice SaleOptOutNotice TargetedAdvertisingOptOutNotice "
     "SaleOptOut TargetedAdvertisingOptOut SensitiveDataProcessing*8 "
     "KnownChildSensitiveDataConsents*3 AdditionalDataProcessingConsent "
     "MspaCoveredTransaction MspaOptOutOptionMode MspaServiceProviderMode",
     kGpc},
    {21, "usnj", 1,
     "Version:6 ProcessingNotice SaleOptOutNotice TargetedAdvertisingOptOutNotice "
     "SaleOptOut TargetedAdvertisingOptOut SensitiveDataProcessing*10 "
     "KnownChildSensitiveDataConsents*5 AdditionalDataProcessingConsent "
     "MspaCoveredTransaction MspaOptOutOptionMode MspaServiceProviderMode",
     kGpc},
    {22, "ustn", 1,
     "Version:6 ProcessingNotice SaleOptOutNotice TargetedAdvertisingOptOutNotice "
     "SaleOptOut TargetedAdvertisingOptOut SensitiveDataProcessing*8 "
     "KnownChildSensitiveDataConsents AdditionalDataProcessingConsent "
     "MspaCoveredTransaction MspaOptOutOptionMode MspaServiceProviderMode",
     kGpc},
    {23, "usmn", 1,
     "Version:6 ProcessingNotice SaleOptOutNotice TargetedAdvertisingOptOutNotice "
     "SaleOptOut TargetedAdvertisingOptOut SensitiveDataProcessing*8 "
     "KnownChildSensitiveDataConsents AdditionalDataProcessingConsent "
     "MspaCoveredTransaction MspaOptOutOptionMode MspaServiceProviderMode",
     kGpc},
    {24, "usmd", 1,
     "MspaVersion:6 MspaCoveredTransaction MspaMode ProcessingNotice SaleOptOutNotice "
     "TargetedAdvertisingOptOutNotice SaleOptOut TargetedAdvertisingOptOut "
     "AdditionalDataProcessingConsent",
     kGpc},
    {25, "usin", 1,
     "MspaVersion:6 MspaCoveredTransaction MspaMode ProcessingNotice SaleOptOutNotice "
     "TargetedAdvertisingOptOutNotice SaleOptOut TargetedAdvertisingOptOut "
     "KnownChildSensitiveDataConsents AdditionalDataProcessingConsent",
     kSensitiveData},
    {26, "usky", 1,
     "MspaVersion:6 MspaCoveredTransaction MspaMode ProcessingNotice SaleOptOutNotice "
     "TargetedAdvertisingOptOutNotice SaleOptOut TargetedAdvertisingOptOut "
     "KnownChildSensitiveDataConsents AdditionalDataProcessingConsent",
     kSensitiveData},
    {27, "usri", 1,
     "MspaVersion:6 MspaCoveredTransaction MspaMode ProcessingNotice SaleOptOutNotice "
     "TargetedAdvertisingOptOutNotice SaleOptOut TargetedAdvertisingOptOut "
     "KnownChildSensitiveDataConsents AdditionalDataProcessingConsent",
     kSensitiveData},
}};

}  // namespace

std::span<const UsSectionLayout> us_section_layouts() { return kLayouts; }

}  // namespace consentry
