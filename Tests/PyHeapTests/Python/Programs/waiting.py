# Says which processes are to be looked at, with what each counts, and waits.
import os
import sys


def counted():
    """This process, and the bytes that pymalloc has in blocks in use."""
    read, write = os.pipe()
    errors = os.dup(2)
    os.dup2(write, 2)
    sys._debugmallocstats()
    os.dup2(errors, 2)
    for each in (write, errors): os.close(each)
    text = b''
    while True:
        more = os.read(read, 65536)
        if not more: break
        text += more
    os.close(read)
    line = [line for line in text.splitlines() if b'bytes in allocated blocks' in line][0]
    return os.getpid(), int(line.split(b'=')[1].replace(b',', b''))


def wait(others=()):
    told = ['%d %d' % process for process in [counted()] + list(others)]
    os.write(1, (', '.join(told) + '\n').encode('ascii'))
    os.read(0, 1)
