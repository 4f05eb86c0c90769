import Foundation

/// What to try while the demo's gateway is up.
struct DemoInvitation {
  let gateway: DemoGateway
  let key: String

  /// Prints the lines, ready to paste.
  func show() {
    let last = (try? gateway.decisions(last: 1))?.last?.id ?? "ID"
    print(
      """

      The gateway stays up on http://127.0.0.1:\(gateway.port)/v1 until ctrl-C. Ask it something:

        curl -si http://127.0.0.1:\(gateway.port)/v1/chat/completions -H 'authorization: Bearer \(key)' \\
          -d '{"model":"steelyard/crm","messages":[{"role":"user","content":"Can I take ibuprofen with warfarin?"}]}'

      The reply headers say what was decided. Then look at the record:

        steelyard decisions tail --db \(gateway.database)
        steelyard decisions show \(last) --db \(gateway.database)
        steelyard replay \(last) --db \(gateway.database)
        steelyard spend --by use-case --db \(gateway.database)
      """)
    fflush(nil)
  }
}
