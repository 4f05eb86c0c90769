import Foundation
import NIOCore

/// How many cores this process may run on.
enum AvailableCores {
  /// The smaller of what the container grants and what the affinity mask allows.
  static var count: Int { max(1, min(System.coreCount, affinity ?? .max)) }

  // The kernel writes the mask as hexadecimal groups: `Cpus_allowed:	ff,ffffffff`.
  private static var affinity: Int? {
    guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
      let line = status.split(separator: "\n").first(where: { $0.hasPrefix("Cpus_allowed:") })
    else { return nil }
    let bits = line.dropFirst(13).reduce(0) { $0 + ($1.hexDigitValue?.nonzeroBitCount ?? 0) }
    return bits > 0 ? bits : nil
  }
}
