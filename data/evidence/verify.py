#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks an unpacked evidence bundle with Python 3, sha256sum and openssl, and nothing else.

python3 verify.py [--ca FILE] [--key FILE]
  --ca   PEM of the time stamping authority's root, from the authority itself or an EU trusted list
  --key  the log's verifier key, from where the log's owner publishes it; without them the bundle's own word is taken
"""
import argparse, base64, calendar, hashlib, json, os, re, subprocess, sys, tempfile, time

os.environ["LC_ALL"] = "C"
options = argparse.ArgumentParser()
for option in ("--ca", "--key"): options.add_argument(option, type=os.path.abspath)
options = options.parse_args()
os.chdir(os.path.dirname(os.path.abspath(__file__)))
failed = []

def read(name):
    with open(name, "rb") as file: return file.read()

def need(holds, why):
    if not holds: raise ValueError(why)

def run(*words):
    done = subprocess.run(words, capture_output=True, text=True, errors="replace")
    bad = [line for line in done.stdout.splitlines() if line.endswith("FAILED")]
    need(done.returncode == 0, "; ".join(bad[:3]) or (done.stderr + done.stdout).strip()[-300:])
    return done.stdout

def step(name, check, *after):
    if any(each in failed for each in after):
        print(f"not reached  {name}")
        return
    try:
        print(f"ok           {name}: {check()}")
    except Exception as why:
        failed.append(name)
        print(f"FAILED       {name}: {why or type(why).__name__}")

def listed(name):
    lines = read(name).decode().split("\n")
    need(all(re.fullmatch("[0-9a-f]{64}  [^\\\\]+", line) for line in lines[:-1]) and not lines[-1], name + " has a wrong line")
    return [line[66:] for line in lines[:-1]]

def seal():
    run("sha256sum", "--check", "--strict", "--quiet", "SEAL.sha256")
    need("MANIFEST.sha256" in listed("SEAL.sha256"), "the manifest is not listed")
    return f"{len(listed('SEAL.sha256'))} files of the seal are whole"

def files():
    run("sha256sum", "--check", "--strict", "--quiet", "MANIFEST.sha256")
    known = set(listed("MANIFEST.sha256") + listed("SEAL.sha256") + ["SEAL.sha256"])
    here = {os.path.relpath(os.path.join(folder, name), ".") for folder, _, names in os.walk(".") for name in names}
    need(here == known, "not listed, or not there: " + ", ".join(sorted(here ^ known)[:3]))
    return f"{len(listed('MANIFEST.sha256'))} sealed files are as they were, and there is no other"

def custody():
    lines = (read("custody.ndjson") + read("custody-after.ndjson")).splitlines(keepends=True)
    head, sealed = "0" * 64, None
    for number, line in enumerate(lines):
        entry = json.loads(line)
        need(entry["n"] == number and entry["previous"] == head, f"entry {number} does not follow")
        head = hashlib.sha256(line).hexdigest()
        sealed = entry["details"]["manifest"] if entry["event"] == "sealed" else sealed
    need(sealed == manifest, "another manifest was sealed")
    return f"{len(lines)} entries, each holding the hash of the one before"

def stamp(each):
    text = run("openssl", "ts", "-reply", "-in", each["reply"], "-text")
    said = re.search(r"^Time stamp: (\w+ +\d+ [\d:]+)(?:\.\d+)? (\d+) GMT", text, re.M)
    need(said, "no time in the stamp")
    when = time.strptime(" ".join(said.groups()), "%b %d %H:%M:%S %Y")
    trust = ["-CAfile", options.ca] if options.ca else ["-CAfile", each["chain"], "-partial_chain"]
    run("openssl", "ts", "-verify", "-data", "MANIFEST.sha256", "-in", each["reply"], "-untrusted", each["chain"],
        "-attime", str(calendar.timegm(when)), *trust)
    whose = "" if options.ca else "; BY THE BUNDLE'S OWN CERTIFICATES, give the authority's root with --ca"
    return f"the manifest was shown on {time.strftime('%Y-%m-%dT%H:%M:%SZ', when)} to {each['authority']}{whose}"

def log():
    head, checkpoint = read("MANIFEST.tlog-proof").decode().split("\n\n", 1)
    lines = [line for line in head.split("\n")[1:] if not line.startswith("extra ")]
    origin, size, root = checkpoint.split("\n")[:3]
    node, last = int(lines[0].removeprefix("index ")), int(size) - 1
    entry = f"consentry-evidence-v1\n{manifest}\n".encode()
    index, value = node, hashlib.sha256(b"\0" + entry).digest()
    need(0 <= node <= last, "no such leaf")
    for beside in (base64.b64decode(line, validate=True) for line in lines[1:]):  # RFC 9162 section 2.1.3.2
        need(last > 0, "too many hashes")
        if node % 2 or node == last:
            value = hashlib.sha256(b"\1" + beside + value).digest()
            while node % 2 == 0 and node: node, last = node // 2, last // 2
        else:
            value = hashlib.sha256(b"\1" + value + beside).digest()
        node, last = node // 2, last // 2
    need(last == 0 and base64.b64encode(value).decode() == root, "the proof does not lead to the root")
    key = base64.b64decode(read(options.key or "log.vkey").decode().strip().split("+", 2)[2])[1:]
    body, signatures = checkpoint.split("\n\n", 1)
    mine = [line.split(" ")[2] for line in signatures.split("\n") if line.startswith(f"\u2014 {origin} ")]
    need(mine, "no signature of the log")
    with tempfile.TemporaryDirectory() as folder:
        parts = {"key": bytes.fromhex("302a300506032b6570032100") + key, "text": body.encode() + b"\n",
                 "signature": base64.b64decode(mine[0])[4:]}
        for name, content in parts.items():
            with open(os.path.join(folder, name), "wb") as file: file.write(content)
        run("openssl", "pkeyutl", "-verify", "-rawin", "-pubin", "-keyform", "DER", "-inkey", folder + "/key",
            "-in", folder + "/text", "-sigfile", folder + "/signature")
    whose = "" if options.key else "; BY THE BUNDLE'S OWN KEY, give the published one with --key"
    return f"entry {index} of {size} in {origin}{whose}"

manifest = hashlib.sha256(read("MANIFEST.sha256")).hexdigest() if os.path.exists("MANIFEST.sha256") else ""
step("seal", seal)
step("files", files, "seal")
step("custody", custody, "seal", "files")
stamps = json.loads(read("stamps.json"))["stamps"] if "seal" not in failed and os.path.exists("stamps.json") else []
for number, each in enumerate(stamps, 1): step(f"stamp {number}", lambda: stamp(each), "seal")
if not stamps: print("not there    time stamp" if "seal" not in failed else "not reached  stamps")
if os.path.exists("MANIFEST.tlog-proof"): step("log", log, "seal")
else: print("not there    log")
sys.exit(1 if failed else 0)
