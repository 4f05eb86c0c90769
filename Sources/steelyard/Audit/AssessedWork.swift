import Assessment
import Audit
import Policy

/// Tells a request's work by its words, as the gateway's first stage does: stakes only rise, and doubt counts.
struct AssessedWork: WorkClassifier {
  let assessor: TextAssessor
  let policy: CompiledPolicy

  func work(in text: [UInt8]) -> ClassifiedWork? {
    let evidence = assessor.evidence(text)
    let verdict = assessor.read([AssessedPart(role: .user, evidence: evidence)], encoder: false).verdict
    if let pin = verdict.pin, verdict.pinCertainty > .none, let useCase = policy.useCaseNumber(forDomain: pin.rawValue)
    {
      return ClassifiedWork(useCase: useCase, stakes: policy.policy.useCases[useCase].stakes)
    }
    guard verdict.certainty == .certain, let domain = verdict.domain,
      let useCase = policy.useCaseNumber(forDomain: domain.rawValue)
    else { return nil }
    return ClassifiedWork(useCase: useCase, stakes: policy.policy.useCases[useCase].stakes)
  }
}
