import CEncoderKernels
import Foundation
import Testing

@Suite("The encoder's kernels")
struct KernelTests {
  /// Every level that this processor has.
  private static let levels = (0...max(0, Int32(enc_best_level()))).map { $0 }

  private func numbers(_ count: Int, seed: UInt64) -> [Float] {
    var state = seed
    return (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Float(Int32(truncatingIfNeeded: state >> 33)) / Float(Int32.max) - 0.5
    }
  }

  private static let shapes = [(1, 16, 4), (3, 16, 32), (5, 48, 384), (7, 32, 20), (13, 400, 64), (31, 16, 1536)]

  @Test("products of 32-bit floats are those of a plain loop", arguments: levels, shapes)
  func floats(level: Int32, shape: (rows: Int, outputs: Int, inputs: Int)) {
    let (m, n, k) = shape
    let a = numbers(m * k, seed: 1)
    let w = numbers(n * k, seed: 2)
    let bias = numbers(n, seed: 3)
    var packed = [Float](repeating: 0, count: enc_packed_f32(n, k))
    enc_pack_f32(w, k, 1, n, k, &packed)
    let stride = (n + 15) / 16 * 16
    var c = [Float](repeating: .nan, count: m * stride)
    enc_gemm_f32(level, a, k, packed, bias, &c, stride, m, n, k)
    for row in 0..<m {
      for output in 0..<n {
        let expected = (0..<k).reduce(Double(bias[output])) {
          $0 + Double(a[row * k + $1]) * Double(w[output * k + $1])
        }
        #expect(abs(Double(c[row * stride + output]) - expected) < 1e-4)
      }
    }
  }

  @Test("products of eight-bit numbers are the same at every level, and near those of floats", arguments: shapes)
  func bytes(shape: (rows: Int, outputs: Int, inputs: Int)) {
    let (m, n, k) = shape
    let a = numbers(m * k, seed: 4)
    let w = numbers(n * k, seed: 5)
    let bias = numbers(n, seed: 6)
    var packed = [Int8](repeating: 0, count: enc_packed_i8(n, k))
    let stride = (n + 15) / 16 * 16
    var scales = [Float](repeating: 0, count: stride)
    var sums = [Int32](repeating: 0, count: stride)
    enc_pack_i8(w, n, k, &packed, &scales, &sums)
    var results: [[Float]] = []
    for level in Self.levels {
      var rows = [UInt8](repeating: 0, count: m * k)
      var rowScales = [Float](repeating: 0, count: m)
      var zeros = [Int32](repeating: 0, count: m)
      enc_quantise_rows(level, a, k, nil, m, k, &rows, &rowScales, &zeros)
      var c = [Float](repeating: .nan, count: m * stride)
      enc_gemm_i8(level, rows, rowScales, zeros, packed, scales, sums, bias, &c, stride, m, n, k)
      results.append(c)
    }
    for row in 0..<m {
      for output in 0..<n {
        let expected = (0..<k).reduce(Double(bias[output])) {
          $0 + Double(a[row * k + $1]) * Double(w[output * k + $1])
        }
        // Each factor is rounded by at most half a step of 1/255 or 1/127 of its range.
        let bound = Double(k).squareRoot() * 0.004 + 0.002
        #expect(abs(Double(results[0][row * stride + output]) - expected) < bound)
        for other in results.dropFirst() {
          #expect(abs(other[row * stride + output] - results[0][row * stride + output]) < 2e-3)
        }
      }
    }
  }

  @Test("a row of equal numbers, or of zeros, survives quantisation", arguments: levels)
  func constantRows(level: Int32) {
    for value: Float in [0, 3, -2] {
      let row = [Float](repeating: value, count: 32)
      var bytes = [UInt8](repeating: 0, count: 32)
      var scale = [Float](repeating: 0, count: 1)
      var zero = [Int32](repeating: 0, count: 1)
      enc_quantise_rows(level, row, 32, nil, 1, 32, &bytes, &scale, &zero)
      for byte in bytes { #expect(abs((Float(byte) - Float(zero[0])) * scale[0] - value) < 0.02) }
    }
  }

  @Test("activation, normalisation and softmax are those of their formulas", arguments: levels)
  func elementwise(level: Int32) {
    let values = numbers(64, seed: 7).map { $0 * 8 }
    var activated = values
    enc_gelu(level, &activated, values.count)
    for (x, y) in zip(values, activated) {
      let expected = Double(x) * 0.5 * (1 + erf(Double(x) / 2.0.squareRoot()))
      #expect(abs(Double(y) - expected) < 1e-4)
    }
    var normal = values
    let gain = numbers(32, seed: 8)
    let shift = numbers(32, seed: 9)
    enc_add_norm(level, &normal, nil, gain, shift, 1e-12, 2, 32)
    for row in 0..<2 {
      let part = values[(row * 32)..<(row * 32 + 32)].map(Double.init)
      let mean = part.reduce(0, +) / 32
      let spread = (part.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 32).squareRoot()
      for index in 0..<32 {
        let expected = (part[index] - mean) / spread * Double(gain[index]) + Double(shift[index])
        #expect(abs(Double(normal[row * 32 + index]) - expected) < 1e-4)
      }
    }
    var soft = values
    enc_softmax(level, &soft, 32, 2, 21, 0.5)
    for row in 0..<2 {
      let part = soft[(row * 32)..<(row * 32 + 32)]
      #expect(abs(part.reduce(0, +) - 1) < 1e-5)
      #expect(part.dropFirst(21).allSatisfy { $0 == 0 })
    }
  }
}
