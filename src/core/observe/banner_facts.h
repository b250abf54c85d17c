// SPDX-License-Identifier: Apache-2.0
// Looks at the banner, and what was done with it: clicks, how choices ended, ways back to them,
// screenshots, what names point to, notes. Internal to core/observe.
#pragma once

#include <boost/json/fwd.hpp>

#include "core/observe/here.h"

namespace consentry {

class ControlLexicon;

// Lines of kind banner, click, choice, reopen, shot, picture and note, whole.
void take_banner_view(const boost::json::object& line, const ControlLexicon& lexicon,
                      const Here& here, RunObservation& run);
void take_click(const boost::json::object& line, const Here& here, RunObservation& run);
// A choice whose phase or result is in no word of ours is no fact: false.
bool take_choice(const boost::json::object& line, const Here& here, RunObservation& run);
void take_reopen(const boost::json::object& line, const Here& here, RunObservation& run);
void take_shot(const boost::json::object& line, const Here& here, RunObservation& run);
// Of a control of the last look.
void take_picture(const boost::json::object& line, const Here& here, RunObservation& run);
void take_document(const boost::json::object& line, const Here& here, RunObservation& run);
void take_alias(const boost::json::object& line, const Here& here, RunObservation& run);
void take_typed(const boost::json::object& line, const Here& here, RunObservation& run);
void take_note(const boost::json::object& line, const Here& here, RunObservation& run);

}  // namespace consentry
