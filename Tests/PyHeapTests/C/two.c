/* A program that loads two libpythons and starts one of them, or both: each is a library, its PYTHONHOME, and whether
   it is started. */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
    for (int i = 1; i + 2 < argc; i += 3) {
        void *library = dlopen(argv[i], RTLD_NOW | RTLD_LOCAL | RTLD_DEEPBIND);
        if (!library) {
            puts(dlerror());
            return 1;
        }
        if (argv[i + 2][0] != 'y')
            continue;
        setenv("PYTHONHOME", argv[i + 1], 1);
        ((void (*)(int))dlsym(library, "Py_InitializeEx"))(0);
        ((int (*)(const char *))dlsym(library, "PyRun_SimpleString"))(
            "class Kept(object): pass\n"
            "kept = [Kept() for _ in range(1000)]\n");
    }
    puts("ready");
    fflush(stdout);
    getchar();
    return 0;
}
