/// The columns that are written, in order: those of FOCUS 1.2 first, then our own with the prefix `x_`.
///
/// Source: FinOps Open Cost and Usage Specification 1.2 (June 2025) and its conformance model 1.2.0.1. Every mandatory
/// column is here, and the conditional ones whose condition holds for tokens: unit prices from public lists, measured
/// usage, sub accounts, regions, tags. Resources are named although tokens are not provisioned; contracted unit prices,
/// commitments, capacity reservations and a second currency do not occur.
public enum FocusColumn: String, CaseIterable, Sendable {
  case billedCost = "BilledCost"
  case billingAccountId = "BillingAccountId"
  case billingAccountName = "BillingAccountName"
  case billingCurrency = "BillingCurrency"
  case billingPeriodEnd = "BillingPeriodEnd"
  case billingPeriodStart = "BillingPeriodStart"
  case chargeCategory = "ChargeCategory"
  case chargeClass = "ChargeClass"
  case chargeDescription = "ChargeDescription"
  case chargeFrequency = "ChargeFrequency"
  case chargePeriodEnd = "ChargePeriodEnd"
  case chargePeriodStart = "ChargePeriodStart"
  /// Always null: tokens are not bought ahead; rules on the consumed quantity refer to it.
  case commitmentDiscountStatus = "CommitmentDiscountStatus"
  case consumedQuantity = "ConsumedQuantity"
  case consumedUnit = "ConsumedUnit"
  case contractedCost = "ContractedCost"
  case effectiveCost = "EffectiveCost"
  /// Always null: usage is not joined to invoices here.
  case invoiceId = "InvoiceId"
  case invoiceIssuerName = "InvoiceIssuerName"
  case listCost = "ListCost"
  case listUnitPrice = "ListUnitPrice"
  case pricingCategory = "PricingCategory"
  case pricingQuantity = "PricingQuantity"
  case pricingUnit = "PricingUnit"
  case providerName = "ProviderName"
  case publisherName = "PublisherName"
  case regionId = "RegionId"
  case regionName = "RegionName"
  case resourceId = "ResourceId"
  case resourceName = "ResourceName"
  case resourceType = "ResourceType"
  case serviceCategory = "ServiceCategory"
  case serviceName = "ServiceName"
  case serviceSubcategory = "ServiceSubcategory"
  case skuId = "SkuId"
  case skuMeter = "SkuMeter"
  case skuPriceDetails = "SkuPriceDetails"
  case skuPriceId = "SkuPriceId"
  case subAccountId = "SubAccountId"
  case subAccountName = "SubAccountName"
  case tags = "Tags"
  /// The kind of token, as `TokenKind` names it; `all` where no list price tells kinds apart.
  case tokenKind = "x_TokenKind"
  /// Prompt tokens that a cache served; the quantity again, for those who sum this column alone.
  case cachedTokens = "x_CachedTokens"
  /// Hidden reasoning tokens; the quantity again.
  case reasoningTokens = "x_ReasoningTokens"
  /// The use case.
  case useCase = "x_UseCase"
  /// The model's id in the catalogue, or its name in the log.
  case model = "x_Model"
  /// The tier in which the provider scheduled it.
  case serviceTier = "x_ServiceTier"
  /// Requests; only on the first of the rows that share them, so that the column can be summed.
  case requestCount = "x_RequestCount"
  /// `logged` where the cost is what was paid, `list` where it is the list price.
  case costBasis = "x_CostBasis"

  /// Columns without which a data set is not FOCUS 1.2.
  public static let mandatory: [FocusColumn] = [
    .billedCost, .billingAccountId, .billingAccountName, .billingCurrency, .billingPeriodEnd, .billingPeriodStart,
    .chargeCategory, .chargeClass, .chargeDescription, .chargePeriodEnd, .chargePeriodStart, .contractedCost,
    .effectiveCost, .invoiceIssuerName, .listCost, .pricingQuantity, .pricingUnit, .providerName, .publisherName,
    .serviceCategory, .serviceName,
  ]

  /// Columns that never are null.
  public static let notNull: [FocusColumn] =
    mandatory.filter { ![.chargeClass, .pricingQuantity, .pricingUnit].contains($0) }
    + [.chargeFrequency, .serviceSubcategory]

  /// What a column holds.
  public enum Content: Sendable {
    case text, decimal, instant, json
  }

  /// What the column holds.
  public var content: Content {
    switch self {
    case .billedCost, .consumedQuantity, .contractedCost, .effectiveCost, .listCost, .listUnitPrice, .pricingQuantity,
      .cachedTokens, .reasoningTokens, .requestCount:
      .decimal
    case .billingPeriodEnd, .billingPeriodStart, .chargePeriodEnd, .chargePeriodStart: .instant
    case .skuPriceDetails, .tags: .json
    default: .text
    }
  }
}
