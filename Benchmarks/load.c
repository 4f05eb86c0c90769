// A load generator for HTTP/1.1 that understands server-sent events. Prints one line of JSON; times in microseconds.
//
//   load -p PORT -b BODYFILE [-u PATH] [-k KEY] [-H "name: value"]… [-c CONNECTIONS] [-r RATE] [-d SECONDS]
//        [-w WARM-UP SECONDS] [-a]
//
// Closed loop by default: each connection sends its next request when it has its reply. With -r an open loop:
// requests start on a fixed schedule and latency counts from the scheduled instant, so that a stalled server cannot
// hide its queue. With -a the streams still open at the end are cut instead of awaited, and counted as "open".
// Eight signs "########" in the body become the number of the request, so that each asks something else.
#define _GNU_SOURCE
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { INPUT_BYTES = 16384, EVENTS_PER_WAIT = 1024, MAXIMUM_BODY = 1 << 20 };
static const uint64_t SECOND = 1000000000;

// Where the parser stands in a reply.
typedef enum { HEAD, SIZED_BODY, CHUNK_SIZE, CHUNK_DATA, CHUNK_END, TRAILER } Stage;

typedef struct {
  int fd;
  bool busy, keep_alive;
  Stage stage;
  int status, events;
  size_t left;  // of the body or of the chunk
  uint64_t started, first_byte, last_event;
  size_t length;
  char input[INPUT_BYTES];
} Connection;

// Durations in tenths of a microsecond.
typedef struct {
  uint32_t *values;
  size_t count, capacity;
} Samples;

static struct {
  int port, connections;
  const char *path, *body_file, *key;
  char headers[4096];
  double rate, seconds, warm_up;
  bool cut_at_end;
} options = {.connections = 16, .path = "/v1/chat/completions", .key = "none", .seconds = 5, .warm_up = 1};

static char *request;
static size_t request_length;
static char *counter;  // of the request's number in its bytes; NULL when it has none
static unsigned long sent_requests;
static int poller;
static Connection *connections;
static uint64_t begins, measures_from, ends;
static unsigned long succeeded, failed, unconnected, total_events;
static int first_failure;
static Samples latency, first_token, gap;

// Open loop: connections without work, and scheduled instants without a connection.
static int *idle, idle_count;
static uint64_t *backlog;
static size_t backlog_start, backlog_end;

static uint64_t now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (uint64_t)t.tv_sec * SECOND + (uint64_t)t.tv_nsec;
}

static void fail(const char *what) {
  perror(what);
  exit(1);
}

// ---- samples

static void note(Samples *samples, uint64_t nanoseconds) {
  if (samples->count == samples->capacity) {
    samples->capacity = samples->capacity ? samples->capacity * 2 : 1 << 16;
    samples->values = realloc(samples->values, samples->capacity * sizeof *samples->values);
    if (!samples->values) fail("realloc");
  }
  uint64_t tenths = nanoseconds / 100;
  samples->values[samples->count++] = tenths > UINT32_MAX ? UINT32_MAX : (uint32_t)tenths;
}

static int ascending(const void *a, const void *b) {
  uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
  return (x > y) - (x < y);
}

static double quantile(const Samples *samples, double share) {
  if (samples->count == 0) return 0;
  size_t index = (size_t)(share * (double)samples->count);
  if (index >= samples->count) index = samples->count - 1;
  return samples->values[index] / 10.0;
}

static bool measured(uint64_t t) { return t >= measures_from && t <= ends; }

// ---- sending

static bool open_connection(Connection *c) {
  c->fd = socket(AF_INET, SOCK_STREAM, 0);
  if (c->fd < 0) fail("socket");
  struct sockaddr_in address = {.sin_family = AF_INET,
                                .sin_port = htons((uint16_t)options.port),
                                .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  if (connect(c->fd, (struct sockaddr *)&address, sizeof address)) {
    close(c->fd);
    c->fd = -1;
    unconnected++;
    return false;
  }
  int one = 1;
  setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  struct epoll_event e = {.events = EPOLLIN, .data.ptr = c};
  epoll_ctl(poller, EPOLL_CTL_ADD, c->fd, &e);
  return true;
}

static void send_request(Connection *c, uint64_t started) {
  if (c->fd < 0 && !open_connection(c)) {
    if (options.rate > 0) idle[idle_count++] = (int)(c - connections);
    return;
  }
  c->started = started;
  c->first_byte = c->last_event = 0;
  c->length = c->left = 0;
  c->events = c->status = 0;
  c->stage = HEAD;
  c->keep_alive = c->busy = true;
  if (counter) {
    char digits[9];
    snprintf(digits, sizeof digits, "%08lu", sent_requests++ % 100000000);
    memcpy(counter, digits, 8);
  }
  for (size_t sent = 0; sent < request_length;) {
    ssize_t n = write(c->fd, request + sent, request_length - sent);
    if (n <= 0) return;  // the broken connection shows on its next read
    sent += (size_t)n;
  }
}

// Gives a connection without work its next request, if one is due.
static void next_request(Connection *c, uint64_t t) {
  if (t >= ends) return;
  if (options.rate <= 0) send_request(c, t);
  else if (backlog_start < backlog_end) send_request(c, backlog[backlog_start++]);
  else idle[idle_count++] = (int)(c - connections);
}

// ---- receiving

static void take(Connection *c, size_t count) {
  memmove(c->input, c->input + count, c->length - count);
  c->length -= count;
}

static void note_body(Connection *c, const char *bytes, size_t count, uint64_t t) {
  if (count == 0) return;
  if (!c->first_byte) c->first_byte = t;
  int seen = 0;
  const char *end = bytes + count;
  for (const char *at = bytes; (at = memmem(at, (size_t)(end - at), "data: ", 6)); at += 6) seen++;
  if (seen == 0) return;
  c->events += seen;
  if (c->last_event && measured(t)) note(&gap, t - c->last_event);
  c->last_event = t;
}

static bool read_head(Connection *c) {
  char *end = memmem(c->input, c->length, "\r\n\r\n", 4);
  if (!end) return false;
  *end = 0;
  c->status = c->length > 9 ? atoi(c->input + 9) : 0;
  c->stage = SIZED_BODY;
  for (char *line = c->input; (line = strstr(line, "\r\n"));) {
    line += 2;
    if (!strncasecmp(line, "content-length:", 15)) c->left = strtoul(line + 15, NULL, 10);
    else if (!strncasecmp(line, "transfer-encoding:", 18)) c->stage = CHUNK_SIZE;
    else if (!strncasecmp(line, "connection: close", 17)) c->keep_alive = false;
  }
  take(c, (size_t)(end - c->input) + 4);
  return true;
}

// Reads as much of the reply as has arrived. Answers true when it is complete.
static bool advance(Connection *c, uint64_t t) {
  for (;;) {
    size_t count = c->length < c->left ? c->length : c->left;
    switch (c->stage) {
      case HEAD:
        if (!read_head(c)) return false;
        break;
      case SIZED_BODY:
        note_body(c, c->input, count, t);
        c->left -= count;
        take(c, count);
        return c->left == 0;
      case CHUNK_SIZE: {
        char *end = memmem(c->input, c->length, "\r\n", 2);
        if (!end) return false;
        c->left = strtoul(c->input, NULL, 16);
        take(c, (size_t)(end - c->input) + 2);
        c->stage = c->left ? CHUNK_DATA : TRAILER;
        break;
      }
      case CHUNK_DATA:
        if (count == 0) return false;
        note_body(c, c->input, count, t);
        c->left -= count;
        take(c, count);
        if (c->left) return false;
        c->stage = CHUNK_END;
        break;
      case CHUNK_END:
        if (c->length < 2) return false;
        take(c, 2);
        c->stage = CHUNK_SIZE;
        break;
      case TRAILER: {
        char *end = memmem(c->input, c->length, "\r\n", 2);
        if (!end) return false;
        size_t line = (size_t)(end - c->input);
        take(c, line + 2);
        if (line == 0) return true;
        break;
      }
    }
  }
}

static void count_failure(int status) {
  failed++;
  if (!first_failure) first_failure = status ? status : -1;
}

static void finish(Connection *c, uint64_t t) {
  if (measured(t)) {
    if (c->status == 200) {
      succeeded++;
      note(&latency, t - c->started);
      if (c->first_byte) note(&first_token, c->first_byte - c->started);
      total_events += (unsigned long)c->events;
    } else {
      count_failure(c->status);
    }
  }
  c->busy = false;
  if (!c->keep_alive) {
    close(c->fd);
    c->fd = -1;
  }
  next_request(c, t);
}

static void lose(Connection *c, uint64_t t) {
  bool was_busy = c->busy;
  if (was_busy && measured(t)) count_failure(0);
  close(c->fd);
  c->fd = -1;
  c->busy = false;
  if (was_busy) next_request(c, t);
}

static void receive(Connection *c) {
  ssize_t n = read(c->fd, c->input + c->length, sizeof c->input - 1 - c->length);
  uint64_t t = now();
  if (n <= 0) {
    lose(c, t);
    return;
  }
  if (!c->busy) return;
  c->length += (size_t)n;
  c->input[c->length] = 0;
  if (advance(c, t)) finish(c, t);
}

// ---- the run

static void parse_options(int count, char **arguments) {
  int option;
  while ((option = getopt(count, arguments, "p:u:b:k:H:c:r:d:w:a")) != -1) {
    switch (option) {
      case 'p': options.port = atoi(optarg); break;
      case 'u': options.path = optarg; break;
      case 'b': options.body_file = optarg; break;
      case 'k': options.key = optarg; break;
      case 'c': options.connections = atoi(optarg); break;
      case 'r': options.rate = atof(optarg); break;
      case 'd': options.seconds = atof(optarg); break;
      case 'w': options.warm_up = atof(optarg); break;
      case 'a': options.cut_at_end = true; break;
      case 'H': {
        size_t used = strlen(options.headers);
        snprintf(options.headers + used, sizeof options.headers - used, "%s\r\n", optarg);
        break;
      }
      default: exit(64);
    }
  }
  if (!options.port || !options.body_file || options.connections < 1) {
    fprintf(stderr, "load: -p PORT and -b BODYFILE are needed\n");
    exit(64);
  }
}

static void prepare_request(void) {
  FILE *file = fopen(options.body_file, "rb");
  if (!file) fail(options.body_file);
  char *body = malloc(MAXIMUM_BODY);
  if (!body) fail("malloc");
  size_t length = fread(body, 1, MAXIMUM_BODY, file);
  fclose(file);
  char *head;
  int head_length = asprintf(&head,
                             "POST %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: application/json\r\n"
                             "Authorization: Bearer %s\r\nAccept: */*\r\nUser-Agent: load/1\r\n%s"
                             "Content-Length: %zu\r\n\r\n",
                             options.path, options.port, options.key, options.headers, length);
  if (head_length < 0) fail("asprintf");
  request_length = (size_t)head_length + length;
  request = malloc(request_length);
  if (!request) fail("malloc");
  memcpy(request, head, (size_t)head_length);
  memcpy(request + head_length, body, length);
  counter = memmem(request, request_length, "########", 8);
  free(head);
  free(body);
}

static int count_busy(void) {
  int busy = 0;
  for (int i = 0; i < options.connections; i++) busy += connections[i].busy;
  return busy;
}

// Starts what is due by the schedule of the open loop and answers when the next request is due.
static uint64_t start_due(uint64_t t, uint64_t *scheduled) {
  for (;;) {
    uint64_t due = begins + (uint64_t)((double)*scheduled * 1e9 / options.rate);
    if (due > t) return due;
    ++*scheduled;
    if (idle_count > 0) send_request(&connections[idle[--idle_count]], due);
    else backlog[backlog_end++] = due;
  }
}

static void run(void) {
  static struct epoll_event events[EVENTS_PER_WAIT];
  uint64_t scheduled = 0, due = 0;
  for (;;) {
    uint64_t t = now();
    if (t >= ends && (options.cut_at_end || t > ends + 5 * SECOND || count_busy() == 0)) return;
    bool open_loop = options.rate > 0 && t < ends;
    if (open_loop) due = start_due(t, &scheduled);
    uint64_t wait = open_loop ? (due > t ? due - t : 0) : 10000000;
    struct timespec pause = {.tv_nsec = wait > 10000000 ? 10000000 : (long)wait};
    int ready = epoll_pwait2(poller, events, EVENTS_PER_WAIT, &pause, NULL);
    for (int i = 0; i < ready; i++) receive(events[i].data.ptr);
  }
}

static void report(void) {
  qsort(latency.values, latency.count, sizeof *latency.values, ascending);
  qsort(first_token.values, first_token.count, sizeof *first_token.values, ascending);
  qsort(gap.values, gap.count, sizeof *gap.values, ascending);
  int open = 0;
  for (int i = 0; i < options.connections; i++) open += connections[i].busy && connections[i].events > 0;
  printf("{\"rate\":%.1f,\"ok\":%lu,\"failed\":%lu,\"first_failure\":%d,\"unconnected\":%lu,\"unsent\":%zu,\"open\":%d,",
         (double)succeeded / options.seconds, succeeded, failed, first_failure, unconnected,
         backlog_end - backlog_start, open);
  printf("\"p50\":%.1f,\"p90\":%.1f,\"p99\":%.1f,\"p999\":%.1f,\"max\":%.1f,", quantile(&latency, .5),
         quantile(&latency, .9), quantile(&latency, .99), quantile(&latency, .999), quantile(&latency, 1));
  printf("\"ttft50\":%.1f,\"ttft99\":%.1f,\"gap50\":%.1f,\"gap99\":%.1f,\"gap_max\":%.1f,\"events\":%lu}\n",
         quantile(&first_token, .5), quantile(&first_token, .99), quantile(&gap, .5), quantile(&gap, .99),
         quantile(&gap, 1), total_events);
}

int main(int count, char **arguments) {
  signal(SIGPIPE, SIG_IGN);
  struct rlimit files;
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  parse_options(count, arguments);
  prepare_request();
  sent_requests = (unsigned long)(now() / 1000000) % 100000000;  // so that runs one after the other differ too

  poller = epoll_create1(0);
  connections = calloc((size_t)options.connections, sizeof *connections);
  idle = calloc((size_t)options.connections, sizeof *idle);
  double planned = options.rate * (options.seconds + options.warm_up);
  backlog = calloc((size_t)planned + 1000, sizeof *backlog);
  if (!connections || !idle || !backlog) fail("calloc");
  for (int i = 0; i < options.connections; i++)
    if (!open_connection(&connections[i])) fail("connect");

  begins = now();
  measures_from = begins + (uint64_t)(options.warm_up * 1e9);
  ends = measures_from + (uint64_t)(options.seconds * 1e9);
  for (int i = options.connections - 1; i >= 0; i--) next_request(&connections[i], begins);
  run();
  report();
  return 0;
}
