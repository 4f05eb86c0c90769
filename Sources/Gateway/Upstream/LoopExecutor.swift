import NIOCore

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Runs tasks on the thread of an event loop, between its events.
final class LoopExecutor: TaskExecutor {
  private let loop: any EventLoop

  init(_ loop: any EventLoop) { self.loop = loop }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}

/// How urgent the work of a thread is to the system.
enum ThreadPriority {
  /// Makes the thread that calls this give way to others of the process; Linux weighs each thread by itself.
  static func yield() {
    #if os(Linux)
      _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 10)
    #endif
  }
}
