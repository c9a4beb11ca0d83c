/* A program that was linked against libpython and has a copy of PyType_Type, which all use then, or that has all of
   it. With an argument its interpreter has ended when it is looked at. */
#include <Python.h>

int main(int argc, char **argv)
{
#if PY_VERSION_HEX < 0x030C0000
    /* What site imports may bring a libpython of its own */
    Py_NoSiteFlag = 1;
#endif
    Py_Initialize();
    PyObject *names = PyModule_GetDict(PyImport_AddModule("__main__"));
    if (PyDict_SetItemString(names, "type_of_types", (PyObject *)&PyType_Type) != 0)
        return 1;
    if (PyRun_SimpleString("class Kept(object): pass\n"
                           "kept = [Kept() for _ in range(1000)]\n") != 0)
        return 1;
    if (argc > 1)
        Py_Finalize();
    puts("ready");
    fflush(stdout);
    getchar();
    return 0;
}
