"""A person keeps keys in the vault of the real program: vault_person.py PROGRAM [DIR for pictures].

Makes a vault, writes the recovery key down, adds a broker's key, locks and unlocks, all with the keyboard. Beside it
the memory of the program and the files of its profile are searched for what was typed (V7, V10): the passphrase is
never found, the secret at most twice while the vault is open, and neither behind the lock.
"""

import base64
import os
import shutil
import sys
import tempfile

from take_pictures import fresh_profile
from terminal_person import Missing, Person, Screen, missing_tools, wait_for

PASSPHRASE = "zwetschge kapitel lot ofen"
WRONG = "zwetschge kapitel lot ofin"
KEY_ID = "AKIDofThePersonAtTheVault01"
SECRET = "SecretOfThePersonThatNobodyMayFind77"
SOON = 60  # a guess takes half a second on a quiet machine, and several are made


def step(text):
    print(f"- {text}", flush=True)


def forms(text):
    """As a careless program keeps it."""
    raw = text.encode()
    return {"UTF-8": raw, "UTF-16": text.encode("utf-16-le"), "hex": raw.hex().encode(),
            "base64": base64.b64encode(raw)[:-4]}


def copies_in_memory(pid, text):
    """In all memory that the program can write; by form."""
    found = dict.fromkeys(forms(text), 0)
    with open(f"/proc/{pid}/maps", encoding="utf-8") as lines, open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:
        for line in lines:
            place, rights = line.split()[:2]
            if not rights.startswith("rw") or "[vvar]" in line:
                continue
            first, last = (int(part, 16) for part in place.split("-"))
            try:
                memory.seek(first)
                held = memory.read(last - first) or b""
            except OSError:  # a guard page, or one that has gone meanwhile
                continue
            for form, wanted in forms(text).items():
                found[form] += held.count(wanted)
    return {form: count for form, count in found.items() if count}


def files_with(folder, text):
    out = []
    for at, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(at, name)
            if os.path.isfile(path):
                with open(path, "rb") as file:
                    held = file.read()
                out += [path for wanted in forms(text).values() if wanted in held]
    return out


class Keeper:
    """The person, the page of the settings, and where pictures go."""

    def __init__(self, program, profile, directory):
        self.person = Person(program, profile)
        self.directory = directory

    def save(self, name):
        if self.directory is not None:
            Screen.picture(os.path.join(self.directory, name))

    def press(self, name):
        """A button, by its key."""
        button = wait_for(lambda: next((one for one in self.person.every(name=name, role="push button")
                                        if self.person.is_enabled(one)), None), SOON, text=f"the button {name}")
        self.person.focus(button)
        self.person.keys("space")

    def fill(self, *texts, send=True):
        """The fields of the dialog that has just opened, one behind the other."""
        self.person.activate()
        first = self.person.wait(SOON, text="a field for a secret", role="password text")
        self.person.focus(first)
        for index, text in enumerate(texts):
            if index:
                self.person.keys("Tab")
            self.person.type(text)
        if send:
            self.person.keys("Return")

    def state(self, words):
        return self.person.wait(SOON, text=f"the vault that is {words}", contains=words, role="label")

    def open_page(self):
        self.person.activate()
        self.person.keys("ctrl+comma")
        self.person.wait(SOON, text="the settings", contains="Settings")
        self.person.activate()
        self.person.click(self.person.wait(SOON, text="the page", name="Brokers and keys", role="list item"))


def must(holds, what):
    if not holds:
        raise AssertionError(what)


def looks_clean(keeper, profile, when, most_secrets):
    pid = keeper.person.process.pid
    passphrase, secret = copies_in_memory(pid, PASSPHRASE), copies_in_memory(pid, SECRET)
    step(f"{when}: of the passphrase {passphrase or 'nothing'}, of the secret {secret or 'nothing'} in the memory")
    must(not passphrase, f"the passphrase is in the memory {when}: {passphrase}")
    must(sum(secret.values()) <= most_secrets, f"the secret is in the memory {when}: {secret}")
    for text in (PASSPHRASE, SECRET):
        must(not files_with(profile, text), f"a secret is in {files_with(profile, text)} {when}")


def make_vault(keeper):
    keeper.press("Make a vault…")
    keeper.fill(PASSPHRASE, PASSPHRASE)
    written = keeper.person.wait(SOON, text="the recovery key", name="I have written it down", role="check box")
    keeper.person.activate()
    keeper.person.keys("Escape")
    must(keeper.person.is_showing(written), "Esc closed the recovery key before it was written down")
    keeper.save("07b-recovery-key.png")
    keeper.person.focus(written)
    keeper.person.keys("space")
    keeper.press("Close for good")
    keeper.person.activate()
    keeper.state("unlocked")
    step("a vault was made, and its recovery key was shown until it was written down")


def add_key(keeper):
    keeper.person.click(keeper.person.wait(SOON, text="Binance in the table", contains="Binance", role="table cell"))
    keeper.press("Add key…")
    keeper.fill(KEY_ID, SECRET, send=False)
    keeper.save("07b-add-key.png")
    keeper.person.keys("Return")
    keeper.person.gone(SOON, text="the dialog of the key", name="Save to the vault", role="push button")
    keeper.person.activate()
    keeper.person.wait(SOON, text="the key in the table", contains="binance-paper", role="table cell")
    step("a key was added, and the table has its name")
    keeper.save("07b-settings-vault-open.png")


def lock_and_unlock(keeper, profile):
    keeper.person.keys("ctrl+alt+l")
    keeper.state("locked")
    looks_clean(keeper, profile, "behind the lock", 0)
    keeper.press("Unlock…")
    keeper.fill(WRONG)
    keeper.person.wait(SOON, text="the refusal", contains="does not open", role="label")
    keeper.save("07b-unlock-refused.png")
    step("a wrong passphrase was refused in words")
    keeper.fill(PASSPHRASE, send=False)
    wait_for(lambda: (button := keeper.person.find(name="Unlock", role="push button")) is not None
             and keeper.person.is_enabled(button), SOON, text="the end of the wait")
    keeper.person.keys("Return")
    keeper.person.gone(SOON, text="the dialog", name="Unlock", role="push button")
    keeper.person.activate()
    keeper.state("unlocked")
    step("it was unlocked behind the wait")


def session(program, directory):
    profile = fresh_profile("dark")
    keeper = Keeper(program, profile, directory)
    try:
        keeper.open_page()
        keeper.state("none yet")
        looks_clean(keeper, profile, "before", 0)
        make_vault(keeper)
        add_key(keeper)
        looks_clean(keeper, profile, "while it is open", 2)
        lock_and_unlock(keeper, profile)
        looks_clean(keeper, profile, "open again", 2)
        must(keeper.person.leave() in (0, 130), "the program did not end in order")
        for text in (PASSPHRASE, WRONG, SECRET, KEY_ID):
            must(text not in keeper.person.output(), "a secret is in what the program has said")
            must(not files_with(profile, text), f"a secret is in {files_with(profile, text)}")
        step("no file of the profile has any of it")
    except AssertionError:
        Screen.picture(os.path.join(tempfile.gettempdir(), "omni-vault-person-failed.png"))
        raise
    finally:
        if keeper.person.process.poll() is None:
            keeper.person.crash()
        shutil.rmtree(profile, ignore_errors=True)


def main():
    lacking = missing_tools()
    if os.geteuid() != 0:
        lacking.append("the right to read the memory of a program that is not dumpable (root)")
    if lacking:
        print("no person can sit here: this machine lacks " + ", ".join(lacking), file=sys.stderr)
        return 5
    try:
        screen = Screen()
    except Missing as fault:
        print(fault, file=sys.stderr)
        return 5
    try:
        session(os.path.abspath(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else None)
    except AssertionError as fault:
        print(f"FAILED: {fault}", file=sys.stderr)
        return 1
    finally:
        screen.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
