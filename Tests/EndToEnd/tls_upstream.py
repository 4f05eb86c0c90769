"""A TLS upstream whose certificate authority the configuration names."""

from openai import OpenAI

from checks import check, equal, run
from target import Target


def ask(t, **options):
    return t.client.chat.completions.create(
        model=t.model, messages=[{"role": "user", "content": "Hello"}], **options)


@check("answers through a verified connection")
def chat(t):
    equal(ask(t).choices[0].message.content, "scripted reply")


@check("streams through a verified connection")
def streaming(t):
    equal("".join(c.choices[0].delta.content or "" for c in ask(t, stream=True) if c.choices), "scripted reply")


@check("answers many requests over kept connections")
def many(t):
    equal({ask(t).choices[0].message.content for _ in range(20)}, {"scripted reply"})


def main():
    target = Target()
    target.client = OpenAI(base_url=f"{target.gateway}/v1", api_key=target.key, max_retries=0, timeout=30)
    run(target)


if __name__ == "__main__":
    main()
