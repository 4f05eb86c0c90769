#include "kernels.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define TARGET __attribute__((target("avx2,fma")))
#define INLINE TARGET __attribute__((always_inline)) static inline

// Up to six rows × 16 outputs stay in twelve registers over a slice of the inputs.
INLINE void block_f32(int rows, const float *a, size_t lda, const float *panel, const float *start, float *c,
                      size_t ldc, size_t depth) {
  __m256 sum[6][2];
#pragma clang loop unroll(full)
  for (int r = 0; r < rows; r++) {
    const float *from = start ? start : c + (size_t)r * ldc;
    sum[r][0] = _mm256_loadu_ps(from);
    sum[r][1] = _mm256_loadu_ps(from + 8);
  }
  for (size_t j = 0; j < depth; j++, panel += ENC_PANEL) {
    __m256 low = _mm256_loadu_ps(panel), high = _mm256_loadu_ps(panel + 8);
#pragma clang loop unroll(full)
    for (int r = 0; r < rows; r++) {
      __m256 value = _mm256_broadcast_ss(a + (size_t)r * lda + j);
      sum[r][0] = _mm256_fmadd_ps(value, low, sum[r][0]);
      sum[r][1] = _mm256_fmadd_ps(value, high, sum[r][1]);
    }
  }
#pragma clang loop unroll(full)
  for (int r = 0; r < rows; r++) {
    _mm256_storeu_ps(c + (size_t)r * ldc, sum[r][0]);
    _mm256_storeu_ps(c + (size_t)r * ldc + 8, sum[r][1]);
  }
}

TARGET static void gemm_f32(const float *a, size_t lda, const float *packed, const float *bias, float *c, size_t ldc,
                            size_t m, size_t n, size_t k) {
  static const float zero[ENC_PANEL] = {0};
  for (size_t done = 0; done < k; done += ENC_DEPTH) {
    size_t depth = k - done < ENC_DEPTH ? k - done : ENC_DEPTH;
    for (size_t first = 0; first < n; first += ENC_PANEL) {
      const float *panel = packed + first * k + done * ENC_PANEL;
      // The first slice starts from the bias, the others from what the ones before have left in C.
      const float *start = done ? NULL : bias ? bias + first : zero;
      for (size_t row = 0; row < m;) {
        const float *from = a + row * lda + done;
        float *to = c + row * ldc + first;
        switch (m - row) {
        case 1: block_f32(1, from, lda, panel, start, to, ldc, depth); row += 1; break;
        case 2: block_f32(2, from, lda, panel, start, to, ldc, depth); row += 2; break;
        case 3: block_f32(3, from, lda, panel, start, to, ldc, depth); row += 3; break;
        case 4: case 8: block_f32(4, from, lda, panel, start, to, ldc, depth); row += 4; break;
        case 5: case 9: case 10: block_f32(5, from, lda, panel, start, to, ldc, depth); row += 5; break;
        default: block_f32(6, from, lda, panel, start, to, ldc, depth); row += 6; break;
        }
      }
    }
  }
}

INLINE __m256 scaled(const float *x, const float *factors, size_t j) {
  __m256 value = _mm256_loadu_ps(x + j);
  return factors ? _mm256_mul_ps(value, _mm256_loadu_ps(factors + j)) : value;
}

INLINE float least(__m256 x) {
  __m128 four = _mm_min_ps(_mm256_castps256_ps128(x), _mm256_extractf128_ps(x, 1));
  four = _mm_min_ps(four, _mm_movehl_ps(four, four));
  return _mm_cvtss_f32(_mm_min_ss(four, _mm_shuffle_ps(four, four, 1)));
}

TARGET static void quantise_rows(const float *x, size_t ldx, const float *factors, size_t m, size_t k, uint8_t *out,
                                 float *scales, int32_t *zeros) {
  for (size_t row = 0; row < m; row++, x += ldx, out += k) {
    __m256 lows = _mm256_setzero_ps(), highs = _mm256_setzero_ps();
    size_t j = 0;
    for (; j + 8 <= k; j += 8) {
      __m256 value = scaled(x, factors, j);
      lows = _mm256_min_ps(lows, value);
      highs = _mm256_max_ps(highs, value);
    }
    float low = least(lows), high = -least(_mm256_sub_ps(_mm256_setzero_ps(), highs));
    for (; j < k; j++) {
      float value = x[j] * (factors ? factors[j] : 1);
      low = value < low ? value : low;
      high = value > high ? value : high;
    }
    scales[row] = (high - low) / 255;
    float inverse = high > low ? 255 / (high - low) : 0;
    zeros[row] = _mm_cvtss_si32(_mm_set_ss(-low * inverse));
    const __m256 factor = _mm256_set1_ps(inverse);
    const __m256i shift = _mm256_set1_epi32(zeros[row]);
    for (j = 0; j + 8 <= k; j += 8) {
      __m256i wide = _mm256_add_epi32(_mm256_cvtps_epi32(_mm256_mul_ps(scaled(x, factors, j), factor)), shift);
      __m128i half = _mm_packs_epi32(_mm256_castsi256_si128(wide), _mm256_extracti128_si256(wide, 1));
      // The narrowing keeps to 0…255.
      _mm_storel_epi64((__m128i *)(out + j), _mm_packus_epi16(half, half));
    }
    for (; j < k; j++) {
      int value = _mm_cvtss_si32(_mm_set_ss(x[j] * (factors ? factors[j] : 1) * inverse)) + zeros[row];
      out[j] = (uint8_t)(value < 0 ? 0 : value > 255 ? 255 : value);
    }
  }
}

// Three rows × 16 outputs. Bytes are widened to 16 bits, where the sum of two products is exact; each output
// gathers its even and odd pairs of inputs in two lanes, which are added at the end.
INLINE void block_i8(int rows, const uint8_t *a, size_t lda, const int8_t *panel, size_t k, __m256i sum[3][4]) {
#pragma clang loop unroll(full)
  for (int r = 0; r < rows; r++)
#pragma clang loop unroll(full)
    for (int q = 0; q < 4; q++) sum[r][q] = _mm256_setzero_si256();
  for (size_t j = 0; j < k; j += 4, panel += ENC_PANEL * 4) {
    __m256i value[3];
#pragma clang loop unroll(full)
    for (int r = 0; r < rows; r++) {
      int32_t four;
      __builtin_memcpy(&four, a + (size_t)r * lda + j, 4);
      value[r] = _mm256_cvtepu8_epi16(_mm_set1_epi32(four));
    }
#pragma clang loop unroll(full)
    for (int q = 0; q < 4; q++) {
      __m256i weights = _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)(panel + 16 * q)));
#pragma clang loop unroll(full)
      for (int r = 0; r < rows; r++)
        sum[r][q] = _mm256_add_epi32(sum[r][q], _mm256_madd_epi16(value[r], weights));
    }
  }
}

INLINE void finish_i8(int rows, __m256i sum[3][4], const float *row_scales, const int32_t *zeros, const float *scales,
                      const int32_t *sums, const float *bias, float *c, size_t ldc) {
#pragma clang loop unroll(full)
  for (int r = 0; r < rows; r++) {
#pragma clang loop unroll(full)
    for (int half = 0; half < 2; half++) {
      // The addition of neighbours leaves pairs of outputs interleaved across the two 128-bit halves.
      __m256i pairs = _mm256_hadd_epi32(sum[r][2 * half], sum[r][2 * half + 1]);
      __m256i total = _mm256_permute4x64_epi64(pairs, 0xd8);
      __m256i shifted = _mm256_loadu_si256((const __m256i *)(sums + 8 * half));
      total = _mm256_sub_epi32(total, _mm256_mullo_epi32(_mm256_set1_epi32(zeros[r]), shifted));
      __m256 factor = _mm256_mul_ps(_mm256_set1_ps(row_scales[r]), _mm256_loadu_ps(scales + 8 * half));
      __m256 shift = bias ? _mm256_loadu_ps(bias + 8 * half) : _mm256_setzero_ps();
      _mm256_storeu_ps(c + (size_t)r * ldc + 8 * half, _mm256_fmadd_ps(_mm256_cvtepi32_ps(total), factor, shift));
    }
  }
}

TARGET static void gemm_i8(const uint8_t *a, const float *row_scales, const int32_t *zeros, const int8_t *packed,
                           const float *scales, const int32_t *sums, const float *bias, float *c, size_t ldc, size_t m,
                           size_t n, size_t k) {
  for (size_t first = 0; first < n; first += ENC_PANEL) {
    const int8_t *panel = packed + first * k;
    const float *shift = bias ? bias + first : NULL;
    for (size_t row = 0; row < m;) {
      __m256i sum[3][4];
      const uint8_t *from = a + row * k;
      float *to = c + row * ldc + first;
#define ROWS(count) \
  block_i8(count, from, k, panel, k, sum); \
  finish_i8(count, sum, row_scales + row, zeros + row, scales + first, sums + first, shift, to, ldc); \
  row += count
      if (m - row >= 3 && m - row != 4) {
        ROWS(3);
      } else if (m - row >= 2) {
        ROWS(2);
      } else {
        ROWS(1);
      }
#undef ROWS
    }
  }
}

// The exponential to about two units in the last place: a power of two times a polynomial of degree 6 on ±ln 2 / 2,
// coefficients of Cephes' expf. Below −87 it gives the smallest normal number instead of a denormal one.
INLINE __m256 exponential(__m256 x) {
  x = _mm256_min_ps(_mm256_max_ps(x, _mm256_set1_ps(-87.3f)), _mm256_set1_ps(88.0f));
  __m256 power = _mm256_round_ps(_mm256_mul_ps(x, _mm256_set1_ps(1.44269504f)), _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
  __m256 rest = _mm256_fnmadd_ps(power, _mm256_set1_ps(0.693359375f), x);
  rest = _mm256_fnmadd_ps(power, _mm256_set1_ps(-2.12194440e-4f), rest);
  __m256 sum = _mm256_set1_ps(1.9875691500e-4f);
  sum = _mm256_fmadd_ps(sum, rest, _mm256_set1_ps(1.3981999507e-3f));
  sum = _mm256_fmadd_ps(sum, rest, _mm256_set1_ps(8.3334519073e-3f));
  sum = _mm256_fmadd_ps(sum, rest, _mm256_set1_ps(4.1665795894e-2f));
  sum = _mm256_fmadd_ps(sum, rest, _mm256_set1_ps(1.6666665459e-1f));
  sum = _mm256_fmadd_ps(sum, rest, _mm256_set1_ps(5.0000001201e-1f));
  sum = _mm256_fmadd_ps(sum, _mm256_mul_ps(rest, rest), _mm256_add_ps(rest, _mm256_set1_ps(1)));
  __m256i exponent = _mm256_slli_epi32(_mm256_add_epi32(_mm256_cvtps_epi32(power), _mm256_set1_epi32(127)), 23);
  return _mm256_mul_ps(sum, _mm256_castsi256_ps(exponent));
}

// The error function by Abramowitz and Stegun 7.1.26, off by at most 1.5e-7.
TARGET static void gelu(float *x, size_t count) {
  const __m256 sign = _mm256_set1_ps(-0.0f), one = _mm256_set1_ps(1);
  for (size_t i = 0; i < count; i += 8) {
    __m256 value = _mm256_loadu_ps(x + i);
    __m256 scaled = _mm256_mul_ps(value, _mm256_set1_ps(0.70710678f));
    __m256 size = _mm256_andnot_ps(sign, scaled);
    __m256 t = _mm256_div_ps(one, _mm256_fmadd_ps(_mm256_set1_ps(0.3275911f), size, one));
    __m256 sum = _mm256_set1_ps(1.061405429f);
    sum = _mm256_fmadd_ps(sum, t, _mm256_set1_ps(-1.453152027f));
    sum = _mm256_fmadd_ps(sum, t, _mm256_set1_ps(1.421413741f));
    sum = _mm256_fmadd_ps(sum, t, _mm256_set1_ps(-0.284496736f));
    sum = _mm256_fmadd_ps(sum, t, _mm256_set1_ps(0.254829592f));
    __m256 tail = _mm256_mul_ps(_mm256_mul_ps(sum, t), exponential(_mm256_xor_ps(sign, _mm256_mul_ps(size, size))));
    // Below zero the tail itself is 1 + erf(x): no digits are lost to a difference of near equals.
    __m256 twice = _mm256_blendv_ps(_mm256_sub_ps(_mm256_set1_ps(2), tail), tail, value);
    _mm256_storeu_ps(x + i, _mm256_mul_ps(_mm256_mul_ps(_mm256_set1_ps(0.5f), value), twice));
  }
}

INLINE float total(__m256 x) {
  __m128 sum = _mm_add_ps(_mm256_castps256_ps128(x), _mm256_extractf128_ps(x, 1));
  sum = _mm_add_ps(sum, _mm_movehl_ps(sum, sum));
  return _mm_cvtss_f32(_mm_add_ss(sum, _mm_shuffle_ps(sum, sum, 1)));
}

TARGET static void add_norm(float *x, const float *y, const float *gain, const float *bias, float epsilon, size_t m,
                            size_t n) {
  for (size_t row = 0; row < m; row++, x += n) {
    __m256 sum = _mm256_setzero_ps(), squares = _mm256_setzero_ps();
    for (size_t i = 0; i < n; i += 8) {
      __m256 value = _mm256_loadu_ps(x + i);
      if (y) value = _mm256_add_ps(value, _mm256_loadu_ps(y + row * n + i));
      _mm256_storeu_ps(x + i, value);
      sum = _mm256_add_ps(sum, value);
    }
    const __m256 mean = _mm256_set1_ps(total(sum) / (float)n);
    for (size_t i = 0; i < n; i += 8) {
      __m256 away = _mm256_sub_ps(_mm256_loadu_ps(x + i), mean);
      squares = _mm256_fmadd_ps(away, away, squares);
    }
    const __m256 factor = _mm256_set1_ps(1 / __builtin_sqrtf(total(squares) / (float)n + epsilon));
    for (size_t i = 0; i < n; i += 8) {
      __m256 away = _mm256_mul_ps(_mm256_sub_ps(_mm256_loadu_ps(x + i), mean), factor);
      _mm256_storeu_ps(x + i, _mm256_fmadd_ps(away, _mm256_loadu_ps(gain + i), _mm256_loadu_ps(bias + i)));
    }
  }
}

TARGET static void softmax(float *s, size_t lds, size_t m, size_t n, float scale) {
  const __m256 factor = _mm256_set1_ps(scale);
  for (size_t row = 0; row < m; row++, s += lds) {
    // Whole vectors from here on: what lies beyond the row must not be the largest and must come out as zero.
    for (size_t i = n; i < lds; i++) s[i] = -__builtin_inff();
    __m256 most = _mm256_loadu_ps(s);
    for (size_t i = 8; i < lds; i += 8) most = _mm256_max_ps(most, _mm256_loadu_ps(s + i));
    __m128 four = _mm_max_ps(_mm256_castps256_ps128(most), _mm256_extractf128_ps(most, 1));
    four = _mm_max_ps(four, _mm_movehl_ps(four, four));
    const __m256 largest = _mm256_set1_ps(_mm_cvtss_f32(_mm_max_ss(four, _mm_shuffle_ps(four, four, 1))));
    __m256 sum = _mm256_setzero_ps();
    for (size_t i = 0; i < lds; i += 8) {
      __m256 value = exponential(_mm256_mul_ps(_mm256_sub_ps(_mm256_loadu_ps(s + i), largest), factor));
      _mm256_storeu_ps(s + i, value);
      sum = _mm256_add_ps(sum, value);
    }
    const __m256 inverse = _mm256_set1_ps(1 / total(sum));
    for (size_t i = 0; i < lds; i += 8) _mm256_storeu_ps(s + i, _mm256_mul_ps(_mm256_loadu_ps(s + i), inverse));
    for (size_t i = n; i < lds; i++) s[i] = 0;
  }
}

const struct enc_kernels enc_avx2 = {gemm_f32, quantise_rows, gemm_i8, gelu, add_norm, softmax};
#endif
