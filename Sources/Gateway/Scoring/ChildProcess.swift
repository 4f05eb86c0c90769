import Glibc

/// A program that was started, with its two pipes. Used by one thread.
struct ChildProcess: ~Copyable {
  /// How it ended.
  enum Ending: Equatable {
    case exited(Int32)
    case signalled(Int32)
  }

  private let leader: pid_t
  private var input: CInt
  private var output: CInt
  private var ending: Ending?
  private var isReaped = false

  private init(leader: pid_t, input: CInt, output: CInt) {
    self.leader = leader
    self.input = input
    self.output = output
  }

  /// Starts a program as the leader of a process group of its own.
  static func start(_ arguments: [String]) throws(CheckProcess.Failure) -> ChildProcess {
    guard let program = arguments.first else { throw .notStarted("no program is named") }
    // A socket, since writing into a closed pipe would raise a signal in this process.
    var sockets: [CInt] = [-1, -1]
    var pipes: [CInt] = [-1, -1]
    guard socketpair(AF_UNIX, socketKind, 0, &sockets) == 0 else { throw .notStarted(reason(errno)) }
    guard pipe(&pipes) == 0 else {
      let code = errno
      for descriptor in sockets { close(descriptor) }
      throw .notStarted(reason(code))
    }
    for descriptor in pipes { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    for descriptor in [sockets[0], pipes[0]] { _ = fcntl(descriptor, F_SETFL, O_NONBLOCK) }
    var leader: pid_t = 0
    let code = spawn(program, arguments, input: sockets[1], output: pipes[1], &leader)
    close(sockets[1])
    close(pipes[1])
    guard code == 0 else {
      close(sockets[0])
      close(pipes[0])
      throw .notStarted(reason(code))
    }
    return ChildProcess(leader: leader, input: sockets[0], output: pipes[0])
  }

  private static let socketKind = CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)

  private typealias CloseFrom = @convention(c) (UnsafeMutablePointer<posix_spawn_file_actions_t>, CInt) -> CInt

  // Part of glibc since 2.34, but not of what Swift sees of it.
  private static let closeFrom: CloseFrom? = {
    dlsym(dlopen(nil, RTLD_NOW), "posix_spawn_file_actions_addclosefrom_np").map {
      unsafeBitCast($0, to: CloseFrom.self)
    }
  }()

  private static func spawn(
    _ program: String, _ arguments: [String], input: CInt, output: CInt, _ found: inout pid_t
  ) -> CInt {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input, 0)
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    // Clients' connections are none of its business, and would stay open as long as it runs.
    guard let closeFrom = Self.closeFrom, closeFrom(&actions, 3) == 0 else { return ENOSYS }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawnattr_setpgroup(&attributes, 0)
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    var reset = sigset_t()
    sigemptyset(&reset)
    for signal in [SIGPIPE, SIGINT, SIGTERM, SIGHUP] { sigaddset(&reset, signal) }
    posix_spawnattr_setsigdefault(&attributes, &reset)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    let words = arguments.map { strdup($0) } + [nil]
    let environment = [strdup("PATH=/usr/local/bin:/usr/bin:/bin"), nil]
    defer { for text in words + environment { free(text) } }
    return posix_spawnp(&found, program, &actions, &attributes, words, environment)
  }

  /// Writes what fits; nil once the program does not read any more.
  mutating func write(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard input >= 0 else { return nil }
    let count = bytes.withUnsafeBytes { send(input, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL)) }
    if count >= 0 { return count }
    return errno == EAGAIN || errno == EINTR ? 0 : nil
  }

  /// Tells the program that nothing more comes.
  mutating func closeInput() {
    guard input >= 0 else { return }
    close(input)
    input = -1
  }

  /// Appends what has come, up to a limit for all of it.
  mutating func read(into bytes: inout [UInt8], limit: Int) {
    var chunk = [UInt8](repeating: 0, count: 16 << 10)
    while bytes.count < limit {
      let count = chunk.withUnsafeMutableBytes {
        Glibc.read(output, $0.baseAddress, min($0.count, limit - bytes.count))
      }
      guard count > 0 else { return }
      bytes += chunk[..<count]
    }
  }

  /// Whether it has ended; its number stays taken until `end`.
  var hasEnded: Bool {
    var information = siginfo_t()
    let code = waitid(P_PID, id_t(leader), &information, WEXITED | WNOHANG | WNOWAIT)
    return code != 0 || information.si_signo != 0
  }

  /// Waits until something can be read or written, for so long at most.
  func wait(milliseconds: CInt) {
    var descriptors = [pollfd(fd: output, events: Int16(POLLIN), revents: 0)]
    if input >= 0 { descriptors.append(pollfd(fd: input, events: Int16(POLLOUT), revents: 0)) }
    _ = poll(&descriptors, nfds_t(descriptors.count), milliseconds)
    // A closed output is always ready: without this the thread would spin until the program ends.
    if descriptors[0].revents & Int16(POLLHUP) != 0 { _ = poll(nil, 0, min(5, milliseconds)) }
  }

  /// Kills the group and takes the program's end.
  @discardableResult
  mutating func end() -> Ending? {
    guard !isReaped else { return ending }
    isReaped = true
    let ended = hasEnded
    // The leader's number is still its own, as it was not waited for yet: nobody else's group can be meant.
    _ = kill(-leader, SIGKILL)
    closeInput()
    close(output)
    var status: CInt = 0
    while waitpid(leader, &status, 0) < 0, errno == EINTR {}
    if ended { ending = status & 0x7F == 0 ? .exited(status >> 8 & 0xFF) : .signalled(status & 0x7F) }
    return ending
  }

  private static func reason(_ code: CInt) -> String { String(cString: strerror(code)) }
}
