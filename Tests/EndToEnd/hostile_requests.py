"""Malformed and odd requests, each whole and cut into pieces: what is answered, what is closed, what goes upstream.

A table of cases with what each must come to. Every case is sent to one gateway whole and in pieces of 1, 2, 3, 7 and 64
bytes; then it must be alive, and the upstream must have seen what was valid and nothing else.
"""

import asyncio
import json
from dataclasses import dataclass, field

from checks import check, equal, run
from own_gateway import HANG, Gateway, arguments
from played_upstream import PlayedUpstream

PIECES = (None, 1, 2, 3, 7, 64)
AT_ONCE = 48
INNER = b"POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 16\r\n\r\n{\"smuggled\":true}"
CASES = []


@dataclass
class Case:
    """Bytes, and what they must come to: the statuses in order, and whether the connection goes on."""

    group: str
    name: str
    data: bytes
    statuses: tuple
    goes_on: bool | None
    upstream: int
    headless: tuple = ()
    seen: dict = field(default_factory=dict)


def add(group, name, data, *statuses, goes_on=None, upstream=None, headless=()):
    """`statuses` are numbers, or tuples of numbers where several are right; 0 is no answer at all."""
    accepted = [s for s in statuses if s == 200]
    if goes_on is None and len(statuses) == 1 and statuses[0] in (200, 404, 405):
        goes_on = True
    if goes_on is None and statuses == (400,):
        goes_on = False
    if upstream is None:
        upstream = len(accepted) if b"/chat/completions" in data else 0
    CASES.append(Case(group, name, data, statuses, goes_on, upstream, headless))


def body(number, **more):
    return json.dumps({"model": "own/main", "messages": [{"role": "user", "content": f"case-{number}."}]} | more).encode()


def post(fields=None, content=None, *, version="HTTP/1.1", host="127.0.0.1", path="/v1/chat/completions", line=None,
         method="POST"):
    """A POST with these fields as they are; `content` is the framed body (default: a body with its length)."""
    if content is None:
        content = body(len(CASES))
    lines = [line or f"{method} {path} {version}".encode()]
    if host is not None:
        lines.append(f"Host: {host}".encode())
    if fields is None:
        fields = [b"Content-Length: %d" % len(content)]
    return b"\r\n".join([*lines, *fields]) + b"\r\n\r\n" + content


def get(*fields, path="/health", method="GET", version="HTTP/1.1"):
    return b"\r\n".join([f"{method} {path} {version}".encode(), b"Host: 127.0.0.1", *fields]) + b"\r\n\r\n"


def chunks(content, size=None, end=b"0\r\n\r\n", newline=b"\r\n"):
    """A chunked body of one chunk with this size line."""
    line = b"%x" % len(content) if size is None else size
    return line + b"\r\n" + content + newline + end


def length(value, group, name, *statuses, **more):
    content = body(len(CASES))
    value = value.replace(b"N", b"%d" % len(content))
    add(group, name, post([b"Content-Length:" + value], content), *statuses, **more)


def coding(value, name, *statuses, **more):
    add("codings", name, post([b"Transfer-Encoding:" + value], chunks(body(len(CASES)))), *statuses, **more)


# Two ways to say where a body ends.
CHUNKED, LENGTH = b"Transfer-Encoding: chunked", b"Content-Length: %d"
for name, fields in {
    "a length before a coding": [LENGTH % 5, CHUNKED], "a coding before a length": [CHUNKED, LENGTH % 5],
    "a length of 0 before a coding": [LENGTH % 0, CHUNKED], "a coding before a length of 0": [CHUNKED, LENGTH % 0],
    "a length between two codings": [CHUNKED, LENGTH % 5, CHUNKED],
    "a coding between two lengths": [LENGTH % 5, CHUNKED, LENGTH % 5],
    "a coding and a length that names its size": [CHUNKED, LENGTH % 300],
}.items():
    add("both", name, post(fields, chunks(body(len(CASES)) + INNER)), 400)
add("both", "a coding in HTTP/1.0", post([CHUNKED], chunks(body(len(CASES))), version="HTTP/1.0"), 400)
add("both", "a coding beside a length in HTTP/1.0", post([CHUNKED, LENGTH % 5], chunks(body(0)), version="HTTP/1.0"), 400)
add("both", "an underscore instead of the coding's hyphen", post(
    [b"Transfer_Encoding: chunked", LENGTH % len(body(len(CASES)))]), 200)

# Lengths.
length(b" N", "lengths", "a plain length", 200)
length(b"\t N \t", "lengths", "a length between blanks", 200)
length(b" 00N", "lengths", "a length with leading zeros", 200)
for name, value in {
    "no digits": b"", "a sign": b" +N", "a negative length": b" -1", "a hexadecimal length": b" 0x40",
    "letters": b" abc", "an exponent": b" 1e2", "a fraction": b" 64.0", "a blank within": b" 6 4", "a list": b" N, N",
    "a list of two lengths": b" N, 5", "a list without blanks": b" N,N", "a parameter": b" N;a=b",
    "a vertical tab": b" N\x0b", "a quoted length": b' "N"', "digits of another script": " ٤٤".encode(),
    "20 digits": b" 18446744073709551616", "the largest signed number": b" 9223372036854775807",
    "leading zeros to 40 digits": b" " + b"0" * 40,
}.items():
    length(value, "lengths", name, 400)
add("lengths", "two equal lengths", post([LENGTH % len(body(len(CASES)))] * 2), (200, 400), upstream=None)
add("lengths", "two lengths that differ", post([LENGTH % len(body(len(CASES))), LENGTH % 5]), 400)
add("lengths", "two lengths that differ, the longer one last", post([LENGTH % 5, LENGTH % len(body(len(CASES)))]), 400)
length(b" 999999999999999999", "lengths", "18 digits", 413, goes_on=False)

# Codings.
for name, value in {"capital letters": b" Chunked", "no blank": b"chunked", "tabs": b"\tchunked\t", "blanks": b"  chunked  "}.items():
    coding(value, name, 200)
for name, value in {
    "an empty coding": b"", "identity": b" identity", "an unknown coding": b" cow", "a letter before": b" xchunked",
    "a letter behind": b" chunkedx", "a list ending in chunked": b" gzip, chunked", "a list beginning with chunked": b" chunked, gzip",
    "chunked twice": b" chunked, chunked", "a list with an empty part": b" , chunked", "a parameter": b" chunked;q=1",
    "quotes": b' "chunked"', "a vertical tab before": b" \x0bchunked", "a vertical tab behind": b" chunked\x0b",
    "a form feed": b"\x0cchunked", "a NUL": b" chunked\x00", "a no-break space": b" \xa0chunked", "a DEL": b" chunked\x7f",
    "a fold": b"\r\n chunked",
}.items():
    coding(value, name, 400)
add("codings", "two fields", post([CHUNKED, CHUNKED], chunks(body(len(CASES)))), 400)
add("codings", "two fields, one of them identity", post([CHUNKED, b"Transfer-Encoding: identity"], chunks(body(0))), 400)
add("codings", "a blank before the colon", post([b"Transfer-Encoding : chunked"], chunks(body(0))), 400)
add("codings", "a vertical tab before the name", post([b"\x0bTransfer-Encoding: chunked"], chunks(body(0))), 400)

# Lines and characters of a head.
ODD_LINES = {
    "a folded line": b"X-A: b\r\n c", "a line folded by a tab": b"X-A: b\r\n\tc", "a line feed alone": b"X-A: b\nX-B: c",
    "a carriage return alone": b"X-A: b\rX-B: c", "two carriage returns": b"X-A: b\r", "a NUL in a value": b"X-A: b\x00c",
    "a DEL in a value": b"X-A: b\x7fc", "an escape in a value": b"X-A: \x1b[2J", "a NUL in a name": b"X\x00A: b",
    "a DEL in a name": b"X\x7fA: b", "a blank in a name": b"X A: b", "a blank before the colon": b"X-A : b",
    "a tab before the colon": b"X-A\t: b", "no name": b": b", "no colon": b"X-A", "a bracket in a name": b"X(A): b",
    "a name beyond ASCII": "X-Ä: b".encode(), "a blank before a name": b" X-A: b",
}
for name, line in ODD_LINES.items():
    add("heads", name, post([line, LENGTH % len(body(len(CASES)))]), 400)
WHOLE = post([LENGTH % len(body(len(CASES)))])
add("heads", "line feeds only", WHOLE.replace(b"\r\n", b"\n"), 400)
add("heads", "a line feed behind the first line", WHOLE.replace(b"\r\n", b"\n", 1), 400)
add("heads", "a line feed as the empty line", WHOLE.replace(b"\r\n\r\n", b"\r\n\n"), 400)
add("heads", "an empty line of two carriage returns", WHOLE.replace(b"\r\n\r\n", b"\r\n\r\r\n"),
    (0, 400, 408), goes_on=False)
add("heads", "a first field that is folded", WHOLE.replace(b"\r\nHost", b"\r\n Host"), 400)
add("heads", "bytes beyond ASCII in a value", post([b"X-A: \xff\xfe", LENGTH % len(body(len(CASES)))]), 200)
for name, target in {"a NUL": b"/v1/\x00", "a DEL": b"/v1/\x7f", "a tab": b"/v1/\t", "bytes beyond ASCII": b"/v1/\xc3\xa9"}.items():
    add("heads", f"{name} in the target", b"GET " + target + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 400)
add("heads", "256 fields", get(*[b"X-%d: a" % n for n in range(255)]), 200)
add("heads", "257 fields", get(*[b"X-%d: a" % n for n in range(256)]), 431, goes_on=False)
add("heads", "one field of 70 KB", get(b"X-A: " + b"a" * 70_000), 431, goes_on=False)
add("heads", "70 KB of fields", get(*[b"X-%d: " % n + b"a" * 700 for n in range(100)]), 431, goes_on=False)
add("heads", "a path of 70 KB", get(path="/" + "a" * 70_000), (414, 431), goes_on=False)
add("heads", "a path of 60 KB", get(path="/" + "a" * 60_000), (404, 414, 431))
add("heads", "a method of 5 KB", get(method="A" * 5000), (400, 405, 431, 501))

# Hosts.
add("hosts", "none in HTTP/1.1", post(host=None), 400)
add("hosts", "none in HTTP/1.0", post(host=None, version="HTTP/1.0"), 200, goes_on=False)
add("hosts", "two", post([b"Host: 127.0.0.1", LENGTH % len(body(len(CASES)))]), 400)
add("hosts", "two that differ", post([b"hOST: localhost", LENGTH % len(body(len(CASES)))]), 400)

# Chunks.
for name, size in {
    "a blank within": b"5 5", "more digits behind a blank": b"%x 5" % len(body(len(CASES))), "a sign": b"+40", "a minus": b"-1",
    "a prefix": b"0x40", "17 digits": b"10000000000000040", "9 digits": b"100000040", "no digits": b"", "a letter": b"4g",
    "a blank before": b" 40", "a leading tab": b"\t40", "a line feed alone": None, "digits of another script": "٤".encode(),
    "an underscore": b"4_0", "an extension with a line feed": b"40;a=\nb", "an extension with a carriage return": b"40;a=\rb",
    "an extension with a NUL": b"40;a=\x00", "an extension of 5 KB": b"40;a=" + b"b" * 5000,
}.items():
    content = body(len(CASES))
    if size is None:
        data = b"%x\n" % len(content) + content + b"\r\n0\r\n\r\n"
    else:
        data = chunks(content, size)
    add("chunks", f"a size with {name}", post([CHUNKED], data), 400)
add("chunks", "a size that stands for gigabytes", post([CHUNKED], chunks(body(0), b"ffffffff")), (400, 408, 413), goes_on=False)
for name, line in {"plain": b"%x", "in capitals": b"%X", "with leading zeros": b"00%x", "with an extension": b"%x;a=b",
                   "with a quoted extension": b'%x;a="b c"'}.items():
    content = body(len(CASES))
    add("chunks", f"a size {name}", post([CHUNKED], chunks(content, line % len(content))), 200)
content = body(len(CASES))
add("chunks", "many chunks of one byte", post([CHUNKED], b"".join(b"1\r\n%c\r\n" % b for b in content) + b"0\r\n\r\n"), 200)
for name, data in {
    "more bytes than the size says": chunks(body(0), b"%x" % (len(body(0)) - 3)),
    "fewer bytes than the size says": chunks(body(0), b"%x" % (len(body(0)) + 1)),
    "a line feed alone behind the data": chunks(body(0), newline=b"\n"),
    "no line end behind the data": chunks(body(0), newline=b""),
    "a line feed alone behind the last chunk": chunks(body(0), end=b"0\n\r\n"),
    "a trailer that ends with a line feed": chunks(body(0), end=b"0\r\nX-A: b\n\r\n"),
    "a trailer of 70 KB": chunks(body(0), end=b"0\r\nX-A: " + b"b" * 70_000 + b"\r\n\r\n"),
}.items():
    add("chunks", name, post([CHUNKED], data), 400)
for name, end in {"zeros as the last size": b"000\r\n\r\n", "a trailer": b"0\r\nX-A: b\r\n\r\n",
                  "a trailer that names a length": b"0\r\nContent-Length: 500\r\nHost: evil.example\r\n\r\n",
                  "an extension of the last chunk": b"0;a=b\r\n\r\n"}.items():
    add("chunks", name, post([CHUNKED], chunks(body(len(CASES)), end=end)), 200)

# Bodies where none is expected.
for method, path, status in [("GET", "/health", 200), ("GET", "/nothing", 404), ("PUT", "/v1/chat/completions", 405),
                             ("DELETE", "/health", 405), ("POST", "/nothing", 404), ("POST", "/health", 405)]:
    add("bodies", f"{method} {path} with a length", get(LENGTH % len(INNER), path=path, method=method) + INNER, status,
        upstream=0)
    add("bodies", f"{method} {path} with chunks", get(CHUNKED, path=path, method=method) + chunks(INNER), status, upstream=0)
add("bodies", "HEAD with a length", get(LENGTH % len(INNER), method="HEAD") + INNER, 200, upstream=0, headless=(0,))
add("bodies", "HEAD of nothing", get(path="/nothing", method="HEAD"), (404, 405), headless=(0,))
add("bodies", "a long body to nowhere", get(LENGTH % 200_000, path="/nothing", method="POST") + b"a" * 200_000, 404,
    goes_on=False, upstream=0)
content = body(len(CASES))
add("bodies", "three requests in one write", get() + post(None, content) + get(path="/nothing"), 200, 200, 404, upstream=1, goes_on=True)
add("bodies", "a wrong request behind a right one", get() + b"GET /health HTTP/1.1\nHost: 127.0.0.1\r\n\r\n", 200, 400, goes_on=False)

# Other protocols and versions.
HELLO = bytes.fromhex("16030100f1010000ed0303") + bytes(range(32)) + bytes.fromhex("20") + bytes(range(32)) + b"\x13\x01" * 80
for name, data in {
    "an h2 preface": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + bytes.fromhex("000000040000000000"),
    "HTTP/2.0": get(version="HTTP/2.0"), "HTTP/1.2": get(version="HTTP/1.2"), "HTTP/0.9 with a version": get(version="HTTP/0.9"),
    "HTTP in small letters": get(version="http/1.1"), "HTTP/1.10": get(version="HTTP/1.10"), "HTTP/01.1": get(version="HTTP/01.1"),
    "two blanks before the target": b"GET  /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    "two blanks before the version": b"GET /health  HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    "a tab before the target": b"GET\t/health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    "no target": b"GET HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", "no method": b" /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    "a target without a slash": get(path="health"), "a blank behind the version": get(version="HTTP/1.1 "),
    "garbage": bytes(range(128, 256)) + b"\r\n\r\n", "a line feed before the request": b"\n" + get(),
}.items():
    add("protocols", name, data, 400, goes_on=False)
add("protocols", "a TLS hello", HELLO, (0, 400), goes_on=False)
add("protocols", "HTTP/0.9", b"GET /health\r\n", (0, 400, 408), goes_on=False)
add("protocols", "HTTP/0.9 with an empty line", b"GET /health\r\n\r\n", 400)
add("protocols", "OPTIONS *", get(path="*", method="OPTIONS"), (200, 400, 404, 405))
add("protocols", "CONNECT", b"CONNECT 127.0.0.1:80 HTTP/1.1\r\nHost: 127.0.0.1:80\r\n\r\n", 400)
add("protocols", "a whole URL as the target", get(path="http://127.0.0.1/health"), (200, 400, 404))
add("protocols", "a method in small letters", get(method="get"), (400, 405, 501))
add("protocols", "empty lines before the request", b"\r\n\r\n" + get(), 200)
add("protocols", "a request to upgrade", post([b"Upgrade: h2c", b"Connection: Upgrade", LENGTH % len(body(len(CASES)))]), 200)
add("protocols", "Connection: close", post([b"Connection: close", LENGTH % len(body(len(CASES)))]), 200, goes_on=False)
add("protocols", "Connection: keep-alive, close", post([b"Connection: keep-alive, close", LENGTH % len(body(len(CASES)))]), 200, goes_on=False)
add("protocols", "HTTP/1.0", post(version="HTTP/1.0"), 200, goes_on=False)
add("protocols", "100-continue", post([b"Expect: 100-continue", LENGTH % len(body(len(CASES)))]), 100, 200, goes_on=True)
add("protocols", "100-continue in HTTP/1.0", post([b"Expect: 100-continue", LENGTH % len(body(len(CASES)))], version="HTTP/1.0"),
    200, goes_on=False)
add("protocols", "a compressed body", post([b"Content-Encoding: gzip", LENGTH % len(body(len(CASES)))]), 400)


def ask(name, content, *statuses, group="bodies of JSON", fields=(), **more):
    add(group, name, post([*fields, LENGTH % len(content)], content), *statuses, goes_on=True, **more)


def with_field(text):
    return b'{"model":"own/main","messages":[{"role":"user","content":"case-%d."}],' % len(CASES) + text + b"}"


# JSON that two readers could read in two ways, or none at all.
for name, text in {
    "the model twice": b'"model":"own/spare"', "the model twice, once escaped": b'"\\u006dodel":"own/spare"',
    "the messages twice": b'"messages":[]', "the limit twice": b'"max_tokens":1,"max_tokens":9', "stream twice": b'"stream":false,"stream":true',
    "a limit with a leading zero": b'"max_tokens":01', "a limit with a plus": b'"max_tokens":+1', "a limit that is no number": b'"max_tokens":NaN',
    "a limit below 0": b'"max_tokens":-1', "a limit with a fraction": b'"max_tokens":1.5', "a limit of 1e999": b'"max_tokens":1e999',
    "a limit beyond 64 bits": b'"max_tokens":99999999999999999999', "a word that is none": b'"x":nul', "bad UTF-8 in a text": b'"x":"\xc3\x28"',
    "an overlong UTF-8 form": b'"x":"\xc0\xaf"', "a surrogate in UTF-8": b'"x":"\xed\xa0\x80"', "a control character in a text": b'"x":"\x01"',
    "a NUL": b'"x":\x00', "a wrong escape": b'"x":"\\q"', "a comma too many": b'"x":1,', "a depth of 100": b'"x":' + b"[" * 100 + b"]" * 100,
    "a depth of 100,000": b'"x":' + b"[" * 100_000 + b"]" * 100_000, "a comment": b'/* */"x":1',
}.items():
    ask(name, with_field(text), 400)
ask("bad UTF-8 in a name", with_field(b'"\xff":1'), 400)
for name, content in {"nothing": b"", "an empty object": b"{}", "a list": b"[]", "a text": b'"a"', "null": b"null", "an object cut short": body(0)[:-1],
                      "something behind the object": body(0) + b"{}", "a byte-order mark": b"\xef\xbb\xbf" + body(0),
                      "UTF-16": body(0).decode().encode("utf-16"), "a number as the model": b'{"model":1,"messages":[]}',
                      "no messages": b'{"model":"own/main"}'}.items():
    ask(name, content, 400)
# Names that a lenient upstream would take for those that count, and one that nobody would.
ask("a name in capitals", with_field(b'"Model":"own/spare"'), 400)
ask("a name with a Kelvin sign", with_field('"max_to\u212aens":1'.encode()), 400)
ask("a name in wide letters", with_field('"ｍodel":"own/spare"'.encode()), 200)
ask("a lone surrogate as an escape", with_field(b'"x":"\\ud800"'), (200, 400))

# What must not become a field of a head.
EVIL = "\\r\\nX-Evil: 1\\r\\n\\r\\n"
for name, model in {"line ends": f"own/main{EVIL}", "a NUL": "own/main\\u0000", "a model of 100 KB": "a" * 100_000}.items():
    ask(f"a model with {name}", b'{"model":"%s","messages":[]}' % model.encode(), (400, 404), group="injection")
ask("a use case with line ends", with_field(b'"metadata":{"use_case":"work%s"}' % EVIL.encode()), 400, group="injection")
ask("a use case of 100 KB", with_field(b'"metadata":{"use_case":"%s"}' % (b"a" * 100_000)), 400, group="injection")
ask("a user with line ends", with_field(b'"user":"%s"' % EVIL.encode()), 200, group="injection")
for name, value in {"a use-case field with a blank": b"a b", "an empty use-case field": b"", "a use-case field of 65 characters": b"a" * 65,
                    "a use-case field beyond ASCII": "ä".encode()}.items():
    add("injection", name, post([b"X-Steelyard-Use-Case: " + value, LENGTH % len(body(len(CASES)))]), 400)
ask("an idempotency key with a carriage return", body(len(CASES)), 400, group="injection", fields=[b"Idempotency-Key: a\rX-Evil: 1"])
CASES[-1].goes_on = False
add("injection", "line ends in a path, escaped", get(path="/v1/models/own%2Fmain%0d%0aX-Evil:%201"), 404)


@dataclass
class Outcome:
    """What came back on one connection."""

    statuses: list
    heads: bytes
    closed: bool
    alive_after: bool
    strays: bytes


async def exchange(port, case, size):
    """Sends a case in pieces, reads all that comes, and asks /health on the connection if it goes on."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    outcome = Outcome([], b"", False, False, b"")
    try:
        sending = asyncio.create_task(send(writer, case.data, size))
        expected = len(case.statuses)
        while len(outcome.statuses) < expected or not case.goes_on:
            status, head = await read_reply(reader, len(outcome.statuses) in case.headless)
            if status is None:
                outcome.closed, outcome.strays = True, head
                break
            outcome.statuses.append(status)
            outcome.heads += head
            # Where the case leaves it open, the connection is asked once all has been answered.
            if case.goes_on is None and len(outcome.statuses) >= expected and b"connection: close" not in head.lower():
                break
        await sending
        if not outcome.closed:
            writer.write(get())
            status, head = await read_reply(reader, False)
            outcome.alive_after = status == 200 and b"content-length: 15" in head
            outcome.closed = status is None
            if status not in (None, 200):
                outcome.statuses.append(status)
    except (ConnectionError, asyncio.IncompleteReadError):
        outcome.closed = True
    finally:
        writer.close()
    return outcome


async def send(writer, data, size):
    """Writes the first and last bytes in pieces of this size, and what is between them in large ones."""
    try:
        if size is None:
            writer.write(data)
            return await writer.drain()
        place = 0
        while place < len(data):
            step = size if place < 700 or len(data) - place <= 100 else min(8192, len(data) - 100 - place)
            writer.write(data[place:place + step])
            await asyncio.sleep(0)
            place += step
        await writer.drain()
    except ConnectionError:
        pass


async def read_reply(reader, headless):
    """Status and head of the next reply; (None, what was left) when the connection has ended."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError as error:
        return None, error.partial
    except ConnectionError:
        return None, b""
    status = int(head.split(b" ")[1])
    fields = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:] if b": " in line)
    if status >= 200 and not headless:
        await reader.readexactly(int(fields.get(b"content-length", 0)))
    return status, head


async def send_all(port):
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(case, size):
        async with gate:
            try:
                case.seen[size] = await asyncio.wait_for(exchange(port, case, size), HANG)
            except (TimeoutError, asyncio.TimeoutError):
                case.seen[size] = Outcome([], b"", False, False, b"neither answered nor closed")
            except ValueError as error:
                case.seen[size] = Outcome([], b"", False, False, str(error).encode())

    await asyncio.gather(*(one(case, size) for case in CASES for size in PIECES))


def fits(case, outcome):
    """Whether what came back is what must come back."""
    found = outcome.statuses or [0]
    if len(found) != len(case.statuses):
        return False
    for status, allowed in zip(found, case.statuses):
        if status not in (allowed if isinstance(allowed, tuple) else (allowed,)):
            return False
    if outcome.strays:
        return False
    if case.goes_on is False:
        return outcome.closed
    return outcome.alive_after or case.goes_on is None


def expect(group):
    wrong = []
    for case in CASES:
        if case.group != group:
            continue
        for size, outcome in case.seen.items():
            if not fits(case, outcome):
                wrong.append(f"{case.name} ({'whole' if size is None else f'pieces of {size}'}): got {outcome.statuses}"
                             f"{' and closed' if outcome.closed else ''} {outcome.strays[:60]!r}, not {list(case.statuses)}"
                             f"{' and closed' if case.goes_on is False else ''}")
                break
    assert not wrong, f"{len(wrong)} cases: " + "; ".join(wrong)


@check("at least 118 kinds of requests were sent, whole and in pieces of 1, 2, 3, 7 and 64 bytes")
def sent(t):
    assert len(CASES) >= 118, len(CASES)
    equal(sum(len(case.seen) for case in CASES), len(CASES) * len(PIECES))


for title, name in {
    "a body whose end is told in two ways is refused and the connection closed": "both",
    "a length that is not one plain number is refused": "lengths",
    "a transfer coding that is not plainly 'chunked' is refused": "codings",
    "a head with odd lines, odd characters or without end is refused": "heads",
    "a request to HTTP/1.1 names one host": "hosts",
    "chunks are read to the letter": "chunks",
    "a body where none is expected is passed over and never taken for a request": "bodies",
    "other protocols and versions are refused, and what HTTP/1.0 does not know is not sent to it": "protocols",
    "JSON that can be read in two ways, or not at all, is refused, and names are compared byte by byte": "bodies of JSON",
    "nothing of a body or a path becomes a field of a head": "injection",
}.items():
    check(title)(lambda t, name=name: expect(name))


@check("no reply has a field that a request smuggled in")
def injected(t):
    found = [case.name for case in CASES for outcome in case.seen.values() if b"\r\nx-evil" in outcome.heads.lower()]
    equal(found, [])


@check("the upstream saw what was valid, as often as it was sent, and nothing else")
def upstream(t):
    seen, strange = {}, []
    for head, content in zip(t.upstream.heads, t.upstream.bodies):
        if "evil" in head.lower():
            strange.append(head)
        place = content.find(b"case-")
        if place < 0 or b"smuggled" in content:
            strange.append(content[:120])
        else:
            number = int(content[place + 5:content.index(b".", place)])
            seen[number] = seen.get(number, 0) + 1
    equal(strange, [])
    wrong = []
    for number, case in enumerate(CASES):
        accepted = sum(1 for outcome in case.seen.values() if fits(case, outcome))
        either = any(isinstance(status, tuple) for status in case.statuses)
        # Cases that stand for no number of their own share the number 0.
        if number and not either and accepted == len(PIECES) and seen.get(number, 0) != case.upstream * len(PIECES):
            wrong.append(f"{case.name}: {seen.get(number, 0)}, not {case.upstream * len(PIECES)}")
    equal(wrong, [])


@check("afterwards the gateway is alive, answers, serves, and has not grown")
def alive(t):
    t.gateway.assert_alive()
    equal(t.gateway.chat(model="own/main")[0], 200)
    assert t.gateway.memory() - t.memory < 64 << 20, f"{t.gateway.memory() - t.memory} bytes more than before"


def main():
    target = arguments(__doc__)
    settings = {"timeouts": {"header_read": "15s", "body_read": "15s", "keep_alive": "10m"}}
    with PlayedUpstream() as target.upstream, Gateway(target.steelyard, {"main": target.upstream.port},
                                                      settings) as target.gateway:
        target.gateway.chat(model="own/main")
        target.upstream.forget()
        target.memory = target.gateway.memory()
        asyncio.run(send_all(target.gateway.port))
        run(target)


if __name__ == "__main__":
    main()
