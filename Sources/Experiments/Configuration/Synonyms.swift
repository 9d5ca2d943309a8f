/// Names that other programs and papers use, in small letters, and what is called so here; nil for what a
/// configuration cannot have. They serve hints alone.
let synonyms: [String: String?] = [
    "lr": "learningRate", "batch_size": "batch", "batchsize": "batch",
    "epochs": "steps", "iterations": "steps", "max_iter": "steps", "n_critic": "discriminatorSteps",
    "n_dis": "discriminatorSteps", "critic_iters": "discriminatorSteps", "d_steps": "discriminatorSteps",
    "g_steps": "generatorSteps", "units": "hidden", "layers": "hidden", "widths": "hidden", "z_dim": "width",
    "latent_dim": "width", "nz": "width", "ema": "average", "std": "standardDeviation", "dtype": "precision",
    "lsgan": "leastSquares", "wgan": "wasserstein", "ns": "nonSaturating", "nsgan": "nonSaturating",
    "vanilla": "minimax", "rpgan": "relativisticPaired", "rsgan": "relativisticPaired",
    "kaiming": "he", "kaiming_uniform": "heUniform", "glorot": "xavier", "leakyrelu": "lrelu",
    "leaky_relu": "lrelu", "gp": "wganGP", "gradient_penalty": "wganGP", "conopt": "consensus",
    "critic": "discriminator", "batchnorm": "batchNormalization", "batch_norm": "batchNormalization",
    "bn": "batchNormalization", "pac": "packing", "num_packing": "packing", "trunc_normal": "truncatedNormal",
    "truncated_normal": "truncatedNormal", "wgan_div": "wganDiv", "clc": "drift", "epsilon_drift": "drift",
    "reset_discr": "freshDiscriminator", "fixed_generator": "frozen",
    "spectral_norm": "spectralNormalization", "eg": "extragradient", "omd": "optimistic",
    "gelu": nil, "elu": nil, "selu": nil, "swish": nil, "silu": nil, "sigmoid": nil, "softplus": nil,
    "adamw": nil,
    "bfloat16": nil, "float16": nil,
]
