"""Runs the llama.cpp server on a free port and says where, once it answers.

    llama_process.py MODEL.gguf
"""

import signal
import socket
import subprocess
import sys
import time
import urllib.request


def main():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "llama_cpp.server", "--model", sys.argv[1], "--host", "127.0.0.1", "--port", str(port),
         "--n_ctx", "2048", "--logits_all", "true", "--embedding", "true"])
    # Asked to end, this process takes the server with it.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    address = f"http://127.0.0.1:{port}"
    try:
        while server.poll() is None:
            try:
                urllib.request.urlopen(f"{address}/v1/models", timeout=5).close()
                break
            except OSError:
                time.sleep(0.1)
        print(f"listening on {address}", flush=True)
        server.wait()
    finally:
        server.kill()


if __name__ == "__main__":
    main()
