"""What a person reads after a soak."""

import os
import platform
import time

WARM_UP = 180  # Seconds of a life that say nothing about its memory.
JUDGED = 1800  # Of longer lives, and behind so many seconds of them, the slope is judged (L13); before it is told.
MOST_SLOPE = 1.0  # MiB an hour.


def slope_of(samples, warm_up):
    """MiB an hour and its standard error, over all lives together, each with a level of its own: what a process gains,
    not what a new one begins with. None: too little was seen."""
    lives = {}
    for sample in samples:
        if sample.age > warm_up:
            lives.setdefault(sample.life, []).append((sample.age / 3600, sample.resident))
    lives = [life for life in lives.values() if len(life) > 6]
    pairs = []
    for life in lives:
        middle = [sum(values) / len(life) for values in zip(*life)]
        pairs += [(x - middle[0], y - middle[1]) for x, y in life]
    spread = sum(x * x for x, _ in pairs)
    freedom = len(pairs) - len(lives) - 1
    if spread == 0 or freedom < 10:
        return None
    slope = sum(x * y for x, y in pairs) / spread
    rest = sum((y - slope * x) ** 2 for x, y in pairs)
    return slope, (rest / freedom / spread) ** 0.5


class Report:
    def __init__(self, options, session):
        self.options, self.session = options, session
        self.began = time.time()
        self.load = os.getloadavg()
        self.faults, self.faults_found = [], []
        self.checks = 0

    @staticmethod
    def clock():
        return time.strftime("%H:%M:%S", time.gmtime())

    def broken(self, what):
        self.faults_found.append(f"{self.clock()} {what}")
        print(f"  BROKEN: {what}", flush=True)

    def _head(self):
        minutes = (time.time() - self.began) / 60
        verdict = "SOUND" if not self.faults_found else f"BROKEN ({len(self.faults_found)})"
        return [f"# Soak: {verdict}", "",
                f"{time.strftime('%Y-%m-%d %H:%M', time.gmtime(self.began))} UTC, {minutes:.0f} minutes, seed "
                f"{self.options.seed}. Machine: {platform.node()}, {os.cpu_count()} processors, load "
                f"{self.load[0]:.1f} at the start and {os.getloadavg()[0]:.1f} at the end.", "",
                "A session on three symbols at a venue over sockets, 400 messages a second, strategies that trade all the "
                "time, one fault a minute. In each quiet minute: positions are the venue's, no id was used twice, the "
                "journal is sound, no order stands at the venue that the desk does not know.", ""]

    def _faults(self):
        lines = ["## Faults", "", "| minute | at (UTC) | fault | fired | whole again, from its beginning | |",
                 "| --- | --- | --- | --- | --- | --- |"]
        for line in self.faults:
            whole = "–" if line["whole"] is None else f"{line['whole']:.1f} s"
            lines.append(f"| {line['minute']} | {line['at']} | {line['fault']} | {line['fired']} | {whole} | "
                         f"{line['note']} |")
        return lines + [""]

    def _memory(self):
        judged = slope_of(self.session.samples, JUDGED)
        found = judged or slope_of(self.session.samples, WARM_UP)
        if found is None:
            return f"no life was longer than {WARM_UP} s by enough: nothing can be said of its slope"
        slope, error = found
        text = (f"{slope:+.2f} ± {2 * error:.2f} MiB an hour (two standard errors) behind {JUDGED if judged else WARM_UP} s "
                f"of each life, wanted at most {MOST_SLOPE:.0f}")
        if not judged:
            return text + f"; told and not judged, for no life was much longer than {JUDGED} s"
        if slope - 2 * error > MOST_SLOPE:
            self.broken(f"memory grows: {text}")
        return text

    def _figures(self):
        samples = self.session.samples
        if not samples:
            return []
        lines = ["## Figures", "", "| | first | least | most | last |", "| --- | --- | --- | --- | --- |"]
        rows = [("resident memory, MiB", [sample.resident for sample in samples]),
                ("descriptors", [sample.descriptors for sample in samples]),
                ("threads", [sample.threads for sample in samples]),
                ("journal, MiB", [sample.journal["journal"] / 2**20 for sample in samples]),
                ("tape, MiB", [sample.journal["tape"] / 2**20 for sample in samples])]
        for name, values in rows:
            lines.append(f"| {name} | {values[0]:.4g} | {min(values):.4g} | {max(values):.4g} | {values[-1]:.4g} |")
        return lines + [""]

    def _counts(self):
        ledger = self.session.venue.ask("ledger")
        fired = sum(1 for line in self.faults if line["fired"])
        return ["## Counts", "", f"- {ledger['orders']} orders in the venue's own book, {ledger['streamed']} market "
                f"messages streamed, {ledger['cut']} clients cut by the venue",
                f"- {len(self.faults)} minutes with a fault, {fired} of them fired; {self.checks} quiet checks",
                f"- {self.session.life} lives of the program, {self.session.deaths} ended by kill -9",
                f"- a person had to act {len(self.session.person)} times", ""]

    def write(self, path):
        memory = self._memory()
        lines = self._head() + [f"Memory: {memory}.", ""]
        if self.faults_found:
            lines += ["## Broken", ""] + [f"- {what}" for what in self.faults_found] + [""]
        lines += self._counts() + self._faults() + self._figures()
        if self.session.person:
            lines += ["## What a person had to do", ""] + [f"- {what}" for what in self.session.person] + [""]
        with open(path, "w", encoding="utf-8") as file:
            file.write("\n".join(lines))
        print(f"{'BROKEN' if self.faults_found else 'sound'}: {path}", flush=True)
