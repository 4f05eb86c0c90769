/// Small price lists of our own making in other people's formats, and a catalogue to import them into.
enum ImportFixtures {
  static let liteLLM = """
    {
      "sample_spec": {"litellm_provider": "one of many", "max_tokens": "a sentence"},
      "sol-1": {"litellm_provider": "openai", "mode": "chat", "max_input_tokens": 922000, "max_output_tokens": 128000,
        "deprecation_date": "2028-03-11",
        "input_cost_per_token": 2e-06, "output_cost_per_token": 1e-05, "cache_read_input_token_cost": 1e-07,
        "cache_creation_input_token_cost": 2.5e-06, "cache_creation_input_token_cost_above_1hr": 4e-06,
        "input_cost_per_token_above_272k_tokens": 4e-06, "output_cost_per_token_above_272k_tokens": 1.5e-05,
        "input_cost_per_token_batches": 1e-06, "output_cost_per_token_batches": 5e-06,
        "input_cost_per_token_priority": 4e-06, "output_cost_per_token_priority": 2e-05,
        "input_cost_per_token_above_272k_tokens_priority": 8e-06,
        "output_cost_per_token_above_272k_tokens_priority": 3e-05,
        "regional_processing_uplift_multiplier_eu": 1.1},
      "deepseek/flash-1": {"litellm_provider": "deepseek", "mode": "chat", "input_cost_per_token": 3e-07,
        "output_cost_per_token": 1.2e-06, "cache_creation_input_token_cost": 0.0,
        "off_peak_pricing": {"input_cost_per_token": 1.5e-07, "output_cost_per_token": 6e-07,
          "windows": [{"hours_utc": ["00:00-01:00", "04:00-06:00", "10:00-00:00"], "weekdays": [1, 2, 3, 4, 5]},
            {"hours_utc": "00:00-00:00", "weekdays": [6, 7]}]}},
      "fireworks_ai/accounts/fireworks/models/flash-1": {"litellm_provider": "fireworks_ai", "mode": "chat",
        "input_cost_per_token": 1.5e-07, "output_cost_per_token": 6.000000000000001e-07},
      "together_ai/maker/Flash-1": {"litellm_provider": "together_ai", "mode": "chat",
        "input_cost_per_token": 1.4e-07, "output_cost_per_token": 5e-07},
      "deepinfra/maker/Flash-1": {"litellm_provider": "deepinfra", "mode": "chat",
        "input_cost_per_token": 2e-08, "output_cost_per_token": 5e-07},
      "dashscope/steps": {"litellm_provider": "dashscope", "mode": "chat", "tiered_pricing": [
        {"range": [0, 256000.0], "input_cost_per_token": 5e-08, "output_cost_per_token": 4e-07},
        {"range": [256000.0, 1000000.0], "input_cost_per_token": 2.5e-07, "output_cost_per_token": 2e-06}]},
      "us.maker.sol-1": {"litellm_provider": "bedrock_converse", "mode": "chat", "input_cost_per_token": 2.2e-06,
        "output_cost_per_token": 1.1e-05},
      "azure/eu/sol-1": {"litellm_provider": "azure", "mode": "chat", "input_cost_per_token": 2.4e-06,
        "output_cost_per_token": 1.2e-05},
      "embed-1": {"litellm_provider": "openai", "mode": "embedding", "input_cost_per_token": 2e-08,
        "output_cost_per_token": 0.0},
      "picture": {"litellm_provider": "openai", "mode": "image_generation", "input_cost_per_token": 1e-06},
      "free": {"litellm_provider": "openai", "mode": "chat", "input_cost_per_token": 0, "output_cost_per_token": 0},
      "wrong": {"litellm_provider": "openai", "mode": "chat", "input_cost_per_token": "cheap"},
      "giant": {"litellm_provider": "openai", "mode": "chat", "input_cost_per_token": 1e300},
      "negative": {"litellm_provider": "openai", "mode": "chat", "input_cost_per_token": -1e-07},
      "nobody": {"mode": "chat", "input_cost_per_token": 1e-07},
      "list": [1, 2],
      "sol-9": {"litellm_provider": "openai", "mode": "chat", "input_cost_per_token": 1e-06,
        "output_cost_per_token": 1e-06}
    }
    """

  static let genAI = """
    [{"id": "openai", "name": "OpenAI", "models": [
      {"id": "sol-1", "match": {"equals": "sol-1"}, "context_window": 1050000, "prices": [
        {"prices": {"input_mtok": {"base": 5, "tiers": [{"start": 272000, "price": 10}]}, "output_mtok": 30}},
        {"constraint": {"start_date": "2026-08-21"},
         "prices": {"input_mtok": {"base": 2.0, "tiers": [{"start": 272000, "price": 4.0}]},
                    "output_mtok": {"base": 10, "tiers": [{"start": 272000, "price": 15}]}, "cache_read_mtok": 0.1}},
        {"constraint": {"_t": "StartDateConstraint", "start_date": "2027-01-01"},
         "prices": {"input_mtok": 3, "output_mtok": 12}}],
       "price_variants": [{"when": {"processing": "batch"},
         "constraint": {"start_date": "2026-10-14"}, "prices": {"input_mtok": 1, "output_mtok": 5}}]},
      {"id": "old-1", "match": {"equals": "old-1"}, "deprecated": true, "prices": {"input_mtok": 1}},
      {"id": "sound-1", "match": {"equals": "sound-1"}, "prices": {"audio_hours": 0.3}},
      {"id": "bad-1", "match": {"equals": "bad-1"}, "prices": {"input_mtok": {"base": 1, "tiers": [{"price": 2}]}}}]},
     {"id": "deepseek", "models": [
      {"id": "flash-1", "match": {"starts_with": "flash-1"}, "prices": [
        {"prices": {"input_mtok": 0.14, "output_mtok": 0.28}},
        {"constraint": {"start_date": "2026-09-10"}, "prices": {"input_mtok": 0.15, "output_mtok": 0.6}},
        {"constraint": {"_t": "TimeOfDateConstraint", "start_time": "01:00:00+00:00", "end_time": "04:00:00Z"},
         "prices": {"input_mtok": 0.3, "output_mtok": 1.2}}]}]},
     {"id": "together", "models": [
      {"id": "maker/Flash-1", "match": {"equals": "x"}, "prices": {"input_mtok": 0.2, "output_mtok": 0.5}}]},
     {"id": "novita", "models": [
      {"id": "maker/flash-1", "match": {"equals": "x"}, "prices": {"input_mtok": 0.16, "output_mtok": 0.5}}]},
     {"name": "without an id"}]
    """

  static let modelsDev = """
    {"openai": {"id": "openai", "env": ["OPENAI_API_KEY"], "npm": "x", "models": {
      "sol-1": {"id": "sol-1", "name": "Sol", "open_weights": false, "release_date": "2026-08-01",
        "cost": {"input": 2, "output": 10, "cache_read": 0.1, "context_over_200k": {"input": 4, "output": 15}},
        "limit": {"context": 1050000, "output": 128000}},
      "sol-0": {"id": "sol-0", "status": "deprecated", "cost": {"input": 1, "output": 1}},
      "plan": {"id": "plan", "cost": {"input": 0, "output": 0}},
      "none": {"id": "none"},
      "odd": {"id": "odd", "cost": {"input": [1]}}}},
     "togetherai": {"id": "togetherai", "models": {
      "maker/Flash-1": {"id": "maker/Flash-1", "cost": {"input": 0.14, "output": 0.5,
        "tiers": [{"tier": {"size": 128000}, "input": 0.28}]}}}}}
    """

  static let table = """
    provider,id,base_model,ctx,out,in_usd_mtok,out_usd_mtok,cache_read,cache_write,reasoning_usd,tiers,status
    openai,sol-1,,1050000,128000,2.0,10,0.1,,,"[{""tier"": {""size"": 272000}, ""input"": 4.0, ""output"": 15}]",
    togetherai,maker/Flash-1,,,,0.14,0.5,,,,,
    openai,plan,,,,0,0,,,,,
    openai,sol-0,,,,1,1,,,,,deprecated
    openai,odd,,,,one,1,,,,,
    openai,short,1
    openai,broken,,,,1,1,,,,"[{",
    """

  static let catalogue = """
    version: 1
    defaults: {source: hand, as_of: 2026-11-01}
    sources: {hand: {as_of: 2026-11-01}}
    providers:
      - {id: openai, name: OpenAI, seat: US, dialect: openai}
      - {id: openai-eu, name: OpenAI EU, seat: US, region: EU, dialect: openai}
      - {id: deepseek, name: DeepSeek, seat: CN, region: CN, dialect: openai}
      - {id: fireworks, name: Fireworks, seat: US, dialect: openai}
      - {id: together, name: Together, seat: US, dialect: openai}
      - {id: deepinfra, name: DeepInfra, seat: US, dialect: openai}
      - {id: novita, name: Novita, seat: US, dialect: openai}
      - {id: azure, name: Azure, seat: US, dialect: openai}
      - {id: bedrock, name: Bedrock, seat: US, dialect: openai}
    models:
      - {id: lab/sol-1, name: Sol, lab: Lab, origin: US, weights: closed, tier: mid, released: 2026-08-01, context: 1050000, max_output: 128000, capabilities: [tools]}
      - {id: lab/flash-1, name: Flash, lab: Lab, origin: CN, weights: open, tier: small, context: 1000000, capabilities: [tools]}
      - {id: lab/embed-1, name: Embed, lab: Lab, origin: US, weights: closed, tier: small, context: 8000, capabilities: [embeddings]}
    offers:
      - {model: lab/sol-1, provider: openai, input: 2, output: 10, cache_read: 0.1, above: {prompt_tokens: 272000, input: 4, output: 15, cache_read: 0.1}}
      - {model: lab/flash-1, provider: fireworks, upstream_model: accounts/fireworks/models/flash-1, input: 0.16, output: 0.6}
    """
}
