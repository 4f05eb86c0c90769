#pragma once
#include <stddef.h>
#include <stdint.h>

/// The files that are compiled into the binary, so that one executable is the whole product.
typedef struct {
  const char *_Nonnull name;
  const uint8_t *_Nonnull bytes;
  size_t count;
} SteelyardDefaultFile;

/// How many files there are.
size_t steelyard_default_file_count(void);

/// The file at `index`, which must be below the count.
SteelyardDefaultFile steelyard_default_file(size_t index);
