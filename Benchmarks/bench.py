#!/usr/bin/env python3
"""Side by side: the gateway with everything on, nginx as plain reverse proxy, and no gateway at all.

The gateway under test runs on core 0; upstream and load generator share core 1. Rounds are interleaved and reversed in
turn, so that drift of the machine falls on all alike; each figure is the median of its rounds. See RESULTS.md.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass

import processes
import report
from processes import LOAD_CORE, PORTS, RUN

OPEN_STREAMS = 5000
SENTENCE = "The quick brown fox jumps over the lazy dog while the gateway meters each token. "


@dataclass(frozen=True)
class Case:
    """One kind of load: what the body asks for, and how the load generator sends it."""

    name: str
    behaviour: str
    streaming: bool
    load: tuple


CASES = [
    Case("json c=1", "u-bench", False, ("-c", "1")),
    Case("json c=16", "u-bench", False, ("-c", "16")),
    Case("json c=64", "u-bench", False, ("-c", "64")),
    Case("json c=256", "u-bench", False, ("-c", "256")),
    Case("json 2000/s", "u-bench", False, ("-c", "64", "-r", "2000")),
    Case("stream c=16", "u-n100-i0", True, ("-c", "16")),
    Case("paced stream", "u-d60-n100-i5", True, ("-c", "128", "-r", "100")),
]
HOLD = Case("open streams", "u-d50-n1000-i500", True, ("-c", str(OPEN_STREAMS), "-a"))


def write_body(case):
    """The request body of a case: a prompt of 2 KB, as a file for the load generator."""
    body = {
        "model": "steelyard/crm",
        "messages": [
            {"role": "system", "content": "You are a helpful assistant."},
            {"role": "user", "content": (SENTENCE * 24)[:1780]},
        ],
        "temperature": 0.7,
        "max_tokens": 256,
        "user": case.behaviour,
    }
    if case.streaming:
        body |= {"stream": True, "stream_options": {"include_usage": True}}
    path = RUN / f"{case.name.replace(' ', '-').replace('/', '-')}.json"
    path.write_text(json.dumps(body))
    return path


def start_load(target, case, key, seconds, warm_up, body=None):
    """Starts the load generator against one target."""
    command = ["taskset", "-c", LOAD_CORE, RUN / "load", "-p", PORTS[target], "-b", body or write_body(case), "-k", key,
               "-d", seconds, "-w", warm_up, *case.load]
    return subprocess.Popen(list(map(str, command)), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def finish_load(process):
    """The load generator's figures."""
    out, errors = process.communicate(timeout=90)
    if process.returncode != 0:
        raise SystemExit(f"bench: the load generator failed: {errors}")
    return json.loads(out)


def measure(program, target, case, key, seconds):
    """Runs one case against one target, with the processor time that the target used."""
    warm_up = 0.5
    before, begun = program.cpu_seconds(), time.perf_counter()
    figures = finish_load(start_load(target, case, key, seconds, warm_up))
    used, elapsed = program.cpu_seconds() - before, time.perf_counter() - begun
    requests = figures["ok"] * (seconds + warm_up) / seconds
    figures["cpu_us"] = used * 1e6 / requests if requests else None
    figures["cpu_share"] = used / elapsed
    figures["events_per_second"] = figures["events"] / seconds
    figures["events_per_request"] = figures["events"] / figures["ok"] if figures["ok"] else 0
    return figures


def measure_open_streams(program, target, key):
    """Memory while thousands of streams are open at once."""
    process = start_load(target, HOLD, key, 7, 0)
    time.sleep(5)
    resident, proportional = program.memory_mib()
    figures = finish_load(process)
    return {"resident": resident, "proportional": proportional, "open": figures["open"],
            "failed": figures["failed"] + figures["unconnected"], "first_failure": figures["first_failure"]}


def run_round(targets, number, executables, seconds, note):
    """One round: start each gateway afresh, weigh it, then load all targets in turn, case by case."""
    upstream = processes.start_upstream()
    programs, keys = {"direct": upstream}, dict.fromkeys(targets, "none")
    first_body = write_body(CASES[0]).read_bytes()
    try:
        upstream.wait_for_reply(first_body, "none")
        for target in [t for t in targets if t != "direct"]:
            if target in executables:
                ledger = "bench.db" if target == "steelyard" else f"{target}.db"
                keys[target] = processes.create_key(executables[target], ledger)
                programs[target] = processes.start_steelyard(executables[target], target)
            else:
                programs[target] = processes.start_nginx()
            program = programs[target]
            note(target, "start", {"seconds": program.wait_for_reply(first_body, keys[target])})
            time.sleep(1)
            resident, proportional = program.memory_mib()
            note(target, "idle", {"resident": resident, "proportional": proportional})
        for target in [t for t in targets if t != "direct"]:
            note(target, "open streams", measure_open_streams(programs[target], target, keys[target]))
            time.sleep(1)
        for case in CASES:
            for target in targets if number % 2 == 0 else targets[::-1]:
                note(target, case.name, measure(programs[target], target, case, keys[target], seconds))
        for target in [t for t in targets if t != "direct"]:
            resident, proportional = programs[target].memory_mib()
            note(target, "after the load", {"resident": resident, "proportional": proportional})
    finally:
        for program in reversed(programs.values()):
            program.stop()


def main():
    """Runs the rounds and writes the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--steelyard", default=".build-release/release/steelyard", help="the release executable")
    parser.add_argument("--reference", help="another build, loaded in turn with this one")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=2.0, help="measured time of each case")
    parser.add_argument("--targets", default="direct,nginx,steelyard")
    parser.add_argument("--quick", action="store_true", help="one short round; does not write RESULTS.md")
    options = parser.parse_args()
    if options.quick:
        options.rounds, options.seconds = 1, 1.0
    if os.cpu_count() < 2:
        raise SystemExit("bench: needs two processor cores, one for the gateway and one for upstream and load")
    targets = options.targets.split(",")
    executable = os.path.abspath(options.steelyard)
    executables = {"steelyard": executable}
    if options.reference:
        executables["reference"] = os.path.abspath(options.reference)
        targets.insert(len(targets) - 1, "reference")

    RUN.mkdir(exist_ok=True)
    for log in RUN.glob("*.log"):
        log.unlink()
    rows = []

    def note(target, case, figures):
        rows.append({"target": target, "case": case, **figures})

    for number in range(options.rounds):
        print(f"round {number + 1} of {options.rounds}", file=sys.stderr, flush=True)
        run_round(targets, number, executables, options.seconds, note)
    (RUN / "rows.json").write_text(json.dumps(rows, indent=1))

    tables = report.tables(rows, targets)
    print(report.as_text(tables))
    for line in report.moved(report.committed(), report.as_markdown(tables)):
        print(line)
    if not options.quick and "steelyard" in targets:
        report.write_results(tables, options, executable)
        print(f"written to {report.RESULTS.relative_to(report.RESULTS.parent.parent)}")


if __name__ == "__main__":
    main()
