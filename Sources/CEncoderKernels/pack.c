#include <math.h>
#include <string.h>

#include "kernels.h"

static size_t panels(size_t n) { return (n + ENC_PANEL - 1) / ENC_PANEL; }

size_t enc_packed_f32(size_t n, size_t k) { return panels(n) * ENC_PANEL * k; }

size_t enc_packed_i8(size_t n, size_t k) { return panels(n) * ENC_PANEL * ((k + 3) / 4) * 4; }

// Within a panel: for each input its 16 outputs.
void enc_pack_f32(const float *w, size_t step_n, size_t step_k, size_t n, size_t k, float *packed) {
  for (size_t first = 0; first < n; first += ENC_PANEL) {
    size_t width = n - first < ENC_PANEL ? n - first : ENC_PANEL;
    const float *from = w + first * step_n;
    for (size_t j = 0; j < k; j++, packed += ENC_PANEL) {
      for (size_t i = 0; i < width; i++) packed[i] = from[i * step_n + j * step_k];
      for (size_t i = width; i < ENC_PANEL; i++) packed[i] = 0;
    }
  }
}

// Within a panel: for each four inputs 16 outputs of four bytes, as the dot-product instructions take them.
void enc_pack_i8(const float *w, size_t n, size_t k, int8_t *packed, float *scales, int32_t *sums) {
  size_t depth = (k + 3) / 4 * 4;
  memset(packed, 0, enc_packed_i8(n, k));
  for (size_t i = 0; i < panels(n) * ENC_PANEL; i++) {
    scales[i] = 0;
    sums[i] = 0;
    if (i >= n) continue;
    const float *row = w + i * k;
    float largest = 0;
    for (size_t j = 0; j < k; j++) largest = fmaxf(largest, fabsf(row[j]));
    if (!(largest > 0)) continue;
    scales[i] = largest / 127;
    float inverse = 127 / largest;
    int8_t *panel = packed + i / ENC_PANEL * ENC_PANEL * depth + i % ENC_PANEL * 4;
    int32_t sum = 0;
    for (size_t j = 0; j < k; j++) {
      float scaled = row[j] * inverse;
      int8_t value = (int8_t)lrintf(fminf(fmaxf(scaled, -127), 127));
      panel[j / 4 * ENC_PANEL * 4 + j % 4] = value;
      sum += value;
    }
    sums[i] = sum;
  }
}
