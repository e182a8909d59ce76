#!/usr/bin/python3
"""Reads a vault from docs/vault-format.md and the standards alone; shares no code with the program (V6).

    read_vault.py FILE        what opens it comes on stdin, one line: "recovery LETTERS", "key KIND HEX" or "passphrase TEXT"
    read_vault.py --argon2id  stdin: password salt memory passes lanes size secret data, in hex and decimal ("-" is empty)

Prints one line of JSON for the vault and one for each record. Any fault is an exception. A passphrase takes a minute and more.
"""

import base64
import hashlib
import hmac
import json
import struct
import sys

from argon2id import argon2id

M32 = 0xFFFFFFFF


def check(holds, what):
    if not holds:
        raise ValueError(what)


def hkdf(key, salt, info, size=32):
    inner = hmac.digest(salt, key, "sha256")
    out = piece = b""
    while len(out) < size:
        piece = hmac.digest(inner, piece + info + bytes([len(out) // 32 + 1]), "sha256")
        out += piece
    return out[:size]


def digest(purpose, data):
    return hashlib.blake2b(struct.pack("<Q", len(purpose)) + purpose + data, digest_size=32).digest()


# --- XChaCha20-Poly1305 ---

def rounds(state):
    v = list(state)

    def quarter(a, b, c, d):
        for (x, y, z, turn) in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
            v[x] = (v[x] + v[y]) & M32
            t = v[z] ^ v[x]
            v[z] = (t << turn) & M32 | t >> (32 - turn)

    for _ in range(10):
        for i in range(4):
            quarter(i, i + 4, i + 8, i + 12)
        for i in range(4):
            quarter(i, (i + 1) % 4 + 4, (i + 2) % 4 + 8, (i + 3) % 4 + 12)
    return v


def start(key, tail):
    return list(struct.unpack("<4I", b"expand 32-byte k") + struct.unpack("<8I", key) + struct.unpack("<4I", tail))


def stream(key, nonce, first, size):
    out = b""
    while len(out) < size:
        state = start(key, struct.pack("<I", first) + nonce)
        out += struct.pack("<16I", *((a + b) & M32 for a, b in zip(state, rounds(state))))
        first += 1
    return out[:size]


def poly1305(key, data):
    r = int.from_bytes(key[:16], "little") & 0x0FFFFFFC0FFFFFFC0FFFFFFC0FFFFFFF
    total = 0
    for at in range(0, len(data), 16):
        total = (total + int.from_bytes(data[at:at + 16] + b"\1", "little")) * r % (2 ** 130 - 5)
    return ((total + int.from_bytes(key[16:], "little")) % 2 ** 128).to_bytes(16, "little")


def opened(key, box, associated):
    nonce, sealed, tag = box[:24], box[24:-16], box[-16:]
    v = rounds(start(key, nonce[:16]))
    key = struct.pack("<8I", *(v[:4] + v[12:]))
    nonce = bytes(4) + nonce[16:]

    def padded(data):
        return data + bytes(-len(data) % 16)

    proof = padded(associated) + padded(sealed) + struct.pack("<QQ", len(associated), len(sealed))
    check(hmac.compare_digest(poly1305(stream(key, nonce, 0, 32), proof), tag), "a box does not open")
    return bytes(a ^ b for a, b in zip(sealed, stream(key, nonce, 1, len(sealed))))


# --- the file ---

def read_slots(data, count):
    found, at = {}, 80
    for _ in range(count):
        kind, derivation, size, memory, passes, lanes, made = struct.unpack_from("<BBHIIIq", data, at)
        check(kind > max(found, default=0) and kind <= 4, "order of slots")
        if kind == 1:
            check(derivation == 1 and 65536 <= memory <= 2097152 and 3 <= passes <= 20 and lanes == 1, "cost")
        else:
            check(derivation == 2 and memory == passes == lanes == 0, "derivation")
        check(size == 0 if kind < 3 else 1 <= size <= 2048, "reference")
        end = at + 40 + size
        found[kind] = {"salt": data[at + 24:at + 40], "bound": data[at:end], "box": data[end:end + 72],
                       "cost": (memory, passes, lanes)}
        at = end + 72
    return found, at


def read_record(data, at, master, vault, version, generation, header):
    record, kind, zeros, n, s, more = struct.unpack_from("<16sHHIII", data, at)
    check(kind > 0 and zeros == more == 0 and n % 64 == s % 64 == 0 and 64 <= n <= 256 and 64 <= s <= 65536, "record")
    boxes = (data[at + 32:at + 104], data[at + 104:at + 144 + n], data[at + 144 + n:at + 184 + n + s])

    def bound(box):
        return (b"omnitrade vault 1 record" + bytes([box]) + vault + record
                + struct.pack("<HIQ", kind, version, generation) + header)

    key = opened(hkdf(master, vault, b"omnitrade vault 1 records"), boxes[0], bound(1))
    label, secret = opened(key, boxes[1], bound(2)), opened(key, boxes[2], bound(3))
    put_at, name = struct.unpack_from("<qH", label)
    size, = struct.unpack_from("<I", secret)
    check(not any(label[10 + name:]) and not any(secret[4 + size:]), "padding")
    check(n == -(-(10 + name) // 64) * 64 and s == -(-(4 + size) // 64) * 64, "buckets")
    told = {"id": record.hex(), "type": kind, "name": label[10:10 + name].decode(), "putAt": put_at,
            "secret": secret[4:4 + size].hex()}
    return told, at + 184 + n + s


def slot_key(found, words):
    if words[0] == "recovery":
        raw = base64.b32decode("".join(words[1:]).replace("-", "").upper())
        check(digest(b"vault-recovery-key", raw[:32])[:3] == raw[32:], "a mistaken letter")
        kind, lock = 2, raw[:32]
    elif words[0] == "key":
        kind, lock = int(words[1]), bytes.fromhex(words[2])
    else:
        kind = 1
        lock = argon2id(" ".join(words[1:]).encode(), found[1]["salt"], *found[1]["cost"], 32)
    return kind, hkdf(lock, found[kind]["salt"], b"omnitrade vault 1 slot key")


def read_vault(data, words):
    magic, version, suite, length, size, count, slots, zeros = struct.unpack_from("<8sHHIIIB7s", data)
    check(magic == b"OMNIVLT\n" and version == suite == 1 and size == len(data) and not any(zeros), "start")
    vault, generation, key_version, zero, made, written = struct.unpack_from("<16sQIIqq", data, 32)
    found, at = read_slots(data, slots)
    check(at == length and zero == 0, "header")
    kind, key = slot_key(found, words)
    master = opened(key, found[kind]["box"],
                    b"omnitrade vault 1 slot" + vault + struct.pack("<I", key_version) + found[kind]["bound"])
    tag = hmac.digest(hkdf(master, vault, b"omnitrade vault 1 file"), data[:-32], "sha256")
    check(hmac.compare_digest(tag, data[-32:]), "tag")
    print(json.dumps({"vault": vault.hex(), "generation": generation, "keyVersion": key_version, "kinds": list(found)}))
    header = digest(b"vault-header", data[:length])
    for _ in range(count):
        told, at = read_record(data, at, master, vault, key_version, generation, header)
        print(json.dumps(told))
    check(at == len(data) - 32, "end")


def main():
    words = sys.stdin.read().split()
    if sys.argv[1] == "--argon2id":
        password, salt, secret, data = (bytes.fromhex(words[i].strip("-")) for i in (0, 1, 6, 7))
        print(argon2id(password, salt, *(int(each) for each in words[2:6]), secret, data).hex())
    else:
        with open(sys.argv[1], "rb") as file:
            read_vault(file.read(), words)


main()
