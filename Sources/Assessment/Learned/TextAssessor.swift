internal import Foundation

/// Judges text by its words with learned weights, in microseconds; says where it is unsure, for an encoder to settle.
public struct TextAssessor: Assessor {
  public let model: AssessmentModel
  /// The terms whose findings are among the model's inputs.
  public let lexical: LexicalAssessor
  /// Domains whose text can raise stakes.
  let pinning: [AssessmentHead]

  /// Joins a model with the lexicon that it was trained with.
  public init(model: AssessmentModel, lexicon: Lexicon) throws(ModelFileError) {
    guard model.description.lexicon == lexicon.version else {
      throw .otherLexicon(trained: model.description.lexicon, present: lexicon.version)
    }
    self.init(model: model, lexical: LexicalAssessor(lexicon: lexicon))
  }

  /// For training, where model and lexicon are made together.
  public init(model: AssessmentModel, lexical: LexicalAssessor) {
    self.model = model
    self.lexical = lexical
    let pins = Set(lexical.lexicon.domains.filter(\.pins).map(\.domain))
    pinning = AssessmentHead.domains.filter { head in head.domain.map { pins.contains($0) } ?? false }
  }

  /// The model's version.
  public var version: String { model.description.version }

  /// Judges by words alone, as when there is no encoder.
  public func assess(_ parts: [TextPart]) -> TextVerdict {
    read(parts.map { AssessedPart(role: $0.role, evidence: evidence($0.bytes)) }, encoder: false).verdict
  }

  /// What words say of one text. Bounded in time: of a very long text its ends and its most telling stretches count.
  public func evidence(_ text: [UInt8]) -> TextEvidence {
    let bytes = TextNormalizer.normalized(text)
    let span = bytes.span
    let ranges = TextSegments.ranges(span)
    var evidence = TextEvidence(segments: [], census: TextCensus())
    for range in chosen(ranges, span) {
      let (scores, census) = scores(span.extracting(range))
      evidence.census = evidence.census + census
      evidence.segments.append(.init(bytes: Array(bytes[range]), scores: scores))
    }
    if ranges.count == 1, let start = HandedOver.start(span) {
      var (scores, _) = scores(span.extracting(start..<span.count))
      scores[.grave] -= HandedOver.discount
      scores[.irrecoverable] -= HandedOver.discount
      evidence.segments.append(.init(bytes: Array(bytes[start...]), scores: scores))
      return evidence
    }
    // The highest of many numbers is high by chance alone.
    let discount = Self.perDoubling * Float(log2(Double(evidence.segments.count)))
    if discount > 0 {
      for index in evidence.segments.indices {
        evidence.segments[index].scores[.grave] -= discount
        evidence.segments[index].scores[.irrecoverable] -= discount
      }
    }
    return evidence
  }

  /// Log-odds that each doubling of the number of stretches takes off each of them.
  static let perDoubling: Float = 0.2

  private func chosen(_ ranges: [Range<Int>], _ bytes: Span<UInt8>) -> [Range<Int>] {
    let limit = TextSegments.atEnds * 2 + TextSegments.telling
    guard ranges.count > limit else { return ranges }
    let middle = ranges.indices.dropFirst(TextSegments.atEnds).dropLast(TextSegments.atEnds)
    let telling = middle.map { (index: $0, weight: lexical.pinningWeight(bytes.extracting(ranges[$0]))) }
      .sorted { ($1.weight, $0.index) < ($0.weight, $1.index) }
      .prefix(TextSegments.telling).map(\.index).sorted()
    return ranges.prefix(TextSegments.atEnds) + telling.map { ranges[$0] } + ranges.suffix(TextSegments.atEnds)
  }

  /// The log-odds of one stretch of text.
  func scores(_ bytes: Span<UInt8>) -> (HeadScores, TextCensus) {
    var sum = SIMD16<Int32>(repeating: 0)
    var part = SIMD16<Int16>(repeating: 0)
    var inPart = 0
    var count = 0
    let rows = model.buckets.span
    let census = TextFeatures.scan(bytes) { bucket in
      // There are as many rows as the feature's bits can name; the reader of models sees to that.
      part &+= SIMD16<Int16>(truncatingIfNeeded: unsafe rows[unchecked: bucket])
      inPart &+= 1
      // 255 rows of at most 128 each fit in sixteen bits.
      if inPart == 255 {
        sum &+= SIMD16<Int32>(truncatingIfNeeded: part)
        part = SIMD16(repeating: 0)
        count &+= inPart
        inPart = 0
      }
    }
    sum &+= SIMD16<Int32>(truncatingIfNeeded: part)
    count += inPart
    var scores = model.constants
    if count > 0 { scores += HeadScores(sum) * model.scales / Float(count).squareRoot() }
    LexiconSignals.inputs(lexical.scores(bytes), lexical.lexicon) { signal, value in
      scores += model.signals[signal] * value
    }
    return (scores, census)
  }
}

/// A text of a request with the role that said it and what words say of it.
public struct AssessedPart: Sendable {
  public var role: TextPart.Role
  public var evidence: TextEvidence

  public init(role: TextPart.Role, evidence: TextEvidence) {
    self.role = role
    self.evidence = evidence
  }
}
