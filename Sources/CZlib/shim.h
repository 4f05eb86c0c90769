#include <zlib.h>

// inflateInit2 is a macro, which Swift does not import.
static inline int steelyard_inflate_start(z_streamp stream) {
  // 15 bits of window and 16 for the gzip wrapper.
  return inflateInit2(stream, 15 + 16);
}
