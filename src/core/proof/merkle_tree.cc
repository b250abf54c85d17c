// SPDX-License-Identifier: Apache-2.0
#include "core/proof/merkle_tree.h"

#include <bit>
#include <openssl/evp.h>
#include <string>
#include <utility>

namespace consentry {

struct TreeHasher::State {
  // Fetched once: a digest named by its function is looked up again at each use.
  std::unique_ptr<EVP_MD, decltype(&EVP_MD_free)> method{EVP_MD_fetch(nullptr, "SHA256", nullptr),
                                                         &EVP_MD_free};
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context{EVP_MD_CTX_new(),
                                                                  &EVP_MD_CTX_free};

  Sha256 digest(std::string_view first, std::string_view second, std::string_view third) {
    Sha256 hash{};
    EVP_DigestInit_ex2(context.get(), method.get(), nullptr);
    EVP_DigestUpdate(context.get(), first.data(), first.size());
    EVP_DigestUpdate(context.get(), second.data(), second.size());
    EVP_DigestUpdate(context.get(), third.data(), third.size());
    EVP_DigestFinal_ex(context.get(), hash.data(), nullptr);
    return hash;
  }
};

namespace {

constexpr std::string_view kLeafPrefix("\x00", 1);
constexpr std::string_view kNodePrefix("\x01", 1);

std::string_view text_of(const Sha256& hash) {
  return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

}  // namespace

TreeHasher::TreeHasher() : state_(std::make_unique<State>()) {}
TreeHasher::~TreeHasher() = default;
TreeHasher::TreeHasher(TreeHasher&&) noexcept = default;
TreeHasher& TreeHasher::operator=(TreeHasher&&) noexcept = default;

Sha256 TreeHasher::leaf(std::string_view record) { return state_->digest(kLeafPrefix, record, {}); }
Sha256 TreeHasher::node(const Sha256& left, const Sha256& right) {
  return state_->digest(kNodePrefix, text_of(left), text_of(right));
}
Sha256 TreeHasher::empty() { return state_->digest({}, {}, {}); }

Result<CompactTree> CompactTree::restore(std::uint64_t size, std::vector<Sha256> peaks) {
  if (static_cast<std::size_t>(std::popcount(size)) != peaks.size()) {
    return Error{ErrorKind::corrupt, "a tree of " + std::to_string(size) +
                                         " leaves does not have " + std::to_string(peaks.size()) +
                                         " complete subtrees"};
  }
  CompactTree tree;
  tree.size_ = size;
  tree.peaks_ = std::move(peaks);
  return tree;
}

std::span<const TreeNode> CompactTree::append(const Sha256& leaf) {
  completed_.assign(1, {0, size_, leaf});
  // A leaf merges with as many peaks as the size has ones at its end, as a carry does.
  for (std::uint64_t rest = size_; (rest & 1U) != 0; rest >>= 1U) {
    const TreeNode& last = completed_.back();
    const TreeNode merged{last.level + 1, last.index >> 1U, hasher_.node(peaks_.back(), last.hash)};
    peaks_.pop_back();
    completed_.push_back(merged);
  }
  peaks_.push_back(completed_.back().hash);
  ++size_;
  return completed_;
}

Sha256 CompactTree::root() {
  if (peaks_.empty()) return hasher_.empty();
  Sha256 root = peaks_.back();
  for (std::size_t i = peaks_.size() - 1; i > 0; --i) root = hasher_.node(peaks_[i - 1], root);
  return root;
}

}  // namespace consentry
