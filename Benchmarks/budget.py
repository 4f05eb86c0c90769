#!/usr/bin/env python3
"""What a cap is worth under many streams at once: hardcap's protocol.

Tenants with one key and one cap each; 128 callers a tenant ask for streams whose true lengths are log-normal, again and
again, and after a 429 once more in about a second. A tenant ends when a 429 comes while nothing of it is held. The
truth is what the upstream wrote. See hardcap's description of the same: overshoot, and how much of a cap can be used.
"""

import argparse
import asyncio
import json
import math
import os
import random
import statistics
import sys
import time
from collections import Counter
from dataclasses import dataclass, field

from streams import END, HEAD, ask, chunk, event, piece, serve, usage

from own_gateway import Gateway

# What the upstream counts for the whole prompt; it has no template that would add to it.
PROMPT_TOKENS = 16
SENTENCE = "Write a few plain sentences about an ordinary day in a small town. "
# One dollar a million tokens both ways: a token is 1,000 nano-dollars.
NANO = 1_000
CATALOGUE = """\
version: 1
defaults: {source: made up for a benchmark, as_of: 2026-11-20}
providers:
  - {id: wall, name: Wall, seat: self, region: self, dialect: openai, base_url: "http://127.0.0.1:1/v1"}
models:
  - {id: own/main, name: Main, lab: Nobody, origin: DE, weights: open, licence: Apache-2.0, tier: mid,
     context: 100000, max_output: 32768, capabilities: [tools], template_tokens: 0}
offers:
  - {model: own/main, provider: wall, input: 1, output: 1}
"""
POLICY = """\
fallback_use_case: work
use_cases:
  - {id: work, title: Work, stakes: low, class: open, order: price, max_output_tokens: 1024, expected_output_tokens: 150}
"""


@dataclass
class Tenant:
    """One key and what became of its requests."""

    name: str
    key: str = ""
    truth: int = 0
    charged: int = 0
    served: int = 0
    truncated: int = 0
    refused: Counter = field(default_factory=Counter)
    while_held: int = 0
    without_retry_after: int = 0
    most: float = 0.0
    over: bool = False
    other: Counter = field(default_factory=Counter)


def length(random_numbers):
    """Tokens of an answer: log-normal, median 150, sigma 0.8."""
    return max(1, round(math.exp(random_numbers.gauss(math.log(150), 0.8))))


class Upstream:
    """Writes a token's event after another; counts what it has written for whom."""

    def __init__(self, tenants, options):
        self.tenants, self.options = {t.name: t for t in tenants}, options

    async def answer(self, call):
        tenant, wanted = call.json["user"].split(":")
        tenant, count = self.tenants[tenant], min(int(wanted), call.json.get("max_tokens", 10**9))
        tenant.truth += PROMPT_TOKENS
        await call.send(HEAD + piece(event(chunk(call.model, {"role": "assistant", "content": ""}))))
        data = piece(event(chunk(call.model, {"content": " word"})))
        step = self.options.burst
        for place in range(0, count, step):
            some = min(step, count - place)
            tenant.truth += some
            await call.send(data * some)
            await asyncio.sleep(self.options.pace * some / 1000)
        finish = "length" if count < int(wanted) else "stop"
        await call.send(piece(event(chunk(call.model, {}, finish))) + piece(event(chunk(call.model, {}, usage=usage(PROMPT_TOKENS, count))))
                        + piece(b"data: [DONE]\n\n") + END)


async def caller(port, tenant, options, numbers):
    """Asks until the tenant has nothing left."""
    prompt = (SENTENCE * (options.prompt_bytes // len(SENTENCE) + 1))[:options.prompt_bytes]
    while not tenant.over:
        wanted = length(numbers)
        reply = await ask(port, {"model": "own/main", "stream": True, "stream_options": {"include_usage": True}, "max_tokens": options.max_tokens,
                                 "messages": [{"role": "user", "content": prompt}], "user": f"{tenant.name}:{wanted}"}, tenant.key, limit=600)
        if reply.status == 200:
            tenant.served += 1
            tenant.charged += reply.cost or 0
            if not reply.is_whole or reply.events != min(wanted, options.max_tokens):
                tenant.truncated += 1
        elif reply.status == 429:
            error = reply.error or {}
            tenant.refused[error.get("code")] += 1
            spent, held, cap, asked = (int(error.get(f"{n}_nanousd", 0)) for n in ("spent", "held", "cap", "requested"))
            tenant.most = max(tenant.most, (spent + held) / cap if cap else 0)
            tenant.while_held += held > 0
            # Where it would not fit even if all that is held came back, trying again is no use.
            if spent + asked <= cap and "retry-after" not in reply.fields:
                tenant.without_retry_after += 1
            if held == 0:
                tenant.over = True
            await asyncio.sleep(options.retry * numbers.uniform(0.8, 1.2))
        else:
            tenant.other[f"{reply.status} {reply.broken or (reply.error or {}).get('code')}"] += 1
            await asyncio.sleep(options.retry)


async def run(options):
    tenants = [Tenant(f"t{number}") for number in range(options.tenants)]
    server, port = await serve(Upstream(tenants, options).answer)
    settings = {"auth": "required", "threads": 0, "limits": {"concurrent_requests": 8000}}
    begun = time.monotonic()
    async with server:
        with Gateway(options.steelyard, {"wall": port}, settings, catalogue=CATALOGUE, policy=POLICY) as gateway:
            gateway.stop()
            for tenant in tenants:
                tenant.key = gateway.create_key("--tenant", tenant.name, "--cap-total", f"{options.cap * NANO / 1e9:.6f}")
            gateway.start()
            numbers = [random.Random(options.seed * 100_000 + n) for n in range(options.tenants * options.callers)]
            callers = asyncio.gather(*(caller(gateway.port, tenant, options, numbers[place * options.callers + n])
                                       for place, tenant in enumerate(tenants) for n in range(options.callers)))
            try:
                await asyncio.wait_for(callers, options.limit)
            except (TimeoutError, asyncio.TimeoutError):
                print(f"not over after {options.limit} s")
            gateway.stop()
            rows = {row["tenant"]: row for row in ledger(gateway)}
            count = sum(row["rows"] for row in rows.values())
    return report(tenants, rows, count, options, time.monotonic() - begun)


def ledger(gateway):
    """What the ledger charged each tenant, and how many rows that took."""
    import sqlite3
    connection = sqlite3.connect(f"file:{gateway.ledger}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    try:
        return connection.execute("SELECT tenant, sum(charged_nano) AS charged, count(*) AS rows FROM decisions GROUP BY tenant").fetchall()
    finally:
        connection.close()


def report(tenants, rows, count, options, seconds):
    served = sum(t.served for t in tenants)
    refused = sum((t.refused for t in tenants), Counter())
    held = sum(t.while_held for t in tenants)
    usable = [t.truth / options.cap for t in tenants]
    equal = sum(rows[t.name]["charged"] == t.truth * NANO for t in tenants if t.name in rows)
    other = sum((t.other for t in tenants), Counter())
    figures = {
        "overshoot, worst": f"{(max(usable) - 1) * 100:+.1f} %",
        "usable, mean (min-max)": f"{statistics.mean(usable) * 100:.1f} % ({min(usable) * 100:.1f}-{max(usable) * 100:.1f})",
        "requests served": served,
        "truncated or cut": sum(t.truncated for t in tenants),
        "429s while money was held": held,
        "the same per served request": f"{held / max(1, served):.2f}",
        "codes of 429s": ", ".join(f"{code} {n}" for code, n in refused.most_common()) or "none",
        "429s for money that was only held, without retry-after": sum(t.without_retry_after for t in tenants),
        "most of a cap that was spent or held": f"{max(t.most for t in tenants) * 100:.3f} %",
        "ledger = truth": f"{equal} of {len(tenants)}",
        "rows in the ledger": count,
        "anything else": ", ".join(f"{what} {n}" for what, n in other.items()) or "nothing",
        "seconds": f"{seconds:.0f}",
    }
    width = max(map(len, figures))
    print(f"{options.tenants} tenants of {options.callers} callers, {options.cap} tokens each, limit {options.max_tokens}, prompt {options.prompt_bytes} B")
    for name, value in figures.items():
        print(f"  {name:{width}}  {value}")
    wrong = []
    if max(usable) > 1:
        wrong.append("a cap was passed")
    if statistics.mean(usable) < 0.95:
        wrong.append("less than 95 % usable")
    if held > 2 * served:
        wrong.append("more than 2 refusals per served request while money was only held")
    if sum(t.without_retry_after for t in tenants):
        wrong.append("429s without retry-after while money was only held")
    if set(refused) - {"budget_busy", "budget_exceeded"} or refused["budget_exceeded"] and not refused["budget_busy"] and held:
        wrong.append("one code for money that is held and money that is spent")
    if equal != len(tenants):
        wrong.append("the ledger differs from the truth")
    print("holds" if not wrong else "does not hold: " + "; ".join(wrong))
    return 1 if wrong else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--steelyard", default=".build-release/release/steelyard", type=os.path.abspath, help="the executable")
    for name, value, words in [("tenants", 10, "how many"), ("callers", 128, "callers of each tenant"), ("cap", 20_000, "tokens of each cap"),
                               ("max-tokens", 1024, "limit of each answer"), ("prompt-bytes", 64, "length of the prompt"), ("seed", 1, "of the lengths"),
                               ("burst", 5, "tokens the upstream writes at once"), ("limit", 900, "seconds for all of it")]:
        parser.add_argument(f"--{name}", type=int, default=value, help=f"{words} ({value})")
    parser.add_argument("--pace", type=float, default=10, help="milliseconds a token (10)")
    parser.add_argument("--retry", type=float, default=1, help="seconds until a refused caller asks again (1)")
    sys.exit(asyncio.run(run(parser.parse_args())))


if __name__ == "__main__":
    main()
