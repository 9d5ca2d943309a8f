import Distributions
import Foundation
import Records
import Metrics
import Networks
import Settings
import SystemPackage
import Tensors
import TestSupport
import Testing

@testable import Experiments
@testable import Runs
@testable import Storage

/// What the keys of `data` mean.
@Suite struct DataConfigurationTests {
    private static func configuration(_ data: String, _ more: [String] = []) throws -> ExperimentConfiguration
    {
        try Tiny.resolved(["data=\(data)"] + more).configuration
    }

    private static func problems(_ data: String) -> [String] {
        let error = #expect(throws: ConfigurationError.self) { try configuration(data) }
        return (error?.problems ?? []).map(\.message)
    }

    @Test func aMixture() throws {
        let modes = try #require(
            Self.configuration(
                #"{"kind":"mixture","centres":[[0,1],[4,-2]],"covariance":[[[4,2],[2,9]],[[1,0],[0,1]]],"weights":[3,1]}"#
            ).data.modes)
        #expect(modes.centres == [Point(0, 1), Point(4, -2)] && modes.weights == [0.75, 0.25])
        // Cholesky's factor of [[4, 2], [2, 9]] is [[2, 0], [1, √8]].
        #expect(modes.spreads == [.init(xx: 2, yx: 1, yy: 8.0.squareRoot()), .init(standardDeviation: 1)])
        let one = try #require(
            Self.configuration(#"{"kind":"mixture","centres":[[0,1],[4,-2]],"covariance":[[4,2],[2,9]]}"#)
                .data.modes)
        #expect(one.spreads.count == 2 && one.spreads[0] == one.spreads[1] && one.isEven && !one.isUniform)
        let each = try #require(
            Self.configuration(#"{"kind":"mixture","centres":[[0,1],[4,-2]],"standardDeviation":[1,2]}"#).data
                .modes)
        #expect(each.spreads.map(\.xx) == [1, 2])
    }

    @Test func onALine() throws {
        let data = try Self.configuration(
            #"{"kind":"mixture","centres":[-2,2],"standardDeviation":1,"scale":3,"shift":1}"#
        ).data
        #expect(data.width == 1 && data.modes?.dimensions == 1)
        #expect(data.modes?.centres == [Point(-5, 0), Point(7, 0)])
        #expect(data.modes?.spreads.map(\.xx) == [3, 3] && data.modes?.spreads.map(\.yy) == [0, 0])
    }

    /// One Gaussian on a line is a mixture of one.
    @Test func aGaussianOnALine() throws {
        let data = try Self.configuration(#"{"kind":"gaussian","mean":4,"standardDeviation":1.25}"#).data
        let mixture = try Self.configuration(
            #"{"kind":"mixture","centres":[4],"standardDeviation":1.25}"#
        ).data
        #expect(data.width == 1 && data.modes == mixture.modes)
        #expect(
            Self.problems(#"{"kind":"gaussian","mean":[4]}"#) == [
                "found a list of 1; allowed is a list of 2 values, each a number, or a number"
            ])
    }

    /// A file may name a kind alone wherever an object of that kind can stand.
    @Test func kindsAlone() throws {
        let text =
            #"{"data": "twoMoons", "generator": {"activation": "elu", "optimizer": "sgd"}, "penalties": ["r1"]}"#
        let named = try ExperimentConfiguration.read(JSONDocument.parse(text), name: "a.json")
        let whole = try ExperimentConfiguration.read(
            JSONDocument.parse(
                #"{"data": {"kind": "twoMoons"}, "generator": {"activation": {"kind": "elu"}, "optimizer": {"kind": "sgd"}},"#
                    + #" "penalties": [{"kind": "r1"}]}"#), name: "a.json")
        #expect(named.json == whole.json)
    }

    /// The numbers of a training do not know whether the data were given as a ring or by their centres.
    @Test func aRingByItsCentres() throws {
        let ring = GaussianMixture.ring(modes: 3, radius: 1, standardDeviation: 0.2)
        let centres = ring.centres.map { "[\($0.x),\($0.y)]" }.joined(separator: ",")
        let same = try Self.configuration(
            #"{"kind":"mixture","centres":[\#(centres)],"standardDeviation":0.2}"#
        ).data
        #expect(same.modes == ring.modes)
    }

    @Test func axes() throws {
        let data = try Self.configuration(#"{"kind":"circle","radius":2,"scale":[1,3],"shift":[10,20]}"#).data
        let moments = data.moments
        #expect(abs(moments.mean.x - 10) < 1e-9 && abs(moments.mean.y - 20) < 1e-9)
        #expect(abs(moments.variance.x - 2) < 1e-9 && abs(moments.variance.y - 18) < 1e-9)
        let grid = try Self.configuration(#"{"kind":"grid","standardize":true}"#).data
        // Variance of five places 2 apart is 8, and σ² is 0.0025.
        #expect(abs((grid.modes?.standardDeviation ?? 0) - 0.05 / 8.0025.squareRoot()) < 1e-15)
    }

    @Test func finiteSets() throws {
        let configuration = try Self.configuration(
            #"{"kind":"ring","points":50,"pointsSeed":3,"batches":"shuffled"}"#)
        let set = try #require(configuration.trainingData as? PointSet)
        #expect(set.points.count == 50 && set.order == .shuffled)
        #expect(configuration.data is GaussianMixture, "measures see fresh points")
        let other = try Self.configuration(#"{"kind":"ring","points":50,"pointsSeed":3}"#, ["seed=9"])
        #expect((other.trainingData as? PointSet)?.points == set.points)
        #expect(try Self.configuration(#"{"kind":"ring"}"#).trainingData is GaussianMixture)
    }

    /// A move sees the batch that the order says, however many moves a step has, and no point is lost to moves that do not
    /// look at the data.
    @Test(arguments: ["alternating", "simultaneous"]) func pointsAreTakenInOrder(scheme: String) throws {
        let scratch = try Scratch()
        let resolved = try Tiny.resolved([
            #"data={"kind":"ring","points":12,"batches":"inTurn"}"#, "batch=4", "steps=6",
            "precision=float64",
            #"scheme={"kind":"\#(scheme)"}"#, "penalties=[]",
        ])
        let path = scratch.path + "/trace"
        #expect(try Trace.write(resolved, steps: 6, to: path) == nil)
        let trace = try Safetensors(decoding: Files.read(FilePath(path)))
        let set = try #require(resolved.configuration.trainingData as? PointSet)
        for step in 1...6 {
            let batch: Matrix<Double> = try trace.matrix("\(step).0.batch.0.real", Shape(4, 2))
            let first = (step - 1) * 4 % 12
            #expect(batch.points == Array(set.points[first..<first + 4]))
        }
    }

    @Test(arguments: [
        (
            #"{"kind":"mixture","centres":[[0,1],[1,2]]}"#,
            "say how wide the Gaussians are, by this key or by covariance"
        ),
        (
            #"{"kind":"mixture","centres":[[0,1]],"standardDeviation":1,"covariance":[[1,0],[0,1]]}"#,
            "standardDeviation and covariance say the same; leave one of them out"
        ),
        (
            #"{"kind":"mixture","centres":[[0,1]],"covariance":[[1,2],[2,1]]}"#,
            "a covariance must be symmetric and positive definite"
        ),
        (
            #"{"kind":"mixture","centres":[[0,1]],"covariance":[[1,0.5],[0.4,1]]}"#,
            "a covariance must be symmetric and positive definite"
        ),
        (
            #"{"kind":"mixture","centres":[0,1],"covariance":[[1,0],[0,1]]}"#,
            "is for Gaussians in the plane; on a line there is standardDeviation"
        ),
        (
            #"{"kind":"mixture","centres":[0,1],"standardDeviation":[1,2,3]}"#,
            "has 3 elements, but there are 2 centres"
        ),
        (
            #"{"kind":"mixture","centres":[0,1],"standardDeviation":1,"weights":[1]}"#,
            "has 1 element, but there are 2 Gaussians"
        ),
        (
            #"{"kind":"mixture","centres":[0,1],"standardDeviation":1,"shift":[1,2]}"#,
            "has 2 numbers, but the points have one coordinate"
        ),
        (#"{"kind":"ring","modes":3,"weights":[1,1]}"#, "has 2 elements, but there are 3 Gaussians"),
        (
            #"{"kind":"ring","standardize":true,"scale":2}"#,
            "stands in place of scale and shift; leave these out"
        ),
        (
            #"{"kind":"ring","batches":"inTurn"}"#,
            #""inTurn" needs finitely many points: say how many with "points""#
        ),
        (#"{"kind":"csv","path":"a.csv","points":5}"#, "a file has its own points"),
        (
            #"{"kind":"ring","scale":[1,2,3]}"#,
            "found a list of 3; allowed is a number above 0, or a list of 1 to 2 values, each a number above 0"
        ),
        (
            #"{"kind":"mixture","centres":[[0,1],[1]],"standardDeviation":1}"#,
            "found a list of 2; allowed is a list of 1 to 1000 values, each a list of 2 values, each a number, or a list "
                + "of 1 to 1000 values, each a number"
        ),
    ])
    func whatMakesNoSense(data: String, message: String) {
        #expect(Self.problems(data) == [message])
    }

    @Test func warnings() throws {
        func warnings(_ data: String, _ more: [String] = []) throws -> [String] {
            try Self.configuration(data, more).dataWarnings
        }
        #expect(try warnings(#"{"kind":"ring"}"#) == [])
        let far = #"{"kind":"ring","shift":100000}"#
        #expect(
            try warnings(far) == [
                "the data lie about 100000 from the origin, where networks begin around 1; \"standardize\": true, or scale "
                    + "and shift in data, bring them near",
                "in single precision a mode is hardly more than a point; \"standardize\": true in data keeps them apart, and "
                    + "so does \"precision\": \"float64\"",
            ])
        #expect(try warnings(far, ["precision=float64"]).count == 1)
        #expect(
            try warnings(#"{"kind":"ring","scale":0.001}"#)[0].hasPrefix("the data lie about 0.0014 from"))
        let scratch = try Scratch()
        try scratch.write("x,y\n16777216,0\n16777217,0\n16777218,0\n", as: "close.csv")
        let close = try warnings(#"{"kind":"csv","path":"\#(scratch.path)/close.csv"}"#)
        #expect(close.count == 2)
        #expect(close.last?.hasPrefix("in single precision the 3 different points become 2; ") == true)
        let standard = #"{"kind":"csv","path":"\#(scratch.path)/close.csv","standardize":true}"#
        #expect(try warnings(standard) == [])
    }
}
