"""`omnitrade sandbox` as the other end of a window under load."""

import json
import os
import subprocess

TRADES_A_SECOND = 10000
LOADED = "BTCUSDT"


def write_recording(path, seconds):
    """Trades evenly in time, each at another price, so that each moves the best prices as well."""
    with open(path, "w", encoding="ascii") as file:
        file.write("timestamp_ns,price,size,side\n")
        begun = 1_700_000_000_000_000_000
        for second in range(seconds):
            rows = []
            for i in range(TRADES_A_SECOND):
                at = begun + second * 1_000_000_000 + i * (1_000_000_000 // TRADES_A_SECOND)
                price = 60000 + (i * 7 + second * 13) % 400 / 10 + second % 60
                rows.append(f"{at},{price:.1f},0.0{1 + i % 9},{'B' if i % 2 else 'S'}\n")
            file.write("".join(rows))


class PaperExchange:
    """`omnitrade sandbox` with Binance's protocol, playing a recording."""

    def __init__(self, program, recording):
        self.process = subprocess.Popen(
            [program, "sandbox", "--binance", "0", "--feed", recording, "--instrument",
             f"binance:{LOADED},tick=0.1,lot=0.0001,quote=USDT"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            text=True)
        line = self.process.stdout.readline()
        if not line:
            raise AssertionError("the paper exchange does not start")
        self.said = json.loads(line)

    def tell(self, profile):
        """Writes where it is into the profile, and its keys into the environment of what is started next."""
        place, keys = self.said["binance"], self.said["keys"][0]
        with open(os.path.join(profile, "config.toml"), "w", encoding="utf-8") as file:
            file.write(f'[brokers.binance]\nenvironment = "paper"\nrest = "{place["rest"]}"\n'
                       f'ws = "{place["ws"]}"\nws_api = "{place["ws"]}"\n')
        os.chmod(os.path.join(profile, "config.toml"), 0o600)
        return {"OMNI_BINANCE_PAPER_KEY": keys["key"], "OMNI_BINANCE_PAPER_SECRET": keys["secret"]}

    def end(self):
        self.process.terminate()
        self.process.wait()
