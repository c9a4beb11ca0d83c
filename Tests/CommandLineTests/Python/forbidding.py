# Runs a program that may not trace, and not read another process, as in some containers.
import ctypes
import os
import struct
import sys

# If the system call, on x86-64, is ptrace or process_vm_readv: SECCOMP_RET_ERRNO with EPERM
filters = b''.join(struct.pack('HBBI', *each) for each in (
    (0x20, 0, 0, 0), (0x15, 1, 0, 101), (0x15, 0, 1, 310), (0x06, 0, 0, 0x00050001),
    (0x06, 0, 0, 0x7fff0000)))
code = ctypes.create_string_buffer(filters)
program = ctypes.create_string_buffer(struct.pack('HxxxxxxQ', 5, ctypes.addressof(code)))
prctl = ctypes.CDLL(None, use_errno=True).prctl
prctl.argtypes = [ctypes.c_int, ctypes.c_ulong, ctypes.c_void_p, ctypes.c_ulong, ctypes.c_ulong]
# PR_SET_NO_NEW_PRIVS; PR_SET_SECCOMP with SECCOMP_MODE_FILTER
if prctl(38, 1, None, 0, 0) != 0 or prctl(22, 2, ctypes.addressof(program), 0, 0) != 0:
    sys.exit(77)
os.execv(sys.argv[1], sys.argv[1:])
