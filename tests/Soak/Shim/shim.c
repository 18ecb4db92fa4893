// Stands between a process and the C library (LD_PRELOAD), for the files of one folder: writes down what happens to them, and has calls
// fail to order. The shared memory of SQLite (-shm) is left alone: it is made anew after every crash.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { MAX_FD = 4096, MAX_FILES = 64, BUFFER = 1 << 20 };
enum { CREATE = 1, UNLINK, WRITE, TRUNCATE, SYNC_BEGIN, SYNC_END, MARK };
enum { CALL_WRITE, CALL_SYNC, CALL_TRUNCATE, CALL_OPEN, CALL_FOLDER_SYNC, CALL_KINDS };
enum { NONE = -1, FOLDER = 0 };

// As Replay/RecordReader.cs reads it; the bytes follow.
struct entry { int32_t kind, file; int64_t time, a, b, length; };

static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
static char folder[4096];
static size_t folder_length;
static int16_t file_of_fd[MAX_FD]; // 0: none; else the file + 1
static struct { char path[4096]; int id; } files[MAX_FILES];
static int next_id = 1;
static int record = NONE;
static char buffer[BUFFER];
static size_t buffered;

static int failing_kind = NONE, failing_error;
static int64_t failing_from, failing_count, failed;
static int64_t calls[CALL_KINDS];

#define REAL(name) ((__typeof__(&name))real(#name))

static void *real(const char *name) { return dlsym(RTLD_NEXT, name); }

static void flush_record(void) {
    for (size_t at = 0; at < buffered;) {
        ssize_t n = REAL(write)(record, buffer + at, buffered - at);
        if (n <= 0) _exit(97); // without the record the run is worth nothing
        at += n;
    }
    buffered = 0;
}

static void put(const void *bytes, size_t length) {
    while (length > 0) {
        if (buffered == BUFFER) flush_record();
        size_t n = length < BUFFER - buffered ? length : BUFFER - buffered;
        memcpy(buffer + buffered, bytes, n);
        buffered += n, bytes = (const char *)bytes + n, length -= n;
    }
}

static void note(int kind, int file, int64_t a, int64_t b, const void *bytes, size_t length) {
    if (record == NONE) return;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    struct entry e = { kind, file, now.tv_sec * 1000000000LL + now.tv_nsec, a, b, (int64_t)length };
    put(&e, sizeof e);
    put(bytes, length);
}

static int watched(const char *path) {
    if (folder_length == 0 || strncmp(path, folder, folder_length) != 0) return 0;
    size_t length = strlen(path);
    return path[folder_length] == '/' && strcmp(path + length - 4, "-shm") != 0;
}

static int slot_of(const char *path) {
    for (int i = 0; i < MAX_FILES; i++)
        if (strcmp(files[i].path, path) == 0) return i;
    return NONE;
}

static int file_of(int fd) { return fd >= 0 && fd < MAX_FD ? file_of_fd[fd] - 1 : NONE; }

// Whether this call is to fail; errno says how.
static int fails(int kind) {
    int64_t n = ++calls[kind];
    if (kind != failing_kind || n < failing_from || n >= failing_from + failing_count) return 0;
    failed++;
    errno = failing_error;
    return 1;
}

static int opened(int fd, const char *path, int is_new) {
    if (fd < 0 || fd >= MAX_FD) return fd;
    int slot = slot_of(path);
    if (slot == NONE || is_new) {
        if (slot == NONE) slot = slot_of("");
        if (slot == NONE) _exit(98);
        strcpy(files[slot].path, path);
        files[slot].id = next_id++;
        note(CREATE, files[slot].id, 0, 0, path + folder_length + 1, strlen(path) - folder_length - 1);
    }
    file_of_fd[fd] = files[slot].id + 1;
    return fd;
}

static int open_any(int (*real_open)(const char *, int, ...), const char *path, int flags, mode_t mode) {
    if (folder_length > 0 && strcmp(path, folder) == 0) {
        int fd = real_open(path, flags, mode);
        if (fd >= 0 && fd < MAX_FD) file_of_fd[fd] = FOLDER + 1;
        return fd;
    }
    if (!watched(path)) return real_open(path, flags, mode);
    pthread_mutex_lock(&gate);
    int fd = -1;
    if (!fails(CALL_OPEN)) {
        struct stat s;
        int is_new = (flags & O_CREAT) && stat(path, &s) != 0;
        fd = opened(real_open(path, flags, mode), path, is_new);
    }
    pthread_mutex_unlock(&gate);
    return fd;
}

#define MODE(flags) ({ mode_t m = 0; if ((flags) & (O_CREAT | O_TMPFILE)) { va_list l; va_start(l, flags); m = va_arg(l, mode_t); va_end(l); } m; })

int open(const char *path, int flags, ...) { return open_any(REAL(open), path, flags, MODE(flags)); }
int open64(const char *path, int flags, ...) { return open_any(REAL(open64), path, flags, MODE(flags)); }

int close(int fd) {
    if (fd >= 0 && fd < MAX_FD) file_of_fd[fd] = 0;
    return REAL(close)(fd);
}

static ssize_t write_at(int fd, int file, const void *bytes, size_t length, off64_t offset) {
    pthread_mutex_lock(&gate);
    int fail = fails(CALL_WRITE), error = errno;
    // A write that fails may have been half done.
    ssize_t n = REAL(pwrite64)(fd, bytes, fail ? length / 2 : length, offset);
    if (n > 0) note(WRITE, file, offset, 0, bytes, n);
    pthread_mutex_unlock(&gate);
    if (!fail) return n;
    errno = error;
    return -1;
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t offset) {
    int file = file_of(fd);
    return file > FOLDER ? write_at(fd, file, bytes, length, offset) : REAL(pwrite64)(fd, bytes, length, offset);
}

ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset) { return pwrite64(fd, bytes, length, offset); }

ssize_t write(int fd, const void *bytes, size_t length) {
    int file = file_of(fd);
    if (file <= FOLDER) return REAL(write)(fd, bytes, length);
    off64_t at = lseek64(fd, 0, SEEK_CUR);
    ssize_t n = write_at(fd, file, bytes, length, at);
    if (n > 0) lseek64(fd, at + n, SEEK_SET);
    return n;
}

int ftruncate64(int fd, off64_t size) {
    int file = file_of(fd);
    if (file <= FOLDER) return REAL(ftruncate64)(fd, size);
    pthread_mutex_lock(&gate);
    int result = fails(CALL_TRUNCATE) ? -1 : REAL(ftruncate64)(fd, size);
    if (result == 0) note(TRUNCATE, file, size, 0, 0, 0);
    pthread_mutex_unlock(&gate);
    return result;
}

int ftruncate(int fd, off_t size) { return ftruncate64(fd, size); }

// What was written before the begin is on the disk after the end. A sync that fails has called its pages clean and written none.
static int sync_any(int (*real_sync)(int), int fd) {
    static int64_t next;
    int file = file_of(fd);
    if (file == NONE) return real_sync(fd);
    pthread_mutex_lock(&gate);
    int64_t n = ++next;
    int fail = fails(file == FOLDER ? CALL_FOLDER_SYNC : CALL_SYNC), error = errno;
    note(SYNC_BEGIN, file, n, 0, 0, 0);
    if (fail) note(SYNC_END, file, n, error, 0, 0);
    pthread_mutex_unlock(&gate);
    if (fail) {
        errno = error;
        return -1;
    }
    int result = real_sync(fd);
    error = errno;
    pthread_mutex_lock(&gate);
    note(SYNC_END, file, n, result == 0 ? 0 : error, 0, 0);
    pthread_mutex_unlock(&gate);
    errno = error;
    return result;
}

int fsync(int fd) { return sync_any(REAL(fsync), fd); }
int fdatasync(int fd) { return sync_any(REAL(fdatasync), fd); }

int unlink(const char *path) {
    if (!watched(path)) return REAL(unlink)(path);
    pthread_mutex_lock(&gate);
    int result = REAL(unlink)(path), error = errno, slot = slot_of(path);
    if (result == 0 && slot != NONE) {
        note(UNLINK, files[slot].id, 0, 0, path + folder_length + 1, strlen(path) - folder_length - 1);
        files[slot].path[0] = 0;
    }
    pthread_mutex_unlock(&gate);
    errno = error;
    return result;
}

// What the program asks of it; see ShimControl.cs.

void shim_watch(const char *path) {
    pthread_mutex_lock(&gate);
    memset(files, 0, sizeof files);
    strcpy(folder, path);
    folder_length = strlen(path);
    pthread_mutex_unlock(&gate);
}

// A null ends the record.
void shim_record(const char *path) {
    pthread_mutex_lock(&gate);
    if (record != NONE) {
        flush_record();
        REAL(close)(record);
    }
    next_id = 1;
    record = path ? REAL(open64)(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600) : NONE;
    pthread_mutex_unlock(&gate);
}

void shim_mark(int32_t kind, int64_t a, int64_t b) {
    pthread_mutex_lock(&gate);
    note(MARK, kind, a, b, 0, 0);
    pthread_mutex_unlock(&gate);
}

// Counts from here on; the calls from..from+count-1 of this kind fail. A count of 0: none.
void shim_fail(int32_t kind, int64_t from, int64_t count, int32_t error) {
    pthread_mutex_lock(&gate);
    memset(calls, 0, sizeof calls);
    failing_kind = kind, failing_from = from, failing_count = count, failing_error = error, failed = 0;
    pthread_mutex_unlock(&gate);
}

int64_t shim_failed(void) {
    pthread_mutex_lock(&gate);
    int64_t n = failed;
    pthread_mutex_unlock(&gate);
    return n;
}

int64_t shim_calls(int32_t kind) {
    pthread_mutex_lock(&gate);
    int64_t n = calls[kind];
    pthread_mutex_unlock(&gate);
    return n;
}
