internal import Foundation

/// The inputs of the second stage: the embedding, how near each of the model's prototypes is, what words said, and 1.
public enum EncodedInputs {
  /// The log-odds of the first stage count no more beyond this.
  static let clip: Float = 6
  /// How fast nearness falls with the squared distance of two embeddings: a Gaussian kernel (Broomhead and Lowe 1988).
  static let sharpness: Float = 1

  /// The numbers for one text.
  public static func numbers(_ embedding: [Float], lexical: HeadScores, prototypes: [[Float]]) -> [Float] {
    var numbers = embedding
    numbers.reserveCapacity(AssessmentModel.encodedInputs(prototypes: prototypes.count))
    for prototype in prototypes {
      // Vectors of length 1: the squared distance is twice what their cosine lacks to 1.
      numbers.append(exp(-2 * sharpness * (1 - similarity(embedding, prototype))))
    }
    for head in AssessmentHead.allCases { numbers.append(min(max(lexical[head], -clip), clip) / clip) }
    numbers.append(1)
    return numbers
  }

  /// The cosine of two vectors of length 1, whose lengths are the same multiple of eight.
  public static func similarity(_ left: [Float], _ right: [Float]) -> Float {
    var sums = SIMD8<Float>(repeating: 0)
    var index = 0
    while index + 8 <= min(left.count, right.count) {
      var a = SIMD8<Float>()
      var b = SIMD8<Float>()
      for lane in 0..<8 {
        a[lane] = left[index + lane]
        b[lane] = right[index + lane]
      }
      sums.addProduct(a, b)
      index += 8
    }
    return sums.sum()
  }
}
