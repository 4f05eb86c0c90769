"""What the checks talk to: a gateway, and the simulated upstream behind it."""

import argparse
import json
import urllib.error
import urllib.request


class Target:
    """Addresses, keys and models of one run, from the command line."""

    def __init__(self):
        parser = argparse.ArgumentParser()
        parser.add_argument("--gateway", required=True, help="address without a path")
        parser.add_argument("--simulator", help="address of the simulated upstream, without a path")
        parser.add_argument("--upstream", choices=["openai", "anthropic"], default="openai",
                            help="the dialect that the served model's upstream speaks")
        for name in ("key", "revoked-key", "capped-key"):
            parser.add_argument(f"--{name}", default="none")
        parser.add_argument("--model", help="a model that the upstream serves")
        parser.add_argument("--thinking-model", help="a model of the same upstream that reasons")
        parser.add_argument("--refused-model", help="a model with open weights, which legal work may not use")
        parser.add_argument("--dead-model", help="a model whose upstream is down")
        parser.add_argument("--embedding-model")
        parser.add_argument("--directory", help="where the scripted upstream keeps what it received")
        self.__dict__.update(vars(parser.parse_args()))

    @property
    def translated(self):
        """Whether the upstream speaks another dialect than the client of this run."""
        return self.upstream != self.client_dialect

    def last_upstream_request(self):
        """The latest entry of the simulator's log that concerns a model."""
        with urllib.request.urlopen(f"{self.simulator}/_simulate/log") as reply:
            entries = json.load(reply)["requests"]
        return [entry for entry in entries if entry["method"] == "POST"][-1]

    def post(self, path, body, headers=None):
        """Sends exactly these bytes to the gateway; status and body of the reply, whatever they are."""
        headers = {"content-type": "application/json", "authorization": f"Bearer {self.key}"} | (headers or {})
        request = urllib.request.Request(self.gateway + path, data=body, headers=headers, method="POST")
        try:
            with urllib.request.urlopen(request, timeout=30) as reply:
                return reply.status, reply.read()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read()

    def forget_upstream_requests(self):
        """Empties the simulator's log and disarms its faults."""
        request = urllib.request.Request(f"{self.simulator}/_simulate/reset", method="POST")
        urllib.request.urlopen(request).close()


def simulate(**directive):
    """The user field that tells the simulator how to behave, such as `simulate:fault=429,retry-after=1`."""
    pairs = [f"{name.replace('_', '-')}={value}" for name, value in directive.items()]
    return "simulate:" + ",".join(pairs)
