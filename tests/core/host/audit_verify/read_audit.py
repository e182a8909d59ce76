"""Reads an audit record from docs/audit-format.md alone, with Python's standard library.

read_audit.py FOLDER KEYFILE [ANCHORFILE]: one line for each record (sequence, actor, action, object, reason with blanks as
"_"), then "good" and the number of records. Ends with 1 and a word on stderr at the first thing that is wrong.
"""
import hashlib
import hmac
import os
import struct
import sys


def fail(why):
    sys.exit(why)


def h(purpose, data):
    return hashlib.blake2b(struct.pack("<Q", len(purpose)) + purpose + data, digest_size=32).digest()


def mac(key, data):
    return hashlib.blake2b(data, digest_size=32, key=key).digest()


def hkdf(key, salt, info):
    extracted = hmac.new(salt, key, hashlib.sha256).digest()
    return hmac.new(extracted, info + b"\x01", hashlib.sha256).digest()


def lines_of(path, title):
    with open(path, encoding="ascii") as file:
        lines = file.read().split("\n")
    if lines[0] != title or lines[-1] != "":
        fail("no " + title)
    return dict(line.split(" ", 1) for line in lines[1:-1])


def words_of(log, seq, head):
    digest = h(b"audit-words", log + struct.pack("<Q", seq) + head)
    words = []
    for (bits,) in struct.iter_unpack(">H", digest[:10]):
        word = ""
        for letters, shift in (("bdfghjklmnprstvz", 12), ("aiou", 10), ("bdfghjklmnprstvz", 6), ("aiou", 4),
                               ("bdfghjklmnprstvz", 0)):
            word += letters[bits >> shift & len(letters) - 1]
        words.append(word)
    return "-".join(words)


folder = sys.argv[1]
verify = lines_of(sys.argv[2], "omnitrade audit verify key 1")
log, key = bytes.fromhex(verify["log"]), bytes.fromhex(verify["key"])
seq, before, heads = 0, bytes(32), {}
for number, name in enumerate(sorted(os.listdir(folder)), 1):
    if name != f"audit-{number:010}.oma":
        fail("unexpected " + name)
    with open(os.path.join(folder, name), "rb") as file:
        data = file.read()
    magic, version, suite, segment, first, of, link, zeros = struct.unpack_from("<8sHHIQ16s32sQ", data)
    if (magic, version, suite, segment, first, of, link, zeros) != (b"OMNIAUD\n", 1, 1, number, seq + 1, log, before, 0):
        fail("header of " + name)
    link = h(b"audit-header", data[:80])
    records = hkdf(key, log, b"omnitrade audit 1 records")
    at = 80
    while at < len(data):
        (length,) = struct.unpack_from("<I", data, at)
        record = data[at:at + length]
        _, segment, place, wall, mono, boot, path, outcome = struct.unpack_from("<IIQqq16sBB", record)
        sizes = struct.unpack_from("<BBBBHH6s", record, 50)
        seq += 1
        if (segment, place, sizes[6], record[96:128]) != (number, seq, bytes(6), link):
            fail(f"record {seq}")
        if length != 192 + sum(sizes[:6]) or record[-64:-32] != mac(records, record[:-64]):
            fail(f"MAC of record {seq}")
        if record[-32:] != h(b"audit-record", record[:-32]):
            fail(f"hash of record {seq}")
        texts, start = [], 128
        for size in sizes[:6]:
            texts.append(record[start:start + size].decode("utf-8"))
            start += size
        print(seq, texts[0], texts[3], texts[4].replace(" ", "_"), texts[5].replace(" ", "_"))
        link = before = record[-32:]
        heads[seq] = (number, before, hkdf(key, log, b"omnitrade audit 1 anchors"))
        at += length
    key = hkdf(key, log, b"omnitrade audit 1 next key")
if len(sys.argv) > 3:
    anchor = lines_of(sys.argv[3], "omnitrade audit anchor 1")
    with open(sys.argv[3], "rb") as file:
        signed = file.read().split(b"mac ")[0]
    place = int(anchor["records"])
    number, head, anchors = heads[place]
    if (anchor["log"], int(anchor["segment"]), anchor["head"]) != (log.hex(), number, head.hex()):
        fail("anchor")
    if anchor["words"] != words_of(log, place, head) or anchor["mac"] != mac(anchors, signed).hex():
        fail("MAC of the anchor")
print("good", seq)
