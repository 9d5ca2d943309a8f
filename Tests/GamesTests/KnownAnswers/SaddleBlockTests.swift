import Games
import Tensors
import Testing

struct SaddleBlockTests {
    /// (λ − 1)(λ − 2·10⁻⁹): the small root keeps its digits.
    @Test func rootsOfACharacteristic() {
        let real = Characteristic(trace: 1 + 2e-9, determinant: 2e-9).eigenvalues
        #expect(abs(real[0].real - 1) < 1e-15 && abs(real[1].real / 2e-9 - 1) < 1e-15)
        let pair = Characteristic(trace: 2, determinant: 5).eigenvalues
        #expect(pair == [Eigenvalue(1, 2), Eigenvalue(1, -2)])
        #expect(Characteristic(trace: 0, determinant: 0).eigenvalues == [Eigenvalue(0), Eigenvalue(0)])
        #expect(Characteristic(trace: -3, determinant: 2).eigenvalues == [Eigenvalue(-1), Eigenvalue(-2)])
    }
}
