"""What reaches a same-dialect upstream is what the client sent, to the byte, but for the model's name."""

import urllib.request
from pathlib import Path

from checks import check, equal, run
from target import Target

ODD = (b'\n {"x_future" : {"b":1.50e+02,"a":[ 1 ,2],"\\u00e9":"\\ud83d\\ude00 \\/ \xc3\xa9"} ,\t"model":%s,'
       b'"messages":[{"role":"user","content":"Hello\\nworld","x_part":-0.0}],"max_tokens":17 , "user":"u-1"%s}\r\n ')


def received(t):
    paths = sorted(Path(t.directory).glob("body-*.bin"), key=lambda p: int(p.stem.split("-")[1]))
    return paths[-1].read_bytes()


def send(t, body):
    status, reply = t.post("/v1/chat/completions", body)
    equal(status, 200)
    return reply


def quoted(text):
    return b'"' + text.encode() + b'"'


@check("a plain request keeps white space, number forms, escapes and unknown fields")
def plain(t):
    send(t, ODD % (quoted(t.model), b""))
    equal(received(t), ODD % (upstream_name(t), b""))


@check("a streamed request that asks for usage is kept alike")
def streamed(t):
    more = b', "stream":true,"stream_options":{ "include_usage":true , "x":0}'
    send(t, ODD % (quoted(t.model), more))
    equal(received(t), ODD % (upstream_name(t), more))


@check("the reply reaches the client to the byte")
def reply(t):
    with urllib.request.urlopen(f"{t.simulator}/v1/chat/completions", data=b"{}") as straight:
        equal(send(t, ODD % (quoted(t.model), b"")), straight.read())


def upstream_name(t):
    body = received(t)
    start = body.index(b'"model":') + len(b'"model":')
    return body[start:body.index(b'"', start + 1) + 1]


if __name__ == "__main__":
    run(Target())
