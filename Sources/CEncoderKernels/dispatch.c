#include "kernels.h"

int enc_best_level(void) {
#if defined(__x86_64__)
  // The compiler's run-time library also asks whether the operating system saves the wide registers.
  __builtin_cpu_init();
  if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma")) return ENC_PORTABLE;
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
      __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vnni"))
    return ENC_AVX512_VNNI;
  return ENC_AVX2;
#else
  return ENC_PORTABLE;
#endif
}

const char *enc_level_name(int level) {
  switch (level) {
  case ENC_AVX512_VNNI: return "avx512vnni";
  case ENC_AVX2: return "avx2";
  default: return "portable";
  }
}

// A level beyond what is compiled in falls back; one beyond the processor is the caller's mistake.
static const struct enc_kernels *table(int level) {
#if defined(__x86_64__)
  if (level >= ENC_AVX512_VNNI) return &enc_avx512;
  if (level == ENC_AVX2) return &enc_avx2;
#else
  (void)level;
#endif
  return &enc_portable;
}

static const struct enc_kernels *below(int level) { return table(level > ENC_AVX2 ? ENC_AVX2 : ENC_PORTABLE); }

#define CALL(name, ...) \
  do { \
    const struct enc_kernels *own = table(level); \
    (own->name ? own->name : below(level)->name)(__VA_ARGS__); \
  } while (0)

void enc_gemm_f32(int level, const float *a, size_t lda, const float *packed, const float *bias, float *c, size_t ldc,
                  size_t m, size_t n, size_t k) {
  CALL(gemm_f32, a, lda, packed, bias, c, ldc, m, n, k);
}

void enc_quantise_rows(int level, const float *x, size_t ldx, const float *factors, size_t m, size_t k, uint8_t *out,
                       float *scales, int32_t *zeros) {
  CALL(quantise_rows, x, ldx, factors, m, k, out, scales, zeros);
}

void enc_gemm_i8(int level, const uint8_t *a, const float *row_scales, const int32_t *zeros, const int8_t *packed,
                 const float *scales, const int32_t *sums, const float *bias, float *c, size_t ldc, size_t m, size_t n, size_t k) {
  CALL(gemm_i8, a, row_scales, zeros, packed, scales, sums, bias, c, ldc, m, n, k);
}

void enc_gelu(int level, float *x, size_t count) { CALL(gelu, x, count); }

void enc_add_norm(int level, float *x, const float *y, const float *gain, const float *bias, float epsilon, size_t m,
                  size_t n) {
  CALL(add_norm, x, y, gain, bias, epsilon, m, n);
}

void enc_softmax(int level, float *s, size_t lds, size_t m, size_t n, float scale) {
  CALL(softmax, s, lds, m, n, scale);
}
