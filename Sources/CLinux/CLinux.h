// What glibc declares only under _GNU_SOURCE, which Swift's Glibc module is built without.
#include <sys/uio.h>

ssize_t process_vm_readv(
    pid_t pid, const struct iovec *local_iov, unsigned long liovcnt,
    const struct iovec *remote_iov, unsigned long riovcnt, unsigned long flags);
ssize_t process_vm_writev(
    pid_t pid, const struct iovec *local_iov, unsigned long liovcnt,
    const struct iovec *remote_iov, unsigned long riovcnt, unsigned long flags);

#include <linux/memfd.h>
#include <sys/ioctl.h>

/// The columns of the terminal behind `fd`, or 0 when there is none. ioctl(2) is variadic.
static inline int window_width(int fd) {
  struct winsize size = {0};
  return ioctl(fd, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

/// A file in memory. memfd_create(2)
int memfd_create(const char *name, unsigned int flags);

/// Where bytes are among others. memmem(3)
void *memmem(const void *all, size_t count, const void *some, size_t some_count);

#include <sys/ptrace.h>

/// The requests of ptrace(2), which is variadic, that hold a thread and let it go. 0, or -1 with `errno` set.
static inline long ptrace_seize(pid_t thread) { return ptrace(PTRACE_SEIZE, thread, 0L, 0L); }
static inline long ptrace_interrupt(pid_t thread) { return ptrace(PTRACE_INTERRUPT, thread, 0L, 0L); }
static inline long ptrace_detach(pid_t thread, long signal) { return ptrace(PTRACE_DETACH, thread, 0L, signal); }
