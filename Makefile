# Every operation on this repository has a verb here. `make` lists them.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

# One scratch directory per configuration, so that switching between them never rebuilds.
RELEASE := .build-release
STEELYARD := $(RELEASE)/release/steelyard
ENCODER := $(CURDIR)/.cache/encoder
# The version of a model that `make train` writes: decisions name it.
VERSION ?= $(shell date -u +%F)
SWIFT_SOURCES := Sources Tests Package.swift

# Flags of the verbs: `make demo DEMO_FLAGS=--exit`, `make test TEST_FLAGS='--filter Router'`, `make bench BENCH_FLAGS=--quick`.
DEMO_FLAGS ?=
TEST_FLAGS ?=
BENCH_FLAGS ?=
SOAK_FLAGS ?=
FAILOVER_FLAGS ?=
BUDGET_FLAGS ?=
FUZZ_INPUTS ?= 10000000
# SKIP_LLAMA=1 leaves out the third-party upstream, which compiles for about nine minutes where no wheel is at hand.
SKIP_LLAMA ?=
export SKIP_LLAMA

.PHONY: help setup setup-system setup-clients setup-bench build demo test train assessment encoder-bench frontier frontier-bench evidence bench soak failover budget-bench fuzz format lint clean

help: ## list the verbs
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: setup-system setup-clients ## install everything that build and tests need (idempotent)

setup-system: ## system packages and the Swift toolchain check
	@scripts/setup-system build

setup-clients: setup-system ## Python clients and the third-party upstream, one virtual environment each
	@scripts/setup-clients

setup-bench: setup-system ## nginx and the benchmark's own C programs
	@scripts/setup-system bench
	@scripts/build-bench

build: setup-system ## release build
	swift build -c release --static-swift-stdlib --scratch-path $(RELEASE) --product steelyard

demo: build ## a sample working day through simulator and gateway; no key
	@scripts/setup-encoder $(STEELYARD) || echo 'going on without the encoder: words judge alone'
	STEELYARD_ENCODER=$(ENCODER) $(STEELYARD) demo $(DEMO_FLAGS)

test: setup lint ## set up everything, lint, build and run all tests
	swift build --build-tests
	@scripts/setup-encoder .build/debug/steelyard
	@STEELYARD_ENCODER=$(ENCODER) scripts/run-tests $(TEST_FLAGS)

train: build ## learn the shipped model from Training/prompts and ../shared/data
	@scripts/setup-encoder $(STEELYARD)
	STEELYARD_ENCODER=$(ENCODER) $(STEELYARD) assess train --version $(VERSION) --out Sources/Defaults/files/assessment.model

assessment: build ## measure the shipped model; writes docs/assessment.md and docs/routing-quality.md
	@scripts/setup-encoder $(STEELYARD)
	STEELYARD_ENCODER=$(ENCODER) $(STEELYARD) assess evaluate --markdown docs/assessment.md
	$(STEELYARD) bench routing --markdown docs/routing-quality.md

encoder-bench: build ## the encoder beside sentence-transformers; writes Benchmarks/ENCODER.md
	@scripts/setup-encoder $(STEELYARD)
	@scripts/setup-clients torch
	.venv-torch/bin/python scripts/encoder-reference.py $(STEELYARD) $(ENCODER) ../shared/data --markdown Benchmarks/ENCODER.md

frontier: build ## fit the shipped frontier results from ../shared/data
	@scripts/frontier-results $(STEELYARD)

frontier-bench: build ## the frontier's fit beside scipy, growth, coverage; writes Benchmarks/FRONTIER.md
	@scripts/setup-clients scipy
	$(STEELYARD) bench frontier --python .venv-scipy/bin/python --markdown Benchmarks/FRONTIER.md

evidence: setup-bench build ## hold gates to their promises, with and without a gateway; writes docs/evidence.md
	$(STEELYARD) bench evidence --markdown docs/evidence.md
	python3 Benchmarks/shadow.py --steelyard $(STEELYARD) --append docs/evidence.md

bench: setup-bench build ## side by side with nginx; writes Benchmarks/RESULTS.md
	python3 Benchmarks/bench.py --steelyard $(STEELYARD) $(BENCH_FLAGS)

soak: build ## half an hour at 200 requests/s with hang-ups and cuts: memory is level, the ledger equals the truth
	python3 Benchmarks/soak.py --steelyard $(STEELYARD) $(SOAK_FLAGS)

failover: build ## sixteen faults of an upstream and what a caller sees; FAILOVER_FLAGS='--profile quick' takes seconds
	python3 Benchmarks/failover.py --steelyard $(STEELYARD) $(FAILOVER_FLAGS)

budget-bench: build ## ten caps under 128 streams each: overshoot, what is usable, refusals while money is only held
	python3 Benchmarks/budget.py --steelyard $(STEELYARD) $(BUDGET_FLAGS)

fuzz: setup-system ## FUZZ_INPUTS (10 million) hostile inputs through splicer, SSE parser and dialect decoders
	swift build -c release --scratch-path $(RELEASE) --product fuzz
	$(RELEASE)/release/fuzz --iterations $(FUZZ_INPUTS)

format: ## rewrite all Swift sources in the house style
	swift format --in-place --recursive --parallel $(SWIFT_SOURCES)

lint: ## fail on any deviation from the house style
	swift format lint --strict --recursive --parallel $(SWIFT_SOURCES)
	@scripts/lint-hot-path

clean: ## remove build products, environments and caches
	rm -rf .build $(RELEASE) .cache .venv-* Benchmarks/run
