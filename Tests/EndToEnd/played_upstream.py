"""An upstream that plays a part: each request is handed to a function that writes whatever bytes it likes.

Runs in threads of the script that uses it. A part is a function of a `Call`; it is found by the request's `user` field
(`play:NAME`), else the default part answers. What was received is kept.
"""

import json
import socket
import threading
import time


class Gone(Exception):
    """The gateway has closed the connection."""


class Call:
    """One request that has arrived, and the means to answer it in any way."""

    def __init__(self, upstream, connection, head, body, number):
        self.upstream, self.connection, self.head, self.body, self.number = upstream, connection, head, body, number
        try:
            self.json = json.loads(body)
        except ValueError:
            self.json = {}
        if not isinstance(self.json, dict):
            self.json = {}
        self.fields = {}
        for line in head.split("\r\n")[1:]:
            name, _, value = line.partition(":")
            self.fields.setdefault(name.strip().lower(), value.strip())

    @property
    def text(self):
        """The last message's text."""
        messages = self.json.get("messages") or [{}]
        content = messages[-1].get("content")
        return content if isinstance(content, str) else json.dumps(content)

    @property
    def streams(self):
        return bool(self.json.get("stream"))

    def send(self, data):
        """Sends bytes; raises `Gone` once the gateway has closed."""
        try:
            self.connection.sendall(data)
        except OSError as error:
            raise Gone from error

    def wait(self, seconds):
        """Waits; raises `Gone` as soon as the gateway closes."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self.connection.settimeout(left)
            try:
                if not self.connection.recv(1, socket.MSG_PEEK):
                    raise Gone
                time.sleep(min(0.01, left))
            except TimeoutError:
                pass
            except OSError as error:
                raise Gone from error
            finally:
                self.connection.settimeout(None)

    def head_of(self, status=200, fields=(), length=None):
        """A head as bytes; chunked unless a length is given."""
        framing = "transfer-encoding: chunked" if length is None else f"content-length: {length}"
        lines = [f"HTTP/1.1 {status} Whatever", framing, *fields]
        return ("\r\n".join(lines) + "\r\n\r\n").encode()

    def whole(self, value=None, status=200, fields=()):
        """Answers with one JSON value, by default a completion that repeats the request's text."""
        body = json.dumps(completion(self.text) if value is None else value).encode()
        self.send(self.head_of(status, ("content-type: application/json", *fields), len(body)) + body)

    def begin_stream(self, fields=()):
        self.send(self.head_of(200, ("content-type: text/event-stream", *fields)))

    def chunk(self, data):
        """A piece of a chunked body."""
        self.send(f"{len(data):x}\r\n".encode() + data + b"\r\n")

    def event(self, value):
        self.chunk(event(value))

    def words(self, count, text=" word"):
        """That many events of one token each, the role first."""
        self.event(delta({"role": "assistant", "content": ""}))
        for _ in range(count):
            self.event(delta({"content": text}))

    def end_stream(self, output, prompt=10):
        """The usage and the end of a stream that is whole."""
        self.event(delta({}, finish="stop"))
        self.event({**delta({}), "choices": [], "usage": usage(prompt, output)})
        self.chunk(b"data: [DONE]\n\n")
        self.send(b"0\r\n\r\n")


def usage(prompt, output):
    return {"prompt_tokens": prompt, "completion_tokens": output, "total_tokens": prompt + output}


def completion(text, prompt=10, output=5):
    return {"id": "chatcmpl-played", "object": "chat.completion", "created": 1_700_000_000, "model": "played",
            "choices": [{"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}],
            "usage": usage(prompt, output)}


def delta(value, finish=None):
    return {"id": "chatcmpl-played", "object": "chat.completion.chunk", "created": 1_700_000_000, "model": "played",
            "choices": [{"index": 0, "delta": value, "finish_reason": finish}]}


def event(value):
    return b"data: " + json.dumps(value).encode() + b"\n\n"


def ordinary(call):
    """The default part: a small whole reply, or a small stream."""
    if not call.streams:
        return call.whole()
    call.begin_stream()
    call.words(5)
    call.end_stream(5)


class PlayedUpstream:
    """Listens on a free port; `parts` maps names to functions."""

    def __init__(self, parts=None, default=ordinary, backlog=1024):
        self.parts, self.default = parts or {}, default
        self.lock = threading.Lock()
        self.heads, self.bodies, self.open = [], [], set()
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=backlog)
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.listener.close()
        with self.lock:
            left = list(self.open)
        for connection in left:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    @property
    def calls(self):
        """Requests that have arrived so far."""
        with self.lock:
            return len(self.bodies)

    def forget(self):
        with self.lock:
            self.heads.clear()
            self.bodies.clear()

    def accept(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with self.lock:
                self.open.add(connection)
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection):
        waiting = b""
        try:
            while True:
                while b"\r\n\r\n" not in waiting:
                    data = connection.recv(65536)
                    if not data:
                        return
                    waiting += data
                head, _, waiting = waiting.partition(b"\r\n\r\n")
                text = head.decode("latin-1")
                length = next((int(line.split(":")[1]) for line in text.split("\r\n")
                               if line.lower().startswith("content-length:")), 0)
                pieces, have = [waiting], len(waiting)
                while have < length:
                    data = connection.recv(1 << 20)
                    if not data:
                        return
                    pieces.append(data)
                    have += len(data)
                waiting = b"".join(pieces)
                body, waiting = waiting[:length], waiting[length:]
                with self.lock:
                    self.heads.append(text)
                    self.bodies.append(body)
                    number = len(self.bodies)
                call = Call(self, connection, text, body, number)
                name = str(call.json.get("user") or "").removeprefix("play:")
                if self.parts.get(name, self.default)(call) == "close":
                    return
        except (Gone, OSError, ValueError):
            pass
        finally:
            with self.lock:
                self.open.discard(connection)
            connection.close()
