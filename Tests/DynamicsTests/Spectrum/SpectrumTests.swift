import Dynamics
import Foundation
import Tensors
import Testing

struct SpectrumTests {
    /// The Dirac-GAN with R1 of γ = 1/4: λ = −1/8 ± i√15/8, |λ|² = 1/4, stable for h < γ/|λ|² = 1
    /// (arXiv 1801.04406).
    private let dirac = [
        Eigenvalue(-0.125, 15.0.squareRoot() / 8), Eigenvalue(-0.125, -15.0.squareRoot() / 8),
    ]

    @Test func quantitiesOfADiracGame() throws {
        let found = Spectrum(dirac).all
        #expect(found.count == 2)
        #expect(found.largestRealPart == -0.125)
        #expect(abs(try #require(found.phaseFactor) - 15.0.squareRoot()) < 1e-15)
        #expect(found.conditioningFactor == 1)
        #expect(found.positiveShare == 0)
        #expect(abs(try #require(found.largestStableStep) - 1) < 1e-15)
        #expect(Spectrum(dirac).nonzero == found)
    }

    /// At the largest stable step distances neither shrink nor grow.
    @Test func stableStepIsWhereTheRadiusIsOne() throws {
        let values = dirac + [Eigenvalue(-2, 3), Eigenvalue(-2, -3), Eigenvalue(-7)]
        let step = try #require(Spectrum(values).all.largestStableStep)
        func radius(_ h: Double) -> Double {
            DescentForecast(of: values.map { Eigenvalue(h * $0.real, h * $0.imaginary) }).spectralRadius
        }
        #expect(abs(radius(step) - 1) < 1e-14)
        #expect(radius(0.99 * step) < 1)
        #expect(radius(1.01 * step) > 1)
    }

    @Test func anEigenvalueToTheRightLeavesNoStableStep() {
        let values = [Eigenvalue(0.5), Eigenvalue(-1), Eigenvalue(-4), Eigenvalue(-2)]
        let found = Spectrum(values).all
        #expect(found.largestStableStep == nil)
        #expect(found.positiveShare == 0.25)
        #expect(found.conditioningFactor == 8)
        #expect(Spectrum(values).eigenvalues.map(\.real) == [0.5, -1, -2, -4])
    }

    /// Flat directions: zeros that rounding has moved.
    @Test func zerosCountOnceAndOnceNot() {
        let noise = [Eigenvalue(1e-14, 3e-13), Eigenvalue(1e-14, -3e-13), Eigenvalue(-1e-15), Eigenvalue(0)]
        let spectrum = Spectrum(dirac + noise)
        #expect(spectrum.all.positiveRealParts == 2)
        #expect(spectrum.all.largestStableStep == nil)
        #expect(spectrum.all.conditioningFactor == .infinity)
        #expect(spectrum.nonzero == Spectrum(dirac).all)
        #expect(spectrum.threshold == 0.5e-8)
    }

    /// As an unregularized Dirac-GAN has it: ±i/2 turns for ever, however small the step.
    @Test func aPureRotationIsNeverStable() {
        let turn = [Eigenvalue(0, 0.5), Eigenvalue(0, -0.5)]
        #expect(Spectrum(turn).all.phaseFactor == .infinity)
        #expect(Spectrum(turn).nonzero.largestStableStep == nil)
        #expect(Spectrum(turn).nonzero.positiveShare == 0)
        // A real part of rounding errors makes it no more stable.
        let rounded = Spectrum([Eigenvalue(-1e-17, 0.5), Eigenvalue(-1e-17, -0.5)])
        #expect(rounded.nonzero.largestStableStep == nil)
        #expect(rounded.all.largestStableStep != nil)
        let other = Spectrum([Eigenvalue(1e-17, 0.5), Eigenvalue(1e-17, -0.5)])
        #expect(other.nonzero.positiveRealParts == 0)
        #expect(other.all.positiveRealParts == 2)
    }

    /// |1 + hλ| for h = 0.2: 1.0049876 without a penalty (arXiv 1801.04406), 0.97468 with γ = 0.3.
    @Test func radiiOfTheDiracGame() {
        let turn = DescentForecast(of: [Eigenvalue(0, 0.1), Eigenvalue(0, -0.1)])
        #expect(abs(turn.spectralRadius - 1.0049876) < 1e-7)
        #expect(!turn.converges)
        #expect(turn.stepsToHalve == nil)
        let imaginary = (0.25 - 0.15 * 0.15).squareRoot()
        let penalized = DescentForecast(of: [Eigenvalue(-0.03, 0.2 * imaginary)])
        #expect(abs(penalized.spectralRadius - 0.97468) < 5e-6)
        #expect(penalized.converges)
    }

    /// Re² + Im² of a step may be beyond all numbers.
    @Test func aRadiusBeyondAllNumbersIsInfinite() {
        for value in [Eigenvalue(1e200, 1e200), Eigenvalue(-1e200), Eigenvalue(1e308)] {
            let forecast = DescentForecast(of: [value, Eigenvalue(-0.5)])
            #expect(forecast.spectralRadius == .infinity)
            #expect(!forecast.converges && forecast.stepsToHalve == nil)
        }
    }

    /// With h = |Re|/|λ|², the best for one eigenvalue, |1 + hλ|² = ζ²/(1 + ζ²); of a real spectrum the best
    /// radius is (τ − 1)/(τ + 1).
    @Test func theBestStepIsAsTheFactorsSay() throws {
        for value in dirac + [Eigenvalue(-2, 3), Eigenvalue(-1e-3, 1)] {
            let zeta = try #require(SpectrumQuantities(of: [value], positiveFrom: 0).phaseFactor)
            func radius(_ h: Double) -> Double {
                DescentForecast(of: [Eigenvalue(h * value.real, h * value.imaginary)]).spectralRadius
            }
            let best = -value.real / (value.modulus * value.modulus)
            #expect(abs(radius(best) * radius(best) - zeta * zeta / (1 + zeta * zeta)) < 1e-12)
            #expect(radius(best) < radius(0.99 * best) && radius(best) < radius(1.01 * best))
        }
        let real = [Eigenvalue(-0.5), Eigenvalue(-3), Eigenvalue(-4)]
        let tau = try #require(SpectrumQuantities(of: real, positiveFrom: 0).conditioningFactor)
        let best = 2 / (0.5 + 4)
        let radius = DescentForecast(of: real.map { Eigenvalue(best * $0.real) }).spectralRadius
        #expect(abs(radius - (tau - 1) / (tau + 1)) < 1e-12)
    }

    @Test func stepsToHalveKeepTheirDigitsCloseToOne() throws {
        let forecast = DescentForecast(of: [Eigenvalue(-1e-15)])
        #expect(abs(try #require(forecast.stepsToHalve) / (log(2) * 1e15) - 1) < 1e-6)
        let half = DescentForecast(of: [Eigenvalue(-0.5)])
        #expect(half.stepsToHalve == 1)
    }

    @Test func nothingHasNoQuantities() {
        let found = Spectrum([]).all
        #expect(found.count == 0)
        #expect(found.largestRealPart == nil)
        #expect(found.phaseFactor == nil)
        #expect(found.conditioningFactor == nil)
        #expect(found.positiveShare == 0)
        #expect(found.largestStableStep == nil)
        #expect(DescentForecast(of: []).spectralRadius == 1)
    }
}
