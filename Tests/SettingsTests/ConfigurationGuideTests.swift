import Testing

@testable import Settings

@Suite struct ConfigurationGuideTests {
    @Test func textOfAGuide() {
        let guide = ConfigurationGuide.markdown(title: "Keys") { section in
            _ = section.integer(
                "steps", default: nil, in: 1...9, unit: "updates", about: "How long\nit lasts.",
                source: "A | B")
            section.section("optimizer", about: "How to <learn>.") { section in
                section.variant(
                    default: "adam", about: "The rule.",
                    cases: [
                        Variant("sgd", about: "Plain.") { _ in },
                        Variant("adam", about: "Adaptive.") {
                            _ = $0.number("beta", default: 0.5, in: .above(0, atMost: 1), about: "Memory.")
                        },
                        Variant("nadam", about: "Ahead.") {
                            _ = $0.number("beta", default: 0.5, in: .above(0, atMost: 1), about: "Memory.")
                            _ = $0.boolean("ahead", default: true, about: "Whether it looks ahead.")
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

                | Key | Allowed | Default | Meaning |
                |---|---|---|---|
                | `steps` | an integer from 1 to 9; in updates | required | How long it lasts. Source: A \| B. |
                | `optimizer` | an object | `{}` | How to &lt;learn>. |
                | `penalties` | a list of objects | `[]` | Penalties. |

                ## `optimizer`

                | Key | If `kind` is | Allowed | Default | Meaning |
                |---|---|---|---|---|
                | `kind` |  | a name | `"adam"` | The rule.<br>"sgd": Plain.<br>"adam": Adaptive.<br>"nadam": Ahead. |
                | `beta` | "adam", "nadam" | a number above 0 and at most 1 | `0.5` | Memory. |
                | `ahead` | "nadam" | true or false | `true` | Whether it looks ahead. |

                ## `penalties.*`

                | Key | Allowed | Default | Meaning |
                |---|---|---|---|
                | `on` | true or false | `true` | Whether it counts. |

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
