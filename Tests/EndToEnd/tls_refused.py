"""A TLS upstream whose certificate must not be trusted: refused, with an error that says so."""

import openai
from openai import OpenAI

from checks import check, contains, raises, run
from target import Target


def refused(t, **options):
    error = raises(openai.InternalServerError, lambda: t.client.chat.completions.create(
        model=t.model, messages=[{"role": "user", "content": "Hello"}], **options))
    assert error.status_code in (502, 503), error.status_code
    contains(error.body["message"].lower(), "certificate")


@check("refuses the connection and names the certificate")
def chat(t):
    refused(t)


@check("refuses it for a stream, too")
def streaming(t):
    refused(t, stream=True)


def main():
    target = Target()
    target.client = OpenAI(base_url=f"{target.gateway}/v1", api_key=target.key, max_retries=0, timeout=30)
    run(target)


if __name__ == "__main__":
    main()
