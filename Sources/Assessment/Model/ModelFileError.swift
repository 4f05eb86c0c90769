/// Why a file cannot be used as a model.
public enum ModelFileError: Error, Hashable, Sendable, CustomStringConvertible {
  case notAModel
  case otherVersion(found: Int, readable: Int)
  case cut(expected: Int, found: Int)
  case wrongChecksum
  case inconsistent(String)
  case otherLexicon(trained: String, present: String)

  public var description: String {
    switch self {
    case .notAModel:
      "this is not an assessment model: it does not begin with 'STYDMODL'; make one with: steelyard assess train"
    case .otherVersion(let found, let readable):
      "the model's format is version \(found) and this program reads version \(readable); "
        + "train it again with: steelyard assess train"
    case .cut(let expected, let found):
      "the model has \(found) bytes and should have \(expected): it was cut or added to; copy it again"
    case .wrongChecksum:
      "the model's SHA-256 is not the one written in it: it was damaged or edited; copy or train it again"
    case .inconsistent(let what): "the model's parts do not fit together: \(what); train it again"
    case .otherLexicon(let trained, let present):
      "the model was trained with the lexicon \(trained) and the present one is \(present); "
        + "train it again with: steelyard assess train"
    }
  }
}
