import Foundation

/// Standard output, unbuffered: a line reaches a pipe at once, which programs that wait for one rely on.
enum Terminal {
  /// Prints one line.
  static func line(_ text: String) { FileHandle.standardOutput.write(Data((text + "\n").utf8)) }
}
