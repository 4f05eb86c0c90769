// glibc's own extensions of the allocator, which Swift's module of it leaves out.
#include <stddef.h>
#if defined(__GLIBC__) || defined(__linux__)
#include <malloc.h>
#else
static inline int malloc_trim(size_t pad) { (void)pad; return 0; }
#endif
