/// Options that share their price rises: those of one id and kind, in whatever use case.
struct PriceGroup: Hashable, Sendable {
  var id: String
  var kind: FutureOption.Kind

  init(_ option: FutureOption) {
    id = option.id
    kind = option.kind
  }
}
