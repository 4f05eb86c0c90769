internal import Policy

/// Where a request belongs: its use case, what is at stake, and the offers that it named.
struct Placement: Sendable {
  var useCase: Int
  var stakes: Stakes
  var modelClass: ModelClass
  var source: UseCaseSource
  var pinned = false
  var pinnedBy: String?
  /// The offers of the concrete model that was asked for; nil when none was.
  var named: OfferSet?
  /// The longest answer that any of the named offers gives.
  var namedOutputLimit = 0
}

/// What a request's claims lead to.
enum PlacementResult {
  case placed(Placement)
  case unknownUseCase(String)
  case unknownModel(String)
}

/// What the `model` of a request's body asks for.
enum RequestedModel {
  /// Any model that may serve.
  case any
  case useCase(Int)
  case offers(OfferSet, outputLimit: Int)
  case unknownUseCase(String)
  case unknownModel(String)
}
