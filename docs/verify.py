#!/usr/bin/env python3
"""Checks an export of a record without the program that wrote it: chains, numbers, papers, disposals.

Usage: verify.py EXPORT.jsonl [--unfetched]     (or - for standard input)

Says the last entry of each office and exits with 0, or says what is wrong with which entry and exits
with 1. With --unfetched, words that are not there count as not fetched yet instead of lost.
The format is docs/format.md.
"""
import hashlib
import json
import sys


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


def check(lines, unfetched):
    header = json.loads(next(lines))
    if header["format"] != "chancery-record" or header["version"] != 1:
        return [f"line 1: {header} is no export of version 1"], {}
    wrong, heads, absent, present, disposed, count = [], {}, set(), set(), set(), 0
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
        if entry["kind"] == "paper.disposed":
            disposed.add(json.loads(entry["fact"])["paper"])
    if count != header["entries"]:
        wrong.append(f"there are {count} of {header['entries']} entries")
    if not unfetched:
        wrong += [f"{paper}: the words are missing and no disposal names them" for paper in sorted(absent - disposed)]
    wrong += [f"{paper}: the words were disposed of but are there" for paper in sorted(present & disposed)]
    return wrong, heads


def main():
    names = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    if len(names) != 1:
        sys.exit(__doc__)
    source = sys.stdin if names[0] == "-" else open(names[0], encoding="utf-8", newline="\n")
    try:
        wrong, heads = check(iter(source), "--unfetched" in sys.argv)
    except (ValueError, KeyError, StopIteration, OverflowError, AttributeError, TypeError) as error:
        wrong, heads = [f"the export cannot be read: {error!r}"], {}
    for office in sorted(heads):
        print(office, *heads[office])
    for sentence in wrong:
        print(sentence, file=sys.stderr)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
