#include "include/defaults.h"

// Data stays in files that people can read and diff; #embed puts their bytes into the binary.
static const uint8_t policy_yaml[] = {
#embed "files/policy.yaml"
};
static const uint8_t lexicon_yaml[] = {
#embed "files/lexicon.yaml"
};
static const uint8_t assessment_model[] = {
#embed "files/assessment.model"
};
static const uint8_t steelyard_yaml[] = {
#embed "files/steelyard.yaml"
};

static const uint8_t anthropic_yaml[] = {
#embed "files/catalog/anthropic.yaml"
};
static const uint8_t deepseek_yaml[] = {
#embed "files/catalog/deepseek.yaml"
};
static const uint8_t embeddings_yaml[] = {
#embed "files/catalog/embeddings.yaml"
};
static const uint8_t google_yaml[] = {
#embed "files/catalog/google.yaml"
};
static const uint8_t meta_yaml[] = {
#embed "files/catalog/meta.yaml"
};
static const uint8_t minimax_yaml[] = {
#embed "files/catalog/minimax.yaml"
};
static const uint8_t mistral_yaml[] = {
#embed "files/catalog/mistral.yaml"
};
static const uint8_t moonshot_yaml[] = {
#embed "files/catalog/moonshot.yaml"
};
static const uint8_t open_weights_yaml[] = {
#embed "files/catalog/open-weights.yaml"
};
static const uint8_t openai_yaml[] = {
#embed "files/catalog/openai.yaml"
};
static const uint8_t others_yaml[] = {
#embed "files/catalog/others.yaml"
};
static const uint8_t providers_yaml[] = {
#embed "files/catalog/providers.yaml"
};
static const uint8_t qwen_yaml[] = {
#embed "files/catalog/qwen.yaml"
};
static const uint8_t xai_yaml[] = {
#embed "files/catalog/xai.yaml"
};
static const uint8_t zai_yaml[] = {
#embed "files/catalog/zai.yaml"
};

static const uint8_t demo_day_yaml[] = {
#embed "files/demo/day.yaml"
};
static const uint8_t demo_legal_finance_yaml[] = {
#embed "files/demo/legal-finance.yaml"
};
static const uint8_t demo_healthcare_yaml[] = {
#embed "files/demo/healthcare.yaml"
};
static const uint8_t demo_crm_yaml[] = {
#embed "files/demo/crm.yaml"
};
static const uint8_t demo_productivity_yaml[] = {
#embed "files/demo/productivity.yaml"
};
static const uint8_t demo_builder_yaml[] = {
#embed "files/demo/builder.yaml"
};
static const uint8_t demo_mislabelled_yaml[] = {
#embed "files/demo/mislabelled.yaml"
};

static const uint8_t frontier_results[] = {
#embed "files/frontier/results.tsv"
};
static const uint8_t frontier_categories[] = {
#embed "files/frontier/categories.csv"
};
static const uint8_t frontier_claims[] = {
#embed "files/frontier/claims.csv"
};
static const uint8_t frontier_arena[] = {
#embed "files/frontier/arena.csv"
};

static const uint8_t profile_enterprise[] = {
#embed "files/profiles/enterprise.yaml"
};
static const uint8_t profile_individual[] = {
#embed "files/profiles/individual.yaml"
};
static const uint8_t profile_mid_tier[] = {
#embed "files/profiles/mid-tier.yaml"
};

static const uint8_t audit_assumptions[] = {
#embed "files/audit/assumptions.yaml"
};

#define FILE_ENTRY(path, symbol) {path, symbol, sizeof(symbol)}
static const SteelyardDefaultFile files[] = {
    FILE_ENTRY("policy.yaml", policy_yaml),
    FILE_ENTRY("lexicon.yaml", lexicon_yaml),
    FILE_ENTRY("assessment.model", assessment_model),
    FILE_ENTRY("steelyard.yaml", steelyard_yaml),
    FILE_ENTRY("catalog/providers.yaml", providers_yaml),
    FILE_ENTRY("catalog/anthropic.yaml", anthropic_yaml),
    FILE_ENTRY("catalog/deepseek.yaml", deepseek_yaml),
    FILE_ENTRY("catalog/embeddings.yaml", embeddings_yaml),
    FILE_ENTRY("catalog/google.yaml", google_yaml),
    FILE_ENTRY("catalog/meta.yaml", meta_yaml),
    FILE_ENTRY("catalog/minimax.yaml", minimax_yaml),
    FILE_ENTRY("catalog/mistral.yaml", mistral_yaml),
    FILE_ENTRY("catalog/moonshot.yaml", moonshot_yaml),
    FILE_ENTRY("catalog/open-weights.yaml", open_weights_yaml),
    FILE_ENTRY("catalog/openai.yaml", openai_yaml),
    FILE_ENTRY("catalog/others.yaml", others_yaml),
    FILE_ENTRY("catalog/qwen.yaml", qwen_yaml),
    FILE_ENTRY("catalog/xai.yaml", xai_yaml),
    FILE_ENTRY("catalog/zai.yaml", zai_yaml),
    FILE_ENTRY("demo/day.yaml", demo_day_yaml),
    FILE_ENTRY("demo/legal-finance.yaml", demo_legal_finance_yaml),
    FILE_ENTRY("demo/healthcare.yaml", demo_healthcare_yaml),
    FILE_ENTRY("demo/crm.yaml", demo_crm_yaml),
    FILE_ENTRY("demo/productivity.yaml", demo_productivity_yaml),
    FILE_ENTRY("demo/builder.yaml", demo_builder_yaml),
    FILE_ENTRY("demo/mislabelled.yaml", demo_mislabelled_yaml),
    FILE_ENTRY("frontier/results.tsv", frontier_results),
    FILE_ENTRY("frontier/categories.csv", frontier_categories),
    FILE_ENTRY("frontier/claims.csv", frontier_claims),
    FILE_ENTRY("frontier/arena.csv", frontier_arena),
    FILE_ENTRY("profiles/enterprise.yaml", profile_enterprise),
    FILE_ENTRY("profiles/individual.yaml", profile_individual),
    FILE_ENTRY("profiles/mid-tier.yaml", profile_mid_tier),
    FILE_ENTRY("audit/assumptions.yaml", audit_assumptions),
};

size_t steelyard_default_file_count(void) { return sizeof(files) / sizeof(files[0]); }

SteelyardDefaultFile steelyard_default_file(size_t index) { return files[index]; }
