"""The `openai` client through the gateway to a llama.cpp server: an upstream that none of us wrote."""

import openai
from openai import OpenAI

from checks import check, equal, run
from target import Target

WORDS = [{"role": "user", "content": "the model of the gateway is in the stream"}]


def ask(t, **options):
    return t.client.chat.completions.create(**({"model": t.model, "messages": WORDS, "max_tokens": 12} | options))


def joined(chunks):
    return "".join(c.choices[0].delta.content or "" for c in chunks if c.choices)


@check("answers with real usage")
def chat(t):
    reply = ask(t)
    equal(reply.choices[0].message.role, "assistant")
    assert reply.usage.prompt_tokens > 0 and 0 < reply.usage.completion_tokens <= 12, reply.usage


@check("gives the same answer for the same seed")
def seed(t):
    equal(ask(t, seed=7, temperature=1).choices[0].message.content,
          ask(t, seed=7, temperature=1).choices[0].message.content)


@check("streams what it answers in one piece")
def streaming(t):
    chunks = list(ask(t, seed=7, temperature=0, stream=True))
    equal(joined(chunks), ask(t, seed=7, temperature=0).choices[0].message.content)
    assert len(chunks) > 3, chunks
    assert [c.choices[0].finish_reason for c in chunks if c.choices][-1] in ("stop", "length"), chunks[-1]


@check("survives a stream whose last chunk has no usage although it was asked for")
def streaming_usage(t):
    chunks = list(ask(t, stream=True, stream_options={"include_usage": True}))
    assert joined(chunks), chunks


@check("gives log probabilities")
def logprobs(t):
    content = ask(t, logprobs=True, top_logprobs=2).choices[0].logprobs.content
    assert content and all(token.logprob <= 0 for token in content), content


@check("passes a stop sequence")
def stop(t):
    text = ask(t, seed=7, temperature=0).choices[0].message.content
    word = text.split()[1]
    assert word not in ask(t, seed=7, temperature=0, stop=[word]).choices[0].message.content, text


@check("embeds")
def embeddings(t):
    reply = t.client.embeddings.create(model=t.embedding_model, input="the model", encoding_format="float")
    vector = reply.data[0].embedding
    # Without pooling llama.cpp gives one vector a token.
    vector = vector[0] if isinstance(vector[0], list) else vector
    equal(len(vector), 64)


@check("passes the server's own refusal on")
def refusal(t):
    try:
        reply = ask(t, messages=[{"role": "user", "content": "the " * 4000}], max_tokens=2000)
    except openai.APIStatusError as error:
        assert error.body, error
    else:
        raise AssertionError(f"a prompt longer than the context was answered: {reply}")


def main():
    target = Target()
    target.client = OpenAI(base_url=f"{target.gateway}/v1", api_key=target.key, max_retries=0, timeout=60)
    run(target)


if __name__ == "__main__":
    main()
