import Dynamics
import Foundation
import Games
import Tensors
import Testing

@testable import KnownGames

/// Critical points against `data/reference/functions.json` (scipy's fsolve, PyTorch's second derivatives), steps against
/// linear maps by hand.
struct FunctionStudyTests {
    struct Reference: Decodable {
        let x, y, value: Double
        let kind: String
    }

    static let reference: [String: [Reference]]? = {
        let package = URL(filePath: #filePath).appending(path: "../../..").standardized
        let file = package.appending(path: "data/reference/functions.json")
        return (try? Data(contentsOf: file)).flatMap {
            try? JSONDecoder().decode([String: [Reference]].self, from: $0)
        }
    }()

    static func points(of text: String, counts: FormulaCounts? = nil) throws -> [CriticalPoint] {
        let plan = try FunctionPlan(Formula(text), counts: counts)
        let plain = plan.setup(GameMethod.unregularized("", .minimax))
        return try CriticalPoint.find(in: FunctionDerivatives(plan.game, plain))
    }

    @Test(arguments: NamedFunction.allCases)
    func criticalPointsOfTheSixFunctions(_ name: NamedFunction) throws {
        let expected = try #require(Self.reference?[name.rawValue])
        let found = try Self.points(of: name.rawValue)
        for point in expected where max(abs(point.x), abs(point.y)) <= 5 {
            let same = found.first { abs($0.x[0] - point.x) + abs($0.y[0] - point.y) < 1e-7 }
            let twin = try #require(same, "\(name) has a critical point at \(point.x), \(point.y)")
            #expect(abs(twin.value - point.value) < 1e-10)
            #expect(twin.kind.rawValue == point.kind)
        }
        // Far out f3 fades away, which makes no critical points.
        for point in found {
            #expect(expected.contains { abs($0.x - point.x[0]) + abs($0.y - point.y[0]) < 1e-7 })
        }
    }

    /// H_yy and the Schur complement of −3x² − y² + 4xy: −2, and −6 + 16/2.
    @Test func theNumbersOfTheCriterion() throws {
        let point = try #require(try Self.points(of: "f1").first)
        #expect(point.kind == .minimax)
        #expect(abs(point.largestOfY + 2) < 1e-12)
        #expect(abs((point.smallestSchur ?? 0) - 2) < 1e-12)
        // With the sign of y² changed, y is not at a maximum; with a weaker coupling x would leave.
        #expect(try Self.points(of: "-3*x^2 + y^2 + 4*x*y").first?.kind == .neither)
        #expect(try Self.points(of: "-3*x^2 - y^2 + 3*x*y").first?.kind == .neither)
        #expect(try Self.points(of: "x*y").first?.kind == .degenerate)
        #expect(try Self.points(of: "exp(x)*y + x").isEmpty)
        #expect(try Self.points(of: "x + y").isEmpty)
    }

    /// In several numbers: 0 is the one critical point of a random quadratic function, a saddle.
    @Test func severalNumbers() throws {
        let points = try Self.points(of: "randomQuadratic(4, 10, 1)")
        #expect(points.count == 1)
        #expect(points.first?.kind == .nash)
        #expect(abs((points.first?.largestOfY ?? 0) + 0.1) < 1e-12)
        let plan = try FunctionPlan(Formula("x1*y2 - x2*y1 + x2^2 - y1^2"))
        let study = try FunctionStudy(plan)
        #expect(study.points.count == 1 && study.points[0].x.count == 2)
    }

    static func local(_ formula: String, _ way: String, step: Double) throws -> FunctionStudy.Local {
        var changes = GamePlan.Changes()
        (changes.step, changes.steps) = (step, 1)
        let study = try FunctionStudy(FunctionPlan(Formula(formula), changes))
        return try #require(study.plays.first { $0.way == way || $0.method == way }?.locals.first)
    }

    /// Radii and largest steps on x·y, where v is a rotation, and on f1. RK4: 1 + z + z²/2 + z³/6 + z⁴/24 at z = ih, whose
    /// modulus reaches 1 again at h = √8.
    @Test func stepsByHand() throws {
        let h = 0.05
        #expect(abs(try Self.local("x*y", "simultaneous", step: h).radius - (1 + h * h).squareRoot()) < 1e-12)
        let real = 1 - h * h / 2 + h * h * h * h / 24
        let imaginary = h - h * h * h / 6
        let runge = try Self.local("x*y", "Runge–Kutta 4", step: h)
        #expect(abs(runge.radius - (real * real + imaginary * imaginary).squareRoot()) < 1e-12)
        #expect(abs((runge.largestStep ?? 0) - 8.0.squareRoot()) < 1e-3)
        // Follow-the-ridge has the eigenvalues H_yy = −2 and −Schur = −2, so steps up to 1.
        let ridge = try Self.local("f1", "follow the ridge", step: h)
        #expect(abs(ridge.radius - 0.9) < 1e-5)
        #expect(abs((ridge.largestStep ?? 0) - 1) < 1e-3)
        // LOLA on xy, both terms: x' = −y − 2αx, y' = x − 2αy.
        let lola = try Self.local("x*y", "LOLA α=0.05", step: h)
        #expect(abs(lola.radius - ((1 - 2 * h * h) * (1 - 2 * h * h) + h * h).squareRoot()) < 1e-12)
        // CGD: 1/√(1 + h²).
        let cgd = try Self.local("x*y", "CGD η=0.05", step: h)
        #expect(abs(cgd.radius - 1 / (1 + h * h).squareRoot()) < 1e-9)
    }

    /// Where training ends: f1 drives descent and ascent away, and follow-the-ridge to the minimax point.
    @Test func ends() throws {
        let study = try FunctionStudy(FunctionPlan(Formula("f1")))
        #expect(study.plays.first { $0.way == "simultaneous" }?.end == .away)
        #expect(study.plays.first { $0.way == "follow the ridge" }?.end == .point(0))
        let bilinear = try FunctionStudy(FunctionPlan(Formula("x*y")))
        guard case .elsewhere = bilinear.plays[1].end else {
            Issue.record("alternating steps circle for ever, not \(bilinear.plays[1].end)")
            return
        }
    }
}
