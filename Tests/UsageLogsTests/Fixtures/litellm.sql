--
-- PostgreSQL database dump
--

SET statement_timeout = 0;

COPY public."LiteLLM_Other" (id, name) FROM stdin;
1	x
\.

COPY public."LiteLLM_SpendLogs" (request_id, call_type, api_key, spend, prompt_tokens, completion_tokens, "startTime", "endTime", model, custom_llm_provider, metadata, request_tags, team_id, messages, status) FROM stdin;
chatcmpl-1	acompletion	k1	0.001234567	1000	200	2026-11-20 10:00:00	2026-11-20 10:00:02.5	gpt-6.1-terra	openai	{"usage_object": {"prompt_tokens_details": {"cached_tokens": 300}}}	["crm"]	sales	[{"role": "user", "content": "a\\nb\tc"}]	success
chatcmpl-2	acompletion	k2	0.000025	20	10	2026-11-20 10:00:01	2026-11-20 10:00:03	kimi-k3	moonshot	{}	[]	\N	{}	failure
\.

INSERT INTO public."LiteLLM_SpendLogs" (request_id, spend, prompt_tokens, completion_tokens, "endTime", model, metadata) VALUES ('it''s', 0.5, 7, 3, '2026-11-20 11:00:00', 'gpt-6-luna', '{}'::jsonb);
