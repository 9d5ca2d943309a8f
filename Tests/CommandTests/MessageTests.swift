import Testing

/// What a person types by mistake, and the answer that helps.
@Suite struct MessageTests {
    private let program: Program

    init() throws { program = try Program() }

    /// Keys that were given as options or as words, by their names here or in other programs.
    @Test(arguments: [
        ("--epochs 10", "unknown option '--epochs'", "--set steps=10"),
        ("--batch-size=8", "unknown option '--batch-size'", "--set batch=8"),
        (
            "--lr 0.1", "unknown option '--lr'",
            "--set generator.optimizer.learningRate=0.1 --set discriminator.optimizer.learningRate=0.1"
        ),
        ("--gamma 3", "unknown option '--gamma'", "--set penalties.0.gamma=3"),
        ("epochs=10", "unexpected argument 'epochs=10'", "--set steps=10"),
        (
            "generator.optimizer.learningRate=1",
            "unexpected argument 'generator.optimizer.learningRate=1'",
            "--set generator.optimizer.learningRate=1"
        ),
    ])
    func keysWithoutTheOption(words: String, complaint: String, change: String) throws {
        let output = try program.gantrain(["tiny.json"] + words.split(separator: " ").map(String.init))
        #expect(output.status == 64)
        let lines = output.stderr.split(separator: "\n").map(String.init)
        #expect(lines.first == "gantrain: \(complaint)")
        #expect(lines.dropFirst().first == "Keys of the configuration are changed with --set: \(change)")
        let other = try program.gantrain(["list"] + words.split(separator: " ").map(String.init))
        #expect(!other.stderr.contains("--set"), "a command without configurations")
    }

    /// What was probably meant stands after the complaint of the parser, and the usage after both.
    @Test(arguments: [
        ("data.modes = 10", "--set takes one word, without spaces around =: --set data.modes=10"),
        ("data.modes= 10", "--set takes one word, without spaces around =: --set data.modes=10"),
        ("data.modes =10", "--set takes one word, without spaces around =: --set data.modes=10"),
        ("data.modes 10", "--set takes one word, without spaces around =: --set data.modes=10"),
        ("generator.hidden=[4, 4]", "A value with spaces needs quotes: --set 'generator.hidden=[4, 4]'"),
        ("name=my run", "A value with spaces needs quotes: --set 'name=my run'"),
        (
            "penalties=[{kind: r1}]",
            #"A value with spaces needs quotes: --set 'penalties=[{"kind": "r1"}]'"#
        ),
        ("seed=5 batch=64", "Each change has its own --set: --set seed=5 --set batch=64"),
    ])
    func changesInSeveralWords(words: String, hint: String) throws {
        for start in [["tiny.json"], ["--config", "tiny.json"]] {
            let output = try program.gantrain(
                start + ["--set"] + words.split(separator: " ").map(String.init))
            #expect(output.status == 64)
            let lines = output.stderr.split(separator: "\n")
            #expect(lines.first?.hasPrefix("gantrain: ") == true)
            #expect(lines.dropFirst().first == hint[...])
            #expect(lines.dropFirst(2).first?.hasPrefix("Usage: gantrain train ") == true)
        }
    }

    /// The parser's complaints look as all others do.
    @Test func theParserHasTheSameVoice() throws {
        let output = try program.gantrain("sample", "run", "--count", "-1")
        #expect(output.status == 64)
        #expect(
            output.stderr == """
                gantrain: the value '-1' is invalid for '--count <count>': allowed is an integer from 1 to 10000000
                  --count <count>  How many samples (default: 1000).
                Usage: gantrain sample <run> [--count <count>] [--at <step>] [--seed <seed>] [--out <file>] [--overwrite]
                See 'gantrain sample --help' for more information.

                """)
    }

    @Test func aFormulaInThePlaceOfAName() throws {
        let output = try program.gantrain("game", "x*y + x^2")
        #expect(output.status == 64)
        #expect(output.stderr.contains("\nA formula is given with --of: --of 'x*y + x^2'\n"))
    }

    @Test(arguments: [
        ("trian tiny.json", "there is no command 'trian'; did you mean 'train'?"),
        ("resumee run", "there is no command 'resumee'; did you mean 'resume'?"),
        (
            "trian --config tiny.json",
            "there is no command 'trian'; did you mean 'train'?\nSee 'gantrain --help' for the commands."
        ),
        ("help trian", "there is no command 'trian'; did you mean 'train'?"),
        ("help frobnicate", "there is no command 'frobnicate'"),
        ("frobnicate --config tiny.json", "unexpected argument 'frobnicate' beside --config"),
        ("config chekc tiny.json", "there is no command 'config chekc'; did you mean 'check'?"),
        (
            "config frobnicate",
            "there is no command 'config frobnicate'; there are check, show, list, keys, schema"
        ),
        ("run tiny.json", "there is no command 'run'; did you mean 'train'?"),
        ("study mrege a b", "there is no command 'study mrege'; did you mean 'merge'?"),
        ("frobnicate.json", "cannot read frobnicate.json: no such file, neither here nor in configs/"),
    ])
    func commandsThatDoNotExist(words: String, complaint: String) throws {
        let output = try program.gantrain(words.split(separator: " ").map(String.init))
        #expect(output.status == 64)
        #expect(output.stderr.hasPrefix("gantrain: \(complaint)\n"))
    }

    /// The first word may be a file, whatever it is called.
    @Test func aFileOfTheNameOfACommand() throws {
        let complaint = "gantrain: cannot read trian: no such file, neither here nor in configs/\n"
        let missing = try program.gantrain("trian", "--quiet")
        #expect(missing.status == 64)
        #expect(missing.stderr == complaint + "Did you mean: gantrain train?\n")
        let checked = try program.gantrain("config", "check", "trian")
        #expect(checked.stderr.hasPrefix(complaint))
        #expect(!checked.stderr.contains("gantrain train"), "a command is not meant there")
        try program.write(Program.tiny, as: "trian")
        #expect(try program.gantrain("trian", "--quiet", "--no-figures", "--out", "run").status == 0)
    }

    /// The option is named, and the key or kind that other programs call so.
    @Test(arguments: [
        ("optimizer.lr=1", #"optimizer.lr: unknown key; did you mean "learningRate"?"#),
        ("weight_decay=1", #"weight_decay: unknown key; did you mean "generator.weightDecay"?"#),
        ("lambda_gp=1", #"lambda_gp: unknown key; did you mean "penalties.0.lambda"?"#),
        ("n_critic=5", #"n_critic: unknown key; did you mean "scheme.discriminatorSteps"?"#),
        ("d_steps=5", #"d_steps: unknown key; did you mean "scheme.discriminatorSteps"?"#),
        ("dropout=0.3", "dropout: unknown key, which is not supported"),
        (
            "activation=gelu",
            """
            activation: found "gelu", which is not supported; allowed is an object whose "kind" is one of \
            "relu", "lrelu", "tanh", "sigmoid", "softplus", "elu", "maxout"
            """
        ),
        (
            "activation=LeakyReLU",
            """
            activation: found "LeakyReLU"; allowed is an object whose "kind" is one of "relu", "lrelu", "tanh", \
            "sigmoid", "softplus", "elu", "maxout"; did you mean "lrelu"?
            """
        ),
        (
            #"activation="leaky_relu", "optimizer": 3"#,
            """
            activation: found "leaky_relu"; allowed is an object whose "kind" is one of "relu", "lrelu", "tanh", \
            "sigmoid", "softplus", "elu", "maxout"; did you mean "lrelu"?
            """
        ),
        (
            "optimizer.momentum=0.9",
            """
            optimizer.momentum: "momentum" is a key of kind "sgd" or "rmsprop" or "rmspropKeras" or "rmspropTF1", \
            not of "adam"; set generator.optimizer.kind=sgd too
            """
        ),
        (
            "penalties=None",
            #"penalties: found "None"; allowed is a list of objects whose "kind" is one of "r1", "r2", "wganGP", "#
                + #""wganDiv", "drift", "dragan", "l2"; did you mean []?"#
        ),
        (
            #"penalties=["r1","R2"]"#,
            #"penalties.1: found "R2"; allowed is an object whose "kind" is one of "r1", "r2", "wganGP", "#
                + #""wganDiv", "drift", "dragan", "l2"; did you mean "r2"?"#
        ),
        ("average=None", "average: found \"None\"; allowed is an object or null; did you mean null?"),
        ("batch=1k", "batch: found \"1k\"; allowed is an integer from 1 to 65536; did you mean 1000?"),
        ("batch=1,024", "batch: found \"1,024\"; allowed is an integer from 1 to 65536; did you mean 1024?"),
        ("batch=many", "batch: found \"many\"; allowed is an integer from 1 to 65536"),
    ])
    func wordsOfOtherPrograms(change: String, problem: String) throws {
        let isInside = ["optimizer", "activation"].contains { change.hasPrefix($0) }
        let isFile = change.contains(": ")
        let (setting, place) = isInside ? ("generator.\(change)", "generator.") : (change, "")
        if isFile {
            try program.write(#"{"generator": {"activation": "leaky_relu"}}"#, as: "file.json")
            let output = try program.gantrain("config", "check", "file.json")
            #expect(output.stderr == "gantrain: file.json: 1 problem\n  line 1  \(place)\(problem)\n")
        } else {
            let output = try program.gantrain("config", "check", "tiny.json", "--set", setting)
            #expect(output.status == 64)
            #expect(output.stderr == "gantrain: --set \(setting): 1 problem\n  \(place)\(problem)\n")
        }
    }

    /// Names in public programs of small GANs.
    @Test(arguments: [
        ("generator.optimizer=AdamOptimizer", "adamTF"), ("data=8gaussians", "ring"),
        ("data=25gaussians", "grid"),
        ("data=make_moons", "twoMoons"), ("data.kind=normal", "gaussian"),
        ("data={\"kind\": \"gaussian\", \"mu\": 4}", "mean"),
        ("penalties=LP", "wganGP"), ("minibatch_size=5", "batch"), ("num_iterations=5", "steps"),
        ("loss_function=BCELoss", "objective"), ("objective=sgan", "nonSaturating"),
        ("objective=RaSGAN", "relativisticAverage"), ("objective=hellinger", "squaredHellinger"),
        ("generator.kernel_initializer=he_uniform", "initializer"), ("generator.n_units=[5]", "hidden"),
        ("generator.initializer=lecun_normal", "truncatedNormal"), ("g_steps=2", "scheme.generatorSteps"),
        ("generator.optimizer.learningRate={\"kind\": \"StepLR\"}", "step"),
    ])
    func namesOfPublicProgramsLeadToKeys(change: String, meant: String) throws {
        let output = try program.gantrain("config", "check", "tiny.json", "--set", change)
        #expect(output.status == 64)
        #expect(output.stderr.contains("did you mean \"\(meant)\"?"), "\(output.stderr)")
    }

    @Test(arguments: ["data=pinwheel", "data=checkerboard", "generator.dropout=0.3"])
    func whatThereIsNotIsSaid(change: String) throws {
        let output = try program.gantrain("config", "check", "tiny.json", "--set", change)
        #expect(output.stderr.contains(", which is not supported"), "\(output.stderr)")
    }

    /// Other spellings of JSON.
    @Test(arguments: [
        ("{'steps': 5}", #"column 2: expected a key in double quotes or '}', found "'""#),
        ("{\"name\": 'a'}", #"column 10: expected a value, found "'"; JSON needs double quotes"#),
        ("{\"a\": True}", #"column 7: expected a value, found "True"; JSON writes true"#),
        ("{\"a\": None}", #"column 7: expected a value, found "None"; JSON writes null"#),
        ("{\"a\": NaN}", #"column 7: expected a value, found "NaN"; JSON has no NaN"#),
        (
            "{\"a\": -Infinity}",
            #"column 8: expected a digit after '-', found "Infinity"; JSON has no infinity"#
        ),
        ("{\"a\": .5}", #"column 7: expected a value, found ".5"; JSON writes 0.5"#),
        ("{\"a\": +5}", #"column 7: expected a value, found "+5"; JSON writes 5"#),
        (
            "{# why\n}",
            ##"column 2: expected a key in double quotes or '}', found "#"; comments begin with //"##
        ),
        (
            "{\"a\": 1 # why\n}",
            ##"column 9: expected a comma or '}' after the value, found "#"; comments begin with //"##
        ),
        (
            "steps: 5",
            #"column 1: expected a value, found "steps"; a configuration is JSON, which begins with {"#
        ),
    ])
    func otherSpellings(text: String, complaint: String) throws {
        try program.write(text, as: "file.json")
        let output = try program.gantrain("config", "check", "file.json")
        #expect(output.status == 64)
        #expect(output.stderr == "gantrain: file.json: line 1, \(complaint)\n")
    }
}
