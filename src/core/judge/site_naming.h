// SPDX-License-Identifier: Apache-2.0
// Whether a text tells a reader of another site: by its domain, or by the name in it.
#pragma once

#include <string>
#include <string_view>

namespace consentry {

enum class Naming {
  unnamed,
  unclear,  // something like it stands there, or the name is too common a word to tell
  named,
};

class SiteName {
 public:
  // domain: the site's registrable domain. company: who is known to own it; empty: nobody is.
  SiteName(std::string_view domain, std::string_view company);

  // "shop.example" and hosts below it name the site, and so do the words of "corner-shop.example" in
  // any case and spacing. What is left of the domain when spaces and the spellings of umlauts are set
  // aside, its owner's name, and names of under four letters are unclear. Of a text that is too long
  // to be read whole, never `unnamed`.
  [[nodiscard]] Naming in(std::string_view text) const;
  // The name in the domain, as a reader would look for it: "corner shop".
  [[nodiscard]] const std::string& words() const { return words_; }

 private:
  [[nodiscard]] Naming in_line(std::string_view line) const;

  std::string domain_;
  std::string words_;     // folded, one space between two
  std::string joined_;    // without spaces
  std::string loose_;     // and without the second letters of umlauts
  std::string company_;   // folded
  bool encoded_ = false;  // the domain is written otherwise where people read it (RFC 5890)
};

}  // namespace consentry
