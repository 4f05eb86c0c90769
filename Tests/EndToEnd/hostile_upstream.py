"""Upstreams that lie, stall, break off or talk without end: each ends by a named limit, and is billed for what it did.

Every behaviour is a part of a played upstream. Parts are asked for all at once where they only have to end, and one by
one where a bill is looked at.
"""

import http.client
import json
import re
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime

from checks import check, equal, run
from own_gateway import (CATALOGUE, HANG, MAIN_INPUT, MAIN_OUTPUT, PROVIDER_KEY, SPARE_INPUT, SPARE_OUTPUT, Gateway, arguments)
from played_upstream import PlayedUpstream, completion, delta, event, ordinary, usage

MEBIBYTE = 1 << 20
REPLY_LIMIT = 2 * MEBIBYTE
JSON_TYPE = "content-type: application/json"
STREAM_TYPE = "content-type: text/event-stream"
PARTS = {}
# What must come of each part that only has to end: whether a stream is asked for, whether only a limit of time ends it,
# the statuses.
ENDS = []


def part(name):
    """Registers a part of the upstream."""

    def register(function):
        PARTS[name] = function
        return function

    return register


def ends(name, *statuses, stream=False):
    """Registers a part of which only the end is looked at. Where 504 is right, nothing but a limit of time may end it."""

    def register(function):
        PARTS[name] = function
        ENDS.append((name, stream, 504 in statuses, statuses))
        return function

    return register


def endlessly(call, data, begin=b""):
    """Sends the same bytes until the gateway has had enough."""
    call.send(begin)
    while True:
        call.send(data)


# Heads.
ends("a head without end", 502, 504)(lambda c: endlessly(c, b"x-a: " + b"b" * 1000 + b"\r\n", b"HTTP/1.1 200 OK\r\n"))
ends("a first line without end", 502, 504)(lambda c: endlessly(c, b"a" * 4096, b"HTTP/1.1 200 "))
ends("1xx without end", 502, 504)(lambda c: (endlessly(c, b"HTTP/1.1 103 Early\r\nlink: </a>\r\n\r\n")))
ends("a head of 70 KB", 502)(lambda c: c.send(b"HTTP/1.1 200 OK\r\nx-a: " + b"b" * 70_000 + b"\r\n\r\n{}"))
ends("many fields", 200, 502)(lambda c: c.whole(fields=[f"x-{n}: a" for n in range(2000)]))
ends("garbage", 502)(lambda c: (c.send(bytes(range(128, 256)) * 4 + b"\r\n\r\n"), "close")[1])
ends("nothing", 502)(lambda c: "close")
ends("silence", 504)(lambda c: c.wait(HANG))
ends("a field without a colon", 502)(lambda c: c.send(b"HTTP/1.1 200 OK\r\nnonsense\r\ncontent-length: 2\r\n\r\n{}"))
ends("HTTP/2.0", 502)(lambda c: c.send(b"HTTP/2.0 200 OK\r\ncontent-length: 2\r\n\r\n{}"))
ends("a status of letters", 502)(lambda c: c.send(b"HTTP/1.1 abc OK\r\ncontent-length: 2\r\n\r\n{}"))


@ends("a slow head", 504, 502)
def slow_head(call):
    for byte in b"HTTP/1.1 200 OK\r\nx-a: " + b"b" * 200:
        call.send(bytes([byte]))
        call.wait(0.05)


# Lengths and codings.
for value in ("-1", "18446744073709551616", "99999999999999999999999", "0x10", "", "1, 1", "+2"):
    ends(f"a length of '{value}'", 502)(
        lambda c, v=value: c.send(f"HTTP/1.1 200 OK\r\n{JSON_TYPE}\r\ncontent-length: {v}\r\n\r\n{{}}".encode()))
ends("two lengths", 502)(lambda c: c.send(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}"))
ends("a length of 2^62", 502, 504)(lambda c: (c.send(b"HTTP/1.1 200 OK\r\ncontent-length: 4611686018427387904\r\n\r\n{}"), c.wait(HANG)))


@ends("a coding and a length", 200, 502)
def coding_and_length(call):
    content = json.dumps(completion("x")).encode()
    call.send(f"HTTP/1.1 200 OK\r\n{JSON_TYPE}\r\ncontent-length: 3\r\ntransfer-encoding: chunked\r\n\r\n".encode())
    call.chunk(content)
    call.send(b"0\r\n\r\n")


@ends("an unknown coding", 502, 504)
def unknown_coding(call):
    call.send(f"HTTP/1.1 200 OK\r\n{JSON_TYPE}\r\ntransfer-encoding: cow\r\n\r\n{{}}".encode())
    call.wait(HANG)


for name, line in {"a chunk size of letters": b"xyz\r\n", "a chunk size of 17 digits": b"1" * 17 + b"\r\n", "a negative chunk size": b"-5\r\n"}.items():
    ends(name, 502)(lambda c, line=line: c.send(c.head_of(fields=[JSON_TYPE]) + line + b"{}\r\n"))
ends("a chunk extension without end", 502, 504)(lambda c: endlessly(c, b"a" * 4096, c.head_of(fields=[JSON_TYPE]) + b"5;"))
ends("a trailer without end", 502, 504)(lambda c: endlessly(c, b"x-a: b\r\n" * 100, c.head_of(fields=[JSON_TYPE]) + b"2\r\n{}\r\n0\r\n"))

# Bodies.
ends("a body without end", 502)(lambda c: endlessly(c, b" " * 65536, b"HTTP/1.1 200 OK\r\n\r\n"))
ends("a body of chunks without end", 502)(lambda c: endlessly(c, b"1000\r\n" + b" " * 4096 + b"\r\n", c.head_of(fields=[JSON_TYPE])))
ends("a body that stops half-way", 504, 502)(lambda c: (c.send(c.head_of(length=1000, fields=[JSON_TYPE]) + b'{"a":'), c.wait(HANG)))
ends("a body that breaks off", 502)(lambda c: (c.send(c.head_of(length=1000, fields=[JSON_TYPE]) + b'{"a":'), "close")[1])
ends("a depth of 100,000", 502, 200)(lambda c: (lambda b: c.send(c.head_of(length=len(b), fields=[JSON_TYPE]) + b))(b"[" * 100_000 + b"]" * 100_000))
ends("a gzip that nobody asked for", 502)(lambda c: (lambda b: c.send(
    c.head_of(length=len(b), fields=[JSON_TYPE, "content-encoding: gzip"]) + b))(bytes.fromhex("1f8b08000000000000ff") + b"\x00" * 40))
ends("a body of zeros", 502)(lambda c: c.send(c.head_of(length=4096, fields=[JSON_TYPE]) + b"\x00" * 4096))
ends("a whole reply where a stream was asked for", 502, 200, stream=True)(lambda c: c.whole())
ends("an error inside a 200", 502)(lambda c: c.whole({"error": {"message": "no", "type": "server_error"}}))
for status in (101, 204, 302, 304, 418, 500, 599, 999):
    ends(f"status {status}", *((502, 504) if status in (101, 204, 302, 304, 999) else (418,) if status == 418 else (502, 503)))(
        lambda c, s=status: (c.send(f"HTTP/1.1 {s} Whatever\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n".encode()),
                             c.wait(3) if s == 101 else None)[1])


# Streams. A status of 200 is right where the stream had begun: the error is then in the stream.
def streaming(call, *pieces):
    call.begin_stream()
    call.words(2)
    for piece in pieces:
        call.chunk(piece)


@ends("a stream without end", 200, 504, stream=True)
def endless_stream(call):
    # The only limit of a healthy stream is `total`.
    streaming(call)
    while True:
        call.event(delta({"content": " word"}))
        call.wait(0.01)


@ends("an event without end", 200, 502, stream=True)
def endless_event(call):
    streaming(call)
    while True:
        call.chunk(b"a" * 65536 if call.number else b"")


ends("an event of one line without end", 200, 502, stream=True)(lambda c: (streaming(c, b'data: {"a":"'), endlessly(c, b"1000\r\n" + b"a" * 4096 + b"\r\n")))
ends("comments without end", 200, 502, 504, stream=True)(lambda c: (c.begin_stream(), [(c.chunk(b": ping\n\n"), c.wait(0.02)) for _ in range(2000)]))
ends("bytes behind [DONE] without end", 200, stream=True)(lambda c: (c.begin_stream(), c.words(2), c.end_stream(2), endlessly(c, b"a" * 4096)))
ends("events behind [DONE] without end", 200, stream=True)(lambda c: (streaming(c, event({**delta({}), "choices": [], "usage": usage(10, 2)}), b"data: [DONE]\n\n"), endlessly(c, b"10\r\ndata: {\"a\":\"b\"}\n\r\n")))
for name, value in {"a negative index": -1, "an index of 2^31": 1 << 31, "an index of 2^63": 1 << 63, "an index of 1e300": 1e300, "an index of letters": "a"}.items():
    ends(name, 200, 502, stream=True)(lambda c, v=value: (streaming(c, event({**delta({}), "choices": [{"index": v, "delta": {"content": "x", "tool_calls": [{"index": v, "id": "a", "function": {"name": "b", "arguments": ""}}]}}]})), c.end_stream(3)))
ends("bad UTF-8 in a stream", 200, 502, stream=True)(lambda c: (streaming(c, b'data: {"choices":[{"index":0,"delta":{"content":"\xff\xfe"}}]}\n\n'), c.end_stream(3)))
ends("an event of depth 100,000", 200, 502, stream=True)(lambda c: (streaming(c, b"data: " + b"[" * 100_000 + b"\n\n"), c.end_stream(3)))
ends("an error inside a stream", 200, 502, stream=True)(lambda c: (streaming(c, event({"error": {"message": "no", "type": "server_error"}})), c.wait(3)))
ends("an empty stream", 200, 502, stream=True)(lambda c: (c.begin_stream(), c.send(b"0\r\n\r\n")))

# Usage that cannot be.
WRONG_USAGE = {"negative": -5, "a fraction": 1.5, "5e11": 500_000_000_000, "an exponent": 5e11, "beyond 64 bits": 1 << 70, "text": "7",
               "null": None, "a list": [7], "true": True, "1e300": 1e300}
for name, value in WRONG_USAGE.items():
    ends(f"usage: {name}", 200)(lambda c, v=value: c.whole(completion("x") | {"usage": {"prompt_tokens": v, "completion_tokens": v, "total_tokens": v}}))
ends("usage: missing", 200)(lambda c: c.whole({n: v for n, v in completion("x").items() if n != "usage"}))
ends("usage: no object", 200, 502)(lambda c: c.whole(completion("x") | {"usage": 7}))


def ask(gateway, name, *, stream=False, model="own/main", text="Say something.", headers=None):
    """Asks for a part; status, fields, the whole body, trailers as fields."""
    connection = http.client.HTTPConnection("127.0.0.1", gateway.port, timeout=HANG)
    end = time.monotonic() + HANG
    content = {"model": model, "messages": [{"role": "user", "content": text}], "user": f"play:{name}", "max_tokens": 200}
    if stream:
        content |= {"stream": True, "stream_options": {"include_usage": True}}
    try:
        connection.request("POST", "/v1/chat/completions", json.dumps(content), {"content-type": "application/json"} | (headers or {}))
        reply = connection.getresponse()
        fields = {n.lower(): v for n, v in reply.getheaders()}
        if not stream or "chunked" not in fields.get("transfer-encoding", ""):
            return reply.status, fields, reply.read()
        # http.client drops trailers: what is left of the response is read by hand.
        body = b""
        while True:
            size = int(reply.fp.readline(), 16)
            if size == 0:
                break
            body += reply.fp.read(size)
            reply.fp.readline()
            if time.monotonic() > end:
                raise TimeoutError("the stream does not end")
        while (line := reply.fp.readline().strip()):
            field, _, value = line.decode().partition(":")
            fields[field.strip().lower()] = value.strip()
        return reply.status, fields, body
    finally:
        connection.close()


def cost(fields):
    return int(fields["x-steelyard-cost-nanousd"])


def events(body):
    """The events of a stream: JSON where it is any, else text."""
    found = []
    for line in body.split(b"\n"):
        if line.startswith(b"data: "):
            try:
                found.append(json.loads(line[6:]))
            except ValueError:
                found.append(line[6:].decode(errors="replace"))
    return found


def text_of(body):
    return "".join(e["choices"][0]["delta"].get("content") or "" for e in events(body)
                   if isinstance(e, dict) and e.get("choices"))


def error_in(body):
    return next((e["error"] for e in events(body) if isinstance(e, dict) and "error" in e), None)


@check("at least 44 behaviours end by a status of their own")
def all_end(t):
    assert len(ENDS) >= 44, len(ENDS)
    equal(t.wrong_ends, [])


@check("afterwards the gateway is alive, serves, and has no more memory than what it may keep of replies")
def survived(t):
    assert not t.deaths, f"it died of: {t.deaths}"
    for gateway in (t.gateway, t.limited):
        gateway.assert_alive()
        equal(ask(gateway, "ordinary")[0], 200)
        grown = gateway.memory() - t.memory[gateway]
        assert grown < 64 * MEBIBYTE, f"{grown / MEBIBYTE:.0f} MiB more than before"


@check("each failure says what was wrong, in JSON")
def named(t):
    bad = []
    for name, (status, fields, body) in t.ended.items():
        if status == 200:
            continue
        try:
            error = json.loads(body)["error"]
            if not error["message"] or not error["code"]:
                bad.append((name, error))
        except (ValueError, KeyError, TypeError):
            bad.append((name, status, body[:100]))
    equal(bad, [])


@check("nobody is charged more than was held, unless the provider said so")
def within_hold(t):
    over = [(row["id"], row["charged_nano"], row["held_nano"])
            for gateway in (t.gateway, t.limited) for row in gateway.rows("status != 'refused'")
            if not row["overrun"] and row["held_nano"] is not None and row["charged_nano"] > row["held_nano"]]
    equal(over, [])
    unsaid = [(row["id"], row["attempt_log"])
              for gateway in (t.gateway, t.limited) for row in gateway.rows("overrun = 1 AND usage_estimated = 1")]
    equal(unsaid, [])


@check("usage that cannot be is not believed, and nothing costs less than nothing")
def wrong_usage(t):
    bad = []
    for name, value in WRONG_USAGE.items():
        status, fields, _ = t.ended[f"usage: {name}"]
        text = fields.get("x-steelyard-cost-nanousd", "none")
        if status != 200 or not text.isdigit():
            bad.append((name, status, text))
        elif name not in ("5e11", "an exponent") and not 0 < int(text) < 10**9:
            bad.append((name, text))
    equal(bad, [])


@check("'steelyard spend' sums what an upstream claims 400 times, however much it is")
def sums(t):
    upstream, gateway = t.upstream, t.gateway
    upstream.parts["liar"] = lambda c: c.whole(completion("x", 10, 500_000_000_000))
    dear = t.catalogue.replace("input: 1, output: 20", "input: 1, output: 50000")
    with Gateway(t.target.steelyard, {"main": upstream.port}, catalogue=dear) as other:
        with ThreadPoolExecutor(16) as pool:
            statuses = list(pool.map(lambda _: ask(other, "liar")[0], range(400)))
        equal(set(statuses), {200})
        other.assert_alive()
        other.stop()
        status, output = other.command("spend", "--db", "ledger.db")
        assert status == 0, output[-300:]


NOW = datetime.now(timezone.utc)
RETRY_AFTER = [
    "retry-after: 9223372036854774", "retry-after: 9223372036854775", "retry-after: 9223372036854776", "retry-after: 9223372036854775807",
    "retry-after: 99999999999999999999", "retry-after: 9e99", "retry-after: -1", "retry-after: -9223372036854775808", "retry-after: nan",
    f"retry-after: {format_datetime(NOW + timedelta(days=36500), usegmt=True)}", "retry-after: Fri, 31 Dec 9999 23:59:59 GMT",
    "retry-after: Thu, 01 Jan 1970 00:00:00 GMT", "retry-after: Mon, 99 Foo 2026 99:99:99 GMT", "retry-after-ms: 9223372036854775807",
    "retry-after-ms: 1e300", "retry-after-ms: -1", "retry-after-ms: nan", "retry-after:",
]


@check("no Retry-After of an upstream kills the gateway, and what callers are told lies within a day")
def retry_after(t):
    wrong = []
    with PlayedUpstream(default=lambda c: c.whole({"error": {"message": "slow down"}}, 429, [c.text])) as upstream:
        gateway = Gateway(t.target.steelyard, {"main": upstream.port})
        with gateway:
            for field in RETRY_AFTER:
                try:
                    status, fields, _ = ask(gateway, "x", text=field)
                    told = fields.get("retry-after")
                    if status != 429 or told is not None and not (told.isdigit() and int(told) <= 86_400):
                        wrong.append((field, status, told))
                except (OSError, http.client.HTTPException) as error:
                    wrong.append((field, f"{type(error).__name__}"))
                if not gateway.is_alive or gateway.process.poll() is not None:
                    wrong.append((field, f"the gateway ended with {gateway.process.wait()}"))
                    gateway.launch()
    equal(wrong, [])


@check("the provider's key reaches no caller, no log and no ledger, whatever the upstream says with it")
def key_echo(t):
    def echo(call):
        status, _, where = call.text.partition(" ")
        words = f"Incorrect API key provided: {call.fields['authorization']}."
        if status == "200":
            if call.streams:
                call.begin_stream()
                call.words(3)
                call.event({"error": {"message": words, "type": "invalid_request_error"}})
                return call.send(b"0\r\n\r\n")
            return call.whole({"error": {"message": words, "code": words}})
        fields = [f"x-request-id: {PROVIDER_KEY}", f"www-authenticate: {words}"] if where else []
        call.whole({"error": {"message": words, "type": words, "code": words, "param": words}}, int(status), fields)

    leaks = []
    with PlayedUpstream(default=echo) as upstream:
        with Gateway(t.target.steelyard, {"main": upstream.port, "spare": upstream.port}) as gateway:
            for status in ("400", "401", "402", "403", "404", "409", "413", "422", "429", "500", "503", "401 fields", "500 fields", "200"):
                for stream in (False, True):
                    for model in ("own/main", "steelyard/work"):
                        _, fields, body = ask(gateway, "x", text=status, stream=stream, model=model)
                        if PROVIDER_KEY.encode() in body or PROVIDER_KEY in str(fields):
                            leaks.append(f"the reply to {status}{' of a stream' if stream else ''}")
            gateway.stop()
            if PROVIDER_KEY in gateway.log:
                leaks.append("the log")
            for path in gateway.folder.glob("ledger.db*"):
                if PROVIDER_KEY.encode() in path.read_bytes():
                    leaks.append(path.name)
    equal(sorted(set(leaks)), [])


@check("an upstream that refuses our credentials is told of in our own words")
def credentials(t):
    def refusing(call):
        call.whole({"error": {"message": "Secret words of the provider.", "type": "auth", "code": "bad_key"}}, int(call.text))

    with PlayedUpstream(default=refusing) as upstream, Gateway(t.target.steelyard, {"main": upstream.port}) as gateway:
        wrong = []
        for status in ("401", "402", "403"):
            code, _, body = ask(gateway, "x", text=status)
            message = json.loads(body)["error"]["message"]
            if code not in (502, 503) or "Secret words" in message:
                wrong.append((status, code, message))
        equal(wrong, [])


def too_long(call):
    call.whole({"error": {"message": "This model's maximum context length is 100000 tokens.", "type": "invalid_request_error",
                          "param": "messages", "code": "context_length_exceeded"}}, 400)


@check("a prompt that is too long for one offer goes to the next with a larger context")
def context_length(t):
    t.upstream.parts["too long"] = too_long
    status, fields, body = ask(t.gateway, "too long", model="steelyard/work")
    equal((status, fields.get("x-steelyard-model")), (200, "own/spare"))


@check("with no other offer the caller is told that the context is too long")
def context_length_alone(t):
    t.upstream.parts["too long"] = too_long
    status, _, body = ask(t.gateway, "too long")
    equal((status, json.loads(body)["error"]["code"]), (400, "context_length_exceeded"))


@part("malformed")
def malformed(call):
    call.begin_stream()
    call.words(11)
    call.chunk(b'data: {"choices":[{"ind\n\n')
    for _ in range(8):
        call.event(delta({"content": " word"}))
    call.end_stream(19)


@check("an event that is no JSON is dropped and noted, and the stream goes on")
def malformed_event(t):
    status, fields, body = ask(t.gateway, "malformed", stream=True)
    equal((status, error_in(body)), (200, None))
    equal(text_of(body), " word" * 19)
    equal(events(body)[-1], "[DONE]")
    equal(cost(fields), 10 * MAIN_INPUT + 19 * MAIN_OUTPUT)
    decision = fields["x-steelyard-decision"]
    row = t.gateway.row(decision)
    equal((row["status"], row["served_offer"].partition("@")[0]), ("ok", "own/main"))
    noted = " ".join(str(v) for v in row.values()) + t.gateway.log
    assert re.search(r"malformed|dropped|no JSON|not JSON", noted), "neither log nor row says that an event was dropped"


@part("role only")
def role_only(call):
    call.begin_stream()
    call.event(delta({"role": "assistant", "content": ""}))
    call.wait(HANG)


@check("a stream that says its role and then nothing is given up, and the next offer serves")
def first_token(t):
    status, fields, body = ask(t.limited, "role only", stream=True, model="steelyard/work")
    equal((status, fields.get("x-steelyard-model"), error_in(body)), (200, "own/spare", None))
    assert cost(fields) >= 10 * SPARE_INPUT + 5 * SPARE_OUTPUT, fields


@part("stalls")
def stalls(call):
    call.begin_stream()
    call.words(40)
    call.wait(HANG)


@part("breaks")
def breaks(call):
    call.begin_stream()
    call.words(40)
    return "close"


def bill_of_broken(t, gateway, name):
    spare_calls = t.spare.calls
    status, fields, body = ask(gateway, name, stream=True, model="steelyard/work")
    equal(status, 200)
    assert error_in(body), "the stream ends as if it were whole"
    assert "[DONE]" not in events(body), "the stream ends as if it were whole"
    equal(t.spare.calls, spare_calls)
    row = gateway.row(fields["x-steelyard-decision"])
    equal(row["served_offer"].partition("@")[0], "own/main")
    equal(row["cost_nano"], cost(fields))
    truth = 10 * MAIN_INPUT + 40 * MAIN_OUTPUT
    assert truth <= row["cost_nano"] <= row["held_nano"], (truth, row["cost_nano"], row["held_nano"])
    assert row["charged_nano"] <= 2 * truth, f"charged {row['charged_nano']}, {row['charged_nano'] / truth:.1f} times the truth"


@check("a stream that stalls after 40 events is billed to the offer that sent them, at its price, near the truth")
def stalled(t):
    bill_of_broken(t, t.limited, "stalls")


@check("a stream that is cut after 40 events is billed to the offer that sent them, near the truth")
def cut(t):
    bill_of_broken(t, t.gateway, "breaks")


@check("a caller who hangs up after 40 events is charged near the truth and never more than was held")
def hung_up(t):
    with socket.create_connection(("127.0.0.1", t.gateway.port), timeout=HANG) as connection:
        content = json.dumps({"model": "own/main", "messages": [{"role": "user", "content": "Say something."}], "user": "play:stalls",
                              "max_tokens": 200, "stream": True}).encode()
        connection.sendall(b"POST /v1/chat/completions HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: %d\r\n\r\n" % len(content) + content)
        data = b""
        while data.count(b" word") < 40:
            data += connection.recv(65536)
        decision = re.search(rb"x-steelyard-decision: (\w+)", data).group(1).decode()
    row = t.gateway.row(decision)
    truth = 10 * MAIN_INPUT + 40 * MAIN_OUTPUT
    equal(row["status"], "cancelled")
    assert truth <= row["charged_nano"] <= min(row["held_nano"], 2 * truth), (truth, row["charged_nano"], row["held_nano"])


@part("half a reply")
def half_a_reply(call):
    call.send(call.head_of(length=5000, fields=[JSON_TYPE]) + b'{"id":"x","choices":[{"index":0,"message":{"content":"' + b"word " * 40)
    return "close"


@check("an attempt that got a 200 and broke off is billed beside the one that served")
def two_bills(t):
    status, fields, _ = ask(t.gateway, "half a reply", model="steelyard/work")
    equal((status, fields.get("x-steelyard-model")), (200, "own/spare"))
    served = 10 * SPARE_INPUT + 5 * SPARE_OUTPUT
    assert cost(fields) > served, f"{cost(fields)} nano-dollars, the second attempt alone cost {served}"
    row = t.gateway.row(fields["x-steelyard-decision"])
    equal(row["cost_nano"], cost(fields))
    assert row["charged_nano"] >= row["cost_nano"], (row["charged_nano"], row["cost_nano"])


@check("an attempt that got a 200 and broke off is billed when nothing serves")
def one_bill(t):
    status, fields, _ = ask(t.gateway, "half a reply")
    equal(status, 502)
    row = t.gateway.row(fields["x-steelyard-decision"])
    assert row["charged_nano"] >= 10 * MAIN_INPUT, row["charged_nano"]


@check("an upstream that answers with an error is not paid")
def unpaid(t):
    status, fields, _ = ask(t.gateway, "status 500", model="steelyard/work")
    equal((status, cost(fields)), (200, 10 * SPARE_INPUT + 5 * SPARE_OUTPUT))


def raw(text, name):
    content = json.dumps({"model": "own/main", "messages": [{"role": "user", "content": text}], "user": f"play:{name}"}).encode()
    return b"POST /v1/chat/completions HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: %d\r\n\r\n" % len(content) + content


@check("nobody gets another's answer from an upstream that answers twice")
def out_of_step(t):
    under_way, arrived = threading.Event(), threading.Event()

    def twice(call):
        one, other = (json.dumps(completion(text)).encode() for text in (call.text, "nobody's answer"))
        data = b"".join(call.head_of(length=len(body), fields=[JSON_TYPE]) + body for body in (one, other))
        # All in one write, or cut in the middle of the second answer.
        cut = len(data) if call.text.endswith(("0", "2", "4")) else len(data) - 20
        call.send(data[:cut])
        call.send(data[cut:])

    def late(call):
        under_way.set()
        # An upstream that B's question does not reach is told of by what B gets.
        arrived.wait(5)
        call.whole()

    def of_b(call):
        arrived.set()
        call.whole()

    wrong = []
    with PlayedUpstream({"twice": twice, "late": late, "x": of_b}) as upstream:
        with Gateway(t.target.steelyard, {"main": upstream.port}, {"threads": 1}) as gateway:
            for number in range(6):
                under_way.clear()
                arrived.clear()
                wrong += one_round(gateway, under_way, number)
            gateway.assert_alive()
    equal(wrong, [])


def one_round(gateway, under_way, number):
    """A pipelines two requests, the first of which is answered twice; B asks when the second is under way."""
    a = socket.create_connection(("127.0.0.1", gateway.port), timeout=HANG)
    a.sendall(raw(f"first of A {number}", "twice") + raw(f"second of A {number}", "late"))
    under_way.wait(HANG)
    b = socket.create_connection(("127.0.0.1", gateway.port), timeout=HANG)
    b.sendall(raw(f"question of B {number}", "x"))
    got_b, got_a = replies(b, 1), replies(a, 2)
    a.close()
    b.close()
    wrong = []
    if got_a != [f"first of A {number}", f"second of A {number}"]:
        wrong.append(f"A got {got_a}")
    if got_b != [f"question of B {number}"]:
        wrong.append(f"B got {got_b}")
    return wrong


def replies(connection, count):
    """The texts of so many replies on a connection."""
    found, stream = [], connection.makefile("rb")
    try:
        for _ in range(count):
            status, length = stream.readline(), 0
            while (line := stream.readline().strip().lower()):
                if line.startswith(b"content-length:"):
                    length = int(line.split(b":")[1])
            value = json.loads(stream.read(length))
            found.append(value["choices"][0]["message"]["content"] if "choices" in value else value["error"]["message"])
    except (OSError, ValueError) as error:
        found.append(f"{type(error).__name__}")
    return found


def end_all(t):
    """Asks for all parts of which only the end is looked at; what came of each, and what was wrong."""
    t.ended, t.wrong_ends, t.deaths = {}, [], []

    def one(entry):
        name, stream, is_limited, statuses = entry
        try:
            status, fields, body = ask(t.limited if is_limited else t.gateway, name, stream=stream)
        except (OSError, ValueError, http.client.HTTPException) as error:
            return name, (0, {}, repr(error).encode()), f"{name}: {error!r}"
        wrong = None if status in statuses else f"{name}: {status} {body[:120]!r}"
        return name, (status, fields, body), wrong

    with ThreadPoolExecutor(24) as pool:
        for name, outcome, wrong in pool.map(one, ENDS):
            t.ended[name] = outcome
            if wrong:
                t.wrong_ends.append(wrong)
    for gateway in (t.gateway, t.limited):
        if not gateway.is_alive:
            t.deaths.append(f"status {gateway.process.poll()}")
            gateway.launch()


class Bed:
    """What the checks share."""


def main():
    bed = Bed()
    bed.target, bed.catalogue = arguments(__doc__), CATALOGUE
    # What ends of itself goes to a gateway that waits for ever, and what only a limit ends to one with small limits: so
    # neither depends on how fast the machine is.
    patient = {n: 0 for n in ("first_byte", "first_byte_with_fallback", "first_token", "idle", "idle_with_fallback", "total")}
    limited = {"first_byte": "3s", "first_token": "3s", "idle": "3s", "total": "15s"}
    limits = {"reply_bytes": REPLY_LIMIT}
    with PlayedUpstream(PARTS) as bed.upstream, PlayedUpstream() as bed.spare:
        ports = {"main": bed.upstream.port, "spare": bed.spare.port}
        with (Gateway(bed.target.steelyard, ports, {"timeouts": patient, "limits": limits}) as bed.gateway,
              Gateway(bed.target.steelyard, ports, {"timeouts": limited, "limits": limits}) as bed.limited):
            bed.memory = {}
            for gateway in (bed.gateway, bed.limited):
                ask(gateway, "ordinary")
                bed.memory[gateway] = gateway.memory()
            end_all(bed)
            run(bed)


if __name__ == "__main__":
    main()
