"""`load_venue` and `load_desk` as other programs see them, and the venue's own truth over its signed requests."""

import hashlib
import hmac
import json
import os
import select
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request


class Talker:
    """A program that is told a line and answers with one of JSON."""

    def __init__(self, words, environment=None):
        self.process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1,
                                        env=environment)
        self.pid = self.process.pid

    def hear(self, seconds):
        ready, _, _ = select.select([self.process.stdout], [], [], seconds)
        line = self.process.stdout.readline() if ready else ""
        if not line:
            raise AssertionError(f"{self.process.args[0]} said nothing within {seconds} s")
        return json.loads(line)

    def tell(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def ask(self, line, seconds=60):
        self.tell(line)
        return self.hear(seconds)

    def end(self):
        if self.process.poll() is None:
            self.process.stdin.close()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


class LoadVenue(Talker):
    """The generator; `symbols` listings, of which the first is BTCUSDT."""

    def __init__(self, folder, symbols, rate=0, wave=None):
        words = [os.path.join(folder, "load_venue"), str(symbols), str(rate)]
        super().__init__(words + ([str(part) for part in wave] if wave else []))
        said = self.hear(20)
        self.rest, self.ws = said["binance"]["rest"], said["binance"]["ws"]
        self.key, self.secret = said["keys"][0]["key"], said["keys"][0]["secret"]
        self.symbols, self.order_port = said["symbols"], said["orders"]

    @property
    def port(self):
        return int(self.rest.rpartition(":")[2])

    def environment(self):
        """Of a program that trades there."""
        return os.environ | {"OMNI_BINANCE_PAPER_KEY": self.key, "OMNI_BINANCE_PAPER_SECRET": self.secret}

    def signed(self, path, **parameters):
        """What the venue says to a signed question, asked past every proxy."""
        parameters |= {"timestamp": str(int(time.time() * 1000)), "recvWindow": "60000"}
        text = urllib.parse.urlencode(parameters)
        seal = hmac.new(self.secret.encode(), text.encode(), hashlib.sha256).hexdigest()
        request = urllib.request.Request(f"{self.rest}/api/v3/{path}?{text}&signature={seal}",
                                         headers={"X-MBX-APIKEY": self.key})
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)

    def holds(self):
        """Of each asset, free and locked."""
        return {line["asset"]: (line["free"], line["locked"]) for line in self.signed("account")["balances"]}

    def open_orders(self):
        return self.signed("openOrders")

    def all_orders(self, symbol):
        return self.signed("allOrders", symbol=symbol, limit="1000")


class LoadDesk(Talker):
    """The desk under load, armed."""

    def __init__(self, folder, venue, profile, symbols, own_way=False):
        super().__init__([os.path.join(folder, "load_desk"), profile, venue.rest, venue.ws,
                          "0" if own_way else str(venue.order_port), *symbols], venue.environment())
        self.hear(60)
