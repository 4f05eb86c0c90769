"""Starts the programs under test pinned to a core, and reads what they use from /proc."""

import http.client
import os
import re
import signal
import subprocess
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
RUN = HERE / "run"
GATEWAY_CORE, LOAD_CORE = "0", "1"
PORTS = {"direct": 19000, "nginx": 19001, "steelyard": 19002, "reference": 19003}
TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")


class Program:
    """A process of ours, pinned to one core, with its log in run/NAME.log."""

    def __init__(self, name, command, core, port):
        self.name, self.port, self.core = name, port, core
        self.log = open(RUN / f"{name}.log", "ab")
        self.started = time.perf_counter()
        self.process = subprocess.Popen(
            ["taskset", "-c", core, *map(str, command)], cwd=HERE, stdin=subprocess.DEVNULL, stdout=self.log,
            stderr=self.log, env=clean_environment())

    def wait_for_reply(self, body, key, limit=20):
        """Polls until a chat completion is answered with 200; the seconds since the start of the process."""
        headers = {"content-type": "application/json", "authorization": f"Bearer {key}"}
        last = "no answer"
        while time.perf_counter() - self.started < limit:
            if self.process.poll() is not None:
                break
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
            try:
                connection.request("POST", "/v1/chat/completions", body, headers)
                reply = connection.getresponse()
                text = reply.read()
                if reply.status == 200:
                    return time.perf_counter() - self.started
                last = f"{reply.status}: {text[:500].decode(errors='replace')}"
            except OSError as error:
                last = str(error)
            finally:
                connection.close()
            time.sleep(0.002)
        self.stop()
        tail = (RUN / f"{self.name}.log").read_text(errors="replace")[-1500:]
        raise SystemExit(f"bench: {self.name} did not answer on port {self.port} ({last}).\n{tail}")

    def cpu_seconds(self):
        """Processor time of the process and its children so far."""
        ticks = 0
        for pid in process_tree(self.process.pid):
            fields = read(f"/proc/{pid}/stat").rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12]) if fields else 0
        return ticks / TICKS_PER_SECOND

    def memory_mib(self):
        """(resident, proportional) memory of the process and its children, in MiB."""
        resident = proportional = 0
        for pid in process_tree(self.process.pid):
            text = read(f"/proc/{pid}/smaps_rollup")
            resident += sum(map(int, re.findall(r"^Rss:\s+(\d+)", text, re.M)))
            proportional += sum(map(int, re.findall(r"^Pss:\s+(\d+)", text, re.M)))
        return resident / 1024, proportional / 1024

    def stop(self):
        """Ends the process, politely first."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(5)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.log.close()


def clean_environment():
    """The environment without provider keys, so that only the configuration file decides what is reached."""
    return {name: value for name, value in os.environ.items() if not name.endswith("_API_KEY")}


def read(path):
    """The text of a file under /proc, empty when its process is gone."""
    try:
        return Path(path).read_text()
    except OSError:
        return ""


def process_tree(root):
    """The process and all its descendants."""
    children = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            fields = read(f"/proc/{entry}/stat").rpartition(")")[2].split()
            if fields:
                children.setdefault(int(fields[1]), []).append(int(entry))
    found, open_ends = [], [root]
    while open_ends:
        pid = open_ends.pop()
        found.append(pid)
        open_ends += children.get(pid, [])
    return found


def start_upstream():
    """The stand-in model provider, which shares its core with the load generator."""
    program = Program("direct", [RUN / "upstream", PORTS["direct"]], LOAD_CORE, PORTS["direct"])
    time.sleep(0.2)
    return program


def start_nginx():
    """The plain reverse proxy that counts as 1.0."""
    prefix = RUN / "nginx"
    prefix.mkdir(exist_ok=True)
    nginx = "/usr/sbin/nginx" if os.path.exists("/usr/sbin/nginx") else "nginx"
    return Program("nginx", [nginx, "-e", "stderr", "-p", prefix, "-c", HERE / "nginx.conf"], GATEWAY_CORE,
                   PORTS["nginx"])


def create_key(executable, ledger="bench.db"):
    """A new ledger with one capped key in it; the key."""
    for leftover in RUN.glob(f"{ledger}*"):
        leftover.unlink()
    reply = subprocess.run(
        [executable, "keys", "create", "--db", RUN / ledger, "--tenant", "bench", "--cap-day", "1000"],
        cwd=HERE, capture_output=True, text=True, env=clean_environment())
    key = re.search(r"sk-steelyard-\S+", reply.stdout)
    if reply.returncode != 0 or not key:
        raise SystemExit(f"bench: 'steelyard keys create' gave no key:\n{reply.stdout}{reply.stderr}")
    return key.group(0)


def start_steelyard(executable, name="steelyard"):
    """The gateway with keys, lexicon, budget and ledger on; another build of it under another name, port and ledger."""
    config = HERE / "steelyard.yaml"
    if name != "steelyard":
        text = config.read_text().replace(str(PORTS["steelyard"]), str(PORTS[name]))
        config = RUN / f"{name}.yaml"
        # An earlier build does not know every setting.
        text = text.replace(", requests_per_key: 0", "")
        config.write_text(text.replace("run/bench.db", f"{name}.db"))
    return Program(name, [executable, "serve", "--config", config], GATEWAY_CORE, PORTS[name])
