// SPDX-License-Identifier: Apache-2.0
#include "core/consent/vendor_list.h"

#include <boost/json.hpp>
#include <charconv>
#include <utility>

namespace consentry {
namespace {

namespace json = boost::json;

constexpr int kGreatestVendor = 65'535;

// 0: no vendor id.
int vendor_id(std::string_view key) {
  int id = 0;
  const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), id);
  const bool whole = error == std::errc() && end == key.data() + key.size();
  return whole && id > 0 && id <= kGreatestVendor ? id : 0;
}

const json::string* name_in(const json::value& vendor) {
  const json::object* object = vendor.if_object();
  const json::value* name = object == nullptr ? nullptr : object->if_contains("name");
  return name == nullptr ? nullptr : name->if_string();
}

}  // namespace

const std::string* VendorList::find(int vendor) const {
  const auto found = names.find(vendor);
  return found == names.end() ? nullptr : &found->second;
}

Result<VendorList> parse_vendor_list(std::string_view text) {
  if (text.size() > kMaxVendorListBytes) {
    return Error{ErrorKind::exhausted, "longer than any vendor list"};
  }
  json::error_code error;
  const json::value value = json::parse(text, error);
  const json::object* list = value.if_object();
  const json::value* vendors = list == nullptr ? nullptr : list->if_contains("vendors");
  if (error || vendors == nullptr || !vendors->is_object()) {
    return invalid_input("no vendor list: JSON with an object 'vendors' was expected");
  }
  VendorList read;
  if (const json::value* version = list->if_contains("vendorListVersion");
      version != nullptr && version->is_int64()) {
    read.version = static_cast<int>(version->get_int64());
  }
  for (const auto& [key, vendor] : vendors->get_object()) {
    const int id = vendor_id(key);
    const json::string* name = name_in(vendor);
    if (id != 0 && name != nullptr) read.names.emplace(id, std::string(*name));
  }
  if (read.names.empty()) return invalid_input("a vendor list without vendors");
  return read;
}

}  // namespace consentry
