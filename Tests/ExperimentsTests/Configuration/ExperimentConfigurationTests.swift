import Networks
import TestSupport
import Settings
import Tensors
import Testing

@testable import Experiments

@Suite struct ExperimentConfigurationTests {
    @Test func defaults() throws {
        #expect(
            JSONWriter.pretty(try Tiny.read("{}").json) == """
                {
                  "name": "run",
                  "seed": 0,
                  "steps": 10000,
                  "batch": 256,
                  "precision": "float32",
                  "threads": 0,
                  "data": {
                    "kind": "ring",
                    "modes": 8,
                    "radius": 2,
                    "standardDeviation": 0.02,
                    "choice": "drawn",
                    "weights": null,
                    "scale": 1,
                    "shift": 0,
                    "standardize": false,
                    "points": null,
                    "pointsSeed": 0,
                    "batches": "drawn"
                  },
                  "latent": {
                    "kind": "normal",
                    "width": 16,
                    "scale": 1,
                    "mean": 0
                  },
                  "generator": {
                    "kind": "network",
                    "hidden": [128, 128],
                    "activation": {
                      "kind": "lrelu",
                      "slope": 0.2
                    },
                    "initializer": {
                      "kind": "he",
                      "gain": null,
                      "over": "in",
                      "biases": "zeros"
                    },
                    "outputInitializer": null,
                    "biases": "all",
                    "inputScale": 1,
                    "output": {
                      "kind": "linear"
                    },
                    "batchNormalization": null,
                    "optimizer": {
                      "kind": "adam",
                      "beta1": 0.5,
                      "beta2": 0.999,
                      "epsilon": 1e-08,
                      "learningRate": 0.0001
                    },
                    "gradientClipping": null,
                    "weightDecay": null,
                    "weightClipping": null,
                    "spectralNormalization": null
                  },
                  "discriminator": {
                    "hidden": [128, 128],
                    "activation": {
                      "kind": "lrelu",
                      "slope": 0.2
                    },
                    "initializer": {
                      "kind": "he",
                      "gain": null,
                      "over": "in",
                      "biases": "zeros"
                    },
                    "outputInitializer": null,
                    "biases": "all",
                    "inputScale": 1,
                    "output": {
                      "kind": "linear"
                    },
                    "batchNormalization": null,
                    "packing": 1,
                    "antisymmetric": false,
                    "optimizer": {
                      "kind": "adam",
                      "beta1": 0.5,
                      "beta2": 0.999,
                      "epsilon": 1e-08,
                      "learningRate": 0.0001
                    },
                    "gradientClipping": null,
                    "weightDecay": null,
                    "weightClipping": null,
                    "spectralNormalization": null
                  },
                  "objective": "nonSaturating",
                  "labelSmoothing": 0,
                  "penalties": [],
                  "fieldMethods": [],
                  "instanceNoise": null,
                  "scheme": {
                    "kind": "alternating",
                    "discriminatorSteps": 1,
                    "generatorSteps": 1,
                    "first": "discriminator",
                    "latents": "fresh",
                    "freshDiscriminator": false
                  },
                  "lookahead": null,
                  "mixing": null,
                  "average": null,
                  "record": {
                    "metricsEvery": 100,
                    "evaluateEvery": 500,
                    "checkpointEvery": 2000,
                    "keepEvery": 0,
                    "spectrumEvery": 0,
                    "spectrumBatches": 10,
                    "samples": 2500,
                    "within": 3,
                    "snapshots": 5,
                    "measures": [
                      {
                        "kind": "transport",
                        "points": 2048,
                        "every": 0
                      },
                      {
                        "kind": "spread",
                        "every": null
                      },
                      {
                        "kind": "discriminator",
                        "points": 500,
                        "every": null
                      }
                    ]
                  },
                  "game": {
                    "kind": "network"
                  },
                  "start": null
                }

                """)
    }

    @Test(arguments: ["{}", Tiny.text])
    func readAgainItGivesItself(text: String) throws {
        let resolved = JSONWriter.pretty(try Tiny.read(text).json)
        #expect(JSONWriter.pretty(try Tiny.read(resolved).json) == resolved)
    }

    @Test func allProblemsAtOnce() throws {
        let text = """
            {
              "name": "../etc",
              "sed": 1,
              "steps": "many",
              "batch": 0,
              "precision": "float16",
              "data": { "kind": "grid", "modes": 8 },
              "latent": { "width": 2.5 },
              "generator": {
                "hidden": [0],
                "optimizer": { "kind": "adma", "learningRate": { "kind": "linear", "form": 1 } }
              },
              "discriminator": 7,
              "penalties": [{ "kind": "r1" }, { "gamma": -1 }, { "kind": "r1", "oneSided": true }],
              "scheme": { "discriminatorSteps": -1 },
              "average": { "decay": 1 },
              "record": null
            }
            """
        let error = #expect(throws: ConfigurationError.self) { try Tiny.read(text) }
        // A new penalty shall not need a word here.
        let penalties = try MethodPagesTests.names("penalties").map { "\"\($0)\"" }.joined(separator: ", ")
        #expect(
            error?.description == """
                test.json: 18 problems
                  line  2  name: found "../etc"; allowed is a name of 1 to 64 letters, digits, '.', '_' and \
                '-' that starts with a letter or digit
                  line  3  sed: unknown key; did you mean "seed"?
                  line  4  steps: found "many"; allowed is an integer from 1 to 4294967295
                  line  5  batch: found 0; allowed is an integer from 1 to 65536
                  line  6  precision: found "float16", which is not supported; allowed is one of "float32", "float64"
                  line  7  data.modes: "modes" is a key of kind "ring" or "random", not of "grid"
                  line  8  latent.width: found 2.5; allowed is an integer from 1 to 4096
                  line 10  generator.hidden.0: found 0; allowed is an integer from 1 to 8192
                  line 11  generator.optimizer.kind: found "adma"; allowed is one of "sgd", "rmsprop", \
                "rmspropKeras", "rmspropTF1", "adam", "adamTF"; did you mean "adam"?
                  line 11  generator.optimizer.learningRate.form: unknown key; did you mean "from"?
                  line 13  discriminator: found 7; allowed is an object
                  line 14  penalties.2.oneSided: "oneSided" is a key of kind "wganGP", not of "r1"
                  line 15  scheme.discriminatorSteps: found -1; allowed is an integer from 1 to 1000
                  line 16  average.decay: found 1; allowed is a number of at least 0 and below 1
                  line 17  record: found null; allowed is an object
                           generator.optimizer.learningRate.from: missing; allowed is a number of at least 0
                           generator.optimizer.learningRate.to: missing; allowed is a number of at least 0
                           penalties.1.kind: missing; allowed is one of \(penalties)
                """)
    }

    @Test func aPenaltyMayStandInTheListOnce() {
        let error = #expect(throws: ConfigurationError.self) {
            try Tiny.read(#"{"penalties": [{"kind": "r1"}, {"kind": "r2"}, {"kind": "r1", "gamma": 2}]}"#)
        }
        #expect(
            error?.description == """
                test.json: 1 problem
                  line 1  penalties: "r1" stands in the list twice; join their weights
                """)
    }

    @Test func otherNamesOfXavier() throws {
        for name in ["keras", "slim", "xavier"] {
            let resolved = try Tiny.resolved([#"generator.initializer={"kind":"\#(name)"}"#])
            #expect(resolved.configuration.players.generator.network?.initializer == .xavier)
            #expect(resolved.json[JSONPath("generator.initializer.kind")] == .string(name))
        }
    }

    /// A rule is the same whether its usual gain and biases are given or left out.
    @Test(arguments: [
        (#"{"kind":"he"}"#, Initializer.he),
        (#"{"kind":"he","gain":null,"over":"in","biases":"zeros"}"#, .he),
        (
            #"{"kind":"heUniform","gain":1,"over":"out"}"#,
            .varianceScaling(VarianceScaling(.uniform, gain: 1, over: .out))
        ),
        (
            #"{"kind":"xavier","gain":1.5,"biases":"torch"}"#,
            .separate(weights: .xavier(.uniform, gain: 1.5), biases: .torch)
        ),
        (#"{"kind":"xavierNormal"}"#, .xavier(.normal, gain: 1)),
        (#"{"kind":"uniform","limit":2}"#, .uniform(limit: 2)),
        (#"{"kind":"torch","biases":"torch"}"#, .torch),
        (#"{"kind":"torch","biases":"zeros"}"#, .separate(weights: .torch, biases: .zeros)),
    ])
    func initializers(_ text: String, _ expected: Initializer) throws {
        for key in ["initializer", "outputInitializer"] {
            let network = try Tiny.resolved(["generator.\(key)=\(text)"]).configuration.players.generator
                .network
            #expect((key == "initializer" ? network?.initializer : network?.outputInitializer) == expected)
        }
    }

    /// Radius 2 and σ 0.02, all divided by 1.414, as in gan_toy.py of arXiv 1704.00028.
    @Test func modesAreScaledToo() throws {
        let modes = try Tiny.read(#"{"data":{"scale":0.7072135785007072}}"#).configuration.data.modes
        let ring = try #require(modes)
        #expect(abs((ring.centres.first?.x ?? 0) - 2 / 1.414) < 1e-12)
        #expect(abs(ring.standardDeviation - 0.02 / 1.414) < 1e-12)
    }

    @Test(arguments: [
        #"objective="minimax""#, #"objective="wasserstein""#, #"scheme={"kind":"simultaneous"}"#,
        #"scheme={"kind":"alternating","discriminatorSteps":3,"first":"generator"}"#,
        #"scheme={"discriminatorSteps":2,"generatorSteps":2}"#, #"data={"kind":"grid","side":2}"#,
        #"data.choice="balanced""#, #"latent.kind="uniform""#, #"generator.activation={"kind":"tanh"}"#,
        #"data={"kind":"random","modes":5,"placement":7}"#, #"data={"kind":"gaussian","mean":[3,1]}"#,
        #"data={"kind":"segment","from":[0,0],"to":[1,2],"noise":0.05}"#, #"data={"kind":"circle"}"#,
        #"data={"kind":"fourSegments"}"#, #"data={"kind":"swissRoll"}"#, "data.scale=0.5",
        #"data={"kind":"mixture","centres":[-1,2],"standardDeviation":[1,2],"weights":[1,2]}"#,
        #"data={"kind":"mixture","centres":[[0,1]],"covariance":[[1,0.5],[0.5,1]],"standardize":true}"#,
        #"data={"kind":"mixture","centres":[-1,2],"standardDeviation":1,"points":9,"batches":"shuffled"}"#,
        #"generator.initializer={"kind":"heUniform"}"#, #"generator.initializer={"kind":"keras"}"#,
        #"generator.initializer={"kind":"slim"}"#, #"generator.initializer={"kind":"normal"}"#,
        #"generator.initializer={"kind":"orthogonal"}"#, #"discriminator.initializer={"kind":"xavier"}"#,
        #"discriminator.optimizer={"kind":"rmsprop"}"#,
        #"discriminator.optimizer={"kind":"sgd","momentum":0.9}"#, #"penalties=[{"kind":"r2"}]"#,
        "generator.hidden=[]", "discriminator.hidden=[]", "discriminator.packing=3",
        "discriminator.antisymmetric=true",
        "generator.batchNormalization={}", #"generator.biases="hidden""#, #"discriminator.biases="none""#,
        #"generator.initializer={"kind":"xavierNormal","gain":2}"#,
        #"generator.initializer={"kind":"uniform"}"#,
        #"generator.initializer={"gain":1,"over":"mean","biases":"torch"}"#,
        #"generator.outputInitializer={"kind":"torch"}"#,
        #"generator.output={"kind":"tanh","scale":3}"#, #"discriminator.output={"kind":"sigmoid"}"#,
        #"discriminator.activation={"kind":"maxout"}"#, #"discriminator.initializer={"kind":"ntk"}"#,
        #"generator.initializer={"kind":"truncatedNormal","convention":"torch"}"#,
        #"penalties=[{"kind":"drift","points":"both"}]"#, #"penalties=[{"kind":"wganDiv","points":"both"}]"#,
        #"penalties=[{"kind":"wganGP","of":"probability","target":0}]"#, #"scheme={"latents":"shared"}"#,
        #"scheme={"freshDiscriminator":true}"#,
        #"penalties.0.gamma={"kind":"cosine","from":1,"to":0,"over":5}"#, "average=null",
        "seed=9007199254740991", "discriminator.spectralNormalization={}",
    ])
    func everyKindTrains(change: String) throws {
        let scratch = try Scratch()
        let summary = try Tiny.train([change, "steps=3"], in: scratch.run())
        #expect(summary.status == .completed)
        #expect(summary.steps == 3)
    }
}
