"""An upstream of a hundred lines that says one fixed thing and keeps every body it receives, byte for byte.

    scripted_upstream.py DIRECTORY [CERTIFICATE]

With a certificate (`DIRECTORY/CERTIFICATE.pem` and `.key`) it speaks TLS. Bodies go to DIRECTORY/body-N.bin.
"""

import http.server
import itertools
import json
import ssl
import sys
from pathlib import Path

REPLY = {
    "id": "chatcmpl-scripted", "object": "chat.completion", "created": 1_700_000_000, "model": "scripted",
    "choices": [{"index": 0, "message": {"role": "assistant", "content": "scripted reply"}, "finish_reason": "stop"}],
    "usage": {"prompt_tokens": 5, "completion_tokens": 2, "total_tokens": 7},
}


def chunk(delta, finish=None, usage=None):
    value = {"id": "chatcmpl-scripted", "object": "chat.completion.chunk", "created": 1_700_000_000,
             "model": "scripted", "choices": [{"index": 0, "delta": delta, "finish_reason": finish}]}
    if usage:
        value |= {"choices": [], "usage": usage}
    return b"data: " + json.dumps(value).encode() + b"\n\n"


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers chat completions, whole or as a stream."""

    protocol_version = "HTTP/1.1"
    numbers = itertools.count(1)
    directory = Path()

    def log_message(self, *arguments):
        pass

    def read_body(self):
        if self.headers.get("transfer-encoding", "").lower() != "chunked":
            return self.rfile.read(int(self.headers.get("content-length", 0)))
        body = b""
        while size := int(self.rfile.readline().split(b";")[0], 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return body

    def do_POST(self):
        body = self.read_body()
        (self.directory / f"body-{next(self.numbers)}.bin").write_bytes(body)
        streaming = json.loads(body).get("stream")
        pieces = [json.dumps(REPLY).encode()]
        if streaming:
            pieces = [chunk({"role": "assistant", "content": "scripted "}), chunk({"content": "reply"}),
                      chunk({}, finish="stop"), chunk({}, usage=REPLY["usage"]), b"data: [DONE]\n\n"]
        self.send_response(200)
        self.send_header("content-type", "text/event-stream" if streaming else "application/json")
        self.send_header("transfer-encoding", "chunked")
        self.end_headers()
        for piece in [*pieces, b""]:
            self.wfile.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
            self.wfile.flush()


class Server(http.server.ThreadingHTTPServer):
    """A server that stays quiet about clients who refuse its certificate."""

    def handle_error(self, request, client_address):
        pass


def main():
    Handler.directory = Path(sys.argv[1])
    server = Server(("127.0.0.1", 0), Handler)
    scheme = "http"
    if len(sys.argv) > 2:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        certificate = Handler.directory / sys.argv[2]
        context.load_cert_chain(f"{certificate}.pem", f"{certificate}.key")
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        scheme = "https"
    print(f"listening on {scheme}://127.0.0.1:{server.server_address[1]}", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
