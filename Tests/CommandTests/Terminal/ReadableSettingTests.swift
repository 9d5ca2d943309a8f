import Settings
import Testing

@testable import gantrain

@Suite struct ReadableSettingTests {
    @Test(arguments: [
        ("null", "none"), ("[]", "none"), ("true", "yes"), ("false", "no"), ("3e-3", "0.003"),
        (#""wasserstein""#, "wasserstein"), ("[64, 64, 64]", "3 × 64"), ("[64]", "64"),
        ("[64, 32]", "64, 32"),
        (#"{"sigma": 0.5}"#, "sigma=0.5"),
        (#"{"kind": "exponential", "from": 1, "to": 0.1, "over": 0}"#, "1 → 0.1 (exponential)"),
        (#"{"kind": "linear", "from": 1, "to": 0, "over": 50}"#, "1 → 0 (linear over 50 steps)"),
        (
            #"[{"kind": "r1", "gamma": {"kind": "linear", "from": 1, "to": 0}}, {"kind": "r2", "gamma": 2}]"#,
            "r1 gamma=1 → 0 (linear) + r2 gamma=2"
        ),
    ])
    func reads(json: String, text: String) throws {
        #expect("\(ReadableSetting(value: try JSONValue.parse(json)))" == text)
    }

    @Test func whatIsNotThere() { #expect("\(ReadableSetting(value: nil))" == "–") }
}
