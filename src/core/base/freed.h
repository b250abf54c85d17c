// SPDX-License-Identifier: Apache-2.0
// For std::unique_ptr to what a C library wants given back by a function of its own:
// std::unique_ptr<X509, Freed<X509_free>>.
#pragma once

namespace consentry {

template <auto Free>
struct Freed {
  template <typename T>
  void operator()(T* object) const {
    Free(object);
  }
};

}  // namespace consentry
