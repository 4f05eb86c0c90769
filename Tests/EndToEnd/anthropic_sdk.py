"""The unmodified `anthropic` client against the gateway, in front of an upstream of either dialect."""

import json

import anthropic
from anthropic import Anthropic

from checks import check, contains, equal, raises, run
from target import Target, simulate

QUESTION = [{"role": "user", "content": "Which colour has the sky?"}]
PIXEL = ("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
TOOLS = [
    {
        "name": "weather",
        "description": "The weather of a town",
        "input_schema": {
            "type": "object",
            "properties": {"town": {"type": "string"}, "days": {"type": "integer", "minimum": 1, "maximum": 7}},
            "required": ["town", "days"],
        },
    },
    {
        "name": "clock",
        "input_schema": {"type": "object", "properties": {"zone": {"type": "string"}}, "required": ["zone"]},
    },
]


def options(t, **more):
    return {"model": t.model, "max_tokens": 400, "messages": QUESTION} | more


def ask(t, **more):
    return t.client.messages.create(**options(t, **more))


def directive(**switches):
    return {"user_id": simulate(**switches)}


def calls(message):
    return [block for block in message.content if block.type == "tool_use"]


@check("answers a message")
def message(t):
    reply = ask(t, system="Be brief.")
    equal((reply.type, reply.role, reply.stop_reason), ("message", "assistant", "end_turn"))
    contains(reply.content[0].text, "[simulated reply]")
    assert reply.usage.input_tokens > 0 and reply.usage.output_tokens > 0, reply.usage


@check("takes the key as x-api-key and as bearer token")
def both_headers(t):
    with Anthropic(base_url=t.gateway, api_key=None, auth_token=t.key, max_retries=0) as client:
        contains(client.messages.create(**options(t)).content[0].text, "[simulated reply]")


@check("tells in headers who served, why and at what cost")
def headers(t):
    raw = t.client.messages.with_raw_response.create(**options(t))
    for name in ("decision", "use-case", "stakes", "model", "offer"):
        assert raw.headers.get(f"x-steelyard-{name}"), f"no x-steelyard-{name} in {dict(raw.headers)}"
    assert int(raw.headers["x-steelyard-cost-nanousd"]) > 0, raw.headers["x-steelyard-cost-nanousd"]


@check("takes system prompts in parts and conversations with several turns")
def conversation(t):
    reply = ask(
        t, system=[{"type": "text", "text": "Be brief."}, {"type": "text", "text": "Be kind."}],
        messages=[*QUESTION, {"role": "assistant", "content": "Blue."},
                  {"role": "user", "content": [{"type": "text", "text": "Always?"}, {"type": "text", "text": "Why?"}]}])
    equal(reply.stop_reason, "end_turn")
    seen = json.dumps(t.last_upstream_request()["body"])
    contains(seen, "Be brief.", "Be kind.", "Blue.", "Always?", "Why?")


@check("streams through the client's helper")
def streaming_helper(t):
    with t.client.messages.stream(**options(t)) as stream:
        text = "".join(stream.text_stream)
        final = stream.get_final_message()
    whole = ask(t)
    equal(text, whole.content[0].text)
    equal(final.content[0].text, text)
    equal(final.stop_reason, "end_turn")
    equal(final.usage.output_tokens, whole.usage.output_tokens)


@check("streams events in the order that the dialect demands")
def streaming_events(t):
    kinds = [event.type for event in ask(t, stream=True) if event.type != "ping"]
    equal(kinds[:2], ["message_start", "content_block_start"])
    equal(set(kinds[2:-3]), {"content_block_delta"})
    equal(kinds[-3:], ["content_block_stop", "message_delta", "message_stop"])


@check("calls a tool and takes its result")
def tools(t):
    reply = ask(t, tools=TOOLS)
    equal(reply.stop_reason, "tool_use")
    call = calls(reply)[0]
    equal((call.name, set(call.input)), ("weather", {"town", "days"}))
    messages = [*QUESTION, {"role": "assistant", "content": [b.model_dump(exclude_none=True) for b in reply.content]},
                {"role": "user", "content": [{"type": "tool_result", "tool_use_id": call.id, "content": "blue"}]}]
    answer = ask(t, tools=TOOLS, messages=messages)
    equal(answer.stop_reason, "end_turn")
    contains(json.dumps(t.last_upstream_request()["body"]), call.id, "blue")


@check("forces a named tool and forbids tools")
def tool_choice(t):
    equal([c.name for c in calls(ask(t, tools=TOOLS, tool_choice={"type": "tool", "name": "clock"}))], ["clock"])
    assert calls(ask(t, tools=TOOLS, tool_choice={"type": "any"})), "no call although any tool was demanded"
    equal(calls(ask(t, tools=TOOLS, tool_choice={"type": "none"})), [])


@check("calls tools in parallel and takes all results")
def parallel_tools(t):
    reply = ask(t, tools=TOOLS, metadata=directive(calls=3))
    found = calls(reply)
    equal([c.name for c in found], ["weather", "clock", "weather"])
    equal(len({c.id for c in found}), 3)
    results = [{"type": "tool_result", "tool_use_id": c.id, "is_error": i == 2,
                "content": [{"type": "text", "text": f"result {i}"}]} for i, c in enumerate(found)]
    messages = [*QUESTION, {"role": "assistant", "content": [b.model_dump(exclude_none=True) for b in reply.content]},
                {"role": "user", "content": [*results, {"type": "text", "text": "Go on."}]}]
    equal(ask(t, tools=TOOLS, messages=messages).stop_reason, "end_turn")


@check("streams parallel tool calls, each in its block")
def streaming_tools(t):
    whole = calls(ask(t, tools=TOOLS, metadata=directive(calls=3)))
    with t.client.messages.stream(**options(t, tools=TOOLS, metadata=directive(calls=3))) as stream:
        final = stream.get_final_message()
    equal([(c.name, c.input) for c in calls(final)], [(c.name, c.input) for c in whole])
    equal(final.stop_reason, "tool_use")


@check("carries images upstream")
def images(t):
    parts = [{"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": PIXEL}},
             {"type": "text", "text": "What is this?"}]
    equal(ask(t, messages=[{"role": "user", "content": parts}]).stop_reason, "end_turn")
    seen = t.last_upstream_request()["body"]["messages"][-1]["content"][0]
    if t.translated:
        equal(seen["image_url"]["url"], f"data:image/png;base64,{PIXEL}")
    else:
        equal(seen["source"]["data"], PIXEL)


@check("thinks, and takes its thinking back in the next turn")
def thinking(t):
    more = {"thinking": {"type": "enabled", "budget_tokens": 1024}, "max_tokens": 2048, "model": t.thinking_model}
    reply = ask(t, **more)
    contains([b.text for b in reply.content if b.type == "text"][0], "[simulated reply]")
    thoughts = [b for b in reply.content if b.type == "thinking"]
    if not t.translated:
        contains(thoughts[0].thinking, "[simulated thinking]")
        contains(thoughts[0].signature, "signature")
        with t.client.messages.stream(**options(t, **more)) as stream:
            streamed = stream.get_final_message()
        equal([b.type for b in streamed.content], ["thinking", "text"])
        equal(streamed.content[0].signature, thoughts[0].signature)
    messages = [*QUESTION, {"role": "assistant", "content": [b.model_dump(exclude_none=True) for b in reply.content]},
                {"role": "user", "content": "And at night?"}]
    equal(ask(t, **more, messages=messages).stop_reason, "end_turn")


@check("reports what caches served and stored")
def caching(t):
    if t.translated:
        return  # only this dialect marks what to cache
    system = [{"type": "text", "text": "A long preamble. " * 200, "cache_control": {"type": "ephemeral"}}]
    usage = ask(t, system=system, metadata=directive(cached=100)).usage
    equal(usage.cache_read_input_tokens, 100)
    assert usage.cache_creation_input_tokens > 0, usage


@check("stops where it is told to, and at the token limit")
def stops(t):
    reply = ask(t, stop_sequences=["reply]"])
    equal(reply.content[0].text.strip(), "[simulated")
    if not t.translated:
        equal((reply.stop_reason, reply.stop_sequence), ("stop_sequence", "reply]"))
    equal(ask(t, max_tokens=3).stop_reason, "max_tokens")


@check("passes fields that nobody knows yet")
def unknown_fields(t):
    if t.translated:
        return  # only a same-dialect body can keep what has no meaning in the other dialect
    future = {"nested": [1, 2.5, None, {"deep": "größer ✓"}], "flag": True}
    ask(t, extra_body={"x_future": future})
    equal(t.last_upstream_request()["body"]["x_future"], future)


@check("refuses an unknown or revoked key as an authentication error")
def authentication(t):
    for key in ("sk-steelyard-unknown-secret", t.revoked_key):
        client = t.client.with_options(api_key=key)
        error = raises(anthropic.AuthenticationError, lambda: client.messages.create(**options(t)))
        equal(error.body["type"], "error")
        equal(error.body["error"]["type"], "authentication_error")


@check("refuses a model that policy forbids as a permission error that names the rule")
def permission(t):
    error = raises(anthropic.PermissionDeniedError, lambda: ask(
        t, model=t.refused_model, extra_headers={"x-steelyard-use-case": "legal"}))
    equal(error.body["error"]["type"], "permission_error")
    contains(error.body["error"]["message"], "rule")


@check("refuses an unknown model as not found, with near names")
def unknown_model(t):
    error = raises(anthropic.NotFoundError, lambda: ask(t, model=t.model + "x"))
    equal(error.body["error"]["type"], "not_found_error")
    contains(error.body["error"]["message"], t.model + "x", t.model)


@check("refuses bodies that make no sense as bad requests that say where")
def bad_request(t):
    error = raises(anthropic.BadRequestError, lambda: ask(t, messages="nonsense"))
    equal(error.body["error"]["type"], "invalid_request_error")
    contains(error.body["error"]["message"], "messages")
    status, body = t.post("/v1/messages", b'{"model": "auto", oops}')
    equal((status, json.loads(body)["error"]["type"]), (400, "invalid_request_error"))
    contains(json.loads(body)["error"]["message"], "18")


@check("refuses a key over its budget as a rate limit that tells cap, spent, held and reset")
def over_budget(t):
    client = t.client.with_options(api_key=t.capped_key)
    error = raises(anthropic.RateLimitError, lambda: client.messages.create(**options(t, max_tokens=1000)))
    equal(error.body["error"]["type"], "rate_limit_error")
    contains(json.dumps(error.body), "cap", "spent", "held", "resets")


@check("reports an upstream that keeps failing, or is down, as a server error")
def failing_upstream(t):
    for more in ({"metadata": directive(fault=500)}, {"model": t.dead_model}):
        try:
            reply = ask(t, **more)
        except anthropic.APIStatusError as error:
            assert error.status_code in (502, 503, 529), error.status_code
            equal(error.body["type"], "error")
        else:
            raise AssertionError(f"answered: {reply}")


@check("never dresses a cut, broken or failed stream as a success")
def stream_faults(t):
    for fault in ("cut", "truncated", "error-event"):
        seen = []
        try:
            for event in ask(t, stream=True, metadata=directive(fault=fault, after=5)):
                seen.append(event.type)
        except anthropic.APIError as error:
            assert str(error), "the error says nothing"
        else:
            raise AssertionError(f"the stream with fault {fault} ended without an error: {seen}")
        assert "message_stop" not in seen, seen


def main():
    target = Target()
    target.client_dialect = "anthropic"
    target.client = Anthropic(base_url=target.gateway, api_key=target.key, max_retries=0, timeout=30)
    target.forget_upstream_requests()
    run(target)


if __name__ == "__main__":
    main()
