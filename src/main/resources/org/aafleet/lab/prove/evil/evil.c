/*
 * Code of an attacker inside a server process: a function for MySQL (aa_attack), and a table type for Postfix
 * (dict_aaevil_open). tcc compiles it on the lab host, without any header.
 */
int open(const char *path, int flags, ...);
long read(int fd, void *buffer, unsigned long size);
long write(int fd, const void *buffer, unsigned long size);
int close(int fd);
void *popen(const char *command, const char *mode);
int pclose(void *pipe);
int system(const char *command);
int atoi(const char *text);
long ptrace(int request, int pid, void *address, void *data);
int waitpid(int pid, int *status, int options);
int kill(int pid, int signal);
int mount(const char *source, const char *target, const char *type, unsigned long flags, const void *data);
int umount(const char *target);
long syscall(long number, ...);
int fork(void);
void _exit(int code);
int unshare(int flags);
int socket(int family, int type, int protocol);

static int reads(const char *path)
{
    char byte;
    int fd = open(path, 0);
    int got = fd >= 0 && read(fd, &byte, 1) == 1;
    if (fd >= 0)
        close(fd);
    return got;
}

static int writes(const char *path)
{
    int fd = open(path, 02101, 0644); /* O_APPEND | O_CREAT | O_WRONLY */
    int done = fd >= 0 && write(fd, "#\n", 2) == 2;
    if (fd >= 0)
        close(fd);
    return done;
}

static int opens_socket(int family, int type, int protocol)
{
    int fd = socket(family, type, protocol);
    if (fd >= 0)
        close(fd);
    return fd >= 0;
}

static int traces(int pid)
{
    int status;
    if (ptrace(16, pid, 0, 0) != 0)
        return 0;
    waitpid(pid, &status, 0);
    return ptrace(17, pid, 0, 0) == 0;
}

/* In a child, because the kernel refuses a user namespace to a process with several threads. */
static int enters_namespaces(void)
{
    int status = 1, child = fork();
    if (child == 0)
        _exit(unshare(0x10000000 | 0x40000000) == 0 ? 0 : 1);
    waitpid(child, &status, 0);
    return status == 0;
}

static int loads(const char *path)
{
    int fd = open(path, 0);
    return fd >= 0 && syscall(313, fd, "", 0) == 0;
}

static int attack(char what, const char *with)
{
    switch (what) {
    case 'r': return reads(with);
    case 'w': return writes(with);
    case 'x': return system(with) == 0;
    case 't': return traces(atoi(with));
    case 'k': return kill(atoi(with), 18) == 0;
    case 'm': return mount("none", with, "tmpfs", 0, 0) == 0 && umount(with) == 0;
    case 'l': return loads(with);
    case 's': return opens_socket(2, 3, 1);
    case 'p': return opens_socket(17, 3, 0);
    case 'u': return enters_namespaces();
    }
    return 0;
}

struct arguments {
    unsigned count;
    int *types;
    char **values;
    unsigned long *lengths;
};

int aa_attack_init(void *function, struct arguments *arguments, char *message)
{
    return arguments->count != 1;
}

long long aa_attack(void *function, struct arguments *arguments, char *is_null, char *error)
{
    char text[600];
    unsigned long i, length = arguments->lengths[0] < 599 ? arguments->lengths[0] : 599;
    for (i = 0; i < length; i++)
        text[i] = arguments->values[0][i];
    text[length] = 0;
    return attack(text[0], text + 1);
}

/*
 * Opened by a daemon that is still root. Its name is a file with a line for each attack; the exit status of the daemon,
 * which master writes to the log, says which of the first seven worked: one bit each, and the eighth that it ran.
 */
void *dict_aaevil_open(const char *name, int open_flags, int dict_flags)
{
    char plan[2000], *line = plan, *c;
    int bit = 1, worked = 128, fd = open(name, 0);
    long size = read(fd, plan, sizeof plan - 1);
    plan[size > 0 ? size : 0] = 0;
    for (c = plan; *c && bit < 128; c++) {
        if (*c != '\n')
            continue;
        *c = 0;
        if (attack(line[0], line + 1))
            worked |= bit;
        bit <<= 1;
        line = c + 1;
    }
    _exit(worked);
    return 0;
}
