#!/usr/bin/env python3
"""Checks an export of a record without the program that wrote it: chains, numbers, papers, disposals, proofs.

Usage: verify.py EXPORT.jsonl [--unfetched]     (or - for standard input)

Says the last entry of each office and exits with 0, or says what is wrong with which entry and exits
with 1. With --unfetched, words that are not there count as not fetched yet instead of lost.
Proofs by passkey need the Python package `cryptography`; without it they are said not to be checked.
The format is docs/format.md.
"""
import base64
import hashlib
import json
import sys

try:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
except ImportError:
    hashes = None


def field(data):
    return len(data).to_bytes(4, "big") + data


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def digest(entry, papers):
    office, number = entry["id"].split(".")
    text = lambda name: field(entry.get(name, "").encode())
    body = sha256(
        b"chancery/body/1\0", bytes.fromhex(entry["salt"]), entry["at"].to_bytes(8, "big", signed=True),
        text("actor"), text("dossier"), text("kind"), text("fact"), text("command"), text("seen"),
        len(papers).to_bytes(2, "big"), *(bytes.fromhex(paper["digest"]) for paper in papers))
    return sha256(
        b"chancery/link/1\0", field(office.encode()), bytes.fromhex(entry["epoch"]),
        int(number).to_bytes(8, "big"), bytes.fromhex(entry["previous"]), body).hex()


def octets(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def cose(data):
    """The members of a COSE key: CBOR, of which a map of small numbers to numbers and bytes is read."""
    def item(at):
        kind, more = data[at] >> 5, data[at] & 31
        at += 1
        if more >= 24:
            size = 1 << more - 24
            more, at = int.from_bytes(data[at:at + size], "big"), at + size
        if kind in (0, 1):
            return (more if kind == 0 else -1 - more), at
        if kind == 2:
            return data[at:at + more], at + more
        if kind != 5:
            raise ValueError("the key holds what no COSE key does")
        members = {}
        for _ in range(more):
            name, at = item(at)
            members[name], at = item(at)
        return members, at
    return item(0)[0]


def signed(key, message, signature):
    """Raises InvalidSignature or ValueError unless the key signed the message."""
    if key[3] == -7:
        x, y = (int.from_bytes(key[name], "big") for name in (-2, -3))
        public = ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()).public_key()
        public.verify(signature, message, ec.ECDSA(hashes.SHA256()))
    elif key[3] == -8:
        ed25519.Ed25519PublicKey.from_public_bytes(key[-2]).verify(signature, message)
    elif key[3] == -257:
        n, e = (int.from_bytes(key[name], "big") for name in (-1, -2))
        rsa.RSAPublicNumbers(e, n).public_key().verify(signature, message, padding.PKCS1v15(), hashes.SHA256())
    else:
        raise ValueError(f"nobody knows the algorithm {key[3]}")


def described(act, fact, digests, nonce):
    """What a passkey signed for: docs/format.md, Checking a proof."""
    lines = ["chancery act 1", f"kind {act['kind']}", f"office {act['id'].split('.')[0]}",
             f"officer {act['actor']}", f"dossier {act['dossier']}"]
    if "version" in fact:
        lines.append(f"text {fact['version']} {digests[fact['version']]}")
    if act["kind"] in ("instruction.released", "reply.released"):
        for word, action in (("action", True), ("info", False)):
            groups = [group["offices"] for group in fact["addressees"] if group["action"] == action]
            lines.append(" ".join([word, *sorted(sum(groups, []))]))
    else:
        lines.append(f"fact {sha256(act['fact'].encode()).hex()}")
    return "".join(f"{line}\n" for line in [*lines, f"nonce {nonce}"])


def proved(confirmation, acts, keys, revoked, digests):
    """What is wrong with a proof; nothing if it holds."""
    proof = json.loads(confirmation["fact"])
    act = acts.get(proof["act"])
    same = ("actor", "dossier", "at")
    if act is None or any(act[name] != confirmation[name] for name in same):
        return "it does not stand beside an act of its own officer"
    office, number = act["id"].split(".")
    key = keys.get(proof["credential"])
    if key is None or key["officer"] != act["actor"]:
        return "the passkey is none of its officer's"
    seen = act.get("seen", "HQ.0:").split(":")[0].split(".")[1]
    known = int(number) if office == key["office"] else int(seen) + 1
    if not key["number"] < known <= revoked.get(proof["credential"], known):
        return "the passkey was not one of its officer's at the time"
    authenticator, client = octets(proof["authenticator"]), octets(proof["client"])
    said, challenge = json.loads(client), sha256(described(act, json.loads(act["fact"]), digests, proof["nonce"]).encode())
    host = said["origin"].split("://")[-1].split(":")[0]
    if said["type"] != "webauthn.get" or octets(said["challenge"]) != challenge:
        return "it was signed for something else"
    if host != key["party"] and not host.endswith("." + key["party"]):
        return "it was signed on another page"
    if authenticator[:32] != sha256(key["party"].encode()) or authenticator[32] & 5 != 5:
        return "nobody was there, or nobody was verified"
    try:
        signed(cose(octets(key["key"])), authenticator + sha256(client), octets(proof["signature"]))
    except (InvalidSignature, ValueError, KeyError) as error:
        return f"the signature does not hold ({error!r})"
    return ""


def proofs(entries):
    """How many proofs there are, and what is wrong with them."""
    acts = {entry["id"]: entry for entry in entries}
    digests = {entry["id"]: entry["digest"] for entry in entries}
    keys, revoked, wrong = {}, {}, []
    for entry in entries:
        office, number = entry["id"].split(".")
        if entry["kind"] == "passkey.registered":
            fact = json.loads(entry["fact"])
            keys.setdefault(fact["credential"], {**fact, "office": office, "number": int(number)})
        elif entry["kind"] == "passkey.revoked":
            revoked.setdefault(json.loads(entry["fact"])["credential"], int(number))
    confirmations = [entry for entry in entries if entry["kind"] == "act.confirmed"]
    for entry in confirmations if hashes else []:
        why = proved(entry, acts, keys, revoked, digests)
        if why:
            wrong.append(f"{entry['id']}: {why}")
    return len(confirmations), wrong


def check(lines, unfetched):
    header = json.loads(next(lines))
    if header["format"] != "chancery-record" or header["version"] != 1:
        return [f"line 1: {header} is no export of version 1"], {}, 0
    weighty, wrong, heads, absent, present, disposed, count = [], [], {}, set(), set(), set(), 0
    for count, line in enumerate(lines, 1):
        entry = json.loads(line)
        name, papers = entry["id"], entry.get("papers", [])
        office, number = name.split(".")
        after, before = heads.get(office, (0, "0" * 64))
        if int(number) != after + 1:
            wrong.append(f"{name}: before it there is only number {after}")
        elif entry["previous"] != before:
            wrong.append(f"{name}: it does not follow the entry before it")
        if digest(entry, papers) != entry["digest"]:
            wrong.append(f"{name}: it does not match its digest")
        heads[office] = int(number), entry["digest"]
        for place, paper in enumerate(papers):
            paper_name = f"{name}#{place}"
            if "text" not in paper:
                absent.add(paper_name)
                continue
            present.add(paper_name)
            words = sha256(b"chancery/paper/1\0", bytes.fromhex(paper["salt"]), paper["text"].encode())
            if words.hex() != paper["digest"]:
                wrong.append(f"{paper_name}: the words do not match their digest")
        weighty.append({name: value for name, value in entry.items() if name != "papers"})
        if entry["kind"] == "paper.disposed":
            disposed.add(json.loads(entry["fact"])["paper"])
    if count != header["entries"]:
        wrong.append(f"there are {count} of {header['entries']} entries")
    if not unfetched:
        wrong += [f"{paper}: the words are missing and no disposal names them" for paper in sorted(absent - disposed)]
    wrong += [f"{paper}: the words were disposed of but are there" for paper in sorted(present & disposed)]
    confirmed, unproven = proofs(weighty)
    return wrong + unproven, heads, confirmed


def main():
    names = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    if len(names) != 1:
        sys.exit(__doc__)
    source = sys.stdin if names[0] == "-" else open(names[0], encoding="utf-8", newline="\n")
    try:
        wrong, heads, confirmed = check(iter(source), "--unfetched" in sys.argv)
    except (ValueError, KeyError, StopIteration, OverflowError, AttributeError, TypeError) as error:
        wrong, heads, confirmed = [f"the export cannot be read: {error!r}"], {}, 0
    for office in sorted(heads):
        print(office, *heads[office])
    if confirmed:
        print("proofs", confirmed, "checked" if hashes else "not checked: the package cryptography is missing")
    for sentence in wrong:
        print(sentence, file=sys.stderr)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
