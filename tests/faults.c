/* Between the program and its disk: fails one call, or writes all of them down.

   Preloaded into a process, it does nothing until the process asks it to:
     faults_watch(folder)              only files below the folder are of interest
     faults_trip(call, number, how)    the n-th call that changes something there fails with `number`;
                                       how: 0 once, 1 from then on, 2 the process is killed instead
     faults_calls()                    how many there were since
     faults_record(file)               from now on each call is written there, for `power_cut.py`
     faults_acknowledge(n)             «saved» was said n times
   Calls: open that makes or empties a file, write, pwrite, ftruncate, fsync, fdatasync, unlink,
   rename, link, mkdir. What is read is not counted. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

enum { ONCE, FROM_THEN_ON, KILL };
#define FILES 4096

static char watched[PATH_MAX];
static size_t watched_length;
static char *name_of[FILES]; /* of open files that are watched, from the watched folder on */
static long calls, trips_at;
static int number, how;
static int record = -1;
static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

void faults_watch(const char *folder) {
    strncpy(watched, folder, sizeof watched - 1);
    watched_length = strlen(watched);
}

void faults_trip(long call, int with, int in_which_way) {
    calls = 0;
    trips_at = call;
    number = with;
    how = in_which_way;
}

long faults_calls(void) { return calls; }

/* The part of the path below the watched folder; NULL for a path elsewhere. */
static const char *below(int folder, const char *path, char *whole) {
    if (!watched_length || !path) return NULL;
    if (path[0] == '/')
        snprintf(whole, PATH_MAX, "%s", path);
    else {
        char at[PATH_MAX / 2];
        if (folder != AT_FDCWD || !getcwd(at, sizeof at)) return NULL;
        snprintf(whole, PATH_MAX, "%s/%.*s", at, PATH_MAX / 2 - 2, path);
    }
    if (strncmp(whole, watched, watched_length)) return NULL;
    if (whole[watched_length] == 0) return ".";
    return whole[watched_length] == '/' ? whole + watched_length + 1 : NULL;
}

static const char *open_name(int file) {
    return file >= 0 && file < FILES ? name_of[file] : NULL;
}

/* Whether this call is the one that fails; errno is set then. */
static int trips(void) {
    if (!trips_at) return 0;
    long call = __sync_add_and_fetch(&calls, 1);
    if (call != trips_at && !(how == FROM_THEN_ON && call > trips_at)) return 0;
    if (how == KILL) kill(getpid(), SIGKILL);
    errno = number;
    return 1;
}

/* One letter, lengths of two names and of what was written, its place; then these. */
static void note(char call, const char *name, const char *other, int64_t place, const void *bytes,
                 int64_t length) {
    if (record < 0) return;
    struct __attribute__((packed)) {
        char call;
        uint16_t name, other;
        int64_t place, length;
    } head = {call, strlen(name), other ? strlen(other) : 0, place, bytes ? length : 0};
    __typeof__(&write) put = REAL(write);
    pthread_mutex_lock(&one_at_a_time);
    (void)!put(record, &head, sizeof head);
    (void)!put(record, name, head.name);
    if (other) (void)!put(record, other, head.other);
    if (bytes) (void)!put(record, bytes, length);
    pthread_mutex_unlock(&one_at_a_time);
}

void faults_record(const char *file) {
    int (*open_file)(const char *, int, ...) = REAL(open);
    record = open_file(file, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0600);
}

void faults_acknowledge(long count) { note('A', "", NULL, count, NULL, 0); }

/* Files --------------------------------------------------------------------------------------- */

typedef int (*opener)(int, const char *, int, mode_t);

static int watch_opening(opener really, int folder, const char *path, int flags, mode_t mode) {
    char whole[PATH_MAX];
    const char *name = below(folder, path, whole);
    int makes = 0, empties = 0;
    if (name) {
        int stands = access(path, F_OK) == 0;
        makes = (flags & O_CREAT) && !stands;
        empties = (flags & O_TRUNC) && stands;
        if ((makes || empties) && trips()) return -1;
    }
    int file = really(folder, path, flags, mode);
    if (file < 0 || file >= FILES) return file;
    free(name_of[file]);
    name_of[file] = name ? strdup(name) : NULL;
    if (makes) note('C', name, NULL, 0, NULL, 0);
    if (empties) note('T', name, NULL, 0, NULL, 0);
    return file;
}

#define MODE                                                   \
    mode_t mode = 0;                                           \
    if (flags & (O_CREAT | O_TMPFILE)) {                       \
        va_list more;                                          \
        va_start(more, flags);                                 \
        mode = va_arg(more, int);                              \
        va_end(more);                                          \
    }
#define OPEN(name)                                                                       \
    static int really_##name(int folder, const char *path, int flags, mode_t mode) {     \
        (void)folder;                                                                    \
        return REAL(name)(path, flags, mode);                                            \
    }                                                                                    \
    int name(const char *path, int flags, ...) {                                         \
        MODE return watch_opening(really_##name, AT_FDCWD, path, flags, mode);           \
    }
#define OPENAT(name)                                                                     \
    static int really_##name(int folder, const char *path, int flags, mode_t mode) {     \
        return REAL(name)(folder, path, flags, mode);                                    \
    }                                                                                    \
    int name(int folder, const char *path, int flags, ...) {                             \
        MODE return watch_opening(really_##name, folder, path, flags, mode);             \
    }
OPEN(open)
OPEN(open64)
OPENAT(openat)
OPENAT(openat64)

int close(int file) {
    if (file >= 0 && file < FILES) {
        free(name_of[file]);
        name_of[file] = NULL;
    }
    return REAL(close)(file);
}

ssize_t write(int file, const void *bytes, size_t length) {
    const char *name = open_name(file);
    if (!name) return REAL(write)(file, bytes, length);
    if (trips()) return -1;
    off_t place = lseek(file, 0, SEEK_CUR);
    ssize_t done = REAL(write)(file, bytes, length);
    if (done > 0) note('W', name, NULL, place, bytes, done);
    return done;
}

#define PWRITE(call, offset)                                                     \
    ssize_t call(int file, const void *bytes, size_t length, offset place) {     \
        const char *name = open_name(file);                                      \
        if (name && trips()) return -1;                                          \
        ssize_t done = REAL(call)(file, bytes, length, place);                   \
        if (name && done > 0) note('W', name, NULL, place, bytes, done);         \
        return done;                                                             \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

#define FTRUNCATE(call, offset)                                                  \
    int call(int file, offset length) {                                          \
        const char *name = open_name(file);                                      \
        if (name && trips()) return -1;                                          \
        int failed = REAL(call)(file, length);                                   \
        if (name && !failed) note('T', name, NULL, length, NULL, 0);             \
        return failed;                                                           \
    }
FTRUNCATE(ftruncate, off_t)
FTRUNCATE(ftruncate64, off64_t)

#define FSYNC(call)                                                              \
    int call(int file) {                                                         \
        const char *name = open_name(file);                                      \
        if (name && trips()) return -1;                                          \
        int failed = REAL(call)(file);                                           \
        if (name && !failed) note('S', name, NULL, 0, NULL, 0);                  \
        return failed;                                                           \
    }
FSYNC(fsync)
FSYNC(fdatasync)

/* The system copies behind our back: Python then copies by reading and writing. */
ssize_t sendfile(int to, int from, off_t *place, size_t length) {
    if (open_name(to)) {
        errno = EINVAL;
        return -1;
    }
    return REAL(sendfile)(to, from, place, length);
}

ssize_t sendfile64(int to, int from, off64_t *place, size_t length) {
    if (open_name(to)) {
        errno = EINVAL;
        return -1;
    }
    return REAL(sendfile64)(to, from, place, length);
}

/* Names --------------------------------------------------------------------------------------- */

static int of_one_name(char call, const char *name, int (*really)(const void *), const void *what) {
    if (name && trips()) return -1;
    int failed = really(what);
    if (name && !failed && call) note(call, name, NULL, 0, NULL, 0);
    return failed;
}

struct asked {
    int folder, other_folder, flags;
    const char *path, *other;
};

static int really_unlink(const void *what) {
    const struct asked *asked = what;
    return REAL(unlinkat)(asked->folder, asked->path, asked->flags);
}

int unlinkat(int folder, const char *path, int flags) {
    char whole[PATH_MAX];
    struct asked asked = {.folder = folder, .path = path, .flags = flags};
    return of_one_name('U', below(folder, path, whole), really_unlink, &asked);
}

int unlink(const char *path) { return unlinkat(AT_FDCWD, path, 0); }

static int really_mkdir(const void *what) {
    const struct asked *asked = what;
    return REAL(mkdirat)(asked->folder, asked->path, asked->flags);
}

int mkdirat(int folder, const char *path, mode_t mode) {
    char whole[PATH_MAX];
    struct asked asked = {.folder = folder, .path = path, .flags = mode};
    const char *name = access(path, F_OK) ? below(folder, path, whole) : NULL;
    return of_one_name(0, name, really_mkdir, &asked);
}

int mkdir(const char *path, mode_t mode) { return mkdirat(AT_FDCWD, path, mode); }

static int of_two_names(char call, const struct asked *asked, int (*really)(const void *)) {
    char whole[PATH_MAX], other_whole[PATH_MAX];
    const char *name = below(asked->folder, asked->path, whole);
    const char *other = below(asked->other_folder, asked->other, other_whole);
    if ((name || other) && trips()) return -1;
    int failed = really(asked);
    if (name && other && !failed) note(call, name, other, 0, NULL, 0);
    return failed;
}

static int really_rename(const void *what) {
    const struct asked *asked = what;
    return REAL(renameat)(asked->folder, asked->path, asked->other_folder, asked->other);
}

int renameat(int folder, const char *path, int other_folder, const char *other) {
    struct asked asked = {folder, other_folder, 0, path, other};
    return of_two_names('R', &asked, really_rename);
}

int rename(const char *path, const char *other) {
    return renameat(AT_FDCWD, path, AT_FDCWD, other);
}

static int really_link(const void *what) {
    const struct asked *asked = what;
    return REAL(linkat)(asked->folder, asked->path, asked->other_folder, asked->other, asked->flags);
}

int linkat(int folder, const char *path, int other_folder, const char *other, int flags) {
    struct asked asked = {folder, other_folder, flags, path, other};
    return of_two_names('L', &asked, really_link);
}

int link(const char *path, const char *other) { return linkat(AT_FDCWD, path, AT_FDCWD, other, 0); }
