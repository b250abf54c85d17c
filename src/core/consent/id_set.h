// SPDX-License-Identifier: Apache-2.0
// A set of ids (vendors, sections) as consent strings carry it: up to a greatest id, mostly dense.
#pragma once

#include <cstdint>
#include <vector>

namespace consentry {

struct IdRange {
  int first = 0;
  int last = 0;  // included
  bool operator==(const IdRange&) const = default;
};

// Ids from 1 to 65,535 (TCF: MaxVendorId has 16 bits). Value type.
class IdSet {
 public:
  void insert(int id);
  void insert_range(int first, int last);
  [[nodiscard]] bool contains(int id) const;
  [[nodiscard]] int size() const;
  [[nodiscard]] bool empty() const { return size() == 0; }
  [[nodiscard]] int greatest() const;                 // 0: empty
  [[nodiscard]] std::vector<int> ids() const;         // ascending
  [[nodiscard]] std::vector<IdRange> ranges() const;  // ascending, none touching the next
  bool operator==(const IdSet& other) const { return ids() == other.ids(); }

 private:
  std::vector<std::uint64_t> words_;
};

}  // namespace consentry
