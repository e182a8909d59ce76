"""A program on a machine without a network, as V39 asks: a namespace with the loopback device alone and no routes.

    unshare --net --mount /usr/bin/python3 -B lonely_machine.py SECONDS PROGRAM WORD…

Names are looked up at a server of this script, which writes down each and knows none. After SECONDS the program is asked to
end. Prints {"names": […], "code": N, "lasted": true}: what it asked for, how it ended, and whether it was still there.
"""

import fcntl
import json
import os
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading

SIOCSIFFLAGS, IFF_UP = 0x8914, 0x1


def bring_up_loopback():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        fcntl.ioctl(one, SIOCSIFFLAGS, struct.pack("16sH14x", b"lo", IFF_UP))


def name_in(question):
    """The name that a query of the domain name system asks for (RFC 1035, 4.1.2)."""
    labels, at = [], 12
    while question[at]:
        labels.append(question[at + 1:at + 1 + question[at]].decode("ascii", "replace"))
        at += 1 + question[at]
    return ".".join(labels)


def answer_nothing(server, names):
    while True:
        question, whom = server.recvfrom(4096)
        try:
            names.add(name_in(question).lower())
        except IndexError:
            names.add("(a question that cannot be read)")
        flags = struct.pack(">H", 0x8183)  # an answer, recursive, no such name
        server.sendto(question[:2] + flags + question[4:6] + bytes(6) + question[12:], whom)


def main():
    seconds, program = float(sys.argv[1]), sys.argv[2:]
    bring_up_loopback()
    with tempfile.NamedTemporaryFile("w", suffix=".conf") as resolver:
        resolver.write("nameserver 127.0.0.1\noptions attempts:1 timeout:2\n")
        resolver.flush()
        subprocess.run(["mount", "--bind", resolver.name, os.path.realpath("/etc/resolv.conf")], check=True)
        server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        server.bind(("127.0.0.1", 53))
        names = set()
        threading.Thread(target=answer_nothing, args=(server, names), daemon=True).start()
        child = subprocess.Popen(program, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        lasted = False
        try:
            child.wait(seconds)
        except subprocess.TimeoutExpired:
            lasted = True
            child.send_signal(signal.SIGTERM)
        code = child.wait(60)
    print(json.dumps({"names": sorted(names), "code": code, "lasted": lasted}))


main()
