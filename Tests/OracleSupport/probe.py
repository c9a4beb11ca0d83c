"""Says which CPython this is, as JSON."""
import json
import os
import struct
import sys
import sysconfig

include = sysconfig.get_paths()["include"]
json.dump({
    "version": list(sys.version_info[:3]),
    "executable": os.path.realpath(sys.executable),
    "include": include if os.path.exists(os.path.join(include, "Python.h")) else None,
    "pointerSize": struct.calcsize("P"),
    "isFreeThreaded": bool(sysconfig.get_config_var("Py_GIL_DISABLED")),
    "isDebug": hasattr(sys, "gettotalrefcount"),
    "tracesReferences": hasattr(sys, "getobjects"),
    "gcHeadSize": sys.getsizeof([]) - [].__sizeof__(),
}, sys.stdout)
