/* A malloc that is not glibc's, to be loaded before it: blocks one behind the other, each behind a
   word with its size; nothing is ever given back. */
#include <errno.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>

static char *region;
static size_t used;
static const size_t reserved = (size_t)1 << 36;

static void *take(size_t size, size_t alignment) {
  char *start = __atomic_load_n(&region, __ATOMIC_ACQUIRE);
  if (!start) {
    char *made = mmap(0, reserved, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (made == MAP_FAILED) return 0;
    char *none = 0;
    if (!__atomic_compare_exchange_n(&region, &none, made, 0, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE))
      munmap(made, reserved);
    start = __atomic_load_n(&region, __ATOMIC_ACQUIRE);
  }
  if (alignment < 16) alignment = 16;
  size_t room = ((size + 15) & ~(size_t)15) + alignment + 16;
  size_t at = __atomic_fetch_add(&used, room, __ATOMIC_RELAXED);
  if (size > reserved / 2 || at + room > reserved) {
    errno = ENOMEM;
    return 0;
  }
  uintptr_t block = ((uintptr_t)start + at + 16 + alignment - 1) & ~(uintptr_t)(alignment - 1);
  ((size_t *)block)[-1] = size;
  return (void *)block;
}

void *malloc(size_t size) { return take(size, 16); }
void free(void *block) {}
void *calloc(size_t count, size_t size) {
  size_t whole;
  if (__builtin_mul_overflow(count, size, &whole)) return 0;
  return take(whole, 16);
}
size_t malloc_usable_size(void *block) { return block ? ((size_t *)block)[-1] : 0; }
void *realloc(void *block, size_t size) {
  void *made = take(size, 16);
  size_t old = malloc_usable_size(block);
  if (made && block) memcpy(made, block, old < size ? old : size);
  return made;
}
void *memalign(size_t alignment, size_t size) { return take(size, alignment); }
void *aligned_alloc(size_t alignment, size_t size) { return take(size, alignment); }
void *valloc(size_t size) { return take(size, 4096); }
int posix_memalign(void **block, size_t alignment, size_t size) {
  *block = take(size, alignment);
  return *block ? 0 : ENOMEM;
}
