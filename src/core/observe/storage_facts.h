// SPDX-License-Identifier: Apache-2.0
// What pages keep beside cookies: writes as the probe and (web storage only) the browser report
// them, and what lay in web storage at the end of a step. Internal to core/observe.
#pragma once

#include <boost/json/fwd.hpp>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "core/observe/here.h"

namespace consentry {

class ThirdParty;
struct Surroundings;

// A write through the interface is reported twice: by the probe, with the script, and by the
// browser, without it and before or after. The browser's report is kept only where the probe has
// none of the same value in the same step (`localStorage.key = …` escapes the probe).
class StorageFacts {
 public:
  // A probe message about storage; only writes are facts, removals are not.
  void take_probe(const boost::json::object& message, const Surroundings& around, const Here& here,
                  ThirdParty& parties);
  // Params of DOMStorage.domStorageItemAdded and …Updated.
  void take_browser(const boost::json::object& params, const std::string& top_url, const Here& here,
                    ThirdParty& parties);
  // The result of DOMStorage.getDOMStorageItems and what it was asked for.
  void take_snapshot(const boost::json::object& about, const boost::json::object& result,
                     const std::string& top_url, const Here& here, ThirdParty& parties);

  // Fills run.storage in the log's order.
  void finish(RunObservation& run);

 private:
  // step's ordinal, area, origin, key, value
  using Written = std::tuple<Phase, Step, StorageArea, std::string, std::string, std::string>;
  static Written written(const StorageItem& item);

  std::vector<StorageItem> kept_;
  std::vector<StorageItem> by_browser_;
  std::map<Written, int> by_probe_;  // how often
};

}  // namespace consentry
