/* LD_PRELOAD shim for benchmarks: every fsync and fdatasync takes TEXTBANK_FSYNC_MS longer, as on a slow disk. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>

static void wait_a_while(void)
{
    const char* ms = getenv("TEXTBANK_FSYNC_MS");
    const long wanted = ms ? atol(ms) : 0;
    struct timespec pause = {wanted / 1000, (wanted % 1000) * 1000000L};
    nanosleep(&pause, NULL);
}

int fsync(int fd)
{
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
    wait_a_while();
    return real(fd);
}

int fdatasync(int fd)
{
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
    wait_a_while();
    return real(fd);
}
