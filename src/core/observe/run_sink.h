// SPDX-License-Identifier: Apache-2.0
// Where a run's evidence goes while it is made: the port between a visit and a store.
#pragma once

#include <cstddef>
#include <string_view>

#include "core/base/error.h"

namespace consentry {

// Called from one thread. After a first failure every later call may fail too; the run then ends.
class RunSink {
 public:
  virtual ~RunSink() = default;
  // One whole line of the event log with its '\n' (docs/formats/event-log.md).
  // exhausted: the run's size limit; unavailable: the disk said no.
  virtual Status line(std::string_view bytes) = 0;
  // Whether a browser event or a screenshot of so many bytes may still be kept. Where not, the run ends
  // in order: room is left for the lines that say so.
  [[nodiscard]] virtual bool has_room(std::size_t /*bytes*/) const { return true; }
  // A screenshot beside the log; `name` is a plain file name.
  virtual Status picture(std::string_view name, std::string_view bytes) = 0;
};

}  // namespace consentry
