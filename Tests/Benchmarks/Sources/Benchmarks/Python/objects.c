/* A million objects as the C API makes them. */
#include <Python.h>

static PyObject *values[3], *names[3];

/* instances(type, count): tp_alloc, and each attribute set under its interned name. */
static PyObject *instances(PyObject *self, PyObject *args) {
  PyTypeObject *type;
  Py_ssize_t count;
  if (!PyArg_ParseTuple(args, "O!n", &PyType_Type, &type, &count)) return NULL;
  PyObject *list = PyList_New(count);
  if (list == NULL) return NULL;
  for (Py_ssize_t i = 0; i < count; i++) {
    PyObject *object = type->tp_alloc(type, 0);
    if (object == NULL) goto fail;
    PyList_SET_ITEM(list, i, object);
    for (int j = 0; j < 3; j++)
      if (PyObject_SetAttr(object, names[j], values[j]) < 0) goto fail;
  }
  return list;
fail:
  Py_DECREF(list);
  return NULL;
}

/* tuples(count): PyTuple_New, and each item put in its place. */
static PyObject *tuples(PyObject *self, PyObject *args) {
  Py_ssize_t count;
  if (!PyArg_ParseTuple(args, "n", &count)) return NULL;
  PyObject *list = PyList_New(count);
  if (list == NULL) return NULL;
  for (Py_ssize_t i = 0; i < count; i++) {
    PyObject *object = PyTuple_New(3);
    if (object == NULL) {
      Py_DECREF(list);
      return NULL;
    }
    for (int j = 0; j < 3; j++) PyTuple_SET_ITEM(object, j, Py_NewRef(values[j]));
    PyList_SET_ITEM(list, i, object);
  }
  return list;
}

static PyMethodDef methods[] = {
  {"instances", instances, METH_VARARGS, NULL},
  {"tuples", tuples, METH_VARARGS, NULL},
  {NULL, NULL, 0, NULL}};
static PyModuleDef module = {PyModuleDef_HEAD_INIT, "objects", NULL, -1, methods};

PyMODINIT_FUNC PyInit_objects(void) {
  const char *text[3] = {"x", "y", "z"};
  for (int j = 0; j < 3; j++) {
    names[j] = PyUnicode_InternFromString(text[j]);
    values[j] = PyLong_FromLong(j + 1);
    if (names[j] == NULL || values[j] == NULL) return NULL;
  }
  return PyModule_Create(&module);
}
