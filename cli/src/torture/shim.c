/*
 * Stands between a program and the C library, and makes one call on one file go wrong. Loaded with LD_PRELOAD, so
 * that the program under test is the one that is shipped.
 *
 * SHIM_CALL  pwrite, fdatasync, fsync or rename
 * SHIM_FILE  the start of the file's name without its folders (of a rename, the new one)
 * SHIM_AT    which of those calls, from 1; 0 for each
 * SHIM_DO    kill-before, kill-half (half of a write is made), kill-after, short (half of a write is made and told)
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <limits.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static atomic_long calls;

static const char *setting(const char *name) {
  const char *value = getenv(name);
  return value ? value : "";
}

static int is_doing(const char *what) { return strcmp(setting("SHIM_DO"), what) == 0; }

static void die(void) {
  kill(getpid(), SIGKILL);
  pause();
}

/* Is this the call that goes wrong? */
static int hits(const char *call, const char *path) {
  const char *slash = strrchr(path, '/');
  const char *name = slash ? slash + 1 : path;
  const char *wanted = setting("SHIM_FILE");
  if (strcmp(setting("SHIM_CALL"), call) != 0 || strncmp(name, wanted, strlen(wanted)) != 0) return 0;
  long at = atol(setting("SHIM_AT"));
  return atomic_fetch_add(&calls, 1) + 1 == at || at == 0;
}

static int hits_fd(const char *call, int fd) {
  char link[64], path[PATH_MAX];
  if (strcmp(setting("SHIM_CALL"), call) != 0) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return hits(call, path);
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t offset) {
  ssize_t (*real)(int, const void *, size_t, off64_t) = dlsym(RTLD_NEXT, "pwrite64");
  if (!hits_fd("pwrite", fd)) return real(fd, bytes, count, offset);
  if (is_doing("kill-before")) die();
  /* Half of it in whole sectors, as long as there are two: what a disk can do. */
  size_t half = count >= 1024 ? count / 1024 * 512 : (count + 1) / 2;
  if (is_doing("short") || is_doing("kill-half")) count = half;
  ssize_t written = real(fd, bytes, count, offset);
  if (is_doing("kill-half") || is_doing("kill-after")) die();
  return written;
}

static int sync_call(const char *call, int fd) {
  int (*real)(int) = dlsym(RTLD_NEXT, call);
  if (!hits_fd(call, fd)) return real(fd);
  if (is_doing("kill-before")) die();
  int result = real(fd);
  if (is_doing("kill-after")) die();
  return result;
}

int fdatasync(int fd) { return sync_call("fdatasync", fd); }

int fsync(int fd) { return sync_call("fsync", fd); }

int rename(const char *from, const char *to) {
  int (*real)(const char *, const char *) = dlsym(RTLD_NEXT, "rename");
  if (!hits("rename", to)) return real(from, to);
  if (is_doing("kill-before")) die();
  int result = real(from, to);
  if (is_doing("kill-after")) die();
  return result;
}
