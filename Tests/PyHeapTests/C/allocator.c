/* A program whose allocators are its own: with "arenas" pymalloc's arenas are parts of malloc's blocks, with "objects"
   all blocks of objects are, side by side. */
#include <Python.h>
#include <string.h>

static void *arena_alloc(void *context, size_t size) { return malloc(size + 24); }
static void arena_free(void *context, void *place, size_t size) { free(place); }

static char *next, *end;

static void *take(void *context, size_t size)
{
    size = (size + 31) & ~(size_t)15;
    if (next == NULL || size > (size_t)(end - next)) {
        size_t room = size > 1 << 20 ? size : 1 << 20;
        next = malloc(room);
        end = next + room;
    }
    *(size_t *)next = size;
    next += size;
    return next - size + 16;
}
static void *take_zeros(void *context, size_t count, size_t size)
{
    return memset(take(context, count * size), 0, count * size);
}
static void *take_again(void *context, void *old, size_t size)
{
    char *place = take(context, size);
    if (old != NULL) {
        size_t room = *(size_t *)((char *)old - 16) - 16;
        memcpy(place, old, room < size ? room : size);
    }
    return place;
}
static void keep(void *context, void *place) {}

int main(int argc, char **argv)
{
    if (strcmp(argv[1], "arenas") == 0) {
        PyObjectArenaAllocator arenas = {NULL, arena_alloc, arena_free};
        PyObject_SetArenaAllocator(&arenas);
    } else {
        PyMemAllocatorEx objects = {NULL, take, take_zeros, take_again, keep};
        PyMem_SetAllocator(PYMEM_DOMAIN_OBJ, &objects);
        PyMem_SetAllocator(PYMEM_DOMAIN_MEM, &objects);
    }
    Py_Initialize();
    if (PyRun_SimpleString("class Kept(object): pass\n"
                           "kept = [Kept() for _ in range(1000)]\n") != 0)
        return 1;
    puts("ready");
    fflush(stdout);
    getchar();
    return 0;
}
