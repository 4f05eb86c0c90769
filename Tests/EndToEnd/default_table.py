"""Every row of the default policy: a request goes in, and the model that served says whether the row holds."""

import json

from openai import OpenAI

from checks import check, equal, run
from target import Target

# use case, model of the request, header, text, stakes, weights that the serving model may have
ROWS = [
    ("legal-finance", "auto", "legal", "Is clause 7 of this share purchase agreement enforceable under German law?",
     "irrecoverable", {"closed"}),
    ("health-clinical", "auto", "health", "Which dose of warfarin fits an INR of 4.5 before surgery?",
     "irrecoverable", {"closed"}),
    ("crm", "steelyard/crm", None, "Write a short reply thanking the customer for renewing the subscription.",
     "routine", {"open"}),
    ("productivity", "steelyard/general", None, "Summarise these meeting notes in five points.", "moderate", {"open"}),
    ("builder", "steelyard/builder", None, "Write a Python function that reverses a list.", "low", {"open"}),
]


def ask(t, model, text, header=None):
    headers = {"x-steelyard-use-case": header} if header else {}
    raw = t.client.chat.completions.with_raw_response.create(
        model=model, messages=[{"role": "user", "content": text}], extra_headers=headers)
    assert raw.parse().choices[0].message.content, "an empty reply"
    served = {name: raw.headers.get(f"x-steelyard-{name}") for name in ("use-case", "stakes", "model", "offer")}
    return served | {"weights": t.weights.get(served["offer"], "unknown")}


def row_check(use_case, model, header, text, stakes, weights):
    @check(f"{use_case} is {stakes} and served by a model with {' or '.join(sorted(weights))} weights")
    def row(t):
        served = ask(t, model, text, header)
        equal((served["use-case"], served["stakes"]), (use_case, stakes))
        assert served["weights"] in weights, served


for entry in ROWS:
    row_check(*entry)


@check("medical text in a request labelled as CRM is pinned to closed weights")
def mislabelled(t):
    text = ("Patient, 67, chest pain radiating to the left arm, troponin elevated, ECG with ST elevation. "
            "Which diagnosis, and which dose of heparin before the intervention?")
    served = ask(t, "steelyard/crm", text, "crm")
    equal((served["weights"], served["stakes"]), ("closed", "irrecoverable"))


@check("unrecognised work is served, as moderate")
def unrecognised(t):
    equal(ask(t, "auto", "Seven purple elephants.")["stakes"], "moderate")


def main():
    target = Target()
    target.client = OpenAI(base_url=f"{target.gateway}/v1", api_key=target.key, max_retries=0, timeout=30)
    with open(f"{target.directory}/catalog.json", encoding="utf-8") as file:
        target.weights = {row["offer"]: row["weights"] for row in json.load(file)}
    run(target)


if __name__ == "__main__":
    main()
