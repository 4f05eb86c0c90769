#!/usr/bin/env python3
"""Sixteen faults of an upstream, and what a caller sees of each: pass, partial, safe or fail.

The faults are those of failoverbench's catalogue, methodology v0.1 (github.com/failoverbench/failoverbench,
scenarios/catalogue.yaml); the wall that plays them and the checks are written anew here. Each scenario is a use case
that prefers a faulty model and has a healthy one as its only fallback. A verdict is:

    pass     the caller has the whole answer (in S13: the reason why not), and nothing is amiss
    partial  the same, with something amiss that the catalogue calls advisory
    safe     a clean error within the time that is allowed
    fail     a hang, a cut answer that looks whole, or a rule broken that counts

`full` plays the faults at their own speed against the gateway's own limits; `quick` plays them, and configures the
limits, at a tenth of the time.
"""

import argparse
import asyncio
import json
import os
import sys
import time
from dataclasses import dataclass, field

from streams import END, HEAD, ask, chunk, event, piece, serve, usage

from own_gateway import Gateway

WORDS = [f"word{number}" for number in range(1, 61)]
ANSWER = " ".join(WORDS)
PROMPT = "Explain in exactly sixty words why a gateway earns trust only when the provider behind it misbehaves."
SCENARIOS = {
    1: "429 with Retry-After", 2: "429 for good", 3: "500 once", 4: "503 for good", 5: "reset before the head",
    6: "no response at all", 7: "slow first token", 8: "cut after 40 tokens", 9: "stalls after 20 tokens",
    10: "an event that is no JSON", 11: "no [DONE]", 12: "context length exceeded", 13: "content filter",
    14: "cut, and the fallback takes no prefill", 15: "down for a minute, then healthy", 16: "accounting",
}


@dataclass
class Seen:
    """What the wall saw of one scenario."""

    primary: list = field(default_factory=list)
    fallback: list = field(default_factory=list)
    prefills_refused: int = 0


class Wall:
    """Both upstreams. `scale` divides the times of the catalogue."""

    def __init__(self, scale):
        self.scale, self.seen, self.began = scale, {n: Seen() for n in SCENARIOS}, time.monotonic()
        self.down_until = 0.0

    async def answer(self, call):
        scenario = int(call.json.get("user", "0"))
        if scenario not in self.seen:
            return await self.tokens(call)
        if call.model.startswith("s"):
            seen = self.seen[scenario].primary
            seen.append(time.monotonic())
            return await self.fault(scenario, len(seen), call)
        self.seen[scenario].fallback.append(time.monotonic())
        if call.model == "noprefill" and call.json["messages"][-1]["role"] == "assistant":
            self.seen[scenario].prefills_refused += 1
            return await call.refuse(400, "assistant prefill is not supported", "invalid_request_error")
        await self.tokens(call)

    async def tokens(self, call, stop=60, broken=None, done=True, pause=0):
        """The canonical answer, up to a token; whole answers end as they should."""
        await call.send(HEAD + piece(event(chunk(call.model, {"role": "assistant", "content": ""}))))
        await call.wait(pause)
        for number, word in enumerate(WORDS[:stop]):
            if broken is not None and number == broken:
                await call.send(piece(b'data: {"id":"chatcmpl-scripted","choices":[{"index":0,"del\n\n'))
            await call.event(chunk(call.model, {"content": word if number == 0 else " " + word}))
            await asyncio.sleep(0.005)
        if stop < 60:
            return
        await call.event(chunk(call.model, {}, "stop"))
        await call.event(chunk(call.model, {}, usage=usage(20, 60)))
        await call.send((piece(b"data: [DONE]\n\n") if done else b"") + END)

    async def fault(self, scenario, attempt, call):
        if scenario == 1 and attempt == 1:
            return await call.refuse(429, "slow down", "rate_limit_exceeded", "retry-after: 2\r\n")
        if scenario == 2:
            return await call.refuse(429, "slow down", "rate_limit_exceeded")
        if scenario == 3 and attempt == 1:
            return await call.refuse(500, "oops")
        if scenario in (4, 16) or scenario == 15 and time.monotonic() < self.down_until:
            return await call.refuse(503, "overloaded", "overloaded")
        if scenario == 5 and attempt == 1:
            call.writer.transport.abort()
            return "close"
        if scenario == 6:
            await call.wait(120 / self.scale)
            return "close"
        if scenario in (8, 14):
            await self.tokens(call, 40)
            return "close"
        if scenario == 9:
            await self.tokens(call, 20)
            await call.wait(30 / self.scale)
            return "close"
        if scenario == 12:
            return await call.refuse(400, "This model's maximum context length is 8192 tokens.", "context_length_exceeded")
        if scenario == 13:
            return await call.refuse(400, "blocked by the content policy", "content_policy_violation")
        await self.tokens(call, broken=9 if scenario == 10 else None, done=scenario != 11,
                          pause=20 / self.scale if scenario == 7 else 0)


CATALOGUE_HEAD = """\
version: 1
defaults: {source: made up for a benchmark, as_of: 2026-11-20}
providers:
  - {id: wall, name: Wall, seat: self, region: self, dialect: openai, base_url: "http://127.0.0.1:1/v1"}
models:
"""


def catalogue():
    names = [f"s{n:02}" for n in SCENARIOS] + ["ok", "noprefill"]
    models = "".join(
        f"  - {{id: fb/{name}, name: {name}, lab: Nobody, origin: DE, weights: open, licence: Apache-2.0, tier: mid,"
        f" context: {100_000 if name.startswith('s') else 1_000_000}, max_output: 32768, capabilities: [tools]}}\n" for name in names)
    offers = "".join(f"  - {{model: fb/{name}, provider: wall, input: 1, output: 2}}\n" for name in names)
    return CATALOGUE_HEAD + models + "offers:\n" + offers


def policy():
    cases = "".join(
        f"  - {{id: s{n:02}, title: {json.dumps(title)}, stakes: low, class: hybrid, order: quality, max_output_tokens: 256,"
        f" prefer: [fb/s{n:02}, fb/{'noprefill' if n == 14 else 'ok'}], max_fallbacks: 1}}\n" for n, title in SCENARIOS.items())
    return "fallback_use_case: s01\nmax_fallbacks: 1\nuse_cases:\n" + cases


class Verdict:
    """Collects what was amiss in one scenario."""

    def __init__(self, rescued, safe):
        self.rescued, self.safe, self.failures, self.advice = rescued, safe, [], []

    def require(self, holds, words):
        if not holds:
            self.failures.append(words)

    def advise(self, holds, words):
        if not holds:
            self.advice.append(words)

    @property
    def word(self):
        if self.failures or not (self.rescued or self.safe):
            return "fail"
        return "safe" if not self.rescued else "partial" if self.advice else "pass"


def judge(scenario, reply, seen, scale, alive):
    """The verdict on one scenario of a single request."""
    whole = reply.is_whole and reply.text == ANSWER
    clean = not reply.is_whole and reply.error is not None and reply.broken == ""
    begun = seen.primary[0] if seen.primary else 0.0
    early = lambda window: sum(1 for at in seen.primary if at - begun <= window)
    gap = seen.primary[1] - begun if len(seen.primary) > 1 else 0.0
    verdict = Verdict(clean if scenario == 13 else whole, clean)
    verdict.require(reply.broken != "hung", "it hung")
    verdict.require(whole or not reply.is_whole, f"a cut answer looks whole ({len(reply.text.split())} of 60 words)")
    if scenario == 1:
        verdict.advise(len(seen.primary) >= 2, "not tried again")
        verdict.advise(gap >= 1.8, f"tried again after {gap:.1f} s")
        verdict.require(early(1.5) <= 2, "hammered")
    if scenario == 2:
        verdict.require(early(3) <= 4, f"{early(3)} tries in 3 s")
    if scenario in (2, 4, 16):
        verdict.require(len(seen.primary) <= 6, f"{len(seen.primary)} tries")
    if scenario == 3:
        verdict.advise(len(seen.primary) >= 2, "not tried again")
    if scenario == 6:
        verdict.require(reply.seconds <= 100 / scale, "beyond 100 s")
        verdict.advise(len(seen.primary) <= 1, "a silent upstream was asked again")
    if scenario == 7:
        verdict.advise(reply.seconds <= 15 / scale, "no limit on the first token")
    if scenario == 9:
        verdict.require(reply.seconds <= 45 / scale, "beyond 45 s")
    if scenario in (9, 10):
        verdict.require(alive, "not alive afterwards")
    if scenario == 10:
        verdict.advise(whole, "not recovered in place")
    if scenario == 11:
        verdict.require(reply.seconds <= 8, "it waited for the end")
    if scenario in (11, 16):
        verdict.advise(reply.usage is not None, "no usage")
    if scenario in (12, 13):
        verdict.require(len(seen.primary) == 1, f"asked {len(seen.primary)} times")
    if scenario == 13:
        verdict.require("content policy" in (reply.error or {}).get("message", ""), "the reason is not told")
    if scenario == 14:
        verdict.require(not (reply.error and seen.prefills_refused), "the refused prefill hides the failure")
    if scenario == 16:
        verdict.require(reply.model in ("ok", "fb/ok") or reply.fields.get("x-steelyard-model") == "fb/ok", "the failed model is named")
    return verdict


def question(scenario):
    return {"model": f"steelyard/s{scenario:02}", "stream": True, "stream_options": {"include_usage": True}, "user": str(scenario),
            "messages": [{"role": "user", "content": PROMPT}]}


LIMITS = {6: 130, 7: 60, 8: 40, 9: 70, 10: 30, 11: 30, 2: 40, 4: 40, 14: 40, 16: 40}


async def single(port, wall, scenario):
    limit = LIMITS.get(scenario, 20)
    # Delays of retries do not shrink with the scale.
    reply = await ask(port, question(scenario), limit=max(limit / wall.scale, min(limit, 20)))
    alive = (await ask(port, {**question(16), "model": "fb/ok", "user": "0"}, limit=20)).is_whole if scenario in (9, 10) else True
    seen = wall.seen[scenario]
    verdict = judge(scenario, reply, seen, wall.scale, alive)
    seen_text = f"{len(seen.primary)}/{len(seen.fallback)} tries, {reply.seconds:.1f} s, {reply.status}, {reply.events} of 60 events"
    if reply.error:
        seen_text += f", error: {reply.error.get('code')}"
    return verdict, seen_text


async def flapping(port, wall):
    """S15: a request every four seconds, sixty seconds of which the primary is down."""
    outage, interval, allowed = 60 / wall.scale, 4 / wall.scale, 30 / wall.scale
    seen, begun = wall.seen[15], time.monotonic()
    wall.down_until = begun + outage

    async def one(number):
        await asyncio.sleep(number * interval)
        at = time.monotonic() - begun
        return at, await ask(port, question(15), limit=30)

    replies = await asyncio.gather(*(one(number) for number in range(20)))
    during = [reply for at, reply in replies if at < outage]
    served = sum(reply.is_whole for reply in during)
    back = [at for at, reply in replies if at >= outage and reply.is_whole and reply.fields.get("x-steelyard-model") == "fb/s15"]
    verdict = Verdict(all(reply.is_whole for _, reply in replies), True)
    verdict.require(all(reply.broken != "hung" for _, reply in replies), "one hung")
    verdict.require(served == len(during), f"{served} of {len(during)} served in the outage")
    verdict.require(bool(back) and back[0] - outage <= allowed, "the primary was not used again in time")
    after = f"{back[0] - outage:.1f} s after the outage" if back else "never"
    return verdict, f"{served} of {len(during)} served in the outage, primary used again {after}, asked {len(seen.primary)} times"


async def run(options):
    scale = 10 if options.profile == "quick" else 1
    wall = Wall(scale)
    server, port = await serve(wall.answer)
    settings = {"retries": {"attempts": 3, "base_delay": "200ms", "max_delay": "5s"}, "breaker": {"failures": 5, "cool_down": "10s"},
                "timeouts": {}}
    if options.profile == "quick":
        settings["timeouts"] = {"first_byte": "3s", "first_token": "1s", "idle": "1500ms"}
        settings["breaker"] = {"failures": 5, "cool_down": "1s"}
    for name, _, value in (pair.partition("=") for pair in options.set):
        section, _, key = name.partition(".")
        settings.setdefault(section, {})[key] = value
    gateway = Gateway(options.steelyard, {"wall": port}, settings, catalogue=catalogue(), policy=policy())
    async with server:
        with gateway:
            if gateway.unknown_settings:
                print(f"this build does not know: {', '.join(gateway.unknown_settings)}", file=sys.stderr)
            chosen = [int(n) for n in options.only.split(",")] if options.only else list(SCENARIOS)
            runs = [flapping(gateway.port, wall) if n == 15 else single(gateway.port, wall, n) for n in chosen]
            outcomes = dict(zip(chosen, await asyncio.gather(*runs)))
            if not gateway.is_alive:
                print("the gateway has ended")
    counts = dict.fromkeys(("pass", "partial", "safe", "fail"), 0)
    for scenario, (verdict, seen) in outcomes.items():
        counts[verdict.word] += 1
        amiss = "; ".join(verdict.failures + verdict.advice)
        print(f"S{scenario:02} {verdict.word:8} {SCENARIOS[scenario]:40} {seen}{' (' + amiss + ')' if amiss else ''}")
    print(", ".join(f"{count} {word}" for word, count in counts.items()))
    failed = [n for n in outcomes if outcomes[n][0].word == "fail"]
    missed = [n for n in (6, 7, 10, 12, 15) if n in outcomes and outcomes[n][0].word != "pass"]
    if failed or missed:
        print("must pass: " + ", ".join(f"S{n:02}" for n in sorted(set(failed + missed))))
    return 1 if failed or missed else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--steelyard", default=".build-release/release/steelyard", type=os.path.abspath, help="the executable")
    parser.add_argument("--profile", choices=["quick", "full"], default="full")
    parser.add_argument("--only", help="numbers of scenarios, such as 7,12")
    parser.add_argument("--set", action="append", default=[], help="a setting, such as timeouts.first_byte=30s; may be repeated")
    sys.exit(asyncio.run(run(parser.parse_args())))


if __name__ == "__main__":
    main()
