import Foundation

/// The process's limit on open files, and how many clients it has room for.
enum OpenFiles {
  /// Files that are neither clients nor upstreams: the ledger's, the loops', logs, look-ups of names, and clients that
  /// are told that there is no place.
  static let reserve = 64 + Worker.turnedAway

  /// Raises the soft limit as far as the hard one allows and returns what is in force.
  static func raiseLimit(to wanted: Int) -> Int {
    var limit = rlimit()
    #if os(Linux)
      let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    #else
      let resource = RLIMIT_NOFILE
    #endif
    guard getrlimit(resource, &limit) == 0 else { return wanted }
    if limit.rlim_cur < rlim_t(wanted) {
      var raised = limit
      raised.rlim_cur = min(limit.rlim_max, rlim_t(wanted))
      if setrlimit(resource, &raised) == 0 { limit = raised }
    }
    return Int(clamping: limit.rlim_cur)
  }

  /// Files that `connections` clients need at most: each may need an upstream's connection as well.
  static func needed(connections: Int) -> Int { connections * 2 + reserve }

  /// Clients for which there are enough files.
  static func affordableConnections(_ files: Int) -> Int { max(8, (files - reserve) / 2) }
}
