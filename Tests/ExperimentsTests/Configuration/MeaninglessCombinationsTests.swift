import TestSupport
import Settings
import Tensors
import Testing

@testable import Experiments

@Suite struct MeaninglessCombinationsTests {
    @Test(arguments: [
        (
            #"{"objective": "wasserstein", "labelSmoothing": 0.1}"#,
            #"labelSmoothing: there are labels with "minimax" and "nonSaturating" only"#
        ),
        (
            #"{"game": "dirac", "labelSmoothing": 0.1}"#,
            #"labelSmoothing: without meaning for the game "dirac", whose answers are those of labels 0 and 1"#
        ),
        (
            #"{"discriminator": {"weightClipping": {"limit": 1}, "spectralNormalization": {}}}"#,
            "discriminator.weightClipping: bounds nothing beside spectralNormalization, which divides each "
                + "weight matrix by its norm; leave one of them out"
        ),
        (
            #"{"generator": {"weightClipping": {"limit": 1}}}"#,
            "generator.weightClipping: is for the discriminator: it bounds the slope of the scores"
        ),
        (
            #"{"generator": {"spectralNormalization": {"iterations": 2}}}"#,
            "generator.spectralNormalization: is for the discriminator: it bounds the slope of the scores"
        ),
        (
            #"{"discriminator": {"batchNormalization": {}}}"#,
            "discriminator.batchNormalization: is for the generator: with it a score depends on the other points of "
                + "the batch, and slopes and pictures of the discriminator lose their meaning"
        ),
        (
            #"{"generator": {"batchNormalization": {}, "activation": {"kind": "maxout"}}}"#,
            "generator.batchNormalization: is not defined beside maxout: programs differ in whether each piece is "
                + "normalized"
        ),
        (
            #"{"generator": {"kind": "frozen"}, "latent": {"width": 2}}"#,
            "latent: without meaning beside generator.kind: a frozen generator makes its points from the data"
        ),
        (
            #"{"generator": {"kind": "particles"}, "batch": 600, "record": {"samples": 2500}}"#,
            "generator: record.samples, 2500, is no multiple of the 600 particles; 3000 is"
        ),
        (
            #"{"generator": {"kind": "particles", "hidden": [3]}}"#,
            #"generator.hidden: "hidden" is a key of kind "network", not of "particles""#
        ),
        (
            #"{"scheme": {"freshDiscriminator": true}, "lookahead": {}}"#,
            "lookahead: follows a discriminator over steps, which scheme.freshDiscriminator begins anew; leave one of them "
                + "out"
        ),
        (
            #"{"discriminator": {"packing": 2}, "record": {"measures": [{"kind": "discriminator"}]}}"#,
            "record: the measure \"discriminator\" needs scores of single points; this discriminator sees 2 at a time"
        ),
        (
            #"{"fieldMethods": [{"kind": "simregG2"}, {"kind": "r"}, {"kind": "nagarajanKolter"}]}"#, nil
        ),
        (
            #"{"fieldMethods": [{"kind": "simregG2"}, {"kind": "nagarajanKolter"}]}"#,
            #"fieldMethods: "nagarajanKolter" is "simregG2" with η = γ/2; join their weights"#
        ),
        (
            #"{"scheme": {"kind": "simultaneous", "generatorSteps": 2}}"#,
            #"scheme.generatorSteps: "generatorSteps" is a key of kind "alternating", not of "simultaneous""#
        ),
        (
            #"{"scheme": {"kind": "extragradient", "unrolledSteps": 2}}"#,
            #"scheme.unrolledSteps: "unrolledSteps" is a key of kind "unrolled", not of "extragradient""#
        ),
        (
            #"{"discriminator": {"weightClipping": {"limit": 0}}}"#,
            "discriminator.weightClipping.limit: found 0; allowed is a number above 0"
        ),
    ])
    func combinationsWithoutMeaningAreRefused(text: String, problem: String?) {
        let error = #expect(throws: ConfigurationError.self) { try Tiny.read(text) }
        if let problem {
            #expect(error?.description == "test.json: 1 problem\n  line 1  \(problem)")
        } else {
            // A list that could not be read whole is not judged.
            #expect(error?.problems.count == 1)
        }
    }

    /// Pointless or redundant, perhaps, and yet defined: docs/methods.md.
    @Test(arguments: [
        [#"penalties=[{"kind":"wganGP","target":0,"oneSided":true}]"#],
        [#"lookahead={"every":1}"#], [#"lookahead={"alpha":1}"#],
        [#"fieldMethods=[{"kind":"sga"}]"#, #"scheme={"kind":"alternating"}"#],
        [#"fieldMethods=[{"kind":"consensus"}]"#, #"scheme={"kind":"unrolled","unrolledSteps":1}"#],
        [#"instanceNoise={"sigma":{"kind":"linear","from":1,"to":0,"over":1000}}"#],
        ["discriminator.spectralNormalization={}", #"penalties=[{"kind":"wganGP"}]"#],
        [#"generator={"kind":"frozen"}"#, "latent={}", "record.spectrumEvery=1"],
        [#"generator={"kind":"particles"}"#, "latent={}", "record.samples=8", "record.spectrumEvery=1"],
        ["generator.hidden=[]", "discriminator.hidden=[]", "record.spectrumEvery=1"],
        ["discriminator.packing=2", "generator.batchNormalization={}", "record.spectrumEvery=1"],
    ])
    func combinationsWithMeaningTrain(changes: [String]) throws {
        let scratch = try Scratch()
        #expect(try Tiny.train(changes + ["steps=2"], in: scratch.run()).status == .completed)
    }
}
