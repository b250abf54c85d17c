// SPDX-License-Identifier: Apache-2.0
// Closed shadow roots of a frame's document. Only elements that may have one are asked about:
// reading the whole document for them would cost more than the search for the banner.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace consentry {

class Tab;

// One attempt to choose. What an element was found to have is remembered until its document goes.
class ClosedRoots {
 public:
  explicit ClosedRoots(Tab& tab) : tab_(tab) {}  // must outlive it

  // objectIds, in the finder's world, of the closed roots of elements that `handles` name in the
  // frame.
  std::vector<std::string> below(const std::string& frame, const std::vector<int>& handles);
  // Those that were found so far, some perhaps of elements that left the page since.
  std::vector<std::string> known(const std::string& frame);

 private:
  std::string root_of(const std::string& frame, int handle);
  void forget_gone_documents(const std::string& frame);

  Tab& tab_;
  std::map<std::string, int> worlds_;  // frame -> script context
  struct Known {
    std::string root;  // "": none so far
    int asked = 0;
  };
  std::map<std::string, std::map<int, Known>> known_;  // by frame and handle
};

}  // namespace consentry
