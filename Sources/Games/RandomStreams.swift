import Tensors

/// What the random numbers of training are for. A purpose has a stream to itself, so that drawing more for one (say,
/// for evaluation) never changes another. The numbers are part of every run: a stream with another number is another
/// run. Initialization (`Networks`) has number 5, the places of random modes (`Distributions`) number 7.
extension RandomStream {
    public static let data: RandomStream = 0
    public static let discriminatorLatent: RandomStream = 1
    public static let generatorLatent: RandomStream = 2
    public static let interpolation: RandomStream = 3
    public static let instanceNoise: RandomStream = 4
    public static let evaluation: RandomStream = 6
    public static let spectrum: RandomStream = 8
}
