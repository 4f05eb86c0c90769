internal import CZlib
internal import CZstd

/// Undoes gzip or zstd, piece by piece.
final class Decompressor {
  /// What one step did.
  struct Step {
    var consumed = 0
    var produced = 0
    /// Why it cannot go on.
    var failure: String?
  }

  private enum Engine {
    case gzip(UnsafeMutablePointer<z_stream>)
    case zstd(OpaquePointer)
  }
  private let engine: Engine
  /// Whether the input so far ends where a member or frame ends, so that the file may end here.
  private(set) var isAtBoundary = true

  /// A decompressor, nil where there is no room for one.
  init?(_ compression: Compression) {
    switch compression {
    case .none: return nil
    case .gzip:
      let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
      stream.initialize(to: z_stream())
      guard steelyard_inflate_start(stream) == Z_OK else {
        stream.deallocate()
        return nil
      }
      engine = .gzip(stream)
    case .zstd:
      guard let stream = ZSTD_createDStream() else { return nil }
      engine = .zstd(stream)
    }
  }

  deinit {
    switch engine {
    case .gzip(let stream):
      inflateEnd(stream)
      stream.deallocate()
    case .zstd(let stream): ZSTD_freeDStream(stream)
    }
  }

  /// Decompresses as much as fits.
  func step(_ input: UnsafeBufferPointer<UInt8>, into output: UnsafeMutableBufferPointer<UInt8>) -> Step {
    switch engine {
    case .gzip(let stream): inflateStep(stream, input, output)
    case .zstd(let stream): zstdStep(stream, input, output)
    }
  }

  private func inflateStep(
    _ stream: UnsafeMutablePointer<z_stream>, _ input: UnsafeBufferPointer<UInt8>,
    _ output: UnsafeMutableBufferPointer<UInt8>
  ) -> Step {
    // A file may be several members one after another, and padded with zeros.
    if isAtBoundary, let first = input.first, first == 0 {
      return Step(consumed: input.prefix { $0 == 0 }.count)
    }
    if isAtBoundary, !input.isEmpty {
      inflateReset(stream)
      isAtBoundary = false
    }
    stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
    stream.pointee.avail_in = UInt32(clamping: input.count)
    stream.pointee.next_out = output.baseAddress
    stream.pointee.avail_out = UInt32(clamping: output.count)
    let code = inflate(stream, Z_NO_FLUSH)
    var step = Step(
      consumed: min(input.count, Int(UInt32.max)) - Int(stream.pointee.avail_in),
      produced: min(output.count, Int(UInt32.max)) - Int(stream.pointee.avail_out))
    if code == Z_STREAM_END {
      isAtBoundary = true
    } else if code != Z_OK, code != Z_BUF_ERROR {
      step.failure = stream.pointee.msg.map { String(cString: $0) } ?? "zlib error \(code)"
    }
    return step
  }

  private func zstdStep(
    _ stream: OpaquePointer, _ input: UnsafeBufferPointer<UInt8>, _ output: UnsafeMutableBufferPointer<UInt8>
  ) -> Step {
    var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
    var target = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
    let code = ZSTD_decompressStream(stream, &target, &source)
    var step = Step(consumed: source.pos, produced: target.pos)
    if ZSTD_isError(code) != 0 {
      step.failure = String(cString: ZSTD_getErrorName(code))
    } else if step.consumed > 0 || step.produced > 0 {
      isAtBoundary = code == 0
    }
    return step
  }
}
