"""Makes what owns large blocks, tells where they are, and waits."""
import array
import glob
import io
import sys

cache, build = sys.argv[1:]
sys.path += glob.glob("%s/packages/%s-*/numpy" % (cache, build))
try:
    import numpy
except ImportError:
    numpy = None

kept = []
arrays = []
if numpy is not None:
    whole = numpy.ones(1000000)
    arrays += [whole, numpy.zeros(3000000), numpy.arange(100), numpy.ones((300, 7)), numpy.array(5)]
    arrays += [numpy.ones(20, "i4,f8"), numpy.array([[1, 2], [], None] * 500, dtype=object)]
    arrays += [numpy.arange(7) for i in range(100)]
    kept += [whole[5:], whole.reshape(1000, 1000), numpy.frombuffer(b"abcd" * 4, "u1")]

buffers = {
    "bytearray": [bytearray(3000000), bytearray(b"abc" * 100)],
    "array.array": [array.array("d", range(100000)), array.array("b", [1] * 5000)],
    "_io.BytesIO": [io.BytesIO(b"x" * 500000), io.BytesIO()],
}
for buffer in buffers["_io.BytesIO"]:
    buffer.write(b"y" * 700)

for one in arrays:
    print("array %x %d" % (one.__array_interface__["data"][0], one.nbytes))
for name in sorted(buffers):
    lengths = [len(one.getvalue()) if hasattr(one, "getvalue") else len(one) * getattr(one, "itemsize", 1)
               for one in buffers[name]]
    print("type %s %d" % (name, sum(lengths)))
print("ready")
sys.stdout.flush()
sys.stdin.readline()
