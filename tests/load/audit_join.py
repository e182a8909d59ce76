"""The audit record of a profile beside a venue's own book: which message to a venue has no record, or more than one.

Reads the record by docs/audit-format.md, its texts alone: whether it is sound is omnitrade-audit-verify's to say.
"""

import collections
import os
import struct


def entries(folder):
    """(action, object, outcome) of each record, in order."""
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), "rb") as file:
            data = file.read()
        at = 80
        while at + 192 <= len(data):
            (length,) = struct.unpack_from("<I", data, at)
            if length < 192 or at + length > len(data):
                break
            outcome = data[at + 49]
            actor, role, session, action, thing, _ = struct.unpack_from("<BBBBHH", data, at + 50)
            start = at + 128 + actor + role + session
            yield (data[start:start + action].decode(), data[start + action:start + action + thing].decode(), outcome)
            at += length


def join(folder, names):
    """`names`: of the orders in the venue's book. What of them is missing in the record, what stands there more than
    once, and orders of the record that the venue never saw."""
    recorded = collections.Counter()
    for action, thing, _ in entries(folder):
        if action == "order.submit":
            recorded[thing.split(" ", 1)[0]] += 1
    booked = collections.Counter(names)
    return {
        "missing": sum(1 for name in booked if recorded[name] == 0),
        "twice": sum(1 for name in booked if recorded[name] > 1 or booked[name] > 1),
        "unseen": sum(1 for name in recorded if name not in booked),
        "recorded": sum(recorded.values()),
    }
