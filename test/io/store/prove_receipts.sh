#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The steps by which anyone proves that a log holds a record, with sha256sum and openssl alone (docs/formats/receipt.md):
# prove_receipts.sh FOLDER. In it, for each receipt: N.record (its text), N.path (leaf index, tree size, then the hashes
# beside the way, a line each, in hexadecimal); and for all: root (base64), note (the checkpoint's text), signature, key
# (DER). Prints "proved N" or "NOT PROVED N".
cd "$1" || exit 2

# Hexadecimal digits as printf writes them back to bytes. In `escaped`, so that no process is needed.
escape() {
  local i
  escaped=
  for ((i = 0; i < 64; i += 2)); do escaped+="\\x${1:i:2}"; done
}
# The hash of an inner node, in `hash`.
node() {
  local left
  escape "$1"; left=$escaped
  escape "$2"
  hash=$(printf "\\x01$left$escaped" | sha256sum)
  hash=${hash:0:64}
}

openssl pkeyutl -verify -rawin -pubin -keyform DER -inkey key -in note -sigfile signature >/dev/null || exit 1
root=$(base64 -d root | od -An -v -tx1 | tr -d ' \n')

for record in *.record; do
  number=${record%.record}
  { read -r index; read -r size; mapfile -t beside; } <"$number.path"
  hash=$({ printf '\000'; cat "$record"; } | sha256sum | cut -c1-64)
  last=$((size - 1))
  # RFC 9162 section 2.1.3.2
  for each in "${beside[@]}"; do
    [ "$last" -eq 0 ] && break
    if [ $((index % 2)) -eq 1 ] || [ "$index" -eq "$last" ]; then
      node "$each" "$hash"
      while [ $((index % 2)) -eq 0 ] && [ "$index" -ne 0 ]; do index=$((index / 2)); last=$((last / 2)); done
    else
      node "$hash" "$each"
    fi
    index=$((index / 2)); last=$((last / 2))
  done
  if [ "$last" -eq 0 ] && [ "$hash" = "$root" ]; then echo "proved $number"; else echo "NOT PROVED $number"; fi
done
