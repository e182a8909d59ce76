"""A proxy between a program and its venue that breaks the line as it is told to: plain HTTP/1.1 and WebSockets, many
connections, a thread of its own. Each fault that has met something is counted; one that met nothing has not fired.
"""

import asyncio
import threading
import time

STREAM_WORDS = {"double_fill": b'"executionReport"', "gap": b'"depthUpdate"'}
GATEWAY_PAGE = b"<html><head><title>503 Service Unavailable</title></head><body>upstream</body></html>"


def _answer(status, body, more=b""):
    return (b"HTTP/1.1 " + status + b"\r\nContent-Type: text/html\r\nContent-Length: " + str(len(body)).encode()
            + b"\r\n" + more + b"\r\n" + body)


class _Line:
    """One connection."""

    def __init__(self, proxy, reader, writer):
        self.proxy, self.client, self.to_client = proxy, reader, writer
        self.venue = self.to_venue = None
        self.is_dead = False  # Open, and nothing passes any more.

    async def run(self):
        try:
            if self.proxy.is_silent():
                self.is_dead = True
                await self._stay_silent()
            self.venue, self.to_venue = await asyncio.open_connection("127.0.0.1", self.proxy.venue_port)
            while await self._one_request():
                pass
        except (ConnectionError, asyncio.IncompleteReadError, OSError):
            pass
        finally:
            self.close()

    def close(self):
        for writer in (self.to_client, self.to_venue):
            if writer is not None:
                writer.transport.abort()

    async def _stay_silent(self):
        while not self.client.at_eof() and not self.to_client.is_closing():
            await asyncio.sleep(0.1)
        raise ConnectionError

    async def _pass(self, writer, data):
        """Hands on; never where the line is dead."""
        if self.is_dead:
            await self._stay_silent()
        writer.write(data)
        await writer.drain()

    async def _head(self, reader):
        return await reader.readuntil(b"\r\n\r\n")

    @staticmethod
    def _length(head):
        for line in head.split(b"\r\n")[1:]:
            name, _, value = line.partition(b":")
            if name.strip().lower() == b"content-length":
                return int(value)
        return 0

    async def _one_request(self):
        head = await self._head(self.client)
        body = await self.client.readexactly(self._length(head))
        method, target, _ = head.split(b"\r\n")[0].split(b" ", 2)
        is_order = method == b"POST" and target.startswith(b"/api/v3/order")
        if target.startswith(b"/api/v3/") and self.proxy.meets("throttle"):
            await self._pass(self.to_client, _answer(b"429 Too Many Requests", b"{}", b"Retry-After: 2\r\n"))
            return True
        # Frames are to be read here, so that they may not be packed.
        kept = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"sec-websocket-extensions")]
        delay = self.proxy.delay()
        if delay > 0:
            self.proxy.fired["slow"] += 1
            await asyncio.sleep(delay)
        await self._pass(self.to_venue, b"\r\n".join(kept) + body)
        answer = await self._head(self.venue)
        if answer.split(b" ", 2)[1] == b"101":
            await self._pass(self.to_client, answer)
            await self._frames()
            return False
        answer += await self.venue.readexactly(self._length(answer))
        if is_order and self.proxy.meets("lost_ack"):
            return False  # the venue has it, and nobody hears of that
        if is_order and self.proxy.meets("unproven"):
            answer = _answer(b"503 Service Unavailable", GATEWAY_PAGE)
        await self._pass(self.to_client, answer)
        return True

    async def _frames(self):
        away = asyncio.ensure_future(self._copy())
        try:
            while True:
                await self._frame()
        finally:
            away.cancel()

    async def _copy(self):
        try:
            while True:
                data = await self.client.read(65536)
                if not data:
                    break
                await self._pass(self.to_venue, data)
        except (ConnectionError, OSError):
            pass
        self.close()

    async def _frame(self):
        frame = await self.venue.readexactly(2)
        length = frame[1] & 0x7F
        if length > 125:
            more = await self.venue.readexactly(2 if length == 126 else 8)
            frame, length = frame + more, int.from_bytes(more, "big")
        frame += await self.venue.readexactly(length)
        times = 1
        if STREAM_WORDS["double_fill"] in frame and b'"TRADE"' in frame and self.proxy.meets("double_fill"):
            times = 2
        elif STREAM_WORDS["gap"] in frame and self.proxy.meets("gap"):
            times = 0
        for _ in range(times):
            await self._pass(self.to_client, frame)


class FaultProxy:
    """Between a program and `venue_port`; its own port is `port`. All calls are for any thread."""

    def __init__(self, venue_port):
        self.venue_port = venue_port
        self.fired = dict.fromkeys(("cut", "half_open", "slow", "throttle", "lost_ack", "unproven", "double_fill",
                                    "gap"), 0)
        self._wanted = {}  # Kind: how many more it meets.
        self._slow_until = self._silent_until = 0.0
        self._delay = 0.0
        self._lines = set()
        self._loop = asyncio.new_event_loop()
        ready = threading.Event()
        self.port = 0
        self._thread = threading.Thread(target=self._run, args=(ready,), daemon=True)
        self._thread.start()
        ready.wait(10)

    def _run(self, ready):
        asyncio.set_event_loop(self._loop)

        async def begin():
            server = await asyncio.start_server(self._serve, "127.0.0.1", 0, limit=1 << 20)
            self.port = server.sockets[0].getsockname()[1]
            ready.set()

        self._loop.run_until_complete(begin())
        self._loop.run_forever()

    async def _serve(self, reader, writer):
        line = _Line(self, reader, writer)
        self._lines.add(line)
        try:
            await line.run()
        except asyncio.CancelledError:
            pass  # the proxy ends
        finally:
            self._lines.discard(line)

    def end(self):
        async def finish():
            tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            self._loop.stop()

        asyncio.run_coroutine_threadsafe(finish(), self._loop)
        self._thread.join(5)

    # --- of the lines ---
    def meets(self, kind):
        if self._wanted.get(kind, 0) <= 0:
            return False
        self._wanted[kind] -= 1
        self.fired[kind] += 1
        return True

    def delay(self):
        return self._delay if time.monotonic() < self._slow_until else 0

    def is_silent(self):
        return time.monotonic() < self._silent_until

    # --- what is to go wrong ---
    def want(self, kind, times):
        """The next so many that fit meet it: throttle, lost_ack, unproven, double_fill, gap."""
        self._wanted[kind] = times

    def forgive(self):
        """Nothing is wanted any more."""
        self._wanted = {}
        self._slow_until = self._silent_until = 0.0

    def cut(self):
        """All lines end without a word."""

        def act():
            self.fired["cut"] += len(self._lines)
            for line in list(self._lines):
                line.close()

        self._loop.call_soon_threadsafe(act)

    def half_open(self, seconds):
        """All lines, and new ones for so long, stay open and say nothing for ever."""

        def act():
            self._silent_until = time.monotonic() + seconds
            self.fired["half_open"] += len(self._lines)
            for line in self._lines:
                line.is_dead = True

        self._loop.call_soon_threadsafe(act)

    def slow(self, delay, seconds):
        """For so long requests come late by `delay` seconds."""
        self._delay, self._slow_until = delay, time.monotonic() + seconds
