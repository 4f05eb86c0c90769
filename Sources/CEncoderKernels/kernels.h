#ifndef ENC_KERNELS_H
#define ENC_KERNELS_H

#include "include/CEncoderKernels.h"

// The functions of one level. What a level leaves null, it takes from the level below.
struct enc_kernels {
  void (*gemm_f32)(const float *, size_t, const float *, const float *, float *, size_t, size_t, size_t, size_t);
  void (*quantise_rows)(const float *, size_t, const float *, size_t, size_t, uint8_t *, float *, int32_t *);
  void (*gemm_i8)(const uint8_t *, const float *, const int32_t *, const int8_t *, const float *, const int32_t *, const float *,
                  float *, size_t, size_t, size_t, size_t);
  void (*gelu)(float *, size_t);
  void (*add_norm)(float *, const float *, const float *, const float *, float, size_t, size_t);
  void (*softmax)(float *, size_t, size_t, size_t, float);
};

extern const struct enc_kernels enc_portable;
#if defined(__x86_64__)
extern const struct enc_kernels enc_avx2;
extern const struct enc_kernels enc_avx512;
#endif

// Inputs per pass over A: a panel's slice (12 KiB) and the rows of A that meet it stay in the first-level cache.
#define ENC_DEPTH 192

#endif
