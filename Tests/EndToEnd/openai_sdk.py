"""The unmodified `openai` client against the gateway, in front of an upstream of either dialect."""

import asyncio
import base64
import json

import openai
from openai import AsyncOpenAI, OpenAI
from pydantic import BaseModel

from checks import check, contains, equal, raises, run
from target import Target, simulate

QUESTION = [{"role": "user", "content": "Which colour has the sky?"}]
PIXEL = ("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
WEATHER = {
    "type": "function",
    "function": {
        "name": "weather",
        "description": "The weather of a town",
        "parameters": {
            "type": "object",
            "properties": {"town": {"type": "string"}, "days": {"type": "integer", "minimum": 1, "maximum": 7}},
            "required": ["town", "days"],
            "additionalProperties": False,
        },
    },
}
CLOCK = {
    "type": "function",
    "function": {"name": "clock", "parameters": {"type": "object", "properties": {"zone": {"type": "string"}},
                                                 "required": ["zone"]}},
}
TOOLS = [WEATHER, CLOCK]


class Invoice(BaseModel):
    """The form of a structured answer."""

    number: str
    total: int
    paid: bool


def ask(t, **options):
    return t.client.chat.completions.create(**({"model": t.model, "messages": QUESTION} | options))


def joined(chunks):
    return "".join(c.choices[0].delta.content or "" for c in chunks if c.choices)


@check("lists models, among them the routed names")
def models(t):
    found = {m.id: m for m in t.client.models.list()}
    contains(found, "steelyard/auto", "steelyard/crm")
    served = [m for name, m in found.items() if name.endswith(t.model)]
    equal([m.object for m in served], ["model"])
    equal(t.client.models.retrieve(served[0].id).id, served[0].id)


@check("answers a chat")
def chat(t):
    reply = ask(t)
    equal(reply.object, "chat.completion")
    equal(reply.choices[0].message.role, "assistant")
    contains(reply.choices[0].message.content, "[simulated reply]")
    equal(reply.choices[0].finish_reason, "stop")
    assert reply.usage.prompt_tokens > 0 and reply.usage.completion_tokens > 0, reply.usage
    equal(reply.usage.total_tokens, reply.usage.prompt_tokens + reply.usage.completion_tokens)


@check("tells in headers who served, why and at what cost")
def headers(t):
    raw = t.client.chat.completions.with_raw_response.create(model=t.model, messages=QUESTION)
    for name in ("decision", "use-case", "stakes", "model", "offer"):
        assert raw.headers.get(f"x-steelyard-{name}"), f"no x-steelyard-{name} in {dict(raw.headers)}"
    contains(raw.headers["x-steelyard-model"], t.model)
    assert int(raw.headers["x-steelyard-cost-nanousd"]) > 0, raw.headers["x-steelyard-cost-nanousd"]


@check("streams a chat, without usage unless it is asked for")
def streaming(t):
    chunks = list(ask(t, stream=True))
    equal(joined(chunks), ask(t).choices[0].message.content)
    equal({c.object for c in chunks}, {"chat.completion.chunk"})
    equal(len({c.id for c in chunks}), 1)
    equal(chunks[0].choices[0].delta.role, "assistant")
    equal([c.choices[0].finish_reason for c in chunks if c.choices][-1], "stop")
    equal([c for c in chunks if c.usage or not c.choices], [])


@check("streams usage in a last chunk when it is asked for")
def streaming_usage(t):
    chunks = list(ask(t, stream=True, stream_options={"include_usage": True}))
    equal(chunks[-1].choices, [])
    equal(chunks[-1].usage.total_tokens, ask(t).usage.total_tokens)
    equal([c for c in chunks[:-1] if c.usage], [])


@check("serves the client's streaming helper")
def streaming_helper(t):
    with t.client.chat.completions.stream(model=t.model, messages=QUESTION) as stream:
        kinds = {event.type for event in stream}
        final = stream.get_final_completion()
    contains(kinds, "chunk", "content.delta", "content.done")
    equal(final.choices[0].message.content, ask(t).choices[0].message.content)


@check("serves many asynchronous callers at once")
def asynchronous(t):
    async def all_replies():
        async with AsyncOpenAI(base_url=f"{t.gateway}/v1", api_key=t.key, max_retries=0) as client:
            calls = [client.chat.completions.create(
                model=t.model, messages=[{"role": "user", "content": f"Say number {i}"}]) for i in range(40)]
            return await asyncio.gather(*calls)

    replies = asyncio.run(all_replies())
    equal(len({r.id for r in replies}), 40)


@check("calls a tool and takes its result")
def tools(t):
    choice = ask(t, tools=TOOLS).choices[0]
    equal(choice.finish_reason, "tool_calls")
    call = choice.message.tool_calls[0]
    equal((call.type, call.function.name), ("function", "weather"))
    arguments = json.loads(call.function.arguments)
    equal(set(arguments), {"town", "days"})
    result = {"role": "tool", "tool_call_id": call.id, "content": json.dumps({"sky": "blue"})}
    answer = ask(t, tools=TOOLS, messages=[*QUESTION, choice.message.model_dump(exclude_none=True), result])
    equal(answer.choices[0].finish_reason, "stop")
    contains(answer.choices[0].message.content, "[simulated reply]")


@check("forces a named tool and forbids tools")
def tool_choice(t):
    named = ask(t, tools=TOOLS, tool_choice={"type": "function", "function": {"name": "clock"}})
    equal([c.function.name for c in named.choices[0].message.tool_calls], ["clock"])
    required = ask(t, tools=TOOLS, tool_choice="required")
    assert required.choices[0].message.tool_calls, required
    none = ask(t, tools=TOOLS, tool_choice="none")
    assert not none.choices[0].message.tool_calls, none


@check("calls tools in parallel")
def parallel_tools(t):
    message = ask(t, tools=TOOLS, user=simulate(calls=3)).choices[0].message
    equal([c.function.name for c in message.tool_calls], ["weather", "clock", "weather"])
    equal(len({c.id for c in message.tool_calls}), 3)
    results = [{"role": "tool", "tool_call_id": c.id, "content": f"result {i}"}
               for i, c in enumerate(message.tool_calls)]
    messages = [*QUESTION, message.model_dump(exclude_none=True), *results]
    equal(ask(t, tools=TOOLS, messages=messages).choices[0].finish_reason, "stop")


@check("streams parallel tool calls, each under its index")
def streaming_tools(t):
    whole = ask(t, tools=TOOLS, user=simulate(calls=3)).choices[0].message.tool_calls
    calls = {}
    for chunk in ask(t, tools=TOOLS, user=simulate(calls=3), stream=True):
        for piece in (chunk.choices[0].delta.tool_calls or []) if chunk.choices else []:
            call = calls.setdefault(piece.index, {"id": None, "name": None, "arguments": ""})
            call["id"] = piece.id or call["id"]
            call["name"] = piece.function.name or call["name"]
            call["arguments"] += piece.function.arguments or ""
    equal(sorted(calls), [0, 1, 2])
    equal([c["name"] for c in calls.values()], [c.function.name for c in whole])
    equal([json.loads(c["arguments"]) for c in calls.values()], [json.loads(c.function.arguments) for c in whole])
    equal(len({c["id"] for c in calls.values()}), 3)


@check("forbids parallel calls upstream")
def no_parallel_tools(t):
    ask(t, tools=TOOLS, parallel_tool_calls=False)
    body = t.last_upstream_request()["body"]
    if t.translated:
        equal(body["tool_choice"]["disable_parallel_tool_use"], True)
    else:
        equal(body["parallel_tool_calls"], False)


@check("carries images upstream")
def images(t):
    parts = [{"type": "text", "text": "What is this?"},
             {"type": "image_url", "image_url": {"url": f"data:image/png;base64,{PIXEL}"}}]
    reply = ask(t, messages=[{"role": "user", "content": parts}])
    contains(reply.choices[0].message.content, "[simulated reply]")
    seen = t.last_upstream_request()["body"]["messages"][-1]["content"][1]
    if t.translated:
        equal(seen["source"], {"type": "base64", "media_type": "image/png", "data": PIXEL})
    else:
        equal(seen["image_url"]["url"], f"data:image/png;base64,{PIXEL}")


@check("answers in the form of a schema")
def json_schema(t):
    form = {"type": "json_schema", "json_schema": {"name": "invoice", "strict": True, "schema": {
        "type": "object", "additionalProperties": False, "required": ["number", "lines"],
        "properties": {"number": {"type": "string"}, "lines": {"type": "array", "items": {"type": "integer"}}}}}}
    answer = json.loads(ask(t, response_format=form).choices[0].message.content)
    equal(set(answer), {"number", "lines"})
    assert all(isinstance(line, int) for line in answer["lines"]), answer


@check("parses a structured answer into the caller's type")
def parsed(t):
    reply = t.client.chat.completions.parse(model=t.model, messages=QUESTION, response_format=Invoice)
    assert isinstance(reply.choices[0].message.parsed, Invoice), reply


@check("streams a structured answer into the caller's type")
def parsed_stream(t):
    with t.client.chat.completions.stream(model=t.model, messages=QUESTION, response_format=Invoice) as stream:
        final = stream.get_final_completion()
    assert isinstance(final.choices[0].message.parsed, Invoice), final


@check("gives log probabilities where the upstream has them, else says that it has none")
def logprobs(t):
    if t.translated:
        error = raises(openai.BadRequestError, lambda: ask(t, logprobs=True, top_logprobs=2))
        equal(error.param, "logprobs")
        return
    content = ask(t, logprobs=True, top_logprobs=2).choices[0].logprobs.content
    assert content and all(token.logprob <= 0 and len(token.top_logprobs) == 2 for token in content), content
    streamed = [token for c in ask(t, logprobs=True, top_logprobs=2, stream=True)
                if c.choices and c.choices[0].logprobs for token in c.choices[0].logprobs.content]
    equal(len(streamed), len(content))


@check("gives several choices where the upstream can, else says that it cannot")
def choices(t):
    if t.translated:
        error = raises(openai.BadRequestError, lambda: ask(t, n=2))
        equal(error.param, "n")
        return
    equal([c.index for c in ask(t, n=2).choices], [0, 1])
    equal({c.choices[0].index for c in ask(t, n=2, stream=True) if c.choices}, {0, 1})


@check("passes seed, stop and temperature upstream")
def sampling(t):
    # Claude models from 4.7 on refuse a temperature, so that the translation leaves it out for them alone.
    model = "claude-sonnet-4-6" if t.translated else t.model
    reply = ask(t, model=model, seed=42, stop=["reply]"], temperature=0.25, max_tokens=50)
    equal(reply.choices[0].message.content.strip(), "[simulated")
    equal(reply.choices[0].finish_reason, "stop")
    body = t.last_upstream_request()["body"]
    equal((body["temperature"], body["max_tokens"]), (0.25, 50))
    equal(body["stop_sequences" if t.translated else "stop"], ["reply]"])
    if t.translated:
        ask(t, temperature=0.25, max_tokens=50)
        assert "temperature" not in t.last_upstream_request()["body"]
    else:
        equal(body["seed"], 42)


@check("tells that the token limit cut the answer")
def length(t):
    equal(ask(t, max_completion_tokens=3).choices[0].finish_reason, "length")


@check("embeds as floats and as base64, alike")
def embeddings(t):
    if t.translated:
        return  # the Anthropic API has no embeddings
    texts = ["first text", "second text"]
    packed = t.client.embeddings.create(model=t.embedding_model, input=texts)
    plain = t.client.embeddings.create(model=t.embedding_model, input=texts, encoding_format="float")
    equal(len(packed.data), 2)
    equal([round(x, 5) for x in packed.data[1].embedding], [round(x, 5) for x in plain.data[1].embedding])
    assert packed.usage.prompt_tokens > 0, packed.usage
    short = {"model": t.embedding_model, "input": "x", "encoding_format": "base64", "dimensions": 8}
    status, body = t.post("/v1/embeddings", json.dumps(short).encode())
    equal(status, 200)
    equal(len(base64.b64decode(json.loads(body)["data"][0]["embedding"])), 32)


@check("passes fields that nobody knows yet")
def unknown_fields(t):
    if t.translated:
        return  # only a same-dialect body can keep what has no meaning in the other dialect
    future = {"nested": [1, 2.5, None, {"deep": "größer ✓"}], "flag": True}
    t.client.chat.completions.create(model=t.model, messages=QUESTION, extra_body={"x_future": future})
    equal(t.last_upstream_request()["body"]["x_future"], future)


@check("refuses a missing, unknown or revoked key as an authentication error")
def authentication(t):
    missing = raises(openai.AuthenticationError, lambda: ask(t, extra_headers={"Authorization": openai.Omit()}))
    contains(missing.body["message"], "key")
    for key in ("sk-steelyard-unknown-secret", t.revoked_key):
        client = t.client.with_options(api_key=key)
        error = raises(openai.AuthenticationError,
                       lambda: client.chat.completions.create(model=t.model, messages=QUESTION))
        equal(error.body["type"], "authentication_error")
        assert key not in str(error), "the message repeats the key"


@check("refuses a model that policy forbids as a permission error that names the rule")
def permission(t):
    error = raises(openai.PermissionDeniedError, lambda: ask(
        t, model=t.refused_model, extra_headers={"x-steelyard-use-case": "legal"}))
    equal(error.body["type"], "permission_error")
    contains(error.body["message"], "rule")


@check("refuses an unknown model as not found, with near names")
def unknown_model(t):
    error = raises(openai.NotFoundError, lambda: ask(t, model=t.model + "x"))
    contains(error.body["message"], t.model + "x", t.model)


@check("refuses bodies that make no sense as bad requests that say where")
def bad_request(t):
    wrong_type = raises(openai.BadRequestError, lambda: ask(t, messages="nonsense"))
    contains(wrong_type.body["message"], "messages")
    equal(wrong_type.body["type"], "invalid_request_error")
    status, body = t.post("/v1/chat/completions", b'{"model": "auto", oops}')
    equal(status, 400)
    contains(json.loads(body)["error"]["message"], "18")


@check("passes an upstream's own refusal on as a bad request")
def upstream_refusal(t):
    error = raises(openai.BadRequestError, lambda: ask(t, user=simulate(fault=400)))
    contains(error.body["message"], "HTTP 400 was asked for")


@check("refuses a key over its budget as a rate limit that tells cap, spent, held and reset")
def over_budget(t):
    client = t.client.with_options(api_key=t.capped_key)
    error = raises(openai.RateLimitError,
                   lambda: client.chat.completions.create(model=t.model, messages=QUESTION, max_tokens=1000))
    equal(error.code, "budget_exceeded")
    contains(json.dumps(error.body), "cap", "spent", "held", "resets")


@check("retries a fault that passes")
def passing_fault(t):
    contains(ask(t, user=simulate(fault=500, times=1)).choices[0].message.content, "[simulated reply]")


@check("reports an upstream that keeps failing as a server error")
def failing_upstream(t):
    error = raises(openai.InternalServerError, lambda: ask(t, user=simulate(fault=500)))
    assert error.status_code in (502, 503), error.status_code


@check("reports an upstream that is down as a server error")
def dead_upstream(t):
    error = raises(openai.InternalServerError, lambda: ask(t, model=t.dead_model))
    assert error.status_code in (502, 503), error.status_code
    assert error.body["message"], error.body


@check("never dresses a cut, broken or failed stream as a success")
def stream_faults(t):
    for fault in ("cut", "truncated", "error-event"):
        seen = []

        def read():
            seen.clear()
            for chunk in ask(t, stream=True, user=simulate(fault=fault, after=4)):
                seen.append(chunk)

        raises(openai.APIError, read)
        equal([c.choices[0].finish_reason for c in seen if c.choices and c.choices[0].finish_reason], [])


def main():
    target = Target()
    target.client_dialect = "openai"
    target.client = OpenAI(base_url=f"{target.gateway}/v1", api_key=target.key, max_retries=0, timeout=30)
    target.forget_upstream_requests()
    run(target)


if __name__ == "__main__":
    main()
