/// Names that other programs and papers use, in small letters and digits alone, and what is called so here; nil for what
/// a configuration cannot have. They serve hints alone.
let synonyms: [String: String?] = keysElsewhere.merging(kindsElsewhere) { key, _ in key }

private let keysElsewhere: [String: String?] = [
    "type": "kind",
    // Training.
    "lr": "learningRate", "stepsize": "learningRate", "dlr": "learningRate", "glr": "learningRate",
    "lrd": "learningRate", "lrg": "learningRate", "batchsize": "batch", "bs": "batch", "minibatch": "batch",
    "epochs": "steps", "iterations": "steps", "maxiter": "steps", "niter": "steps", "numsteps": "steps",
    "maxsteps": "steps", "nsteps": "steps", "numepochs": "steps", "nepochs": "steps", "iters": "steps",
    "epoch": "steps", "nepoch": "steps", "epochnum": "steps", "maxepoch": "steps", "iter": "steps",
    "niters": "steps", "numiters": "steps", "numiterations": "steps", "trainiters": "steps",
    "trainsteps": "steps", "trainingsteps": "steps", "totalsteps": "steps", "minibatchsize": "batch",
    "nbatch": "batch", "nbatchsize": "batch", "lossfunction": "objective", "lossfn": "objective",
    "gloss": "objective", "gantype": "objective", "ganmode": "objective", "adversarialloss": "objective",
    "smoothing": "labelSmoothing", "onesidedlabelsmoothing": "labelSmoothing",
    "randomseed": "seed", "rngseed": "seed", "numworkers": "threads", "nthreads": "threads",
    "njobs": "threads", "dtype": "precision", "loss": "objective", "criterion": "objective",
    "regularizer": "penalties", "regularizers": "penalties", "penalty": "penalties", "dataset": "data",
    "optim": "optimizer", "betas": "beta1", "beta": "beta1", "eps": "epsilon", "ema": "average",
    "emadecay": "average", "gradclip": "gradientClipping", "clipnorm": "gradientClipping",
    "gradientclip": "gradientClipping", "maxgradnorm": "gradientClipping", "rho": "decay",
    "weightclip": "weightClipping", "clipvalue": "weightClipping", "numpacking": "packing", "pac": "packing",
    // Who moves how often.
    "ncritic": "discriminatorSteps", "ndis": "discriminatorSteps", "criticiters": "discriminatorSteps",
    "dsteps": "discriminatorSteps", "disciters": "discriminatorSteps", "gsteps": "generatorSteps",
    "dstep": "discriminatorSteps", "discsteps": "discriminatorSteps", "ksteps": "discriminatorSteps",
    "discupdatesteps": "discriminatorSteps", "gstep": "generatorSteps", "genupdatesteps": "generatorSteps",
    "unrollsteps": "unrolledSteps", "unrolling": "unrolledSteps", "critic": "discriminator",
    // Networks.
    "units": "hidden", "layers": "hidden", "widths": "hidden", "nlayers": "hidden", "numlayers": "hidden",
    "hiddendim": "hidden", "hiddensize": "hidden", "nhidden": "hidden", "ngf": "hidden", "ndf": "hidden",
    "gwidth": "hidden", "dwidth": "hidden", "glayers": "hidden", "dlayers": "hidden", "hiddenunits": "hidden",
    "hiddenlayers": "hidden", "nunits": "hidden", "nhid": "hidden", "ghid": "hidden",
    "dhid": "hidden", "nhiddenunits": "hidden", "nhiddenlayers": "hidden", "nhiddenneurons": "hidden",
    "activationfn": "activation", "activationfunction": "activation", "outputactivation": "output",
    "finalactivation": "output", "weightinitializer": "initializer", "kernelinitializer": "initializer",
    "weightinit": "initializer", "nonlinearity": "activation", "act": "activation", "init": "initializer",
    "initialization": "initializer", "bias": "biases", "usebias": "biases", "withbias": "biases",
    "negativeslope": "slope", "leak": "slope", "zdim": "width", "latentdim": "width", "latentsize": "width",
    "latentdimensionality": "width", "noisesize": "width", "zsize": "width", "noisedim": "width",
    "dimz": "width", "nz": "width", "std": "standardDeviation",
    "stddev": "standardDeviation", "stdev": "standardDeviation", "mu": "mean", "loc": "mean",
    "components": "modes", "ncomponents": "modes", "numcomponents": "modes", "nummixture": "modes",
    "nsamples": "points", "numsamples": "points", "numpoints": "points", "trainsize": "points",
    "ndata": "points", "datasetsize": "points", "shuffle": "batches", "sigma": "standardDeviation",
    "nmodes": "modes", "nummodes": "modes",
    "spectralnorm": "spectralNormalization", "sn": "spectralNormalization",
    "batchnorm": "batchNormalization", "bn": "batchNormalization", "fixedgenerator": "frozen",
    // Weights of penalties.
    "lambdagp": "lambda", "gpweight": "lambda", "gplambda": "lambda", "r1gamma": "gamma", "gammar1": "gamma",
    // What is recorded.
    "logevery": "metricsEvery", "loginterval": "metricsEvery", "printevery": "metricsEvery",
    "evalevery": "evaluateEvery", "saveevery": "checkpointEvery", "saveinterval": "checkpointEvery",
    // Schedules.
    "initial": "from", "initialvalue": "from", "final": "to", "finalvalue": "to", "decaysteps": "every",
    // There are none.
    "device": nil, "gpu": nil, "cuda": nil, "dropout": nil, "dropoutrate": nil, "layernorm": nil,
    "residual": nil, "milestones": nil, "pretrain": nil,
]

private let kindsElsewhere: [String: String?] = [
    // Objectives.
    "hingeloss": "hinge", "bceloss": "nonSaturating", "bcewithlogits": "nonSaturating",
    "wassersteinloss": "wasserstein", "mseloss": "leastSquares",
    "lsgan": "leastSquares", "ls": "leastSquares", "mse": "leastSquares", "wgan": "wasserstein",
    "ns": "nonSaturating", "nsgan": "nonSaturating", "bce": "nonSaturating", "logistic": "nonSaturating",
    "vanilla": "minimax", "saturating": "minimax", "mmgan": "minimax",
    "rpgan": "relativisticPaired", "rsgan": "relativisticPaired", "relativistic": "relativisticPaired",
    "r3gan": "relativisticPaired", "ragan": "relativisticAverage", "rasgan": "relativisticAverage",
    "relavggan": "relativisticAverage", "sgan": "nonSaturating", "heuristic": "nonSaturating",
    "minmax": "minimax", "js": "minimax", "jensenshannon": "minimax", "binarycrossentropy": "nonSaturating",
    "kullbackleibler": "kl", "rkl": "reverseKL", "chisquared": "pearson", "pearsonchi2": "pearson",
    "hellinger": "squaredHellinger",
    // Penalties and methods of the field.
    "gp": "wganGP", "gradientpenalty": "wganGP", "zerogp": "r1", "0gp": "r1", "simplegp": "r1",
    "lp": "wganGP", "wganlp": "wganGP", "jsregularizer": nil, "lecam": nil, "conopt": "consensus",
    "clc": "drift", "epsilondrift": "drift",
    // Schemes and optimizers.
    "sgda": "simultaneous", "simgda": "simultaneous", "simgd": "simultaneous", "gda": "simultaneous",
    "altgda": "alternating", "altgd": "alternating", "eg": "extragradient", "omd": "optimistic",
    "ogda": "optimistic", "bcgd": "competitive", "acgd": "competitive", "ftr": "followTheRidge",
    "rk4": "rungeKutta", "odegan": "rungeKutta",
    "adamoptimizer": "adamTF", "rmspropoptimizer": "rmspropTF1", "gradientdescentoptimizer": "sgd",
    "gradientdescent": "sgd", "descent": "sgd", "momentumoptimizer": "sgd",
    "resetdiscr": "freshDiscriminator", "adamw": nil, "adagrad": nil, "lion": nil, "muon": nil,
    // Activations, initializers, precisions.
    "leakyrelu": "lrelu", "kaiming": "he", "kaimingnormal": "he", "henormal": "truncatedNormal",
    "glorotnormal": "truncatedNormal",
    "lecunnormal": "truncatedNormal", "variancescaling": "truncatedNormal", "lecununiform": "heUniform",
    "randomnormal": "normal", "randomuniform": "uniform",
    "kaiminguniform": "heUniform", "glorot": "xavier", "glorotuniform": "xavier", "xavieruniform": "xavier",
    "xavierinitializer": "xavier", "randomnormalinitializer": "normal",
    "truncatednormalinitializer": "truncatedNormal",
    "orthogonalinitializer": "orthogonal", "truncnormal": "truncatedNormal",
    "gelu": nil, "selu": nil, "swish": nil, "silu": nil,
    "mish": nil, "bfloat16": nil,
    "float16": nil,
    // Schedules.
    "exponentialdecay": "exponential", "exponentiallr": "exponential", "steplr": "step", "staircase": "step",
    "stepdecay": "step", "cosinedecay": "cosine", "cosineannealing": "cosine", "cosineannealinglr": "cosine",
    "lineardecay": "linear", "linearlr": "linear", "multisteplr": nil,
    // Data.
    "8gaussians": "ring", "ring8": "ring", "2dring": "ring", "gaussianring": "ring", "25gaussians": "grid",
    "grid25": "grid", "2dgrid": "grid", "gaussiangrid": "grid", "normal": "gaussian", "gmm": "mixture",
    "mog": "mixture", "gaussianmixture": "mixture", "moons": "twoMoons", "makemoons": "twoMoons",
    "halfmoons": "twoMoons", "circles": "twoCircles", "makecircles": "twoCircles", "sin": "sine",
    "sinusoid": "sine", "quadratic": "parabola", "line": "segment", "makeswissroll": "swissRoll",
    "checkerboard": nil, "pinwheel": nil, "spirals": nil, "2spirals": nil, "twospirals": nil, "scurve": nil,
    "linspace": nil,
    "float": "float32", "fp32": "float32", "double": "float64", "fp64": "float64",
]
