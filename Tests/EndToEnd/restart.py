"""A new process takes the place of the one that serves, under load: whatever is killed in between, no caller is refused
while anybody serves, and there is one account for each key.

`--rate` and `--stream-seconds` make of the same checks a measurement.
"""

import asyncio
import json
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent / "Benchmarks"))

from streams import END, HEAD, ask, chunk, event, piece, serve, usage

from checks import check, equal, run
from own_gateway import MAIN_INPUT, MAIN_OUTPUT, Gateway, arguments, connects_while_stopped

PROMPT_TOKENS = 10
# A hang, not a speed: nothing here takes as long.
NEVER = 120


class Upstream:
    """Answers whole at once, and streams in forty pieces over the wanted time, of which the last waits for `may_end`."""

    def __init__(self, options):
        self.options, self.under_way, self.may_end = options, 0, asyncio.Event()

    async def answer(self, call):
        if not call.json.get("stream"):
            body = {"id": "x", "object": "chat.completion", "created": 1, "model": call.model, "usage": usage(PROMPT_TOKENS, 5),
                    "choices": [{"index": 0, "message": {"role": "assistant", "content": "one two three four five"}, "finish_reason": "stop"}]}
            data = json.dumps(body).encode()
            return await call.send(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n" % len(data) + data)
        self.under_way += 1
        try:
            await call.send(HEAD)
            for number in range(40):
                while number == 39 and not self.may_end.is_set():
                    await call.wait(0.05)
                await call.send(piece(event(chunk(call.model, {"content": " the"}))))
                await call.wait(self.options.stream_seconds / 40)
            await call.send(piece(event(chunk(call.model, {}, "stop"))) + piece(event(chunk(call.model, {}, usage=usage(PROMPT_TOKENS, 40))))
                            + piece(b"data: [DONE]\n\n") + END)
        finally:
            self.under_way -= 1


def content(stream=False, output=64):
    body = {"model": "own/main", "messages": [{"role": "user", "content": "Say something."}], "max_tokens": output}
    return body | ({"stream": True, "stream_options": {"include_usage": True}} if stream else {})


WHOLE_COST = PROMPT_TOKENS * MAIN_INPUT + 5 * MAIN_OUTPUT
STREAM_COST = PROMPT_TOKENS * MAIN_INPUT + 40 * MAIN_OUTPUT


class Load:
    """Callers at a fixed rate, each on a connection of its own, and some that keep theirs, until it is ended."""

    def __init__(self, port, rate, key):
        self.port, self.rate, self.key = port, rate, key
        self.replies, self.tasks, self.kept, self.is_over = [], set(), [], False

    async def __aenter__(self):
        self.sender = asyncio.create_task(self.send())
        self.kept = [asyncio.create_task(self.keep()) for _ in range(4)]
        return self

    async def __aexit__(self, *_):
        self.is_over = True
        await asyncio.wait_for(asyncio.gather(self.sender, *self.kept, *self.tasks), NEVER)

    async def send(self):
        begun, number = time.monotonic(), 0
        while not self.is_over:
            while number < (time.monotonic() - begun) * self.rate:
                task = asyncio.create_task(self.one())
                self.tasks.add(task)
                task.add_done_callback(self.tasks.discard)
                number += 1
            await asyncio.sleep(0.005)

    async def one(self):
        self.replies.append(await ask(self.port, content(), key=self.key, limit=NEVER))

    async def keep(self):
        """One request after the other on a connection, a new one whenever a reply says that it ends."""
        while not self.is_over:
            reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
            body, closes = json.dumps(content()).encode(), False
            while not closes and not self.is_over:
                writer.write(f"POST /v1/chat/completions HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n"
                             f"authorization: Bearer {self.key}\r\ncontent-length: {len(body)}\r\n\r\n".encode() + body)
                head = (await reader.readuntil(b"\r\n\r\n")).lower()
                length = int(head.partition(b"content-length:")[2].partition(b"\r\n")[0])
                await reader.readexactly(length)
                assert head.startswith(b"http/1.1 200"), head
                closes = b"connection: close" in head
                await asyncio.sleep(0.01)
            writer.close()

    def problems(self):
        return [f"{r.status} {r.broken} {r.error}" for r in self.replies if r.status != 200 or r.broken][:5]


class Place:
    """A folder with a gateway before an upstream, and those that take its place."""

    def __init__(self, t):
        self.t = t

    async def __aenter__(self):
        self.upstream = Upstream(self.t)
        self.server, self.upstream_port = await serve(self.upstream.answer)
        gateway = self.gateway()
        # Before the start: from the first moment on each request is some key's.
        self.key = gateway.create_key("--tenant", "own")
        self.gateways = [await asyncio.to_thread(gateway.start)]
        return self

    async def __aexit__(self, *_):
        for gateway in reversed(self.gateways):
            await asyncio.to_thread(gateway.stop)
        self.server.close()

    def gateway(self):
        first = self.gateways[0] if hasattr(self, "gateways") else None
        gateway = Gateway(self.t.steelyard, {"main": self.upstream_port}, {"auth": "auto", "timeouts": {"budget_wait": "0s"}},
                          folder=first and first.folder)
        gateway.port = first.port if first else 0
        return gateway

    async def take_over(self):
        """Starts another; it listens when this returns."""
        gateway = self.gateway()
        self.gateways.append(gateway)
        assert await asyncio.to_thread(gateway.launch, "--take-over"), gateway.log
        return gateway

    async def until(self, condition, what):
        end = time.monotonic() + NEVER
        while not condition():
            assert time.monotonic() < end, f"never: {what}"
            await asyncio.sleep(0.01)

    async def ended(self, gateway):
        await self.until(lambda: gateway.process.poll() is not None, "the old process ends")
        return gateway.process.returncode

    async def streams(self, count, key):
        """Streams that have begun."""
        tasks = [asyncio.create_task(ask(self.gateways[0].port, content(True), key=key, limit=NEVER)) for _ in range(count)]
        await self.until(lambda: self.upstream.under_way == count, "all streams are under way")
        return tasks


def scenario(name):
    """Registers a coroutine of a `Place` as a check."""

    def register(function):
        async def in_a_place(t):
            async with Place(t) as place:
                await function(place)

        check(name)(lambda t: asyncio.run(in_a_place(t)))
        return function

    return register


@scenario("under load none is refused, streams end whole, and each request is charged once")
async def under_load(place):
    first = place.gateways[0]
    async with Load(first.port, place.t.rate, place.key) as load:
        streams = await place.streams(20, place.key)
        await place.until(lambda: len(load.replies) >= place.t.rate, "the load flows")
        begun, before = time.monotonic(), len(load.replies)
        second = await place.take_over()
        equal(second.port, first.port)
        serving = time.monotonic() - begun
        place.upstream.may_end.set()
        equal(await place.ended(first), 0)
        drained = time.monotonic() - begun
        seen = len(load.replies)
        await place.until(lambda: len(load.replies) >= seen + place.t.rate, "the load flows")
    equal(load.problems(), [])
    replies = [await task for task in streams]
    equal([(r.status, r.is_whole, r.text) for r in replies], [(200, True, " the" * 40)] * 20)
    second.assert_alive()
    second.stop()
    rows = first.rows()
    equal(sum(row["status"] != "ok" for row in rows), 0)
    equal({row["charged_nano"] for row in rows}, {WHOLE_COST, STREAM_COST})
    equal(sum(row["stream"] for row in rows), 20)
    assert len(rows) >= len(load.replies) + 20, (len(rows), len(load.replies))
    slow = sorted(r.seconds for r in load.replies)
    print(f"# {len(load.replies)} requests at {place.t.rate}/s, {seen - before} of them while the place changed hands: 0 refused; listening after "
          f"{serving:.2f} s, the old process gone after {drained:.2f} s; waits: median {statistics.median(slow) * 1000:.1f} ms, "
          f"99th {slow[len(slow) * 99 // 100] * 1000:.0f} ms, longest {slow[-1] * 1000:.0f} ms", flush=True)


@scenario("a cap is one cap while two processes serve")
async def one_cap(place):
    first = place.gateways[0]
    cap = 40_000_000
    key = first.create_key("--tenant", "capped", "--cap-total", f"{cap / 1e9}")
    streams = await place.streams(10, key)
    second = await place.take_over()

    async def served_until(code):
        count = 0
        while (reply := await ask(second.port, content(output=5), key=key)).status == 200:
            count += 1
        equal((reply.status, reply.error["code"]), (429, code))
        return count

    # What the old process holds for the streams counts here: no less, and no more.
    beside = await served_until("budget_busy")
    place.upstream.may_end.set()
    equal([r.is_whole for r in [await task for task in streams]], [True] * 10)
    equal(await place.ended(first), 0)
    rows = await asyncio.to_thread(lambda: [second.row(r.fields["x-steelyard-decision"]) for r in [t.result() for t in streams]])
    held = sum(row["held_nano"] for row in rows)
    equal(sum(row["charged_nano"] for row in rows), 10 * STREAM_COST)
    await place.until(lambda: (second.folder / "ledger.db-handover").exists(), "nothing is left of the first")
    after = await served_until("budget_exceeded")
    second.stop()
    one = max(row["held_nano"] for row in second.rows("NOT stream"))
    spent = beside * WHOLE_COST
    assert cap - one < spent + held <= cap, (spent, held, one, cap)
    charged = sum(row["charged_nano"] for row in second.rows())
    equal(charged, 10 * STREAM_COST + (beside + after) * WHOLE_COST)
    assert cap - one < charged <= cap, (charged, one, cap)


@scenario("the old process is killed while it drains: what it had under way is charged, and the new one serves on")
async def old_killed(place):
    first = place.gateways[0]
    key = first.create_key("--tenant", "killed", "--cap-total", "1")
    streams = await place.streams(5, key)
    second = await place.take_over()
    # As long as there is the first, the second does not make room for a third.
    third = place.gateway()
    equal(await asyncio.to_thread(third.launch, "--take-over"), False)
    assert "does not give up its place" in third.log, third.log
    third.stop()
    first.process.kill()
    replies = [await task for task in streams]
    equal([r.is_whole for r in replies], [False] * 5)
    equal((await ask(second.port, content(), key=key)).status, 200)
    await place.until(lambda: len(second.rows("status = 'interrupted'")) == 5, "five rows of interrupted requests")
    assert all(0 < row["charged_nano"] <= row["held_nano"] for row in second.rows("status = 'interrupted'"))
    # And its place can be taken in turn, once nothing is left of the first.
    await place.until(lambda: (second.folder / "ledger.db-handover").exists(), "the second offers its place")
    third = await place.take_over()
    equal(await place.ended(second), 0)
    equal((await ask(third.port, content(), key=key)).status, 200)


@scenario("the new process is killed while the old one drains: nothing is lost, and the next start has all of it")
async def new_killed(place):
    first = place.gateways[0]
    streams = await place.streams(5, place.key)
    second = await place.take_over()
    begun = asyncio.create_task(ask(second.port, content(True), key=place.key, limit=NEVER))
    await place.until(lambda: place.upstream.under_way == 6, "the sixth stream is under way")
    second.process.kill()
    equal((await begun).is_whole, False)
    place.upstream.may_end.set()
    equal([r.is_whole for r in [await task for task in streams]], [True] * 5)
    equal(await place.ended(first), 0)
    third = await place.take_over()
    equal(sorted(row["status"] for row in third.rows()), ["interrupted"] + ["ok"] * 5)
    equal((await ask(third.port, content(), key=place.key)).status, 200)


@scenario("a new process that cannot start leaves the old one as it was")
async def new_fails(place):
    first = place.gateways[0]
    equal((await ask(first.port, content(), key=place.key)).status, 200)
    failing = place.gateway()
    failing.settings["policy"] = "missing.yaml"
    failing.config = "other.yaml"
    (first.folder / "other.yaml").write_text("version: 1\ndiscover: false\nledger: {path: ledger.db}\npolicy: missing.yaml\n")
    equal(await asyncio.to_thread(failing.launch, "--take-over"), False)
    assert "missing.yaml" in failing.log, failing.log
    failing.stop()
    equal((await ask(first.port, content(), key=place.key)).status, 200)
    # Without being asked to, none takes another's place.
    plain = place.gateway()
    equal(await asyncio.to_thread(plain.launch), False)
    assert "another steelyard" in plain.log and "--take-over" in plain.log, plain.log
    plain.stop()
    second = await place.take_over()
    equal(await place.ended(first), 0)
    equal((await ask(second.port, content(), key=place.key)).status, 200)
    # Those who come in a crowd wait in the socket's queue, as long as it was before.
    equal(await asyncio.to_thread(connects_while_stopped, second, 900), 900)


if __name__ == "__main__":
    run(arguments(
        __doc__, ("--rate", {"type": float, "default": 50, "help": "requests a second under load"}),
        ("--stream-seconds", {"type": float, "default": 0.4, "help": "how long streams last, at least"})))
