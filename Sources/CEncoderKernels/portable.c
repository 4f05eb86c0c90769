#include <math.h>

#include "kernels.h"

// Plain C for any processor: the reference of the other levels and the fallback. The inner loops run over a whole
// panel so that the compiler can use whatever vectors the target has.

static void gemm_f32(const float *a, size_t lda, const float *packed, const float *bias, float *c, size_t ldc,
                     size_t m, size_t n, size_t k) {
  for (size_t first = 0; first < n; first += ENC_PANEL, packed += ENC_PANEL * k) {
    for (size_t row = 0; row < m; row++) {
      float sum[ENC_PANEL];
      for (size_t i = 0; i < ENC_PANEL; i++) sum[i] = bias ? bias[first + i] : 0;
      for (size_t j = 0; j < k; j++) {
        float value = a[row * lda + j];
        for (size_t i = 0; i < ENC_PANEL; i++) sum[i] += value * packed[j * ENC_PANEL + i];
      }
      for (size_t i = 0; i < ENC_PANEL; i++) c[row * ldc + first + i] = sum[i];
    }
  }
}

static void quantise_rows(const float *x, size_t ldx, const float *factors, size_t m, size_t k, uint8_t *out,
                          float *scales, int32_t *zeros) {
  for (size_t row = 0; row < m; row++, x += ldx, out += k) {
    float low = 0, high = 0;
    for (size_t j = 0; j < k; j++) {
      float value = x[j] * (factors ? factors[j] : 1);
      low = fminf(low, value);
      high = fmaxf(high, value);
    }
    scales[row] = (high - low) / 255;
    float inverse = high > low ? 255 / (high - low) : 0;
    zeros[row] = (int32_t)lrintf(-low * inverse);
    for (size_t j = 0; j < k; j++) {
      float scaled = x[j] * (factors ? factors[j] : 1) * inverse;
      long shifted = lrintf(scaled) + zeros[row];
      out[j] = (uint8_t)(shifted < 0 ? 0 : shifted > 255 ? 255 : shifted);
    }
  }
}

static void gemm_i8(const uint8_t *a, const float *row_scales, const int32_t *zeros, const int8_t *packed,
                    const float *scales, const int32_t *sums, const float *bias, float *c, size_t ldc, size_t m, size_t n, size_t k) {
  for (size_t first = 0; first < n; first += ENC_PANEL, packed += ENC_PANEL * k) {
    for (size_t row = 0; row < m; row++) {
      int32_t sum[ENC_PANEL] = {0};
      for (size_t j = 0; j < k; j += 4) {
        const uint8_t *values = a + row * k + j;
        const int8_t *weights = packed + j * ENC_PANEL;
        for (size_t i = 0; i < ENC_PANEL; i++)
          for (size_t q = 0; q < 4; q++) sum[i] += values[q] * weights[4 * i + q];
      }
      for (size_t i = 0; i < ENC_PANEL; i++) {
        float value = (float)(sum[i] - zeros[row] * sums[first + i]) * (row_scales[row] * scales[first + i]);
        c[row * ldc + first + i] = value + (bias ? bias[first + i] : 0);
      }
    }
  }
}

static void gelu(float *x, size_t count) {
  for (size_t i = 0; i < count; i++) x[i] = 0.5f * x[i] * (1 + erff(x[i] * 0.70710678f));
}

static void add_norm(float *x, const float *y, const float *gain, const float *bias, float epsilon, size_t m,
                     size_t n) {
  for (size_t row = 0; row < m; row++, x += n) {
    float sum = 0, squares = 0;
    for (size_t i = 0; i < n; i++) {
      if (y) x[i] += y[row * n + i];
      sum += x[i];
    }
    float mean = sum / (float)n;
    for (size_t i = 0; i < n; i++) squares += (x[i] - mean) * (x[i] - mean);
    float factor = 1 / sqrtf(squares / (float)n + epsilon);
    for (size_t i = 0; i < n; i++) x[i] = (x[i] - mean) * factor * gain[i] + bias[i];
  }
}

static void softmax(float *s, size_t lds, size_t m, size_t n, float scale) {
  for (size_t row = 0; row < m; row++, s += lds) {
    float largest = s[0], sum = 0;
    for (size_t i = 1; i < n; i++) largest = fmaxf(largest, s[i]);
    for (size_t i = 0; i < n; i++) sum += s[i] = expf((s[i] - largest) * scale);
    for (size_t i = 0; i < lds; i++) s[i] = i < n ? s[i] / sum : 0;
  }
}

const struct enc_kernels enc_portable = {gemm_f32, quantise_rows, gemm_i8, gelu, add_norm, softmax};
