import Foundation

/// A journal's file mapped into memory. The memory stays good when the file is unlocked, closed or deleted.
///
/// Sendable by hand: the mapping is fixed from `init` to `deinit`, and who may touch what of it is `Journal`'s affair.
final class JournalMemory: @unchecked Sendable {
  let layout: JournalLayout
  let bytes: UnsafeMutableRawBufferPointer

  init(_ base: UnsafeMutableRawPointer, _ layout: JournalLayout) {
    self.layout = layout
    bytes = UnsafeMutableRawBufferPointer(start: base, count: layout.byteCount)
  }

  deinit { munmap(bytes.baseAddress, bytes.count) }

  /// Waits until the pages of a slot are on disk.
  func synchronize(_ slot: UnsafeMutableRawBufferPointer) {
    guard let address = slot.baseAddress else { return }
    let page = Int(sysconf(Int32(_SC_PAGESIZE)))
    let offset = Int(bitPattern: address) % max(1, page)
    msync(address - offset, slot.count + offset, MS_SYNC)
  }
}
