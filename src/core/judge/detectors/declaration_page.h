// SPDX-License-Identifier: Apache-2.0
// DEC-01, DEC-02, DEC-04: what the site's own pages say, and leave out, about what it stores. All
// rest on the pages that were fetched; what could not be read is never held against a site.
#pragma once

#include "core/judge/detectors/detector.h"

namespace consentry {

// Threshold "letters": a page with less text is one that a script fills, or no policy.
Finding declaration_missing(const Question& question);
Finding declaration_incomplete(const Question& question);
Finding wrong_legal_basis(const Question& question);

}  // namespace consentry
