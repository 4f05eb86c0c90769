#include "kernels.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define TARGET __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx512vnni,avx2,fma")))
#define INLINE TARGET __attribute__((always_inline)) static inline

// Up to 12 rows × 32 outputs stay in 24 registers over all inputs: one instruction does 64 products.
INLINE void block_i8(int rows, int panels, const uint8_t *a, const float *row_scales, const int32_t *zeros,
                     const int8_t *panel, const float *scales, const int32_t *sums, const float *bias, float *c,
                     size_t ldc, size_t k) {
  __m512i sum[12][2];
#pragma clang loop unroll(full)
  for (int r = 0; r < rows; r++)
#pragma clang loop unroll(full)
    for (int p = 0; p < panels; p++) sum[r][p] = _mm512_setzero_si512();
  for (size_t j = 0; j < k; j += 4) {
    __m512i weights[2];
#pragma clang loop unroll(full)
    for (int p = 0; p < panels; p++)
      weights[p] = _mm512_loadu_si512(panel + (size_t)p * ENC_PANEL * k + j * ENC_PANEL);
#pragma clang loop unroll(full)
    for (int r = 0; r < rows; r++) {
      int32_t four;
      __builtin_memcpy(&four, a + (size_t)r * k + j, 4);
      __m512i value = _mm512_set1_epi32(four);
#pragma clang loop unroll(full)
      for (int p = 0; p < panels; p++) sum[r][p] = _mm512_dpbusd_epi32(sum[r][p], value, weights[p]);
    }
  }
#pragma clang loop unroll(full)
  for (int p = 0; p < panels; p++) {
    const size_t at = (size_t)p * ENC_PANEL;
    __m512i shifted = _mm512_loadu_si512(sums + at);
    __m512 scale = _mm512_loadu_ps(scales + at);
    __m512 shift = bias ? _mm512_loadu_ps(bias + at) : _mm512_setzero_ps();
#pragma clang loop unroll(full)
    for (int r = 0; r < rows; r++) {
      __m512i offset = _mm512_mullo_epi32(_mm512_set1_epi32(zeros[r]), shifted);
      __m512 value = _mm512_cvtepi32_ps(_mm512_sub_epi32(sum[r][p], offset));
      __m512 factor = _mm512_mul_ps(_mm512_set1_ps(row_scales[r]), scale);
      _mm512_storeu_ps(c + (size_t)r * ldc + at, _mm512_fmadd_ps(value, factor, shift));
    }
  }
}

TARGET static void gemm_i8(const uint8_t *a, const float *row_scales, const int32_t *zeros, const int8_t *packed,
                           const float *scales, const int32_t *sums, const float *bias, float *c, size_t ldc, size_t m,
                           size_t n, size_t k) {
  if (m == 0) return;
  // Equal blocks of rows: 13 rows as 7 + 6, not as 12 + 1.
  const size_t blocks = (m + 11) / 12;
  for (size_t first = 0; first < n; first += 2 * ENC_PANEL) {
    const int8_t *panel = packed + first * k;
    const float *shift = bias ? bias + first : NULL;
    for (size_t block = 0; block < blocks; block++) {
      const size_t row = block * m / blocks, rows = (block + 1) * m / blocks - row;
#define CASE(count) \
  case count: \
    if (n - first > ENC_PANEL) \
      block_i8(count, 2, a + row * k, row_scales + row, zeros + row, panel, scales + first, sums + first, shift, \
               c + row * ldc + first, ldc, k); \
    else \
      block_i8(count, 1, a + row * k, row_scales + row, zeros + row, panel, scales + first, sums + first, shift, \
               c + row * ldc + first, ldc, k); \
    break
      switch (rows) {
        CASE(1);
        CASE(2);
        CASE(3);
        CASE(4);
        CASE(5);
        CASE(6);
        CASE(7);
        CASE(8);
        CASE(9);
        CASE(10);
        CASE(11);
        CASE(12);
      }
#undef CASE
    }
  }
}

const struct enc_kernels enc_avx512 = {.gemm_i8 = gemm_i8};
#endif
