"""Totals of a generated LiteLLM log by DuckDB, with integers only: what the audit has to come to.

audit_totals.py write FOLDER ROWS   writes log.jsonl and prices.yaml
audit_totals.py sum FOLDER          prints the totals as JSON
"""

import json
import random
import sys

# Nano-dollars per million tokens, as prices.yaml says them in dollars: uncached input, cache read, output.
BASE = (28_400_000, 2_840_000, 92_300_000)
PEAK = (56_800_000, 5_680_000, 184_600_000)
LONG = (142_000_000, 14_200_000, 461_500_000)
OTHER = (1_320_000_000, 22_000_000, 3_960_000_000)

PRICES = """version: 1
defaults: {source: "made up for this test", as_of: 2026-11-01}
models:
  - {id: test/open-one, name: One, lab: Test, origin: US, weights: open, licence: MIT, tier: small, context: 200000, max_output: 8192, capabilities: [tools]}
  - {id: test/closed-two, name: Two, lab: Test, origin: US, weights: closed, tier: mid, context: 200000, max_output: 8192, capabilities: [tools]}
offers:
  - model: test/open-one
    from: 2026-01-01
    hosts:
      - {provider: together, input: 0.0284, cache_read: 0.00284, output: 0.0923, windows: [{days: mon-fri, utc: ["01:00-04:00"], multiplier: 2}], above: {prompt_tokens: 3000, input: 0.142, cache_read: 0.0142, output: 0.4615}}
  - model: test/closed-two
    from: 2026-01-01
    hosts:
      - {provider: together, input: 1.32, cache_read: 0.022, output: 3.96}
"""


def write(folder, rows):
    with open(f"{folder}/prices.yaml", "w") as file:
        file.write(PRICES)
    chance = random.Random(20261124)
    with open(f"{folder}/log.jsonl", "w") as file:
        for number in range(rows):
            prompt = chance.randrange(0, 6000)
            cached = chance.randrange(0, prompt + 1) if chance.random() < 0.4 else 0
            answer = chance.randrange(0, 900)
            reasoning = chance.randrange(0, answer + 1) if chance.random() < 0.2 else 0
            # Every thirtieth row repeats the one before.
            name = f"call-{number - 1 if number % 30 == 29 else number}"
            day, second = 1 + chance.randrange(30), chance.randrange(86_400)
            time = f"2026-09-{day:02}T{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}Z"
            row = {
                "request_id": name, "call_type": "acompletion", "api_key": "k", "total_tokens": prompt + answer,
                "spend": chance.randrange(0, 10_000_000) / 1e9, "prompt_tokens": prompt, "completion_tokens": answer,
                "startTime": time, "endTime": time, "model": chance.choice(["open-one", "closed-two"]),
                "custom_llm_provider": "together", "cache_hit": "False", "request_tags": ["crm"], "team_id": "t",
                "metadata": {"usage_object": {
                    "prompt_tokens_details": {"cached_tokens": cached},
                    "completion_tokens_details": {"reasoning_tokens": reasoning}}},
                "messages": {}, "status": "success",
            }
            file.write(json.dumps(row) + "\n")


def total(folder):
    import duckdb

    def price(rates):
        fresh, read, out = rates
        return f"(prompt - cached) * {fresh} + cached * {read} + answer * {out}"

    peak = "isodow(moment) <= 5 and hour(moment) between 1 and 3"
    query = f"""
      WITH rows AS (
        SELECT row_number() OVER () AS place, request_id, model, CAST(startTime AS TIMESTAMP) AS moment,
          CAST(prompt_tokens AS HUGEINT) AS prompt, CAST(completion_tokens AS HUGEINT) AS answer,
          CAST(metadata.usage_object.prompt_tokens_details.cached_tokens AS HUGEINT) AS cached,
          CAST(metadata.usage_object.completion_tokens_details.reasoning_tokens AS HUGEINT) AS reasoning,
          CAST(round(spend * 1e9) AS HUGEINT) AS spend
        FROM read_json('{folder}/log.jsonl', format='newline_delimited')
      ), firsts AS (
        SELECT *, row_number() OVER (PARTITION BY request_id ORDER BY place) AS turn FROM rows
      ), priced AS (
        SELECT *, CASE
          WHEN model = 'closed-two' THEN {price(OTHER)}
          WHEN prompt > 3000 AND {peak} THEN {price(tuple(2 * rate for rate in LONG))}
          WHEN prompt > 3000 THEN {price(LONG)}
          WHEN {peak} THEN {price(PEAK)}
          ELSE {price(BASE)} END AS units
        FROM firsts WHERE turn = 1
      )
      SELECT model, count(*), CAST(sum((units + 999999) // 1000000) AS VARCHAR), CAST(sum(spend) AS VARCHAR),
        CAST(sum(prompt - cached) AS VARCHAR), CAST(sum(cached) AS VARCHAR),
        CAST(sum(answer - reasoning) AS VARCHAR), CAST(sum(reasoning) AS VARCHAR)
      FROM priced GROUP BY model ORDER BY model
    """
    names = ["model", "rows", "list", "logged", "input", "cache_read", "output", "reasoning"]
    result = [dict(zip(names, row)) for row in duckdb.sql(query).fetchall()]
    print(json.dumps({"models": result}))


if sys.argv[1] == "write":
    write(sys.argv[2], int(sys.argv[3]))
else:
    total(sys.argv[2])
