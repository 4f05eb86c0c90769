"""Turns measured rows into tables: text for the terminal, markdown for RESULTS.md."""

import os
import platform
import re
import statistics
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

RESULTS = Path(__file__).resolve().parent / "RESULTS.md"


@dataclass
class Table:
    """A titled table of text cells; the first column names the row."""

    title: str
    header: list
    rows: list


class Medians:
    """Looks up the median of a figure over the rounds."""

    def __init__(self, rows):
        self.rows = rows

    def values(self, target, case, figure):
        return [r[figure] for r in self.rows
                if r["target"] == target and r["case"] == case and r.get(figure) is not None]

    def of(self, target, case, figure):
        found = self.values(target, case, figure)
        return statistics.median(found) if found else None

    def added(self, target, case, figure):
        """Milliseconds over the same figure without any gateway."""
        with_gateway, without = self.of(target, case, figure), self.of("direct", case, figure)
        return None if with_gateway is None or without is None else (with_gateway - without) / 1000


def number(value, digits=0, sign=False):
    """A figure as text; a dash when it was not measured."""
    return "–" if value is None else f"{value:{'+' if sign else ''},.{digits}f}"


def ratio(value, base):
    """A ratio as text."""
    return "–" if value is None or not base else f"{value / base:.2f}"


def throughput(m, targets):
    rows = []
    for case, goal in [("json c=1", ""), ("json c=16", ""), ("json c=64", "≥ 0.45"), ("json c=256", "≥ 0.45")]:
        nginx = m.of("nginx", case, "rate")
        rates = [m.of(t, case, "rate") for t in targets]
        spread = m.values(targets[-1], case, "rate")
        rows.append([case, *map(number, rates), ratio(rates[-1], nginx), goal,
                     f"{number(min(spread))} … {number(max(spread))}" if spread else "–"])
    last = targets[-1]
    return Table("Requests per second", ["case", *targets, f"{last} / nginx", "goal", f"{last}, range"], rows)


def latency(m, gateways):
    rows = []
    goals = {"json c=1": "p50 ≤ 0.15"}
    for case in ["json c=1", "json c=16", "json c=64", "json 2000/s"]:
        cells = [number(m.added(g, case, f), 3, sign=True) for g in gateways for f in ("p50", "p99")]
        rows.append([case, *cells, goals.get(case, "")])
    header = ["case", *[f"{g} {p}" for g in gateways for p in ("p50", "p99")], "goal"]
    return Table("Added latency over direct, ms (the last case is an open loop)", header, rows)


def processor(m, gateways):
    goals = {"json c=64": "≤ 45"}
    rows = [[case, *[number(m.of(g, case, "cpu_us"), 1) for g in gateways], goals.get(case, "")]
            for case in ["json c=1", "json c=16", "json c=64", "json c=256"]]
    return Table("Processor time per request, µs", ["case", *gateways, "goal"], rows)


def streaming(m, targets, gateways):
    case = "stream c=16"

    def per_event(target):
        cpu, events = m.of(target, case, "cpu_us"), m.of(target, case, "events_per_request")
        return cpu / events if cpu and events else None

    blank = [""] * (len(targets) - len(gateways))
    rows = [
        ["streams/s", *[number(m.of(t, case, "rate")) for t in targets], ""],
        ["events/s", *[number(m.of(t, case, "events_per_second")) for t in targets], "≥ 130,000"],
        ["events per stream", *[number(m.of(t, case, "events_per_request"), 1) for t in targets], "102–103"],
        ["processor µs/event", *blank, *[number(per_event(g), 2) for g in gateways], "≤ 8"],
    ]
    return Table("Streams of 100 chunks as fast as they go, 16 at a time", ["figure", *targets, "goal"], rows)


def pacing(m, targets, gateways):
    case = "paced stream"
    blank = [""] * (len(targets) - len(gateways))

    def milliseconds(figure, digits=2):
        values = [m.of(t, case, figure) for t in targets]
        return [number(None if v is None else v / 1000, digits) for v in values]

    rows = [
        ["added time to first token p50", *blank,
         *[number(m.added(g, case, "ttft50"), 2, sign=True) for g in gateways], "≤ 0.3"],
        ["added time to first token p99", *blank,
         *[number(m.added(g, case, "ttft99"), 2, sign=True) for g in gateways], ""],
        ["gap between events p50", *milliseconds("gap50"), "5"],
        ["gap between events p99", *milliseconds("gap99"), ""],
        ["longest gap", *milliseconds("gap_max"), "no stalls"],
    ]
    return Table("Paced streams, ms (60 ms to the first byte, 100 chunks 5 ms apart, 100 new streams/s)",
                 ["figure", *targets, "goal"], rows)


def weight(m, gateways):
    def cells(case):
        return [f"{number(m.of(g, case, 'resident'), 1)} / {number(m.of(g, case, 'proportional'), 1)}"
                for g in gateways]

    opened = [number(m.of(g, "open streams", "open")) for g in gateways]
    start = [number(m.of(g, "start", "seconds"), 3) for g in gateways]
    rows = [
        ["start to first 200, s", *start, "≤ 0.1"],
        ["idle, MiB resident / proportional", *cells("idle"), "≤ 40"],
        ["with open streams, MiB", *cells("open streams"), ""],
        ["  streams open then", *opened, "5,000"],
        ["after all the load, MiB", *cells("after the load"), ""],
    ]
    return Table("Start-up and memory", ["figure", *gateways, "goal"], rows)


def failures(rows, targets):
    """What went wrong, so that no figure stands on errors unnoticed."""
    lost = {t: sum(r.get("failed", 0) + r.get("unconnected", 0) + r.get("unsent", 0)
                   for r in rows if r["target"] == t) for t in targets}
    kinds = {t: sorted({r["first_failure"] for r in rows if r["target"] == t and r.get("first_failure")})
             for t in targets}
    cells = [f"{number(lost[t])}" + (f" (first status {kinds[t]})" if kinds[t] else "") for t in targets]
    return Table("Requests that failed or were not sent in time", ["", *targets], [["all cases", *cells]])


def tables(rows, targets):
    """All tables of a run."""
    m = Medians(rows)
    gateways = [t for t in targets if t != "direct"]
    return [throughput(m, targets), latency(m, gateways), processor(m, gateways), streaming(m, targets, gateways),
            pacing(m, targets, gateways), weight(m, gateways), failures(rows, targets)]


def as_text(all_tables):
    """Aligned columns for the terminal."""
    lines = []
    for table in all_tables:
        grid = [table.header, *table.rows]
        widths = [max(len(str(row[i])) for row in grid) for i in range(len(table.header))]
        lines += ["", table.title]
        for row in grid:
            first = str(row[0]).ljust(widths[0])
            lines.append("  " + "  ".join([first, *[str(c).rjust(w) for c, w in zip(row[1:], widths[1:])]]).rstrip())
    return "\n".join(lines) + "\n"


def as_markdown(all_tables):
    """The same tables for RESULTS.md."""
    lines = []
    for table in all_tables:
        lines += [f"## {table.title}", "", "| " + " | ".join(table.header) + " |",
                  "|---|" + "---:|" * (len(table.header) - 1)]
        lines += ["| " + " | ".join(str(c).strip() for c in row) + " |" for row in table.rows] + [""]
    return "\n".join(lines)


def committed():
    """The results that were last committed; empty where there are none."""
    here = str(RESULTS.parent)
    done = subprocess.run(["git", "-C", here, "show", "HEAD:./RESULTS.md"], capture_output=True, text=True)
    return done.stdout if done.returncode == 0 else ""


def shares(markdown):
    """Of each row of each table, the gateway's figure as a share of nginx's: what a machine's mood leaves alone."""
    found, title, header = {}, "", []
    for line in markdown.splitlines():
        if line.startswith("## "):
            title, header = line[3:].split(",")[0], []
        cells = [c.strip() for c in line.strip("|").split("|")] if line.startswith("|") else []
        if not cells or set(line) <= set("|-: "):
            continue
        if not header:
            header = cells
            continue
        for name in [h for h in header if h.split(" ")[0] == "steelyard" and "/" not in h and "range" not in h]:
            other = name.replace("steelyard", "nginx", 1)
            if other in header:
                ours, theirs = figure(cells[header.index(name)]), figure(cells[header.index(other)])
                if ours is not None and theirs:
                    found[f"{title}: {cells[0]}{name.removeprefix('steelyard')}"] = ours / theirs
    return found


def figure(cell):
    """The first number of a cell; None where there is none."""
    number = re.match(r"[+-]?[\d,]*\.?\d+", cell)
    return float(number.group().replace(",", "")) if number else None


def moved(before, after, limit=0.05):
    """A line for each share of nginx's figure that is another by more than `limit` than in the results before."""
    old, new = shares(before), shares(after)
    rows = [(name, old[name], new[name]) for name in new if name in old and abs(new[name] / old[name] - 1) > limit]
    if not old:
        return ["no results are committed to compare with"]
    head = f"against the committed results {len(rows)} of {len(new)} shares of nginx moved by more than {limit:.0%}"
    return [head, *[f"  {name}: {was:.2f} -> {now:.2f} ({now / was - 1:+.0%})" for name, was, now in rows]]


def first_line(*command):
    """What a program says its version is."""
    try:
        done = subprocess.run(command, capture_output=True, text=True)
        return (done.stdout + done.stderr).strip().splitlines()[0]
    except (OSError, IndexError):
        return "unknown"


def write_results(all_tables, options, executable):
    """Writes RESULTS.md with machine, date and versions."""
    info = Path("/proc/cpuinfo").read_text()
    model = re.search(r"model name\s*: (.*)", info)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    nginx = "/usr/sbin/nginx" if os.path.exists("/usr/sbin/nginx") else "nginx"
    here = RESULTS.parent
    facts = [
        ("date", time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime())),
        ("machine", f"{model.group(1) if model else platform.machine()}, {os.cpu_count()} cores, {memory:.0f} GiB, "
                    f"Linux {platform.release()}"),
        ("nginx", first_line(nginx, "-v").removeprefix("nginx version: ")),
        ("steelyard", first_line(executable, "--version")
         + ", commit " + first_line("git", "-C", str(here), "rev-parse", "--short", "HEAD")),
        ("Swift", first_line("swift", "--version")),
        ("rounds", f"{options.rounds}, interleaved; {options.seconds:g} s each case; medians"),
    ]
    text = ["# Benchmark results", "",
            "Written by `make bench`; do not edit. The gateway under test has core 0 for itself; upstream and load",
            "generator share core 1, all on loopback. The gateway does everything it does in service: key check,",
            "assessment of the text, policy, budget hold and settlement, ledger. nginx only forwards (= 1.0).",
            "A 2 KB prompt, a 1 KB reply. Compare ratios, not absolutes: they move with the machine.", ""]
    text += [f"- {name}: {value}" for name, value in facts] + ["", as_markdown(all_tables)]
    RESULTS.write_text("\n".join(text))
