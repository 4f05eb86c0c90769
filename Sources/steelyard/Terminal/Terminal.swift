import Foundation

/// Standard output, unbuffered: a line reaches a pipe at once, which programs that wait for one rely on.
enum Terminal {
  /// Prints one line.
  static func line(_ text: String) { FileHandle.standardOutput.write(Data((text + "\n").utf8)) }

  /// The columns of the terminal that standard output is; nil where it is a file or a pipe.
  static var width: Int? {
    guard isatty(STDOUT_FILENO) == 1 else { return nil }
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col >= 40 else { return nil }
    return Int(size.ws_col)
  }
}
