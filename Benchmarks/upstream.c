// A fast stand-in for a model provider, so that a benchmark measures the gateway in front of it and nothing else.
//
//   upstream PORT
//
// One thread, epoll, HTTP/1.1 with keep-alive. It answers
//   POST …/chat/completions   in OpenAI form,
//   POST …/messages           in Anthropic form,
//   GET  anything             with {"status":"ok"},
// as JSON, or as server-sent events when the body asks for "stream":true.
//
// Behaviour comes from the body: a "model" or "user" such as "u-d60-n100-i5" means 60 ms to the first byte, then
// 100 chunks, 5 ms apart. The switches also work in "user" because a gateway may replace the model.
#define _GNU_SOURCE
#include <arpa/inet.h>
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

enum { WHEEL_SLOTS = 8192, EVENTS_PER_WAIT = 512, DEFAULT_CHUNKS = 100, PROMPT_TOKENS = 512, REPLY_TOKENS = 128 };

typedef struct {
  char *bytes;
  size_t start, length, capacity;
} Buffer;

// What the request being served asked for.
typedef struct {
  bool anthropic, streaming, wants_usage;
  int delay_ms, gap_ms, chunks_left, chunks_sent;
} Work;

typedef struct Connection {
  int fd;
  bool busy, waits_for_writable;
  Buffer input, output;
  Work work;
  uint64_t due_ms;
  int slot;  // in the timer wheel, -1 = not scheduled
  struct Connection *next, *previous;
} Connection;

static int poller;
static Connection *wheel[WHEEL_SLOTS];
static uint64_t wheel_ms;
static long scheduled;
static char *openai_reply, *anthropic_reply;

static void die(const char *what) {
  perror(what);
  exit(1);
}

static uint64_t now_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (uint64_t)t.tv_sec * 1000 + (uint64_t)t.tv_nsec / 1000000;
}

// ---- buffers

static void reserve(Buffer *buffer, size_t extra) {
  if (buffer->length + extra <= buffer->capacity) return;
  buffer->capacity = (buffer->length + extra) * 2 + 2048;
  buffer->bytes = realloc(buffer->bytes, buffer->capacity);
  if (!buffer->bytes) die("realloc");
}

static void append(Buffer *buffer, const char *bytes, size_t count) {
  reserve(buffer, count);
  memcpy(buffer->bytes + buffer->length, bytes, count);
  buffer->length += count;
}

static void append_text(Buffer *buffer, const char *text) { append(buffer, text, strlen(text)); }

static void append_chunk(Buffer *buffer, const char *bytes, size_t count) {
  char size[20];
  append(buffer, size, (size_t)sprintf(size, "%zx\r\n", count));
  append(buffer, bytes, count);
  append(buffer, "\r\n", 2);
}

// ---- timer wheel with slots of one millisecond

static void schedule(Connection *c, uint64_t due_ms) {
  c->due_ms = due_ms > wheel_ms ? due_ms : wheel_ms + 1;
  c->slot = (int)(c->due_ms % WHEEL_SLOTS);
  c->previous = NULL;
  c->next = wheel[c->slot];
  if (c->next) c->next->previous = c;
  wheel[c->slot] = c;
  scheduled++;
}

static void unschedule(Connection *c) {
  if (c->slot < 0) return;
  if (c->previous) c->previous->next = c->next;
  else wheel[c->slot] = c->next;
  if (c->next) c->next->previous = c->previous;
  c->next = c->previous = NULL;
  c->slot = -1;
  scheduled--;
}

// ---- output

static void watch(Connection *c, bool writable) {
  if (c->waits_for_writable == writable) return;
  struct epoll_event e = {.events = writable ? EPOLLIN | EPOLLOUT : EPOLLIN, .data.ptr = c};
  epoll_ctl(poller, EPOLL_CTL_MOD, c->fd, &e);
  c->waits_for_writable = writable;
}

// Answers false when the connection is dead.
static bool flush_output(Connection *c) {
  Buffer *out = &c->output;
  while (out->start < out->length) {
    ssize_t n = write(c->fd, out->bytes + out->start, out->length - out->start);
    if (n < 0) {
      if (errno != EAGAIN) return false;
      watch(c, true);
      return true;
    }
    out->start += (size_t)n;
  }
  out->start = out->length = 0;
  watch(c, false);
  return true;
}

static void write_stream_head(Connection *c) {
  append_text(&c->output,
              "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\nCache-Control: no-cache\r\n"
              "Transfer-Encoding: chunked\r\nX-Request-Id: bench\r\n\r\n");
  if (!c->work.anthropic) return;
  char text[768];
  int n = sprintf(text,
                  "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"msg_bench\","
                  "\"type\":\"message\",\"role\":\"assistant\",\"model\":\"bench\",\"content\":[],"
                  "\"stop_reason\":null,\"stop_sequence\":null,\"usage\":{\"input_tokens\":%d,"
                  "\"output_tokens\":1}}}\n\n"
                  "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,"
                  "\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n",
                  PROMPT_TOKENS);
  append_chunk(&c->output, text, (size_t)n);
}

static void write_stream_event(Connection *c) {
  char text[512];
  int n;
  Work *w = &c->work;
  if (w->anthropic) {
    n = sprintf(text,
                "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,"
                "\"delta\":{\"type\":\"text_delta\",\"text\":\" tok%d\"}}\n\n",
                w->chunks_sent);
  } else {
    n = sprintf(text,
                "data: {\"id\":\"chatcmpl-bench\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,"
                "\"model\":\"bench\",\"system_fingerprint\":\"fp_bench\",\"choices\":[{\"index\":0,"
                "\"delta\":{%s\"content\":\" tok%d\"},\"logprobs\":null,\"finish_reason\":null}]}\n\n",
                w->chunks_sent ? "" : "\"role\":\"assistant\",", w->chunks_sent);
  }
  w->chunks_sent++;
  w->chunks_left--;
  append_chunk(&c->output, text, (size_t)n);
}

static void write_stream_end(Connection *c) {
  char text[1024];
  int n;
  Work *w = &c->work;
  if (w->anthropic) {
    n = sprintf(text,
                "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":0}\n\n"
                "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\","
                "\"stop_sequence\":null},\"usage\":{\"output_tokens\":%d}}\n\n"
                "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n",
                w->chunks_sent);
  } else {
    n = sprintf(text,
                "data: {\"id\":\"chatcmpl-bench\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,"
                "\"model\":\"bench\",\"system_fingerprint\":\"fp_bench\",\"choices\":[{\"index\":0,\"delta\":{},"
                "\"logprobs\":null,\"finish_reason\":\"stop\"}]}\n\n");
    if (w->wants_usage) {
      n += sprintf(text + n,
                   "data: {\"id\":\"chatcmpl-bench\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,"
                   "\"model\":\"bench\",\"choices\":[],\"usage\":{\"prompt_tokens\":%d,\"completion_tokens\":%d,"
                   "\"total_tokens\":%d}}\n\n",
                   PROMPT_TOKENS, w->chunks_sent, w->chunks_sent + PROMPT_TOKENS);
    }
    n += sprintf(text + n, "data: [DONE]\n\n");
  }
  append_chunk(&c->output, text, (size_t)n);
  append_text(&c->output, "0\r\n\r\n");
  c->busy = false;
}

// Says the next piece of the reply, and schedules the one after it when chunks are paced.
static bool advance(Connection *c) {
  Work *w = &c->work;
  if (!w->streaming) {
    append_text(&c->output, w->anthropic ? anthropic_reply : openai_reply);
    c->busy = false;
    return flush_output(c);
  }
  if (w->chunks_sent == 0) write_stream_head(c);
  while (c->busy) {
    if (w->chunks_left > 0) write_stream_event(c);
    if (w->chunks_left == 0) write_stream_end(c);
    // Each chunk is its own write, as a provider generates them, unless the client reads too slowly.
    if (c->output.start == 0 && !flush_output(c)) return false;
    if (c->busy && w->gap_ms > 0) {
      schedule(c, now_ms() + (uint64_t)w->gap_ms);
      return true;
    }
  }
  return flush_output(c);
}

// ---- input

static bool contains(const char *bytes, size_t count, const char *text) {
  return memmem(bytes, count, text, strlen(text)) != NULL;
}

// The number after "-<letter>" in a behaviour such as "u-d60-n100-i5", or -1.
static int switch_value(const char *from, const char *end, char letter) {
  for (; from + 2 < end; from++)
    if (from[0] == '-' && from[1] == letter && from[2] >= '0' && from[2] <= '9') return atoi(from + 2);
  return -1;
}

static void read_switches(Work *w, const char *body, size_t count, const char *field) {
  const char *end = body + count;
  const char *at = memmem(body, count, field, strlen(field));
  if (!at) return;
  at += strlen(field);
  const char *open = memchr(at, '"', (size_t)(end - at));
  if (!open) return;
  const char *close = memchr(open + 1, '"', (size_t)(end - open - 1));
  if (!close) return;
  int value;
  if ((value = switch_value(open, close, 'd')) >= 0) w->delay_ms = value;
  if ((value = switch_value(open, close, 'n')) > 0) w->chunks_left = value;
  if ((value = switch_value(open, close, 'i')) >= 0) w->gap_ms = value;
}

static Work parse_work(const char *path, size_t path_length, const char *body, size_t count) {
  Work w = {.anthropic = contains(path, path_length, "messages"), .chunks_left = DEFAULT_CHUNKS};
  read_switches(&w, body, count, "\"model\"");
  read_switches(&w, body, count, "\"user\":");
  w.streaming = contains(body, count, "\"stream\":true") || contains(body, count, "\"stream\": true");
  w.wants_usage = contains(body, count, "\"include_usage\":true") || contains(body, count, "\"include_usage\": true");
  return w;
}

// The length of a chunked body including its framing, 0 = not complete yet.
static size_t chunked_length(const char *body, size_t available) {
  const char *end = body + available, *at = body;
  for (;;) {
    const char *line_end = memmem(at, (size_t)(end - at), "\r\n", 2);
    if (!line_end) return 0;
    size_t count = strtoul(at, NULL, 16);
    at = line_end + 2;
    if (count + 2 > (size_t)(end - at)) return 0;
    at += count + 2;
    if (count == 0) return (size_t)(at - body);
  }
}

// Joins the chunks of a complete chunked body in place and answers the length of the content.
static size_t join_chunks(char *body, size_t framed) {
  char *end = body + framed, *to = body;
  for (char *from = body;;) {
    size_t count = strtoul(from, NULL, 16);
    from = (char *)memmem(from, (size_t)(end - from), "\r\n", 2) + 2;
    if (count == 0) return (size_t)(to - body);
    memmove(to, from, count);
    to += count;
    from += count + 2;
  }
}

// Serves all complete requests of the input buffer. Answers false when the connection is dead.
static bool process(Connection *c) {
  while (!c->busy && c->input.length > 0) {
    char *head = c->input.bytes;
    char *head_end = memmem(head, c->input.length, "\r\n\r\n", 4);
    if (!head_end) return true;
    size_t head_length = (size_t)(head_end - head) + 4;
    char *body = head + head_length;

    size_t declared = 0;
    bool chunked = false;
    for (char *line = head; line < head_end;) {
      char *line_end = memmem(line, (size_t)(head_end - line) + 2, "\r\n", 2);
      if (!line_end) break;
      if (!strncasecmp(line, "content-length:", 15)) declared = strtoul(line + 15, NULL, 10);
      if (!strncasecmp(line, "transfer-encoding:", 18)) chunked = true;
      line = line_end + 2;
    }

    size_t available = c->input.length - head_length, body_length = declared, framed = declared;
    if (chunked) {
      framed = chunked_length(body, available);
      if (framed == 0) return true;
      body_length = join_chunks(body, framed);
    } else if (available < declared) {
      return true;
    }

    size_t line_length = (size_t)((char *)memchr(head, '\r', head_length) - head);
    bool is_get = !strncmp(head, "GET", 3);
    if (!is_get) c->work = parse_work(head, line_length, body, body_length);

    size_t consumed = head_length + framed;
    memmove(c->input.bytes, c->input.bytes + consumed, c->input.length - consumed);
    c->input.length -= consumed;

    if (is_get) {
      append_text(&c->output,
                  "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 15\r\n\r\n{\"status\":\"ok\"}");
      if (!flush_output(c)) return false;
      continue;
    }
    c->busy = true;
    if (c->work.delay_ms > 0) {
      schedule(c, now_ms() + (uint64_t)c->work.delay_ms);
      return true;
    }
    if (!advance(c)) return false;
  }
  return true;
}

// ---- connections

static void close_connection(Connection *c) {
  unschedule(c);
  close(c->fd);
  free(c->input.bytes);
  free(c->output.bytes);
  free(c);
}

static void accept_all(int listener) {
  int one = 1, fd;
  while ((fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    Connection *c = calloc(1, sizeof *c);
    if (!c) die("calloc");
    c->fd = fd;
    c->slot = -1;
    struct epoll_event e = {.events = EPOLLIN, .data.ptr = c};
    epoll_ctl(poller, EPOLL_CTL_ADD, fd, &e);
  }
}

static bool serve(Connection *c, uint32_t events) {
  if (events & (EPOLLIN | EPOLLHUP | EPOLLERR)) {
    reserve(&c->input, 4096);
    size_t room = c->input.capacity - c->input.length - 1;
    ssize_t n = read(c->fd, c->input.bytes + c->input.length, room);
    if (n == 0 || (n < 0 && errno != EAGAIN)) return false;
    if (n > 0) {
      c->input.length += (size_t)n;
      c->input.bytes[c->input.length] = 0;
      if (!process(c)) return false;
    }
  }
  return !(events & EPOLLOUT) || flush_output(c);
}

static void run_timers(void) {
  uint64_t now = now_ms();
  if (scheduled == 0) wheel_ms = now;
  while (wheel_ms < now) {
    wheel_ms++;
    for (Connection *c = wheel[wheel_ms % WHEEL_SLOTS], *next; c; c = next) {
      next = c->next;
      if (c->due_ms > wheel_ms) continue;
      unschedule(c);
      if (!advance(c) || !process(c)) close_connection(c);
    }
  }
}

// ---- canned replies of about 1 KB

static char *with_head(const char *body) {
  char *reply = NULL;
  if (asprintf(&reply,
               "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-Request-Id: bench\r\n"
               "Content-Length: %zu\r\n\r\n%s",
               strlen(body), body) < 0)
    die("asprintf");
  return reply;
}

static void prepare_replies(void) {
  char text[561], body[2048];
  for (int i = 0; i < 560; i++) text[i] = "lorem ipsum dolor sit amet, "[i % 28];
  text[560] = 0;
  snprintf(body, sizeof body,
           "{\"id\":\"chatcmpl-bench\",\"object\":\"chat.completion\",\"created\":1700000000,\"model\":\"bench\","
           "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"%s\",\"refusal\":null,"
           "\"annotations\":[]},\"logprobs\":null,\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":%d,"
           "\"completion_tokens\":%d,\"total_tokens\":%d,\"prompt_tokens_details\":{\"cached_tokens\":0,"
           "\"audio_tokens\":0},\"completion_tokens_details\":{\"reasoning_tokens\":0,\"audio_tokens\":0,"
           "\"accepted_prediction_tokens\":0,\"rejected_prediction_tokens\":0}},\"service_tier\":\"default\","
           "\"system_fingerprint\":\"fp_bench\"}",
           text, PROMPT_TOKENS, REPLY_TOKENS, PROMPT_TOKENS + REPLY_TOKENS);
  openai_reply = with_head(body);
  snprintf(body, sizeof body,
           "{\"id\":\"msg_bench\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"bench\",\"content\":"
           "[{\"type\":\"text\",\"text\":\"%s\"}],\"stop_reason\":\"end_turn\",\"stop_sequence\":null,"
           "\"usage\":{\"input_tokens\":%d,\"output_tokens\":%d}}",
           text, PROMPT_TOKENS, REPLY_TOKENS);
  anthropic_reply = with_head(body);
}

static int listen_on(int port) {
  int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), one = 1;
  setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  struct sockaddr_in address = {
      .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  if (bind(fd, (struct sockaddr *)&address, sizeof address) || listen(fd, 4096)) die("listen");
  return fd;
}

int main(int count, char **arguments) {
  if (count != 2) {
    fprintf(stderr, "usage: upstream PORT\n");
    return 64;
  }
  signal(SIGPIPE, SIG_IGN);
  struct rlimit files;
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);

  prepare_replies();
  int listener = listen_on(atoi(arguments[1]));
  poller = epoll_create1(0);
  struct epoll_event e = {.events = EPOLLIN, .data.ptr = NULL};
  epoll_ctl(poller, EPOLL_CTL_ADD, listener, &e);
  wheel_ms = now_ms();
  printf("listening on http://127.0.0.1:%s\n", arguments[1]);
  fflush(stdout);

  static struct epoll_event events[EVENTS_PER_WAIT];
  for (;;) {
    int ready = epoll_wait(poller, events, EVENTS_PER_WAIT, scheduled ? 1 : -1);
    for (int i = 0; i < ready; i++) {
      Connection *c = events[i].data.ptr;
      if (!c) accept_all(listener);
      else if (!serve(c, events[i].events)) close_connection(c);
    }
    run_timers();
  }
}
