"""Who is let in, and what is said to whom: without keys, with a ledger that is lost, with a configuration that vanishes.

Checks that take something away have a gateway of their own; the others share one without keys and one with.
"""

import json
import os
import re
import shutil
import stat
import subprocess
import tempfile
import time
from pathlib import Path

from checks import Skipped, check, equal, run
from own_gateway import HANG, PROVIDER_KEY, Gateway, arguments, until
from played_upstream import PlayedUpstream


def gateway(t, **settings):
    """A gateway before the played upstream; keys are asked for as soon as there is one."""
    config = settings.pop("config", "steelyard.yaml")
    return Gateway(t.steelyard, {"main": t.upstream.port}, {"auth": "auto"} | settings, config=config)


def bearer(key):
    return {"authorization": f"Bearer {key}"}


def status_of(gateway, headers=None, **more):
    """The status of a chat request; 0 when there is no answer."""
    try:
        return gateway.chat(model="own/main", headers=headers, **more)[0]
    except OSError:
        return 0


# Without keys.

FOREIGN = {
    "a foreign host": {"host": "evil.example"}, "a foreign host with a port": {"host": "evil.example:8080"},
    "an address that is not this machine": {"host": "192.0.2.1"}, "a host that begins like ours": {"host": "localhost.evil.example"},
    "a host that ends like ours": {"host": "evil-localhost"}, "a host that hides behind a user": {"host": "localhost@evil.example"},
    "a foreign origin": {"origin": "https://evil.example"}, "an origin that begins like ours": {"origin": "http://localhost.evil.example"},
    "an origin that is none": {"origin": "null"}, "a page of another site": {"sec-fetch-site": "cross-site"},
    "a page of another origin of the site": {"sec-fetch-site": "same-site", "origin": "http://evil.example"},
}
OWN = {
    "localhost": {"host": "localhost"}, "localhost with a port": {"host": "localhost:8080"}, "LOCALHOST": {"host": "LOCALHOST"},
    "127.0.0.1": {"host": "127.0.0.1"}, "127.0.0.1 with a port": {"host": "127.0.0.1:8080"}, "::1": {"host": "[::1]"},
    "::1 with a port": {"host": "[::1]:8080"}, "an origin of this machine": {"origin": "http://localhost:3000"},
    "the same origin": {"sec-fetch-site": "same-origin"}, "the address bar": {"sec-fetch-site": "none"},
}


@check("without keys a foreign Host, Origin or Sec-Fetch-Site is refused with 403, and nothing goes upstream")
def foreign(t):
    before, wrong = t.upstream.calls, []
    for name, headers in FOREIGN.items():
        for method, path in (("POST", "/v1/chat/completions"), ("GET", "/v1/models"), ("POST", "/v1/feedback"), ("GET", "/ready")):
            body = json.dumps({"model": "own/main", "messages": [{"role": "user", "content": "Say something."}]}) if method == "POST" else None
            status = t.open.request(method, path, body, {"content-type": "text/plain"} | headers)[0]
            if status != 403 and path != "/ready":
                wrong.append(f"{name}: {status} for {path}")
    equal(wrong, [])
    equal(t.upstream.calls, before)


@check("without keys this machine's own names are served")
def own(t):
    equal([(name, s) for name, headers in OWN.items() if (s := status_of(t.open, headers)) != 200], [])


@check("with keys a caller may use any name of the gateway")
def named(t):
    equal([(name, s) for name, headers in FOREIGN.items() if (s := status_of(t.keyed, bearer(t.key) | headers)) != 200], [])


# A ledger that is lost.


def delete_ledger(g):
    for path in g.folder.glob("ledger.db*"):
        path.unlink()


@check("a ledger that is deleted while the gateway is down does not open it to callers without a key")
def lost_while_down(t):
    with gateway(t) as g:
        key = g.create_key("--tenant", "acme")
        until(lambda: status_of(g) == 401, "a new key is not noticed")
        equal(status_of(g, bearer(key)), 200)
        g.stop()
        delete_ledger(g)
        if g.launch():
            equal((status_of(g), g.get("/v1/models")[0]), (401, 401))
        else:
            assert "key" in g.log, g.log[-500:]


@check("a ledger that is deleted while the gateway runs does not open it to callers without a key")
def lost_while_up(t):
    with gateway(t) as g:
        g.create_key("--tenant", "acme")
        until(lambda: status_of(g) == 401, "a new key is not noticed")
        delete_ledger(g)
        seen = set()

        def is_noticed():
            seen.add(status_of(g))
            return re.search("ledger", g.log.partition("listening on")[2], re.I)

        until(is_noticed, "the log does not say that the ledger is gone")
        seen.add(status_of(g))
        assert seen <= {401, 503}, seen
        g.stop()
        if g.launch():
            assert status_of(g) in (401, 503), "it is open after a restart"


def takes_away(t, change, word):
    """What is said, and whether anything is served, after a change to the ledger's files."""
    with gateway(t) as g:
        equal(status_of(g), 200)
        equal(g.ready()[0], 200)
        change(g)
        problems = []
        try:
            until(lambda: g.ready()[0] == 503, "/ready is still 200")
            reasons = json.dumps(g.ready()[1].get("reasons", []))
            if not re.search(word, reasons, re.I):
                problems.append(f"/ready says only {reasons}")
        except AssertionError as error:
            problems.append(str(error))
        before = t.upstream.calls
        served = status_of(g)
        if served != 503 or t.upstream.calls != before:
            problems.append(f"a request gets {served}, and the upstream {t.upstream.calls - before} requests")
        if not re.search(word, g.log.partition("listening on")[2], re.I):
            problems.append("the log does not say it")
        equal(problems, [])


@check("a ledger that is deleted is noticed: /ready and the log say it, and no reply goes out without its row")
def deleted(t):
    takes_away(t, lambda g: g.ledger.unlink(), "ledger")


@check("a ledger that is replaced by another file is noticed")
def replaced(t):
    def change(g):
        shutil.copy(g.ledger, g.folder / "copy.db")
        os.replace(g.folder / "copy.db", g.ledger)

    takes_away(t, change, "ledger")


@check("a journal that is deleted is noticed")
def journal_deleted(t):
    takes_away(t, lambda g: (g.folder / "ledger.db-inflight").unlink(), "journal|inflight")


def second_process(t, prepare, path):
    """Starts a second gateway that is to use the ledger of the first one by another way, and is to be refused."""
    prepare(t.open)
    refused_second(t, t.open, path)


def refused_second(t, g, path):
    second = subprocess.Popen([t.steelyard, "serve", "--config", "steelyard.yaml", "--port", "0", "--db", path],
                              cwd=g.folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    said = []
    try:
        for line in second.stdout:
            said.append(line)
            if "listening on" in line:
                raise AssertionError(f"a second process serves from the same ledger by way of {path}")
        assert second.wait(HANG) != 0, said
        assert "another steelyard" in "".join(said), said
    finally:
        second.kill()
        second.wait()
        second.stdout.close()


@check("a second process is refused the ledger by its name")
def second_by_name(t):
    second_process(t, lambda g: None, "ledger.db")


@check("a second process is refused the ledger by a symbolic link to the file")
def second_by_link(t):
    second_process(t, lambda g: (g.folder / "link.db").symlink_to("ledger.db"), "link.db")


@check("a second process is refused the ledger by a link to its folder")
def second_by_folder(t):
    second_process(t, lambda g: (g.folder / "here").symlink_to("."), "here/ledger.db")


@check("a second process is refused the ledger by a hard link to the file")
def second_by_hard_link(t):
    second_process(t, lambda g: os.link(g.ledger, g.folder / "same.db"), "same.db")


@check("a second process is refused the ledger whose journal was deleted")
def second_without_journal(t):
    with gateway(t) as g:
        equal(status_of(g), 200)
        (g.folder / "ledger.db-inflight").unlink()
        refused_second(t, g, "ledger.db")


# A configuration that vanishes.


@check("a steelyard.yaml that vanishes is a refused reload: what was loaded stays in force")
def config_vanishes(t):
    with gateway(t, auth="required", config=None) as g:
        equal(g.get("/v1/models")[0], 401)
        aside = g.folder / "aside.yaml"
        (g.folder / "steelyard.yaml").rename(aside)
        seen = set()

        def is_refused():
            seen.add(g.get("/v1/models")[0])
            return re.search(r"refused|cannot be read", g.log)

        until(is_refused, "the log says nothing of it")
        seen.add(g.get("/v1/models")[0])
        equal(seen, {401})
        aside.rename(g.folder / "steelyard.yaml")
        text = (g.folder / "steelyard.yaml").read_text()
        (g.folder / "steelyard.yaml").write_text(text.replace("auth: required", 'auth: "off"'))
        until(lambda: g.get("/v1/models")[0] == 200, "the file is not taken up again")


@check("a named configuration file that vanishes is a refused reload")
def named_config_vanishes(t):
    with gateway(t, auth="required") as g:
        (g.folder / "steelyard.yaml").unlink()
        until(lambda: re.search(r"refused|cannot be read", g.log), "the log says nothing of it")
        equal(g.get("/v1/models")[0], 401)


# What is handed on, and what is told.


@check("an idempotency key is the same upstream for one tenant and another one for another")
def idempotency(t):
    g = t.keyed
    keys = [g.create_key("--tenant", tenant) for tenant in ("one", "other")]
    until(lambda: status_of(g, bearer(keys[1])) == 200, "a new key is not noticed")
    t.upstream.forget()
    for key in (keys[0], keys[0], keys[1]):
        equal(status_of(g, bearer(key) | {"idempotency-key": "order-4711"}), 200)
    values = [re.search(r"(?im)^idempotency-key:\s*(\S*)", head) for head in t.upstream.heads]
    values = [found.group(1) if found else None for found in values]
    equal(len(values), 3)
    equal(values[0], values[1])
    assert values[0] != values[2] or values == [None] * 3, f"both tenants send {values[0]!r}"


@check("no header lowers the use case that a key is bound to")
def floor(t):
    g = t.keyed
    key = g.create_key("--tenant", "acme", "--use-case", "work")
    until(lambda: status_of(g, bearer(key)) == 200, "a new key is not noticed")
    for headers, model, more in (({"x-steelyard-use-case": "hobby"}, "auto", {}), ({}, "steelyard/hobby", {}),
                                 ({}, "auto", {"metadata": {"use_case": "hobby"}})):
        status, fields, body = g.chat(model=model, headers=bearer(key) | headers, **more)
        assert status == 403 or fields.get("x-steelyard-stakes") == "moderate", (model, headers, status, fields.get("x-steelyard-stakes"))


@check("/ready without a key tells up or down and nothing else, once keys are required")
def ready_is_discreet(t):
    status, told = t.keyed.ready()
    equal((status, sorted(told)), (200, ["status"]))
    status, told = t.keyed.ready(bearer(t.key))
    equal(status, 200)
    assert {"status", "reasons", "upstreams", "policy"} <= set(told), sorted(told)


@check("'steelyard init' writes files that others cannot read")
def init(t):
    with tempfile.TemporaryDirectory(prefix="steelyard-test-") as folder:
        done = subprocess.run([t.steelyard, "init"], cwd=folder, capture_output=True, text=True, timeout=HANG, umask=0o022)
        equal(done.returncode, 0)
        equal(oct(stat.S_IMODE(os.stat(f"{folder}/steelyard.yaml").st_mode)), "0o600")


@check("a configuration with a secret that others can read is warned about, and one without is not")
def readable_secret(t):
    with gateway(t) as g:
        assert not re.search(r"warning.*others can read", g.log, re.I), g.log
        g.stop()
        (g.folder / "steelyard.yaml").chmod(0o644)
        assert g.launch(), g.log
        assert re.search(r"warning.*others can read", g.log, re.I), "no word of it"
        assert PROVIDER_KEY not in g.log


@check("the ledger, its journal and its log cannot be read by others")
def ledger_mode(t):
    equal([p.name for p in t.open.folder.glob("ledger.db*") if stat.S_IMODE(p.stat().st_mode) & 0o077], [])


@check("on a full disk /ready and the log say so at once and when it ends, and no row is lost")
def full_disk(t):
    folder = tempfile.mkdtemp(prefix="steelyard-full-")
    if os.geteuid() != 0:
        raise Skipped("needs the right to mount a small file system")
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=40m", "tmpfs", folder], capture_output=True, text=True)
    if done.returncode != 0:
        os.rmdir(folder)
        raise Skipped(f"needs a small file system, and tmpfs cannot be mounted: {done.stderr.strip()}")
    try:
        with Gateway(t.steelyard, {"main": t.upstream.port}, {"auth": "auto"}, folder=folder) as g:
            equal(status_of(g), 200)
            filler = Path(folder) / "filler"
            with open(filler, "wb", buffering=0) as file:
                try:
                    while file.write(b"\0" * 65536):
                        pass
                except OSError:
                    pass
            mark, served = len(g.log), 1
            # The log of the database has room until its next page.
            end = time.monotonic() + HANG
            while time.monotonic() < end and not g.ready()[1].get("reasons"):
                for _ in range(20):
                    served += status_of(g, user="x" * 200) == 200
            told, log = g.ready()[1], g.log[mark:]
            filler.unlink()
            problems = []
            if not re.search(r"disk|full|cannot be written|stored", json.dumps(told.get("reasons"))):
                problems.append(f"/ready says {told.get('status')} with the reasons {told.get('reasons')} after {served} requests")
            if not re.search(r"disk|full", log):
                problems.append("the log says nothing of it")
            until(lambda: len(g.rows()) == served, f"{len(g.rows())} of {served} rows are stored")
            if not problems:
                until(lambda: not g.ready()[1].get("reasons"), "/ready still speaks of it")
                equal(status_of(g), 200)
            equal(problems, [])
    finally:
        subprocess.run(["umount", folder], capture_output=True)
        os.rmdir(folder)


class Bed:
    """What the checks share."""


def main():
    bed = Bed()
    bed.steelyard = arguments(__doc__).steelyard
    with PlayedUpstream() as bed.upstream, gateway(bed) as bed.open, gateway(bed) as bed.keyed:
        bed.key = bed.keyed.create_key("--tenant", "acme")
        until(lambda: status_of(bed.keyed) == 401, "a new key is not noticed")
        run(bed)


if __name__ == "__main__":
    main()
