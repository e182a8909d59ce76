# What a crash leaves on the disk, looked at more closely than a killed process shows it: images of a power loss at
# every moment of a traced life, and a journal whose end is cut or flipped.

import random
import shutil
import subprocess
import tempfile
from pathlib import Path

from checks import start
from life import Life
from parties import Venue, clean_environment, command

STARTS = 2  # behind the life: what a recovery writes can be lost, and what a clean end and the start behind it write
TRACES = {"killed": "a life that is killed", "whole": "a life with its kill switch", "vault": "a vault"}
FEW, MANY = 2, 6  # cuts, and as many flipped bits, that the real program is started on


def images_and_cuts(matrix, options, told):
    """How many promises were broken."""
    folder = Path(tempfile.mkdtemp(prefix="omnitrade-crash."))
    in_memory = Path("/dev/shm")
    scratch = Path(tempfile.mkdtemp(prefix="omnitrade-crash.", dir=in_memory if in_memory.is_dir() else None))
    try:
        # One that is killed on its way, and one that comes to its kill switch.
        killed, left = _traced(matrix, options, told, folder / "killed", matrix.middle)
        whole, _ = _traced(matrix, options, told, folder / "whole", "")
        broken = killed + whole
        _vault_kept(matrix, folder / "vault")
        for name in ("killed", "whole", "vault"):
            broken += _images(matrix, options, told, folder / name / "trace", scratch)
        done = subprocess.run([matrix.tools / "crash" / "crash_cuts", left / "journal", scratch / "image"],
                              capture_output=True, text=True)
        told((done.stdout + done.stderr).rstrip())
        return broken + (done.returncode != 0)
    finally:
        shutil.rmtree(folder)
        shutil.rmtree(scratch)


def _traced(matrix, options, told, folder, plan):
    """A life and the starts behind it, in the file `trace` of the folder. How many promises were broken, and the profile
    as the life left it."""
    folder.mkdir()
    venue = Venue(matrix.tools, matrix.broker)
    try:
        trace, left = folder / "trace", folder / "left"
        life = Life(matrix.tools, folder, venue, plan, trace)
        faults = [] if life.report.fired or not plan else ["the life was not killed"]
        faults += [] if plan else life.not_lived()
        shutil.copytree(life.profile, left, ignore=shutil.ignore_patterns("*.socket"))
        shim = {"OMNI_FAULT_FOLDER": str(life.profile), "OMNI_FAULT_TRACE": str(trace)}
        for _ in range(STARTS):
            faults += start(life, shim)[0]
        for fault in faults:
            told(f"    traced: {fault}")
        return len(faults) + (_cut_program(life, left, options, told) if plan else 0), left
    finally:
        venue.close()


def _vault_kept(matrix, folder):
    """A vault is made, gets a key, is opened with a wrong passphrase, and gets another recovery key: in the file `trace`
    of the folder."""
    folder.mkdir()
    profile, trace = folder / "profile", folder / "trace"
    shim = {"OMNI_FAULT_FOLDER": str(profile), "OMNI_FAULT_TRACE": str(trace),
            "LD_PRELOAD": str(matrix.tools / "crash" / "libcrash_shim.so")}

    def vault(code, said, lines, *words):
        done = subprocess.run([matrix.tools / "omnitrade", "vault", *words, "--profile", profile, "--passphrase-fd", "0",
                               "--json"], input="\n".join(lines) + "\n", capture_output=True, text=True, timeout=60,
                              env={**clean_environment(profile), **shim})
        if done.returncode != code:
            raise RuntimeError(f"vault {words} ended with {done.returncode}: {done.stdout} {done.stderr}")
        text = (said or done.stdout).encode()
        with open(trace, "ab", buffering=0) as to:
            to.write(b"command %d\n%s" % (len(text), text))

    right = "correct horse battery staple"
    vault(0, "", [right], "init")
    vault(0, "vault holds binance-paper", [right, "AKEY", "a-secret-of-its-own"], "add", "binance-paper", "--key-fd", "0")
    vault(0, "", [right], "rotate", "recovery")
    vault(4, "vault guess", ["correct horse battery stable"], "list")


def _images(matrix, options, told, trace, scratch):
    command = [matrix.tools / "crash" / "crash_images", trace, scratch / "image", str(options.images), str(options.seed)]
    done = subprocess.run(command, capture_output=True, text=True)
    told(f"{TRACES[trace.parent.name]}: " + (done.stdout + done.stderr).rstrip())
    broken = done.returncode != 0
    # That the images can fail at all: the same of disks that do not what they say.
    for disk, words in (("deaf", "of a disk that no sync reaches"), ("nameless", "of a disk that keeps no names")):
        lying = subprocess.run([*command[:3], "1", command[4], disk], capture_output=True, text=True)
        found = lying.stdout.rstrip().rsplit("\n", 1)[-1]
        told(f"{words}, {found}")
        broken += lying.returncode != 1 or not all(f"{one} broken in" in found for one in _promises(trace, disk))
    return broken


def _promises(trace, disk):
    """Which are found broken there."""
    if disk == "nameless":
        return ["V9" if trace.parent.name == "vault" else "S23"]
    return {"killed": ["decision 33"], "whole": ["S12"], "vault": ["V9", "V14"]}[trace.parent.name]


def _cut_program(life, left, options, told):
    """The real program on a sample of them: it starts and its books become the venue's, or it names the damage. Each is a
    copy of a profile that has gone on elsewhere."""
    segment = sorted((left / "journal").glob("journal-*.omj"))[-1].name
    size = (left / "journal" / segment).stat().st_size
    drawn = random.Random(options.seed)
    sample = 2 * (FEW if options.points else MANY)
    whole, broken = life.profile, 0
    for number in range(sample):
        life.profile = whole.with_name("damaged")
        shutil.rmtree(life.profile, ignore_errors=True)
        shutil.copytree(left, life.profile)
        path = life.profile / "journal" / segment
        data = bytearray(path.read_bytes())
        at = size - 1 - drawn.randrange(200)
        is_cut = number % 2 == 0
        if is_cut:
            del data[at:]
        else:
            data[at] ^= 1 << drawn.randrange(8)
        path.write_bytes(data)
        verdict, text = command(life.tools, life.profile, "journal", "verify", str(life.profile))
        faults, _, _ = start(life, is_copy=True)
        is_refused = any("ended with 3" in fault and segment in fault for fault in faults)
        if (faults and not (is_refused and not is_cut and verdict == 1)) or verdict not in (0, 1) \
                or (is_cut and verdict != 0):
            broken += 1
            told(f"    {segment} {'cut to' if is_cut else 'flipped at'} {at}: verify {verdict}, {faults}")
    life.profile = whole
    shutil.rmtree(whole.with_name("damaged"))
    told(f"the program on torn and flipped ends: {broken} broken of {sample}")
    return broken
