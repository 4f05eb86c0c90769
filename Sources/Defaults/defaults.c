#include "include/defaults.h"

// Data stays in files that people can read and diff; #embed puts their bytes into the binary.
static const uint8_t policy_yaml[] = {
#embed "files/policy.yaml"
};
static const uint8_t lexicon_yaml[] = {
#embed "files/lexicon.yaml"
};
static const uint8_t steelyard_yaml[] = {
#embed "files/steelyard.yaml"
};
static const uint8_t providers_yaml[] = {
#embed "files/catalog/providers.yaml"
};

#define FILE_ENTRY(path, symbol) {path, symbol, sizeof(symbol)}
static const SteelyardDefaultFile files[] = {
    FILE_ENTRY("policy.yaml", policy_yaml),
    FILE_ENTRY("lexicon.yaml", lexicon_yaml),
    FILE_ENTRY("steelyard.yaml", steelyard_yaml),
    FILE_ENTRY("catalog/providers.yaml", providers_yaml),
};

size_t steelyard_default_file_count(void) { return sizeof(files) / sizeof(files[0]); }

SteelyardDefaultFile steelyard_default_file(size_t index) { return files[index]; }
