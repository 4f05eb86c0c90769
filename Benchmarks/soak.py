#!/usr/bin/env python3
"""Half an hour of ordinary trouble: requests at a fixed rate, callers who hang up, upstreams that break off.

Three fifths are streams. A share of callers hangs up in the middle of a stream, a share of streams is cut by the upstream.
At the end memory must have been level over the last half, the ledger must equal the truth for replies that were whole,
and must lie between the truth and one and a half times of it, on average, for the others.
"""

import argparse
import asyncio
import math
import os
import random
import sqlite3
import statistics
import sys
import time
from collections import Counter

from streams import END, HEAD, ask, chunk, event, piece, serve, usage

from own_gateway import MAIN_INPUT, MAIN_OUTPUT, Gateway

PROMPT_TOKENS = 24
PROMPT = "Write a few plain sentences about the weather of an ordinary day in a small town by the sea."
VOCABULARY = " the of and to in is it that was for on are as with his they at be this from".split()


class Upstream:
    """Answers with words of one token each; remembers what it has written for each request, and whether to the end."""

    def __init__(self, options):
        self.options, self.written, self.wanted = options, {}, {}

    async def answer(self, call):
        name = call.json["user"]
        _, wanted, cut = name.split(":")
        count = min(int(wanted), call.json.get("max_tokens", 10**9))
        end = int(cut) or count
        self.written[name] = 0
        if not call.json.get("stream"):
            self.written[name] = count
            await asyncio.sleep(0.02)
            text = " ".join(VOCABULARY[n % len(VOCABULARY)] for n in range(count))
            body = {"id": "x", "object": "chat.completion", "created": 1, "model": call.model, "usage": usage(PROMPT_TOKENS, count),
                    "choices": [{"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}]}
            data = event(body)[6:-2]
            return await call.send(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n" % len(data) + data)
        await call.send(HEAD + piece(event(chunk(call.model, {"role": "assistant", "content": ""}))))
        while self.written[name] < end:
            some = min(4, end - self.written[name])
            words = (VOCABULARY[(self.written[name] + n) % len(VOCABULARY)] for n in range(some))
            await call.send(b"".join(piece(event(chunk(call.model, {"content": " " + word}))) for word in words))
            self.written[name] += some
            await asyncio.sleep(self.options.pace * some / 1000)
        if int(cut):
            return "close"
        await call.send(piece(event(chunk(call.model, {}, "stop"))) + piece(event(chunk(call.model, {}, usage=usage(PROMPT_TOKENS, count))))
                        + piece(b"data: [DONE]\n\n") + END)

    def truth(self, name):
        return PROMPT_TOKENS * MAIN_INPUT + self.written.get(name, 0) * MAIN_OUTPUT


def draw(number, numbers, options):
    """What one request is to be: its kind, its body, and after how many events its caller leaves."""
    wanted = max(2, min(1000, round(math.exp(numbers.gauss(math.log(60), 0.8)))))
    stream, luck = numbers.random() < 0.6, numbers.random()
    # Only streams can break: their share among them is as much larger.
    leaves = numbers.randint(1, wanted - 1) if stream and luck < options.hang_ups / 0.6 else None
    cut = numbers.randint(1, wanted - 1) if stream and options.hang_ups / 0.6 <= luck < (options.hang_ups + options.cuts) / 0.6 else 0
    kind = "left" if leaves else "cut" if cut else "stream" if stream else "whole"
    content = {"model": "own/main", "messages": [{"role": "user", "content": PROMPT}], "user": f"{number}:{wanted}:{cut}", "max_tokens": 1024}
    if stream:
        content |= {"stream": True, "stream_options": {"include_usage": True}}
    return kind, content, leaves


async def load(gateway, upstream, options, outcomes, memory):
    """Sends at the fixed rate for the whole time, and looks at the memory every few seconds."""
    numbers, begun, tasks, number = random.Random(options.seed), time.monotonic(), set(), 0

    async def one(kind, content, leaves):
        reply = await ask(gateway.port, content, limit=120, leave_after=leaves)
        outcomes.append((kind, content["user"], reply.fields.get("x-steelyard-decision"), reply.cost, reply.status, reply.is_whole, reply.broken))

    looked = 0.0
    while (now := time.monotonic() - begun) < options.seconds:
        while number < now * options.rate:
            task = asyncio.create_task(one(*draw(number, numbers, options)))
            tasks.add(task)
            task.add_done_callback(tasks.discard)
            number += 1
        if now - looked >= max(1, options.seconds / 360):
            looked = now
            memory.append((now, gateway.memory() / (1 << 20), len(tasks)))
        await asyncio.sleep(0.005)
    if tasks:
        await asyncio.wait(tasks)


def slope(points):
    """MiB an hour, by least squares."""
    xs, ys = [p[0] / 3600 for p in points], [p[1] for p in points]
    return statistics.linear_regression(xs, ys).slope if len(points) > 2 else 0.0


def report(gateway, upstream, outcomes, memory, options):
    connection = sqlite3.connect(f"file:{gateway.ledger}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    rows = {row["id"]: row for row in connection.execute("SELECT id, status, cost_nano, charged_nano, held_nano, overrun FROM decisions")}
    connection.close()
    kinds, wrong = {}, Counter()
    for kind, name, decision, cost, status, whole, broken in outcomes:
        truth, row = upstream.truth(name), rows.get(decision)
        entry = kinds.setdefault(kind, {"requests": 0, "truth": 0, "charged": 0, "equal": 0, "below": 0})
        if row is None:
            wrong["replies without a row"] += 1
            continue
        entry["requests"] += 1
        entry["truth"] += truth
        entry["charged"] += row["charged_nano"]
        entry["equal"] += row["charged_nano"] == truth
        entry["below"] += row["charged_nano"] < truth
        if row["held_nano"] is not None and row["charged_nano"] > row["held_nano"]:
            wrong["charged above the hold"] += 1
        if kind in ("whole", "stream"):
            if status != 200 or not whole:
                wrong[f"failed: {status} {broken}"] += 1
            elif row["charged_nano"] != truth or cost != truth:
                wrong["whole replies whose charge is not the truth"] += 1
    half = [p for p in memory if p[0] > options.seconds / 2]
    print(f"{options.seconds:.0f} s at {options.rate}/s, {options.hang_ups:.0%} hang-ups, {options.cuts:.0%} cuts: {len(outcomes)} requests, {len(rows)} rows")
    print(f"{'':8}{'requests':>10}{'truth $':>12}{'charged $':>12}{'ratio':>8}{'= truth':>10}{'< truth':>10}")
    for kind, e in sorted(kinds.items()):
        print(f"{kind:8}{e['requests']:>10}{e['truth'] / 1e9:>12.4f}{e['charged'] / 1e9:>12.4f}{e['charged'] / max(1, e['truth']):>8.3f}{e['equal']:>10}{e['below']:>10}")
    growth = slope(half)
    first, last = (statistics.mean(p[1] for p in part) for part in (half[:len(half) // 3 or 1], half[-(len(half) // 3) or -1:]))
    print(f"memory: {memory[0][1]:.0f} MiB at first, {first:.1f} to {last:.1f} MiB over the last half, {growth:+.1f} MiB an hour, at most {max(p[1] for p in memory):.0f}")
    broken = [e for kind, e in kinds.items() if kind in ("left", "cut")]
    ratio = sum(e["charged"] for e in broken) / max(1, sum(e["truth"] for e in broken))
    print(f"left and cut streams: {ratio:.2f} times the truth")
    if ratio > 1.5:
        wrong["left and cut streams above 1.5 times the truth"] = 1
    if last - first > 0.05 * first + 2:
        wrong["memory grows"] = 1
    for what, n in wrong.items():
        print(f"  {what}: {n}")
    print("holds" if not wrong else "does not hold")
    return 1 if wrong else 0


async def run(options):
    upstream, outcomes, memory = Upstream(options), [], []
    server, port = await serve(upstream.answer)
    async with server:
        with Gateway(options.steelyard, {"main": port}, {"threads": 0}) as gateway:
            await load(gateway, upstream, options, outcomes, memory)
            gateway.stop()
            return report(gateway, upstream, outcomes, memory, options)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--steelyard", default=".build-release/release/steelyard", type=os.path.abspath, help="the executable")
    parser.add_argument("--seconds", type=float, default=1800)
    parser.add_argument("--rate", type=float, default=200, help="requests a second")
    parser.add_argument("--hang-ups", type=float, default=0.10, help="share of requests whose caller leaves")
    parser.add_argument("--cuts", type=float, default=0.05, help="share of requests whose stream the upstream cuts")
    parser.add_argument("--pace", type=float, default=10, help="milliseconds a token of a stream")
    parser.add_argument("--seed", type=int, default=1)
    sys.exit(asyncio.run(run(parser.parse_args())))


if __name__ == "__main__":
    main()
