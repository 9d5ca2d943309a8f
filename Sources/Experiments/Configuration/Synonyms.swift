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
    "randomseed": "seed", "rngseed": "seed", "numworkers": "threads", "nthreads": "threads",
    "njobs": "threads", "dtype": "precision", "loss": "objective", "criterion": "objective",
    "regularizer": "penalties", "regularizers": "penalties", "penalty": "penalties", "dataset": "data",
    "optim": "optimizer", "betas": "beta1", "beta": "beta1", "eps": "epsilon", "ema": "average",
    "emadecay": "average", "gradclip": "gradientClipping", "clipnorm": "gradientClipping",
    "weightclip": "weightClipping", "clipvalue": "weightClipping", "numpacking": "packing", "pac": "packing",
    // Who moves how often.
    "ncritic": "discriminatorSteps", "ndis": "discriminatorSteps", "criticiters": "discriminatorSteps",
    "dsteps": "discriminatorSteps", "disciters": "discriminatorSteps", "gsteps": "generatorSteps",
    "unrollsteps": "unrolledSteps", "unrolling": "unrolledSteps", "critic": "discriminator",
    // Networks.
    "units": "hidden", "layers": "hidden", "widths": "hidden", "nlayers": "hidden", "numlayers": "hidden",
    "hiddendim": "hidden", "hiddensize": "hidden", "nhidden": "hidden", "ngf": "hidden", "ndf": "hidden",
    "nonlinearity": "activation", "act": "activation", "init": "initializer", "initialization": "initializer",
    "negativeslope": "slope", "leak": "slope", "zdim": "width", "latentdim": "width", "latentsize": "width",
    "noisedim": "width", "dimz": "width", "nz": "width", "std": "standardDeviation",
    "stddev": "standardDeviation", "sigma": "standardDeviation", "nmodes": "modes", "nummodes": "modes",
    "spectralnorm": "spectralNormalization", "sn": "spectralNormalization",
    "batchnorm": "batchNormalization", "bn": "batchNormalization", "fixedgenerator": "frozen",
    // Weights of penalties.
    "lambdagp": "lambda", "gpweight": "lambda", "gplambda": "lambda", "r1gamma": "gamma", "gammar1": "gamma",
    // What is recorded.
    "logevery": "metricsEvery", "loginterval": "metricsEvery", "printevery": "metricsEvery",
    "evalevery": "evaluateEvery", "saveevery": "checkpointEvery", "saveinterval": "checkpointEvery",
    // There are none.
    "device": nil, "gpu": nil, "cuda": nil, "dropout": nil, "layernorm": nil, "residual": nil,
]

private let kindsElsewhere: [String: String?] = [
    // Objectives.
    "hingeloss": "hinge", "bceloss": "nonSaturating", "bcewithlogits": "nonSaturating",
    "wassersteinloss": "wasserstein", "mseloss": "leastSquares",
    "lsgan": "leastSquares", "ls": "leastSquares", "mse": "leastSquares", "wgan": "wasserstein",
    "ns": "nonSaturating", "nsgan": "nonSaturating", "bce": "nonSaturating", "logistic": "nonSaturating",
    "vanilla": "minimax", "saturating": "minimax", "mmgan": "minimax",
    "rpgan": "relativisticPaired", "rsgan": "relativisticPaired", "relativistic": "relativisticPaired",
    "r3gan": "relativisticPaired",
    // Penalties and methods of the field.
    "gp": "wganGP", "gradientpenalty": "wganGP", "zerogp": "r1", "0gp": "r1", "simplegp": "r1",
    "conopt": "consensus", "clc": "drift", "epsilondrift": "drift",
    // Schemes and optimizers.
    "sgda": "simultaneous", "simgda": "simultaneous", "simgd": "simultaneous", "gda": "simultaneous",
    "altgda": "alternating", "altgd": "alternating", "eg": "extragradient", "omd": "optimistic",
    "ogda": "optimistic", "bcgd": "competitive", "acgd": "competitive", "ftr": "followTheRidge",
    "rk4": "rungeKutta", "odegan": "rungeKutta",
    "resetdiscr": "freshDiscriminator", "adamw": nil, "adagrad": nil, "lion": nil, "muon": nil,
    // Activations, initializers, precisions.
    "leakyrelu": "lrelu", "kaiming": "he", "kaimingnormal": "he", "henormal": "he",
    "kaiminguniform": "heUniform", "glorot": "xavier", "glorotuniform": "xavier", "xavieruniform": "xavier",
    "truncnormal": "truncatedNormal", "gelu": nil, "elu": nil, "selu": nil, "swish": nil, "silu": nil,
    "sigmoid": nil, "softplus": nil, "mish": nil, "glorotnormal": nil, "xaviernormal": nil, "bfloat16": nil,
    "float16": nil,
    "float": "float32", "fp32": "float32", "double": "float64", "fp64": "float64",
]
