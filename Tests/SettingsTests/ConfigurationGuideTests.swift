import Testing

@testable import Settings

@Suite struct ConfigurationGuideTests {
    @Test func textOfAGuide() {
        let guide = ConfigurationGuide.markdown(title: "Keys") { section in
            _ = section.integer(
                "steps", default: nil, in: 1...9, unit: "updates", about: "How long\nit lasts.",
                source: "A | B")
            section.section("optimizer", about: "How to learn.") { section in
                section.variant(
                    default: "adam", about: "The rule.",
                    cases: [
                        Variant("sgd", about: "Plain.") { _ in },
                        Variant("adam", about: "Adaptive.") {
                            _ = $0.number("beta", default: 0.5, in: .above(0, atMost: 1), about: "Memory.")
                        },
                    ])
            }
            _ = section.sections("penalties", default: [], about: "Penalties.") {
                $0.boolean("on", default: true, about: "Whether it counts.")
            }
        }
        #expect(
            guide == #"""
                # Keys

                ## Top level

                | Key | Allowed | Default | Unit | Meaning | Source |
                |---|---|---|---|---|---|
                | `steps` | an integer from 1 to 9 | required | updates | How long it lasts. | A \| B |
                | `optimizer` | an object | `{}` |  | How to learn. |  |
                | `penalties` | a list of objects | `[]` |  | Penalties. |  |

                ## `optimizer`

                | Key | Allowed | Default | Unit | Meaning | Source |
                |---|---|---|---|---|---|
                | `kind` | one of "sgd", "adam" | `"adam"` |  | The rule.<br>"sgd": Plain.<br>"adam": Adaptive. |  |

                ## `optimizer`, with `kind` "adam"

                | Key | Allowed | Default | Unit | Meaning | Source |
                |---|---|---|---|---|---|
                | `beta` | a number above 0 and at most 1 | `0.5` |  | Memory. |  |

                ## `penalties.*`

                | Key | Allowed | Default | Unit | Meaning | Source |
                |---|---|---|---|---|---|
                | `on` | true or false | `true` |  | Whether it counts. |  |

                """#)
    }

    @Test func everyKeyHasARow() {
        let guide = ConfigurationGuide.markdown(title: "Sample", declaration: Sample.init)
        let keys = ConfigurationReader.description(of: Sample.init).placed()
        #expect(keys.count == 21)
        for key in keys {
            #expect(guide.contains("\n| `\(key.path.parts.last ?? "")` | "), "\(key.path)")
        }
    }

    @Test func sectionsWithTheSameKeysShareATable() {
        let guide = ConfigurationGuide.markdown(title: "Keys") { section in
            for name in ["left", "right"] {
                section.section(name, about: "A side.") {
                    _ = $0.boolean("on", default: true, about: "Whether it counts.")
                }
            }
        }
        #expect(guide.contains("## `left`, `right`\n"))
        #expect(guide.split(separator: "\n").filter { $0.hasPrefix("| `on` |") }.count == 1)
    }
}
