#!/usr/bin/env python3
"""What shadow traffic costs the callers who are served: the same gateway with it off, off again, on, and on for all.

Gateways run on core 0, one at a time under load; upstream and load generator share core 1. Rounds are interleaved and
reversed in turn. "Off again" is a second gateway like the first: what it differs by is what cannot be told apart.
"""

import argparse
import http.client
import json
import os
import statistics
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import bench
import processes
from processes import RUN, Program

# Shadow traffic off, off in a second process, on for one request in five, and on for all.
TARGETS = {"off": None, "off again": None, "on": "0.2", "on for all": "1"}
FIRST_PORT = 19010


@dataclass(frozen=True)
class Case:
    """One kind of load, and the figures of it that are told."""

    name: str
    behaviour: str
    streaming: bool
    rate: int
    figures: tuple


CASES = [
    Case("100 requests/s", "u-d20", False, 100, ("p50", "p90", "p99")),
    Case("500 requests/s", "u-d20", False, 500, ("p50", "p90", "p99")),
    Case("50 streams/s", "u-d20-n40-i5", True, 50, ("ttft50", "ttft99", "gap99")),
]
NAMES = {"p50": "p50", "p90": "p90", "p99": "p99", "ttft50": "first token p50", "ttft99": "first token p99",
         "gap99": "gap p99"}


def write_body(case):
    """A body whose words differ from request to request: the same words are one unit, and looked at once."""
    body = {
        "model": "steelyard/work",
        "messages": [{"role": "system", "content": "You are a helpful assistant."},
                     {"role": "user", "content": "Question ########. " + (bench.SENTENCE * 24)[:1700]}],
        "max_tokens": 256,
        "user": case.behaviour,
    }
    if case.streaming:
        body |= {"stream": True, "stream_options": {"include_usage": True}}
    path = RUN / f"shadow-{case.name.replace(' ', '-').replace('/', '-')}.json"
    path.write_text(json.dumps(body))
    return path


def start(target, number, executable):
    """One gateway with a gate that gathers for as long as the benchmark runs."""
    port, ledger, share = FIRST_PORT + number, f"shadow-{number}.db", TARGETS[target]
    policy = RUN / f"shadow-{number}-policy.yaml"
    policy.write_text(
        "fallback_use_case: work\n"
        "use_cases:\n"
        "  - {id: work, title: Work, stakes: low, class: hybrid, order: price, max_output_tokens: 256,\n"
        "     expected_output_tokens: 200}\n"
        "gates:\n"
        "  - {use_case: work, incumbent: openai/gpt-4.1, challenger: deepseek/deepseek-v4-pro, margin: 0.05,\n"
        f"     pairs: {{minimum: 1000000, maximum: 1000000}}, share: {share or '0.2'},\n"
        "     checks: [identical, {regex: \".\"}]}\n")
    configuration = RUN / f"shadow-{number}.yaml"
    upstream = f'base_url: "http://127.0.0.1:{processes.PORTS["direct"]}/v1", key: "bench"'
    configuration.write_text(
        "version: 1\n"
        f"listen: {{host: 127.0.0.1, port: {port}}}\n"
        f"ledger: {{path: {ledger}}}\n"
        f"policy: {policy.name}\n"
        "auth: required\n"
        "discover: false\n"
        f"providers: {{openai: {{{upstream}}}, deepseek: {{{upstream}}}}}\n"
        + ("shadow: {budget_per_day: none}\n" if share else "shadow: off\n"))
    key = processes.create_key(executable, ledger)
    processes.PORTS[target] = port
    program = Program(f"shadow-{number}", [executable, "serve", "--config", configuration], processes.GATEWAY_CORE, port)
    return program, key


def counts(port, key):
    """What the gateway says of its shadow traffic."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request("GET", "/ready", headers={"authorization": f"Bearer {key}"})
    shadow = json.loads(connection.getresponse().read()).get("shadow") or {}
    connection.close()
    return shadow.get("counts", {})


def processor():
    """Seconds of all cores so far: in all, and those that the machine's host gave to others."""
    ticks = [int(field) for field in Path("/proc/stat").read_text().split("\n")[0].split()[1:9]]
    return sum(ticks) / processes.TICKS_PER_SECOND, ticks[7] / processes.TICKS_PER_SECOND


def measure(program, target, case, key, seconds):
    """One case against one gateway, the processor time that it took and the pairs that came of it."""
    pairs, before = counts(program.port, key).get("observed", 0), program.cpu_seconds()
    load = bench.Case(case.name, case.behaviour, case.streaming, ("-c", "128", "-r", str(case.rate)))
    body = write_body(case)
    process = bench.start_load(target, load, key, seconds, 0.5, body)
    figures = bench.finish_load(process)
    figures["cpu"] = program.cpu_seconds() - before
    time.sleep(0.3)
    figures["pairs"] = counts(program.port, key).get("observed", 0) - pairs
    return figures


def run(options, executable):
    """All rounds; the rows and what became of the units."""
    upstream = processes.start_upstream()
    programs, keys, rows = {}, {}, []
    try:
        upstream.wait_for_reply(write_body(CASES[0]).read_bytes(), "none")
        for number, target in enumerate(TARGETS):
            programs[target], keys[target] = start(target, number, executable)
            programs[target].wait_for_reply(write_body(CASES[0]).read_bytes(), keys[target])
        all_before, stolen_before = processor()
        for number in range(options.rounds):
            print(f"round {number + 1} of {options.rounds}", file=sys.stderr, flush=True)
            for case in CASES:
                for target in list(TARGETS)[:: 1 if number % 2 == 0 else -1]:
                    figures = measure(programs[target], target, case, keys[target], options.seconds)
                    rows.append({"target": target, "case": case.name, "round": number, **figures})
        all_after, stolen_after = processor()
        shadow = {target: counts(programs[target].port, keys[target]) for target in TARGETS}
    finally:
        for program in [*programs.values(), upstream]:
            program.stop()
    return rows, shadow, (stolen_after - stolen_before) / (all_after - all_before)


def costs(rows, case):
    """Milliseconds of a processor for a request that is served, and for a pair, at one kind of load."""
    def total(target, figure):
        return sum(r[figure] for r in rows if r["target"] == target and r["case"] == case.name)
    served = total("off", "cpu") / total("off", "ok")
    pair = (total("on", "cpu") - served * total("on", "ok")) / max(1, total("on", "pairs"))
    return served * 1000, pair * 1000


def ratios(rows, target, case, figure):
    """The figure of each round over that of the gateway without shadow traffic in the same round."""
    def values(name):
        return {r["round"]: r[figure] for r in rows if r["target"] == name and r["case"] == case.name}
    base, own = values("off"), values(target)
    return [own[n] / base[n] for n in sorted(base) if base[n] and n in own]


def table(rows):
    """Median milliseconds without, and median ratios with the quarters around them."""
    lines = ["| load | figure | off, ms | off again / off | on / off | on for all / off |", "|---|---|---:|---:|---:|---:|"]
    for case in CASES:
        for figure in case.figures:
            base = statistics.median(r[figure] for r in rows if r["target"] == "off" and r["case"] == case.name) / 1000
            cells = []
            for target in list(TARGETS)[1:]:
                found = sorted(ratios(rows, target, case, figure))
                low, middle, high = (statistics.quantiles(found, n=4) if len(found) > 1 else found * 3)
                cells.append(f"{middle:.3f} ({low:.3f}–{high:.3f})")
            lines.append(f"| {case.name} | {NAMES[figure]} | {base:.2f} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def section(rows, shadow, stolen, options):
    """The part of docs/evidence.md."""
    served, pair = costs(rows, CASES[1])
    failed = sum(r["failed"] + r["unconnected"] + r["unsent"] for r in rows)
    seen = "; ".join(
        f"{target}: {s.get('chosen', 0)} of {s.get('seen', 0)} chosen, {s.get('observed', 0)} became evidence"
        + (f", dropped {s['dropped']}" if s.get("dropped") else "")
        for target, s in shadow.items() if s)
    return f"""## What shadow traffic costs the callers

The same gateway four times: shadow traffic off, off in a second process, on for a fifth of all requests (the default), \
and on for all of them. An open loop, latency from the scheduled instant, upstream 20 ms to the first byte; gateway on \
one core, upstream and load generator on the other. Medians of {options.rounds} interleaved rounds of \
{options.seconds:g} s; ratios of the same round with their quartiles. "Off again" is what cannot be told apart. \
"On for all" doubles the calls and writes six rows more for each request.

{table(rows)}

Requests that failed or were late to be sent: {failed}. {seen}.

At {CASES[1].rate} requests/s the gateway took {served:.2f} ms of its core for a request, with authentication, \
assessment, money and ledger, and {pair:.2f} ms more for a pair: the call, the scores and six rows of evidence, \
{pair / served:.1f} times as much. The machine's host gave {stolen:.1%} of its processor time to others meanwhile.
"""


def main():
    """Runs the rounds; prints the section, and appends it to a page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--steelyard", default=".build-release/release/steelyard", help="the release executable")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=3.0, help="measured time of each case")
    parser.add_argument("--append", help="a page to which the table is added")
    options = parser.parse_args()
    if os.cpu_count() < 2:
        raise SystemExit("shadow: needs two processor cores, one for the gateway and one for upstream and load")
    RUN.mkdir(exist_ok=True)
    rows, shadow, stolen = run(options, os.path.abspath(options.steelyard))
    (RUN / "shadow.json").write_text(json.dumps({"rows": rows, "shadow": shadow, "stolen": stolen}, indent=1))
    text = section(rows, shadow, stolen, options)
    print(text)
    if options.append:
        with Path(options.append).open("a") as page:
            page.write("\n" + text)


if __name__ == "__main__":
    main()
