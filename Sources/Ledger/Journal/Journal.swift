import Foundation
import Synchronization

/// Requests under way, in a file mapped into memory and shared with the kernel: what is written here outlives the
/// process without a system call. A place (slot) is free, held or settled; its state is written last.
///
/// Layout, little-endian: a page of header (magic, version, sizes, process), then slots of 2 KiB. A slot begins with
/// 64 bytes: state, length of the draft, sequence, checksum of the draft, length and checksum of the outcome. The
/// draft follows, then the outcome. Checksums are seeded with the sequence, so that what an earlier use of the slot
/// left behind cannot pass for the outcome of this one.
///
/// Sendable by hand: the mapping is fixed from `init` to `deinit`, and a slot is only touched by its owner, who gets
/// it from and returns it to `Intake` under a lock.
final class Journal: @unchecked Sendable {
  static let slotBytes = 2048
  static let headerBytes = 4096
  private static let slotHeaderBytes = 64
  // Leaves room for an outcome beside the longest draft.
  private static let draftLimit = 1536

  /// States of a slot.
  private enum State {
    static let free: UInt32 = 0
    static let held: UInt32 = 1
    static let settled: UInt32 = 2
  }

  /// Offsets in a slot.
  private enum Field {
    static let state = 0
    static let draftLength = 4
    static let sequence = 8
    static let draftChecksum = 16
    static let outcomeLength = 24
    static let outcomeChecksum = 32
  }

  let slotCount: Int
  private let file: JournalFile
  private let synchronous: Bool

  init(_ file: JournalFile, synchronous: Bool) {
    self.file = file
    self.synchronous = synchronous
    slotCount = file.slotCount
  }

  /// Gives the file up to another process; the memory stays valid.
  func unlock() { file.unlock() }

  /// The highest sequence that any slot has had.
  var lastSequence: UInt64 {
    (0..<slotCount).reduce(0) { max($0, memory($1).load(fromByteOffset: Field.sequence, as: UInt64.self)) }
  }

  /// Notes a request under way in a free slot.
  func hold(_ hold: Hold, _ draft: DecisionDraft) {
    let slot = hold.slot
    let sequence = hold.sequence
    let memory = memory(slot)
    let drafts = UnsafeMutableRawBufferPointer(rebasing: memory[Self.slotHeaderBytes..<(64 + Self.draftLimit)])
    var encoder = SlotEncoder(drafts)
    HeldDraft.encode(draft, keyID: hold.keyID, held: hold.amount, windows: hold.windows, into: &encoder)
    let bytes = UnsafeRawBufferPointer(rebasing: drafts[..<encoder.position])
    memory.storeBytes(of: UInt32(encoder.position), toByteOffset: Field.draftLength, as: UInt32.self)
    memory.storeBytes(of: sequence, toByteOffset: Field.sequence, as: UInt64.self)
    memory.storeBytes(
      of: SlotChecksum.of(bytes, seed: sequence), toByteOffset: Field.draftChecksum, as: UInt64.self)
    publish(State.held, slot)
  }

  /// Notes how the request in a held slot ended.
  func settle(_ slot: Int, sequence: UInt64, _ outcome: RequestOutcome) {
    let memory = memory(slot)
    let draftLength = Int(memory.load(fromByteOffset: Field.draftLength, as: UInt32.self))
    let outcomes = UnsafeMutableRawBufferPointer(
      rebasing: memory[(Self.slotHeaderBytes + min(draftLength, Self.draftLimit))...])
    var encoder = SlotEncoder(outcomes)
    outcome.encode(into: &encoder)
    let bytes = UnsafeRawBufferPointer(rebasing: outcomes[..<encoder.position])
    memory.storeBytes(of: UInt32(encoder.position), toByteOffset: Field.outcomeLength, as: UInt32.self)
    memory.storeBytes(
      of: SlotChecksum.of(bytes, seed: ~sequence), toByteOffset: Field.outcomeChecksum, as: UInt64.self)
    publish(State.settled, slot)
  }

  /// Frees a slot whose record is in SQLite.
  func free(_ slot: Int) {
    memory(slot).storeBytes(of: State.free, toByteOffset: Field.state, as: UInt32.self)
  }

  /// What a slot holds, whatever state the file was left in.
  func content(_ slot: Int) -> SlotContent {
    let memory = UnsafeRawBufferPointer(memory(slot))
    let state = memory.load(fromByteOffset: Field.state, as: UInt32.self)
    if state == State.free { return .free }
    guard state == State.held || state == State.settled else { return .damaged("its state is \(state)") }
    let sequence = memory.load(fromByteOffset: Field.sequence, as: UInt64.self)
    let start = Self.slotHeaderBytes
    let length = Int(memory.load(fromByteOffset: Field.draftLength, as: UInt32.self))
    guard length <= Self.draftLimit else { return .damaged("its draft has \(length) bytes") }
    let draft = UnsafeRawBufferPointer(rebasing: memory[start..<(start + length)])
    guard
      memory.load(fromByteOffset: Field.draftChecksum, as: UInt64.self) == SlotChecksum.of(draft, seed: sequence),
      let (startedAt, held) = HeldDraft.held(draft)
    else { return .damaged("its draft does not match its checksum") }
    // A torn outcome leaves what the draft says: the request counts as interrupted, at what was held.
    guard state == State.settled, let outcome = outcome(memory, from: start + length, sequence) else {
      return .held(HeldSlot(sequence: sequence, startedAt: startedAt, held: held))
    }
    return .settled(SettledSlot(draft: draft, outcome: outcome))
  }

  private func outcome(_ memory: UnsafeRawBufferPointer, from start: Int, _ sequence: UInt64) -> UnsafeRawBufferPointer?
  {
    let length = Int(memory.load(fromByteOffset: Field.outcomeLength, as: UInt32.self))
    guard length <= memory.count - start else { return nil }
    let bytes = UnsafeRawBufferPointer(rebasing: memory[start..<(start + length)])
    let checksum = memory.load(fromByteOffset: Field.outcomeChecksum, as: UInt64.self)
    return checksum == SlotChecksum.of(bytes, seed: ~sequence) ? bytes : nil
  }

  // All that a state promises has to be in memory before the state is.
  private func publish(_ state: UInt32, _ slot: Int) {
    atomicMemoryFence(ordering: .releasing)
    memory(slot).storeBytes(of: state, toByteOffset: Field.state, as: UInt32.self)
    if synchronous { file.synchronize(memory(slot)) }
  }

  private func memory(_ slot: Int) -> UnsafeMutableRawBufferPointer {
    let start = Self.headerBytes + slot * Self.slotBytes
    return UnsafeMutableRawBufferPointer(rebasing: file.memory[start..<(start + Self.slotBytes)])
  }
}
