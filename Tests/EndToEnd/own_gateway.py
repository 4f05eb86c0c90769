"""A gateway of one's own: a process on a free port, in a temporary folder, with a small catalogue, policy and ledger.

The catalogue has two models, `own/main` and `own/spare`, which answer for one use case in this order. The spare one is
ten times as dear, so that a bill tells who was paid, and has ten times the context.
"""

import argparse
import http.client
import json
import os
import re
import resource
import shutil
import signal
import socket
import sqlite3
import subprocess
import tempfile
import threading
import time
from pathlib import Path

TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
# Seconds after which something that has not happened counts as never; no statement on how fast a machine is.
HANG = 60
PROVIDER_KEY = "sk-own-provider-7f3a9c51e0d24b"
# Nano-dollars a token.
MAIN_INPUT, MAIN_OUTPUT = 1_000, 20_000
SPARE_INPUT, SPARE_OUTPUT = 10_000, 200_000

CATALOGUE = """\
version: 1
defaults: {source: made up for tests, as_of: 2026-11-20}
providers:
  - {id: main, name: Main, seat: self, region: self, dialect: openai, base_url: "http://127.0.0.1:1/v1"}
  - {id: spare, name: Spare, seat: self, region: self, dialect: openai, base_url: "http://127.0.0.1:1/v1"}
models:
  - {id: own/main, name: Main, lab: Nobody, origin: DE, weights: open, licence: Apache-2.0, tier: mid,
     context: 100000, max_output: 32768, capabilities: [tools, logprobs, structured_output, multiple_choices]}
  - {id: own/spare, name: Spare, lab: Nobody, origin: DE, weights: open, licence: Apache-2.0, tier: mid,
     context: 1000000, max_output: 32768, capabilities: [tools, logprobs, structured_output, multiple_choices]}
offers:
  - {model: own/main, provider: main, input: 1, output: 20}
  - {model: own/spare, provider: spare, input: 10, output: 200}
"""

POLICY = """\
fallback_use_case: work
use_cases:
  - {id: work, title: Work, stakes: moderate, class: hybrid, order: quality, prefer: [own/main, own/spare],
     max_output_tokens: 1024, expected_output_tokens: 200}
  - {id: hobby, title: Hobby, stakes: low, class: open, order: price, max_output_tokens: 1024,
     expected_output_tokens: 200}
"""


def arguments(description, *options):
    """The command line of a script that runs gateways of its own; `options` are (flag, keywords) of further ones."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    root = Path(__file__).resolve().parent.parent.parent
    parser.add_argument("--steelyard", default=os.environ.get("STEELYARD_EXECUTABLE", root / ".build/debug/steelyard"),
                        type=lambda path: os.path.abspath(path), help="the executable")
    for flag, keywords in options:
        parser.add_argument(flag, **keywords)
    return parser.parse_args()


def yaml(settings, indent=""):
    """Nested dictionaries as YAML; leaves are written as JSON, which YAML contains."""
    text = ""
    for name, value in settings.items():
        if isinstance(value, dict):
            text += f"{indent}{name}:\n" + yaml(value, indent + "  ")
        else:
            text += f"{indent}{name}: {value if isinstance(value, str) else json.dumps(value)}\n"
    return text


class Gateway:
    """A running gateway; `settings` are sections of its configuration, `providers` maps names to ports."""

    def __init__(self, executable, providers, settings=None, *, files=None, catalogue=CATALOGUE, policy=POLICY,
                 config="steelyard.yaml", folder=None):
        self.executable = str(executable)
        self.folder = Path(folder or tempfile.mkdtemp(prefix="steelyard-test-"))
        self.owns_folder = folder is None
        self.config = config
        self.files = files
        self.process = None
        self.port = 0
        self.lines = []
        self.unknown_settings = []
        self.settings = {"version": 1, "listen": {"host": "127.0.0.1", "port": 0}, "threads": 2, "auth": '"off"',
                         "discover": False, "ledger": {"path": "ledger.db"}, "policy": "policy.yaml",
                         "catalog": "[own.yaml]", "retries": {"attempts": 1, "base_delay": "10ms", "max_delay": "1s"},
                         "breaker": {"failures": 1000, "cool_down": "100ms"}, "timeouts": {}, "limits": {}}
        for name, value in (settings or {}).items():
            self.settings[name] = self.settings.get(name, {}) | value if isinstance(value, dict) else value
        self.settings["providers"] = {
            name: {"base_url": f'"http://127.0.0.1:{port}/v1"', "key": f'"{PROVIDER_KEY}"'}
            for name, port in providers.items()}
        (self.folder / "own.yaml").write_text(catalogue)
        (self.folder / "policy.yaml").write_text(policy)

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        self.stop()
        if self.owns_folder:
            shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def ledger(self):
        return self.folder / "ledger.db"

    def write_config(self):
        """Writes the configuration file."""
        path = self.folder / "steelyard.yaml"
        path.write_text(yaml({name: value for name, value in self.settings.items() if value != {}}))
        path.chmod(0o600)

    def start(self):
        """Starts the process and waits until it listens; a setting that an older build does not know is left out."""
        while True:
            self.write_config()
            if self.launch():
                return self
            name = next((n for n in re.findall(r"unknown key '(\w+)'", self.log) if self.forget(n)), None)
            if name is None:
                raise RuntimeError(f"the gateway did not start:\n{self.log[-2000:]}")

    def forget(self, name):
        for section in self.settings.values():
            if isinstance(section, dict) and section.pop(name, None) is not None:
                self.unknown_settings.append(name)
                return True
        return False

    def launch(self, *more):
        """Starts the process with the files as they are; false when it ended instead of listening."""
        self.lines = []
        self.process = self.spawn(*more)
        listening = threading.Event()
        lines, process = self.lines, self.process

        def read():
            for line in process.stdout:
                lines.append(line.rstrip("\n"))
                found = re.search(r"listening on http://127\.0\.0\.1:(\d+)", line)
                if found:
                    self.port = int(found.group(1))
                    listening.set()
            listening.set()

        self.reader = threading.Thread(target=read, daemon=True)
        self.reader.start()
        listening.wait(HANG)
        return any("listening on" in line for line in lines)

    def spawn(self, *more):
        command = [self.executable, "serve", "--port", "0", *more]
        if self.config:
            command += ["--config", self.config]

        def limit():
            signal.pthread_sigmask(signal.SIG_SETMASK, [])
            if self.files:
                resource.setrlimit(resource.RLIMIT_NOFILE, (self.files, self.files))

        environment = {n: v for n, v in os.environ.items() if not n.endswith("_API_KEY") and n not in ("STEELYARD_DB", "STEELYARD_ENCODER")}
        return subprocess.Popen(command, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                stderr=subprocess.STDOUT, text=True, errors="replace", preexec_fn=limit,
                                env=environment | {"XDG_DATA_HOME": str(self.folder)})

    def stop(self, limit=HANG):
        """Ends the process, politely first."""
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(limit)
            except subprocess.TimeoutExpired:
                self.process.kill()
        self.process.wait()
        self.reader.join(HANG)

    @property
    def log(self):
        """What the process has written so far."""
        return "\n".join(self.lines)

    @property
    def is_alive(self):
        return self.process.poll() is None

    def assert_alive(self):
        """Fails unless the process runs and answers."""
        code = self.process.poll()
        assert code is None, f"the gateway has ended with status {code}: {self.log[-300:]!r}"
        status, _, _ = self.get("/health")
        assert status == 200, f"/health answers {status}"

    def command(self, *words):
        """Runs a command of the same executable in the folder; status and output."""
        done = subprocess.run([self.executable, *words], cwd=self.folder, capture_output=True, text=True, timeout=HANG,
                              env={n: v for n, v in os.environ.items() if n != "STEELYARD_DB"}
                              | {"XDG_DATA_HOME": str(self.folder)})
        return done.returncode, done.stdout + done.stderr

    def create_key(self, *options):
        """A new key in the ledger."""
        status, output = self.command("keys", "create", "--db", "ledger.db", *options)
        found = re.search(r"sk-steelyard-[A-Za-z0-9_-]+", output)
        assert status == 0 and found, output
        return found.group(0)

    def request(self, method, path, body=None, headers=None, timeout=HANG):
        """One request on a connection of its own: status, fields (lower case) and body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request(method, path, body, {"content-type": "application/json"} | (headers or {}))
            reply = connection.getresponse()
            return reply.status, {n.lower(): v for n, v in reply.getheaders()}, reply.read()
        finally:
            connection.close()

    def get(self, path, headers=None, timeout=HANG):
        return self.request("GET", path, None, headers, timeout)

    def chat(self, text="Say something.", *, model="steelyard/work", headers=None, timeout=HANG, **more):
        """A chat request with one user message; status, fields and body as JSON (as bytes if it is none)."""
        body = json.dumps({"model": model, "messages": [{"role": "user", "content": text}]} | more)
        status, fields, reply = self.request("POST", "/v1/chat/completions", body, headers, timeout)
        try:
            return status, fields, json.loads(reply)
        except ValueError:
            return status, fields, reply

    def ready(self, headers=None):
        """Status and body of /ready."""
        status, _, body = self.get("/ready", headers)
        return status, json.loads(body)

    def memory(self):
        """Resident bytes."""
        text = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", text).group(1)) * 1024

    def cpu(self):
        """Processor seconds so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS_PER_SECOND

    def rows(self, where="1", *values):
        """Rows of the ledger's decisions as dictionaries, oldest first."""
        connection = sqlite3.connect(f"file:{self.ledger}?mode=ro", uri=True, timeout=HANG)
        try:
            connection.row_factory = sqlite3.Row
            found = connection.execute(f"SELECT * FROM decisions WHERE {where} ORDER BY number", values)
            return [dict(row) for row in found]
        finally:
            connection.close()

    def row(self, decision):
        """The row of one decision, which the writer may still be about to write."""
        return until(lambda: (self.rows("id = ?", decision) or [None])[0], f"no row of the decision {decision}")


def connects_while_stopped(gateway, count):
    """How many of so many connects get through while the gateway's process stands still: as many as its queue holds."""
    clients = []
    os.kill(gateway.process.pid, signal.SIGSTOP)
    try:
        for _ in range(count):
            client = socket.socket()
            client.setblocking(False)
            client.connect_ex(("127.0.0.1", gateway.port))
            clients.append(client)
        # On this machine a connect is over at once, or waits for its next try a second later.
        return sum(1 for client in clients if client.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 1)[0] == 1)
    finally:
        os.kill(gateway.process.pid, signal.SIGCONT)
        for client in clients:
            client.close()


def until(condition, otherwise):
    """Asks until the condition holds, and answers what it said; fails when it never does."""
    end = time.monotonic() + HANG
    while True:
        value = condition()
        if value:
            return value
        assert time.monotonic() < end, f"{otherwise} after {HANG} s"
        time.sleep(0.02)
