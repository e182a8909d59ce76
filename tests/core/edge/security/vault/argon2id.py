"""Argon2id (RFC 9106) from its text, to judge the program's library by: slow, and only for the tests."""

import hashlib
import struct

M32, M64 = 0xFFFFFFFF, 0xFFFFFFFFFFFFFFFF


def u32(value):
    return struct.pack("<I", value)


def long_hash(data, size):
    """H' of section 3.3."""
    data = u32(size) + data
    if size <= 64:
        return hashlib.blake2b(data, digest_size=size).digest()
    count = (size + 31) // 32 - 2
    piece = hashlib.blake2b(data).digest()
    out = piece[:32]
    for _ in range(count - 1):
        piece = hashlib.blake2b(piece).digest()
        out += piece[:32]
    return out + hashlib.blake2b(piece, digest_size=size - 32 * count).digest()


def quarter(v, a, b, c, d):
    """GB of section 3.6: a round of BLAKE2b with a product in each sum."""
    for (turn_d, turn_b) in ((32, 24), (16, 63)):
        v[a] = (v[a] + v[b] + 2 * (v[a] & M32) * (v[b] & M32)) & M64
        x = v[d] ^ v[a]
        v[d] = (x >> turn_d) | (x << (64 - turn_d)) & M64
        v[c] = (v[c] + v[d] + 2 * (v[c] & M32) * (v[d] & M32)) & M64
        x = v[b] ^ v[c]
        v[b] = (x >> turn_b) | (x << (64 - turn_b)) & M64


PLACES = ((0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15),
          (0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14))


def compress(x, y):
    """G of section 3.5 over blocks of 128 words."""
    mixed = [a ^ b for a, b in zip(x, y)]
    z = list(mixed)
    rows = [[16 * i + k for k in range(16)] for i in range(8)]
    columns = [[2 * i + 16 * (k // 2) + k % 2 for k in range(16)] for i in range(8)]
    for words in rows + columns:
        v = [z[at] for at in words]
        for places in PLACES:
            quarter(v, *places)
        for at, word in zip(words, v):
            z[at] = word
    return [a ^ b for a, b in zip(z, mixed)]


def words(block):
    return list(struct.unpack("<128Q", block))


def addresses(turn, lane, part, blocks, passes, length):
    """Where the first half of the first pass looks: it depends on no secret."""
    out = []
    for counter in range(1, (length + 127) // 128 + 1):
        z = [turn, lane, part, blocks, passes, 2, counter] + [0] * 121
        out += compress([0] * 128, compress([0] * 128, z))
    return out


def argon2id(password, salt, memory, passes, lanes, size, secret=b"", data=b""):
    start = hashlib.blake2b(
        u32(lanes) + u32(size) + u32(memory) + u32(passes) + u32(0x13) + u32(2)
        + b"".join(u32(len(each)) + each for each in (password, salt, secret, data))).digest()
    segment = memory // (4 * lanes)
    width = 4 * segment
    table = [[words(long_hash(start + u32(i) + u32(lane), 1024)) if i < 2 else None for i in range(width)]
             for lane in range(lanes)]
    for turn in range(passes):
        for part in range(4):
            for lane in range(lanes):
                fixed = turn == 0 and part < 2
                looks = addresses(turn, lane, part, width * lanes, passes, segment) if fixed else None
                for index in range(2 if turn == 0 and part == 0 else 0, segment):
                    at = part * segment + index
                    before = table[lane][at - 1]
                    look = looks[index] if fixed else before[0]
                    other = lane if turn == 0 and part == 0 else (look >> 32) % lanes
                    if turn == 0:
                        area = part * segment
                    else:
                        area = width - segment
                    area += index - 1 if other == lane else -(index == 0)
                    x = (look & M32) ** 2 >> 32
                    z = area - 1 - (area * x >> 32)
                    first = 0 if turn == 0 else (part + 1) % 4 * segment
                    new = compress(before, table[other][(first + z) % width])
                    table[lane][at] = new if turn == 0 else [a ^ b for a, b in zip(new, table[lane][at])]
    last = table[0][-1]
    for lane in range(1, lanes):
        last = [a ^ b for a, b in zip(last, table[lane][-1])]
    return long_hash(struct.pack("<128Q", *last), size)
