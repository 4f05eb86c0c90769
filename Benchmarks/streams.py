"""A scripted upstream and callers on raw sockets, for many streams at once on one event loop.

`serve` runs an upstream whose answer is a coroutine of a `Call`; `ask` is one caller, and answers what it saw.
"""

import asyncio
import json
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

# Gateways of one's own are started as the tests start them.
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "Tests" / "EndToEnd"))

HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
END = b"0\r\n\r\n"


class Gone(Exception):
    """The other side has closed the connection."""


class Call:
    """One request at the upstream, and the means to answer it."""

    def __init__(self, body, reader, writer):
        self.json, self.reader, self.writer = json.loads(body), reader, writer

    @property
    def model(self):
        """The model's name without its maker."""
        return self.json.get("model", "").rpartition("/")[2]

    async def send(self, data):
        if self.writer.is_closing() or self.reader.at_eof():
            raise Gone
        try:
            self.writer.write(data)
            await self.writer.drain()
        except ConnectionError as error:
            raise Gone from error

    async def wait(self, seconds):
        """Waits; raises `Gone` as soon as the gateway closes."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if self.reader.at_eof():
                raise Gone
            await asyncio.sleep(min(0.05, left))

    async def event(self, value):
        await self.send(piece(event(value)))

    async def refuse(self, status, message, code="server_error", fields=""):
        body = json.dumps({"error": {"message": message, "type": "error", "param": None, "code": code}}).encode()
        await self.send(f"HTTP/1.1 {status} X\r\ncontent-type: application/json\r\ncontent-length: {len(body)}\r\n{fields}\r\n".encode() + body)


def piece(data):
    return b"%x\r\n" % len(data) + data + b"\r\n"


def event(value):
    return b"data: " + json.dumps(value, separators=(",", ":")).encode() + b"\n\n"


def chunk(model, delta, finish=None, usage=None):
    value = {"id": "chatcmpl-scripted", "object": "chat.completion.chunk", "created": 1_700_000_000, "model": model,
             "choices": [{"index": 0, "delta": delta, "finish_reason": finish}]}
    return value | {"choices": [], "usage": usage} if usage else value


def usage(prompt, output):
    return {"prompt_tokens": prompt, "completion_tokens": output, "total_tokens": prompt + output}


async def serve(answer):
    """Starts an upstream on a free port; the server and its port."""

    async def connected(reader, writer):
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                if not head.startswith(b"POST "):
                    # Whoever looks whether the upstream is there.
                    writer.write(b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n")
                    await writer.drain()
                    continue
                place = head.lower().find(b"content-length:")
                length = int(head[place + 15:head.index(b"\r\n", place)]) if place >= 0 else 0
                call = Call(await reader.readexactly(length), reader, writer)
                if await answer(call) == "close":
                    return
        except (asyncio.IncompleteReadError, asyncio.CancelledError, ConnectionError, Gone):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(connected, "127.0.0.1", 0, backlog=4096, limit=1 << 22)
    return server, server.sockets[0].getsockname()[1]


@dataclass
class Reply:
    """What a caller saw."""

    status: int = 0
    fields: dict = field(default_factory=dict)
    text: str = ""
    events: int = 0
    model: str = ""
    usage: dict | None = None
    error: dict | None = None
    done: bool = False
    finish: str | None = None
    first: float | None = None
    seconds: float = 0.0
    broken: str = ""

    @property
    def is_whole(self):
        """Whether the caller was told that the answer is complete."""
        return self.status == 200 and not self.error and not self.broken and self.finish is not None

    @property
    def cost(self):
        text = self.fields.get("x-steelyard-cost-nanousd", "")
        return int(text) if text.isdigit() else None


async def ask(port, content, key="none", limit=200, leave_after=None, headers=""):
    """One request on a connection of its own; hangs up after `leave_after` events, gives up after `limit` seconds."""
    reply, begun = Reply(), time.monotonic()
    try:
        await asyncio.wait_for(_ask(port, content, key, reply, begun, leave_after, headers), limit)
    except (TimeoutError, asyncio.TimeoutError):
        reply.broken = "hung"
    except (asyncio.IncompleteReadError, ConnectionError, ValueError) as error:
        reply.broken = type(error).__name__
    reply.seconds = time.monotonic() - begun
    return reply


async def _ask(port, content, key, reply, begun, leave_after, headers):
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 22)
    body = json.dumps(content).encode()
    try:
        writer.write(f"POST /v1/chat/completions HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\ncontent-type: application/json\r\n"
                     f"authorization: Bearer {key}\r\n{headers}content-length: {len(body)}\r\n\r\n".encode() + body)
        await read_head(reader, reply)
        if "chunked" not in reply.fields.get("transfer-encoding", ""):
            data = await reader.readexactly(int(reply.fields.get("content-length", 0)))
            reply.first = time.monotonic() - begun
            return take_whole(reply, json.loads(data))
        waiting = b""
        while size := int(await reader.readline(), 16):
            waiting += await reader.readexactly(size)
            await reader.readline()
            *whole, waiting = waiting.split(b"\n\n")
            for one in whole:
                take_event(reply, one, begun)
            if leave_after is not None and reply.events >= leave_after:
                reply.broken = "left"
                return
        await read_fields(reader, reply)
    finally:
        if reply.broken == "left":
            writer.transport.abort()
        else:
            writer.close()


async def read_head(reader, reply):
    line = await reader.readline()
    if not line:
        raise ConnectionResetError("closed before the reply began")
    reply.status = int(line.split(b" ")[1])
    await read_fields(reader, reply)


async def read_fields(reader, reply):
    while line := (await reader.readline()).strip():
        name, _, value = line.decode("latin-1").partition(":")
        reply.fields[name.strip().lower()] = value.strip()


def take_whole(reply, value):
    reply.error, reply.usage, reply.model = value.get("error"), value.get("usage"), value.get("model", "")
    if value.get("choices"):
        choice = value["choices"][0]
        reply.text, reply.finish = choice["message"].get("content") or "", choice.get("finish_reason")


def take_event(reply, data, begun):
    data = b"".join(line[5:].strip() for line in data.split(b"\n") if line.startswith(b"data:"))
    if data == b"[DONE]":
        reply.done = True
        return
    if not data:
        return
    try:
        value = json.loads(data)
    except ValueError:
        reply.broken = "garbage"
        return
    if "error" in value:
        reply.error = value["error"]
    reply.model, reply.usage = value.get("model", reply.model), value.get("usage") or reply.usage
    for choice in value.get("choices") or []:
        text = choice["delta"].get("content")
        if text:
            reply.first = reply.first if reply.first is not None else time.monotonic() - begun
            reply.text += text
            reply.events += 1
        reply.finish = choice.get("finish_reason") or reply.finish
