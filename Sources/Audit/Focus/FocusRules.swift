/// Closed sets and pairs of FOCUS 1.2, as far as the columns that are written need them.
enum FocusRules {
  static let allowed: [FocusColumn: [String]] = [
    .billingCurrency: ["USD"],
    .chargeCategory: ["Usage", "Purchase", "Tax", "Credit", "Adjustment"],
    .chargeClass: ["Correction"],
    .chargeFrequency: ["One-Time", "Recurring", "Usage-Based"],
    .pricingCategory: ["Standard", "Dynamic", "Committed", "Other"],
    .serviceCategory: ["AI and Machine Learning"],
    .serviceSubcategory: [
      "AI Platforms", "Bots", "Generative AI", "Machine Learning", "Natural Language Processing",
      "Other (AI and Machine Learning)",
    ],
  ]

  static let nullTogether: [(FocusColumn, FocusColumn)] = [
    (.pricingUnit, .pricingQuantity), (.consumedUnit, .consumedQuantity), (.regionName, .regionId),
    (.subAccountName, .subAccountId), (.resourceType, .resourceId), (.skuMeter, .skuId),
  ]
}
