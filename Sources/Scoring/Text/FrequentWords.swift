/// The words that run through every text of a language and through few of another.
enum FrequentWords {
  static let byLanguage: [String: Set<String>] = [
    "en": [
      "the", "and", "of", "to", "is", "that", "for", "with", "you", "your", "this", "are", "it", "be", "have", "we",
      "not", "or", "by", "from",
    ],
    "de": [
      "der", "die", "das", "und", "ist", "nicht", "ein", "eine", "mit", "für", "sie", "auf", "den", "dem", "von", "zu",
      "wir", "ich", "auch", "werden",
    ],
    "fr": [
      "le", "la", "les", "et", "est", "des", "une", "dans", "pour", "que", "qui", "vous", "nous", "pas", "avec", "sur",
      "du", "au", "ce", "votre",
    ],
    "es": [
      "el", "los", "las", "y", "es", "que", "una", "para", "por", "con", "del", "su", "se", "como", "más", "pero",
      "está", "lo", "usted", "también",
    ],
    "it": [
      "il", "gli", "di", "e", "è", "che", "una", "per", "con", "del", "della", "non", "sono", "si", "anche", "nel",
      "più", "questo", "alla", "le",
    ],
    "pt": [
      "o", "os", "as", "e", "é", "que", "uma", "para", "com", "do", "da", "não", "são", "se", "também", "no", "na",
      "você", "mais", "ao",
    ],
    "nl": [
      "de", "het", "en", "een", "van", "is", "niet", "dat", "voor", "met", "zijn", "op", "te", "u", "wij", "ook",
      "aan", "worden", "bij", "ik",
    ],
    "pl": [
      "i", "w", "z", "na", "nie", "się", "jest", "że", "do", "to", "jak", "dla", "oraz", "są", "ale", "od", "przez",
      "lub", "może", "tym",
    ],
  ]
}
