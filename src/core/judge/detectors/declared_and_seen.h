// SPDX-License-Identifier: Apache-2.0
// ACC-01, ACC-03, DEC-03: the site's list of what it stores, held against what was seen. Only a list
// that declares something that was seen is held against a site.
#pragma once

#include "core/judge/detectors/detector.h"

namespace consentry {

Finding undeclared_items(const Question& question);
// Threshold "tolerance": the share by which a lifetime may be longer than declared.
Finding declared_otherwise(const Question& question);
// Threshold "days": the age of a declaration, by its own date, that is still no risk.
Finding declaration_out_of_date(const Question& question);

}  // namespace consentry
