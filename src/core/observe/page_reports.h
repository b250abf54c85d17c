// SPDX-License-Identifier: Apache-2.0
// What the page did and said through interfaces: device reads, Consent Mode commands, and the
// state of its consent interfaces at a checkpoint. Internal to core/observe.
#pragma once

#include <boost/json/fwd.hpp>
#include <map>
#include <string>
#include <utility>

#include "core/observe/here.h"

namespace consentry {

struct Surroundings;

// A probe message of kind `read`.
void take_device_read(const boost::json::object& message, const Surroundings& around,
                      const Here& here, RunObservation& run);

// The consent interfaces in the probe's answer to `state`.
void take_consent_signals(const boost::json::object& state, const Here& here, RunObservation& run);

// Consent Mode commands are reported as they happen, and the whole data layer again at checkpoints:
// a command is told once a document, and one that only the data layer shows is told from there.
class ConsentCommands {
 public:
  // The top document was replaced: its data layer with it.
  void new_document() { told_.clear(); }
  void take_probe(const boost::json::object& message, const Here& here, RunObservation& run);
  void take_state(const boost::json::object& state, const Here& here, RunObservation& run);

 private:
  using Said = std::pair<std::string, std::map<std::string, std::string>>;
  std::map<Said, int> told_;
};

}  // namespace consentry
