"""What the machine itself takes for the least that an order path needs: to wake at an intended moment and to have a
record on the disk. Run beside the same market, without an order, so that a tail of the machine is not taken for one of
the program, or the other way round.
"""

import os
import time

RECORD = b"x" * 400  # about what the intent of an order is in the journal
SHARES = (("p50", 0.5), ("p99", 0.99), ("p99.9", 0.999))


def wakes_and_syncs(folder, count, per_second):
    """ns, sorted: from the intended moment until the record is on the disk of `folder`."""
    path = os.path.join(folder, "witness")
    file = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    try:
        found, begun = [], time.monotonic_ns()
        for number in range(1, count + 1):
            due = begun + number * 1_000_000_000 // per_second
            time.sleep(max(0, due - time.monotonic_ns()) / 1e9)
            os.write(file, RECORD)
            os.fdatasync(file)
            found.append(time.monotonic_ns() - due)
        return sorted(found)
    finally:
        os.close(file)
        os.unlink(path)


def shares_of(found):
    """{"p50": ns, …} of sorted times."""
    return {name: found[min(len(found) - 1, int(share * len(found)))] for name, share in SHARES}
