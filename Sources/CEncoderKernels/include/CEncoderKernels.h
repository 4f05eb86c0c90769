#ifndef C_ENCODER_KERNELS_H
#define C_ENCODER_KERNELS_H

#include <stddef.h>
#include <stdint.h>

// The arithmetic of a small transformer on one core. All matrices are row-major; a leading dimension (`ld…`) is the
// distance of two rows in elements. Matrices that are multiplied with are packed once into panels of 16 outputs, so
// that a kernel reads them in one stream; rows that have no output are zero.
//
// Nothing here allocates or fails. The caller keeps the sizes: outputs are written in whole panels, so `ldc` must be
// at least `n` rounded up to 16.

#define ENC_PANEL 16

/// What the processor can do; a higher level includes the lower ones.
enum enc_level { ENC_PORTABLE = 0, ENC_AVX2 = 1, ENC_AVX512_VNNI = 2 };

/// The highest level that this processor and its operating system support.
int enc_best_level(void);

/// The name of a level, for reports.
const char *enc_level_name(int level);

/// Elements of a packed fp32 matrix of `n` outputs and `k` inputs.
size_t enc_packed_f32(size_t n, size_t k);

/// Packs W (n × k), whose element (i, j) lies at `w[i * step_n + j * step_k]`.
void enc_pack_f32(const float *w, size_t step_n, size_t step_k, size_t n, size_t k, float *packed);

/// C (m × n) = A (m × k) · Wᵀ + bias; `bias` may be null and has otherwise a multiple of 16 elements.
void enc_gemm_f32(int level, const float *a, size_t lda, const float *packed, const float *bias, float *c, size_t ldc,
                  size_t m, size_t n, size_t k);

/// Bytes of a packed int8 matrix of `n` outputs and `k` inputs.
size_t enc_packed_i8(size_t n, size_t k);

/// Quantises each row of W (n × k, contiguous) to −127…127 by its largest magnitude and packs it.
///
/// `scales` and `sums` have `n` elements rounded up to 16. `sums` is the sum of a quantised row: times a row's zero, it is
/// what the shift of the inputs to 0…255 adds to a product.
void enc_pack_i8(const float *w, size_t n, size_t k, int8_t *packed, float *scales, int32_t *sums);

/// Quantises each row of X (m × k), its elements times `factors` (which may be null), from its smallest to its largest
/// to 0…255; `zeros` says which of these stands for zero. `k` is a multiple of 4.
void enc_quantise_rows(int level, const float *x, size_t ldx, const float *factors, size_t m, size_t k, uint8_t *out,
                       float *scales, int32_t *zeros);

/// C (m × n) = (A − zero of the row) · Wᵀ, scaled back by row and by output, + bias. The sums are exact integers at each level.
void enc_gemm_i8(int level, const uint8_t *a, const float *row_scales, const int32_t *zeros, const int8_t *packed,
                 const float *scales, const int32_t *sums, const float *bias, float *c, size_t ldc, size_t m, size_t n, size_t k);

/// x ← x · Φ(x) with Φ by the error function, `count` a multiple of 16.
void enc_gelu(int level, float *x, size_t count);

/// Each row of X (m × n) ← the layer normalisation of X + Y; `y` may be null, `n` is a multiple of 16.
void enc_add_norm(int level, float *x, const float *y, const float *gain, const float *bias, float epsilon, size_t m,
                  size_t n);

/// Each row of S ← softmax of its first `n` elements times `scale`; the rest up to `lds`, a multiple of 16, ← 0.
void enc_softmax(int level, float *s, size_t lds, size_t m, size_t n, float scale);

#endif
