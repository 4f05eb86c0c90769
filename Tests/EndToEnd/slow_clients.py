"""Clients that are slow, silent, or do not read: each is ended within its limit, and holds neither money nor memory.

The limit that a check is about is small, and all others are large, so that no check depends on how fast the machine is.
Whether a connection is gone is read from the kernel's table of sockets, since a client that does not read cannot see it.
"""

import json
import re
import resource
import select
import socket
import threading
import time
from pathlib import Path

from checks import check, equal, run
from own_gateway import HANG, Gateway, arguments, until
from played_upstream import Gone, PlayedUpstream, completion, delta

MEBIBYTE = 1 << 20
TIME_WAIT = "06"
# Nano-dollars: one hold of an answer of 1,000 tokens fits, two do not.
CAP = 35_000_000


def connect(gateway, window=None):
    """A connection; with `window` bytes of room for what is not read."""
    connection = socket.socket()
    if window:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, window)
    connection.settimeout(HANG)
    connection.connect(("127.0.0.1", gateway.port))
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


def is_held(gateway, connection):
    """Whether the gateway's side of the connection still exists."""
    here = connection.getsockname()[1]
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        fields = line.split()
        local, remote = (int(fields[n].split(":")[1], 16) for n in (1, 2))
        if (local, remote) == (gateway.port, here):
            return fields[3] != TIME_WAIT
    return False


def post(content, *fields, path="/v1/chat/completions", length=None):
    length = len(content) if length is None else length
    head = [f"POST {path} HTTP/1.1", "host: 127.0.0.1", f"content-length: {length}", *fields]
    return ("\r\n".join(head) + "\r\n\r\n").encode() + content


def chat(name="", text="Say something.", **more):
    return json.dumps({"model": "own/main", "messages": [{"role": "user", "content": text}], "user": f"play:{name}"} | more).encode()


def drip(connection, data, pause=0.05):
    """Sends byte by byte until the other side ends it; what it said."""
    begun, got = time.monotonic(), b""
    connection.settimeout(pause)
    place = 0
    while time.monotonic() - begun < HANG:
        try:
            connection.sendall(data[place % len(data):][:1])
            place += 1
        except OSError:
            pass
        try:
            more = connection.recv(65536)
            if not more:
                return got
            got += more
        except TimeoutError:
            continue
        except OSError:
            return got
    raise AssertionError(f"still open after {HANG} s; it said {got[:100]!r}")


def statuses(data):
    return [int(status) for status in re.findall(rb"HTTP/1\.1 (\d{3})", data)]


def read_to_end(connection):
    """All that comes until the connection ends, and whether that was a reset."""
    got = b""
    connection.settimeout(HANG)
    while True:
        try:
            data = connection.recv(1 << 20)
        except ConnectionResetError:
            return got, True
        except TimeoutError:
            raise AssertionError(f"still open after {HANG} s; it said {got[:100]!r}") from None
        if not data:
            return got, False
        got += data


def wait_for_end(gateway, connection):
    until(lambda: not is_held(gateway, connection), "the gateway still holds the connection")


# Clients that send slowly.


@check("a client that says nothing is closed")
def silent(t):
    with connect(t.gateway) as connection:
        got, _ = read_to_end(connection)
        assert statuses(got) in ([], [408]), got


@check("half a first line is closed")
def half_a_line(t):
    with connect(t.gateway) as connection:
        connection.sendall(b"POST /v1/chat/compl")
        got, _ = read_to_end(connection)
        assert statuses(got) in ([], [408]), got


@check("a head that comes byte by byte is closed, on a new connection and on one that was served")
def dripped_head(t):
    head = post(b"", "x-a: " + "b" * 500)
    with connect(t.gateway) as connection:
        got = drip(connection, head)
        assert statuses(got) in ([], [408]), got
    with connect(t.gateway) as connection:
        connection.sendall(post(chat()))
        assert connection.recv(65536).startswith(b"HTTP/1.1 200"), "the first request"
        got = drip(connection, head)
        assert set(statuses(got)) <= {408}, got


@check("a body that comes byte by byte is answered with 408 and closed")
def dripped_body(t):
    with connect(t.gateway) as connection:
        connection.sendall(post(b"", length=5000))
        got = drip(connection, b" ")
        equal(statuses(got), [408])


@check("a chunked body that comes byte by byte is answered with 408 and closed")
def dripped_chunks(t):
    with connect(t.gateway) as connection:
        connection.sendall(b"POST /v1/chat/completions HTTP/1.1\r\nhost: 127.0.0.1\r\ntransfer-encoding: chunked\r\n\r\n")
        got = drip(connection, b"1\r\n \r\n")
        equal(statuses(got), [408])


@check("trailers that come byte by byte are answered with 408 and closed")
def dripped_trailers(t):
    content = chat()
    with connect(t.gateway) as connection:
        connection.sendall(b"POST /v1/chat/completions HTTP/1.1\r\nhost: 127.0.0.1\r\ntransfer-encoding: chunked\r\n\r\n"
                           + b"%x\r\n" % len(content) + content + b"\r\n0\r\n")
        got = drip(connection, b"x-a: bbbbbbbbbbbbbbbbb\r\n")
        equal(statuses(got), [408])


@check("a refused body that comes byte by byte is closed, with the one answer")
def dripped_refused(t):
    with connect(t.gateway) as connection:
        connection.sendall(post(b"", path="/nothing", length=50_000))
        got = drip(connection, b" ")
        equal(statuses(got), [404])


@check("empty lines without end are closed, slow or fast")
def endless_lines(t):
    with connect(t.gateway) as connection:
        got = drip(connection, b"\r\n")
        assert statuses(got) in ([], [400], [408]), got
    with connect(t.gateway) as connection:
        begun = time.monotonic()
        try:
            while time.monotonic() - begun < HANG:
                connection.sendall(b"\r\n" * 4096)
        except OSError:
            return
        raise AssertionError(f"still open after {HANG} s")


# Clients that do not read.


@check("a client that does not read a whole reply of 20 MB is reset")
def unread_whole(t):
    with connect(t.writing, 4096) as connection:
        connection.sendall(post(chat("20 MB")))
        wait_for_end(t.writing, connection)
        got, reset = read_to_end(connection)
        assert reset, "it was closed as if the reply had been whole"
        assert len(got) < 18 * MEBIBYTE, len(got)


@check("a client that does not read a stream is reset, what it held is settled, and the upstream released")
def unread_stream(t):
    t.released.clear()
    headers = {"authorization": f"Bearer {t.capped}"}
    with connect(t.writing, 4096) as connection:
        connection.sendall(post(chat("endless", stream=True, max_tokens=1000), f"authorization: Bearer {t.capped}"))
        assert t.released.wait(HANG), "the upstream is still connected"
        wait_for_end(t.writing, connection)
        _, reset = read_to_end(connection)
        assert reset, "it was closed as if the stream had been whole"
    row = until(lambda: t.writing.rows("stream = 1 AND tenant = 'capped'"), "the stream has no row")[0]
    assert row["status"] in ("cancelled", "cut"), row["status"]
    assert CAP / 2 < row["held_nano"] <= CAP, row
    assert row["charged_nano"] <= row["held_nano"], row
    until(lambda: t.writing.ready(headers)[1].get("in_flight") == 0, "requests are still under way")
    # Beside the first one's hold there would be no room for this one's.
    until(lambda: t.writing.chat(model="own/main", max_tokens=200, headers=headers)[0] == 200, "the money is still held")


@check("a client that reads slowly but steadily gets all of its reply")
def slow_reader(t):
    with connect(t.writing, 65536) as connection:
        connection.sendall(post(chat("2 MB"), "connection: close"))
        got = 0
        while data := connection.recv(65536):
            got += len(data)
            time.sleep(0.1)
        assert got > 2 * MEBIBYTE, got


def pipeline(connection, request, stop):
    """Sends the same request without end on a connection, and reads nothing."""
    connection.settimeout(0.2)
    bunch = request * max(1, 32768 // len(request))
    place = 0
    try:
        while not stop.is_set():
            try:
                place += connection.send(bunch[place % len(request):])
            except TimeoutError:
                continue
    except OSError:
        pass


@check("memory stays where it is and others are answered while eight clients pipeline and do not read, until they are reset")
def unread_pipelines(t):
    def get(path):
        return f"GET {path} HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n".encode()

    gateway, stop = t.writing, threading.Event()
    before = most = gateway.memory()
    connections = [connect(gateway, 4096) for _ in range(8)]
    requests = [get("/health"), get("/ready"), get("/v1/models"), get("/nothing")] * 2
    threads = [threading.Thread(target=pipeline, args=(connection, request, stop))
               for connection, request in zip(connections, requests)]
    for thread in threads:
        thread.start()
    answered, slowest, end = 0, 0.0, time.monotonic() + HANG
    try:
        while (left := sum(is_held(gateway, c) for c in connections)) or answered < 20:
            begun = time.monotonic()
            assert begun < end, f"{left} of them are still connected after {HANG} s"
            equal(gateway.get("/health")[0], 200)
            slowest, answered = max(slowest, time.monotonic() - begun), answered + 1
            most = max(most, gateway.memory())
            assert most - before < 50 * MEBIBYTE, f"{(most - before) / MEBIBYTE:.0f} MiB more"
    finally:
        stop.set()
        for thread in threads:
            thread.join()
        for connection in connections:
            connection.close()
    print(f"meanwhile {answered} others were answered, the slowest after {slowest:.2f} s; {(most - before) / MEBIBYTE:.0f} MiB more")


@check("pipelined requests are all answered, in order, to a client that reads")
def read_pipelines(t):
    with connect(t.gateway) as connection:
        connection.sendall(b"".join(f"GET /{n} HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n".encode() for n in range(500))
                           + b"GET /health HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n")
        got, _ = read_to_end(connection)
        equal(statuses(got), [404] * 500 + [200])
        equal([int(n) for n in re.findall(rb"served at '/(\d+)'", got)], list(range(500)))


# Limits.


@check("a client beyond limits.connections gets a 503 before it is closed")
def too_many_connections(t):
    with Gateway(t.steelyard, {"main": t.upstream.port}, {"limits": {"connections": 20}}) as gateway:
        held = [connect(gateway) for _ in range(20)]
        for connection in held:
            connection.sendall(b"GET /health HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n")
            assert connection.recv(4096).startswith(b"HTTP/1.1 200")
        for _ in range(3):
            with connect(gateway) as one_more:
                try:
                    one_more.sendall(b"GET /health HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n")
                except OSError:
                    pass
                got, _ = read_to_end(one_more)
                equal(statuses(got), [503])
                json.loads(got.partition(b"\r\n\r\n")[2])
        for connection in held:
            connection.close()
        until(lambda: accepts(gateway), "nobody is let in")


def accepts(gateway):
    try:
        return gateway.get("/health")[0] == 200
    except OSError:
        return False


@check("bodies under way beyond limits.body_budget_bytes get a 503, and memory stays below it")
def body_budget(t):
    settings = {"limits": {"body_bytes": 16 * MEBIBYTE, "body_budget_bytes": 17 * MEBIBYTE}, "timeouts": {"body_read": "10m"}}
    with Gateway(t.steelyard, {"main": t.upstream.port}, settings) as gateway:
        gateway.chat(model="own/main")
        before = most = gateway.memory()
        held, refused = [], 0
        for _ in range(40):
            connection = connect(gateway)
            held.append(connection)
            try:
                connection.sendall(post(b"a" * (2 * MEBIBYTE - 1), length=2 * MEBIBYTE))
            except OSError:
                pass
        # Eight fit into the budget, and those that do wait for their last byte.
        waiting, end = set(held), time.monotonic() + HANG
        while refused < 20 and time.monotonic() < end:
            for connection in select.select(waiting, [], [], 1)[0]:
                waiting.remove(connection)
                try:
                    refused += statuses(connection.recv(4096)) == [503]
                except OSError:
                    pass
            most = max(most, gateway.memory())
        grown = most - before
        equal(gateway.chat(model="own/main")[0], 200)
        for connection in held:
            connection.close()
        assert refused >= 20, f"{refused} of 40 got a 503, though eight fill the budget"
        assert grown < 64 * MEBIBYTE, f"{grown / MEBIBYTE:.0f} MiB for a budget of 16"
        until(lambda: gateway.chat(model="own/main")[0] == 200, "the budget is not given back")


def upload(gateway, size, piece):
    """Uploads so many bytes in chunks; the processor seconds that took."""
    before, end = gateway.cpu(), time.monotonic() + 2 * HANG
    head = b'{"model":"own/main","messages":[],"x":"'
    chunk = b"%x\r\n" % piece + b"a" * piece + b"\r\n"
    bunch = chunk * max(1, 65536 // piece)
    with connect(gateway) as connection:
        connection.sendall(b"POST /v1/chat/completions HTTP/1.1\r\nhost: 127.0.0.1\r\ntransfer-encoding: chunked\r\n\r\n"
                           + b"%x\r\n" % len(head) + head + b"\r\n")
        sent = 0
        while sent < size:
            connection.sendall(bunch)
            sent += len(bunch) // len(chunk) * piece
            assert time.monotonic() < end, f"{sent} of {size} bytes were taken in {2 * HANG} s"
        connection.sendall(b'2\r\n"}\r\n0\r\n\r\n')
        got = connection.recv(65536)
        assert statuses(got)[0] in (200, 400), got[:200]
    return gateway.cpu() - before


@check("processor time for a body of 31 MB in chunks of 1 KiB grows with its length, not with the square of it")
def linear_bodies(t):
    with Gateway(t.steelyard, {"main": t.upstream.port}, {"timeouts": {"body_read": "10m"}}) as gateway:
        upload(gateway, MEBIBYTE, 1024)
        one = max(0.005, sum(upload(gateway, MEBIBYTE, 1024) for _ in range(8)) / 8)
        many = upload(gateway, 31 * MEBIBYTE, 1024)
        print(f"1 MB takes {one:.3f} s of processor time, 31 MB {many:.2f} s")
        # 31 times is what it should be, 961 times what copying all of it for each chunk would be.
        assert many <= 150 * one, f"{many:.2f} s of processor time, {many / one:.0f} times that of 1 MB"


@check("out of file descriptors the gateway does not spin, serves who is connected, and recovers")
def out_of_files(t):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < 2000:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(4096, hard), hard))
    settings = {"timeouts": {"header_read": "10m", "keep_alive": "10m"}}
    with Gateway(t.steelyard, {"main": t.upstream.port}, settings, files=300) as gateway:
        kept = connect(gateway)
        kept.sendall(b"GET /health HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n")
        assert kept.recv(4096).startswith(b"HTTP/1.1 200")
        idle = []
        for _ in range(600):
            connection = socket.socket()
            connection.setblocking(False)
            connection.connect_ex(("127.0.0.1", gateway.port))
            idle.append(connection)
        def rests():
            before = gateway.cpu()
            time.sleep(1)
            return gateway.cpu() - before < 0.2

        until(rests, "it does not come to rest")
        kept.sendall(post(chat()))
        reply = kept.recv(65536)
        for connection in idle:
            connection.close()
        until(lambda: accepts(gateway), "nobody is let in")
        kept.close()
        assert reply.startswith(b"HTTP/1.1 200"), f"a connected client got {reply[:200]!r}"
        assert re.search(r"ulimit", gateway.log), "the log says nothing of it"


@check("afterwards the gateway is alive and serves")
def alive(t):
    for gateway in (t.gateway, t.writing):
        gateway.assert_alive()
        equal(gateway.chat(model="own/main")[0], 200)


class Bed:
    """What the checks share."""


def main():
    bed = Bed()
    bed.steelyard = arguments(__doc__).steelyard
    bed.released = threading.Event()

    def endless(call):
        try:
            call.begin_stream()
            while True:
                call.event(delta({"content": "word " * 2000}))
        except Gone:
            bed.released.set()
            raise

    large = {f"{size} MB": json.dumps(completion("x" * size * 1_100_000)).encode() for size in (2, 20)}
    parts = {name: lambda c, b=b: c.send(c.head_of(length=len(b), fields=["content-type: application/json"]) + b)
             for name, b in large.items()}
    reading = {"header_read": "2s", "body_read": "2s", "keep_alive": "2s", "client_write": "10m", "idle": "10m"}
    writing = {"header_read": "10m", "body_read": "10m", "keep_alive": "10m", "client_write": "2s", "idle": "10m"}
    with PlayedUpstream(parts | {"endless": endless}) as bed.upstream:
        with (Gateway(bed.steelyard, {"main": bed.upstream.port}, {"timeouts": reading}) as bed.gateway,
              Gateway(bed.steelyard, {"main": bed.upstream.port}, {"timeouts": writing}) as bed.writing):
            bed.capped = bed.writing.create_key("--tenant", "capped", "--cap-total", f"{CAP / 1e9:.3f}")
            bed.writing.stop()
            bed.writing.start()
            run(bed)


if __name__ == "__main__":
    main()
