# What a crash leaves on the disk, looked at more closely than a killed process shows it: images of a power loss at
# every moment of a traced life, and a journal whose end is cut or flipped.

import random
import shutil
import subprocess
import tempfile
from pathlib import Path

from checks import start
from life import Life
from parties import Venue, command

STARTS = 2  # behind the life: what a recovery writes can be lost, and what a clean end and the start behind it write
FEW, MANY = 2, 6  # cuts, and as many flipped bits, that the real program is started on


def images_and_cuts(matrix, options, told):
    """How many promises were broken."""
    folder = Path(tempfile.mkdtemp(prefix="omnitrade-crash."))
    in_memory = Path("/dev/shm")
    scratch = Path(tempfile.mkdtemp(prefix="omnitrade-crash.", dir=in_memory if in_memory.is_dir() else None))
    venue = Venue(matrix.tools, matrix.broker)
    try:
        trace = folder / "trace"
        life = Life(matrix.tools, folder, venue, matrix.middle, trace)
        broken = 0 if life.report.fired else 1
        left = folder / "left"
        shutil.copytree(life.profile, left, ignore=shutil.ignore_patterns("*.socket"))
        broken += _cut_program(life, left, options, told)
        shim = {"OMNI_FAULT_FOLDER": str(life.profile), "OMNI_FAULT_TRACE": str(trace)}
        for _ in range(STARTS):
            faults, _, _ = start(life, shim)
            broken += len(faults)
            for fault in faults:
                told(f"    traced: {fault}")
        crash = matrix.tools / "crash"
        images = [crash / "crash_images", trace, scratch / "image", str(options.images), str(options.seed)]
        for tool in (images, [crash / "crash_cuts", left / "journal", scratch / "image"]):
            done = subprocess.run(tool, capture_output=True, text=True)
            told((done.stdout + done.stderr).rstrip())
            broken += done.returncode != 0
        # That the images can fail at all: the same of a disk on which no sync does anything.
        deaf = subprocess.run([*images[:3], "1", images[4], "deaf"], capture_output=True, text=True)
        told("of a disk that no sync reaches, " + deaf.stdout.rstrip().rsplit("\n", 1)[-1])
        return broken + (deaf.returncode != 1)
    finally:
        venue.close()
        shutil.rmtree(folder)
        shutil.rmtree(scratch)


def _cut_program(life, left, options, told):
    """The real program on a sample of them: it starts and its books become the venue's, or it names the damage."""
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
        faults, _, _ = start(life)
        is_refused = any("ended with 3" in fault and segment in fault for fault in faults)
        if (faults and not (is_refused and not is_cut and verdict == 1)) or verdict not in (0, 1) \
                or (is_cut and verdict != 0):
            broken += 1
            told(f"    {segment} {'cut to' if is_cut else 'flipped at'} {at}: verify {verdict}, {faults}")
    life.profile = whole
    shutil.rmtree(whole.with_name("damaged"))
    told(f"the program on torn and flipped ends: {broken} broken of {sample}")
    return broken
